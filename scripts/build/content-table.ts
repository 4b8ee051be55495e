/** The table of all content that the vendors document, from the tests' own list of it. */
import prettier from 'prettier';
import { CONTENT, placeId } from '../../tests/fixtures/content-kinds.ts';
import type { ContentRow } from '../../tests/fixtures/content-kinds.ts';
import { ADAPTER_NAMES, ADAPTERS } from '../../tests/fixtures/vendor-shapes.ts';

export const contentFile = 'docs/content.md';

const INTRODUCTION = `# Every kind of content

Made by \`npm run docs:content\` from \`tests/fixtures/content-kinds.ts\`; a test fails where it is out of date.

Each row is one kind of content that a vendor documents. "Where" names what has it: a shape of \`tests/fixtures/vendor-shapes.ts\`, or a scene of \`tests/fixtures/scenes.ts\` (messages that only mean something together). For each of them

- the parser test (\`botTranscript/__tests__/vendorShapes.test.ts\`, \`scenes.test.ts\`) says which blocks come out, field by field,
- the test of Apex (\`scripts/local-org/answers-to-blocks.test.ts\`) has a shape answered as the vendor's API does, read by our adapters, and shown as the same blocks,
- the gallery page of the console (\`/gallery\`) shows it,
- the browser test (\`tests/browser/cases/content.browser.ts\`) reads in Chromium what stands under "read there", and tries what can be done with each kind of block (\`tests/browser/content-proofs.ts\`).

\`scripts/build/content-table.test.ts\` fails where a shape has no row, a row no shape that has it, or a kind of block no row.`;

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('*', '\\*');

function tableOf(adapter: ContentRow['adapter']): string[] {
    return [
        '| content | shown as | where | read there |',
        '| --- | --- | --- | --- |',
        ...CONTENT.filter((row) => row.adapter === adapter).map((row) => {
            const kinds = row.kinds.length === 0 ? 'not shown' : row.kinds.join(', ');
            const places = row.places.map((place) => `\`${placeId(row, place)}\``).join(', ');
            const read = row.kinds.length === 0 ? '' : row.sees.map(cell).join(' · ');
            return `| ${cell(row.content)} | ${kinds} | ${places} | ${read} |`;
        })
    ];
}

/** The whole file, formatted. */
export async function contentTable(): Promise<string> {
    const sections = ADAPTERS.flatMap((adapter) => ['', `## ${ADAPTER_NAMES[adapter]}`, '', ...tableOf(adapter)]);
    const options = (await prettier.resolveConfig(contentFile)) ?? {};
    return prettier.format(`${[INTRODUCTION, ...sections].join('\n')}\n`, { ...options, filepath: contentFile });
}
