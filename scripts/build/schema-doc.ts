/** `npm run docs:schema`: writes the JSON Schema of the setup file. */
import { writeFileSync } from 'node:fs';
import prettier from 'prettier';
import { jsonSchemaText } from '../setup/config/json-schema.ts';

const file = 'config/handoff.schema.json';
const options = (await prettier.resolveConfig(file)) ?? {};
writeFileSync(file, await prettier.format(jsonSchemaText(), { ...options, filepath: file }));
console.log(`Wrote ${file}.`);
