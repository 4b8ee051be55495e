/**
 * Versions of flows: their numbers and ids. What is in the newest one is the component itself; older ones are names.
 */
import type { DatabaseSync } from 'node:sqlite';

import type { Connection } from './connection.ts';

export interface FlowVersion {
    /** 18 characters. */
    id: string;
    /** From 1. */
    number: number;
}

const table = `
    CREATE TABLE IF NOT EXISTS metadata_flow_version (
        flow TEXT NOT NULL COLLATE NOCASE,
        number INTEGER NOT NULL,
        id TEXT NOT NULL,
        PRIMARY KEY (flow, number)
    ) WITHOUT ROWID`;

export class FlowVersions {
    private readonly connection: Connection;
    private readonly database: DatabaseSync;

    constructor(connection: Connection) {
        this.connection = connection;
        this.database = connection.database;
    }

    prepare(): void {
        this.connection.write(() => this.database.exec(table));
    }

    /** Oldest first. */
    of(flow: string): FlowVersion[] {
        return this.database
            .prepare('SELECT id, number FROM metadata_flow_version WHERE flow = ? ORDER BY number')
            .all(flow) as unknown as FlowVersion[];
    }

    add(flow: string, id: string): void {
        const statement = this.database.prepare('INSERT INTO metadata_flow_version VALUES (?, ?, ?)');
        const number = (this.of(flow).at(-1)?.number ?? 0) + 1;
        this.connection.write(() => statement.run(flow, number, id));
    }

    remove(flow: string, number: number): void {
        const statement = this.database.prepare('DELETE FROM metadata_flow_version WHERE flow = ? AND number = ?');
        this.connection.write(() => statement.run(flow, number));
    }

    removeAll(flow: string): void {
        const statement = this.database.prepare('DELETE FROM metadata_flow_version WHERE flow = ?');
        this.connection.write(() => statement.run(flow));
    }
}
