/** Values of external credentials. They go in by REST and come out only inside a callout. */
import type { DatabaseSync } from 'node:sqlite';

import type { Connection } from './connection.ts';

export interface CredentialKey {
    externalCredential: string;
    principal: string;
}

const table = `
    CREATE TABLE IF NOT EXISTS metadata_credential (
        external_credential TEXT NOT NULL COLLATE NOCASE,
        principal TEXT NOT NULL COLLATE NOCASE,
        parameter TEXT NOT NULL COLLATE NOCASE,
        value TEXT NOT NULL,
        encrypted INTEGER NOT NULL,
        PRIMARY KEY (external_credential, principal, parameter)
    ) WITHOUT ROWID`;

export class CredentialStore {
    private readonly connection: Connection;
    private readonly database: DatabaseSync;

    constructor(connection: Connection) {
        this.connection = connection;
        this.database = connection.database;
    }

    prepare(): void {
        this.connection.write(() => this.database.exec(table));
    }

    /** Sets the given parameters; others of the principal stay. */
    set(
        { externalCredential, principal }: CredentialKey,
        values: Record<string, { value: string; encrypted: boolean }>
    ): void {
        const statement = this.database.prepare('INSERT OR REPLACE INTO metadata_credential VALUES (?, ?, ?, ?, ?)');
        this.connection.write(() => {
            for (const [parameter, { value, encrypted }] of Object.entries(values)) {
                statement.run(externalCredential, principal, parameter, value, Number(encrypted));
            }
        });
    }

    value({ externalCredential, principal }: CredentialKey, parameter: string): string | undefined {
        const row = this.database
            .prepare(
                'SELECT value FROM metadata_credential WHERE external_credential = ? AND principal = ? AND parameter = ?'
            )
            .get(externalCredential, principal, parameter);
        return row?.['value'] as string | undefined;
    }

    /** Names of the parameters that have a value. */
    parameters({ externalCredential, principal }: CredentialKey): { name: string; encrypted: boolean }[] {
        return this.database
            .prepare(
                'SELECT parameter, encrypted FROM metadata_credential WHERE external_credential = ? AND principal = ?'
            )
            .all(externalCredential, principal)
            .map((row) => ({ name: row['parameter'] as string, encrypted: row['encrypted'] === 1 }));
    }

    remove({ externalCredential, principal }: CredentialKey): void {
        const statement = this.database.prepare(
            'DELETE FROM metadata_credential WHERE external_credential = ? AND principal = ?'
        );
        this.connection.write(() => statement.run(externalCredential, principal));
    }
}
