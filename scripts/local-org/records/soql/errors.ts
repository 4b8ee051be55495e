import { RecordQueryError } from '../errors.ts';

const SEE_DESCRIBE = 'Please reference your WSDL or the describe call for the appropriate names.';

export const noSuchColumn = (column: string, entity: string): RecordQueryError =>
    new RecordQueryError(
        'INVALID_FIELD',
        `No such column '${column}' on entity '${entity}'. If you are attempting to use a custom field, be sure to ` +
            `append the '__c' after the custom field name. ${SEE_DESCRIBE}`
    );

export const noSuchObject = (name: string): RecordQueryError =>
    new RecordQueryError(
        'INVALID_TYPE',
        `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the ` +
            `'__c' after the entity name. ${SEE_DESCRIBE}`
    );

export const noSuchParent = (step: string): RecordQueryError =>
    new RecordQueryError(
        'INVALID_FIELD',
        `Didn't understand relationship '${step}' in field path. If you are attempting to use a custom relationship, ` +
            `be sure to append the '__r' after the custom relationship name. ${SEE_DESCRIBE}`
    );

export const noSuchChildren = (name: string): RecordQueryError =>
    new RecordQueryError(
        'INVALID_TYPE',
        `Didn't understand relationship '${name}' in FROM part of query call. If you are attempting to use a custom ` +
            `relationship, be sure to append the '__r' after the custom relationship name. ${SEE_DESCRIBE}`
    );

export const malformed = (message: string): RecordQueryError => new RecordQueryError('MALFORMED_QUERY', message);

export const badField = (message: string): RecordQueryError => new RecordQueryError('INVALID_FIELD', message);

export const badOperator = (message: string): RecordQueryError =>
    new RecordQueryError('INVALID_QUERY_FILTER_OPERATOR', message);
