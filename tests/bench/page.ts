/**
 * `npm run bench:page`: builds the history component, as it deploys and on the real base components, into
 * `tests/bench/dist/ours`, a page for the transcript bench (`main.js` and what it loads).
 */
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { transform } from 'esbuild';
import { XMLParser } from 'fast-xml-parser';
import { buildComponents } from '../../scripts/build/lwc.ts';
import { bundle } from '../../scripts/console/build/bundle.ts';
import { componentFiles, stageComponents } from '../../scripts/console/build/components.ts';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { neededStyles } from './design-system.ts';

const HERE = import.meta.dirname;
const DESIGN_SYSTEM = join(
    PROJECT_ROOT,
    'node_modules/@salesforce-ux/design-system/assets/styles/salesforce-lightning-design-system.min.css'
);

/** Every custom label of the packages, in the language that the packages are written in. */
function packagedLabels(): Record<string, string> {
    const parser = new XMLParser({ isArray: (name) => name === 'labels', parseTagValue: false });
    const files = globSync('force-app/*/main/default/labels/*.labels-meta.xml', { cwd: PROJECT_ROOT });
    const labels = files.flatMap((file) => {
        const document = parser.parse(readFileSync(join(PROJECT_ROOT, file), 'utf8')) as {
            CustomLabels?: { labels?: { fullName: string; value: string }[] };
        };
        return document.CustomLabels?.labels ?? [];
    });
    return Object.fromEntries(labels.map(({ fullName, value }) => [fullName, value]));
}

/**
 * The browser's own start of date formats takes 10 to 25 ms, once a page. In an org, the platform's components have
 * long had it done; here it is done while the component's code is on its way.
 */
const EARLY = `<script>new Intl.DateTimeFormat('en-US', { timeStyle: 'short' }).format(0);</script>`;

/**
 * The page that all viewers have, with that script before the style sheet, which a script would wait for. Its module is
 * asked for at once: the browser would keep it back until the style sheet is there.
 */
function ownPage(): string {
    const template = readFileSync(join(HERE, 'viewers/browser/page.html'), 'utf8');
    return template
        .replace('{{name}}', 'Bot Handoff')
        .replace('{{css}}', `${EARLY}\n        <link rel="stylesheet" href="main.css" />`)
        .replace('src="main.js"', 'src="main.js" fetchpriority="high"');
}

const kib = (bytes: number) => (bytes / 1024).toFixed(1);

/** Builds the page. @returns its folder */
export async function buildPage(): Promise<string> {
    await buildComponents();
    const outDir = join(HERE, 'dist/ours');
    rmSync(outDir, { recursive: true, force: true });
    mkdirSync(outDir, { recursive: true });
    mkdirSync(join(PROJECT_ROOT, '.cache'), { recursive: true });
    const staged = mkdtempSync(join(PROJECT_ROOT, '.cache/bench-'));
    try {
        stageComponents(componentFiles(PROJECT_ROOT), staged);
        const platform = join(HERE, 'ours/platform');
        const files = await bundle({
            entry: join(HERE, 'ours/main.ts'),
            componentFolders: [staged],
            platform: {
                apex: join(platform, 'apex.ts'),
                labels: packagedLabels(),
                session: join(platform, 'session.ts'),
                lightning: join(PROJECT_ROOT, 'scripts/console/client/platform/lightning')
            },
            outDir,
            cacheDir: join(PROJECT_ROOT, '.cache/lwc'),
            hashedNames: false
        });
        writeFileSync(join(outDir, 'index.html'), ownPage());
        const code = files.map((file) => readFileSync(join(outDir, file.fileName), 'utf8')).join('\n');
        const styles = neededStyles(readFileSync(DESIGN_SYSTEM, 'utf8'), code);
        const minified = await transform(styles, { loader: 'css', minify: true });
        writeFileSync(join(outDir, 'main.css'), minified.code);
        for (const name of [...files.map((file) => file.fileName), 'main.css']) {
            const body = readFileSync(join(outDir, name));
            const zipped = gzipSync(body, { level: 9 }).length;
            console.log(`${name}: ${kib(body.length)} KiB, ${kib(zipped)} KiB gzipped`);
        }
    } finally {
        rmSync(staged, { recursive: true, force: true });
    }
    return outDir;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(`page: ${await buildPage()}`);
