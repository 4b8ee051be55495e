/**
 * Which Lightning pages agents see of the records that handoffs bring, and what the setup wants of them: the history on
 * each. Reads only.
 */
import type { OrgClient } from '../../salesforce/org-client.ts';
import { listMetadata, RetrieveError, retrieveMetadata } from '../../salesforce/retrieve.ts';
import { childrenOf, childText, parseXml, type XmlElement } from '../../salesforce/xml.ts';
import { wayOf, type SetupConfig } from '../config/schema.ts';
import { stageOf, type DesiredOrg, type Stage } from '../org/desired.ts';
import type { OrgState } from '../org/read.ts';
import { membersOf, unitsOf, withText, type Unit } from '../org/units.ts';
import type { JournalData, UnitEntry } from '../run/journal.ts';
import { hasHistory, withHistory, withoutHistory } from './component.ts';
import { hostsLacking, hostsOf, withHosts } from './media-hosts.ts';

export type RecordObject = 'Case' | 'LiveChatTranscript' | 'MessagingSession';

export const objectOfWay: Record<ReturnType<typeof wayOf>, RecordObject> = {
    case: 'Case',
    chat: 'LiveChatTranscript',
    messaging: 'MessagingSession'
};

/** Pages of one object. */
export interface ObjectPages {
    /** Names of those that the org, or an app, shows on a computer; without the package's page in the package's app. */
    active: string[];
    /** Names of those, active or not, that have the component. */
    shown: string[];
    /** Names of active ones that apply puts it on. */
    wanted: string[];
    /** Names of active ones that somebody took it off since apply put it there: that is an answer, too. */
    takenOff: string[];
    /** Active ones where a person has put it → hosts of media that they lack there: apply names none for them. */
    unnamedHosts: Map<string, string[]>;
}

export interface PagesReading {
    objects: Map<RecordObject, ObjectPages>;
    /** Pages that the setup changes or has changed; empty where there are none. */
    stage: Stage;
    /** The org's own pages of those objects, and those of the stage, by key. */
    units: Map<string, Unit>;
    /** Keys of pages that the setup put it on, and that the org no longer has. */
    gone: string[];
    /** Why they could not be read: nothing is known of them then. */
    problem?: string;
}

/** The app that the package brings shows the package's own page, unless somebody gave it another one. */
const ownApp = { path: 'applications/Bot_Handoff_Console.app', page: 'Bot_Handoff_Messaging_Session' };

/**
 * Pages where a person has put the component are an answer: no other page of that object gets it. One that a person has
 * taken it off does not get it again.
 *
 * @param journal what the setup itself has put it on
 * @throws OrgRequestError. An org that does not tell its pages can be set up all the same
 */
export async function readPages(
    org: OrgClient,
    config: SetupConfig,
    desired: DesiredOrg,
    { objects }: OrgState,
    journal: Pick<JournalData, 'units'>
): Promise<PagesReading> {
    const nothing = {
        objects: new Map(),
        units: new Map<string, Unit>(),
        gone: [],
        stage: stageOf('pages', new Map())
    };
    const own = new Set(desired.stages.flatMap((stage) => [...stage.units.keys()]));
    const known = Object.entries(journal.units).flatMap(([key, entry]) =>
        !own.has(key) && isPutOn(key, entry) ? [key] : []
    );
    const used = [...new Set(config.connectors.map((entry) => objectOfWay[wayOf(entry)]))].filter(
        (object) => object === 'Case' || objects.has(object)
    );
    if (used.length + known.length === 0) return nothing;
    let files: Map<string, string>;
    try {
        files = await retrieve(org, used);
    } catch (error) {
        if (!(error instanceof RetrieveError)) throw error;
        return { ...nothing, problem: error.message };
    }
    const pages = unitsOf(new Map([...files].filter(([path]) => path.startsWith('flexipages/'))));
    const hosts = hostsOf(config);
    const stage = new Map<string, Unit>();
    for (const key of known) {
        const page = pages.get(key);
        if (page) stage.set(key, naming(page, hosts));
    }
    const reading = new Map<RecordObject, ObjectPages>();
    for (const object of used) {
        const ofObject = [...pages.values()].filter((page) => isOf(page, [object]));
        const shown = ofObject.filter(hasIt);
        const active = [...new Set([...files].flatMap(([path, text]) => namesLedTo(path, text, object)))].sort();
        const isByPerson = shown.some(({ key, fullName }) => active.includes(fullName) && !known.includes(key));
        const lacking = active.flatMap((name) => {
            const page = pages.get(`FlexiPage:${name}`);
            return page && !shown.includes(page) ? [page] : [];
        });
        const takenOff = lacking.filter(({ key }) => wasThere(journal.units[key]));
        const wanted = (isByPerson ? [] : lacking).flatMap((page): Unit[] => {
            // A page of an installed package takes nothing.
            const isOwn = !page.fullName.includes('__') && !takenOff.includes(page);
            const unit = isOwn ? put(page, hosts) : undefined;
            return unit ? [unit] : [];
        });
        for (const unit of wanted) stage.set(unit.key, unit);
        reading.set(object, {
            active,
            shown: shown.map(({ fullName }) => fullName),
            wanted: wanted.map(({ fullName }) => fullName),
            takenOff: takenOff.map(({ fullName }) => fullName),
            unnamedHosts: new Map(
                shown
                    .filter(({ key, fullName }) => active.includes(fullName) && !known.includes(key) && !own.has(key))
                    .map(({ fullName, xml }) => [fullName, xml ? hostsLacking(xml, hosts) : []])
            )
        });
    }
    return {
        objects: reading,
        gone: known.filter((key) => !pages.has(key)),
        stage: stageOf('pages', stage),
        units: new Map([...pages].filter(([key, page]) => stage.has(key) || isOf(page, used)))
    };
}

