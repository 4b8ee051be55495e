/** What a routing flow can reach of the local org: records, and the two Omni-Channel actions. */
import type { FlowFilter, FlowHost } from '../flow/runtime.ts';
import { FlowUnsupported, type FlowRecord } from '../flow/values.ts';
import type { FieldValue } from '../types.ts';
import type { PlatformRecords } from './platform-records.ts';
import type { OmniChannel, RoutingResult } from './routing.ts';

export interface RoutingFlowHost extends FlowHost {
    /** Where the flow routed to, in order; empty where it did not route. */
    routed: RoutingResult[];
}

function where(filters: FlowFilter[], binds: Record<string, FieldValue>): string {
    const conditions = filters.map(({ field, operator, value }, index) => {
        if (operator !== 'EqualTo') throw new FlowUnsupported(`flow filter operator ${operator}`);
        binds[`value${index}`] = value;
        return `${field} = :value${index}`;
    });
    return conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';
}

/** A host over the record store, in system mode, as Omni-Channel runs flows. */
export function routingFlowHost(records: PlatformRecords, omni: OmniChannel, now: () => Date): RoutingFlowHost {
    const routed: RoutingResult[] = [];
    return {
        routed,
        now: () => now().toISOString(),
        find(object, filters, fields) {
            const binds: Record<string, FieldValue> = {};
            const selected = [...new Set(['Id', ...fields])];
            const soql = `SELECT ${selected.join(', ')} FROM ${object}${where(filters, binds)} LIMIT 1`;
            const [row] = records.rows(soql, binds);
            return row ? (row.fields as FlowRecord) : null;
        },
        update(object, filters, values) {
            const binds: Record<string, FieldValue> = {};
            for (const row of records.rows(`SELECT Id FROM ${object}${where(filters, binds)}`, binds)) {
                records.update(object, row.id ?? '', values);
            }
        },
        act(actionType, version, inputs): Record<string, FieldValue> {
            const queueId = inputs['queueId'];
            if (version !== '2.0.0')
                throw new FlowUnsupported(`flow action ${actionType} in version ${version || '(none)'}`);
            if (inputs['routingType'] !== 'QueueBased') {
                throw new FlowUnsupported(`flow action ${actionType}: routing type ${String(inputs['routingType'])}`);
            }
            if (typeof queueId !== 'string' || queueId === '') throw new Error('The queue id is missing.');
            if (actionType === 'checkAvailabilityForRouting')
                return { onlineAgentsCount: omni.onlineAgents(queueId).length };
            if (actionType === 'routeWork') {
                routed.push(omni.route(String(inputs['recordId']), queueId));
                return {};
            }
            throw new FlowUnsupported(`flow action ${actionType}`);
        }
    };
}
