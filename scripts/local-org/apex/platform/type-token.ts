import type { ApexType } from '../types/apex-type.ts';
import { PlatformValue } from '../values/objects.ts';
import { platformClass } from './registry.ts';

/** A value of `System.Type`: `Account.class`, `Type.forName('Foo')`. One object a type. */
export class TypeToken extends PlatformValue {
    readonly named: ApexType;

    constructor(named: ApexType) {
        super(platformClass('System.Type')!.type());
        this.named = named;
    }

    override toText(): string {
        return this.named.name;
    }
}

const tokens = new WeakMap<ApexType, TypeToken>();

export function typeToken(type: ApexType): TypeToken {
    let known = tokens.get(type);
    if (!known) {
        known = new TypeToken(type);
        tokens.set(type, known);
    }
    return known;
}
