/**
 * The bench's server on loopback: pages, what they share, and the conversations; texts go out zipped, as from a host.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES: Record<string, string> = {
    '.html': 'text/html',
    '.js': 'text/javascript',
    '.css': 'text/css',
    '.json': 'application/json',
    '.svg': 'image/svg+xml'
};

interface Served {
    type: string;
    body: Buffer;
    zipped: Buffer | undefined;
}

export interface BenchServer {
    url: string;
    /** Path and bytes on the wire of what was asked since it was last emptied. */
    sent: [path: string, bytes: number][];
    /** Reads and zips a file before the clock runs. */
    warm(path: string): void;
    close(): void;
}

export interface BenchFolders {
    /** Page name → its folder. */
    pages: Record<string, string>;
    /** `boot.js`, `page.html`. */
    common: string;
    /** Texts by file name. */
    data: ReadonlyMap<string, string>;
}

export async function serve({ pages, common, data }: BenchFolders): Promise<BenchServer> {
    const kept = new Map<string, Served | undefined>();

    function bodyOf(top: string, tail: string): Buffer | undefined {
        if (top === 'data') return data.has(tail) ? Buffer.from(data.get(tail) ?? '') : undefined;
        const folder = top === 'common' ? common : pages[top];
        if (!folder) return undefined;
        const file = join(folder, tail);
        if (existsSync(file)) return readFileSync(file);
        if (tail !== 'index.html') return undefined;
        const css = existsSync(join(folder, 'main.css')) ? '<link rel="stylesheet" href="main.css">\n' : '';
        const template = readFileSync(join(common, 'page.html'), 'utf8');
        return Buffer.from(template.replace('{{name}}', top).replace('{{css}}', css));
    }

    function load(path: string): Served | undefined {
        if (kept.has(path)) return kept.get(path);
        const [, top = '', ...rest] = path.split('/');
        const tail = rest.join('/') || 'index.html';
        const body = bodyOf(top, tail);
        const type = TYPES[extname(tail)] ?? 'application/octet-stream';
        const zipped = body && /text|json|svg/.test(type) ? gzipSync(body, { level: 9 }) : undefined;
        const served = body && { type, body, zipped };
        kept.set(path, served);
        return served;
    }

    const sent: [string, number][] = [];
    const server = createServer((request, response) => {
        const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://bench').pathname));
        const found = path.includes('..') ? undefined : load(path);
        if (!found) {
            response.writeHead(404).end();
            return;
        }
        const body = found.zipped ?? found.body;
        sent.push([path, body.length]);
        response.writeHead(200, {
            'content-type': `${found.type}; charset=utf-8`,
            'content-length': body.length,
            'cache-control': 'no-store',
            ...(found.zipped ? { 'content-encoding': 'gzip' } : {})
        });
        response.end(body);
    });
    await new Promise<void>((resolve) => {
        server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}`, sent, warm: (path) => void load(path), close: () => server.close() };
}
