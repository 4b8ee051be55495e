import type { DmlResult } from '../../types.ts';
import { STRING } from '../types/apex-type.ts';
import type { PlatformClassDefinition, PlatformCode } from '../types/platform-class.ts';
import { ApexList } from '../values/collections.ts';
import { ApexId } from '../values/id.ts';
import { PlatformValue } from '../values/objects.ts';
import { define, platformClass, platformEnum } from './registry.ts';

class ErrorValue extends PlatformValue {
    readonly error: DmlResult['errors'][number];

    constructor(error: DmlResult['errors'][number]) {
        super(platformClass('Database.Error')!.type());
        this.error = error;
    }

    override toText(): string {
        return `Database.Error[getFields=(${this.error.fields.join(', ')});getMessage=${this.error.message};getStatusCode=${this.error.statusCode};]`;
    }
}

/** One record's outcome; the class of the result depends on the operation. */
export class ResultValue extends PlatformValue {
    readonly result: DmlResult;

    constructor(className: string, result: DmlResult) {
        super(platformClass(className)!.type());
        this.result = result;
    }

    override toText(): string {
        return `${this.type.name}[getErrors=(${this.result.errors.map((each) => each.message).join(', ')});getId=${this.result.id ?? 'null'};isSuccess=${this.result.success};]`;
    }
}

const COMMON: Record<string, PlatformCode> = {
    'Boolean isSuccess()': (self: ResultValue) => self.result.success,
    'Id getId()': (self: ResultValue) => (self.result.id === null ? null : ApexId.ofStore(self.result.id)),
    'List<Database.Error> getErrors()': (self: ResultValue) =>
        ApexList.of(
            platformClass('Database.Error')!.type(),
            self.result.errors.map((error) => new ErrorValue(error))
        )
};

function result(name: string, methods: Record<string, PlatformCode> = {}): PlatformClassDefinition {
    return { name: `Database.${name}`, methods: { ...COMMON, ...methods } };
}

define(
    {
        // The codes that this org's record store gives, and those that code asks for most.
        name: 'System.StatusCode',
        superclass: 'System.Enum',
        enumValues: [
            'ALL_OR_NONE_OPERATION_ROLLED_BACK',
            'CANNOT_DELETE_LAST_DATED_CONVERSION_RATE',
            'CANNOT_EXECUTE_FLOW_TRIGGER',
            'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
            'DELETE_FAILED',
            'DUPLICATES_DETECTED',
            'DUPLICATE_EXTERNAL_ID',
            'DUPLICATE_VALUE',
            'ENTITY_IS_DELETED',
            'ENTITY_IS_LOCKED',
            'FIELD_CUSTOM_VALIDATION_EXCEPTION',
            'FIELD_FILTER_VALIDATION_EXCEPTION',
            'FIELD_INTEGRITY_EXCEPTION',
            'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
            'INSUFFICIENT_ACCESS_OR_READONLY',
            'INVALID_CROSS_REFERENCE_KEY',
            'INVALID_EMAIL_ADDRESS',
            'INVALID_FIELD',
            'INVALID_FIELD_FOR_INSERT_UPDATE',
            'INVALID_ID_FIELD',
            'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
            'INVALID_TYPE_ON_FIELD_IN_RECORD',
            'LIMIT_EXCEEDED',
            'MALFORMED_ID',
            'MISSING_ARGUMENT',
            'NUMBER_OUTSIDE_VALID_RANGE',
            'REQUIRED_FIELD_MISSING',
            'STRING_TOO_LONG',
            'UNABLE_TO_LOCK_ROW',
            'UNKNOWN_EXCEPTION'
        ]
    },
    {
        name: 'Database.Error',
        methods: {
            'String getMessage()': (self: ErrorValue) => self.error.message,
            'List<String> getFields()': (self: ErrorValue) => ApexList.of(STRING, [...self.error.fields]),
            'System.StatusCode getStatusCode()': (self: ErrorValue) =>
                platformEnum('System.StatusCode', self.error.statusCode)
        }
    },
    result('SaveResult'),
    result('DeleteResult'),
    result('UndeleteResult'),
    result('UpsertResult', { 'Boolean isCreated()': (self: ResultValue) => self.result.created })
);
