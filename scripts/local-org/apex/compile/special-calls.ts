import { customMetadata } from '../run/custom-metadata.ts';
import { withVariables } from '../run/dynamic-binds.ts';
import type { Expression } from '../syntax/ast.ts';
import { ApexType, STRING } from '../types/apex-type.ts';
import { coerce } from './coerce.ts';
import type { BodyContext, Typed } from './context.ts';
import { visibleField } from './entities.ts';
import { fieldOf } from './members.ts';

export type Call = Extract<Expression, { kind: 'call' }>;

/** Types of arguments, for messages. */
export function shownTypes(args: readonly Typed[]): string {
    return args.map((arg) => arg.type.name).join(', ');
}

/** Dynamic queries bind variables of the method that runs them, and their result goes into a single record too. */
export function dynamicQuery(context: BodyContext, call: Call, result: Typed): Typed {
    const isQuery = ['query', 'querywithbinds'].includes(call.name.toLowerCase());
    if (!isQuery && !['countquery', 'getquerylocator'].includes(call.name.toLowerCase())) {
        return result;
    }
    const variables = context.scope.visible();
    const { run } = result;
    return {
        ...result,
        isQuery,
        run: (frame) =>
            withVariables(
                (name) => {
                    const slot = variables.get(name);
                    const field = slot === undefined ? visibleField(context, name) : undefined;
                    return slot === undefined
                        ? field && fieldOf(context, field, null, call.line).run(frame)
                        : frame.locals[slot];
                },
                () => run(frame)
            )
    };
}

/** `X__mdt.getInstance(name)` and `X__mdt.getAll()`: no query is counted. */
export function customMetadataCall(context: BodyContext, type: ApexType, call: Call, args: readonly Typed[]): Typed {
    const name = call.name.toLowerCase();
    if (name === 'getall' && args.length === 0) {
        return { type: ApexType.mapOf(STRING, type), run: () => customMetadata.all(type) };
    }
    if (name === 'getinstance' && args.length === 1) {
        const key = coerce(context, args[0]!, STRING, call.line);
        return { type, run: (frame) => customMetadata.one(type, key(frame) as string | null) };
    }
    return context.unsupported(`${type.name}.${call.name}(${shownTypes(args)})`, call.line);
}
