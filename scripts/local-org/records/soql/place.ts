import type { Place } from './ast.ts';

interface Located {
    start: { line: number; column: number };
}

/** Where a part of the parser's tree begins. */
export function placeOf(context: Located): Place {
    return { line: context.start.line, column: context.start.column + 1 };
}
