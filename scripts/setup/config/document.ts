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
        return { line, field: keyAt(document, error.pos[0]), found: 'the same field again', wanted: 'each field once' };
    }
    if (error.code === 'TAB_AS_INDENT') {
        return { line, field: '', found: 'a tab at the beginning of the line', wanted: 'spaces, as in YAML' };
    }
    return {
        line,
        field: '',
        found: `no YAML (${error.code.toLowerCase().replaceAll('_', ' ')})`,
        // Labels of orgs have such signs, as in `Refunds: EU`.
        wanted: 'YAML 1.2, where a text with a colon in it, or with a sign such as @ or [ before it, stands in quotes'
    };
}

/** The field whose name begins at an offset. */
function keyAt(document: Document, offset: number): string {
    let field = '';
    visit(document, {
        Pair(_, pair, ancestors) {
            if (isNode(pair.key) && pair.key.range?.[0] === offset) field = fieldName(pathOf([...ancestors, pair]));
        }
    });
    return field;
}

function problemsOfNodes(document: Document, lines: LineCounter): ConfigProblem[] {
    const problems: ConfigProblem[] = [];
    const add = (offset: number | undefined, nodes: readonly unknown[], found: string, wanted: string) =>
        problems.push({ line: lines.linePos(offset ?? 0).line, field: fieldName(pathOf(nodes)), found, wanted });
    visit(document, {
        Alias(_, alias, ancestors) {
            if (!alias.resolve(document)) {
                const wanted = 'the value itself; a text that begins with * stands in quotes';
                add(alias.range?.[0], [...ancestors, alias], 'an alias (*) of nothing in this file', wanted);
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
