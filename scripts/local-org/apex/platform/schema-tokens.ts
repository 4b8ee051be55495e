import type { FieldDescribe, SObjectDescribe } from '../../types.ts';
import type { Typed } from '../compile/context.ts';
import { PlatformValue } from '../values/objects.ts';
import { platformClass } from './registry.ts';

/** `Account.SObjectType`. One object an SObject type. */
export class SObjectTypeToken extends PlatformValue {
    readonly describe: SObjectDescribe;

    constructor(describe: SObjectDescribe) {
        super(platformClass('Schema.SObjectType')!.type());
        this.describe = describe;
    }

    override toText(): string {
        return this.describe.name;
    }

    override identity(): unknown {
        return `\0sobjecttype:${this.describe.name}`;
    }
}

/** `Account.Name`. */
export class FieldToken extends PlatformValue {
    readonly describe: SObjectDescribe;
    readonly field: FieldDescribe;

    constructor(describe: SObjectDescribe, field: FieldDescribe) {
        super(platformClass('Schema.SObjectField')!.type());
        this.describe = describe;
        this.field = field;
    }

    override toText(): string {
        return this.field.name;
    }

    override identity(): unknown {
        return `\0sobjectfield:${this.describe.name}.${this.field.name}`;
    }
}

export class ObjectDescription extends PlatformValue {
    readonly describe: SObjectDescribe;

    constructor(describe: SObjectDescribe) {
        super(platformClass('Schema.DescribeSObjectResult')!.type());
        this.describe = describe;
    }
}

export class FieldDescription extends PlatformValue {
    readonly describe: SObjectDescribe;
    readonly field: FieldDescribe;

    constructor(describe: SObjectDescribe, field: FieldDescribe) {
        super(platformClass('Schema.DescribeFieldResult')!.type());
        this.describe = describe;
        this.field = field;
    }
}

/** What `.fields` of a description is: the place of `getMap()`. */
export class FieldsToken extends PlatformValue {
    readonly describe: SObjectDescribe;

    constructor(describe: SObjectDescribe) {
        super(platformClass('Schema.SObjectTypeFields')!.type());
        this.describe = describe;
    }
}

const tokens = new WeakMap<SObjectDescribe, SObjectTypeToken>();
const fieldTokens = new WeakMap<FieldDescribe, FieldToken>();

export function sobjectToken(describe: SObjectDescribe): SObjectTypeToken {
    let known = tokens.get(describe);
    if (!known) {
        known = new SObjectTypeToken(describe);
        tokens.set(describe, known);
    }
    return known;
}

export function fieldToken(describe: SObjectDescribe, field: FieldDescribe): FieldToken {
    let known = fieldTokens.get(field);
    if (!known) {
        known = new FieldToken(describe, field);
        fieldTokens.set(field, known);
    }
    return known;
}

export function objectDescription(describe: SObjectDescribe): ObjectDescription {
    return new ObjectDescription(describe);
}

export function fieldDescription(describe: SObjectDescribe, field: FieldDescribe): FieldDescription {
    return new FieldDescription(describe, field);
}

export function fieldsToken(describe: SObjectDescribe): Typed {
    const value = new FieldsToken(describe);
    return { type: value.type, run: () => value };
}
