import { CompileProblem } from '../run/errors.ts';
import type { ApexClass } from '../types/apex-class.ts';
import type { Program } from './program.ts';

/** Finds a class's superclass and interfaces. */
export function linkHeader(program: Program, type: ApexClass): void {
    const { declaration, fileName } = type;
    // Supertypes are named as seen from outside of the class itself.
    const scope = type.outer;
    if (declaration.superType) {
        const above = program.resolveType(declaration.superType, scope, fileName);
        if (above.userClass?.isA(type)) {
            throw new CompileProblem(`Circular definition: ${type.fullName}`, fileName, declaration.line);
        }
        if (above.userClass?.kind === 'class') {
            type.superClass = above.userClass;
        } else if (above.platformClass?.definition.isExtensible) {
            type.platformSuper = above;
        } else {
            throw new CompileProblem(
                `Non-virtual and non-abstract type cannot be extended: ${above.name}`,
                fileName,
                declaration.line
            );
        }
    }
    for (const name of declaration.interfaces) {
        const above = program.resolveType(name, scope, fileName);
        if (above.userClass?.kind !== 'interface' && !above.platformClass?.definition.isInterface) {
            throw new CompileProblem(`${above.name} is not an interface`, fileName, name.line);
        }
        type.interfaces.push(above);
    }
}
