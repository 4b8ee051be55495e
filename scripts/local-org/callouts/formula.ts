/**
 * Merge fields of named credentials: `{!$Credential.Name.Parameter}` and the small formulas around them
 * (https://help.salesforce.com/s/articleView?id=sf.nc_custom_headers_and_bodies.htm).
 */
import { CalloutError } from './failure.ts';

/** The value of one credential parameter; undefined where it has none. */
export type CredentialLookup = (externalCredential: string, parameter: string) => string | undefined;

const mergeField = /\{!((?:'(?:\\.|[^'])*'|"(?:\\.|[^"])*"|[^}])*)\}/g;
const token = /\s*(?:('(?:\\.|[^'])*'|"(?:\\.|[^"])*")|(\$?[A-Za-z_][\w.-]*)|([&+(),]))/y;

/**
 * Replaces all merge fields of a text.
 *
 * @throws CalloutError where a credential or parameter does not exist, or a formula is more than the local org knows
 */
export function mergeText(text: string, lookup: CredentialLookup): string {
    return text.replace(mergeField, (_, formula: string) => evaluate(formula, lookup));
}

function evaluate(formula: string, lookup: CredentialLookup): string {
    const tokens = tokenize(formula);
    let position = 0;
    const value = concatenation();
    if (position < tokens.length) {
        throw unsupported(formula);
    }
    return value;

    function concatenation(): string {
        let text = operand();
        while (tokens[position] === '&' || tokens[position] === '+') {
            position += 1;
            text += operand();
        }
        return text;
    }

    function operand(): string {
        const next = tokens[position++];
        if (next === undefined) {
            throw unsupported(formula);
        }
        if (next === '(') {
            return closed(concatenation());
        }
        if (/^['"]/.test(next)) {
            return next.slice(1, -1).replace(/\\(.)/g, '$1');
        }
        if (tokens[position] === '(') {
            position += 1;
            return call(next, closed(concatenation()));
        }
        return field(next);
    }

    function closed(text: string): string {
        if (tokens[position++] !== ')') {
            throw unsupported(formula);
        }
        return text;
    }

    function call(name: string, argument: string): string {
        switch (name.toUpperCase()) {
            case 'BLOB':
            case 'TEXT':
                return argument;
            case 'BASE64ENCODE':
                return Buffer.from(argument, 'utf8').toString('base64');
            default:
                throw new CalloutError(`not supported by the local org: the function ${name} in a credential formula`);
        }
    }

    function field(name: string): string {
        const [global, credential, parameter, ...rest] = name.split('.');
        if (
            global?.toLowerCase() !== '$credential' ||
            credential === undefined ||
            parameter === undefined ||
            rest.length > 0
        ) {
            throw unsupported(formula);
        }
        const value = lookup(credential, parameter);
        if (value === undefined) {
            throw new CalloutError(`Field ${name} does not exist. Check spelling.`);
        }
        return value;
    }
}

function tokenize(formula: string): string[] {
    const tokens: string[] = [];
    token.lastIndex = 0;
    while (formula.slice(token.lastIndex).trim() !== '') {
        const match = token.exec(formula);
        if (!match) {
            throw unsupported(formula);
        }
        tokens.push((match[1] ?? match[2] ?? match[3]) as string);
    }
    return tokens;
}

function unsupported(formula: string): CalloutError {
    return new CalloutError(`not supported by the local org: the credential formula {!${formula}}`);
}
