/** Every link of the chain, checked and explained. Reads only. */
import { providerOf, type SetupConfig } from '../config/schema.ts';
import { planOrg } from '../org/plan.ts';
import type { Check } from '../provider-setup.ts';
import type { SetupConnection } from '../run/connection.ts';
import { Journal } from '../run/journal.ts';
import { readBoth, readBot } from '../readings.ts';
import { fieldCheck, historyCheck, hostChecks, orgChecks } from './org-checks.ts';

export interface Diagnosis {
    sections: { title: string; checks: Check[] }[];
    /** No check failed. */
    isHealthy: boolean;
    requests: number;
}

export interface DoctorOptions {
    /** The record whose history is fetched; the newest handoff unless given. */
    recordId?: string;
}

/** @throws as planSetup, where the org or a bot cannot be read at all */
export async function diagnose(
    config: SetupConfig,
    connection: SetupConnection,
    options: DoctorOptions = {}
): Promise<Diagnosis> {
    const before = connection.org.requests;
    const readings = await readBoth(config, connection);
    const journal = Journal.open(connection.stateFolder, readings.state.organizationId);
    const plan = planOrg(config, readings.desired, readings.state, journal.data, { isPublished: readings.isPublished });
    const sections: Diagnosis['sections'] = [
        {
            title: 'Org',
            checks: [
                ...orgChecks(config, readings, plan),
                await attempt('agents.fields', 'Fields that a handoff writes', () =>
                    fieldCheck(connection.org, readings)
                ),
                ...(await hostChecks(connection.org, readings))
            ]
        }
    ];
    for (const { entry, setup, context, state } of readings.bots) {
        const checks = await readBot(connection, entry, () => setup.verify(context, state));
        sections.push({ title: `${entry.connector} (${providerOf(entry).name})`, checks });
    }
    sections.push({
        title: 'History',
        checks: [
            await attempt('history', 'A history, fetched by the org', () =>
                historyCheck(connection.org, readings, options.recordId)
            )
        ]
    });
    return {
        sections: sections.map((section) => ({
            ...section,
            checks: section.checks.map((each) => redacted(each, connection))
        })),
        isHealthy: sections.every(({ checks }) => checks.every(({ status }) => status !== 'failed')),
        requests: connection.org.requests - before
    };
}

/** A check that cannot be made is a failed one, with the org's words. */
async function attempt(id: string, title: string, work: () => Promise<Check>): Promise<Check> {
    try {
        return await work();
    } catch (error) {
        return {
            id,
            title,
            status: 'failed',
            found: `It could not be asked: ${(error as Error).message}`,
            remedy: 'Mend what the org names, then run doctor again.'
        };
    }
}

function redacted(check: Check, { secrets }: SetupConnection): Check {
    return { ...check, found: secrets.redact(check.found) };
}
