/** Omni-Channel, Messaging and Chat set-up. */
import { childFlag, childText, type XmlElement } from '../../../salesforce/xml.ts';
import { isCustomName, sameName, type OrgView } from '../org-view.ts';
import type { Problem } from '../types.ts';
import { elementsAt, noSuch, placeOfChild, problemAt, nameProblems, type ReferenceCheck } from './check.ts';

/** Standard objects whose records a queue may own. */
const queueObjects = new Set([
    'case',
    'lead',
    'order',
    'task',
    'messagingsession',
    'messagingenduser',
    'livechattranscript',
    'servicecontract',
    'contactrequest',
    'knowledge__kav',
    'workorder'
]);
/** Standard objects that a service channel can route. */
const routableObjects = new Set([
    'case',
    'lead',
    'order',
    'task',
    'messagingsession',
    'livechattranscript',
    'contactrequest',
    'socialpost',
    'workorder'
]);

export const queue: ReferenceCheck = ({ xml }, view) => [
    ...nameProblems(xml, 'queueRoutingConfig', 'QueueRoutingConfig', view),
    ...elementsAt(xml, 'queueSobject', 'sobjectType').flatMap((element) => {
        const name = element.text.trim();
        const fits = isCustomName(name) || queueObjects.has(name.toLowerCase());
        return view.hasObject(name) && fits
            ? []
            : [problemAt(element, `In field: sobjectType - no CustomObject named ${name} found`)];
    }),
    ...elementsAt(xml, 'queueMembers', 'users', 'user').flatMap((element) => user(element, view)),
    ...unsupported(xml, ['queueMembers', 'roles'], 'roles as queue members'),
    ...unsupported(xml, ['queueMembers', 'roleAndSubordinates'], 'roles as queue members'),
    ...unsupported(xml, ['queueMembers', 'publicGroups'], 'public groups as queue members')
];

export const queueRoutingConfig: ReferenceCheck = ({ xml }, view) => {
    const problems = elementsAt(xml, 'skills').flatMap((skill) => nameProblems(skill, 'skill', 'Skill', view));
    const type = childText(xml, 'capacityType');
    const hasCapacity =
        childText(xml, 'capacityWeight') !== undefined || childText(xml, 'capacityPercentage') !== undefined;
    if (type !== 'INHERITED' && !hasCapacity) {
        problems.push(problemAt(xml, 'Required fields are missing: [CapacityWeight or CapacityPercentage]'));
    }
    return problems;
};

export const serviceChannel: ReferenceCheck = ({ fullName, xml }, view) => {
    const problems = nameProblems(xml, 'relatedEntityType', 'CustomObject', view, (name) => view.hasObject(name));
    const entity = childText(xml, 'relatedEntityType') ?? '';
    if (problems.length === 0 && !isCustomName(entity) && !routableObjects.has(entity.toLowerCase())) {
        problems.push(
            problemAt(placeOfChild(xml, 'relatedEntityType'), `${entity} cannot be routed with Omni-Channel`)
        );
    }
    const other = channelsOf(entity, view).find((name) => !sameName(name, fullName));
    if (other !== undefined) {
        problems.push(
            problemAt(
                placeOfChild(xml, 'relatedEntityType'),
                `There is already a service channel for ${entity}: ${other}`
            )
        );
    }
    return problems;
};

function channelsOf(entity: string, view: OrgView): string[] {
    const standard: [string, string][] = [
        ['MessagingSession', 'sfdc_livemessage'],
        ['LiveChatTranscript', 'sfdc_liveagent']
    ];
    return [
        ...standard
            .filter(([object, name]) => sameName(object, entity) && view.has('ServiceChannel', name))
            .map(([, name]) => name),
        ...view
            .list('ServiceChannel')
            .filter(({ xml }) => sameName(childText(xml, 'relatedEntityType') ?? '', entity))
            .map((channel) => channel.fullName)
    ];
}

