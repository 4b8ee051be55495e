import type { FieldChange, Json } from '../../setup/provider-setup.ts';
import { isEmpty, isSame, type JsonObject } from './json.ts';

/**
 * Fields whose wanted value differs from the present one.
 *
 * @param wanted undefined as a value: known only after the org side has been applied; such a field counts as different
 * @returns with `isOverwrite` where something else stands there now
 */
export function fieldChanges(present: JsonObject, wanted: Record<string, Json | undefined>): FieldChange[] {
    return Object.entries(wanted).flatMap(([name, to]): FieldChange[] => {
        const from = present[name];
        if (to !== undefined && isSame(from, to)) return [];
        return [
            {
                name,
                ...(from !== undefined && { from }),
                ...(to !== undefined && { to }),
                ...(!isEmpty(from) && { isOverwrite: true })
            }
        ];
    });
}

/** Fields that differ between the present object and the one to put back, removed ones included. */
export function restoredFields(present: JsonObject, before: JsonObject): FieldChange[] {
    const names = new Set([...Object.keys(before), ...Object.keys(present)]);
    return [...names].flatMap((name): FieldChange[] => {
        const [from, to] = [present[name], before[name]];
        if (isSame(from, to)) return [];
        return [{ name, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }];
    });
}
