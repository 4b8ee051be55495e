/** The table of everything that gets installed, from the metadata. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import prettier from 'prettier';
import { nodesOf, readSourceTree, textOf, type SourceComponent } from '../check/metadata/source-tree.ts';

export const tableFile = 'docs/components.md';

const packages = [
    ['core', 'Package "Bot Handoff"'],
    ['messaging', 'Package "Bot Handoff Messaging"'],
    ['chat', 'Package "Bot Handoff Chat"'],
    ['unpackaged', 'Deployed by the setup, outside the packages (no package can carry these)']
] as const;

/** What a type is for, where its files have no description of their own. */
const reasons: Record<string, string> = {
    CompactLayout: 'the fields in the highlights of a record page',
    CustomLabels: 'every text of the components and errors',
    CustomMetadata: 'a setting that an admin can change',
    CustomObjectTranslation: 'the fields in another language',
    EmbeddedServiceConfig: 'the deployment through which a bot opens conversations (custom client)',
    LanguageSettings: 'turns Translation Workbench on',
    Layout: 'a page layout',
    LiveAgentSettings: 'turns Chat on',
    LiveChatAgentConfig: 'what chat agents may do',
    LiveChatButton: 'the button that a bot names in a chat request',
    LiveChatDeployment: 'the chat deployment that a bot names in a chat request',
    LiveMessageSettings: 'turns Messaging on',
    MessagingChannel: 'takes the routing attributes of a bot and hands them to the flow',
    NamedCredential: 'the address of a bot vendor, with its credential',
    OmniChannelSettings: 'turns Omni-Channel on',
    PresenceUserConfig: 'how many conversations an agent takes',
    Queue: 'where handed-over conversations wait',
    QueueRoutingConfig: 'how the queue offers work',
    RemoteSiteSetting: 'a vendor host that Apex may call',
    ServiceChannel: "the platform's channel for Messaging Sessions",
    ServicePresenceStatus: 'a status in which agents are offered work, or not',
    Skill: 'routes chats to agents',
    Translations: 'the texts in another language'
};

/** What a kind of Lightning page is for. */
const pageReasons: Record<string, string> = {
    RecordPage: 'a record page with the history beside the conversation',
    UtilityBar: 'the utility bar of the console app'
};

const cell = (text: string) => text.replace(/\s+/g, ' ').replaceAll('|', '\\|').trim();

/** What a permission set grants, in short words. */
function grantsOf({ xml }: SourceComponent): string {
    const list = (label: string, names: string[]) =>
        names.length > 0 ? [`${label}: ${names.map((name) => `\`${name}\``).join(', ')}`] : [];
    const objects = nodesOf(xml, 'objectPermissions').map((node) => {
        const rights = ['Read', 'Create', 'Edit', 'Delete'].filter((right) => textOf(node, `allow${right}`) === 'true');
        const all = ['viewAllRecords', 'modifyAllRecords'].filter((right) => textOf(node, right) === 'true');
        return `\`${textOf(node, 'object')}\` (${[...rights.map((right) => right.toLowerCase()), ...all].join(', ')})`;
    });
    const fields = nodesOf(xml, 'fieldPermissions');
    const named = (editable: string) =>
        fields.filter((node) => textOf(node, 'editable') === editable).map((node) => textOf(node, 'field') ?? '');
    return [
        ...(objects.length > 0 ? [`objects: ${objects.join(', ')}`] : []),
        ...list('reads', named('false')),
        ...list('edits', named('true')),
        ...list(
            'Apex',
            nodesOf(xml, 'classAccesses').map((node) => textOf(node, 'apexClass') ?? '')
        ),
        ...list(
            'settings',
            nodesOf(xml, 'customMetadataTypeAccesses').map((node) => textOf(node, 'name') ?? '')
        ),
        ...list(
            'credentials',
            nodesOf(xml, 'externalCredentialPrincipalAccesses').map(
                (node) => textOf(node, 'externalCredentialPrincipal') ?? ''
            )
        ),
        ...list(
            'flows',
            nodesOf(xml, 'flowAccesses').map((node) => textOf(node, 'flow') ?? '')
        ),
        ...list(
            'apps',
            nodesOf(xml, 'applicationVisibilities').map((node) => textOf(node, 'application') ?? '')
        ),
        ...list(
            'presence statuses',
            nodesOf(xml, 'servicePresenceStatusAccesses').map((node) => textOf(node, 'servicePresenceStatus') ?? '')
        ),
        ...list(
            'permissions',
            nodesOf(xml, 'userPermissions').map((node) => textOf(node, 'name') ?? '')
        )
    ].join('; ');
}

/** The first sentence of a comment. */
function firstSentence(comment: string): string {
    const text =
        comment
            .replace(/^\s*\* ?/gm, '')
            .replace(/^[\s\S]*?@description\s+/, '')
            .trim()
            .split(/\n\s*(?:@|\n)/)[0] ?? '';
    return text.split(/(?<=\.)\s/)[0] ?? '';
}

/** What the code says about itself: a class's comment, of a component that is none the first one of its main file. */
function codeDescription({ type, file, fullName }: SourceComponent): string {
    const main =
        type === 'ApexClass'
            ? [file.replace(/-meta\.xml$/, '')]
            : ['ts', 'css'].map((ending) => join(dirname(file), `${fullName}.${ending}`));
    const source = readFileSync(main.find((name) => existsSync(name)) ?? '', 'utf8');
    const comments = [
        /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export default class/.exec(source),
        /\/\*+([\s\S]*?)\*\//.exec(source)
    ];
    return firstSentence(comments.find((found) => found !== null)?.[1] ?? '');
}

function why(component: SourceComponent): string {
    const described = textOf(component.xml, 'description');
    if (component.type === 'ApexClass') return codeDescription(component);
    if (component.type === 'LightningComponentBundle') return described || codeDescription(component);
    const page = component.type === 'FlexiPage' ? pageReasons[textOf(component.xml, 'type') ?? ''] : undefined;
    return described || page || reasons[component.type] || textOf(component.xml, 'masterLabel') || '';
}

function rows(components: SourceComponent[]): string[] {
    return components
        .filter(({ type, fullName }) => !(type === 'ApexClass' && /Tests?$/.test(fullName)))
        .sort((one, other) => one.type.localeCompare(other.type) || one.fullName.localeCompare(other.fullName))
        .map((component) => {
            const grants = component.type === 'PermissionSet' ? grantsOf(component) : '';
            return `| ${component.type} | \`${component.fullName}\` | ${cell(why(component))} | ${cell(grants)} |`;
        });
}

/** The whole document, as it should stand now. */
export async function componentTable(): Promise<string> {
    const components = readSourceTree().filter(({ file }) => !basename(dirname(file)).startsWith('__'));
    const parts = packages.flatMap(([name, title]) => {
        const own = components.filter((component) => component.package === name);
        const tests = own.filter(({ type, fullName }) => type === 'ApexClass' && /Tests?$/.test(fullName)).length;
        return own.length === 0
            ? []
            : [
                  `## ${title}`,
                  '',
                  '| type | name | why | grants |',
                  '| --- | --- | --- | --- |',
                  ...rows(own),
                  '',
                  ...(tests > 0 ? [`And ${tests} Apex test classes.`, ''] : [])
              ];
    });
    const text = [
        '# What gets installed',
        '',
        'Made from the metadata by `npm run docs:components`; `npm run check` fails where it is out of date. What a permission set does not name, it does not grant.',
        '',
        ...parts
    ].join('\n');
    return prettier.format(text, { ...(await prettier.resolveConfig(tableFile)), parser: 'markdown' });
}
