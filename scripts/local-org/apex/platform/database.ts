import type { AccessMode, DmlOperation } from '../../types.ts';
import { accessOf, bindValue } from '../compile/soql.ts';
import { runtime } from '../run/active.ts';
import { dmlException } from '../run/dml-errors.ts';
import { dynamicBinds } from '../run/dynamic-binds.ts';
import { apexError } from '../run/errors.ts';
import { type BindValues, Records } from '../run/records.ts';
import type { PlatformCode } from '../types/platform-class.ts';
import { ApexList, type ApexMap } from '../values/collections.ts';
import { PlatformValue } from '../values/objects.ts';
import { toText } from '../values/to-text.ts';
import type { Value } from '../values/value.ts';
import { ResultValue } from './database-results.ts';
import { BATCH_STATICS } from './jobs.ts';
import { define, platformClass } from './registry.ts';
import type { FieldToken } from './schema-tokens.ts';

/** `AccessLevel.USER_MODE` and `SYSTEM_MODE`. */
class AccessLevelValue extends PlatformValue {
    readonly mode: AccessMode;

    constructor(mode: AccessMode) {
        super(platformClass('System.AccessLevel')!.type());
        this.mode = mode;
    }
}

class SavepointValue extends PlatformValue {
    readonly name: string;

    constructor(name: string) {
        super(platformClass('System.Savepoint')!.type());
        this.name = name;
    }
}

const RESULT_CLASSES: Record<DmlOperation, string> = {
    insert: 'Database.SaveResult',
    update: 'Database.SaveResult',
    upsert: 'Database.UpsertResult',
    delete: 'Database.DeleteResult',
    undelete: 'Database.UndeleteResult'
};

function dml(
    operation: DmlOperation,
    target: Value,
    allOrNone: boolean,
    access: AccessMode,
    externalIdField?: string
): Value {
    const records = Records.listed(target);
    const results = runtime().records.dml(operation, records, { access, allOrNone, externalIdField });
    const failure = allOrNone ? dmlException(operation, records, results) : undefined;
    if (failure) {
        throw failure;
    }
    const className = RESULT_CLASSES[operation];
    const values = results.map((result) => new ResultValue(className, result));
    return target instanceof ApexList ? ApexList.of(platformClass(className)!.type(), values) : (values[0] ?? null);
}

/** All forms of one operation: one record or a list, with and without allOrNone and access level. */
function forms(operation: DmlOperation): Record<string, PlatformCode> {
    const methods: Record<string, PlatformCode> = {};
    const result = RESULT_CLASSES[operation];
    for (const [target, returns] of [
        ['SObject', result],
        ['List<SObject>', `List<${result}>`]
    ]) {
        const head = `static ${returns} ${operation}(${target} records`;
        methods[`${head})`] = (records: Value) => dml(operation, records, true, 'system');
        methods[`${head}, Boolean allOrNone)`] = (records: Value, all: boolean) =>
            dml(operation, records, all, 'system');
        methods[`${head}, System.AccessLevel access)`] = (records: Value, access: AccessLevelValue) =>
            dml(operation, records, true, access.mode);
        methods[`${head}, Boolean allOrNone, System.AccessLevel access)`] = (
            records: Value,
            all: boolean,
            access: AccessLevelValue
        ) => dml(operation, records, all, access.mode);
        if (operation === 'upsert') {
            const byKey = `${head}, Schema.SObjectField key`;
            methods[`${byKey})`] = (records: Value, key: FieldToken) =>
                dml(operation, records, true, 'system', key.field.name);
            methods[`${byKey}, Boolean allOrNone)`] = (records: Value, key: FieldToken, all: boolean) =>
                dml(operation, records, all, 'system', key.field.name);
            methods[`${byKey}, System.AccessLevel access)`] = (
                records: Value,
                key: FieldToken,
                access: AccessLevelValue
            ) => dml(operation, records, true, access.mode, key.field.name);
            methods[`${byKey}, Boolean allOrNone, System.AccessLevel access)`] = (
                records: Value,
                key: FieldToken,
                all: boolean,
                access: AccessLevelValue
            ) => dml(operation, records, all, access.mode, key.field.name);
        }
    }
    return methods;
}

