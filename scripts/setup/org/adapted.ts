/** What a config changes in the components that the packages and templates bring. Pure. */
import { childText, type XmlElement } from '../../salesforce/xml.ts';
import type { SetupConfig } from '../config/schema.ts';
import { hostsOf, withHosts } from '../pages/media-hosts.ts';
import { withText, withXml, without, type Unit } from './units.ts';

/** Omni-Channel for the ways in use: an org without Messaging takes nothing that names it. */
export function omniUnits(all: Map<string, Unit>, usesMessaging: boolean, usesChat: boolean): Map<string, Unit> {
    const units = without(all, 'Settings');
    if (usesMessaging && !usesChat) return units;
    const presence = ['ServicePresenceStatus', 'PresenceUserConfig'];
    const channels = [...(usesMessaging ? ['sfdc_livemessage'] : []), ...(usesChat ? ['sfdc_liveagent'] : [])];
    const result = new Map<string, Unit>();
    for (const [key, unit] of units) {
        const isPresence = presence.includes(unit.type) || key === 'PermissionSet:Bot_Handoff_Presence';
        if (isPresence && channels.length === 0) continue;
        if (unit.type === 'ServiceChannel' && !usesMessaging) continue;
        result.set(key, forChannels(unit, usesMessaging, channels));
    }
    return result;
}

function forChannels(unit: Unit, usesMessaging: boolean, channels: string[]): Unit {
    if (!unit.xml) return unit;
    if (unit.type === 'Queue' && !usesMessaging) {
        const takes = (part: XmlElement) => (childText(part, 'sobjectType') ?? '').startsWith('Messaging');
        return withXml(unit, { ...unit.xml, children: unit.xml.children.filter((part) => !takes(part)) });
    }
    if (unit.type === 'ServicePresenceStatus') {
        const children = unit.xml.children.map((part) =>
            part.name === 'channels' ? { ...part, children: channels.map((name) => leaf('channel', name)) } : part
        );
        return withXml(unit, { ...unit.xml, children });
    }
    return unit;
}

/** The packaged routing setting names the queues as the config does. */
export function routed(units: Map<string, Unit>, { queue }: SetupConfig): Map<string, Unit> {
    const key = 'CustomMetadata:Bot_Routing_Setting.Default';
    const unit = units.get(key);
    if (!unit?.xml) throw new Error(`The package Bot Handoff Messaging has no ${key}.`);
    const names: Record<string, string> = {
        Queue_Developer_Name__c: queue.name,
        Fallback_Queue_Developer_Name__c: queue.fallback.name
    };
    const children = unit.xml.children.map((entry) => {
        const name = names[childText(entry, 'field') ?? ''];
        return name === undefined
            ? entry
            : {
                  ...entry,
                  children: entry.children.map((part) => (part.name === 'value' ? { ...part, text: name } : part))
              };
    });
    return new Map(units).set(key, withXml(unit, { ...unit.xml, children }));
}

/** The packaged pages load media from where the config says that they are. */
export function loading(units: Map<string, Unit>, config: SetupConfig): Map<string, Unit> {
    return new Map(
        [...units].map(([key, unit]) => {
            const [text = ''] = unit.files.values();
            return [key, unit.type === 'FlexiPage' ? withText(unit, withHosts(text, hostsOf(config))) : unit];
        })
    );
}

/** Chat routes by skill and configuration, and both name their agents in their own metadata. */
export function chatAgents(units: Map<string, Unit>, agents: readonly string[]): Map<string, Unit> {
    if (agents.length === 0) return units;
    return new Map(
        [...units].map(([key, unit]) => {
            if (!unit.xml || !['Skill', 'LiveChatAgentConfig'].includes(unit.type)) return [key, unit];
            const users = { ...leaf('users', ''), children: agents.map((name) => leaf('user', name)) };
            const assignments = { ...leaf('assignments', ''), children: [users] };
            const children = [assignments, ...unit.xml.children];
            return [key, withXml(unit, { ...unit.xml, children })];
        })
    );
}

function leaf(name: string, text: string): XmlElement {
    return { name, attributes: {}, children: [], text, position: { line: 1, column: 1 } };
}
