import { platformClass } from '../platform/registry.ts';
import { ApexType, OBJECT, SOBJECT } from '../types/apex-type.ts';
import { ApexList } from '../values/collections.ts';
import { ApexObject, PlatformValue } from '../values/objects.ts';
import { isInstance } from '../values/runtime-type.ts';
import type { Value } from '../values/value.ts';
import { runtime } from './active.ts';
import { apexError, notSupported } from './errors.ts';

/** `Database.QueryLocator`. The rows are read when it is made. */
export class QueryLocatorValue extends PlatformValue {
    readonly rows: ApexList;
    readonly query: string | null;

    constructor(rows: ApexList, query: string | null) {
        super(platformClass('Database.QueryLocator')!.type());
        this.rows = rows;
        this.query = query;
    }
}

/** What `start` returned, as records or other values. */
function scopeOf(started: Value): ApexList {
    if (started instanceof QueryLocatorValue) {
        return started.rows;
    }
    if (started instanceof ApexList) {
        return started;
    }
    if (started === null) {
        throw apexError('NullPointerException', 'Attempt to de-reference a null object');
    }
    throw notSupported('a batch whose start method returns an Iterable that is no list');
}

/** Without Database.Stateful, each part of the work starts with the fields as they were when the batch began. */
function copyOf(job: ApexObject): ApexObject {
    const copy = new ApexObject(job.type, 0);
    copy.slots.push(...job.slots);
    return copy;
}

/** start, execute for each chunk, finish: each is a transaction of its own. */
export function* batchSteps(job: ApexObject, size: number, context: Value): Generator<() => void> {
    const isStateful = isInstance(job, platformClass('Database.Stateful')!.type());
    const call = (name: string, args: Value[]): Value =>
        runtime().userMethods.call(isStateful ? job : copyOf(job), name, args)?.value ?? null;
    let scope: ApexList = ApexList.of(OBJECT);
    yield () => {
        scope = scopeOf(call('start', [context]));
    };
    const element = scope.type.element.kind === 'sobject' ? SOBJECT : scope.type.element;
    for (let from = 0; from < scope.items.length; from += size) {
        const chunk = new ApexList(ApexType.listOf(element), scope.items.slice(from, from + size));
        yield () => void call('execute', [context, chunk]);
    }
    yield () => void call('finish', [context]);
}
