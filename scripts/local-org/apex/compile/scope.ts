import type { ApexType } from '../types/apex-type.ts';

export interface LocalVariable {
    name: string;
    type: ApexType;
    slot: number;
}

/** Local variables of one method: names are looked up without regard to case, blocks nest. */
export class Scope {
    private readonly blocks: Map<string, LocalVariable>[] = [new Map()];
    /** Every variable has a slot of its own; blocks that are over leave theirs unused. */
    slotCount = 0;

    /** @returns undefined where the name is taken already. */
    declare(name: string, type: ApexType): LocalVariable | undefined {
        const key = name.toLowerCase();
        if (this.find(name)) {
            return undefined;
        }
        const variable = { name, type, slot: this.slotCount++ };
        this.blocks[this.blocks.length - 1]!.set(key, variable);
        return variable;
    }

    find(name: string): LocalVariable | undefined {
        const key = name.toLowerCase();
        for (let index = this.blocks.length - 1; index >= 0; index -= 1) {
            const variable = this.blocks[index]!.get(key);
            if (variable) {
                return variable;
            }
        }
        return undefined;
    }

    /** Slots of all variables in sight, by lower-case name. */
    visible(): ReadonlyMap<string, number> {
        return new Map(this.blocks.flatMap((block) => Array.from(block, ([name, { slot }]) => [name, slot] as const)));
    }

    within<Result>(code: () => Result): Result {
        this.blocks.push(new Map());
        try {
            return code();
        } finally {
            this.blocks.pop();
        }
    }
}
