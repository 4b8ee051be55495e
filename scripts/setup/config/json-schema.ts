/** The published JSON Schema of the setup file, for editors: `config/handoff.schema.json`. */
import { z } from 'zod';

import { configSchema } from './schema.ts';

/** The schema's text, as it is kept in the file. */
export function jsonSchemaText(): string {
    const schema = z.toJSONSchema(configSchema, { io: 'input', target: 'draft-2020-12' });
    return `${JSON.stringify({ ...schema, title: 'handoff.yaml' }, null, 4)}\n`;
}
