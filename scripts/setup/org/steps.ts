/**
 * Does the org side's steps. Each one may be done again: it looks at the org before it writes, and writes what lacks.
 */
import { hasCredential, setCredential } from '../../salesforce/credentials.ts';
import { literal } from '../../salesforce/soql.ts';
import { failureLines } from '../../salesforce/deploy.ts';
import { OrgRequestError, type OrgClient } from '../../salesforce/org-client.ts';
import { pagesToWrite } from '../pages/read.ts';
import { SetupError } from '../run/error.ts';
import { activatedChannels, setActivated } from '../run/journal.ts';
import { assignPermissionSets, assignPresence, joinQueues, type AgentWork } from './agent-steps.ts';
import { testsOf } from './apex-tests.ts';
import { remedyWithoutChat } from './chat-state.ts';
import { carriedOver } from './compare.ts';
import { deployKnown, refusedOf } from './deploys.ts';
import type { Stage } from './desired.ts';
import { settleFlows } from './flows.ts';
import { ensureMappings } from './mappings.ts';
import { credentialsToStore, publishHash, unitsToDeploy } from './plan.ts';
import { principalName } from './read.ts';
import { filesOf, hashOf, type Unit } from './units.ts';

export interface OrgWork extends AgentWork {
    /** Values of an External Credential's parameters. */
    secretsOf(externalCredential: string): Promise<Record<string, string>>;
    /** Stores secrets again though the org has some. */
    renewSecrets: boolean;
}

type Report = (text: string) => void;

/** Runs one step of the plan by its id. @throws SetupError, OrgRequestError */
export async function runOrgStep(id: string, work: OrgWork, report: Report): Promise<void> {
    const [kind = '', stageId] = id.split(':');
    switch (kind) {
        case 'deploy': {
            const stage = work.desired.stages.find((each) => each.id === stageId);
            if (!stage) throw new Error(`There is no stage ${String(stageId)}.`);
            await deployStage(stage, work, report);
            if (stage.id === 'channel') await ensureMappings(stage, work.org, work.desired.apiVersion, report);
            return;
        }
        case 'activate':
            return activate(work);
        case 'publish':
            return publish(work);
        case 'secrets':
            return storeSecrets(work, report);
        case 'permission-sets':
            return assignPermissionSets(work);
        case 'queues':
            return joinQueues(work);
        case 'presence':
            return assignPresence(work);
        default:
            throw new Error(`There is no step ${id}.`);
    }
}

async function deployStage(stage: Stage, work: OrgWork, report: Report): Promise<void> {
    const { org, state, journal, desired } = work;
    const planned = unitsToDeploy(stage, state, journal.data, new Set(work.config.keep));
    const units = stage.id === 'pages' ? await asTheyAre(planned, work) : planned;
    if (units.length === 0) return;
    journal.update((data) => {
        for (const unit of units) {
            const found = state.units.get(unit.key);
            const entry = (data.units[unit.key] ??= {
                existed: found !== undefined,
                ...(found && { before: filesOf([found], desired.apiVersion) })
            });
            delete entry.applied;
            delete entry.found;
        }
    });
    const sent = units.map((unit) => carriedOver(unit, state.units.get(unit.key) ?? unit));
    const outcome = await deployKnown(work, filesOf(sent, desired.apiVersion), {
        runTests: testsOf(
            units,
            desired,
            state,
            (key) => units.some((unit) => unit.key === key) || state.units.has(key)
        ),
        onProgress: (done, total) => total > 0 && report(`${done} of ${total} components`),
        onWait: waiting(report)
    });
    if (!outcome.success) {
        throw new SetupError(
            `The org refused "${stage.title}"; nothing of this step was written.\n${failureLines(outcome).join('\n')}`,
            {
                remedy: remedyOf(stage, refusedOf(units, outcome), failureLines(outcome).join('\n'))
            }
        );
    }
    journal.update((data) => {
        for (const unit of units) {
            const entry = data.units[unit.key];
            if (entry) entry.applied = hashOf(unit);
        }
    });
    await settleFlows(sent, org);
}

/** Pages of the org's own are changed by others, too: what was read for the plan may be old by now. */
async function asTheyAre(planned: readonly Unit[], { org, config, state }: OrgWork): Promise<Unit[]> {
    const pages = planned.length === 0 ? [] : await pagesToWrite(org, planned, config, state.units);
    return [...pages].map(([key, { now, wanted }]) => {
        state.units.set(key, now);
        return wanted;
    });
}

/** Says once that a deploy stands behind others, which can take long. */
function waiting(report: Report): (status: string) => void {
    const sent = Date.now();
    let isTold = false;
    return (status) => {
        if (isTold || status !== 'Pending' || Date.now() - sent < shortWait) return;
        isTold = true;
        report('waits for another deploy in the org (Setup, Deployment Status)');
    };
}

