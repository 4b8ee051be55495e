/**
 * Omni-Channel of the local org: who is online for a queue, routing of a record to a queue, offering it to an agent.
 * Everything it knows stands in records: GroupMember, UserServicePresence, AgentWork.
 *
 * Simplified against the platform: the least busy agent gets the work, one piece of work has weight 1, nothing is
 * declined or timed out, and skills are not supported.
 */
import type { DmlRecord, FieldValue, RecordRow, RecordStore } from '../types.ts';

export interface RoutingResult {
    /** Id of the queue. */
    queueId: string;
    /** The agent to whom the work was offered, or null where nobody is online. */
    agentId: string | null;
    workId: string | null;
}

export class OmniChannel {
    readonly #records: RecordStore;
    /** Whoever runs Omni-Channel: the automated process user. */
    readonly #userId: string;
    readonly #now: () => Date;

    constructor(records: RecordStore, userId: string, now: () => Date = () => new Date()) {
        this.#records = records;
        this.#userId = userId;
        this.#now = now;
    }

    /** Users of a queue who are online in a status with a channel, least busy first. */
    onlineAgents(queueId: string): string[] {
        const members = this.#query('SELECT UserOrGroupId FROM GroupMember WHERE GroupId = :queueId', { queueId }).map(
            (row) => String(row.fields['UserOrGroupId'])
        );
        const inGroups = members.filter((id) => id.startsWith('00G'));
        const users = members.filter((id) => id.startsWith('005'));
        for (const groupId of inGroups) {
            users.push(
                ...this.#query('SELECT UserOrGroupId FROM GroupMember WHERE GroupId = :groupId', { groupId })
                    .map((row) => String(row.fields['UserOrGroupId']))
                    .filter((id) => id.startsWith('005'))
            );
        }
        if (users.length === 0) return [];
        const online = this.#query(
            'SELECT UserId FROM UserServicePresence WHERE IsCurrentState = true AND IsAway = false AND UserId IN :users',
            { users }
        ).map((row) => String(row.fields['UserId']));
        const busy = new Map<string, number>();
        for (const row of this.#query(
            "SELECT UserId FROM AgentWork WHERE Status IN ('Assigned', 'Opened') AND UserId IN :users",
            { users }
        )) {
            const user = String(row.fields['UserId']);
            busy.set(user, (busy.get(user) ?? 0) + 1);
        }
        return [...new Set(online)].sort((one, other) => (busy.get(one) ?? 0) - (busy.get(other) ?? 0));
    }

    /**
     * Puts a record into a queue and offers it to an agent of the queue who is online.
     *
     * @throws Error where the queue does not take records of this kind
     */
    route(recordId: string, queueId: string): RoutingResult {
        const object = this.#records.schema.objectOfId(recordId)?.name ?? '';
        const takes = this.#query('SELECT Id FROM QueueSobject WHERE QueueId = :queueId AND SobjectType = :object', {
            queueId,
            object
        });
        if (takes.length === 0) throw new Error(`The queue ${queueId} does not take records of ${object || recordId}.`);
        this.#update(object, recordId, { OwnerId: queueId, Status: 'Waiting' });
        const agentId = this.onlineAgents(queueId)[0] ?? null;
        if (agentId === null) return { queueId, agentId, workId: null };
        const workId = this.#insert('AgentWork', {
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
        const [work] = this.#query('SELECT WorkItemId, UserId FROM AgentWork WHERE Id = :workId', { workId });
        if (!work) throw new Error(`There is no work ${workId}.`);
        const recordId = String(work.fields['WorkItemId']);
        const at = this.#now().toISOString();
        this.#update('AgentWork', workId, { Status: 'Opened', AcceptDateTime: at });
        const object = this.#records.schema.objectOfId(recordId)?.name ?? '';
        const accepted: Record<string, FieldValue> = this.#records.schema.field(object, 'AcceptTime')
            ? { AcceptTime: at }
            : {};
        this.#update(object, recordId, { OwnerId: String(work.fields['UserId']), Status: 'Active', ...accepted });
        return recordId;
    }

    /** Ends all work on a record. */
    close(recordId: string): void {
        for (const row of this.#query(
            "SELECT Id FROM AgentWork WHERE WorkItemId = :recordId AND Status IN ('Assigned', 'Opened')",
            { recordId }
        )) {
            this.#update('AgentWork', String(row.fields['Id']), {
                Status: 'Closed',
                CloseDateTime: this.#now().toISOString()
            });
        }
    }

    /** Sets a user's presence: the developer name of a presence status, or null for offline. */
    setPresence(userId: string, statusDeveloperName: string | null): void {
        for (const row of this.#query(
            'SELECT Id FROM UserServicePresence WHERE UserId = :userId AND IsCurrentState = true',
            { userId }
        )) {
            this.#update('UserServicePresence', String(row.fields['Id']), {
                IsCurrentState: false,
                StatusEndDate: this.#now().toISOString()
            });
        }
        if (statusDeveloperName === null) return;
        const [status] = this.#query(
            'SELECT Id FROM ServicePresenceStatus WHERE DeveloperName = :statusDeveloperName',
            { statusDeveloperName }
        );
        if (!status) throw new Error(`There is no presence status ${statusDeveloperName}.`);
        this.#insert('UserServicePresence', {
            UserId: userId,
            ServicePresenceStatusId: String(status.fields['Id']),
            IsCurrentState: true,
            IsAway: false,
            StatusStartDate: this.#now().toISOString()
        });
    }

    #query(soql: string, binds: Record<string, FieldValue | FieldValue[]>): RecordRow[] {
        const lower = new Map(Object.entries(binds).map(([name, value]) => [name.toLowerCase(), value]));
        return this.#records.query(soql, { access: 'system', userId: this.#userId, binds: lower }).rows;
    }

    #insert(type: string, fields: Record<string, FieldValue>): string {
        return this.#write('insert', { type, fields });
    }

    #update(type: string, id: string, fields: Record<string, FieldValue>): void {
        this.#write('update', { type, id, fields });
    }

    #write(operation: 'insert' | 'update', record: DmlRecord): string {
        const [result] = this.#records.dml(operation, [record], {
            access: 'system',
            userId: this.#userId,
            allOrNone: true
        });
        if (!result?.success)
            throw new Error(`${operation} of ${record.type}: ${result?.errors[0]?.message ?? 'no result'}`);
        return result.id ?? '';
    }
}
