const CONTROL: Record<string, string> = {
    '"': '\\"',
    '\\': '\\\\',
    '\b': '\\b',
    '\f': '\\f',
    '\n': '\\n',
    '\r': '\\r',
    '\t': '\\t'
};

export function quoted(text: string): string {
    const escaped = text.replace(
        // eslint-disable-next-line no-control-regex
        /["\\\u0000-\u001f]/g,
        (character) => CONTROL[character] ?? `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
    );
    return `"${escaped}"`;
}

interface Level {
    kind: 'object' | 'array';
    count: number;
    /** In an object: a name has been written and waits for its value. */
    named: boolean;
}

/** A misuse of the writer: a value without a name in an object, an end without a start. */
export class JsonMisuse extends Error {}

/** Writes JSON, plain or as Jackson's default pretty printer lays it out: `"a" : 1`, arrays on one line. */
export class JsonWriter {
    private readonly pretty: boolean;
    private readonly levels: Level[] = [];
    private output = '';

    constructor(pretty: boolean) {
        this.pretty = pretty;
    }

    private get level(): Level | undefined {
        return this.levels[this.levels.length - 1];
    }

    private line(): string {
        return `\n${'  '.repeat(this.levels.filter((each) => each.kind === 'object').length)}`;
    }

    private beforeValue(): void {
        const { level } = this;
        if (level?.kind === 'object') {
            if (!level.named) {
                throw new JsonMisuse('Can not write a value, expecting field name');
            }
            level.named = false;
        } else if (level) {
            this.output += level.count > 0 ? (this.pretty ? ', ' : ',') : this.pretty ? ' ' : '';
            level.count += 1;
        }
    }

    name(name: string): void {
        const { level } = this;
        if (level?.kind !== 'object' || level.named) {
            throw new JsonMisuse('Can not write a field name, expecting a value');
        }
        this.output += level.count > 0 ? ',' : '';
        this.output += this.pretty ? `${this.line()}${quoted(name)} : ` : `${quoted(name)}:`;
        level.count += 1;
        level.named = true;
    }

    /** A number, true, false, null, or a text in quotes. */
    raw(text: string): void {
        this.beforeValue();
        this.output += text;
    }

    start(kind: 'object' | 'array'): void {
        this.beforeValue();
        this.output += kind === 'object' ? '{' : '[';
        this.levels.push({ kind, count: 0, named: false });
    }

    end(kind: 'object' | 'array'): void {
        const level = this.levels.pop();
        if (level?.kind !== kind || level.named) {
            throw new JsonMisuse(
                `Current context not an ${kind.toUpperCase()} but ${level?.kind.toUpperCase() ?? 'ROOT'}`
            );
        }
        if (this.pretty) {
            this.output += level.count === 0 || kind === 'array' ? ' ' : this.line();
        }
        this.output += kind === 'object' ? '}' : ']';
    }

    toString(): string {
        return this.output;
    }
}
