/** Settings: what a file leaves out stays as it is; and a scratch-org definition's settings as files. */
import { strToU8 } from 'fflate';

import { escapeXml } from '../../salesforce/xml.ts';
import { manifestFile } from './manifest.ts';
import type { ZipFiles } from './package-files.ts';
import type { Component } from './types.ts';

/** The settings after a deploy of `deployed` over `present`. */
export function mergeSettings<Settings extends Component>(
    present: Component | undefined,
    deployed: Settings
): Settings {
    if (deployed.type !== 'Settings' || !present) {
        return deployed;
    }
    const given = new Set(deployed.xml.children.map((part) => part.name));
    const kept = present.xml.children.filter((part) => !given.has(part.name));
    return { ...deployed, xml: { ...deployed.xml, children: [...kept, ...deployed.xml.children] } };
}

/** Settings as in a scratch-org definition: `{omniChannelSettings: {enableOmniChannel: true}}`. */
export type SettingsOfOrg = Readonly<Record<string, Readonly<Record<string, boolean | string | number>>>>;

/** A package in Metadata format that deploys these settings. */
export function settingsPackage(settings: SettingsOfOrg): ZipFiles {
    const files = new Map<string, Uint8Array>();
    const names = Object.keys(settings).map(
        (key) => key.charAt(0).toUpperCase() + key.slice(1).replace(/Settings$/, '')
    );
    Object.values(settings).forEach((values, index) => {
        const elements = Object.entries(values).map(
            ([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`
        );
        const root = `${names[index]}Settings`;
        files.set(
            `settings/${names[index]}.settings`,
            strToU8(`<${root} xmlns="http://soap.sforce.com/2006/04/metadata">${elements.join('')}</${root}>`)
        );
    });
    files.set('package.xml', manifestFile('Settings', names));
    return files;
}