/** Bind names are keys of the map, without regard to case. */
function mapBinds(map: ApexMap): BindValues {
    return new Map(map.table.pairs().map(([name, value]) => [toText(name).toLowerCase(), bindValue(value)]));
}

function mode(soql: string, access: AccessLevelValue | null): AccessMode {
    return access?.mode ?? accessOf(soql);
}

function query(soql: string, binds: BindValues, access: AccessLevelValue | null): ApexList {
    return runtime().records.query(soql, binds, mode(soql, access), false);
}

function count(soql: string, binds: BindValues, access: AccessLevelValue | null): number {
    return runtime().records.count(soql, binds, mode(soql, access), false);
}

function setSavepoint(): SavepointValue {
    const { transaction, host } = runtime();
    transaction.limits.add('dmlStatements', 1);
    const name = host.records.setSavepoint();
    transaction.openSavepoints.set(name, transaction.uncommitted);
    return new SavepointValue(name);
}

function rollback(savepoint: SavepointValue): void {
    const { transaction, host } = runtime();
    transaction.limits.add('dmlStatements', 1);
    const before = transaction.openSavepoints.get(savepoint.name);
    if (before === undefined) {
        throw apexError('TypeException', 'Savepoint is no longer valid');
    }
    host.records.rollbackTo(savepoint.name);
    transaction.uncommitted = before;
    const names = [...transaction.openSavepoints.keys()];
    names.slice(names.indexOf(savepoint.name) + 1).forEach((name) => transaction.openSavepoints.delete(name));
}

function release(savepoint: SavepointValue): void {
    const { transaction } = runtime();
    const names = [...transaction.openSavepoints.keys()];
    const index = names.indexOf(savepoint.name);
    if (index < 0) {
        throw apexError('TypeException', 'Savepoint is no longer valid');
    }
    names.slice(index).forEach((name) => transaction.openSavepoints.delete(name));
}

define(
    {
        name: 'System.AccessLevel',
        properties: {
            'static System.AccessLevel USER_MODE': () => new AccessLevelValue('user'),
            'static System.AccessLevel SYSTEM_MODE': () => new AccessLevelValue('system')
        }
    },
    { name: 'System.Savepoint' },
    {
        name: 'System.Database',
        methods: {
            ...forms('insert'),
            ...forms('update'),
            ...forms('upsert'),
            ...forms('delete'),
            ...forms('undelete'),
            'static List<SObject> query(String soql)': (soql: string) => query(soql, dynamicBinds(soql), null),
            'static List<SObject> query(String soql, System.AccessLevel access)': (
                soql: string,
                access: AccessLevelValue
            ) => query(soql, dynamicBinds(soql), access),
            'static List<SObject> queryWithBinds(String soql, Map<String, Object> binds, System.AccessLevel access)': (
                soql: string,
                binds: ApexMap,
                access: AccessLevelValue
            ) => query(soql, mapBinds(binds), access),
            'static Integer countQuery(String soql)': (soql: string) => count(soql, dynamicBinds(soql), null),
            'static Integer countQuery(String soql, System.AccessLevel access)': (
                soql: string,
                access: AccessLevelValue
            ) => count(soql, dynamicBinds(soql), access),
            'static Integer countQueryWithBinds(String soql, Map<String, Object> binds, System.AccessLevel access)': (
                soql: string,
                binds: ApexMap,
                access: AccessLevelValue
            ) => count(soql, mapBinds(binds), access),
            'static System.Savepoint setSavepoint()': setSavepoint,
            'static void rollback(System.Savepoint savepoint)': rollback,
            'static void releaseSavepoint(System.Savepoint savepoint)': release,
            ...BATCH_STATICS
        }
    }
);
