/** Errors of the setup that people can do something about, and the exit codes of its commands. */

import { isOfCertificate } from '../../providers/shared/request-error.ts';

/** What the process ends with; documented in docs/setup.md. */
export const exitCodes = {
    ok: 0,
    /** The org or a vendor refused something, or a defect of the setup. */
    failed: 1,
    /** Command line or config file are wrong, or a secret is missing. */
    usage: 2,
    /** `plan`: there is something to do. */
    changes: 3,
    /** `doctor` or `test-handoff`: a link of the chain does not hold. */
    unhealthy: 4,
    /** No answer: the same command may work later. */
    unreachable: 5,
    /** Another run works on this org. */
    busy: 6,
    /** Stopped by the person. */
    interrupted: 130
} as const;

export class SetupError extends Error {
    readonly exitCode: number;
    readonly remedy: string | undefined;

    constructor(message: string, options: { exitCode?: number; remedy?: string } = {}) {
        super(message);
        this.name = 'SetupError';
        this.exitCode = options.exitCode ?? exitCodes.failed;
        this.remedy = options.remedy;
    }
}

/** An error as it is told. */
export interface Failure {
    exitCode: number;
    message: string;
    remedy?: string;
    /** Of a config file: each mistake by itself. */
    problems?: unknown[];
}

/** The document that `--json` promises where a command failed. */
export function failureDocument({ exitCode, ...error }: Failure): string {
    return `${JSON.stringify({ exitCode, error }, null, 2)}\n`;
}

/** What to do about a connection of which Node does not take the certificate; undefined for any other error code. */
export function remedyOfCertificate(code: string | undefined): string | undefined {
    return isOfCertificate(code)
        ? 'Node does not know who signed this connection, as behind a company proxy: set NODE_OPTIONS=--use-system-ca, or NODE_EXTRA_CA_CERTS to the file of the root certificate.'
        : undefined;
}
