import { type JobContextValue, schedule, startBatch } from '../run/async-jobs.ts';
import { QueryLocatorValue } from '../run/batch.ts';
import { dynamicBinds } from '../run/dynamic-binds.ts';
import { notSupported } from '../run/errors.ts';
import { runtime } from '../run/active.ts';
import { accessOf } from '../compile/soql.ts';
import type { PlatformCode } from '../types/platform-class.ts';
import type { ApexList } from '../values/collections.ts';
import { ApexId } from '../values/id.ts';
import type { ApexObject } from '../values/objects.ts';
import { define } from './registry.ts';

/** Methods of an interface: the call always finds the class's own. */
function byClass(): never {
    throw notSupported('this method on a built-in object');
}

function jobId(self: JobContextValue): ApexId {
    return ApexId.ofStore(self.jobId);
}

/** Jobs in the static methods of System. */
export const JOB_STATICS: Record<string, PlatformCode> = {
    'static Id schedule(String name, String cron, System.Schedulable job)': (_: string, __: string, job: ApexObject) =>
        schedule(job)
};

/** Jobs in the static methods of Database. */
export const BATCH_STATICS: Record<string, PlatformCode> = {
    'static Id executeBatch(Object job)': (job: ApexObject) => startBatch(job, 200),
    'static Id executeBatch(Object job, Integer size)': startBatch,
    'static Database.QueryLocator getQueryLocator(String soql)': (soql: string) =>
        new QueryLocatorValue(runtime().records.query(soql, dynamicBinds(soql), accessOf(soql), false), soql),
    'static Database.QueryLocator getQueryLocator(List<SObject> rows)': (rows: ApexList) =>
        new QueryLocatorValue(rows, null)
};

define(
    {
        name: 'System.Queueable',
        isInterface: true,
        methods: { 'void execute(System.QueueableContext? context)': byClass }
    },
    { name: 'System.QueueableContext', isInterface: true, methods: { 'Id getJobId()': jobId } },
    {
        name: 'System.Schedulable',
        isInterface: true,
        methods: { 'void execute(System.SchedulableContext? context)': byClass }
    },
    { name: 'System.SchedulableContext', isInterface: true, methods: { 'Id getTriggerId()': jobId } },
    {
        name: 'Database.Batchable',
        typeParameters: ['T'],
        isInterface: true,
        methods: {
            'Object start(Database.BatchableContext? context)': byClass,
            'void execute(Database.BatchableContext? context, List<T>? scope)': byClass,
            'void finish(Database.BatchableContext? context)': byClass
        }
    },
    {
        name: 'Database.BatchableContext',
        isInterface: true,
        methods: { 'Id getJobId()': jobId, 'Id getChildJobId()': jobId }
    },
    { name: 'Database.Stateful', isInterface: true },
    { name: 'Database.AllowsCallouts', isInterface: true },
    {
        name: 'Database.QueryLocator',
        methods: { 'String getQuery()': (self: QueryLocatorValue) => self.query }
    }
);
