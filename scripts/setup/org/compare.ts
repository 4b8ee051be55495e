/**
 * Differences between what the setup wants and what an org has. What is wanted has to be there; what the org has
 * besides is the org's own business, and counts only as what a deploy would take away.
 */
import { child, childText, parseXml, type XmlElement } from '../../salesforce/xml.ts';
import type { FieldChange } from '../provider-setup.ts';
import { hostsOn, withHosts } from '../pages/media-hosts.ts';
import { withText, withXml, type Unit } from './units.ts';
import { counted } from '../counted.ts';

/** Elements by which entries of a list are recognised. */
const keyElements = ['fullName', 'name', 'field', 'externalParameterName', 'formField', 'parameterName', 'user'];
const longest = 80;

/** Differences of a unit; empty where the org has all that is wanted. */
export function differences(wanted: Unit, found: Unit): FieldChange[] {
    if (wanted.xml && found.xml) return compareElements(wanted.xml, found.xml, '');
    const changes: FieldChange[] = [];
    for (const [path, text] of wanted.files) {
        const there = found.files.get(path);
        const name = path.split('/').at(-1) ?? path;
        if (there === undefined) changes.push({ name, to: lines(text) });
        else if (path.endsWith('.xml')) {
            changes.push(...compareElements(parseXml(text), parseXml(there), `${name} `));
        } else if (normal(text) !== normal(there)) changes.push({ name, from: lines(there), to: lines(text) });
    }
    return changes;
}

function compareElements(wanted: XmlElement, found: XmlElement, path: string): FieldChange[] {
    const changes: FieldChange[] = [];
    for (const name of new Set(wanted.children.map((part) => part.name))) {
        const wantedParts = wanted.children.filter((part) => part.name === name && !isNil(part));
        const foundParts = found.children.filter((part) => part.name === name);
        const isStart = path === '' || path.endsWith(' ');
        changes.push(...compareLists(wantedParts, foundParts, isStart ? `${path}${name}` : `${path}.${name}`));
    }
    return changes;
}

function compareLists(wanted: XmlElement[], found: XmlElement[], path: string): FieldChange[] {
    const [first] = wanted;
    if (wanted.length === 1 && found.length <= 1 && first) {
        const [there] = found;
        if (first.children.length > 0 && there) return compareElements(first, there, path);
        return isSameLeaf(first, there) ? [] : [change(path, there, first)];
    }
    const left = [...found];
    const changes: FieldChange[] = [];
    for (const part of wanted) {
        const there = left.find((each) => isSame(part, each)) ?? left.find((each) => hasSameKey(part, each));
        if (!there) {
            changes.push({ name: `${path}[${keyOf(part) ?? shorten(summary(part))}]`, to: shorten(summary(part)) });
            continue;
        }
        left.splice(left.indexOf(there), 1);
        changes.push(...compareElements(part, there, `${path}[${keyOf(part) ?? ''}]`));
    }
    // Where there is nothing to deploy, nothing is taken away.
    if (changes.length === 0) return [];
    const takenAway = left.filter((there) => !isNil(there));
    return [
        ...changes,
        ...takenAway.map((there) => ({ name: `${path}[${keyOf(there) ?? ''}]`, from: shorten(summary(there)) }))
    ];
}

function change(name: string, from: XmlElement | undefined, to: XmlElement): FieldChange {
    return { name, ...(from && { from: shorten(summary(from)) }), to: shorten(summary(to)) };
}

function isSame(wanted: XmlElement, found: XmlElement): boolean {
    return wanted.children.length > 0 ? compareElements(wanted, found, '').length === 0 : isSameLeaf(wanted, found);
}

/** The platform leaves out what is false or empty. */
function isSameLeaf(wanted: XmlElement, found: XmlElement | undefined): boolean {
    const want = normal(wanted.text);
    if (!found) return wanted.children.length === 0 && (want === '' || want === 'false');
    const have = normal(found.text);
    return want === have || (want !== '' && have !== '' && Number(want) === Number(have));
}

function isNil(element: XmlElement): boolean {
    return element.children.length === 0
        ? element.attributes['xsi:nil'] === 'true'
        : element.children.some((part) => part.name === 'value' && part.attributes['xsi:nil'] === 'true');
}

function keyOf(element: XmlElement): string | undefined {
    for (const name of keyElements) {
        const text = childText(element, name);
        if (text !== undefined) return text;
    }
    // Of an app: which page is shown where, and to whom.
    if (child(element, 'actionName')) {
        return ['actionName', 'pageOrSobjectType', 'formFactor', 'recordType', 'profile']
            .flatMap((name) => childText(element, name) ?? [])
            .join(' ');
    }
    // Of what stands on a Lightning page.
    const component = child(element, 'componentInstance');
    return component && childText(component, 'identifier');
}

function hasSameKey(one: XmlElement, other: XmlElement): boolean {
    const key = keyOf(one);
    return key !== undefined && key === keyOf(other);
}

function summary(element: XmlElement): string {
    if (element.children.length === 0) return normal(element.text);
    return element.children.map((part) => `${part.name} ${summary(part)}`).join(', ');
}

