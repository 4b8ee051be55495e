/** The bot side of undo: what its backup says, and what becomes of bots that nobody can ask. */
import { isFailure } from '../providers/shared/request-error.ts';
import { providerOf, type SetupConfig } from './config/schema.ts';
import { reasonOfOthers, type UndoFacts } from './org/undo-facts.ts';
import type { Left } from './org/undo-plan.ts';
import type { ProviderChange } from './provider-setup.ts';
import { backupKey, backupName, botKey, forgetBackup } from './run/bot-backup.ts';
import type { SetupConnection } from './run/connection.ts';
import type { Journal } from './run/journal.ts';
import type { SetupTask } from './run/tasks.ts';
import { readBot, type Readings } from './readings.ts';

export interface BotUndo {
    bot: Readings['bots'][number];
    /** Of its backup in the journal. */
    key: string;
    /** Nothing of it is undone: the setup did nothing there, or others work with it. */
    isKept: boolean;
    changes: ProviderChange[];
    left: Left[];
}

/** @param hasOwnBots nobody else's conversations come of the bots that the setup file names */
export function undoOfBot(
    bot: Readings['bots'][number],
    { data }: Journal,
    facts: UndoFacts,
    hasOwnBots: boolean
): BotUndo {
    const key = backupKey(data, bot.entry);
    const backup = data.bots[key];
    if (backup === undefined) return { bot, key, isKept: true, changes: [], left: [] };
    // As another file wants it: it hands over to that one's channel.
    if (!hasOwnBots && bot.setup.changes(bot.state, bot.context).length > 0) {
        const left = [{ what: `Bot side of ${botKey(bot.entry)}`, why: reasonOfOthers(facts) ?? '' }];
        return { bot, key, isKept: true, changes: [], left };
    }
    const written = data.written?.[key];
    return {
        bot,
        key,
        isKept: false,
        changes: bot.setup.undo(backup, bot.state, bot.context, written),
        left: bot.setup.leaves(backup, bot.state, written)
    };
}

export interface BotUndoWork {
    config: SetupConfig;
    connection: SetupConnection;
    journal: Journal;
    bots: readonly BotUndo[];
}

/** @param left what the bots refuse is added to it */
export function botTasks({ config, connection, journal, bots }: BotUndoWork, left: Left[]): SetupTask[] {
    return bots
        .filter(({ isKept }) => !isKept)
        .map(({ bot, key, changes }) => ({
            id: `bot:${botKey(bot.entry)}`,
            title: `Bot side: ${bot.entry.connector} (${providerOf(bot.entry).name})`,
            run: (report) =>
                readBot(config, connection, bot.entry, async () => {
                    const refused: Left[] = [];
                    for (const change of changes) {
                        report(change.what);
                        const why = await refusalOf(() => bot.setup.apply(change, bot.context));
                        if (why !== undefined) refused.push({ what: change.what, why });
                    }
                    left.push(...refused);
                    if (refused.length === 0) journal.update((data) => forgetBackup(data, key));
                })
        }));
}

/**
 * Why the bot does not let this be done; a bot that may do it in a minute is an error. It must not keep the org from
 * being undone.
 */
async function refusalOf(work: () => Promise<void>): Promise<string | undefined> {
    try {
        await work();
        return undefined;
    } catch (error) {
        if (!isFailure(error, 'unauthorized', 'forbidden', 'notFound', 'refused', 'badAnswer', 'noHost')) throw error;
        return `${error.message} Its backup is kept: undo again once the bot lets it be done, or do it by hand`;
    }
}

/** Bots that do not let the setup in: their backup stays in the journal. */
export function refusing(journal: Journal, { refused }: Readings): Left[] {
    return refused
        .filter(({ entry }) => journal.data.bots[backupKey(journal.data, entry)] !== undefined)
        .map(({ entry, error }) => ({
            what: `Bot side of ${botKey(entry)}`,
            why: `${error.message} Run undo again once it lets the setup in: its backup is kept`
        }));
}

/** Bots whose connector is no longer in the config, or elsewhere by now. */
export function orphans({ data }: Journal, config: SetupConfig): Left[] {
    const known = new Set(config.connectors.map((entry) => backupKey(data, entry)));
    return Object.keys(data.bots)
        .filter((key) => !known.has(key))
        .map((key) => ({
            what: `Bot side of ${backupName(data, key)}`,
            why: 'the setup file does not name it; undo with the one that did'
        }));
}
