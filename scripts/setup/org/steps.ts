/** Does the org side's steps. Each one may be done again: it looks at the org before it writes, and writes what lacks. */
import { hasCredential, literal, setCredential } from '../../salesforce/access.ts';
import { deployFiles, failureLines } from '../../salesforce/deploy.ts';
import { OrgRequestError, type OrgClient } from '../../salesforce/org-client.ts';
import { retrieveMetadata } from '../../salesforce/retrieve.ts';
import { child, childFlag, childrenOf, childText, type XmlElement } from '../../salesforce/xml.ts';
import type { SetupConfig } from '../config/schema.ts';
import type { Journal, RecordEntry } from '../run/journal.ts';
import { SetupError } from '../run/error.ts';
import { carriedOver } from './compare.ts';
import type { DesiredOrg, Stage } from './desired.ts';
import { agentsOf, publishHash, queueMembers, unitsToDeploy } from './plan.ts';
import { principalName, readRecords, type OrgState } from './read.ts';
import { filesOf, hashOf, unitsOf, type Unit } from './units.ts';

export interface OrgWork {
    org: OrgClient;
    config: SetupConfig;
    desired: DesiredOrg;
    state: OrgState;
    journal: Journal;
    /** Apex deploys to a production org run tests. */
    isProduction: boolean;
    /** Values of an External Credential's parameters. */
    secretsOf(externalCredential: string): Promise<Record<string, string>>;
}

type Report = (text: string) => void;

/** Of the package Bot Handoff Messaging. */
export const routingFlow = 'Route_Bot_Handoff';

