import { parseAnonymous } from '../syntax/parse.ts';
import type { TypeDeclaration } from '../syntax/ast.ts';
import type { ApexClass } from '../types/apex-class.ts';
import { ANONYMOUS } from './call-stack.ts';
import type { Runtime } from './runtime.ts';

const METHOD = 'execute';

/** Anonymous Apex as a class with one method: what it declares beside statements becomes that class's members. */
function asClass(source: string): TypeDeclaration {
    const unit = parseAnonymous(source);
    const isStatic = { words: new Set(['static', 'public']), annotations: [] };
    return {
        kind: 'class',
        line: 1,
        name: ANONYMOUS,
        modifiers: { words: new Set(['public']), annotations: [] },
        superType: null,
        interfaces: [],
        enumValues: [],
        members: unit.members,
        methods: [
            ...unit.methods.map((method) => ({
                ...method,
                modifiers: { ...method.modifiers, words: new Set([...method.modifiers.words, 'static']) }
            })),
            {
                kind: 'method',
                line: 1,
                name: METHOD,
                modifiers: isStatic,
                returns: null,
                parameters: [],
                body: { kind: 'block', line: 1, statements: unit.statements }
            }
        ],
        constructors: [],
        inner: unit.inner
    };
}

/**
 * Runs anonymous Apex inside of the open transaction.
 *
 * @throws ApexSyntaxProblem, CompileProblem, ApexThrow, NotSupported
 */
export function runAnonymous(runtime: Runtime, source: string): void {
    const owner: ApexClass = runtime.program.declare(asClass(source), ANONYMOUS);
    const [method] = owner.findMethods(METHOD);
    runtime.invoker.invoke(method!, null, []);
}
