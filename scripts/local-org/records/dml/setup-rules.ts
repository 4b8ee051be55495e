import { makeId } from '../ids.ts';
import { insertRow, type Values, type WriteContext } from './context.ts';

export function completeCustomMetadata(values: Values): void {
    values.MasterLabel ??= values.DeveloperName ?? null;
    values.Label = values.MasterLabel ?? null;
    values.QualifiedApiName = values.DeveloperName ?? null;
    values.Language ??= 'en_US';
}

export function completePermissionSet(_context: WriteContext, values: Values): void {
    values.IsOwnedByProfile = typeof values.ProfileId === 'string';
    values.Type = values.IsOwnedByProfile ? 'Profile' : (values.Type ?? 'Regular');
    values.IsCustom = !values.IsOwnedByProfile;
}

/** Every profile has a permission set of its own, in which its object and field permissions are. */
export function ownPermissionSet(context: WriteContext, profileId: string, profile: Values): void {
    const object = context.schema.object('PermissionSet')!;
    const id = makeId(object.keyPrefix, context.sequences.next(`id:${object.name}`));
    const flags = Object.entries(profile).filter(([name]) => name.startsWith('Permissions'));
    insertRow(context, object, {
        ...Object.fromEntries(flags.filter(([name]) => context.schema.field(object.name, name))),
        Id: id,
        Name: `X${profileId.slice(0, 15)}`,
        Label: String(profile.Name).slice(0, 80),
        ProfileId: profileId,
        IsOwnedByProfile: true,
        IsCustom: false,
        Type: 'Profile',
        CreatedDate: context.now,
        CreatedById: context.userId,
        LastModifiedDate: context.now,
        LastModifiedById: context.userId,
        SystemModstamp: context.now
    });
}
