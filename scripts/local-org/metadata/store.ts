/** The components that the org keeps, in tables of their own beside the records. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';

import { parseXml, toXml } from '../../salesforce/xml.ts';
import type { Connection } from './connection.ts';
import { FlowVersions } from './flow-versions.ts';
import { componentKey } from './package-files.ts';
import type { Component } from './types.ts';

export interface StoredComponent extends Component {
    /** The component's own id, 18 characters. */
    id: string;
    createdDate: string;
    lastModifiedDate: string;
}

interface Row {
    type: string;
    full_name: string;
    id: string;
    file_name: string;
    xml: string;
    content: string;
    created_date: string;
    modified_date: string;
}

const tables = `
    CREATE TABLE IF NOT EXISTS metadata_component (
        type TEXT NOT NULL,
        full_name TEXT NOT NULL COLLATE NOCASE,
        id TEXT NOT NULL,
        file_name TEXT NOT NULL,
        xml TEXT NOT NULL,
        content TEXT NOT NULL,
        created_date TEXT NOT NULL,
        modified_date TEXT NOT NULL,
        PRIMARY KEY (type, full_name)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS metadata_published (deployment TEXT NOT NULL COLLATE NOCASE PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS metadata_revision (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), revision INTEGER NOT NULL, sequence INTEGER NOT NULL);
    INSERT OR IGNORE INTO metadata_revision VALUES (1, 0, 0);`;

/**
 * Reads and writes components on one connection; writes join the connection's transaction. What was read is kept, by
 * type, until the revision changes.
 */
export class MetadataStore {
    readonly flowVersions: FlowVersions;
    private readonly connection: Connection;
    private readonly database: DatabaseSync;
    private cache = new Map<string, Map<string, StoredComponent>>();
    private cacheRevision = -1;
    /** Kept: it is asked at every look at a component. */
    private selectRevision: StatementSync | undefined;

    constructor(connection: Connection) {
        this.connection = connection;
        this.database = connection.database;
        this.flowVersions = new FlowVersions(connection);
    }

    /** Makes the tables in a fresh database. */
    prepare(): void {
        this.connection.write(() => this.database.exec(tables));
        this.flowVersions.prepare();
    }

    /** Grows by one with each deploy that writes: others that keep something derived look at it. */
    revision(): number {
        this.selectRevision ??= this.database.prepare('SELECT revision FROM metadata_revision');
        return (this.selectRevision.get() as { revision: number }).revision;
    }

    /** A number that was never given out before, for ids. */
    nextNumber(): number {
        const statement = this.database.prepare(
            'UPDATE metadata_revision SET sequence = sequence + 1 RETURNING sequence'
        );
        return this.connection.write(() => (statement.get() as { sequence: number }).sequence);
    }

    get(type: string, fullName: string): StoredComponent | undefined {
        return this.ofType(type).get(componentKey({ type, fullName }));
    }

    list(type: string): StoredComponent[] {
        return [...this.ofType(type).values()];
    }

    /** All components by `componentKey`. */
    all(): Map<string, StoredComponent> {
        const types = this.database.prepare('SELECT DISTINCT type FROM metadata_component ORDER BY type').all();
        return new Map(types.flatMap((row) => [...this.ofType(row['type'] as string)]));
    }

    save(component: Component, id: string, now: string): void {
        const { type, fullName, fileName, xml, content } = component;
        const known = this.ofType(type);
        const key = componentKey(component);
        const statement = this.database.prepare(
            `INSERT INTO metadata_component VALUES (?, ?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (type, full_name) DO UPDATE SET
                file_name = excluded.file_name, xml = excluded.xml, content = excluded.content,
                modified_date = excluded.modified_date`
        );
        this.connection.write(() =>
            statement.run(type, fullName, id, fileName, toXml(xml), JSON.stringify([...content]), now, now)
        );
        known.set(key, { ...component, id, createdDate: known.get(key)?.createdDate ?? now, lastModifiedDate: now });
    }

    remove(type: string, fullName: string): void {
        const statement = this.database.prepare('DELETE FROM metadata_component WHERE type = ? AND full_name = ?');
        const unpublish = this.database.prepare('DELETE FROM metadata_published WHERE deployment = ?');
        this.connection.write(() => {
            statement.run(type, fullName);
            if (type === 'EmbeddedServiceConfig') {
                unpublish.run(fullName);
            }
            if (type === 'Flow') {
                this.flowVersions.removeAll(fullName);
            }
        });
        this.ofType(type).delete(componentKey({ type, fullName }));
    }

    nextRevision(): void {
        this.connection.write(() => this.database.exec('UPDATE metadata_revision SET revision = revision + 1'));
        this.cacheRevision = this.revision();
    }

    publish(deployment: string): void {
        const statement = this.database.prepare('INSERT OR IGNORE INTO metadata_published VALUES (?)');
        this.connection.write(() => statement.run(deployment));
    }

    isPublished(deployment: string): boolean {
        const statement = this.database.prepare('SELECT 1 FROM metadata_published WHERE deployment = ?');
        return statement.get(deployment) !== undefined;
    }

    /** After a rollback: what was cached was never committed. */
    forget(): void {
        this.cache.clear();
        this.cacheRevision = -1;
    }

    private ofType(type: string): Map<string, StoredComponent> {
        const revision = this.revision();
        if (this.cacheRevision !== revision) {
            this.cache.clear();
            this.cacheRevision = revision;
        }
        let components = this.cache.get(type);
        if (!components) {
            const rows = this.database
                .prepare('SELECT * FROM metadata_component WHERE type = ? ORDER BY full_name')
                .all(type);
            components = new Map(
                (rows as unknown as Row[]).map(fromRow).map((component) => [componentKey(component), component])
            );
            this.cache.set(type, components);
        }
        return components;
    }
}

function fromRow(row: Row): StoredComponent {
    return {
        type: row.type,
        fullName: row.full_name,
        fileName: row.file_name,
        xml: parseXml(row.xml),
        content: new Map(JSON.parse(row.content) as [string, string][]),
        id: row.id,
        createdDate: row.created_date,
        lastModifiedDate: row.modified_date
    };
}
