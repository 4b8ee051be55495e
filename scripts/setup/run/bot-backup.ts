/** Which backup is that of a bot: a setup file may come to name another place at the same vendor. */
import { providerOf, type ConnectorEntry } from '../config/schema.ts';
import type { Json, KeptBot, ProviderSetup } from '../provider-setup.ts';
import type { JournalData } from './journal.ts';

/** How the journal names a connector. */
export function botKey(entry: ConnectorEntry): string {
    return `${entry.connector} ${providerOf(entry).name}`;
}

/** What the setup changes at the vendor's, in words; the same for whatever else the setup file says. */
function placeOf(entry: ConnectorEntry): string {
    switch (entry.connector) {
        case 'cognigy-messaging':
        case 'cognigy-chat': {
            const { apiUrl, projectId, handoverProvider, flowId } = entry.bot;
            const place = `project ${projectId} at ${new URL(apiUrl).host}, handover provider ${handoverProvider}`;
            return flowId === undefined ? place : `${place}${flowPart}${flowId}`;
        }
        case 'sendbird':
            return `application ${entry.bot.applicationId.toUpperCase()}`;
        case 'watsonx':
            return '';
    }
}

const flowPart = ', flow ';

/** A flow that was named later on: the place is the same, with more of it. */
const isMoreOf = (place: string, known: string): boolean =>
    place === known || (place.startsWith(`${known}${flowPart}`) && !known.includes(flowPart));

/** Under which key the journal has, or is to have, the backup of this very place. */
export function backupKey({ bots, places }: Pick<JournalData, 'bots' | 'places'>, entry: ConnectorEntry): string {
    const [key, place] = [botKey(entry), placeOf(entry)];
    const [own, known] = [`${key} (${place})`, places?.[key]];
    const isElsewhere = known !== undefined && !isMoreOf(place, known);
    return isElsewhere || bots[own] !== undefined ? own : key;
}

/** A backup in words, for people. */
export function backupName({ places }: Pick<JournalData, 'places'>, key: string): string {
    const place = places?.[key];
    return place === undefined || place === '' || key.endsWith(`(${place})`) ? key : `${key} (${place})`;
}

/** Keeps how the bot is before its first change; of what is known already, the first backup counts. */
export function keepBackup(data: JournalData, entry: ConnectorEntry, setup: ProviderSetup, state: Json): void {
    const key = backupKey(data, entry);
    data.bots[key] = setup.backup(state, data.bots[key], data.written?.[key]);
    data.places = { ...data.places, [key]: placeOf(entry) };
    delete data.written?.[key];
}

/** What `undo` has to put back of a bot; undefined where there is nothing. */
export function keptOf(data: JournalData, entry: ConnectorEntry): KeptBot | undefined {
    const key = backupKey(data, entry);
    const [backup, written] = [data.bots[key], data.written?.[key]];
    return backup === undefined ? undefined : { backup, ...(written !== undefined && { written }) };
}

/** It has been put back. */
export function forgetBackup(data: JournalData, key: string): void {
    delete data.bots[key];
    delete data.written?.[key];
    delete data.places?.[key];
}