function shorten(text: string): string {
    return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

const normal = (text: string) => text.replace(/\s+/g, ' ').trim();
const lines = (text: string) => counted(text.trimEnd().split('\n').length, 'line');

/**
 * What is wanted, with what the org has where the setup has nothing to say: a custom metadata record's field that an
 * admin filled in, an object that a queue takes besides, what else a presence status is for, the pages and tabs of an
 * app, the hosts from which a page loads media, all else of a queue, a messaging channel and a deployment, which a
 * deploy without it would take away
 * (https://github.com/forcedotcom/sf-skills/blob/main/skills/service-agentforce-channel-configure/SKILL.md). All of an
 * org share its settings, which keep whatever is not wanted otherwise, and the platform's service channels, which stay
 * as they are.
 */
export function carriedOver(wanted: Unit, found: Unit): Unit {
    if (!wanted.xml || !found.xml) return wanted;
    switch (wanted.type) {
        case 'ServiceChannel':
            return found;
        case 'Settings':
        case 'LiveChatDeployment':
            return withXml(wanted, withOthers(wanted.xml, found.xml));
        case 'Queue':
            return withXml(
                wanted,
                withOwnParts(withOthers(wanted.xml, found.xml), found.xml, ['queueSobject', 'queueMembers'])
            );
        case 'MessagingChannel':
            return withXml(wanted, withOthersOfChannel(wanted.xml, found.xml));
        case 'EmbeddedServiceConfig':
            return withXml(wanted, withOthersOfDeployment(wanted.xml, found.xml));
        case 'FlexiPage': {
            const [text = ''] = wanted.files.values();
            return withText(wanted, withHosts(text, [], hostsOn(found.xml)));
        }
        case 'ServicePresenceStatus':
            return withXml(wanted, withOwnWithin(wanted.xml, found.xml, 'channels', 'channel'));
        case 'CustomMetadata':
            return withXml(wanted, withFilledIn(wanted.xml, found.xml));
        case 'CustomApplication': {
            const xml = withOwnWithin(wanted.xml, found.xml, 'workspaceConfig', 'mappings');
            return withXml(wanted, withOwnParts(xml, found.xml, ['actionOverrides', 'profileActionOverrides', 'tabs']));
        }
    }
    return wanted;
}

function withOthers(wanted: XmlElement, found: XmlElement, isLeft = (_name: string) => false): XmlElement {
    const said = new Set(wanted.children.map(({ name }) => name));
    return withParts(
        wanted,
        found.children.filter(({ name }) => !said.has(name) && !isLeft(name))
    );
}

function withOthersWithin(
    wanted: XmlElement,
    found: XmlElement,
    name: string,
    isLeft?: (name: string) => boolean
): XmlElement {
    const there = child(found, name);
    if (!there) return wanted;
    const children = wanted.children.map((part) => (part.name === name ? withOthers(part, there, isLeft) : part));
    return { ...wanted, children };
}

/** What it routed to before does not fit the routing that is wanted, nor its verification a channel open to all. */
function withOthersOfChannel(wanted: XmlElement, found: XmlElement): XmlElement {
    const mode = 'embeddedConfig';
    const modeOf = (channel: XmlElement) => childText(child(channel, mode) ?? channel, 'authMode');
    const isOther = modeOf(wanted) !== modeOf(found);
    const open = withOthersWithin(wanted, found, mode, (name) => isOther && name === 'messagingAuthorizations');
    const all = withOthers(open, found, (name) => name.startsWith('sessionHandler'));
    return withOwnParts(all, found, ['customParameters', 'standardParameters', 'automatedResponses']);
}

/** The fields of a form are parameters of the channel: those of another one are not there. */
function withOthersOfDeployment(wanted: XmlElement, found: XmlElement): XmlElement {
    const part = 'embeddedServiceMessagingChannel';
    const channelOf = (deployment: XmlElement) =>
        childText(child(deployment, part) ?? deployment, 'messagingChannel')?.trim();
    const all = withOthers(withOthersWithin(wanted, found, part), found);
    return channelOf(wanted) === channelOf(found)
        ? withOwnWithin(all, found, 'embeddedServiceForms', 'embeddedServiceFormFields')
        : all;
}

function withFilledIn(wanted: XmlElement, found: XmlElement): XmlElement {
    const there = new Map(
        found.children.filter(({ name }) => name === 'values').map((entry) => [childText(entry, 'field'), entry])
    );
    const children = wanted.children.map((entry) =>
        entry.name === 'values' && isNil(entry) ? (there.get(childText(entry, 'field')) ?? entry) : entry
    );
    return { ...wanted, children };
}

/** With what an element has besides: of a setup file for another way into the same org, for example. */
function withOwnWithin(wanted: XmlElement, found: XmlElement, name: string, inner: string): XmlElement {
    const there = child(found, name);
    if (!there) return wanted;
    const children = wanted.children.map((part) => (part.name === name ? withOwnParts(part, there, [inner]) : part));
    return { ...wanted, children };
}

function withOwnParts(wanted: XmlElement, found: XmlElement, names: readonly string[]): XmlElement {
    const isThere = (part: XmlElement) =>
        wanted.children.some((other) => other.name === part.name && (isSame(other, part) || hasSameKey(other, part)));
    return withParts(
        wanted,
        found.children.filter((part) => names.includes(part.name) && !isThere(part))
    );
}

function withParts(wanted: XmlElement, parts: XmlElement[]): XmlElement {
    if (parts.length === 0) return wanted;
    // Parts of one name stay together, as the org writes them.
    const children = [...wanted.children, ...parts].sort((one, other) =>
        one.name < other.name ? -1 : one.name > other.name ? 1 : 0
    );
    return { ...wanted, children };
}
