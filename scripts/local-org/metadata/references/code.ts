/** Apex classes (syntax) and Lightning web components (files and imports). */
import { childText } from '../../../salesforce/xml.ts';
import { classProblems } from '../../apex/syntax/class-problems.ts';
import type { OrgView } from '../org-view.ts';
import type { Problem } from '../types.ts';
import { problemAt, type ReferenceCheck } from './check.ts';

export const apexClass: ReferenceCheck = ({ fullName, content, xml }) => {
    const problems = classProblems(fullName, content.get(`${fullName}.cls`) ?? '');
    return childText(xml, 'status') === 'Active'
        ? problems
        : [...problems, problemAt(xml, 'not supported by the local org: Apex classes whose status is not Active')];
};

/** Characters of one source file of a bundle. */
const longestSource = 131_072;
const bundleFile = /^[\w-]+\.(js|html|css|svg|json)$/;
const importStatement = /(?:^|[\s;])(?:import|export)\b[^'";]*?(?:\bfrom\s*)?(['"])([^'"]+)\1/g;

export const lightningComponentBundle: ReferenceCheck = ({ fullName, content }, view) => {
    const problems: Problem[] = [];
    // A module of styles alone is a bundle too.
    const isStyles = content.has(`${fullName}.css`) && [...content.keys()].every((path) => path.endsWith('.css'));
    if (!content.has(`${fullName}.js`) && !isStyles) {
        problems.push({
            message: `Cannot find the module ${fullName}.js in the Lightning web component bundle ${fullName}`
        });
    }
    for (const [path, text] of content) {
        if (text.length > longestSource) {
            problems.push({ message: `${path}: Value too long for field: Source maximum length is:${longestSource}` });
        }
        if (!bundleFile.test(path)) {
            problems.push({ message: `Unexpected file in the Lightning web component bundle ${fullName}: ${path}` });
        } else if (path.endsWith('.js')) {
            problems.push(...scriptProblems(path, text, content, view));
        } else if (path.endsWith('.css')) {
            problems.push(...styleProblems(path, text, view));
        } else if (path.endsWith('.html')) {
            problems.push(...templateProblems(path, text, view));
        }
    }
    return problems;
};

function scriptProblems(path: string, text: string, content: ReadonlyMap<string, string>, view: OrgView): Problem[] {
    return [...text.matchAll(importStatement)].flatMap((match) => {
        const specifier = match[2] as string;
        const message = importProblem(specifier, content, view);
        return message === undefined ? [] : [{ ...lineOf(text, match.index), message: `${path}: ${message}` }];
    });
}

function importProblem(specifier: string, content: ReadonlyMap<string, string>, view: OrgView): string | undefined {
    if (specifier.startsWith('.')) {
        const file = specifier.replace(/^\.\//, '');
        const exists = [file, `${file}.js`].some((name) => content.has(name));
        return exists ? undefined : `LWC1011: Failed to resolve import "${specifier}" in this bundle`;
    }
    const [, namespace, rest] = /^(c|@salesforce\/(?:apex|label|schema))\/(.+)$/.exec(specifier) ?? [];
    if (rest === undefined) {
        return undefined;
    }
    const [first, second] = rest.split('.') as [string, string | undefined];
    switch (namespace) {
        case 'c':
            return view.has('LightningComponentBundle', rest)
                ? undefined
                : `LWC1503: "${specifier}" must be resolvable: no MODULE named markup://c:${rest} found`;
        case '@salesforce/label':
            return view.has('CustomLabel', second ?? '')
                ? undefined
                : `Invalid reference ${rest} of type label in file`;
        case '@salesforce/schema': {
            const exists = second === undefined ? view.hasObject(first) : view.hasField(first, second);
            return exists ? undefined : `Invalid reference ${rest} of type sobjectField in file`;
        }
        default:
            return apexProblem(first, second ?? '', view);
    }
}

/** A method that a component imports must be static, public or global, and `@AuraEnabled`. */
function apexProblem(className: string, method: string, view: OrgView): string | undefined {
    const source = view.get('ApexClass', className)?.content.get(`${className}.cls`);
    if (source === undefined) {
        return `Unable to find Apex action class referenced as '${className}'.`;
    }
    const declaration = new RegExp(`@AuraEnabled\\b(?:\\s*\\([^)]*\\))?[^;{}]*\\b${method}\\s*\\(`, 'i');
    return declaration.test(source)
        ? undefined
        : `Unable to find Apex action method referenced as '${className}.${method}'.`;
}

function styleProblems(path: string, text: string, view: OrgView): Problem[] {
    return [...text.matchAll(/@import\s+['"]c\/(\w+)['"]/g)].flatMap((match) => {
        const message = `${path}: No MODULE named markup://c:${match[1]} found`;
        return view.has('LightningComponentBundle', match[1] as string)
            ? []
            : [{ ...lineOf(text, match.index), message }];
    });
}

function templateProblems(path: string, text: string, view: OrgView): Problem[] {
    return [...text.matchAll(/<c-([a-z0-9-]+)/g)].flatMap((match) => {
        const name = (match[1] as string).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
        const message = `${path}: No MODULE named markup://c:${name} found`;
        return view.has('LightningComponentBundle', name) ? [] : [{ ...lineOf(text, match.index), message }];
    });
}

function lineOf(text: string, index: number): { line: number; column: number } {
    const before = text.slice(0, index).split('\n');
    return { line: before.length, column: (before.at(-1) as string).length + 1 };
}
