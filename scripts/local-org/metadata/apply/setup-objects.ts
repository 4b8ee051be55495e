/** Components that are rows of a set-up object too: what SOQL finds of them. */
import { childFlag, childText, type XmlElement } from '../../../salesforce/xml.ts';
import type { FieldValue } from '../../types.ts';
import type { Component } from '../types.ts';
import type { SetupRow } from './org-port.ts';

type RowMaker = (component: Component) => SetupRow;

/** A row with a developer name and a label: most set-up objects are like that. */
function named(object: string, more: (xml: XmlElement) => Record<string, FieldValue> = () => ({})): RowMaker {
    return ({ fullName, xml }) => ({
        object,
        key: { DeveloperName: fullName },
        fields: { MasterLabel: childText(xml, 'label') ?? fullName, ...more(xml) }
    });
}

function numberOf(xml: XmlElement, name: string): number | null {
    const text = childText(xml, name);
    return text === undefined ? null : Number(text);
}

const makers: Record<string, RowMaker> = {
    ApexClass: ({ fullName, xml, content }) => {
        const body = content.get(`${fullName}.cls`) ?? '';
        return {
            object: 'ApexClass',
            key: { Name: fullName },
            fields: {
                ApiVersion: numberOf(xml, 'apiVersion'),
                Status: childText(xml, 'status') ?? 'Active',
                IsValid: true,
                Body: body,
                LengthWithoutComments: body.length
            }
        };
    },
    Flow: ({ fullName, xml }) => ({
        object: 'FlowDefinitionView',
        key: { ApiName: fullName },
        fields: {
            Label: childText(xml, 'label') ?? fullName,
            Description: childText(xml, 'description') ?? null,
            ProcessType: childText(xml, 'processType') ?? null,
            IsActive: childText(xml, 'status') === 'Active'
        }
    }),
    NamedCredential: named('NamedCredential', (xml) => ({
        CalloutOptionsGenerateAuthorizationHeader: childFlag(xml, 'generateAuthorizationHeader', true),
        CalloutOptionsAllowMergeFieldsInHeader: childFlag(xml, 'allowMergeFieldsInHeader'),
        CalloutOptionsAllowMergeFieldsInBody: childFlag(xml, 'allowMergeFieldsInBody'),
        Endpoint:
            xml.children
                .map((part) =>
                    childText(part, 'parameterType') === 'Url' ? childText(part, 'parameterValue') : undefined
                )
                .find((url) => url !== undefined) ?? null
    })),
    Skill: named('Skill', (xml) => ({ Description: childText(xml, 'description') ?? null })),
    ServiceChannel: named('ServiceChannel', (xml) => ({
        RelatedEntity: childText(xml, 'relatedEntityType') ?? null,
        CapacityModel: camelCase(childText(xml, 'capacityModel')) ?? 'TabBased',
        IsInterruptible: childFlag(xml, 'isInterruptible')
    })),
    ServicePresenceStatus: named('ServicePresenceStatus'),
    QueueRoutingConfig: named('QueueRoutingConfig', (xml) => ({
        RoutingModel: camelCase(childText(xml, 'routingModel')),
        RoutingPriority: numberOf(xml, 'routingPriority'),
        CapacityWeight: numberOf(xml, 'capacityWeight'),
        CapacityPercentage: numberOf(xml, 'capacityPercentage'),
        PushTimeout: numberOf(xml, 'pushTimeout'),
        IsAttributeBased: childFlag(xml, 'isAttributeBased')
    })),
    PresenceUserConfig: named('PresenceUserConfig', (xml) => ({
        Capacity: numberOf(xml, 'capacity'),
        OptionsIsAutoAcceptEnabled: childFlag(xml, 'enableAutoAccept'),
        OptionsIsDeclineEnabled: childFlag(xml, 'enableDecline')
    })),
    LiveChatDeployment: named('LiveChatDeployment', (xml) => ({
        WindowTitle: childText(xml, 'windowTitle') ?? null,
        OptionsHasPrechatApi: childFlag(xml, 'enablePrechatApi')
    })),
    LiveChatButton: named('LiveChatButton', (xml) => ({
        IsActive: childFlag(xml, 'isActive'),
        Type: childText(xml, 'type') ?? null,
        RoutingType: childText(xml, 'routingType') ?? null,
        WindowLanguage: childText(xml, 'windowLanguage') ?? null,
        HasQueue: childFlag(xml, 'enableQueue'),
        OverallQueueLength: numberOf(xml, 'overallQueueLength')
    }))
};

/** `MOST_AVAILABLE` of the metadata reads `MostAvailable` in SOQL. */
function camelCase(text: string | undefined): string | null {
    const words = (text ?? '').toLowerCase().split('_').filter(Boolean);
    return words.length === 0 ? null : words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/** The row that stands for this component; undefined where it has none. */
export function setupRow(component: Component): SetupRow | undefined {
    return makers[component.type]?.(component);
}