export const servicePresenceStatus: ReferenceCheck = ({ xml }, view) =>
    elementsAt(xml, 'channels').flatMap((channels) => nameProblems(channels, 'channel', 'ServiceChannel', view));

export const presenceUserConfig: ReferenceCheck = ({ xml }, view) => [
    ...nameProblems(xml, 'presenceStatusOnDecline', 'ServicePresenceStatus', view),
    ...nameProblems(xml, 'presenceStatusOnPushTimeout', 'ServicePresenceStatus', view),
    ...elementsAt(xml, 'assignments', 'users', 'user').flatMap((element) => user(element, view)),
    ...elementsAt(xml, 'assignments', 'profiles', 'profile').flatMap((element) =>
        view.hasProfile(element.text.trim()) ? [] : [noSuch(element, 'profile', 'Profile', element.text.trim())]
    )
];

export const messagingChannel: ReferenceCheck = ({ xml }, view) => {
    const type = childText(xml, 'messagingChannelType');
    if (type !== 'EmbeddedMessaging') {
        return [
            problemAt(
                placeOfChild(xml, 'messagingChannelType'),
                `not supported by the local org: messaging channels of type ${type} (EmbeddedMessaging only)`
            )
        ];
    }
    const problems = [
        ...nameProblems(xml, 'sessionHandlerQueue', 'Queue', view, (name) => takesSessions(name, view)),
        ...nameProblems(xml, 'sessionHandlerFlow', 'Flow', view)
    ];
    const flowName = childText(xml, 'sessionHandlerFlow');
    if (childText(xml, 'sessionHandlerType') === 'Flow' && flowName === undefined) {
        problems.push(problemAt(xml, 'Required field is missing: sessionHandlerFlow'));
    }
    if (childText(xml, 'sessionHandlerQueue') === undefined) {
        problems.push(problemAt(xml, 'Required field is missing: sessionHandlerQueue'));
    }
    const flow = flowName === undefined ? undefined : view.get('Flow', flowName);
    if (flow && childText(flow.xml, 'processType') !== 'RoutingFlow') {
        problems.push(problemAt(placeOfChild(xml, 'sessionHandlerFlow'), `${flowName} is not an Omni-Channel flow`));
    }
    return problems;
};

/**
 * A channel finds only queues that do
 * (https://github.com/forcedotcom/sf-skills/blob/main/skills/service-digital-engagement-channel-configure/SKILL.md).
 */
function takesSessions(queueName: string, view: OrgView): boolean {
    const found = view.get('Queue', queueName);
    const taken = found ? elementsAt(found.xml, 'queueSobject', 'sobjectType') : [];
    return taken.some(({ text }) => sameName(text.trim(), 'MessagingSession'));
}

export const embeddedServiceConfig: ReferenceCheck = ({ xml }, view) => {
    const feature = childText(xml, 'deploymentFeature');
    if (feature !== 'EmbeddedMessaging') {
        return [
            problemAt(
                placeOfChild(xml, 'deploymentFeature'),
                `not supported by the local org: embedded service deployments of ${feature} (EmbeddedMessaging only)`
            )
        ];
    }
    const channelElement = elementsAt(xml, 'embeddedServiceMessagingChannel')[0];
    if (!channelElement) {
        return [problemAt(xml, 'Required field is missing: embeddedServiceMessagingChannel')];
    }
    const channelName = childText(channelElement, 'messagingChannel') ?? '';
    const channel = view.get('MessagingChannel', channelName);
    const parameters = channel
        ? elementsAt(channel.xml, 'customParameters', 'name').map((element) => element.text.trim())
        : [];
    const fields = elementsAt(xml, 'embeddedServiceForms', 'embeddedServiceFormFields');
    return [
        ...nameProblems(channelElement, 'messagingChannel', 'MessagingChannel', view),
        ...(childText(xml, 'deploymentType') === 'Web' ? [] : onlyOfWeb(channelElement)),
        ...fields.flatMap(formFieldProblems),
        ...fields
            .filter((field) => channel && childText(field, 'messagingChannelParameterType') === 'Custom')
            .flatMap((field) =>
                nameProblems(field, 'formField', 'MessagingChannelCustomParameter', view, (name) =>
                    parameters.includes(name)
                )
            )
    ];
};

