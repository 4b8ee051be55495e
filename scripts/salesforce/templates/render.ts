/** Renders the templates of `force-app/unpackaged/`: `{{placeholder}}` in file names and in text. */
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { slashed } from '../slashes.ts';

const pattern = /\{\{(\w+)\}\}/g;
const xmlEscapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

export class TemplateError extends Error {}

/** The names of the placeholders in a text, each once, in the order in which they first stand. */
export function placeholdersIn(text: string): string[] {
    return [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))];
}

function fill(text: string, values: Record<string, string>, escape: (value: string) => string, where: string): string {
    const missing = placeholdersIn(text).filter((name) => values[name] === undefined);
    if (missing.length > 0) {
        throw new TemplateError(`${where} needs a value for ${missing.map((name) => `{{${name}}}`).join(', ')}.`);
    }
    return text.replace(pattern, (_, name: string) => escape(values[name] ?? ''));
}

/**
 * Fills a template's text. Values are escaped for XML.
 *
 * @param where names the template in an error
 * @throws TemplateError where a value is missing
 */
export function renderText(text: string, values: Record<string, string>, where = 'The template'): string {
    return fill(text, values, (value) => value.replace(/[&<>"']/g, (character) => xmlEscapes[character] ?? ''), where);
}

/**
 * Renders all metadata templates below a folder.
 *
 * @returns path relative to the folder, rendered, and text
 * @throws TemplateError where a value is missing, or is no fit part of a file name (letters, digits, `_`, `.`, `-`)
 */
export function renderTemplates(folder: string, values: Record<string, string>): Map<string, string> {
    const rendered = new Map<string, string>();
    for (const file of globSync(`${folder}/**/*-meta.xml`).sort()) {
        const path = fill(slashed(relative(folder, file)), values, (value) => value, file);
        if (!/^[\w./-]+$/.test(path) || path.split('/').includes('..')) {
            throw new TemplateError(
                `${file}: a name of "${path}" holds characters that a developer name cannot have (letters, digits and _ are allowed).`
            );
        }
        rendered.set(path, renderText(readFileSync(file, 'utf8'), values, file));
    }
    return rendered;
}

/** Writes rendered templates below a folder, which is made where it is missing. */
export function writeRendered(rendered: ReadonlyMap<string, string>, folder: string): void {
    for (const [path, text] of rendered) {
        const file = join(folder, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
    }
}
