/**
 * Short notation for the tables of standard objects: one function a field type, flags as a text.
 *
 * Flags: `required` (no null), `readonly` (only the platform writes it), `createonly`, `unique`, `external`, `case`
 * (compared with regard to case), `nofilter`, `name` (the object's name field), `restricted` (picklist).
 */
import type { FieldType } from '../../../types.ts';
import { makeField } from '../field.ts';
import type { AccessRule, DeleteRule, FieldInfo, ObjectInfo } from '../info.ts';

function flagged(name: string, label: string, type: FieldType, flags: string, more: Partial<FieldInfo>): FieldInfo {
    const has = new Set(flags.split(' ').filter((flag) => flag !== ''));
    const readOnly = has.has('readonly');
    return makeField(name, label, type, {
        ...(has.has('required') ? { nillable: false } : {}),
        ...(readOnly ? { createable: false, updateable: false } : {}),
        ...(has.has('createonly') ? { updateable: false } : {}),
        ...(has.has('nofilter') ? { filterable: false, sortable: false, groupable: false } : {}),
        unique: has.has('unique'),
        externalId: has.has('external'),
        caseSensitive: has.has('case'),
        nameField: has.has('name'),
        restrictedPicklist: has.has('restricted'),
        ...more
    });
}

export const text = (name: string, label: string, length: number, flags = ''): FieldInfo =>
    flagged(name, label, 'string', flags, { length });

export const area = (name: string, label: string, length: number, flags = ''): FieldInfo =>
    flagged(name, label, 'textarea', flags, { length });

export const email = (name: string, label: string, flags = ''): FieldInfo =>
    flagged(name, label, 'email', flags, { length: 80 });

export const phone = (name: string, label: string, flags = ''): FieldInfo =>
    flagged(name, label, 'phone', flags, { length: 40 });

export const url = (name: string, label: string, length = 255, flags = ''): FieldInfo =>
    flagged(name, label, 'url', flags, { length });

export const flag = (name: string, label: string, defaultValue = false, flags = ''): FieldInfo =>
    flagged(name, label, 'boolean', flags, { defaultValue, nillable: false });

export const whole = (name: string, label: string, flags = ''): FieldInfo => flagged(name, label, 'int', flags, {});

export const number = (name: string, label: string, precision: number, scale: number, flags = ''): FieldInfo =>
    flagged(name, label, 'double', flags, { precision, scale });

export const money = (name: string, label: string): FieldInfo =>
    flagged(name, label, 'currency', '', { precision: 18, scale: 2 });

export const date = (name: string, label: string, flags = ''): FieldInfo => flagged(name, label, 'date', flags, {});

export const moment = (name: string, label: string, flags = ''): FieldInfo =>
    flagged(name, label, 'datetime', flags, {});

export const binary = (name: string, label: string): FieldInfo => flagged(name, label, 'base64', '', {});

export const autoNumber = (name: string, label: string, format: string, flags = '', startingNumber = 1): FieldInfo =>
    flagged(name, label, 'string', `readonly required ${flags}`, {
        length: 255,
        autoNumberFormat: format,
        startingNumber
    });

/** Values as `New|Working*|Closed`; the star marks the default. */
export function picklist(name: string, label: string, values: string, flags = ''): FieldInfo {
    const picklistValues = values
        .split('|')
        .filter((value) => value !== '')
        .map((entry) => {
            const isDefault = entry.endsWith('*');
            const [value = '', shown] = (isDefault ? entry.slice(0, -1) : entry).split('=');
            return { value, label: shown ?? value, active: true, defaultValue: isDefault };
        });
    const defaultValue = picklistValues.find((entry) => entry.defaultValue)?.value ?? null;
    return flagged(name, label, 'picklist', flags, { length: 255, picklistValues, defaultValue });
}

/**
 * A reference. `targets`: object names, separated by `|`; more than one makes it polymorphic. The path name is the
 * field's name without `Id`. `children`: name of the child relationship, if there is one.
 */
