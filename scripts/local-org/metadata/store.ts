/** The components that the org keeps, in tables of their own beside the records. */
import type { DatabaseSync } from 'node:sqlite';

import { parseXml, toXml } from '../../salesforce/xml.ts';
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
    CREATE TABLE IF NOT EXISTS metadata_revision (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), revision INTEGER NOT NULL);
    INSERT OR IGNORE INTO metadata_revision VALUES (1, 0);`;

/** Reads and writes components on one connection; writes join the connection's transaction. */
export class MetadataStore {
    private readonly database: DatabaseSync;
    private cache: { revision: number; components: Map<string, StoredComponent> } | undefined;

    constructor(database: DatabaseSync) {
        this.database = database;
        database.exec(tables);
    }

    /** Grows by one with each deploy that writes: others that keep something derived look at it. */
    revision(): number {
        return (this.database.prepare('SELECT revision FROM metadata_revision').get() as { revision: number }).revision;
    }

    get(type: string, fullName: string): StoredComponent | undefined {
        return this.all().get(componentKey({ type, fullName }));
    }

    list(type: string): StoredComponent[] {
        return [...this.all().values()].filter((component) => component.type === type);
    }

    /** All components by `componentKey`; parsed once a revision. Not to be changed. */
    all(): Map<string, StoredComponent> {
        const revision = this.revision();
        if (this.cache?.revision !== revision) {
            const rows = this.database.prepare('SELECT * FROM metadata_component ORDER BY type, full_name').all();
            const components = (rows as unknown as Row[]).map((row): [string, StoredComponent] => {
                const component = fromRow(row);
                return [componentKey(component), component];
            });
            this.cache = { revision, components: new Map(components) };
        }
        return this.cache.components;
    }

    save(component: Component, id: string, now: string): void {
        const { type, fullName, fileName, xml, content } = component;
        this.database
            .prepare(
                `INSERT INTO metadata_component VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                 ON CONFLICT (type, full_name) DO UPDATE SET
                    file_name = excluded.file_name, xml = excluded.xml, content = excluded.content,
                    modified_date = excluded.modified_date`
            )
            .run(type, fullName, id, fileName, toXml(xml), JSON.stringify([...content]), now, now);
    }

    remove(type: string, fullName: string): void {
        this.database.prepare('DELETE FROM metadata_component WHERE type = ? AND full_name = ?').run(type, fullName);
    }

    nextRevision(): void {
        this.database.exec('UPDATE metadata_revision SET revision = revision + 1');
    }

    /** After a rollback: what was cached may never have been committed. */
    forget(): void {
        this.cache = undefined;
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
