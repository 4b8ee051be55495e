/** `columns=true` of a query: what its columns are. */
import type { RecordStore } from '../../types.ts';

/** What `sf data query` asks for to know the columns of its table. */
export function columnMetadata(soql: string, records: RecordStore) {
    const entity = /\bfrom\s+(\w+)/i.exec(soql.replace(/\([^()]*\)/g, ''))?.[1] ?? '';
    const selected = /^\s*select\s+(.*?)\s+from\s/is.exec(soql)?.[1] ?? '';
    return {
        columnMetadata: splitColumns(selected).map((column) => columnOf(column, entity, records)),
        entityName: records.schema.object(entity)?.name ?? entity,
        groupBy: /\bgroup\s+by\b/i.test(soql),
        idSelected: splitColumns(selected).some((column) => column.toLowerCase() === 'id'),
        keyPrefix: records.schema.object(entity)?.keyPrefix ?? null
    };
}

/** Column texts at the top level: commas inside of parentheses do not count. */
function splitColumns(text: string): string[] {
    const columns: string[] = [];
    let depth = 0;
    let column = '';
    for (const character of text) {
        depth += character === '(' ? 1 : character === ')' ? -1 : 0;
        if (character === ',' && depth === 0) {
            columns.push(column.trim());
            column = '';
        } else {
            column += character;
        }
    }
    return [...columns, column.trim()].filter((part) => part !== '');
}

interface ColumnMetadata {
    aggregate: boolean;
    apexType: string | null;
    booleanType: boolean;
    columnName: string;
    custom: boolean;
    displayName: string;
    foreignKeyName: string | null;
    insertable: boolean;
    joinColumns: ColumnMetadata[];
    numberType: boolean;
    textType: boolean;
    updatable: boolean;
}

function columnOf(column: string, entity: string, records: RecordStore): ColumnMetadata {
    const subquery = /^\(\s*select\s+(.*?)\s+from\s+(\w+)/is.exec(column);
    if (subquery) {
        const child = records.schema
            .object(entity)
            ?.childRelationships.find(
                (relationship) => relationship.relationshipName.toLowerCase() === (subquery[2] as string).toLowerCase()
            );
        const joinColumns = splitColumns(subquery[1] as string).map((part) =>
            columnOf(part, child?.childSObject ?? '', records)
        );
        return emptyColumn(subquery[2] as string, { aggregate: true, joinColumns });
    }
    const [expression, alias] = column.split(/\s+(?=\w+$)/) as [string, string | undefined];
    const [first, ...rest] = expression.split('.') as [string, ...string[]];
    const parent = records.schema
        .object(entity)
        ?.fields.find((field) => field.relationshipName?.toLowerCase() === first.toLowerCase());
    if (rest.length > 0 && parent) {
        const inner = columnOf(rest.join('.'), parent.referenceTo[0] ?? '', records);
        return emptyColumn(parent.relationshipName as string, { joinColumns: [inner], foreignKeyName: parent.name });
    }
    const field = records.schema.field(entity, expression);
    if (!field) {
        return emptyColumn(alias ?? expression.replace(/\W+/g, '_'), { aggregate: true, numberType: true });
    }
    const isNumber = ['int', 'double', 'currency', 'percent'].includes(field.type);
    return emptyColumn(field.name, {
        booleanType: field.type === 'boolean',
        custom: field.custom,
        numberType: isNumber,
        textType: !isNumber && field.type !== 'boolean',
        insertable: field.createable,
        updatable: field.updateable
    });
}

function emptyColumn(name: string, more: Partial<ColumnMetadata>): ColumnMetadata {
    return {
        aggregate: false,
        apexType: null,
        booleanType: false,
        columnName: name,
        custom: false,
        displayName: name,
        foreignKeyName: null,
        insertable: false,
        joinColumns: [],
        numberType: false,
        textType: false,
        updatable: false,
        ...more
    };
}
