/** A settings file changes what it names and leaves the rest as it is. */
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
