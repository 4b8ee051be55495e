import { ApexType, UNKNOWN, VOID } from './apex-type.ts';
import type { TypeLookup } from './platform-class.ts';

export interface Signature {
    name: string;
    isStatic: boolean;
    parameters: ApexType[];
    nullable: boolean[];
    returns: ApexType;
}

const variables = new Map<string, ApexType>();

function typeVariable(name: string): ApexType {
    let known = variables.get(name);
    if (!known) {
        known = new ApexType('variable', name);
        variables.set(name, known);
    }
    return known;
}

/** Reads signatures of built-in methods as they are written in the platform folder. */
class SignatureReader {
    private readonly tokens: string[];
    private position = 0;
    private readonly lookup: TypeLookup;
    private readonly typeParameters: readonly string[];
    private readonly text: string;

    constructor(text: string, lookup: TypeLookup, typeParameters: readonly string[]) {
        this.text = text;
        this.tokens = text.match(/[\w.]+|[<>(),?]/g) ?? [];
        this.lookup = lookup;
        this.typeParameters = typeParameters;
    }

    private next(): string {
        return this.tokens[this.position++] ?? '';
    }

    private take(token: string): boolean {
        if (this.tokens[this.position] !== token) {
            return false;
        }
        this.position += 1;
        return true;
    }

    private type(): ApexType {
        const name = this.next();
        const args: ApexType[] = [];
        if (this.take('<')) {
            do {
                args.push(this.type());
            } while (this.take(','));
            this.take('>');
        }
        return this.named(name, args);
    }

    private named(name: string, args: ApexType[]): ApexType {
        const [first = UNKNOWN, second = UNKNOWN] = args;
        if (name === 'void') {
            return VOID;
        }
        if (name === 'List') {
            return ApexType.listOf(first);
        }
        if (name === 'Set') {
            return ApexType.setOf(first);
        }
        if (name === 'Map') {
            return ApexType.mapOf(first, second);
        }
        if (this.typeParameters.includes(name)) {
            return typeVariable(name);
        }
        const type = this.lookup(name);
        if (!type) {
            throw new Error(`unknown type ${name} in the signature ${this.text}`);
        }
        return args.length > 0 && type.platformClass ? type.platformClass.type(args) : type;
    }

    read(): Signature {
        const isStatic = this.take('static');
        const returns = this.type();
        const name = this.next();
        const parameters: ApexType[] = [];
        const nullable: boolean[] = [];
        this.take('(');
        while (!this.take(')')) {
            parameters.push(this.type());
            nullable.push(this.take('?'));
            this.next();
            this.take(',');
        }
        return { name, isStatic, parameters, nullable, returns };
    }
}

/** Reads `static String join(Object values, String separator)`. */
export function parseSignature(text: string, lookup: TypeLookup, typeParameters: readonly string[]): Signature {
    return new SignatureReader(text, lookup, typeParameters).read();
}

/** Puts a receiver's type arguments in the place of type variables. */
export function substitute(type: ApexType, names: readonly string[], args: readonly ApexType[]): ApexType {
    if (type.kind === 'variable') {
        return args[names.indexOf(type.name)] ?? UNKNOWN;
    }
    if (type.args.length === 0) {
        return type;
    }
    const [first = UNKNOWN, second = UNKNOWN] = type.args.map((each) => substitute(each, names, args));
    switch (type.kind) {
        case 'list':
            return ApexType.listOf(first);
        case 'set':
            return ApexType.setOf(first);
        case 'map':
            return ApexType.mapOf(first, second);
        default:
            return type.platformClass?.type(type.args.map((each) => substitute(each, names, args))) ?? type;
    }
}
