/**
 * Omni-Channel of the local org: who is online for a queue, routing of a record to a queue, offering it to an agent.
 * Everything it knows stands in records: GroupMember, UserServicePresence, AgentWork.
 *
 * Simplified against the platform: the least busy agent gets the work, one piece of work has weight 1, nothing is
 * declined or timed out, and skills are not supported.
 */
import type { FieldValue } from '../types.ts';
import type { PlatformRecords } from './platform-records.ts';

export interface RoutingResult {
    /** Id of the queue. */
    queueId: string;
    /** The agent to whom the work was offered, or null where nobody is online. */
    agentId: string | null;
    workId: string | null;
}

export class OmniChannel {
    readonly #records: PlatformRecords;
    readonly #now: () => Date;

    constructor(records: PlatformRecords, now: () => Date = () => new Date()) {
        this.#records = records;
        this.#now = now;
    }

    /** Users of a queue who are online in a status with a channel, least busy first. */
    onlineAgents(queueId: string): string[] {
        const members = this.#records
            .rows('SELECT UserOrGroupId FROM GroupMember WHERE GroupId = :queueId', { queueId })
            .map((row) => String(row.fields['UserOrGroupId']));
        const inGroups = members.filter((id) => id.startsWith('00G'));
        const users = members.filter((id) => id.startsWith('005'));
        for (const groupId of inGroups) {
            users.push(
                ...this.#records
                    .rows('SELECT UserOrGroupId FROM GroupMember WHERE GroupId = :groupId', { groupId })
                    .map((row) => String(row.fields['UserOrGroupId']))
                    .filter((id) => id.startsWith('005'))
            );
        }
        return users.length === 0 ? [] : this.#leastBusyFirst(this.#online('AND UserId IN :users', { users }));
    }

    /** Everybody who is online, least busy first. Chats go to them: routing by skills is not modelled. */
    onlineUsers(): string[] {
        return this.#leastBusyFirst(this.#online('', {}));
    }

    #online(condition: string, binds: Record<string, FieldValue | FieldValue[]>): string[] {
        const soql = `SELECT UserId FROM UserServicePresence WHERE IsCurrentState = true AND IsAway = false ${condition}`;
        return this.#records.rows(soql, binds).map((row) => String(row.fields['UserId']));
    }

    #leastBusyFirst(users: string[]): string[] {
        const unique = [...new Set(users)];
        const busy = new Map<string, number>();
        const soql = "SELECT UserId FROM AgentWork WHERE Status IN ('Assigned', 'Opened') AND UserId IN :unique";
        for (const row of unique.length > 0 ? this.#records.rows(soql, { unique }) : []) {
            const user = String(row.fields['UserId']);
            busy.set(user, (busy.get(user) ?? 0) + 1);
        }
        return unique.sort((one, other) => (busy.get(one) ?? 0) - (busy.get(other) ?? 0));
    }

    /**
     * Puts a record into a queue and offers it to an agent of the queue who is online.
     *
     * @throws Error where the queue does not take records of this kind
     */
    route(recordId: string, queueId: string): RoutingResult {
        const object = this.#records.schema.objectOfId(recordId)?.name ?? '';
        const takes = this.#records.rows(
            'SELECT Id FROM QueueSobject WHERE QueueId = :queueId AND SobjectType = :object',
            {
                queueId,
                object
            }
        );
        if (takes.length === 0) throw new Error(`The queue ${queueId} does not take records of ${object || recordId}.`);
        this.#records.update(object, recordId, { OwnerId: queueId, Status: 'Waiting' });
        const agentId = this.onlineAgents(queueId)[0] ?? null;
        if (agentId === null) return { queueId, agentId, workId: null };
        const channel = `RelatedEntity = :object`;
        const serviceChannelId = this.#records.id(`SELECT Id FROM ServiceChannel WHERE ${channel} LIMIT 1`, { object });
        const workId = this.#records.insert('AgentWork', {
            ServiceChannelId: serviceChannelId,
            WorkItemId: recordId,
            UserId: agentId,
            OriginalQueueId: queueId,
            Status: 'Assigned',
            AssignedDateTime: this.#now().toISOString()
        });
        return { queueId, agentId, workId };
    }

    /** An agent accepts the work that was offered: the record is theirs and active. Answers the record's id. */
    accept(workId: string): string {
        const [work] = this.#records.rows('SELECT WorkItemId, UserId FROM AgentWork WHERE Id = :workId', { workId });
        if (!work) throw new Error(`There is no work ${workId}.`);
        const recordId = String(work.fields['WorkItemId']);
        const at = this.#now().toISOString();
        this.#records.update('AgentWork', workId, { Status: 'Opened', AcceptDateTime: at });
        const object = this.#records.schema.objectOfId(recordId)?.name ?? '';
        const accepted: Record<string, FieldValue> = this.#records.schema.field(object, 'AcceptTime')
            ? { AcceptTime: at }
            : {};
        this.#records.update(object, recordId, {
            OwnerId: String(work.fields['UserId']),
            Status: 'Active',
            ...accepted
        });
        return recordId;
    }

    /** Ends all work on a record. */
    close(recordId: string): void {
        for (const row of this.#records.rows(
            "SELECT Id FROM AgentWork WHERE WorkItemId = :recordId AND Status IN ('Assigned', 'Opened')",
            { recordId }
        )) {
            this.#records.update('AgentWork', String(row.fields['Id']), {
                Status: 'Closed',
                CloseDateTime: this.#now().toISOString()
            });
        }
    }

    /** Sets a user's presence: the developer name of a presence status, or null for offline. */
    setPresence(userId: string, statusDeveloperName: string | null): void {
        for (const row of this.#records.rows(
            'SELECT Id FROM UserServicePresence WHERE UserId = :userId AND IsCurrentState = true',
            { userId }
        )) {
            this.#records.update('UserServicePresence', String(row.fields['Id']), {
                IsCurrentState: false,
                StatusEndDate: this.#now().toISOString()
            });
        }
        if (statusDeveloperName === null) return;
        const [status] = this.#records.rows(
            'SELECT Id FROM ServicePresenceStatus WHERE DeveloperName = :statusDeveloperName',
            { statusDeveloperName }
        );
        if (!status) throw new Error(`There is no presence status ${statusDeveloperName}.`);
        this.#records.insert('UserServicePresence', {
            UserId: userId,
            ServicePresenceStatusId: String(status.fields['Id']),
            IsCurrentState: true,
            IsAway: false,
            StatusStartDate: this.#now().toISOString()
        });
    }
}
