/** Values of a flow's variables and elements, and the references that lead to them. */
import { createRequire } from 'node:module';
import { child, childText, type XmlElement } from '../../salesforce/xml.ts';
import type { FieldValue } from '../types.ts';

/** What `Get Records` stores: one record's queried fields. */
export interface FlowRecord {
    [field: string]: FieldValue;
}

export type FlowValue = FieldValue | FlowRecord;

export class FlowUnsupported extends Error {
    constructor(what: string) {
        super(`not supported by the local org: ${what}`);
        this.name = 'FlowUnsupported';
    }
}

/** Case-insensitive names, as flows have them. */
export class FlowScope {
    readonly #values = new Map<string, FlowValue>();
    readonly #formulas: Map<string, string>;
    readonly #globals: (name: string) => FieldValue | undefined;

    constructor(formulas: Map<string, string>, globals: (name: string) => FieldValue | undefined) {
        this.#formulas = formulas;
        this.#globals = globals;
    }

    set(name: string, value: FlowValue): void {
        this.#values.set(name.toLowerCase(), value);
    }

    /**
     * The value of `variable`, `Element.Field`, `$Flow.CurrentDateTime` or a formula; null where nothing is there.
     *
     * @throws Error for a field of a record that is null, in the words of an org
     */
    get(reference: string): FlowValue {
        if (reference.startsWith('$')) {
            const value = this.#globals(reference);
            if (value === undefined) throw new FlowUnsupported(`flow reference {!${reference}}`);
            return value;
        }
        const formula = this.#formulas.get(reference.toLowerCase());
        if (formula !== undefined) return this.#evaluate(formula, reference);
        const [name = '', field] = reference.split('.');
        if (!this.#values.has(name.toLowerCase())) {
            throw new FlowUnsupported(`flow reference {!${reference}}: the flow has nothing of that name`);
        }
        const value = this.#values.get(name.toLowerCase()) ?? null;
        if (field === undefined) return value;
        if (value === null || typeof value !== 'object') {
            throw new Error(
                `The flow failed to access the value for ${reference} because it hasn't been set or assigned.`
            );
        }
        const key = Object.keys(value).find((one) => one.toLowerCase() === field.toLowerCase());
        return key === undefined ? null : (value[key] ?? null);
    }

    #evaluate(formula: string, name: string): FieldValue {
        const references = new Map<string, string>();
        const text = formula.replace(/\{!([^}]+)\}/g, (_, reference: string) => {
            const alias = `ref${references.size}`;
            references.set(alias, reference.trim());
            return alias;
        });
        const substitutions = Object.fromEntries(
            [...references].map(([alias, reference]) => [alias, literal(this.get(reference), name)])
        );
        const result = formulon.parse(text, substitutions);
        if (result.type === 'error') {
            throw new FlowUnsupported(`flow formula ${name}: ${result.message ?? 'it cannot be evaluated'}`);
        }
        return (result.value ?? null) as FieldValue;
    }
}

interface Literal {
    type: string;
    dataType?: string;
    value?: unknown;
    message?: string;
    options?: object;
}

const formulon = createRequire(import.meta.url)('formulon') as {
    parse(formula: string, substitutions: Record<string, Literal>): Literal;
};

function literal(value: FlowValue, formula: string): Literal {
    if (value === null || value === '') return { type: 'literal', dataType: 'null', value: null };
    if (typeof value === 'string') {
        return { type: 'literal', dataType: 'text', value, options: { length: value.length } };
    }
    if (typeof value === 'number') {
        return { type: 'literal', dataType: 'number', value, options: { length: 18, scale: 6 } };
    }
    if (typeof value === 'boolean') return { type: 'literal', dataType: 'checkbox', value };
    throw new FlowUnsupported(`flow formula ${formula}: a record inside a formula`);
}

/** The value that a `<value>` element names: a literal or a reference. */
export function valueOf(element: XmlElement | undefined, scope: FlowScope): FlowValue {
    if (!element || element.children.length === 0) return null;
    const reference = childText(element, 'elementReference');
    if (reference !== undefined) return scope.get(reference);
    const text = child(element, 'stringValue');
    if (text) return text.text.replace(/\{!([^}]+)\}/g, (_, name: string) => String(scope.get(name.trim()) ?? ''));
    const number = childText(element, 'numberValue');
    if (number !== undefined) return Number(number);
    const flag = childText(element, 'booleanValue');
    if (flag !== undefined) return flag === 'true';
    const moment = childText(element, 'dateTimeValue') ?? childText(element, 'dateValue');
    if (moment !== undefined) return moment;
    // A reference to a setup record is given as its own name.
    const setup = childText(element, 'setupReference');
    if (setup !== undefined) return setup;
    throw new FlowUnsupported(`a flow value of the kind ${element.children[0]?.name}`);
}
