import { runtime } from '../run/active.ts';
import { enqueue } from '../run/async-jobs.ts';
import { apexError } from '../run/errors.ts';
import type { PlatformCode } from '../types/platform-class.ts';
import { ApexDatetime } from '../values/dates.ts';
import { operatorEqual } from '../values/equality.ts';
import { type ApexEnumValue, type ApexObject, PlatformValue } from '../values/objects.ts';
import { isInstance, runtimeTypeName } from '../values/runtime-type.ts';
import { toText } from '../values/to-text.ts';
import type { Value } from '../values/value.ts';
import { userDate } from './date-classes.ts';
import { JOB_STATICS } from './jobs.ts';
import { hashCodeOf } from './object.ts';
import { define, platformClass, platformEnum } from './registry.ts';
import type { TypeToken } from './type-token.ts';

class RequestValue extends PlatformValue {}

/** A failed assertion. No catch clause takes it, as in a real org. */
function failure(what: string, message: Value): Error {
    const thrown = apexError(
        'AssertException',
        message === null ? `Assertion Failed${what}` : `Assertion Failed: ${toText(message)}${what}`
    );
    thrown.exception.exception!.uncatchable = true;
    return thrown;
}

function assertTrue(value: Value, message: Value = null): void {
    if (value !== true) {
        throw failure('', message);
    }
}

function assertFalse(value: Value, message: Value = null): void {
    if (value !== false) {
        throw failure('', message);
    }
}

function assertEquals(expected: Value, actual: Value, message: Value = null): void {
    if (!operatorEqualExact(expected, actual)) {
        throw failure(`: Expected: ${toText(expected)}, Actual: ${toText(actual)}`, message);
    }
}

function assertNotEquals(notExpected: Value, actual: Value, message: Value = null): void {
    if (operatorEqualExact(notExpected, actual)) {
        throw failure(`: Same value: ${toText(actual)}`, message);
    }
}

/** Assertions compare strings with case, everything else as `==` does. */
function operatorEqualExact(left: Value, right: Value): boolean {
    return typeof left === 'string' && typeof right === 'string' ? left === right : operatorEqual(left, right);
}

const SYSTEM_ASSERTS: Record<string, PlatformCode> = {
    'static void assert(Boolean? condition)': assertTrue,
    'static void assert(Boolean? condition, Object? message)': assertTrue,
    'static void assertEquals(Object? expected, Object? actual)': assertEquals,
    'static void assertEquals(Object? expected, Object? actual, Object? message)': assertEquals,
    'static void assertNotEquals(Object? expected, Object? actual)': assertNotEquals,
    'static void assertNotEquals(Object? expected, Object? actual, Object? message)': assertNotEquals
};

/** `Assert.name(args)` and the same with a message behind. */
function withMessage(signature: string, code: PlatformCode): Record<string, PlatformCode> {
    const open = signature.slice(0, -1);
    return { [signature]: code, [`${open}${open.endsWith('(') ? '' : ', '}String? message)`]: code };
}

define(
    {
        name: 'System.Assert',
        methods: {
            ...withMessage('static void areEqual(Object? expected, Object? actual)', assertEquals),
            ...withMessage('static void areNotEqual(Object? notExpected, Object? actual)', assertNotEquals),
            ...withMessage('static void isTrue(Boolean? condition)', assertTrue),
            ...withMessage('static void isFalse(Boolean? condition)', assertFalse),
            ...withMessage('static void isNull(Object? value)', (value: Value, message: Value = null) => {
                if (value !== null) {
                    throw failure(`: Expected: null, Actual: ${toText(value)}`, message);
                }
            }),
            ...withMessage('static void isNotNull(Object? value)', (value: Value, message: Value = null) => {
                if (value === null) {
                    throw failure(': Expected: not null, Actual: null', message);
                }
            }),
            ...withMessage(
                'static void isInstanceOfType(Object? instance, System.Type type)',
                (instance: Value, type: TypeToken, message: Value = null) => {
                    if (!isInstance(instance, type.named)) {
                        throw failure(
                            `: Expected type: ${type.named.name}, Actual type: ${runtimeTypeName(instance)}`,
                            message
                        );
                    }
                }
            ),
            ...withMessage(
                'static void isNotInstanceOfType(Object? instance, System.Type type)',
                (instance: Value, type: TypeToken, message: Value = null) => {
                    if (isInstance(instance, type.named)) {
                        throw failure(`: Not expected type: ${type.named.name}`, message);
                    }
                }
            ),
            ...withMessage('static void fail()', (message: Value = null) => {
                throw failure('', message);
            })
        }
    },
    {
        name: 'System.LoggingLevel',
        superclass: 'System.Enum',
        enumValues: ['NONE', 'ERROR', 'WARN', 'INFO', 'DEBUG', 'FINE', 'FINER', 'FINEST']
    },
    {
        name: 'System.System',
        methods: {
            ...SYSTEM_ASSERTS,
            ...JOB_STATICS,
            'static void debug(Object? value)': (value: Value) => runtime().debug(toText(value)),
            'static void debug(System.LoggingLevel level, Object? value)': (_: ApexEnumValue, value: Value) =>
                runtime().debug(toText(value)),
            'static Datetime now()': () => new ApexDatetime(Date.now()),
            'static Date today()': () => userDate(new ApexDatetime(Date.now())),
            'static Long currentTimeMillis()': () => BigInt(Date.now()),
            'static Id enqueueJob(Object job)': (job: ApexObject) => enqueue(job),
            'static Boolean equals(Object? left, Object? right)': operatorEqual,
            'static Integer hashCode(Object? value)': (value: Value) => (value === null ? 0 : hashCodeOf(value)),
            'static Boolean isFuture()': () => runtime().transaction.kind === 'FUTURE',
            'static Boolean isQueueable()': () => runtime().transaction.kind === 'QUEUEABLE',
            'static Boolean isBatch()': () => runtime().transaction.kind === 'BATCH_APEX',
            'static Boolean isScheduled()': () => runtime().transaction.kind === 'SCHEDULED'
        }
    },
    {
        name: 'System.Quiddity',
        superclass: 'System.Enum',
        enumValues: [
            'ANONYMOUS',
            'AURA',
            'BATCH_APEX',
            'BATCH_CHUNK_PARALLEL',
            'BATCH_CHUNK_SERIAL',
            'BULK_API',
            'FUTURE',
            'INVOCABLE_ACTION',
            'POST_INSTALL_SCRIPT',
            'QUEUEABLE',
            'REMOTE_ACTION',
            'REST',
            'RUNTEST_ASYNC',
            'RUNTEST_DEPLOY',
            'RUNTEST_SYNC',
            'SCHEDULED',
            'SOAP',
            'SYNCHRONOUS',
            'UNDEFINED',
            'VF'
        ]
    },
    {
        name: 'System.Request',
        methods: {
            'static System.Request getCurrent()': () => new RequestValue(platformClass('System.Request')!.type()),
            'String getRequestId()': () => runtime().transaction.requestId,
            'System.Quiddity getQuiddity()': () => platformEnum('System.Quiddity', runtime().transaction.kind)
        }
    }
);
