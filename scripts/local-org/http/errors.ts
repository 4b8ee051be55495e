/** Errors as the REST API gives them: `[{"message", "errorCode"}]` with an HTTP status. */
export class RestError extends Error {
    readonly status: number;
    readonly errorCode: string;
    readonly fields: string[] | undefined;

    constructor(status: number, errorCode: string, message: string, fields?: string[]) {
        super(message);
        this.name = 'RestError';
        this.status = status;
        this.errorCode = errorCode;
        this.fields = fields;
    }

    body(): { message: string; errorCode: string; fields?: string[] }[] {
        const { message, errorCode, fields } = this;
        return [fields === undefined ? { message, errorCode } : { message, errorCode, fields }];
    }
}

export function notFound(message = 'The requested resource does not exist'): RestError {
    return new RestError(404, 'NOT_FOUND', message);
}

/** Something a real org has and this one has not. */
export function notSupported(what: string): RestError {
    return new RestError(501, 'NOT_SUPPORTED', `not supported by the local org: ${what}`);
}