/**
 * A page of the platform's own shows them; there is none for a custom client
 * (https://github.com/forcedotcom/sf-skills/blob/main/skills/service-digital-engagement-deployment-configure/references/deployment_settings.md).
 */
function onlyOfWeb(channel: XmlElement): Problem[] {
    return channel.children
        .filter(({ name, text }) => /^(?:should|isSendInvt|isInvitation|isChat)/.test(name) && text.trim() === 'true')
        .map((part) => problemAt(part, `${part.name} can only be true in a deployment of type Web`));
}

/**
 * What goes together
 * (https://github.com/forcedotcom/sf-skills/blob/main/skills/platform-metadata-api-context-get/assets/metadata_api/EmbeddedServiceConfig.json).
 */
function formFieldProblems(field: XmlElement): Problem[] {
    const name = childText(field, 'formField') ?? '';
    const order = Number(childText(field, 'displayOrder'));
    const tell = (words: string) => [problemAt(field, `${name}: ${words}`)];
    if (!childFlag(field, 'isHidden')) {
        return order < 0 ? tell('displayOrder of a field that is shown has to be 0 or more') : [];
    }
    return [
        ...(order === -1 ? [] : tell('displayOrder of a hidden field has to be -1')),
        ...(childFlag(field, 'isRequired') ? tell('a hidden field cannot be required') : []),
        ...(childText(field, 'messagingChannelParameterType') === 'Custom'
            ? []
            : tell('only a custom parameter can be hidden'))
    ];
}

export const liveChatButton: ReferenceCheck = ({ xml }, view) => {
    const skills = elementsAt(xml, 'skills', 'skill');
    const problems = [
        ...elementsAt(xml, 'skills').flatMap((element) => nameProblems(element, 'skill', 'Skill', view)),
        ...elementsAt(xml, 'deployments').flatMap((element) =>
            nameProblems(element, 'deployment', 'LiveChatDeployment', view)
        )
    ];
    if (skills.length === 0) {
        problems.push(
            problemAt(
                xml,
                'A chat button needs at least one skill: routing to Omni-Channel queues is not supported in the Metadata API'
            )
        );
    }
    if (childFlag(xml, 'optionsHasChasitorIdleTimeout') && childText(xml, 'chasitorIdleTimeout') === undefined) {
        problems.push(problemAt(xml, 'Required field is missing: chasitorIdleTimeout'));
    }
    return problems;
};

export const liveChatAgentConfig: ReferenceCheck = ({ xml }, view) => [
    ...elementsAt(xml, 'transferableSkills').flatMap((element) => nameProblems(element, 'skill', 'Skill', view)),
    ...elementsAt(xml, 'supervisorSkills').flatMap((element) => nameProblems(element, 'skill', 'Skill', view)),
    ...elementsAt(xml, 'transferableButtons').flatMap((element) =>
        nameProblems(element, 'button', 'LiveChatButton', view)
    ),
    ...elementsAt(xml, 'assignments', 'users', 'user').flatMap((element) => user(element, view))
];

export const skill: ReferenceCheck = ({ xml }, view) =>
    elementsAt(xml, 'assignments', 'users', 'user').flatMap((element) => user(element, view));

function user(element: XmlElement, view: OrgView): Problem[] {
    const name = element.text.trim();
    return view.hasUser(name) ? [] : [noSuch(element, 'user', 'User', name)];
}

function unsupported(xml: XmlElement, path: string[], what: string): Problem[] {
    return elementsAt(xml, ...path).map((element) => problemAt(element, `not supported by the local org: ${what}`));
}
