import type { ApexBlob } from './blob.ts';
import type { ApexDate, ApexDatetime, ApexTime } from './dates.ts';
import type { ApexDecimal } from './decimal.ts';
import type { ApexDouble } from './double.ts';
import type { ApexId } from './id.ts';
import type { ApexList, ApexMap, ApexSet } from './collections.ts';
import type { ApexEnumValue, ApexObject, PlatformValue } from './objects.ts';
import type { SObjectValue } from './sobject.ts';

/**
 * An Apex value: Integer is a number, Long a bigint, String a string, Boolean a boolean; everything else has a class
 * of its own, so that a value's runtime type can be told from the value alone.
 */
export type Value =
    | null
    | boolean
    | number
    | bigint
    | string
    | ApexDecimal
    | ApexDouble
    | ApexId
    | ApexDate
    | ApexDatetime
    | ApexTime
    | ApexBlob
    | ApexList
    | ApexSet
    | ApexMap
    | ApexObject
    | ApexEnumValue
    | SObjectValue
    | PlatformValue;
