/** The languages that the component speaks beside English: those with a file of translations. */
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TRANSLATIONS = join(
    dirname(fileURLToPath(import.meta.url)),
    '../../force-app/unpackaged/translations/translations'
);

export const LANGUAGES: readonly string[] = readdirSync(TRANSLATIONS).map((file) => file.split('.')[0] ?? '');
