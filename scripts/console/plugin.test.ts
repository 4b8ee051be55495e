import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { temporaryFolder } from '../temporary-folder.ts';
import type { ConsoleBuild } from './build.ts';
import { consolePlugin } from './plugin.ts';

describe('the console as a plugin', () => {
    let server: FastifyInstance;
    let directory: string;
    let origins: string[] = ['http://127.0.0.1:5001'];

    before(async () => {
        directory = temporaryFolder('console-plugin-').path;
        writeFileSync(join(directory, 'main-1234.js'), 'export {};'.repeat(100));
        writeFileSync(join(directory, 'secret.env'), 'KEY=1');
        server = fastify();
        const manifest = { entry: 'main-1234.js', preload: ['next-1.js'], styles: ['a.css'], theme: 'theme-1.js' };
        const build = { directory, manifest, built: false, milliseconds: 0 };
        await server.register(consolePlugin({ build: Promise.resolve(build), mediaOrigins: () => origins }));
    });

    after(() => server.close());

    it('answers every page of the console with the one document', async () => {
        for (const url of ['/', '/?object=Case', '/record/Case/500000000000001AAA', '/gallery']) {
            const response = await server.inject(url);
            assert.equal(response.statusCode, 200, url);
            assert.match(response.body, /<script type="module" src="\/console\/main-1234\.js">/);
            assert.match(response.body, /modulepreload" href="\/console\/next-1\.js"/);
        }
    });

    it('allows scripts from its own origin only, and none inline', async () => {
        const { headers, body } = await server.inject('/');
        const policy = String(headers['content-security-policy']);
        assert.match(policy, /script-src 'self';/);
        assert.doesNotMatch(/script-src[^;]*/.exec(policy)?.[0] ?? '', /unsafe/);
        assert.doesNotMatch(body, /<script>|\son[a-z]+=/);
    });

    it('allows media from the origins of the moment', async () => {
        const policyOf = async () => String((await server.inject('/')).headers['content-security-policy']);
        assert.match(await policyOf(), /img-src 'self' data: blob: http:\/\/127\.0\.0\.1:5001;/);
        origins = ['http://127.0.0.1:5002'];
        const changed = await policyOf();
        assert.match(changed, /media-src 'self' blob: http:\/\/127\.0\.0\.1:5002;/);
        assert.doesNotMatch(changed, /5001/);
    });

    it('zips for those who take it, and lets them keep what has a hash in its name', async () => {
        const response = await server.inject({
            url: '/console/main-1234.js',
            headers: { 'accept-encoding': 'gzip, br' }
        });
        assert.equal(response.headers['content-encoding'], 'gzip');
        assert.match(String(response.headers['cache-control']), /immutable/);
        assert.equal(gunzipSync(response.rawPayload).toString(), 'export {};'.repeat(100));
        const plain = await server.inject('/console/main-1234.js');
        assert.equal(plain.headers['content-encoding'], undefined);
        const again = await server.inject({
            url: '/console/main-1234.js',
            headers: { 'if-none-match': String(plain.headers['etag']) }
        });
        assert.equal(again.statusCode, 304);
    });

    it('serves the design system', async () => {
        const styles = await server.inject('/assets/styles/salesforce-lightning-design-system.min.css');
        assert.equal(styles.statusCode, 200);
        assert.equal((await server.inject('/assets/icons/utility-sprite/svg/symbols.svg')).statusCode, 200);
    });

    it('gives out nothing else', async () => {
        const paths = [
            '/console/missing.js',
            '/console/secret.env',
            '/console/..%2f..%2fpackage.json',
            '/assets/',
            '/other'
        ];
        for (const url of paths) assert.equal((await server.inject(url)).statusCode, 404, url);
    });

    it('tells on every page why it could not be built', async () => {
        const broken = fastify();
        await broken.register(consolePlugin({ build: Promise.reject(new Error('botHistory.html: no such tag')) }));
        const response = await broken.inject('/');
        assert.equal(response.statusCode, 500);
        assert.match(String(response.headers['content-type']), /text\/plain/);
        assert.equal(response.body, 'botHistory.html: no such tag');
        await broken.close();
    });

    it('waits for a build without holding up the server', async () => {
        let finish = (_build: ConsoleBuild): void => undefined;
        const waiting = fastify({ pluginTimeout: 50 });
        await waiting.register(consolePlugin({ build: new Promise((resolve) => (finish = resolve)) }));
        await waiting.ready();
        const response = waiting.inject('/');
        const manifest = { entry: 'late-1.js', preload: [], styles: [], theme: 'theme-1.js' };
        setTimeout(() => finish({ directory, manifest, built: true, milliseconds: 1 }), 100);
        assert.match((await response).body, /late-1\.js/);
        await waiting.close();
    });
});
