import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { buildComponents } from '../../../scripts/build/lwc.ts';
import { PROJECT_ROOT } from '../../../scripts/project-root.ts';
import { temporaryFolder } from '../../../scripts/temporary-folder.ts';
import type { ShapeMessage } from '../../fixtures/vendor-shapes.ts';

/** What the bench uses of `c/botTranscript`; that module's own types need the components' tsconfig. */
export interface TranscriptModule {
    toBlocks(message: ShapeMessage, adapter: string, options?: object): { kind: string }[];
    prepare(messages: readonly ShapeMessage[], adapter: string, options?: object): { entries: readonly unknown[] };
    createSearchIndex(prepared: unknown): { extend(milliseconds: number): boolean };
    search(index: unknown, query: string): { hits: unknown[]; total: number };
}

const COMPONENTS = join(PROJECT_ROOT, 'force-app/core/main/default/lwc');

/** Loads the compiled `c/botTranscript`, as an org gets it, into this process. */
export async function loadTranscript(): Promise<TranscriptModule> {
    await buildComponents();
    const outfile = join(temporaryFolder('bot-transcript-').path, 'botTranscript.mjs');
    await build({
        entryPoints: [join(COMPONENTS, 'botTranscript/botTranscript.js')],
        alias: { 'c/botMarkup': join(COMPONENTS, 'botMarkup/botMarkup.js') },
        bundle: true,
        format: 'esm',
        outfile,
        logLevel: 'error'
    });
    return (await import(pathToFileURL(outfile).href)) as TranscriptModule;
}
