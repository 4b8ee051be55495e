import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { parseXml } from '../../salesforce/xml.ts';
import type { FieldValue } from '../types.ts';
import { runFlow, type FlowHost } from './runtime.ts';
import { FlowUnsupported, type FlowRecord } from './values.ts';

const routing = parseXml(
    readFileSync('force-app/messaging/main/default/flows/Route_Bot_Handoff.flow-meta.xml', 'utf8')
);

interface World {
    setting?: FlowRecord | null;
    queues?: Record<string, string>;
    /** null: the action tells no count. */
    online?: number | null;
    broken?: (element: 'update' | 'find' | 'routeWork' | 'checkAvailabilityForRouting', detail: string) => boolean;
}

function worldOf({ setting, queues = {}, online = 1, broken = () => false }: World) {
    const written: Record<string, FieldValue> = {};
    const routed: string[] = [];
    const host: FlowHost = {
        find(object, filters) {
            if (broken('find', object)) throw new Error(`no access to ${object}`);
            if (object === 'Bot_Routing_Setting__mdt') {
                const wanted = filters.find(({ field }) => field === 'DeveloperName')?.value;
                return wanted === 'Default' || wanted === 'Vip' ? (setting ?? null) : null;
            }
            const name = filters.find(({ field }) => field === 'DeveloperName')?.value;
            const id = typeof name === 'string' ? queues[name] : undefined;
            return id === undefined ? null : { Id: id, DeveloperName: String(name) };
        },
        update(_object, _filters, values) {
            for (const field of Object.keys(values)) {
                if (broken('update', field)) throw new Error(`${field} refused`);
            }
            Object.assign(written, values);
        },
        act(actionType, version, inputs): Record<string, FieldValue> {
            assert.equal(version, '2.0.0');
            assert.equal(inputs['serviceChannelId'], 'sfdc_livemessage');
            if (actionType === 'checkAvailabilityForRouting') {
                if (broken('checkAvailabilityForRouting', '')) throw new Error('no availability');
                return { onlineAgentsCount: online };
            }
            assert.equal(actionType, 'routeWork');
            if (broken('routeWork', String(inputs['queueId']))) throw new Error('cannot route');
            routed.push(String(inputs['queueId']));
            return {};
        },
        now: () => '2026-01-31T09:30:00.000Z'
    };
    return { host, written, routed };
}

const setting = { Queue_Developer_Name__c: 'Main', Fallback_Queue_Developer_Name__c: 'Spare' };
const queues = { Main: '00G1', Spare: '00G2' };
const inputs = {
    recordId: '0Mw1',
    botProvider: 'Cognigy',
    botSessionId: 's-1',
    handoffReason: 'refund',
    customerEmail: 'x'
};

describe('the routing flow', () => {
    test('writes every attribute and routes to the queue of the setting', () => {
        const { host, written, routed } = worldOf({ setting, queues });
        const run = runFlow(routing, inputs, host);
        assert.equal(run.fault, undefined);
        assert.deepEqual(routed, ['00G1']);
        assert.equal(written['Bot_Provider__c'], 'Cognigy');
        assert.equal(written['Bot_Session_Id__c'], 's-1');
        assert.equal(written['Bot_Handoff_Reason__c'], 'refund');
        assert.equal(written['Bot_Handed_Off_At__c'], '2026-01-31T09:30:00.000Z');
        assert.equal(written['Bot_Language__c'], null);
    });

    test('a refused write costs only what stands in it, never the routing', () => {
        for (const field of ['Bot_Session_Id__c', 'Bot_Summary__c', 'Bot_Customer_Email__c']) {
            const { host, written, routed } = worldOf({ setting, queues, broken: (_, detail) => detail === field });
            const run = runFlow(routing, inputs, host);
            assert.deepEqual(routed, ['00G1'], field);
            assert.equal(run.caught.length, 1, field);
            assert.equal(field in written, false, field);
        }
        const { host, written } = worldOf({
            setting,
            queues,
            broken: (_, detail) => detail === 'Bot_Customer_Email__c'
        });
        runFlow(routing, inputs, host);
        assert.equal(written['Bot_Session_Id__c'], 's-1');
    });

    test('a missing queue, nobody online, or a queue that refuses leads to the fallback queue', () => {
        const worlds: [string, World][] = [
            ['missing queue', { setting, queues: { Spare: '00G2' } }],
            ['nobody online', { setting, queues, online: 0 }],
            ['refused', { setting, queues, broken: (what, detail) => what === 'routeWork' && detail === '00G1' }]
        ];
        for (const [name, world] of worlds) {
            const { host, routed } = worldOf(world);
            const run = runFlow(routing, inputs, host);
            assert.deepEqual(routed, ['00G2'], name);
            assert.equal(run.fault, undefined, name);
        }
    });

    test('with nobody online and no fallback the customer waits in the queue', () => {
        const { host, routed } = worldOf({ setting, queues: { Main: '00G1' }, online: 0 });
        runFlow(routing, inputs, host);
        assert.deepEqual(routed, ['00G1']);
    });

    test('unknown availability does not keep the customer from the queue', () => {
        for (const world of [{ broken: (what: string) => what === 'checkAvailabilityForRouting' }, { online: null }]) {
            const { host, routed } = worldOf({ setting, queues, ...world });
            runFlow(routing, inputs, host);
            assert.deepEqual(routed, ['00G1']);
        }
    });

    test('without setting or queues it fails, since only then the fallback queue of the channel applies', () => {
        for (const world of [{ setting: null, queues }, { setting, queues: {} }, { broken: () => true }] as World[]) {
            const { host, routed } = worldOf(world);
            assert.equal(runFlow(routing, inputs, host).fault?.element, 'Route_To_Waiting');
            assert.deepEqual(routed, []);
        }
    });

    test('the routing setting can be named by the bot', () => {
        const { host, routed } = worldOf({ setting, queues });
        runFlow(routing, { ...inputs, routingSetting: 'Vip' }, host);
        assert.deepEqual(routed, ['00G1']);
        const other = worldOf({ setting, queues });
        const run = runFlow(routing, { ...inputs, routingSetting: 'Nowhere' }, other.host);
        assert.deepEqual(other.routed, ['00G2']);
        assert.deepEqual(run.caught, []);
    });

    test('no fault of any element is left without a way on, but the last', () => {
        const everything = worldOf({ setting, queues, online: 0, broken: (what) => what === 'routeWork' });
        const run = runFlow(routing, inputs, everything.host);
        assert.equal(run.fault?.element, 'Route_To_Waiting');
        assert.deepEqual(everything.routed, []);
    });
});

