/** The text of a setup file: its values, the line of each, and what no YAML can mean. */
import {
    isMap,
    isNode,
    isPair,
    isScalar,
    isSeq,
    LineCounter,
    parseDocument,
    visit,
    type Document,
    type Scalar,
    type YAMLError
} from 'yaml';

export interface ConfigProblem {
    /** From 1. */
    line: number;
    /** `connectors[0].bot.projectId`; empty for the file as a whole. */
    field: string;
    /** The shape of what is there, never the value: it may be a secret. */
    found: string;
    wanted: string;
}

export type Path = readonly PropertyKey[];

export interface ConfigDocument {
    /** Undefined where there are problems. */
    value: unknown;
    /** The line of a field's name, or of the nearest thing around it that is there. */
    lineOf: (path: Path) => number;
    problems: ConfigProblem[];
}

/** Reads YAML 1.2; whatever the text is, what is wrong with it is a problem and no exception. */
export function readDocument(text: string): ConfigDocument {
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, logLevel: 'error' });
    const lineOf = (path: Path) => lineOfPath(document, lines, path);
    const problems = [
        ...causesOf(document.errors).map((error) => problemOfText(error, document, lines)),
        ...problemsOfNodes(document, lines)
    ];
    if (problems.length > 0) return { value: undefined, lineOf, problems: eachOnce(problems) };
    try {
        return { value: document.toJS(), lineOf, problems };
    } catch (error) {
        // What the library throws for aliases that stand for far more than the file holds.
        if (!(error instanceof ReferenceError)) throw error;
        const found = 'aliases (*) that repeat each other without end';
        return { value: undefined, lineOf, problems: [{ line: 1, field: '', found, wanted: 'the values themselves' }] };
    }
}

/** `connectors[0].bot.projectId` */
export function fieldName(path: Path): string {
    return path.reduce<string>((name, part) => {
        if (typeof part === 'number') return `${name}[${part}]`;
        return name === '' ? String(part) : `${name}.${String(part)}`;
    }, '');
}

/** After a sign that cannot stand there, the parser finds more that is only its consequence. */
function causesOf(errors: YAMLError[]): YAMLError[] {
    const [first] = errors.filter(({ code }) => code !== 'DUPLICATE_KEY');
    return errors.filter((error) => error === first || error.code === 'DUPLICATE_KEY');
}

function problemOfText(error: YAMLError, document: Document, lines: LineCounter): ConfigProblem {
    const { line } = lines.linePos(error.pos[0]);
    if (error.code === 'DUPLICATE_KEY') {
        return {
            line,
            field: fieldWhere(document, (at) => at === error.pos[0]),
            found: 'the same field again',
            wanted: 'each field once'
        };
    }
    const [found, wanted] = (isOfIndent(error, document) ? indent : (ofValue[error.code] ?? slips[error.code])) ?? [
        `no YAML (${error.code.toLowerCase().replaceAll('_', ' ')})`,
        // Labels of orgs have such signs, as in `Refunds: EU`.
        'YAML 1.2, where a text with a colon in it, or with a sign such as @ or [ before it, stands in quotes'
    ];
    const isOfLine = slips[error.code] === undefined;
    return {
        line,
        field: isOfLine ? fieldWhere(document, (at) => lines.linePos(at).line === line) : '',
        found,
        wanted
    };
}

/** A field that stands deeper than the one before it is taken for a part of that one's value. */
function isOfIndent({ code, message, pos }: YAMLError, { errors }: Document): boolean {
    // Brackets that are never closed have the same code.
    if (code === 'BAD_INDENT') return message.includes('must start at the same column');
    const isOverLines = errors.some((other) => other.code === 'MULTILINE_IMPLICIT_KEY' && other.pos[0] === pos[0]);
    return code === 'BLOCK_AS_IMPLICIT_KEY' && isOverLines;
}

const indent: [found: string, wanted: string] = [
    'fields of one group that begin in different columns, here or in the line beside it',
    'the same number of spaces before each of them'
];

const ofValue: Partial<Record<YAMLError['code'], [found: string, wanted: string]>> = {
    BAD_DQ_ESCAPE: [
        'a backslash in double quotes, where YAML reads it together with what follows',
        "single quotes ('), in which it is a backslash"
    ]
};

