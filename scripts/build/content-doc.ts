/** `npm run docs:content`: writes docs/content.md. */
import { writeFileSync } from 'node:fs';
import { contentFile, contentTable } from './content-table.ts';

writeFileSync(contentFile, await contentTable());
console.log(`Wrote ${contentFile}.`);
