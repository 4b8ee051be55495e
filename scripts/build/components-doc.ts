/** `npm run docs:components`: writes docs/components.md. */
import { writeFileSync } from 'node:fs';
import { componentTable, tableFile } from './component-table.ts';

writeFileSync(tableFile, await componentTable());
console.log(`Wrote ${tableFile}.`);