async function retrieve(org: OrgClient, objects: readonly RecordObject[]): Promise<Map<string, string>> {
    // A wildcard leaves out the platform's own apps, in which most agents work.
    const apps = await listMetadata(org, 'CustomApplication');
    const members = new Map<string, readonly string[]>([['FlexiPage', ['*']]]);
    if (objects.length > 0) members.set('CustomObject', objects);
    if (apps.length > 0) members.set('CustomApplication', apps);
    return (await retrieveMetadata(org, members)).files;
}

const isOf = ({ xml }: Unit, objects: readonly string[]): boolean =>
    xml !== undefined && objects.includes(childText(xml, 'sobjectType') ?? '');

/**
 * What apply writes of the pages that a plan names: somebody may have changed them since it was made, as while a person
 * read it, or while all else was set up.
 *
 * @param known as they were when the plan was made
 * @returns by key, those that still lack something, as they are now and as they are to be
 * @throws OrgRequestError, RetrieveError
 */
export async function pagesToWrite(
    org: OrgClient,
    planned: readonly Unit[],
    config: SetupConfig,
    known: ReadonlyMap<string, Unit>
): Promise<Map<string, { now: Unit; wanted: Unit }>> {
    const hosts = hostsOf(config);
    const pages = new Map<string, { now: Unit; wanted: Unit }>();
    for (const [key, now] of await pagesNow(org, planned)) {
        const isThere = hasIt(now);
        if (!isThere && hasIt(known.get(key))) continue;
        const wanted = isThere ? naming(now, hosts) : put(now, hosts);
        if (wanted && wanted !== now) pages.set(key, { now, wanted });
    }
    return pages;
}

/** The page without the component, whatever else has become of it; undefined where it is not there. */
export function takenOff(page: Unit): Unit | undefined {
    const [text = ''] = page.files.values();
    const changed = withoutHistory(text);
    return changed === undefined ? undefined : withText(page, changed);
}

/**
 * The same pages as the org has them now; without those that it no longer has.
 *
 * @throws OrgRequestError, RetrieveError
 */
export async function pagesNow(org: OrgClient, pages: readonly Unit[]): Promise<Map<string, Unit>> {
    return unitsOf((await retrieveMetadata(org, membersOf(pages))).files);
}

const hasIt = (page: Unit | undefined): boolean => page?.xml !== undefined && hasHistory(page.xml);

/** Did an apply see it there, after it had put it there? */
const wasThere = (entry: UnitEntry | undefined) => entry?.applied !== undefined && entry.found !== undefined;

/** The package's pages, which a setup file for another way brought, had it from the start. */
function isPutOn(key: string, { before = {} }: UnitEntry): boolean {
    const [, text] = Object.entries(before).find(([path]) => path.startsWith('flexipages/')) ?? [];
    return key.startsWith('FlexiPage:') && text !== undefined && !hasHistory(parseXml(text));
}

function put(page: Unit, hosts: readonly string[]): Unit | undefined {
    const [text = ''] = page.files.values();
    const changed = withHistory(text);
    return changed === undefined ? undefined : naming(withText(page, changed), hosts);
}

function naming(page: Unit, hosts: readonly string[]): Unit {
    const [text = ''] = page.files.values();
    const changed = withHosts(text, hosts);
    return changed === text ? page : withText(page, changed);
}

/** Pages of the object's records that an object's or app's file leads to, on a computer. */
function namesLedTo(path: string, text: string, object: RecordObject): string[] {
    if (!/^(?:objects|applications)\//.test(path)) return [];
    if (path.startsWith('objects/') && path !== `objects/${object}.object`) return [];
    const leads = (override: XmlElement) =>
        childText(override, 'actionName') === 'View' &&
        childText(override, 'type')?.toLowerCase() === 'flexipage' &&
        (childText(override, 'formFactor') ?? 'Large') === 'Large' &&
        (childText(override, 'pageOrSobjectType') ?? object) === object;
    const xml = parseXml(text);
    return ['actionOverrides', 'profileActionOverrides']
        .flatMap((name) => childrenOf(xml, name))
        .filter(leads)
        .flatMap((override) => childText(override, 'content') ?? [])
        .filter((name) => path !== ownApp.path || name !== ownApp.page);
}
