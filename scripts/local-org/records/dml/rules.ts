import type { ObjectInfo } from '../schema/info.ts';
import { completeCase, completeTask, refreshCasesOf } from './case-rules.ts';
import type { Values, WriteContext } from './context.ts';
import { completeContentVersion, publishContentVersion } from './file-rules.ts';
import { completeCustomMetadata, completePermissionSet, ownPermissionSet } from './setup-rules.ts';

type Complete = (context: WriteContext, values: Values, before: Values | null) => void;
type After = (context: WriteContext, id: string, values: Values) => void;

const COMPLETE: Partial<Record<string, Complete>> = {
    Case: completeCase,
    Task: completeTask,
    ContentVersion: completeContentVersion,
    PermissionSet: completePermissionSet
};

const AFTER_INSERT: Partial<Record<string, After>> = {
    ContentVersion: publishContentVersion,
    Profile: ownPermissionSet
};

/** Fills the fields that the platform works out from others, before a record is checked and written. */
export function complete(context: WriteContext, object: ObjectInfo, values: Values, before: Values | null): void {
    if (object.personName) {
        values.Name = [values.FirstName, values.LastName].filter((part) => typeof part === 'string').join(' ') || null;
    }
    if (object.customMetadata) completeCustomMetadata(values);
    COMPLETE[object.name]?.(context, values, before);
}

/** What the platform does once a record is there. */
export function afterInsert(context: WriteContext, object: ObjectInfo, id: string, values: Values): void {
    AFTER_INSERT[object.name]?.(context, id, values);
}

export function afterUpdate(
    context: WriteContext,
    object: ObjectInfo,
    id: string,
    values: Values,
    before: Values
): void {
    if (object.name === 'Contact') refreshCasesOf(context, id, values, before);
}
