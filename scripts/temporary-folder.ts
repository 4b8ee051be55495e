/** Folders that go with the process, also where Ctrl-C comes while it starts. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TemporaryFolder {
    path: string;
    /** With all that is in it; does nothing where it is gone. */
    remove(): void;
}

const open = new Set<TemporaryFolder>();
process.on('exit', () => open.forEach((folder) => folder.remove()));

/** A new folder, removed at the latest when the process exits. */
export function temporaryFolder(prefix: string): TemporaryFolder {
    const path = mkdtempSync(join(tmpdir(), prefix));
    const folder: TemporaryFolder = {
        path,
        remove() {
            open.delete(folder);
            try {
                rmSync(path, { recursive: true, force: true });
            } catch {
                // Windows keeps files that are open; there the folder is left to the system.
            }
        }
    };
    open.add(folder);
    return folder;
}