describe('the runtime', () => {
    const flow = (body: string) =>
        parseXml(`<Flow><start><connector><targetReference>A</targetReference></connector></start>${body}</Flow>`);
    const { host } = worldOf({});

    test('says what it does not know instead of passing over it', () => {
        assert.throws(() => runFlow(flow('<screens><name>A</name></screens>'), {}, host), FlowUnsupported);
        assert.throws(() => runFlow(flow(''), {}, host), /flow element A/);
    });

    test('a field of a record that was not found is a fault, as in an org', () => {
        const reading = flow(
            `<recordLookups><name>A</name><connector><targetReference>B</targetReference></connector>
             <getFirstRecordOnly>true</getFirstRecordOnly><object>Group</object></recordLookups>
             <assignments><name>B</name><assignmentItems><assignToReference>name</assignToReference><operator>Assign</operator>
             <value><elementReference>A.Name</elementReference></value></assignmentItems></assignments>`
        );
        assert.deepEqual(runFlow(reading, {}, host).fault, {
            element: 'B',
            message: "The flow failed to access the value for A.Name because it hasn't been set or assigned."
        });
    });

    test('Get Records can set variables, and leaves them as they are where it finds nothing', () => {
        const setting = (name: string, next: string) =>
            `<recordLookups><name>${name}</name><connector><targetReference>${next}</targetReference></connector>
             <filters><field>DeveloperName</field><operator>EqualTo</operator><value><stringValue>${name}</stringValue></value></filters>
             <getFirstRecordOnly>true</getFirstRecordOnly><object>Bot_Routing_Setting__mdt</object>
             <outputAssignments><assignToReference>queue</assignToReference><field>Queue_Developer_Name__c</field></outputAssignments>
             </recordLookups>`;
        const taking = parseXml(
            `<Flow><start><connector><targetReference>Vip</targetReference></connector></start>
             ${setting('Vip', 'Nowhere')}${setting('Nowhere', 'C')}
             <recordUpdates><name>C</name><inputAssignments><field>Name</field><value><elementReference>queue</elementReference></value>
             </inputAssignments><object>Group</object></recordUpdates><variables><name>queue</name></variables></Flow>`
        );
        const world = worldOf({ setting: { Queue_Developer_Name__c: 'Main' } });
        assert.equal(runFlow(taking, {}, world.host).fault, undefined);
        assert.equal(world.written['Name'], 'Main');
    });

    test('stops a flow that runs in circles', () => {
        const circle = flow(
            '<assignments><name>A</name><connector><targetReference>A</targetReference></connector></assignments>'
        );
        assert.match(runFlow(circle, {}, host).fault?.message ?? '', /more than 2000 elements/);
    });

    test('an input that is not available for input keeps its own value', () => {
        const hidden = flow(
            `<decisions><name>A</name><rules><conditions><leftValueReference>secret</leftValueReference><operator>EqualTo</operator>
             <rightValue><stringValue>own</stringValue></rightValue></conditions><connector><targetReference>B</targetReference></connector></rules></decisions>
             <assignments><name>B</name></assignments>
             <variables><name>secret</name><isInput>false</isInput><value><stringValue>own</stringValue></value></variables>`
        );
        assert.deepEqual(runFlow(hidden, { secret: 'given' }, host).path, ['A', 'B']);
    });
});