export function ref(
    name: string,
    label: string,
    targets: string,
    options: { flags?: string; path?: string | null; children?: string; onDelete?: DeleteRule } = {}
): FieldInfo {
    const referenceTo = targets.split('|');
    const path = options.path === undefined ? name.replace(/Id$/, '') : options.path;
    return flagged(name, label, 'reference', options.flags ?? '', {
        length: 18,
        referenceTo,
        relationshipName: path,
        polymorphic: referenceTo.length > 1,
        childRelationshipName: options.children ?? null,
        onDelete: options.onDelete ?? 'setNull'
    });
}

export interface StandardObject {
    /** The org has the object if it has one of these features; always, without. */
    features: string[];
    info: ObjectInfo;
}

export interface StandardObjectSpec {
    name: string;
    label: string;
    plural?: string;
    prefix: string;
    features?: string[];
    /**
     * `audit` (created, modified), `owner`, `recycle`, `modstamp` (only `SystemModstamp`), `seen`; default `audit
     * recycle`.
     */
    system?: string;
    access?: AccessRule;
    controlledBy?: string;
    /** `read` (only the platform writes), `create`, `update`, `delete`; default all of the latter three. */
    calls?: string;
    uniqueTogether?: string[][];
    personName?: boolean;
    fields: FieldInfo[];
}

export function standardObject(spec: StandardObjectSpec): StandardObject {
    const system = new Set((spec.system ?? 'audit recycle').split(' '));
    const calls = new Set((spec.calls ?? 'create update delete').split(' '));
    const fields: FieldInfo[] = [
        makeField('Id', `${spec.label} ID`, 'id', {
            length: 18,
            nillable: false,
            createable: false,
            updateable: false
        }),
        ...spec.fields
    ];
    fields.push(...systemFields(system));
    return {
        features: spec.features ?? [],
        info: {
            name: spec.name,
            label: spec.label,
            labelPlural: spec.plural ?? `${spec.label}s`,
            keyPrefix: spec.prefix,
            custom: false,
            customMetadata: false,
            fields,
            childRelationships: [],
            createable: calls.has('create'),
            updateable: calls.has('update'),
            deletable: calls.has('delete'),
            recycles: system.has('recycle'),
            access: spec.access ?? 'permission',
            controlledBy: spec.controlledBy ?? null,
            isPrivate: false,
            uniqueTogether: spec.uniqueTogether ?? [],
            personName: spec.personName ?? false,
            durableId: spec.name
        }
    };
}

/** The fields that the platform keeps by itself; `system` says which groups of them an object has. */
export function systemFields(system: ReadonlySet<string>): FieldInfo[] {
    const fields: FieldInfo[] = [];
    if (system.has('owner')) {
        fields.push(ref('OwnerId', 'Owner ID', 'Group|User', { flags: 'required', onDelete: 'none' }));
    }
    if (system.has('recycle')) fields.push(flag('IsDeleted', 'Deleted', false, 'readonly'));
    if (system.has('audit')) {
        fields.push(
            moment('CreatedDate', 'Created Date', 'readonly required'),
            ref('CreatedById', 'Created By ID', 'User', { flags: 'readonly required', onDelete: 'none' }),
            moment('LastModifiedDate', 'Last Modified Date', 'readonly required'),
            ref('LastModifiedById', 'Last Modified By ID', 'User', { flags: 'readonly required', onDelete: 'none' })
        );
    }
    if (system.has('audit') || system.has('modstamp')) {
        fields.push(moment('SystemModstamp', 'System Modstamp', 'readonly required'));
    }
    if (system.has('seen')) {
        fields.push(
            moment('LastViewedDate', 'Last Viewed Date', 'readonly'),
            moment('LastReferencedDate', 'Last Referenced Date', 'readonly')
        );
    }
    for (const field of fields) field.permissionable = false;
    return fields;
}
