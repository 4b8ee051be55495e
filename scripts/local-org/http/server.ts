/** The local org's HTTP server: `/services` as a real org, `/local` beside it, and whatever plugins bring. */
import Fastify, {
    type FastifyError,
    type FastifyInstance,
    type FastifyPluginAsync,
    type FastifyRequest
} from 'fastify';

import { isLoopbackHost } from '../callouts/hosts.ts';
import { DmlFailure, RecordQueryError } from '../records/index.ts';
import type { LocalState } from './console-session.ts';
import { RestError, notSupported } from './errors.ts';
import { localRoutes } from './local.ts';
import { metadataRestRoutes } from './metadata-rest.ts';
import { oauthRoutes } from './oauth.ts';
import type { HttpOrg } from './org.ts';
import { collectionRoutes } from './rest/collection-routes.ts';
import { compositeRoutes } from './rest/composite.ts';
import { describeRoutes } from './rest/describe-routes.ts';
import { embeddedServiceRoutes } from './rest/embedded-service.ts';
import { namedCredentialRoutes } from './rest/named-credentials.ts';
import { queryRoutes } from './rest/query.ts';
import { recordRoutes } from './rest/record-routes.ts';
import { requireVersion, resourceRoutes, versionList } from './rest/versions.ts';
import { apexSoapRoutes } from './soap/apex-soap.ts';
import { metadataSoapRoutes } from './soap/metadata-soap.ts';
import { toolingRoutes } from './tooling/tooling.ts';

/** Zips of 39 MB are what the Metadata API takes; base64 makes a third more of them. */
const bodyLimit = 64 * 1024 * 1024;

export async function createServer(
    org: HttpOrg,
    state: LocalState,
    plugins: readonly FastifyPluginAsync[]
): Promise<FastifyInstance> {
    const app = Fastify({
        bodyLimit,
        forceCloseConnections: true,
        // sf puts a second slash before the path.
        rewriteUrl: (request) => (request.url ?? '/').replace(/^\/{2,}/, '/'),
        routerOptions: { maxParamLength: 2000, caseSensitive: false }
    });
    app.addContentTypeParser(/^(text\/xml|application\/soap\+xml)/, { parseAs: 'string' }, (_request, body, done) =>
        done(null, body)
    );
    app.addContentTypeParser(/^multipart\/form-data/, { parseAs: 'buffer' }, (_request, body, done) =>
        done(null, body)
    );
    app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
        done(null, Object.fromEntries(new URLSearchParams(String(body))))
    );
    app.decorateRequest('userId', '');
    app.addHook('onRequest', refuseStrangers);
    app.setErrorHandler((error: FastifyError | RestError | DmlFailure | RecordQueryError, request, reply) => {
        const rest = toRestError(error);
        if (rest.status >= 500 && rest.errorCode === 'UNKNOWN_EXCEPTION') {
            console.error(`${request.method} ${request.url} failed:`, error);
        }
        return reply.code(rest.status).send(rest.body());
    });

    oauthRoutes(app, org);
    metadataSoapRoutes(app, org);
    apexSoapRoutes(app, org);
    app.get('/services/data', () => versionList());
    await app.register(
        async (data) => {
            data.addHook('preHandler', org.sessions.authenticate);
            data.addHook('preHandler', async (request) =>
                requireVersion((request.params as { version: string }).version)
            );
            resourceRoutes(data, org);
            queryRoutes(data, org.records, org.addedObjects);
            describeRoutes(data, org);
            recordRoutes(data, org.records);
            collectionRoutes(data, org.records);
            compositeRoutes(data);
            namedCredentialRoutes(data, org);
            embeddedServiceRoutes(data, org);
            metadataRestRoutes(data, org);
            toolingRoutes(data, org);
        },
        { prefix: '/services/data/:version' }
    );
    app.all('/services/*', (request) => {
        throw notSupported(`${request.method} ${request.url.split('?')[0]}`);
    });
    await app.register(async (local) => localRoutes(local, org, state), { prefix: '/local' });
    for (const plugin of plugins) {
        await app.register(plugin);
    }
    return app;
}

/**
 * Web pages of other origins may not speak to the org, nor may names that lead to loopback only now: what needs no
 * token here (`/local`) would otherwise be open to every page in a browser on this machine.
 */
async function refuseStrangers(request: FastifyRequest): Promise<void> {
    const { origin } = request.headers;
    const isLocalHost = isLoopbackHost(request.hostname.replace(/^::1$/, '[::1]'));
    const isLocalOrigin = origin === undefined || (URL.canParse(origin) && isLoopbackHost(new URL(origin).hostname));
    // The route that was found: a path can be written in many ways.
    const isLocalRoute = request.routeOptions.url?.startsWith('/local/') ?? false;
    if (!isLocalHost || (!isLocalOrigin && isLocalRoute)) {
        throw new RestError(403, 'FORBIDDEN', 'The local org answers to this machine only.');
    }
}

function toRestError(error: FastifyError | RestError | DmlFailure | RecordQueryError): RestError {
    if (error instanceof RestError) {
        return error;
    }
    if (error instanceof DmlFailure) {
        return new RestError(400, error.statusCode, error.message, error.fields);
    }
    if (error instanceof RecordQueryError) {
        return new RestError(400, error.errorCode, error.restMessage);
    }
    const status = error.statusCode ?? 500;
    if (status < 500) {
        return new RestError(status, status === 400 ? 'JSON_PARSER_ERROR' : 'INVALID_INPUT', error.message);
    }
    if (status === 503) {
        return new RestError(status, 'SERVER_UNAVAILABLE', error.message);
    }
    const isKnownLimit = error.message.startsWith('not supported by the local org');
    return isKnownLimit
        ? new RestError(501, 'NOT_SUPPORTED', error.message)
        : new RestError(500, 'UNKNOWN_EXCEPTION', `An unexpected error occurred: ${error.message}`);
}
