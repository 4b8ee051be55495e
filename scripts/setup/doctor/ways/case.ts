/** A handoff by a Case. */
import { providerOf } from '../../config/schema.ts';
import { closing, LegFailed, remember, words, type Handed, type Trial } from './trial.ts';
import { routed } from './waiting.ts';

/** As the vendor's own connector does it: a Case with the session's fields, owned by the queue. */
export async function throughCase(trial: Trial): Promise<Handed> {
    const { readings, entry, config, connection } = trial;
    const { org } = connection;
    const queue = readings.state.queues.get(config.queue.name);
    if (!queue) throw new LegFailed('open', `The org has no queue ${config.queue.name}.`, 'Run apply.');
    const recordId = await trial.leg(
        'case opened',
        () =>
            org.insert('Case', {
                Subject: words,
                Origin: 'Web',
                OwnerId: queue.id,
                Bot_Provider__c: providerOf(entry).name,
                Bot_Session_Id__c: trial.session,
                Bot_Handoff_Reason__c: trial.reason
            }),
        (id) => id
    );
    remember(connection, readings, [['Case', recordId]]);
    await routed(trial, 'Case', recordId);
    const close = closing(trial, 'case closed', () => org.update('Case', recordId, { Status: 'Closed' }));
    return { recordId, close };
}
