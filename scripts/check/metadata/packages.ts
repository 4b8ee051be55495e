/** What an unlocked package can carry, and which package may know which. */
import type { Problem } from '../problem.ts';
import type { SourceComponent } from './source-tree.ts';

/** Metadata types that an unlocked second-generation package can carry, of those that this project uses. */
const packageable = new Set([
    'ApexClass',
    'CompactLayout',
    'CspTrustedSite',
    'CustomApplication',
    'CustomField',
    'CustomLabels',
    'CustomMetadata',
    'CustomObject',
    'ExternalCredential',
    'FieldSet',
    'FlexiPage',
    'Flow',
    'Layout',
    'LightningComponentBundle',
    'ListView',
    'NamedCredential',
    'PermissionSet',
    'RemoteSiteSetting',
    'Translations'
]);

/** Which packages' names a package may use. */
export const mayKnow: Record<string, string[]> = {
    core: ['core'],
    messaging: ['messaging', 'core'],
    chat: ['chat', 'core'],
    unpackaged: ['unpackaged', 'core', 'messaging', 'chat']
};

/** Components that no package can carry but that stand in a package's folder. */
export function unpackageableComponents(components: SourceComponent[]): Problem[] {
    return components
        .filter((component) => component.package !== 'unpackaged' && !packageable.has(component.type))
        .map(({ file, type, package: name }) => ({
            file,
            message: `an unlocked package cannot carry ${type || 'this file'}: move it from ${name}/ to unpackaged/`
        }));
}

/** Objects that core must not name, so that it installs in orgs with neither feature. */
const objectsNotForCore = /\b(MessagingSession|LiveChatTranscript)\b/;

/** Places in core that name an object which an org may not have. */
export function optionalObjectsInCore(files: { file: string; text: string }[]): Problem[] {
    return files.flatMap(({ file, text }) =>
        text.split('\n').flatMap((line, index) => {
            const code = line.replace(/\/\/.*$/, '').replace(/^\s*\*.*$/, '');
            const found = objectsNotForCore.exec(code);
            return found
                ? [{ file, line: index + 1, message: `core must not name ${found[1]}: not every org has it` }]
                : [];
        })
    );
}

/** Components that two packages have under one name: the later deploy would overwrite the earlier one. */
export function sharedNames(components: SourceComponent[]): Problem[] {
    const first = new Map<string, SourceComponent>();
    return components.flatMap((component) => {
        const key = `${component.type} ${component.fullName}`.toLowerCase();
        const other = first.get(key) ?? component;
        first.set(key, other);
        return other.package === component.package
            ? []
            : [{ file: component.file, message: `${other.package} has a ${component.type} ${component.fullName} too` }];
    });
}
