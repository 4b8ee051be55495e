/** Every link of the chain, checked and explained. Reads only. */
import { isId } from '../../salesforce/record-id.ts';
import { providerOf, vendorOf, type SetupConfig } from '../config/schema.ts';
import { agentsOf, planOrg } from '../org/plan.ts';
import type { Check, ManualStep } from '../provider-setup.ts';
import { pageChecks, stepsForPerson } from '../pages/for-person.ts';
import type { SetupConnection } from '../run/connection.ts';
import { exitCodes, SetupError } from '../run/error.ts';
import { Journal } from '../run/journal.ts';
import { readBoth, readBot, type Readings } from '../readings.ts';
import { checksOfAgent } from './agent.ts';
import { historyCheck, newestRecord, providersToAsk, signInCheck, signInId, signInTitle } from './history-checks.ts';
import { hostChecks, orgChecks } from './org-checks.ts';

export interface Diagnosis {
    sections: { title: string; checks: Check[] }[];
    /** Steps that a person has not done yet, with all that they take. */
    open: { connector: string; provider: string; steps: ManualStep[] }[];
    /** No check failed, and no step for a person is open. */
    isHealthy: boolean;
    requests: number;
}

export interface DoctorOptions {
    /** The record whose history is fetched; the newest handoff unless given. */
    recordId?: string;
    /** User name of the agent whose permissions are looked at; the config's first unless given. */
    agent?: string;
}

/** @throws as planSetup, where the org cannot be read at all; SetupError for a record id that is none, or an agent whom the org does not know */
export async function diagnose(
    config: SetupConfig,
    connection: SetupConnection,
    options: DoctorOptions = {}
): Promise<Diagnosis> {
    const { org } = connection;
    if (options.recordId !== undefined && !isId(options.recordId)) {
        throw new SetupError('--record is no record id.', {
            exitCode: exitCodes.usage,
            remedy: "Wanted: 15 or 18 letters and digits, as in the record's address in the browser."
        });
    }
    const before = org.requests;
    const readings = await readBoth(config, connection, { isTolerant: true });
    const journal = Journal.open(connection.stateFolder, readings.state.organizationId);
    const plan = planOrg(config, readings.desired, readings.state, journal.data, { isPublished: readings.isPublished });
    const recordId = options.recordId ?? (await newestRecord(org, readings, journal.data));
    const sections: Diagnosis['sections'] = [
        {
            title: 'Org',
            checks: [...orgChecks(config, readings, plan, journal.data), ...(await hostChecks(org, readings))]
        }
    ];
    const agent = options.agent ?? agentsOf(readings.state.people)[0]?.userName;
    if (agent !== undefined) {
        sections.push({ title: `Agent ${agent}`, checks: await checksOfAgent(org, readings, agent, recordId) });
    }
    const open: Diagnosis['open'] = [];
    sections.push(...readings.refused.map(refusedSection));
    for (const bot of readings.bots) {
        const { entry, setup, context, state } = bot;
        const checks = await attemptAll(`${entry.connector}.side`, "The bot's side", () =>
            readBot(config, connection, entry, () => setup.verify(context, state))
        );
        checks.push(...pageChecks(entry, config, readings));
        sections.push({ title: `${entry.connector} (${providerOf(entry).name})`, checks });
        const steps = stepsForPerson(bot, config, readings.pages, org.instanceUrl).filter((step) =>
            isLeft(step, checks)
        );
        if (steps.length > 0) open.push({ connector: entry.connector, provider: providerOf(entry).name, steps });
    }
    sections.push({ title: 'History', checks: await historyChecks(connection, readings, recordId) });
    return {
        sections: sections.map((section) => ({
            ...section,
            checks: section.checks.map((each) => redacted(each, connection))
        })),
        open,
        isHealthy: sections.every(({ checks }) =>
            checks.every(({ status }) => status !== 'failed' && status !== 'open')
        ),
        requests: org.requests - before
    };
}

/** A bot that could not be read: the rest of the chain is looked at all the same. */
function refusedSection({ entry, error }: Readings['refused'][number]): Diagnosis['sections'][number] {
    return {
        title: `${entry.connector} (${providerOf(entry).name})`,
        checks: [
            {
                id: `${vendorOf[entry.connector]}.access`,
                title: "The bot's side",
                status: 'failed',
                found: error.message,
                remedy: error.remedy ?? 'Mend what it names, then run doctor again.'
            }
        ]
    };
}

/** A step whose check says that it is not done, or cannot say. */
function isLeft(step: ManualStep, checks: Check[]): boolean {
    return checks.find(({ id }) => id === step.check)?.status !== 'ok';
}

async function historyChecks(
    { org }: SetupConnection,
    readings: Readings,
    recordId: string | undefined
): Promise<Check[]> {
    const checks: Check[] = [];
    for (const entry of providersToAsk(readings)) {
        checks.push(
            ...(await attemptAll(signInId(entry), signInTitle(entry), async () => [await signInCheck(org, entry)]))
        );
    }
    if (recordId !== undefined) {
        const title = 'A history, fetched by the org';
        checks.push(...(await attemptAll('history', title, async () => [await historyCheck(org, recordId)])));
    }
    return checks;
}

/** A check that cannot be made is a failed one, with the org's words. */
async function attemptAll(id: string, title: string, work: () => Promise<Check[]>): Promise<Check[]> {
    try {
        return await work();
    } catch (error) {
        return [
            {
                id,
                title,
                status: 'failed',
                found: `It could not be asked: ${(error as Error).message}`,
                remedy: 'Mend what it names, then run doctor again.'
            }
        ];
    }
}

function redacted(check: Check, { secrets }: SetupConnection): Check {
    return { ...check, found: secrets.redact(check.found) };
}
