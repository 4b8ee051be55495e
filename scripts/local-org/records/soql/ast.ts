/** A query as it was written, before anything is looked up in a schema. */

/** Line and column, counted from 1. */
export interface Place {
    line: number;
    column: number;
}

export interface FieldPath {
    /** `['Contact', 'Account', 'Name']` */
    steps: string[];
    at: Place;
}

export interface FunctionCall {
    /** In upper case: `COUNT`, `CALENDAR_YEAR`, `TOLABEL`, `FIELDS`, … */
    name: string;
    path: FieldPath | null;
    /** Of `FIELDS`: `ALL`, `STANDARD` or `CUSTOM`. */
    parameter: string | null;
    /** The path is inside `convertTimezone(…)`. */
    convertTimezone: boolean;
    at: Place;
}

export type SelectItem =
    | { kind: 'field'; path: FieldPath; alias: string | null }
    | { kind: 'function'; call: FunctionCall; alias: string | null }
    | { kind: 'children'; query: Query };

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE' | 'IN' | 'NOT IN' | 'INCLUDES' | 'EXCLUDES';

export type Value =
    | { kind: 'null' }
    | { kind: 'boolean'; value: boolean }
    | { kind: 'number'; value: number }
    /** `pattern` is the text with its escapes of `%` and `_` kept, as LIKE needs it. */
    | { kind: 'text'; value: string; pattern: string }
    | { kind: 'date'; value: string }
    | { kind: 'datetime'; value: string }
    | { kind: 'dateFormula'; name: string; count: number }
    | { kind: 'bind'; key: string; text: string; at: Place }
    | { kind: 'list'; values: Value[] }
    | { kind: 'subquery'; query: Query };

export type Operand = { kind: 'field'; path: FieldPath } | { kind: 'function'; call: FunctionCall };

export type Condition =
    | { kind: 'and' | 'or'; terms: Condition[] }
    | { kind: 'not'; term: Condition }
    | { kind: 'compare'; left: Operand; operator: Operator; value: Value; at: Place };

export interface OrderItem {
    by: Operand;
    descending: boolean;
    nulls: 'first' | 'last';
}

export type Count =
    { kind: 'number'; value: number; at: Place } | { kind: 'bind'; key: string; text: string; at: Place };

export interface Query {
    select: SelectItem[];
    from: { path: FieldPath; alias: string | null };
    scope: string | null;
    where: Condition | null;
    /** Of a WITH clause. */
    mode: 'USER_MODE' | 'SYSTEM_MODE' | 'SECURITY_ENFORCED' | null;
    groupBy: Operand[];
    having: Condition | null;
    orderBy: OrderItem[];
    limit: Count | null;
    offset: Count | null;
    allRows: boolean;
}
