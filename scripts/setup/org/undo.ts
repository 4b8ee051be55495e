/** Takes back what the setup did to an org, by its journal; says what it leaves, and why. */
import { literal } from '../../salesforce/access.ts';
import { deployFiles, failureLines } from '../../salesforce/deploy.ts';
import { OrgRequestError, type OrgClient } from '../../salesforce/org-client.ts';
import { child, childText } from '../../salesforce/xml.ts';
import type { Journal, JournalData, RecordEntry } from '../run/journal.ts';
import { SetupError } from '../run/error.ts';
import type { DesiredOrg, StageId } from './desired.ts';
import type { PlanItem } from './plan.ts';
import { principalName, type OrgState } from './read.ts';
import { filesOf, hashOf, manifestOf, unitsOf, withXml, type Unit } from './units.ts';

export interface Left {
    what: string;
    why: string;
}

export interface UndoUnits {
    /** In the order in which they go. */
    stages: { id: StageId; title: string; remove: Unit[]; restore: { unit: Unit; files: Record<string, string> }[] }[];
    left: Left[];
    /** Keys of what the journal names and the org no longer has: an earlier undo, or somebody, took it out. */
    gone: string[];
}

export interface UndoFacts {
    /** Records with handoff data by object; fields that hold data are not deleted unasked. */
    data: Map<string, number>;
    /** Conversations of the channel that are not the setup's own tests. */
    conversations: number;
}

/** What keeps parts of the metadata from going: asked before anything is written. */
export async function readUndoFacts(
    org: OrgClient,
    desired: DesiredOrg,
    state: OrgState,
    journal: JournalData
): Promise<UndoFacts> {
    const data = new Map<string, number>();
    const tests = new Set((journal.tests ?? []).map(({ id }) => id));
    for (const object of ['Case', 'MessagingSession', 'LiveChatTranscript']) {
        if (!state.units.has(`CustomField:${object}.Bot_Session_Id__c`)) continue;
        const rows = await org.query<{ Id: string }>(
            `SELECT Id FROM ${object} WHERE Bot_Session_Id__c != null OR Bot_Provider__c != null`
        );
        const own = rows.filter(({ Id }) => !tests.has(Id)).length;
        if (own > 0) data.set(object, own);
    }
    let conversations = 0;
    if (desired.channel !== undefined && state.channel) {
        const rows = await org.query<{ Id: string }>(
            `SELECT Id FROM MessagingSession WHERE MessagingChannelId = ${literal(state.channel.id)}`
        );
        conversations = rows.filter(({ Id }) => !tests.has(Id)).length;
    }
    return { data, conversations };
}

/** Which units go, which come back, which stay. Pure. */
export function undoUnits(
    desired: DesiredOrg,
    state: OrgState,
    journal: JournalData,
    facts: UndoFacts,
    deleteData: boolean
): UndoUnits {
    const left: Left[] = [];
    const gone: string[] = [];
    const stages: UndoUnits['stages'] = [];
    const known = new Set(desired.stages.flatMap((stage) => [...stage.units.keys()]));
    for (const key of Object.keys(journal.units).filter((each) => !known.has(each))) {
        left.push({
            what: key.replace(':', ' '),
            why: 'the setup file no longer names it; undo with the one that did'
        });
    }
    for (const stage of desired.stages.toReversed()) {
        const remove: Unit[] = [];
        const restore: UndoUnits['stages'][number]['restore'] = [];
        for (const key of stage.units.keys()) {
            const entry = journal.units[key];
            const found = state.units.get(key);
            if (!entry) continue;
            if (!found) {
                gone.push(key);
                continue;
            }
            const why = reasonToLeave(found, facts, deleteData);
            if (why !== undefined) left.push({ what: `${found.type} ${found.fullName}`, why });
            else if (!entry.existed) remove.push(found);
            else if (entry.before && !isAsBefore(found, entry.before))
                restore.push({ unit: found, files: entry.before });
        }
        if (remove.length + restore.length > 0) stages.push({ id: stage.id, title: stage.title, remove, restore });
    }
    return { stages, left, gone };
}

function isAsBefore(found: Unit, before: Record<string, string>): boolean {
    const unit = unitsOf(new Map(Object.entries(before))).get(found.key);
    return unit !== undefined && hashOf(unit) === hashOf(found);
}

