import { readFileSync } from 'fs';
import { join } from 'path';

/** The labels as they are packaged, so that tests read what an agent reads. */
const LABELS = join(__dirname, '../force-app/core/main/default/labels/CustomLabels.labels-meta.xml');
const LABEL = /<fullName>(\w+)<\/fullName>[\s\S]*?<value\s*>([\s\S]*?)<\/value>/g;
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

for (const [, name, text] of readFileSync(LABELS, 'utf8').matchAll(LABEL)) {
    const label = text.replace(/&(\w+);/g, (_, entity) => ENTITIES[entity]);
    jest.doMock(`@salesforce/label/c.${name}`, () => ({ __esModule: true, default: label }), { virtual: true });
}
