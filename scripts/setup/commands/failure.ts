/** Any error as what a person or a machine gets to see: words, a remedy, an exit code; never a secret or a stack. */
import { OrgRequestError } from '../../salesforce/org-client.ts';
import { limitExceeded } from '../../salesforce/org-request-error.ts';
import { RetrieveError } from '../../salesforce/retrieve.ts';
import { ConfigError } from '../config/read.ts';
import { exitCodes, remedyOfCertificate, SetupError, type Failure } from '../run/error.ts';
import { JournalError } from '../run/journal.ts';
import { MissingSecretsError, type SecretStore } from '../run/secrets.ts';

export function failureOf(error: unknown, secrets: SecretStore): Failure {
    const failure = raw(error);
    return {
        ...failure,
        message: secrets.redact(failure.message),
        ...(failure.remedy !== undefined && { remedy: secrets.redact(failure.remedy) })
    };
}

function raw(error: unknown): Failure {
    if (error instanceof ConfigError) {
        return { exitCode: exitCodes.usage, message: error.message, problems: error.problems };
    }
    if (error instanceof MissingSecretsError) {
        return { exitCode: exitCodes.usage, message: error.message, problems: error.missing };
    }
    if (error instanceof JournalError) return { exitCode: exitCodes.busy, message: error.message };
    if (error instanceof SetupError) {
        return {
            exitCode: error.exitCode,
            message: error.message,
            ...(error.remedy !== undefined && { remedy: error.remedy })
        };
    }
    if (error instanceof OrgRequestError) return ofOrg(error);
    if (error instanceof RetrieveError) {
        return {
            exitCode: exitCodes.failed,
            message: error.message,
            remedy: 'Mend what it names, if anything; then run the same command again: what is done stays done.'
        };
    }
    if (error instanceof Error && error.name === 'ExitPromptError') {
        return { exitCode: exitCodes.interrupted, message: 'Stopped; nothing more was changed.' };
    }
    const { code = '', path } = Object(error) as NodeJS.ErrnoException;
    if (path !== undefined && ['EACCES', 'EPERM', 'EROFS'].includes(code)) {
        return {
            exitCode: exitCodes.usage,
            message: `${path} may not be written (${code}).`,
            remedy: 'The project builds into its own folder: give that to your user, or clone it to a folder of your own.'
        };
    }
    return { exitCode: exitCodes.failed, message: error instanceof Error ? error.message : String(error) };
}

function ofOrg(error: OrgRequestError): Failure {
    if (error.errorCode === 'INVALID_SESSION_ID') {
        return {
            exitCode: exitCodes.failed,
            message: `The org no longer takes this session: ${error.message}`,
            remedy:
                'Log in again (npx sf org login web); with --instance-url, SETUP_ACCESS_TOKEN wants an access token of this ' +
                'org (00D…!…), not its auth url or a password. Then run the same command: it goes on from here.'
        };
    }
    if (error.errorCode === 'REDIRECT') {
        return {
            exitCode: exitCodes.usage,
            message: error.message,
            remedy:
                'Name the org by the address that Setup, My Domain, shows: with --instance-url, or by logging in again ' +
                '(npx sf org login web --alias NAME --instance-url URL).'
        };
    }
    const { isSilence } = error;
    const isUnknown = ['NoOrgFound', 'NamedOrgNotFoundError', 'NoAuthInfoFound'].includes(error.errorCode);
    return {
        exitCode: isUnknown ? exitCodes.usage : isSilence ? exitCodes.unreachable : exitCodes.failed,
        message: error.message,
        ...(isUnknown && {
            remedy:
                'Log in to it: npx sf org login web --alias NAME (a sandbox: with --instance-url and its My Domain url). ' +
                'npx sf org list shows the aliases that sf knows.'
        }),
        ...(isSilence && !isUnknown && { remedy: silenceRemedy(error.errorCode) })
    };
}

/** Where another try alone does not help. */
function silenceRemedy(code: string): string {
    const ofCertificate = remedyOfCertificate(code);
    if (ofCertificate !== undefined) return ofCertificate;
    if (['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED'].includes(code)) {
        return "Look at the org's address and the network (behind a proxy: HTTPS_PROXY=http://HOST:PORT with NODE_USE_ENV_PROXY=1), then run the same command again: what is done stays done.";
    }
    if (code === limitExceeded) {
        return 'The org takes no more API requests for now (Setup, System Overview, shows those of 24 hours): run the same command again later. What is done stays done.';
    }
    return 'Run the same command again: what is done stays done.';
}