function reasonToLeave(unit: Unit, { data, conversations }: UndoFacts, deleteData: boolean): string | undefined {
    if (unit.type === 'Settings') return 'a feature stays on: other things may use it by now; Setup switches it off';
    if (unit.type === 'ServiceChannel') return "it is the platform's own and comes with the feature";
    const [owner = ''] = unit.fullName.split('.');
    if (conversations > 0 && isNeededByChannel(unit, owner)) {
        return `${conversations} conversations came through the channel, which Salesforce therefore keeps; it is inactive, and this belongs to it`;
    }
    const records = data.get(owner) ?? 0;
    if (unit.type === 'CustomField' && records > 0 && !deleteData) {
        return `handoff data of ${owner}, in ${records} ${records === 1 ? 'record' : 'records'}: --delete-data removes the fields with it`;
    }
    return undefined;
}

function isNeededByChannel({ type, fullName }: Unit, owner: string): boolean {
    return (
        ['MessagingChannel', 'Queue', 'QueueRoutingConfig'].includes(type) ||
        (type === 'Flow' && fullName === 'Route_Bot_Handoff') ||
        (type === 'CustomField' && owner === 'MessagingSession') ||
        owner.startsWith('Bot_Routing_Setting')
    );
}

/** For people: the same as {@link undoUnits} in the plan's words. */
export function undoItems(stage: UndoUnits['stages'][number]): PlanItem[] {
    return [
        ...stage.remove.map((unit): PlanItem => ({
            action: 'delete',
            what: `${unit.type} ${unit.fullName}`,
            fields: []
        })),
        ...stage.restore.map(({ unit }): PlanItem => ({
            action: 'update',
            what: `${unit.type} ${unit.fullName}, as it was before the setup`,
            fields: []
        }))
    ];
}

/** Removes and restores one stage. What the org refuses to delete stays, with the org's own words. */
export async function undoStage(
    stage: UndoUnits['stages'][number],
    org: OrgClient,
    journal: Journal,
    apiVersion: string
): Promise<Left[]> {
    const left: Left[] = [];
    // Until the org has answered, nobody knows what it has.
    journal.update((data) => {
        for (const { key } of [...stage.remove, ...stage.restore.map(({ unit }) => unit)]) {
            const entry = data.units[key];
            delete entry?.applied;
            delete entry?.found;
        }
    });
    if (stage.restore.length > 0) {
        const units = stage.restore.flatMap(({ unit, files }) => {
            const before = unitsOf(new Map(Object.entries(files))).get(unit.key);
            return before ? [before] : [];
        });
        const outcome = await deployFiles(org, filesOf(units, apiVersion));
        if (!outcome.success) {
            throw new SetupError(
                `The org refused what "${stage.title}" was before.\n${failureLines(outcome).join('\n')}`
            );
        }
        forget(
            journal,
            stage.restore.map(({ unit }) => unit.key)
        );
    }
    await switchOff(stage.remove, org, apiVersion);
    let units = stage.remove;
    while (units.length > 0) {
        const outcome = await deployFiles(org, {
            'package.xml': manifestOf([], apiVersion),
            'destructiveChanges.xml': manifestOf(units, apiVersion)
        });
        if (outcome.success) {
            forget(
                journal,
                units.map(({ key }) => key)
            );
            break;
        }
        const refused = new Map(
            outcome.failures.map((failure) => [failure.fullName.toLowerCase(), failure.problem ?? ''])
        );
        const staying = units.filter(({ fullName }) => refused.has(fullName.toLowerCase()));
        if (staying.length === 0) {
            throw new SetupError(`The org refused to remove "${stage.title}".\n${failureLines(outcome).join('\n')}`);
        }
        for (const unit of staying) {
            left.push({
                what: `${unit.type} ${unit.fullName}`,
                why: `the org refuses to delete it: ${refused.get(unit.fullName.toLowerCase()) ?? ''}`
            });
        }
        units = units.filter((unit) => !staying.includes(unit));
    }
    return left;
}

