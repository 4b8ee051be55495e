/** Every name that our source defines, by kind, with the package that defines it. */
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, sep } from 'node:path';
import { nodesOf, textOf, type SourceComponent } from './source-tree.ts';

export type NameKind =
    | 'object'
    | 'field'
    | 'class'
    | 'component'
    | 'label'
    | 'flow'
    | 'flowInput'
    | 'flexiPage'
    | 'application'
    | 'permissionSet'
    | 'externalCredential'
    | 'principal'
    | 'namedCredential'
    | 'queue'
    | 'routingConfig'
    | 'presenceStatus'
    | 'messagingChannel'
    | 'channelParameter'
    | 'formField'
    | 'skill'
    | 'customMetadataRecord';

const kindOfType: Record<string, NameKind> = {
    CustomObject: 'object',
    CustomField: 'field',
    Flow: 'flow',
    FlexiPage: 'flexiPage',
    CustomApplication: 'application',
    PermissionSet: 'permissionSet',
    ExternalCredential: 'externalCredential',
    NamedCredential: 'namedCredential',
    Queue: 'queue',
    QueueRoutingConfig: 'routingConfig',
    ServicePresenceStatus: 'presenceStatus',
    MessagingChannel: 'messagingChannel',
    Skill: 'skill',
    CustomMetadata: 'customMetadataRecord',
    ApexClass: 'class',
    LightningComponentBundle: 'component'
};

export class DefinedNames {
    readonly #packages = new Map<string, string>();

    static of(components: SourceComponent[], root = 'force-app'): DefinedNames {
        const names = new DefinedNames();
        for (const component of components) {
            const kind = kindOfType[component.type];
            if (kind) names.add(kind, component.fullName, component.package);
            for (const label of nodesOf(component.xml, 'labels')) {
                names.add('label', textOf(label, 'fullName') ?? '', component.package);
            }
            for (const variable of component.type === 'Flow' ? nodesOf(component.xml, 'variables') : []) {
                if (textOf(variable, 'isInput') !== 'true') continue;
                names.add('flowInput', `${component.fullName}.${textOf(variable, 'name')}`, component.package);
            }
            for (const parameter of nodesOf(component.xml, 'customParameters')) {
                names.add('channelParameter', `${component.fullName}.${textOf(parameter, 'name')}`, component.package);
            }
            for (const form of nodesOf(component.xml, 'embeddedServiceForms')) {
                const [client] = nodesOf(component.xml, 'embeddedServiceMessagingChannel');
                for (const field of nodesOf(form, 'embeddedServiceFormFields')) {
                    const name = `${textOf(client, 'messagingChannel')}.${textOf(field, 'formField')}`;
                    names.add('formField', name, component.package);
                }
            }
            if (component.type === 'ExternalCredential') {
                for (const parameter of nodesOf(component.xml, 'externalCredentialParameters')) {
                    if (textOf(parameter, 'parameterType') !== 'NamedPrincipal') continue;
                    names.add(
                        'principal',
                        `${component.fullName}-${textOf(parameter, 'parameterName')}`,
                        component.package
                    );
                }
            }
        }
        for (const file of globSync(`${root}/*/main/default/lwc/*/*.{ts,js,html}`)) {
            names.add('component', basename(dirname(file)), file.split(sep)[1] ?? '');
        }
        for (const file of globSync(`${root}/*/main/default/classes/**/*.cls`)) {
            names.add('class', basename(file, '.cls'), file.slice(root.length + 1).split(sep)[0] ?? '');
        }
        return names;
    }

    add(kind: NameKind, name: string, packageName: string): void {
        this.#packages.set(`${kind}:${name}`, packageName);
    }

    /** The package that defines a name; undefined where none does. Names are case-sensitive, as files are. */
    packageOf(kind: NameKind, name: string): string | undefined {
        return this.#packages.get(`${kind}:${name}`);
    }
}

/** Apex and component sources, for references that stand in code. */
export function readCode(): { file: string; package: string; text: string }[] {
    return globSync(['force-app/*/main/default/classes/**/*.cls', 'force-app/*/main/default/lwc/**/*.{ts,html}'])
        .filter((file) => !file.includes('__tests__'))
        .sort()
        .map((file) => ({
            file,
            package: file.split(sep)[1] ?? '',
            text: readFileSync(file, 'utf8')
        }));
}