/** Runs one step of the plan by its id. @throws SetupError, OrgRequestError */
export async function runOrgStep(id: string, work: OrgWork, report: Report): Promise<void> {
    const [kind = '', stageId] = id.split(':');
    switch (kind) {
        case 'deploy': {
            const stage = work.desired.stages.find((each) => each.id === stageId);
            if (!stage) throw new Error(`There is no stage ${String(stageId)}.`);
            await deployStage(stage, work, report);
            if (stage.id === 'channel') await checkMappings(stage, work, report);
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
    const units = unitsToDeploy(stage, state, journal.data, new Set(work.config.keep));
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
    const tests = work.isProduction ? testClasses(units) : [];
    const outcome = await deployFiles(org, filesOf(sent, desired.apiVersion), {
        ...(tests.length > 0 && { testLevel: 'RunSpecifiedTests' as const, runTests: tests }),
        onProgress: (done, total) => total > 0 && report(`${done} of ${total} components`)
    });
    if (!outcome.success) {
        throw new SetupError(
            `The org refused "${stage.title}"; nothing of this step was written.\n${failureLines(outcome).join('\n')}`,
            { remedy: remedyOf(failureLines(outcome).join('\n')) }
        );
    }
    journal.update((data) => {
        for (const unit of units) {
            const entry = data.units[unit.key];
            if (entry) entry.applied = hashOf(unit);
        }
    });
}

function testClasses(units: readonly Unit[]): string[] {
    return units
        .filter(({ type, fullName }) => type === 'ApexClass' && /Tests?$/.test(fullName))
        .map((unit) => unit.fullName);
}

function remedyOf(failures: string): string {
    if (/LiveAgent.*[Nn]ot available/i.test(failures)) {
        return 'This org has no Salesforce Chat (retired on 14 February 2026). Use a connector or way that goes through Messaging.';
    }
    if (/LiveMessage|Messaging/i.test(failures) && /not available|not enabled/i.test(failures)) {
        return 'Messaging needs the Digital Engagement or Messaging licence: Setup, Company Information, Feature Licences.';
    }
    return 'Mend what the org names, then run the same command again: it goes on from here.';
}

/**
 * Mappings that were deployed before their flow was active stay empty without a word: looks, and deploys once more.
 */
async function checkMappings(stage: Stage, work: OrgWork, report: Report): Promise<void> {
    const [channel] = stage.units.values();
    if (!channel) return;
    for (let attempt = 1; ; attempt += 1) {
        const problems = await mappingProblems(work.org, channel.fullName);
        if (problems.length === 0) return;
        if (attempt > 1) {
            throw new SetupError(`The channel's parameters do not reach the flow.\n${problems.join('\n')}`, {
                remedy: `Open Setup, Messaging Settings, ${channel.fullName}, Parameter Mappings, and map each parameter to the flow variable of the same name.`
            });
        }
        report('mappings are empty: deploying them once more');
        const outcome = await deployFiles(work.org, filesOf([channel], work.desired.apiVersion));
        if (!outcome.success) throw new SetupError(`The org refused the channel.\n${failureLines(outcome).join('\n')}`);
    }
}

/** What keeps a channel's parameters from the flow; empty where all arrive. */
async function mappingProblems(org: OrgClient, channelName: string): Promise<string[]> {
    const members = new Map([
        ['MessagingChannel', [channelName]],
        ['Flow', [routingFlow]]
    ]);
    const units = unitsOf((await retrieveMetadata(org, members)).files);
    return mappingProblemsOf(units.get(`MessagingChannel:${channelName}`)?.xml, units.get(`Flow:${routingFlow}`)?.xml);
}

/** The same of what was read already. Pure. */
export function mappingProblemsOf(channel: XmlElement | undefined, flow: XmlElement | undefined): string[] {
    if (!channel) return ['The org does not have the messaging channel.'];
    const flowName = childText(channel, 'sessionHandlerFlow') ?? '';
    if (flowName !== routingFlow || !flow)
        return [`The channel names the flow "${flowName}"; wanted is ${routingFlow}.`];
    const status = childText(flow, 'status');
    const inputs = new Set(
        childrenOf(flow, 'variables')
            .filter((variable) => childFlag(variable, 'isInput'))
            .map((variable) => childText(variable, 'name') ?? '')
    );
    const problems = status === 'Active' ? [] : [`The flow ${flowName} is not active (${status ?? 'unknown'}).`];
    for (const parameter of childrenOf(channel, 'customParameters')) {
        const name = childText(parameter, 'externalParameterName') ?? '';
        const mapping = child(parameter, 'actionParameterMappings');
        const variable = mapping && childText(mapping, 'actionParameterName');
        if (variable === undefined || variable === '') problems.push(`The parameter ${name} is mapped to nothing.`);
        else if (!inputs.has(variable))
            problems.push(`The parameter ${name} is mapped to ${variable}, which is no input of ${flowName}.`);
    }
    return problems;
}

async function activate({ org, desired, journal }: OrgWork): Promise<void> {
    const name = desired.channel ?? '';
    const [channel] = await org.query<{ Id: string; IsActive: boolean }>(
        `SELECT Id, IsActive FROM MessagingChannel WHERE DeveloperName = ${literal(name)}`
    );
    if (!channel) throw new SetupError(`The org has no messaging channel ${name}.`);
    if (channel.IsActive) return;
    journal.update((data) => {
        data.activated = { channel: name };
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
    try {
        await org.request('POST', `/connect/embeddedservice/embeddedserviceconfig/publish/${deployment.Id}`);
    } catch (error) {
        if (!(error instanceof OrgRequestError) || error.status !== 404) throw error;
        throw new SetupError(`The org has no way to publish ${name} by its API (${error.message}).`, {
            remedy: `Open Setup, Embedded Service Deployments, ${name}, and press Publish; then run apply again.`
        });
    }
    journal.update((data) => {
        data.published = publishHash(desired);
    });
}

async function storeSecrets({ org, desired, state, journal, secretsOf }: OrgWork, report: Report): Promise<void> {
    for (const name of desired.credentials.keys()) {
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

async function assignPermissionSets(work: OrgWork): Promise<void> {
    const { assignments, permissionSets } = await readRecords(
        work.org,
        work.desired,
        work.state.people,
        work.state.objects
    );
    const lacking = agentsOf(work.state.people).flatMap((user) =>
        work.desired.permissionSets.map((name): RecordEntry => ({
            object: 'PermissionSetAssignment',
            fields: {
                AssigneeId: user.id,
                PermissionSetId: permissionSets.get(name) ?? missing(`permission set ${name}`)
            },
            what: `${name} of ${user.userName}`
        }))
    );
    await make(
        work,
        lacking.filter(({ fields }) => !assignments.has(`${fields['AssigneeId']}/${fields['PermissionSetId']}`))
    );
}

async function joinQueues(work: OrgWork): Promise<void> {
    const { queues } = await readRecords(work.org, work.desired, work.state.people, work.state.objects);
    const lacking = work.desired.queues.flatMap((name) => {
        const queue = queues.get(name) ?? missing(`queue ${name}`);
        return queueMembers(work.config, work.state.people)
            .filter(({ id }) => !queue.members.has(id))
            .map((member): RecordEntry => ({
                object: 'GroupMember',
                fields: { GroupId: queue.id, UserOrGroupId: member.id },
                what: `${member.name} in queue ${name}`
            }));
    });
    await make(work, lacking);
}

async function assignPresence(work: OrgWork): Promise<void> {
    const { org, desired, state, journal } = work;
    const { presenceConfigs, presenceOf } = await readRecords(
        org,
        desired,
        state.people,
        new Set([...state.objects, 'PresenceUserConfig'])
    );
    const wanted =
        presenceConfigs.get(desired.presenceConfig ?? '') ??
        missing(`presence configuration ${desired.presenceConfig}`);
    const entry = (userId: string, configId: string, userName: string): RecordEntry => ({
        object: 'PresenceUserConfigUser',
        fields: { PresenceUserConfigId: configId, UserId: userId },
        what: `presence configuration of ${userName}`
    });
    const lacking: RecordEntry[] = [];
    for (const user of agentsOf(state.people)) {
        const now = presenceOf.get(user.id);
        if (now?.configId === wanted) continue;
        if (now) {
            // A user has one configuration: the former one goes first, and undo puts it back.
            journal.update((data) => data.removed.push(entry(user.id, now.configId, user.userName)));
            await org.delete('PresenceUserConfigUser', now.id);
        }
        lacking.push(entry(user.id, wanted, user.userName));
    }
    await make(work, lacking);
}

/** Makes records; what another run made in between is as good. */
async function make({ org, journal }: OrgWork, entries: RecordEntry[]): Promise<void> {
    if (entries.length === 0) return;
    journal.update((data) => {
        const known = new Set(data.made.map((entry) => JSON.stringify([entry.object, entry.fields])));
        data.made.push(...entries.filter((entry) => !known.has(JSON.stringify([entry.object, entry.fields]))));
    });
    const results = await org.insertMany(
        entries.map(({ object, fields }) => ({ attributes: { type: object }, ...fields })),
        false
    );
    const failures = results.flatMap((result, index) =>
        result.success || result.errors.every(({ statusCode }) => statusCode === 'DUPLICATE_VALUE')
            ? []
            : [`${entries[index]?.what ?? ''}: ${result.errors.map(({ message }) => message).join('; ')}`]
    );
    if (failures.length > 0) throw new SetupError(`The org refused:\n${failures.join('\n')}`);
}

function missing(what: string): never {
    throw new SetupError(`The org has no ${what}.`, { remedy: 'Run apply again: it deploys what lacks.' });
}
