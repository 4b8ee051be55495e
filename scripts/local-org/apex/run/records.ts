import type {
    AccessMode,
    DmlOperation,
    DmlRecord,
    DmlResult,
    FieldValue,
    QueryError,
    QueryResult,
    RecordStore
} from '../../types.ts';
import type { Program } from '../program/program.ts';
import type { ApexType } from '../types/apex-type.ts';
import { ApexList } from '../values/collections.ts';
import { ApexId } from '../values/id.ts';
import { SObjectValue } from '../values/sobject.ts';
import type { Value } from '../values/value.ts';
import { runtime } from './active.ts';
import { apexError, type ApexThrow, CompileProblem, notSupported } from './errors.ts';
import { refuseMixedDml } from './mixed-dml.ts';
import { recordOf, toStore } from './record-values.ts';

export type BindValues = ReadonlyMap<string, FieldValue | FieldValue[]>;

function isQueryError(error: unknown): error is QueryError {
    return error instanceof Error && 'errorCode' in error;
}

/** Errors of the store's own that mean "the local org does not do this" get the place in the Apex code. */
function translated(error: unknown): unknown {
    const prefix = 'not supported by the local org: ';
    return error instanceof Error && error.message.startsWith(prefix) && error.name !== 'NotSupported'
        ? notSupported(error.message.slice(prefix.length))
        : error;
}

const RIGHTS = {
    insert: ['create'],
    update: ['edit'],
    upsert: ['create', 'edit'],
    delete: ['delete'],
    undelete: ['delete']
} as const;

/**
 * User mode looks at the objects before it looks at a record, and what it then throws is no DmlException
 * (https://developer.salesforce.com/docs/atlas.en-us.apexref.meta/apexref/apex_class_System_AccessLevel.htm).
 */
function demandObjectRights(operation: DmlOperation, records: DmlRecord[]): void {
    const { host, transaction } = runtime();
    const permissions = host.permissions?.(transaction.user.id);
    for (const { type } of records) {
        const may = permissions?.object(type);
        if (may && !RIGHTS[operation].every((right) => may[right])) {
            throw apexError('SecurityException', `Access to entity '${type}' denied`);
        }
    }
}

/** Queries and DML of a transaction, counted against its limits. */
export class Records {
    private readonly store: RecordStore;
    private readonly program: () => Program;

    constructor(store: RecordStore, program: () => Program) {
        this.store = store;
        this.program = program;
    }

    /**
     * @param fixed true for a query in brackets: what is wrong with it, a real org finds when it is deployed
     */
    private run(soql: string, binds: BindValues, access: AccessMode, fixed: boolean): QueryResult {
        const { transaction, callStack } = runtime();
        transaction.limits.add('queries', 1);
        try {
            return this.store.query(soql, { binds, access, userId: transaction.user.id });
        } catch (error) {
            if (!isQueryError(error)) {
                throw translated(error);
            }
            const denied = 'deniedField' in error && error.deniedField !== undefined;
            const deniedObject = 'deniedObject' in error && error.deniedObject !== undefined;
            const { top } = callStack;
            if (fixed && top && !denied && !deniedObject) {
                throw new CompileProblem(error.message, top.method.owner.fileName, top.line);
            }
            throw this.queryException(error);
        }
    }

    private queryException(error: QueryError): ApexThrow {
        const thrown = apexError('QueryException', error.message);
        const { deniedObject, deniedField } = error as QueryError & { deniedObject?: string; deniedField?: string };
        if (deniedField !== undefined || deniedObject !== undefined) {
            thrown.exception.exception!.inaccessible = { object: deniedObject ?? '', field: deniedField ?? null };
        }
        return thrown;
    }

    /** Rows as a list of records. */
    query(soql: string, binds: BindValues, access: AccessMode, fixed: boolean, type?: ApexType): ApexList {
        const result = this.run(soql, binds, access, fixed);
        const { transaction } = runtime();
        const records = result.rows.map((row) => recordOf(this.program(), row, result.aggregate));
        transaction.limits.add('queryRows', result.rows.length);
        const element = type ?? records[0]?.type ?? this.program().recordType('SObject')!;
        return ApexList.of(element, records);
    }

    /** Rows that no limit counts: custom metadata methods. */
    uncounted(soql: string, type: ApexType | undefined): ApexList {
        const { transaction } = runtime();
        const result = this.store.query(soql, { access: 'system', userId: transaction.user.id });
        const element = type ?? this.program().recordType('SObject')!;
        return ApexList.of(
            element,
            result.rows.map((row) => recordOf(this.program(), row, false))
        );
    }

    /** `SELECT COUNT() …`. */
    count(soql: string, binds: BindValues, access: AccessMode, fixed: boolean): number {
        const { totalSize } = this.run(soql, binds, access, fixed);
        runtime().transaction.limits.add('queryRows', 1);
        return totalSize;
    }

    private dmlRecord(operation: DmlOperation, record: SObjectValue): DmlRecord {
        const { describe } = record.type;
        if (!describe) {
            throw apexError('TypeException', `DML not allowed on ${record.type.name}`);
        }
        if (describe.customMetadata) {
            throw apexError('TypeException', `DML not allowed on ${describe.name}`);
        }
        const id = record.fields.get('Id') ?? null;
        const fields: Record<string, FieldValue> = {};
        for (const [name, value] of record.fields) {
            const field = this.program().field(describe, name);
            if (!field || name === 'Id' || operation === 'delete' || operation === 'undelete') {
                continue;
            }
            const writable = id === null ? field.createable : field.updateable;
            // A read-only field that a query brought along is not written back.
            if (writable || record.queried === null || record.assigned.has(name)) {
                fields[name] = toStore(value);
            }
        }
        return { type: describe.name, fields, ...(id instanceof ApexId ? { id: id.value } : {}) };
    }

    /** Writes records and puts new ids into them. One result a record. */
    dml(
        operation: DmlOperation,
        records: SObjectValue[],
        options: { access: AccessMode; allOrNone: boolean; externalIdField?: string | undefined }
    ): DmlResult[] {
        const { transaction } = runtime();
        transaction.limits.add('dmlStatements', 1);
        transaction.limits.add('dmlRows', records.length);
        if (records.length === 0) {
            return [];
        }
        refuseMixedDml(transaction, operation, records);
        const sent = records.map((record) => this.dmlRecord(operation, record));
        if (options.access === 'user') {
            demandObjectRights(operation, sent);
        }
        transaction.uncommitted = true;
        let results: DmlResult[];
        try {
            results = this.store.dml(operation, sent, {
                access: options.access,
                allOrNone: options.allOrNone,
                userId: transaction.user.id,
                ...(options.externalIdField === undefined ? {} : { externalIdField: options.externalIdField })
            });
        } catch (error) {
            throw translated(error);
        }
        results.forEach((result, index) => this.takeId(records[index]!, result, operation));
        return results;
    }

    private takeId(record: SObjectValue, result: DmlResult, operation: DmlOperation): void {
        if (result.success && result.id !== null && (operation === 'insert' || operation === 'upsert')) {
            record.fields.set('Id', ApexId.ofStore(result.id));
        }
    }

    /** The record or records that a DML statement was given. */
    static listed(value: Value): SObjectValue[] {
        const items = value instanceof ApexList ? value.items : [value];
        return items.map((item) => {
            if (!(item instanceof SObjectValue)) {
                throw apexError('NullPointerException', 'Attempt to de-reference a null object');
            }
            return item;
        });
    }
}