/** A flow can be deleted once no version of it is active. */
async function switchOff(units: readonly Unit[], org: OrgClient, apiVersion: string): Promise<void> {
    const flows = units.flatMap((unit) => {
        if (unit.type !== 'Flow' || !unit.xml || childText(unit.xml, 'status') !== 'Active') return [];
        const status = child(unit.xml, 'status');
        const children = unit.xml.children.map((part) => (part === status ? { ...part, text: 'Obsolete' } : part));
        return [withXml(unit, { ...unit.xml, children })];
    });
    if (flows.length === 0) return;
    const outcome = await deployFiles(org, filesOf(flows, apiVersion));
    if (!outcome.success) throw new SetupError(`The org keeps the flow active.\n${failureLines(outcome).join('\n')}`);
}

function forget(journal: Journal, keys: string[]): void {
    journal.update((data) => {
        for (const key of keys) delete data.units[key];
    });
}

/** Deletes the records that the setup made, newest first, and puts back those that it removed. */
export async function undoRecords(org: OrgClient, journal: Journal): Promise<Left[]> {
    const talks = (journal.data.tests ?? []).filter(({ object }) => object === 'MessagingSession').length;
    for (const { object, id } of (journal.data.tests ?? []).toReversed()) {
        await deleteIfThere(org, object, id);
        journal.update((data) => {
            data.tests = (data.tests ?? []).filter((test) => test.id !== id);
        });
    }
    for (const entry of journal.data.made.toReversed()) {
        const id = await idOf(org, entry);
        if (id !== undefined) await deleteIfThere(org, entry.object, id);
        journal.update((data) => {
            data.made = data.made.filter((each) => !isSame(each, entry));
        });
    }
    for (const entry of journal.data.removed.toReversed()) {
        if ((await idOf(org, entry)) === undefined) await org.insert(entry.object, entry.fields);
        journal.update((data) => {
            data.removed = data.removed.filter((each) => !isSame(each, entry));
        });
    }
    return talks === 0
        ? []
        : [
              {
                  what: `Conversation entries of ${talks} test conversations`,
                  why: 'Salesforce keeps one of each conversation, which no API deletes; it holds an id and times only'
              }
          ];
}

/** Removes the secrets that the setup stored where there were none. */
export async function undoSecrets(org: OrgClient, journal: Journal): Promise<Left[]> {
    const left: Left[] = [];
    for (const [name, { existed }] of Object.entries(journal.data.credentials)) {
        if (existed) {
            left.push({
                what: `Secrets of ${name}`,
                why: 'the former ones cannot be read, so they cannot be put back'
            });
        } else {
            const query = new URLSearchParams({
                externalCredential: name,
                principalName,
                principalType: 'NamedPrincipal'
            });
            try {
                await org.request('DELETE', `/named-credentials/credential?${query}`);
            } catch (error) {
                if (!(error instanceof OrgRequestError) || error.status !== 404) throw error;
            }
        }
        journal.update((data) => {
            delete data.credentials[name];
        });
    }
    return left;
}

/** A channel that the setup activated becomes inactive. */
export async function undoActivation(org: OrgClient, journal: Journal): Promise<void> {
    const { activated } = journal.data;
    if (!activated) return;
    const [channel] = await org.query<{ Id: string; IsActive: boolean }>(
        `SELECT Id, IsActive FROM MessagingChannel WHERE DeveloperName = ${literal(activated.channel)}`
    );
    if (channel?.IsActive) await org.update('MessagingChannel', channel.Id, { IsActive: false });
    journal.update((data) => {
        delete data.activated;
        delete data.published;
    });
}

async function idOf(org: OrgClient, { object, fields }: RecordEntry): Promise<string | undefined> {
    const conditions = Object.entries(fields).map(([name, value]) => `${name} = ${literal(value)}`);
    const [row] = await org.query<{ Id: string }>(`SELECT Id FROM ${object} WHERE ${conditions.join(' AND ')}`);
    return row?.Id;
}

async function deleteIfThere(org: OrgClient, object: string, id: string): Promise<void> {
    try {
        await org.delete(object, id);
    } catch (error) {
        const isGone = error instanceof OrgRequestError && error.status === 404;
        if (!isGone) throw error;
    }
}

function isSame(one: RecordEntry, other: RecordEntry): boolean {
    return one.object === other.object && JSON.stringify(one.fields) === JSON.stringify(other.fields);
}
