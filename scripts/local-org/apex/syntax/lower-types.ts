import type {
    ApexParserRuleContext,
    CreatedNameContext,
    LiteralContext,
    ModifierContext,
    QualifiedNameContext,
    TypeArgumentsContext,
    TypeListContext,
    TypeRefContext
} from '@apexdevtools/apex-parser';
import type { Annotation, Expression, Literal, Modifiers, TypeName, TypeNamePart } from './ast.ts';
import { multilineLiteralValue, stringLiteralValue } from './literals.ts';

export function lineOf(context: ApexParserRuleContext): number {
    return context.start.line;
}

/** The source text of a node, white space and comments included. */
export function sourceText(context: ApexParserRuleContext): string {
    const stream = context.start.getInputStream();
    return stream.getText(context.start.start, (context.stop ?? context.start).stop);
}

function typeArguments(context: TypeArgumentsContext | null): TypeName[] {
    return context ? lowerTypeList(context.typeList()) : [];
}

export function lowerTypeList(context: TypeListContext | null): TypeName[] {
    return context ? context.typeRef_list().map(lowerType) : [];
}

export function lowerType(context: TypeRefContext): TypeName {
    const parts: TypeNamePart[] = context.typeName_list().map((part) => ({
        name: part.LIST() ? 'List' : part.SET() ? 'Set' : part.MAP() ? 'Map' : part.id().getText(),
        args: typeArguments(part.typeArguments())
    }));
    return { parts, arrays: context.arraySubscripts().LBRACK_list().length, line: lineOf(context) };
}

export function lowerCreatedName(context: CreatedNameContext): TypeName {
    const parts = context.idCreatedNamePair_list().map((part) => ({
        name: part.anyId().getText(),
        args: lowerTypeList(part.typeList())
    }));
    return { parts, arrays: 0, line: lineOf(context) };
}

export function qualifiedType(context: QualifiedNameContext): TypeName {
    return {
        parts: context.id_list().map((id) => ({ name: id.getText(), args: [] })),
        arrays: 0,
        line: lineOf(context)
    };
}

/** `a.b.c` as nested member accesses. */
export function qualifiedExpression(context: QualifiedNameContext): Expression {
    const line = lineOf(context);
    const [first, ...rest] = context.id_list().map((id) => id.getText());
    let expression: Expression = { kind: 'name', line, name: first ?? '' };
    for (const name of rest) {
        expression = { kind: 'member', line, target: expression, name, safe: false };
    }
    return expression;
}

const LARGEST_INTEGER = 2147483647;
const LARGEST_LONG = 9223372036854775807n;

/** A literal that no number of its type can hold; the parser names the file. */
export class IllegalLiteral extends Error {
    readonly line: number;

    constructor(message: string, line: number) {
        super(message);
        this.line = line;
    }
}

/** @throws IllegalLiteral */
export function integerLiteral(text: string, line: number): Literal {
    const value = Number(text);
    if (value > LARGEST_INTEGER) {
        throw new IllegalLiteral(`Illegal integer: ${text}`, line);
    }
    return { kind: 'literal', line, type: 'Integer', value };
}

/** @throws IllegalLiteral */
export function longLiteral(text: string, line: number): Literal {
    const value = BigInt(text.slice(0, -1));
    if (value > LARGEST_LONG) {
        throw new IllegalLiteral(`Illegal long: ${text}`, line);
    }
    return { kind: 'literal', line, type: 'Long', value };
}

export function lowerLiteral(context: LiteralContext): Literal {
    const line = lineOf(context);
    const text = context.getText();
    if (context.IntegerLiteral()) {
        return integerLiteral(text, line);
    }
    if (context.LongLiteral()) {
        return longLiteral(text, line);
    }
    if (context.NumberLiteral()) {
        return /d$/i.test(text)
            ? { kind: 'literal', line, type: 'Double', value: Number(text.slice(0, -1)) }
            : { kind: 'literal', line, type: 'Decimal', value: text };
    }
    if (context.StringLiteral()) {
        return { kind: 'literal', line, type: 'String', value: stringLiteralValue(text) };
    }
    if (context.MultilineStringLiteral()) {
        return { kind: 'literal', line, type: 'String', value: multilineLiteralValue(text) };
    }
    if (context.BooleanLiteral()) {
        return { kind: 'literal', line, type: 'Boolean', value: text.toLowerCase() === 'true' };
    }
    return { kind: 'literal', line, type: 'null', value: null };
}

function annotationValue(literal: Literal): string | boolean | number | null {
    return typeof literal.value === 'bigint' ? Number(literal.value) : literal.value;
}

export function lowerModifiers(contexts: ModifierContext[]): Modifiers {
    const words = new Set<string>();
    const annotations: Annotation[] = [];
    for (const context of contexts) {
        const annotation = context.annotation();
        if (!annotation) {
            words.add(sourceText(context).toLowerCase().replace(/\s+/g, ' '));
            continue;
        }
        const values: Annotation['values'] = {};
        for (const pair of annotation.elementValuePairs()?.elementValuePair_list() ?? []) {
            values[pair.id().getText().toLowerCase()] = annotationValue(lowerLiteral(pair.elementValue().literal()));
        }
        const alone = annotation.elementValue();
        if (alone) {
            values['value'] = annotationValue(lowerLiteral(alone.literal()));
        }
        annotations.push({ name: annotation.id().getText().toLowerCase(), values });
    }
    return { words, annotations };
}
