import type { ApexMethod } from '../types/apex-class.ts';
import type { ApexType } from '../types/apex-type.ts';
import { chooseOverload } from '../types/overloads.ts';
import { ApexObject } from '../values/objects.ts';
import { typeOfValue } from '../values/runtime-type.ts';
import { toText } from '../values/to-text.ts';
import type { Value } from '../values/value.ts';
import type { Invoker } from './invoker.ts';

/** Calls the methods that Apex itself calls on users' objects: equals, hashCode, toString, compareTo. */
export class UserMethods {
    private readonly invoker: Invoker;
    /** For classes with equals and hashCode: the first object of each set of equal ones. */
    private canonicals = new Map<number, WeakRef<ApexObject>[]>();

    constructor(invoker: Invoker) {
        this.invoker = invoker;
    }

    /** The method of a name for these arguments; among several, the one whose parameters fit best. */
    private find(object: ApexObject, name: string, args: readonly Value[]): ApexMethod | undefined {
        const found = object.type.userClass?.virtualByArity.get(`${name}/${args.length}`);
        if (!found || found.length === 1) {
            return found?.[0];
        }
        const parametersOf = (method: ApexMethod): ApexType[] => method.parameters.map((each) => each.type);
        return chooseOverload(found, parametersOf, args.map(typeOfValue));
    }

    /** Calls an instance method by name, if the object's class has it. */
    call(object: Value, name: string, args: Value[]): { value: Value } | undefined {
        if (!(object instanceof ApexObject)) {
            return undefined;
        }
        const method = this.find(object, name.toLowerCase(), args);
        return method && { value: this.invoker.invoke(method, object, args) };
    }

    /** The object that stands for all objects equal to this one. */
    canonical(object: ApexObject): ApexObject {
        const hashCode = this.find(object, 'hashcode', []);
        const equals = this.find(object, 'equals', [object]);
        if (!hashCode || !equals) {
            return object;
        }
        const hash = this.invoker.invoke(hashCode, object, []) as number;
        const alive = (this.canonicals.get(hash) ?? []).filter((each) => each.deref() !== undefined);
        const known = alive.find((each) => this.invoker.invoke(equals, object, [each.deref() ?? null]) === true);
        if (known) {
            return known.deref() ?? object;
        }
        this.canonicals.set(hash, [...alive, new WeakRef(object)]);
        return object;
    }

    equal(left: ApexObject, right: Value): boolean {
        if (left === right) {
            return true;
        }
        const equals = this.find(left, 'equals', [right]);
        return equals !== undefined && this.invoker.invoke(equals, left, [right]) === true;
    }

    toText(object: ApexObject): string {
        const own = this.find(object, 'tostring', []);
        if (own) {
            return toText(this.invoker.invoke(own, object, []));
        }
        if (object.exception) {
            const { message } = object.exception;
            return `${object.type.name}: ${message ?? 'Script-thrown exception'}`;
        }
        const fields = object.type.userClass?.instanceSlots ?? [];
        const shown = fields.map((field) => {
            const value = object.slots[field.slot] ?? null;
            // A field that leads back to its own object would never end.
            const nested = value instanceof ApexObject && !this.find(value, 'tostring', []);
            return `${field.name}=${nested ? `${typeOfValue(value).name}:[]` : toText(value)}`;
        });
        return `${object.type.name}:[${shown.join(', ')}]`;
    }
}
