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
        changes.push(
            ...compareLists(
                wantedParts,
                foundParts,
                path === '' || path.endsWith(' ') ? `${path}${name}` : `${path}.${name}`
            )
        );
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
        const index = left.findIndex((there) => isSame(part, there));
        const sameKey =
            index >= 0 ? index : left.findIndex((there) => keyOf(there) !== undefined && keyOf(there) === keyOf(part));
        if (sameKey < 0) {
            changes.push({ name: `${path}[${keyOf(part) ?? shorten(summary(part))}]`, to: shorten(summary(part)) });
            continue;
        }
        const [there] = left.splice(sameKey, 1);
        if (index < 0 && there) changes.push(...compareElements(part, there, `${path}[${keyOf(part) ?? ''}]`));
    }
    // Shown only where there is something to deploy anyway: a deploy takes these away. An empty value is nothing to take.
    return changes.length === 0
        ? []
        : [
              ...changes,
              ...left
                  .filter((there) => !isNil(there))
                  .map((there) => ({ name: `${path}[${keyOf(there) ?? ''}]`, from: shorten(summary(there)) }))
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

function summary(element: XmlElement): string {
    if (element.children.length === 0) return normal(element.text);
    return element.children.map((part) => `${part.name} ${summary(part)}`).join(', ');
}

function shorten(text: string): string {
    return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

const normal = (text: string) => text.replace(/\s+/g, ' ').trim();
const lines = (text: string) => counted(text.trimEnd().split('\n').length, 'line');

/** Parts that an admin's own component may have more of than the setup wants: a deploy would take them away. */
const ownParts: Record<string, readonly string[]> = {
    Queue: ['queueSobject', 'queueMembers', 'email'],
    CustomApplication: ['actionOverrides', 'profileActionOverrides', 'tabs'],
    MessagingChannel: ['customParameters', 'standardParameters', 'automatedResponses']
};

/**
 * What is wanted, with what the org has where the setup has nothing to say: a custom metadata record's field that an
 * admin filled in, an object that a queue takes besides, a channel's further parameters, what else a presence status is
 * for, the pages and tabs of an app, the hosts from which a page loads media. All of an org share its settings, which keep whatever is not wanted otherwise, and the platform's service
 * channels, which stay as they are.
 */
export function carriedOver(wanted: Unit, found: Unit): Unit {
    if (!wanted.xml || !found.xml) return wanted;
    if (wanted.type === 'ServiceChannel') return found;
    if (wanted.type === 'Settings') {
        const said = new Set(wanted.xml.children.map(({ name }) => name));
        const others = found.xml.children.filter(({ name }) => !said.has(name));
        return withXml(wanted, withParts(wanted.xml, others));
    }
    if (wanted.type === 'FlexiPage') {
        const [text = ''] = wanted.files.values();
        return withText(wanted, withHosts(text, [], hostsOn(found.xml)));
    }
    if (wanted.type === 'ServicePresenceStatus')
        return withXml(wanted, withOwnWithin(wanted.xml, found.xml, 'channels', 'channel'));
    const names = ownParts[wanted.type];
    if (names) {
        const xml = withOwnWithin(wanted.xml, found.xml, 'workspaceConfig', 'mappings');
        return withXml(wanted, withOwnParts(xml, found.xml, names));
    }
    if (wanted.type !== 'CustomMetadata') return wanted;
    const there = new Map(
        found.xml.children.filter(({ name }) => name === 'values').map((entry) => [childText(entry, 'field'), entry])
    );
    const children = wanted.xml.children.map((entry) =>
        entry.name === 'values' && isNil(entry) ? (there.get(childText(entry, 'field')) ?? entry) : entry
    );
    return withXml(wanted, { ...wanted.xml, children });
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
        wanted.children.some(
            (other) =>
                other.name === part.name &&
                (isSame(other, part) || (keyOf(other) !== undefined && keyOf(other) === keyOf(part)))
        );
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