/** What is wrong with the file, and not with a value of it. */
const slips: Partial<Record<YAMLError['code'], [found: string, wanted: string]>> = {
    TAB_AS_INDENT: ['a tab at the beginning of the line', 'spaces, as in YAML'],
    MULTILINE_IMPLICIT_KEY: ['a line without a field', 'name: value, with a plain space behind the colon'],
    MULTIPLE_DOCS: ['a second document (---)', 'one in a file'],
    MISSING_CHAR: ['an end before a quote or bracket is closed, here or further up', 'its second half']
};

/** The first field whose name begins at such an offset, which holds what else does; empty where there is none. */
function fieldWhere(document: Document, isMeant: (offset: number) => boolean): string {
    let field = '';
    visit(document, {
        Pair(_, pair, ancestors) {
            const offset = isNode(pair.key) ? pair.key.range?.[0] : undefined;
            if (offset === undefined || !isMeant(offset)) return undefined;
            field = fieldName(pathOf([...ancestors, pair]));
            return visit.BREAK;
        }
    });
    return field;
}

function problemsOfNodes(document: Document, lines: LineCounter): ConfigProblem[] {
    const problems: ConfigProblem[] = [];
    const add = (offset: number | undefined, nodes: readonly unknown[], found: string, wanted: string) =>
        problems.push({ line: lines.linePos(offset ?? 0).line, field: fieldName(pathOf(nodes)), found, wanted });
    const anchors = new Set<string | undefined>([undefined]);
    visit(document, { Alias: (_, { source }) => void anchors.add(source) });
    visit(document, {
        Scalar(_, scalar, ancestors) {
            const sign = signOf(scalar, anchors);
            const nodes = [...ancestors, scalar];
            if (sign) add(scalar.range?.[0], nodes, sign.found, inQuotes(sign.sign));
            if (isCutName(scalar, fieldName(pathOf(nodes)))) {
                add(
                    scalar.range?.[0],
                    nodes,
                    'a text that ends before #, where YAML begins a comment',
                    'the whole text in quotes; a comment with a space behind #'
                );
            }
        },
        Alias(_, alias, ancestors) {
            if (!alias.resolve(document)) {
                add(alias.range?.[0], [...ancestors, alias], 'an alias (*) of nothing in this file', inQuotes('*'));
            }
        },
        Pair(_, pair, ancestors) {
            if (isScalar(pair.key) && pair.key.value === '__proto__') {
                add(
                    pair.key.range?.[0],
                    [...ancestors, pair],
                    'a name that programs keep to themselves',
                    'another name'
                );
            }
        }
    });
    return problems;
}

/** `label: Refunds #1`. In free text a number behind # belongs to it; comments begin otherwise. */
const isCutName = ({ type, source, comment }: Scalar, field: string): boolean =>
    type === 'PLAIN' && source !== '' && /^\d/.test(comment ?? '') && /(?:^|\.)(?:label|handoverProvider)$/.test(field);

const inQuotes = (sign: string) => `the value itself; a text that begins with ${sign} stands in quotes`;

/**
 * The sign by which YAML takes the beginning of a text, or all of it, for something else.
 *
 * @param anchors those that aliases use
 */
function signOf(
    { anchor, tag, value, source, comment }: Scalar,
    anchors: Set<string | undefined>
): { sign: string; found: string } | undefined {
    if (!anchors.has(anchor)) return { sign: '&', found: 'an anchor (&) that nothing in this file uses' };
    if (tag?.startsWith('tag:yaml.org,') === false) return { sign: '!', found: 'a tag (!) of no known kind' };
    if (value === null && source === '' && comment) return { sign: '#', found: 'a comment (#) and no value' };
    return undefined;
}

/** @param nodes from the document down to the node meant, itself included */
function pathOf(nodes: readonly unknown[]): Path {
    return nodes.flatMap((node, index): PropertyKey[] => {
        if (isPair(node)) return [isScalar(node.key) ? String(node.key.value) : '?'];
        return isSeq(node) ? [node.items.indexOf(nodes[index + 1])] : [];
    });
}

function eachOnce(problems: ConfigProblem[]): ConfigProblem[] {
    return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

function lineOfPath(document: Document, lines: LineCounter, path: Path): number {
    let node: unknown = document.contents;
    let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
    for (const part of path) {
        if (isMap(node)) {
            const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === part);
            if (!pair) break;
            offset = isNode(pair.key) ? (pair.key.range?.[0] ?? offset) : offset;
            node = pair.value;
        } else if (isSeq(node)) {
            const item = node.items[Number(part)];
            if (!isNode(item)) break;
            offset = item.range?.[0] ?? offset;
            node = item;
        } else {
            break;
        }
    }
    return lines.linePos(offset).line;
}
