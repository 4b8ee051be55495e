import type { Database } from '../database.ts';
import { makeId } from '../ids.ts';
import type { SchemaSnapshot } from './snapshot.ts';

/** Keeps the rows of `EntityDefinition` as the schema is, so that they can be queried like any other. */
export function writeEntityDefinitions(db: Database, schema: SchemaSnapshot): void {
    db.run('DELETE FROM "EntityDefinition"');
    const prefix = schema.object('EntityDefinition')!.keyPrefix;
    schema.objects().forEach((object, index) => {
        const developerName = object.name.replace(/__(c|mdt)$/, '');
        db.run(
            `INSERT INTO "EntityDefinition" ("Id", "DurableId", "QualifiedApiName", "DeveloperName", "MasterLabel",
                "Label", "PluralLabel", "KeyPrefix", "IsQueryable", "IsCustomizable", "InternalSharingModel")
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)`,
            makeId(prefix, index + 1),
            object.durableId,
            object.name,
            developerName,
            object.label,
            object.label,
            object.labelPlural,
            object.keyPrefix,
            object.access === 'permission' || object.custom ? 1 : 0,
            object.isPrivate ? 'Private' : 'ReadWrite'
        );
    });
}
