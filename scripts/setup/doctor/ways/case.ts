/** A handoff by a Case. */
import { OrgRequestError, type OrgClient } from '../../../salesforce/org-client.ts';
import { providerOf } from '../../config/schema.ts';
import { closing, giveUp, LegFailed, remember, type Handed, type Attempt } from './attempt.ts';
import { testWords } from './test-words.ts';
import { routed } from './waiting.ts';

/**
 * Unless told, this API lets the org's assignment rules choose another owner
 * (https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/headers_autoassign.htm).
 */
const withoutRules = { 'sforce-auto-assign': 'FALSE' };

/** As the vendor's own connector does it: a Case with the session's fields, owned by the queue. */
export async function throughCase(attempt: Attempt): Promise<Handed> {
    const { readings, entry, config, connection } = attempt;
    const { org } = connection;
    const queue = readings.state.queues.get(config.queue.name);
    if (!queue) throw new LegFailed('open', `The org has no queue ${config.queue.name}.`, 'Run apply.');
    const { id: recordId } = await attempt.leg(
        'case opened',
        () =>
            org.request<{ id: string }>('POST', '/sobjects/Case', {
                body: {
                    Subject: testWords,
                    Origin: 'Web',
                    OwnerId: queue.id,
                    Bot_Provider__c: providerOf(entry).name,
                    Bot_Session_Id__c: attempt.session,
                    Bot_Handoff_Reason__c: attempt.reason
                },
                headers: withoutRules
            }),
        ({ id }) => id
    );
    remember(connection, readings, [['Case', recordId]]);
    const close = closing(attempt, 'case closed', async () =>
        org.request('PATCH', `/sobjects/Case/${recordId}`, {
            body: { Status: await closedStatus(org) },
            headers: withoutRules
        })
    );
    try {
        await routed(attempt, 'Case', recordId);
        return { recordId, close };
    } catch (error) {
        await giveUp(attempt, close);
        throw error;
    }
}

/** How this org calls a closed case: the names are those of the language that it was made in, or its own. */
async function closedStatus(org: OrgClient): Promise<string> {
    try {
        const [status] = await org.query<{ ApiName: string }>(
            'SELECT ApiName FROM CaseStatus WHERE IsClosed = true ORDER BY SortOrder LIMIT 1'
        );
        return status?.ApiName ?? 'Closed';
    } catch (error) {
        if (!(error instanceof OrgRequestError) || !/^INVALID_(?:FIELD|TYPE)$/.test(error.errorCode)) throw error;
        return 'Closed';
    }
}
