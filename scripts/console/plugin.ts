/** The console page as a plugin for the local org's HTTP server. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ConsoleBuild } from './build.ts';
import { galleryHistories } from './gallery.ts';
import { contentSecurityPolicy, pageHtml } from './page.ts';

export interface ConsoleOptions {
    /** What `buildConsole()` came to; a promise may still be pending while the server starts. */
    build: ConsoleBuild | Promise<ConsoleBuild>;
    /**
     * Origins from which the page may load images, audio and video besides its own, as an org's trusted sites allow;
     * a function is asked at every page load.
     */
    mediaOrigins?: string[] | (() => string[]);
}

const require = createRequire(import.meta.url);
const DESIGN_SYSTEM = join(dirname(require.resolve('@salesforce-ux/design-system/package.json')), 'assets');

const TYPES: Record<string, string> = {
    '.js': 'text/javascript; charset=utf-8',
    '.css': 'text/css; charset=utf-8',
    '.svg': 'image/svg+xml',
    '.png': 'image/png',
    '.woff2': 'font/woff2'
};

interface Served {
    type: string;
    body: Buffer;
    zipped: Buffer | undefined;
    etag: string;
}

/** Files of one folder, read once and kept. */
function folderOf(root: string): (name: string) => Promise<Served | undefined> {
    const kept = new Map<string, Promise<Served | undefined>>();
    const load = async (name: string): Promise<Served | undefined> => {
        const type = TYPES[extname(name)];
        const path = normalize(join(root, name));
        if (!type || !path.startsWith(normalize(`${root}/`))) return undefined;
        let body: Buffer;
        try {
            body = await readFile(path);
        } catch (error) {
            if (
                (error as NodeJS.ErrnoException).code === 'ENOENT' ||
                (error as NodeJS.ErrnoException).code === 'EISDIR'
            ) {
                return undefined;
            }
            throw error;
        }
        const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
        return { type, body, zipped: /text|svg/.test(type) ? gzipSync(body) : undefined, etag };
    };
    return (name) => {
        let file = kept.get(name);
        if (!file) {
            file = load(name);
            kept.set(name, file);
        }
        return file;
    };
}

async function answer(file: Served | undefined, request: FastifyRequest, reply: FastifyReply, cacheControl: string) {
    if (!file) return reply.code(404).type('text/plain; charset=utf-8').send('There is no such file.');
    void reply.header('etag', file.etag).header('cache-control', cacheControl).header('vary', 'accept-encoding');
    if (request.headers['if-none-match'] === file.etag) return reply.code(304).send();
    void reply.type(file.type).header('x-content-type-options', 'nosniff');
    if (file.zipped && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) {
        return reply.header('content-encoding', 'gzip').send(file.zipped);
    }
    return reply.send(file.body);
}

/**
 * A Fastify plugin with the console's pages: `/`, `/record/<ObjectApiName>/<recordId>`, `/gallery`, and their files
 * under `/console/` and `/assets/`. The page knows the org only over HTTP (`/services/…`, `/local/…`).
 */
export function consolePlugin(options: ConsoleOptions): (server: FastifyInstance) => Promise<void> {
    // Who started the build also waits for it; unhandled here, a failure would end the process before they can tell it.
    const build = Promise.resolve(options.build).then((done) => ({ ...done, file: folderOf(done.directory) }));
    build.catch(() => undefined);
    return async (server) => {
        const assets = folderOf(DESIGN_SYSTEM);
        const origins = () =>
            typeof options.mediaOrigins === 'function' ? options.mediaOrigins() : (options.mediaOrigins ?? []);

        // Awaited by each request, not here: a server gives its plugins a few seconds, a first build takes longer.
        const page = async (_request: FastifyRequest, reply: FastifyReply) => {
            void reply.header('x-content-type-options', 'nosniff').header('cache-control', 'no-cache');
            try {
                const { manifest } = await build;
                return reply
                    .type('text/html; charset=utf-8')
                    .header('content-security-policy', contentSecurityPolicy(origins()))
                    .header('referrer-policy', 'origin-when-cross-origin')
                    .send(pageHtml(manifest, origins()));
            } catch (error) {
                return reply
                    .code(500)
                    .type('text/plain; charset=utf-8')
                    .send((error as Error).message);
            }
        };
        for (const path of ['/', '/record/:objectApiName/:recordId', '/gallery']) server.get(path, page);

        server.get('/console/gallery.json', (_request, reply) =>
            reply.header('cache-control', 'no-cache').send(galleryHistories(origins()[0]))
        );
        server.get<{ Params: { '*': string } }>('/console/*', async (request, reply) =>
            // The name holds a hash of the content.
            answer(await (await build).file(request.params['*']), request, reply, 'public, max-age=31536000, immutable')
        );
        server.get<{ Params: { '*': string } }>('/assets/*', async (request, reply) =>
            answer(await assets(request.params['*']), request, reply, 'public, max-age=3600')
        );
        server.get('/favicon.ico', (_request, reply) => reply.code(204).send());
    };
}
