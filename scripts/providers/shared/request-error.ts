/** What went wrong, in kinds that callers tell apart. */
export type FailureKind =
    | 'unauthorized'
    | 'forbidden'
    | 'notFound'
    | 'rateLimited'
    /** 5xx */
    | 'unavailable'
    /** No answer, or none that arrived whole. */
    | 'noAnswer'
    /** The name of the host leads nowhere: most often it is mistyped. */
    | 'noHost'
    /** An answer that is no JSON: a sign-in page, half a text. */
    | 'badAnswer'
    /** Any other 4xx, and redirects, which are not followed. */
    | 'refused';

/** A vendor's API said no, or nothing. The message is safe to print: secrets are replaced before it is made. */
export class ProviderRequestError extends Error {
    readonly kind: FailureKind;
    /** 0 where no answer came. */
    readonly status: number;
    /** The vendor's own error code, if it gave one. */
    readonly code: string | undefined;
    /** Would the same request have a chance a little later? */
    readonly canRetry: boolean;
    /** A write of which nobody knows whether it was done. */
    readonly maybeDone: boolean;

    constructor(
        message: string,
        details: { kind: FailureKind; status: number; code?: string; canRetry: boolean; maybeDone: boolean }
    ) {
        super(message);
        this.name = 'ProviderRequestError';
        this.kind = details.kind;
        this.status = details.status;
        this.code = details.code;
        this.canRetry = details.canRetry;
        this.maybeDone = details.maybeDone;
    }
}

export const isFailure = (error: unknown, ...kinds: FailureKind[]): error is ProviderRequestError =>
    error instanceof ProviderRequestError && kinds.includes(error.kind);

/** Is an error code of Node's about the certificate of the other side? */
export const isOfCertificate = (code: string | undefined): boolean => /CERT|ISSUER|VERIFY/.test(code ?? '');
