/**
 * What Salesforce's compiler refuses and the type checker lets through: found by giving both the same wrong classes.
 * The rules of the language are at https://developer.salesforce.com/docs/atlas.en-us.apexcode.meta/apexcode/.
 */
import type { Expression, Statement, TypeDeclaration } from '../../local-org/apex/syntax/ast.ts';
import type { Problem } from '../problem.ts';
import { expressionsOf, hasAnnotation, nodesBelow, withInner, type ApexFile } from './apex-files.ts';

type Found = Omit<Problem, 'file'>[];

/** Names of fields and properties are one name whatever their case. */
function repeatedFields({ name: className, members }: TypeDeclaration): Found {
    const seen = new Set<string>();
    return members
        .flatMap((member): { line: number; name: string }[] => {
            if (member.kind === 'initializer') return [];
            return member.kind === 'field' ? member.variables : [member];
        })
        .filter(({ name }) => seen.size === seen.add(name.toLowerCase()).size)
        .map(({ line, name }) => ({ line, message: `${className} has a field ${name} twice` }));
}

function repeatedEnumValues({ name, line, enumValues }: TypeDeclaration): Found {
    const seen = new Set<string>();
    return enumValues
        .filter((value) => seen.size === seen.add(value.toLowerCase()).size)
        .map((value) => ({ line, message: `${name} has a value ${value} twice` }));
}

/** The grammar of the compiler has modifiers there and nothing else. */
function accessorAnnotations({ members }: TypeDeclaration): Found {
    return members
        .filter((member) => member.kind === 'property')
        .flatMap(({ name, getter, setter }) =>
            [getter, setter]
                .filter((accessor) => accessor !== null)
                .filter(({ modifiers }) => modifiers.annotations.length > 0)
                .map(({ line }) => ({ line, message: `an accessor of ${name} takes no annotation` }))
        );
}

/** `Outer.Problem`, `problem`: as it is compared. */
function typeName(type: { parts: { name: string }[] }): string {
    return type.parts
        .map(({ name }) => name.toLowerCase())
        .join('.')
        .replace(/^system\./, '');
}

/** What an earlier `catch` takes never comes to a later one. */
function deadCatches(tree: TypeDeclaration): Found {
    return [...nodesBelow(tree)]
        .filter((node) => node.kind === 'try')
        .flatMap((node) => {
            const caught = new Set<string>();
            return (node as Extract<Statement, { kind: 'try' }>).catches.flatMap(({ line, type }) => {
                const name = typeName(type);
                const isDead = caught.has(name) || caught.has('exception');
                caught.add(name);
                return isDead ? [{ line, message: `${name} is caught already` }] : [];
            });
        });
}

function safeAssignments(tree: TypeDeclaration): Found {
    return expressionsOf(tree, 'assign')
        .filter(({ target }) => target.kind === 'member' && target.safe)
        .map(({ line }) => ({ line, message: 'nothing can be assigned through ?.' }));
}

/** `this(…)` and `super(…)` come first. */
function lateConstructorCalls({ constructors }: TypeDeclaration): Found {
    return constructors.flatMap(({ body }) =>
        expressionsOf(body, 'constructorCall')
            .filter((call: Expression) => {
                const [first] = body.statements;
                return !(first?.kind === 'expression' && first.expression === call);
            })
            .map(({ line, which }) => ({ line, message: `${which}() must be the first statement of a constructor` }))
    );
}

function staticMethodsInside({ inner }: TypeDeclaration): Found {
    return inner
        .flatMap(({ methods }) => methods)
        .filter(({ modifiers }) => modifiers.words.has('static'))
        .map(({ line, name }) => ({ line, message: `${name} cannot be static in an inner class` }));
}

function testsWithParameters({ methods }: TypeDeclaration): Found {
    return methods
        .filter((method) => hasAnnotation(method, 'istest') || hasAnnotation(method, 'testsetup'))
        .filter(({ parameters }) => parameters.length > 0)
        .map(({ line, name }) => ({ line, message: `the test ${name} must have no parameters` }));
}

/** What an org's compiler refuses, and the type checker takes. */
export function languageProblems({ file, tree }: ApexFile): Problem[] {
    return [
        ...withInner(tree).flatMap((type) => [
            ...repeatedFields(type),
            ...repeatedEnumValues(type),
            ...accessorAnnotations(type),
            ...lateConstructorCalls(type)
        ]),
        ...deadCatches(tree),
        ...safeAssignments(tree),
        ...staticMethodsInside(tree),
        ...testsWithParameters(tree)
    ].map((problem) => ({ file, ...problem }));
}
