import {
    type ApexType,
    BOOLEAN,
    DATE,
    DATETIME,
    ID,
    isText,
    NULL,
    numericRank,
    OBJECT,
    SOBJECT,
    STRING,
    UNKNOWN,
    VOID
} from './apex-type.ts';
import type { ApexClass } from './apex-class.ts';
import type { PlatformClass } from './platform-class.ts';

/** Steps from a class up to another; undefined where the other is not above it. */
function classDistance(from: ApexClass, to: ApexClass): number | undefined {
    if (from === to) {
        return 0;
    }
    const above = [from.superClass, ...from.interfaces.map((each) => each.userClass)];
    const steps = above.flatMap((each) => (each ? (classDistance(each, to) ?? []) : []));
    return steps.length > 0 ? Math.min(...steps) + 1 : undefined;
}

function platformDistance(from: PlatformClass, to: PlatformClass): number | undefined {
    if (from === to) {
        return 0;
    }
    const above = [from.superclass, ...from.interfaces.map((each) => each.platformClass)];
    const steps = above.flatMap((each) => (each ? (platformDistance(each, to) ?? []) : []));
    return steps.length > 0 ? Math.min(...steps) + 1 : undefined;
}

/** Type arguments of built-in interfaces must agree only where both are known. */
function argumentsAgree(from: ApexType, to: ApexType): boolean {
    return to.args.every((arg, index) => {
        const other = from.args[index];
        return other === undefined || other === arg || arg === OBJECT || arg === UNKNOWN || other === UNKNOWN;
    });
}

function referenceDistance(from: ApexType, to: ApexType): number | undefined {
    if (from.userClass && to.userClass) {
        return classDistance(from.userClass, to.userClass);
    }
    const target = to.platformClass;
    if (from.userClass && to.kind === 'platform' && target) {
        const base = from.userClass.platformBase?.platformClass;
        const fromBase = base ? platformDistance(base, target) : undefined;
        if (fromBase !== undefined) {
            return fromBase + 1;
        }
        const found = from.userClass
            .platformInterfaces()
            .some((each) => each.platformClass?.isA(target) && argumentsAgree(each, to));
        return found ? 1 : undefined;
    }
    if (from.kind === 'platform' && to.kind === 'platform' && from.platformClass && target) {
        return argumentsAgree(from, to) ? platformDistance(from.platformClass, target) : undefined;
    }
    return undefined;
}

function collectionDistance(from: ApexType, to: ApexType): number | undefined {
    if (from.kind === 'list' && to.kind === 'list') {
        // Lists are covariant, and lists of records go both ways with List<SObject>.
        const element = distance(from.element, to.element);
        if (element !== undefined && numericRank(from.element) < 0) {
            return element;
        }
        return from.element === SOBJECT && to.element.kind === 'sobject' ? 2 : undefined;
    }
    const isPlain = from.kind === to.kind && (from.kind === 'set' || from.kind === 'map');
    if (isPlain && from.args.every((arg, index) => sameOrRecord(arg, to.args[index] ?? UNKNOWN))) {
        return 1;
    }
    if ((from.kind === 'list' || from.kind === 'set') && to.platformClass?.name === 'System.Iterable') {
        return distance(from.element, to.element) === undefined ? undefined : 2;
    }
    return undefined;
}

function sameOrRecord(from: ApexType, to: ApexType): boolean {
    return (
        from === to ||
        from === UNKNOWN ||
        to === UNKNOWN ||
        (from.kind === 'sobject' && to.kind === 'sobject' && (from === SOBJECT || to === SOBJECT))
    );
}

/**
 * How far a value of one type is from a variable of another under Apex's implicit conversions: 0 for the same type,
 * more for each step, undefined where an assignment is illegal.
 */
export function distance(from: ApexType, to: ApexType): number | undefined {
    if (from === to || from === UNKNOWN || to === UNKNOWN) {
        return 0;
    }
    if (from === VOID || to === VOID) {
        return undefined;
    }
    if (from === NULL) {
        // The most specific parameter wins for null: Object is the farthest.
        return to === OBJECT ? 2 : 1;
    }
    if (to === OBJECT) {
        return 50;
    }
    const fromRank = numericRank(from);
    const toRank = numericRank(to);
    if (fromRank >= 0 && toRank >= 0) {
        // Decimal goes to Double implicitly; nothing else narrows.
        return toRank > fromRank ? toRank - fromRank : fromRank === 3 && toRank === 2 ? 3 : undefined;
    }
    if (isText(from) && isText(to)) {
        return from === ID ? 2 : 3;
    }
    if (from === DATE && to === DATETIME) {
        return 2;
    }
    if (from.kind === 'sobject' && to === SOBJECT) {
        return 1;
    }
    return referenceDistance(from, to) ?? collectionDistance(from, to);
}

/** True where `Target variable = value;` compiles. */
export function isAssignable(from: ApexType, to: ApexType): boolean {
    return distance(from, to) !== undefined;
}

function couldImplement(type: ApexType): boolean {
    return type === OBJECT || type.kind === 'class' || type.kind === 'platform';
}

/** True where a cast compiles: what is assignable either way, and what may turn out to fit at run time. */
export function isCastable(from: ApexType, to: ApexType): boolean {
    if (isAssignable(from, to) || isAssignable(to, from)) {
        return true;
    }
    if (numericRank(from) >= 0 && numericRank(to) >= 0) {
        return true;
    }
    if (from.kind === 'sobject' && to.kind === 'sobject') {
        return [from, to].some((each) => each === SOBJECT || each.name === 'Name');
    }
    if (from.kind === 'list' && to.kind === 'list') {
        return isCastable(from.element, to.element);
    }
    if (from.kind === to.kind && (from.kind === 'set' || from.kind === 'map')) {
        return from.args.every((arg, index) => isCastable(arg, to.args[index] ?? UNKNOWN));
    }
    const hasInterface = from.userClass?.kind === 'interface' || to.userClass?.kind === 'interface';
    const hasPlatform = from.kind === 'platform' || to.kind === 'platform';
    return couldImplement(from) && couldImplement(to) && (hasInterface || hasPlatform);
}

/** The common type of the two branches of `?:` and `??`. */
export function commonType(left: ApexType, right: ApexType): ApexType | undefined {
    if (left === right) {
        return left;
    }
    if (left === NULL || left === UNKNOWN) {
        return right;
    }
    if (right === NULL || right === UNKNOWN) {
        return left;
    }
    const rightFits = distance(right, left);
    const leftFits = distance(left, right);
    if (rightFits === undefined) {
        return leftFits === undefined ? commonAncestor(left, right) : right;
    }
    if (left === STRING || right === STRING) {
        return STRING;
    }
    return leftFits !== undefined && leftFits < rightFits ? right : left;
}

function commonAncestor(left: ApexType, right: ApexType): ApexType | undefined {
    if (left.kind === 'sobject' && right.kind === 'sobject') {
        return SOBJECT;
    }
    for (let each = left.userClass?.superClass; each; each = each.superClass) {
        if (isAssignable(right, each.type)) {
            return each.type;
        }
    }
    return left === BOOLEAN || right === BOOLEAN || left === VOID || right === VOID ? undefined : OBJECT;
}
