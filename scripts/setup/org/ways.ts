/**
 * By which channel or Chat button the conversations of each Bot Provider come, as the setup files that were applied
 * said.
 */
import { providerOf, wayOf, type SetupConfig } from '../config/schema.ts';
import type { JournalData } from '../run/journal.ts';

/** Where handoffs are Cases, there is no way that undo could take from somebody. */
const ofCases = 'Case';

/** Way → Bot Providers of a setup file. */
function waysOf({ connectors, messaging, chat }: SetupConfig): Map<string, string[]> {
    const names = {
        messaging: `MessagingChannel ${messaging.channel.name}`,
        chat: `LiveChatButton ${chat.button.name}`,
        case: ofCases
    };
    const ways = new Map<string, string[]>();
    for (const entry of connectors) {
        const name = names[wayOf(entry)];
        ways.set(name, [...(ways.get(name) ?? []), providerOf(entry).name]);
    }
    return ways;
}

/** Notes what the setup file that is applied has come by which way. */
export function noteWays(data: JournalData, config: SetupConfig): void {
    const ways = { ...data.ways };
    for (const [name, providers] of waysOf(config)) ways[name] = [...new Set([...(ways[name] ?? []), ...providers])];
    data.ways = ways;
}

/** Is it known of each of these Bot Providers that it comes by another way than the setup file's? */
export function comeByOtherWays(
    providers: readonly string[],
    config: SetupConfig,
    { ways = {} }: Pick<JournalData, 'ways'>
): boolean {
    const own = waysOf(config);
    return providers.every((provider) => {
        const known = Object.keys(ways).filter((name) => ways[name]?.includes(provider));
        return known.length > 0 && known.every((name) => name === ofCases || !own.has(name));
    });
}
