import type { ApexType } from './apex-type.ts';
import { distance } from './assignable.ts';

/** What overload choice needs to know of a method. */
export interface Candidate {
    parameters: readonly ApexType[];
}

function costs(candidate: Candidate, args: readonly ApexType[]): number[] | undefined {
    if (candidate.parameters.length !== args.length) {
        return undefined;
    }
    const result: number[] = [];
    for (const [index, parameter] of candidate.parameters.entries()) {
        const cost = distance(args[index]!, parameter);
        if (cost === undefined) {
            return undefined;
        }
        result.push(cost);
    }
    return result;
}

/**
 * Chooses among methods of one name by the static types of the arguments: the one whose parameters are nearest in
 * sum. Of equals the first declared is taken; a real compiler calls some of these ambiguous.
 * @returns undefined where none fits.
 */
export function chooseOverload<Method>(
    methods: readonly Method[],
    parametersOf: (method: Method) => readonly ApexType[],
    args: readonly ApexType[]
): Method | undefined {
    let best: Method | undefined;
    let bestCost = Number.POSITIVE_INFINITY;
    for (const method of methods) {
        const each = costs({ parameters: parametersOf(method) }, args);
        const cost = each?.reduce((sum, one) => sum + one, 0);
        if (cost !== undefined && cost < bestCost) {
            best = method;
            bestCost = cost;
        }
    }
    return best;
}
