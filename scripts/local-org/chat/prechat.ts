/**
 * Pre-chat details and entities of a chat request: records are found or created, linked to each other and to the
 * transcript. Rules from the Chat REST API guide's `CustomDetail` and `Entity` types
 * (https://developer.salesforce.com/docs/atlas.en-us.live_agent_rest.meta/live_agent_rest/live_agent_rest_data_types.htm).
 */
import { z } from 'zod';
import type { PlatformRecords } from '../omni/platform-records.ts';
import type { FieldValue } from '../types.ts';

export const prechatDetailBody = z.object({
    label: z.string(),
    value: z.union([z.string(), z.number(), z.boolean(), z.null()]).optional(),
    displayToAgent: z.boolean().optional(),
    transcriptFields: z.array(z.string()).optional(),
    entityMaps: z.array(z.object({ entityName: z.string(), fieldName: z.string() })).optional()
});
export const prechatEntityBody = z.object({
    entityName: z.string(),
    showOnCreate: z.boolean().optional(),
    saveToTranscript: z.string().nullish(),
    linkToEntityName: z.string().nullish(),
    linkToEntityField: z.string().nullish(),
    entityFieldsMaps: z
        .array(
            z.object({
                fieldName: z.string(),
                label: z.string(),
                doFind: z.boolean().optional(),
                isExactMatch: z.boolean().optional(),
                doCreate: z.boolean().optional()
            })
        )
        .optional()
});
export type PrechatDetail = z.infer<typeof prechatDetailBody>;
export type PrechatEntity = z.infer<typeof prechatEntityBody>;

export interface PrechatResult {
    /** Fields for the transcript: from `transcriptFields` and `saveToTranscript`. */
    transcript: Record<string, FieldValue>;
    /** What was found or created, by entity name in lower case. */
    records: Map<string, { id: string; created: boolean }>;
    /** What was passed over, in words: fields that do not exist, several matches. */
    ignored: string[];
}

const transcriptObject = 'LiveChatTranscript';

/** Finds or creates the entities, and says what to write on the transcript. */
export function applyPrechat(
    records: PlatformRecords,
    details: PrechatDetail[],
    entities: PrechatEntity[]
): PrechatResult {
    const { schema } = records;
    const result: PrechatResult = { transcript: {}, records: new Map(), ignored: [] };
    for (const { transcriptFields = [], value = null, label } of details) {
        for (const name of transcriptFields) {
            const field = schema.field(transcriptObject, name);
            if (field) result.transcript[field.name] = value;
            else result.ignored.push(`prechatDetails "${label}": ${transcriptObject} has no field ${name}`);
        }
    }
    for (const entity of entities) findOrCreate(records, entity, details, result);
    for (const entity of entities) link(records, entity, result);
    return result;
}

/** The values that the details give an entity's fields, by field name. */
function valuesFor(
    entity: PrechatEntity,
    details: PrechatDetail[]
): { field: string; value: FieldValue; find: boolean; exact: boolean; create: boolean }[] {
    return (entity.entityFieldsMaps ?? []).flatMap(({ fieldName, label, doFind, isExactMatch, doCreate }) => {
        const detail =
            details.find((one) => one.label === label) ??
            details.find((one) =>
                one.entityMaps?.some((map) => same(map.entityName, entity.entityName) && same(map.fieldName, fieldName))
            );
        const value = detail?.value ?? null;
        return value === null || value === ''
            ? []
            : [
                  {
                      field: fieldName,
                      value,
                      find: doFind === true,
                      exact: isExactMatch === true,
                      create: doCreate === true
                  }
              ];
    });
}

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

function findOrCreate(
    records: PlatformRecords,
    entity: PrechatEntity,
    details: PrechatDetail[],
    result: PrechatResult
): void {
    const { schema } = records;
    const object = schema.object(entity.entityName);
    if (!object) {
        result.ignored.push(`prechatEntities: there is no object ${entity.entityName}`);
        return;
    }
    const values = valuesFor(entity, details).flatMap((value) => {
        const field = schema.field(object.name, value.field);
        if (!field) result.ignored.push(`prechatEntities "${entity.entityName}": there is no field ${value.field}`);
        return field ? [{ ...value, field: field.name }] : [];
    });
    const key = entity.entityName.toLowerCase();
    const search = values.filter(({ find }) => find);
    if (search.length > 0) {
        const binds: Record<string, FieldValue> = {};
        const conditions = search.map(({ field, value, exact }, index) => {
            binds[`value${index}`] = exact ? value : `%${String(value).replace(/[%_\\]/g, '\\$&')}%`;
            return `${field} ${exact ? '=' : 'LIKE'} :value${index}`;
        });
        const rows = records.rows(`SELECT Id FROM ${object.name} WHERE ${conditions.join(' AND ')} LIMIT 2`, binds);
        const [first, second] = rows;
        if (first && !second) {
            result.records.set(key, { id: first.id ?? '', created: false });
            return;
        }
        if (second) {
            result.ignored.push(`prechatEntities "${entity.entityName}": several records match, none is taken`);
            return;
        }
    }
    const create = values.filter((value) => value.create);
    if (create.length === 0) return;
    const id = records.insert(object.name, Object.fromEntries(create.map(({ field, value }) => [field, value])));
    result.records.set(key, { id, created: true });
}

function link(records: PlatformRecords, entity: PrechatEntity, result: PrechatResult): void {
    const { schema } = records;
    const record = result.records.get(entity.entityName.toLowerCase());
    if (!record) return;
    if (entity.saveToTranscript) {
        const field =
            schema.field(transcriptObject, entity.saveToTranscript) ??
            schema.field(transcriptObject, `${entity.saveToTranscript}Id`);
        if (field) result.transcript[field.name] = record.id;
        else result.ignored.push(`saveToTranscript: ${transcriptObject} has no field ${entity.saveToTranscript}`);
    }
    if (!entity.linkToEntityName || !entity.linkToEntityField) return;
    const other = result.records.get(entity.linkToEntityName.toLowerCase());
    const object = schema.object(entity.linkToEntityName);
    const field = object && schema.field(object.name, entity.linkToEntityField);
    // Without an entity of that name there is nothing to link to.
    if (other && object && field) records.update(object.name, other.id, { [field.name]: record.id });
}
