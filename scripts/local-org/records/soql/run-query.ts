import type { QueryOptions, QueryResult } from '../../types.ts';
import type { AccessControl } from '../access/access-control.ts';
import type { Database } from '../database.ts';
import { RecordQueryError } from '../errors.ts';
import type { ObjectInfo } from '../schema/info.ts';
import type { SchemaSnapshot } from '../schema/snapshot.ts';
import { isAggregate, isCount, resolveSelected, runAggregate, runCount } from './aggregate-query.ts';
import type { Query } from './ast.ts';
import { Binds } from './binds.ts';
import { noSuchObject } from './errors.ts';
import { parseQuery } from './parse.ts';
import { RecordQuery } from './record-query.ts';
import { restriction } from './restrictions.ts';
import type { QueryContext } from './scope.ts';

/**
 * Answers a SOQL query.
 * @throws RecordQueryError
 */
export function runQuery(
    soql: string,
    options: QueryOptions,
    db: Database,
    schema: SchemaSnapshot,
    control: AccessControl
): QueryResult {
    const query = parseQuery(soql);
    // A clause of the query may ask for less than the caller has, never for more.
    const userMode = options.access === 'user' || query.mode === 'USER_MODE';
    const object = objectOf(query, schema, soql);
    const context: QueryContext = {
        soql,
        schema,
        access: userMode ? control.forUser(options.userId) : null,
        userId: options.userId,
        get timeZone() {
            return timeZoneOf(db, options.userId);
        },
        now: new Date(),
        binds: new Binds(soql, options.binds),
        allRows: query.allRows
    };
    const restricted = restriction(query, object);
    if (restricted) throw restricted;
    if (query.mode === 'SECURITY_ENFORCED' && !userMode) {
        demandReadable(query, object, { ...context, access: control.forUser(options.userId) });
    }
    if (isCount(query)) {
        return { rows: [], totalSize: runCount(query, object, context, db), aggregate: false };
    }
    if (isAggregate(query)) {
        const rows = runAggregate(query, object, context, db);
        return { rows, totalSize: rows.length, aggregate: true };
    }
    const records = new RecordQuery(query, object, 't', context);
    const rows = records.run(db, records.compile([], true)).map(({ record }) => record);
    return { rows, totalSize: rows.length, aggregate: false };
}

function objectOf(query: Query, schema: SchemaSnapshot, soql: string): ObjectInfo {
    const { steps, at } = query.from.path;
    const object = steps.length === 1 ? schema.object(steps[0]!) : undefined;
    if (!object) throw noSuchObject(steps.join('.')).at(soql, at.line, at.column);
    return object;
}

/** WITH SECURITY_ENFORCED: what is selected must be readable; conditions are not looked at. */
function demandReadable(query: Query, object: ObjectInfo, context: QueryContext): void {
    try {
        if (isCount(query) || isAggregate(query)) resolveSelected(query, object, context);
        else new RecordQuery(query, object, 't', context);
    } catch (error) {
        if (!(error instanceof RecordQueryError) || !(error.deniedField || error.deniedObject)) throw error;
        const refusal = new RecordQueryError(
            'INSUFFICIENT_ACCESS',
            'Insufficient permissions: secure query included inaccessible field'
        );
        refusal.deniedField = error.deniedField;
        refusal.deniedObject = error.deniedObject;
        throw refusal;
    }
}

function timeZoneOf(db: Database, userId: string): string {
    const row = db.get('SELECT "TimeZoneSidKey" AS zone FROM "User" WHERE "Id" = ?', userId);
    return typeof row?.zone === 'string' ? row.zone : 'GMT';
}
