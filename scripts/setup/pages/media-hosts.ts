/**
 * Hosts from which the component on a Lightning page loads pictures, videos and sounds: what App Builder would ask for.
 * Pure.
 */
import { child, childrenOf, childText, escapeXml, parseXml, type XmlElement } from '../../salesforce/xml.ts';
import type { SetupConfig } from '../config/schema.ts';
import { isHistory, normal, offsetOf } from './component.ts';

/** Of the media that the setup file names. */
export function hostsOf({ connectors }: SetupConfig): string[] {
    const hosts = connectors.flatMap(({ mediaUrl }) => (mediaUrl === undefined ? [] : new URL(mediaUrl).hostname));
    return [...new Set(hosts)];
}

/**
 * Those that a page names already.
 *
 * @returns as the page writes them; none where it has no component, or the component names none
 */
export function hostsOn(page: XmlElement): string[] {
    const named = instancesOf(page).flatMap((instance) => {
        const property = childrenOf(instance, 'componentInstanceProperties').find(isHosts);
        return ((property && childText(property, 'value')) ?? '').split(/[\s,;]+/).filter((host) => host !== '');
    });
    return [...new Set(named)];
}

/** Those from which the component of a page does not load, read as the component does. */
export function hostsLacking(page: XmlElement, hosts: readonly string[]): string[] {
    const named = hostsOn(page).map((host) => host.toLowerCase());
    const isNamed = (host: string) =>
        named.some((each) => each === '*' || each === host || (each.startsWith('*.') && host.endsWith(each.slice(1))));
    return hosts.filter((host) => !isNamed(host));
}

/**
 * The page whose component loads from these hosts, besides those that it names already.
 *
 * @param text a FlexiPage in the Metadata format
 * @param first hosts to name before those of the page: what another version of it names
 * @returns the same text where nothing is lacking, or there is no component
 * @throws XmlError where the text is not XML
 */
export function withHosts(text: string, hosts: readonly string[], first: readonly string[] = []): string {
    const there = hostsOn(parseXml(text));
    const wanted = [...new Set([...first, ...there, ...hosts])];
    return wanted.join() === there.join() ? text : namingHosts(normal(text), wanted);
}

function namingHosts(text: string, hosts: readonly string[]): string {
    const value = `<value>${escapeXml(hosts.join(', '))}</value>`;
    // From the end, so that what changes moves nothing that is yet to be changed.
    return instancesOf(parseXml(text)).reduceRight((page, instance) => {
        const property = childrenOf(instance, 'componentInstanceProperties').find(isHosts);
        if (property) {
            const named = child(property, 'value');
            const at = offsetOf(page, (named ?? property).position);
            const rest = page.slice(at);
            // An org writes what App Builder left empty as a name alone.
            const changed = named
                ? rest.replace(/^<value\s*(?:\/>|>[^<]*<\/value>)/, () => value)
                : rest.replace('</name>', () => `</name>${value}`);
            return page.slice(0, at) + changed;
        }
        const place = child(instance, 'componentName');
        if (!place) return page;
        const at = offsetOf(page, place.position);
        const lines = [
            '<componentInstanceProperties>',
            '    <name>mediaHosts</name>',
            `    ${value}`,
            '</componentInstanceProperties>',
            ''
        ];
        return page.slice(0, at) + lines.join(`\n${' '.repeat(place.position.column - 1)}`) + page.slice(at);
    }, text);
}

const isHosts = (property: XmlElement) => childText(property, 'name') === 'mediaHosts';

function instancesOf(part: XmlElement): XmlElement[] {
    return part.name === 'componentInstance' && part.children.some(isHistory)
        ? [part]
        : part.children.flatMap(instancesOf);
}
