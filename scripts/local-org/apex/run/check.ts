import type { ApexClass } from '../types/apex-class.ts';
import { withRuntime } from './active.ts';
import { CompileProblem, NotSupported } from './errors.ts';
import type { Runtime } from './runtime.ts';
import { ApexSyntaxProblem } from '../syntax/parse.ts';

export interface ClassProblem {
    className: string;
    fileName: string;
    line: number;
    message: string;
    /** `error`: a real org refuses it too. `unsupported`: only the local org lacks it. */
    kind: 'error' | 'unsupported';
}

function problemOf(className: string, fileName: string, error: unknown): ClassProblem {
    if (error instanceof CompileProblem || error instanceof ApexSyntaxProblem) {
        return { className, fileName: error.fileName, line: error.line, message: error.message, kind: 'error' };
    }
    if (error instanceof NotSupported) {
        const line = Number(/line (\d+)$/.exec(error.where)?.[1] ?? 0);
        return { className, fileName, line, message: error.message, kind: 'unsupported' };
    }
    throw error;
}

function compileAll(runtime: Runtime, owner: ApexClass, report: (error: unknown) => void): void {
    const attempt = (code: () => void): void => {
        try {
            code();
        } catch (error) {
            report(error);
        }
    };
    attempt(() => owner.ensureMembers());
    const accessors = [...owner.fields.values()].flatMap((field) => [field.getter, field.setter]);
    const methods = [...owner.methods.values()].flat();
    for (const method of [...methods, ...owner.constructors, ...accessors]) {
        if (method?.body) {
            attempt(() => (method.compiled ??= runtime.compiler.method(method)));
        }
    }
    attempt(() => (owner.compiledInitializers ??= runtime.compiler.instanceInitializers(owner)));
    attempt(() => runtime.compiler.staticInitializers(owner));
    owner.inner.forEach((inner) => compileAll(runtime, inner, report));
}

/** Compiles every method of every class; at most one problem is found in each. */
export function checkProgram(runtime: Runtime): ClassProblem[] {
    const problems: ClassProblem[] = [];
    const { program } = runtime;
    for (const name of program.classNames()) {
        const fileName = program.source(name)?.fileName ?? name;
        const report = (error: unknown): void => {
            problems.push(problemOf(name, fileName, error));
        };
        try {
            const owner = program.findClass(name);
            if (owner) {
                withRuntime(runtime, () => compileAll(runtime, owner, report));
            }
        } catch (error) {
            report(error);
        }
    }
    return problems;
}