/** Milliseconds in which an org takes up a deploy when it has no other to do. */
const shortWait = 5_000;

function remedyOf(stage: Stage, refused: readonly Unit[], failures: string): string {
    if (stage.id === 'pages') return remedyOfPages(refused);
    if (stage.id === 'translations') return remedyOfTranslations(refused);
    if (/LiveAgent.*[Nn]ot available/i.test(failures)) {
        return remedyWithoutChat;
    }
    if (/LiveMessage|Messaging|EmbeddedServiceConfig/i.test(failures) && /not available|not enabled/i.test(failures)) {
        return 'Messaging needs the Digital Engagement or Messaging licence: Setup, Company Information, Feature Licences.';
    }
    return 'Mend what the org names, then run the same command again: it goes on from here.';
}

/** Nothing else needs them. */
function remedyOfTranslations(units: readonly Unit[]): string {
    const keys = units.map(({ key }) => key).join(', ');
    return `Mend what the org names; or list them under keep of the setup file (${keys}): agents then read English there. Then run the same command again: it goes on from here.`;
}

/** Whatever else stands on such a page may be what the org does not take back. */
function remedyOfPages(units: readonly Unit[]): string {
    const keys = units.map(({ key }) => key).join(', ');
    return `All else of the org is set up. Mend what the org names; or list the page under keep of the setup file (${keys}) and put the component "Bot Conversation" there yourself. Then run the same command again: it goes on from here.`;
}

async function activate({ org, desired, journal }: OrgWork): Promise<void> {
    const name = desired.channel ?? '';
    const [channel] = await org.query<{ Id: string; IsActive: boolean }>(
        `SELECT Id, IsActive FROM MessagingChannel WHERE DeveloperName = ${literal(name)}`
    );
    if (!channel) throw new SetupError(`The org has no messaging channel ${name}.`);
    if (channel.IsActive) return;
    journal.update((data) => {
        setActivated(data, [...new Set([...activatedChannels(data), name])]);
    });
    await org.update('MessagingChannel', channel.Id, { IsActive: true });
}

async function publish({ org, desired, journal }: OrgWork): Promise<void> {
    const name = desired.deployment ?? '';
    const [deployment] = await org.query<{ Id: string }>(
        `SELECT Id FROM EmbeddedServiceConfig WHERE DeveloperName = ${literal(name)}`,
        { tooling: true }
    );
    if (!deployment) throw new SetupError(`The org has no embedded service deployment ${name}.`);
    const problem = await refusedPublication(org, deployment.Id);
    if (problem !== undefined) {
        throw new SetupError(`The org does not publish ${name} by its API (${problem}).`, {
            remedy: `Open Setup, Embedded Service Deployments, ${name}, and press Publish; then run apply again.`
        });
    }
    journal.update((data) => {
        data.published = publishHash(desired);
        data.publishedName = name;
        data.publishedAt = new Date().toISOString();
    });
}

/**
 * Publishes a deployment, through the newest API of the org: those before 67 do not have it
 * (https://github.com/forcedotcom/sf-skills/blob/main/skills/service-digital-engagement-deployment-configure/SKILL.md).
 *
 * @returns what kept it from being published
 * @throws OrgRequestError where that is not for a person to mend
 */
async function refusedPublication(org: OrgClient, id: string): Promise<string | undefined> {
    const versions = await org.request<{ url: string }[]>('GET', '/services/data');
    const path = `${versions.at(-1)?.url ?? ''}/connect/embeddedservice/embeddedserviceconfig/publish/${id}`;
    try {
        const answer = await org.request<{ isSuccess?: boolean } | undefined>('POST', path, { body: {} });
        return answer?.isSuccess === false ? 'isSuccess: false' : undefined;
    } catch (error) {
        if (!(error instanceof OrgRequestError) || error.status !== 404) throw error;
        return error.message;
    }
}

async function storeSecrets(work: OrgWork, report: Report): Promise<void> {
    const { org, desired, state, journal, secretsOf, renewSecrets } = work;
    for (const name of credentialsToStore(desired, state, renewSecrets)) {
        report(name);
        const values = await secretsOf(name);
        journal.update((data) => {
            data.credentials[name] ??= { existed: state.configured.has(name) };
        });
        const principal = { externalCredential: name, principalName };
        try {
            await setCredential(org, principal, values);
        } catch (error) {
            // Another run may have stored some between the look and the write: then they are replaced.
            const isRefused = error instanceof OrgRequestError && (error.status === 400 || error.status === 409);
            if (!isRefused || !(await hasCredential(org, principal))) throw error;
            await setCredential(org, principal, values);
        }
    }
}
