/** Callouts of Apex: named credentials, remote sites, redirects. */
import { childFlag, childrenOf, childText, type XmlElement } from '../../salesforce/xml.ts';
import type { CalloutFailure, CalloutRequest, CalloutResponse } from '../types.ts';
import { CalloutError } from './failure.ts';
import { mergeText, type CredentialLookup } from './formula.ts';
import { destinationOf, type HostMap } from './hosts.ts';
import { send } from './send.ts';

/** What callouts ask of the org. */
export interface CalloutOrg {
    /** A deployed component's XML. */
    component(type: string, fullName: string): XmlElement | undefined;
    components(type: string): XmlElement[];
    /** May this user use this principal (`Credential-Principal`), through one of their permission sets? */
    mayUsePrincipal(userId: string, principal: string): boolean;
    /** A stored credential value; undefined where none was stored. */
    credentialValue(externalCredential: string, principal: string, parameter: string): string | undefined;
}

const methods = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE']);
const maxTimeout = 120_000;
const maxRedirects = 5;

interface Prepared {
    url: URL;
    headers: Record<string, string>;
    body: string | null;
    usesNamedCredential: boolean;
}

/**
 * Makes the function that sends Apex's callouts.
 *
 * @param hosts vendors' hosts and the pretend bots that stand for them; everything else must be loopback
 */
export function createCallout(
    org: CalloutOrg,
    hosts: HostMap | (() => HostMap)
): (request: CalloutRequest) => Promise<CalloutResponse | CalloutFailure> {
    return async (request) => {
        try {
            return await exchange(org, typeof hosts === 'function' ? hosts() : hosts, request);
        } catch (error) {
            if (error instanceof CalloutError) {
                return { failure: error.message };
            }
            throw error;
        }
    };
}

async function exchange(org: CalloutOrg, hosts: HostMap, request: CalloutRequest): Promise<CalloutResponse> {
    const method = request.method.toUpperCase();
    if (!methods.has(method)) {
        throw new CalloutError(`Invalid HTTP method: ${request.method}`);
    }
    if (!(request.timeoutMs >= 1 && request.timeoutMs <= maxTimeout)) {
        throw new CalloutError(`Invalid timeout: ${request.timeoutMs} (1 to ${maxTimeout} milliseconds)`);
    }
    const deadline = Date.now() + request.timeoutMs;
    const prepared = prepare(org, request);
    let { url } = prepared;
    for (let redirects = 0; ; redirects += 1) {
        const response = await send({
            method,
            destination: destinationOf(url, hosts),
            headers: prepared.headers,
            body: prepared.body,
            timeoutMs: Math.max(1, deadline - Date.now())
        });
        const location = locationOf(response);
        if (!['GET', 'HEAD'].includes(method) || location === undefined) {
            return response;
        }
        if (redirects === maxRedirects) {
            throw new CalloutError(`Exceeded maximum number of allowed redirects: ${maxRedirects}`);
        }
        const next = new URL(location, url);
        // Credentials never travel to another host.
        if (next.host !== url.host) {
            if (prepared.usesNamedCredential) {
                throw unauthorized(next.href);
            }
            requireRemoteSite(org, next);
        }
        url = next;
    }
}

function prepare(org: CalloutOrg, request: CalloutRequest): Prepared {
    const named = /^callout:([^/?#]+)(.*)$/is.exec(request.endpoint);
    if (named) {
        return prepareNamed(org, request, named[1] as string, named[2] as string);
    }
    if (!URL.canParse(request.endpoint)) {
        throw new CalloutError(`no protocol: ${request.endpoint}`);
    }
    const url = new URL(request.endpoint);
    if (!['http:', 'https:'].includes(url.protocol)) {
        throw new CalloutError(`unknown protocol: ${url.protocol.slice(0, -1)}`);
    }
    requireRemoteSite(org, url, request.endpoint);
    return { url, headers: request.headers, body: request.body, usesNamedCredential: false };
}

function prepareNamed(org: CalloutOrg, request: CalloutRequest, name: string, rest: string): Prepared {
    const credential = org.component('NamedCredential', name);
    if (!credential || (childText(credential, 'calloutStatus') ?? 'Enabled') !== 'Enabled') {
        throw new CalloutError(
            `The callout couldn't access the endpoint. You might not have the required permissions, or the named credential "${name}" might not exist.`
        );
    }
    const parameters = childrenOf(credential, 'namedCredentialParameters');
    const base = parameterOf(parameters, 'Url', 'parameterValue') ?? '';
    const externalName = parameterOf(parameters, 'Authentication', 'externalCredential') ?? '';
    const external = org.component('ExternalCredential', externalName);
    const principal = external && principalOf(org, request.userId, externalName, external);
    if (!external || principal === undefined) {
        throw new CalloutError(
            `We couldn't access the credential(s). You might not have the required permissions, or the external credential "${externalName}" might not exist.`
        );
    }
    const lookup: CredentialLookup = (credentialName, parameter) =>
        credentialName.toLowerCase() === externalName.toLowerCase()
            ? org.credentialValue(externalName, principal, parameter)
            : undefined;
    const mergesHeaders = childFlag(credential, 'allowMergeFieldsInHeader');
    const mergesBody = childFlag(credential, 'allowMergeFieldsInBody');
    const given = Object.entries(request.headers).map(([header, value]): [string, string] => [
        header,
        mergesHeaders ? mergeText(value, lookup) : value
    ]);
    const own = [
        ...headersOf(childrenOf(external, 'externalCredentialParameters'), 'AuthHeader'),
        ...headersOf(parameters, 'HttpHeader')
    ];
    return {
        url: joinUrl(base, rest),
        headers: mergeHeaders(
            given,
            own.map(([header, formula]) => [header, mergeText(formula, lookup)])
        ),
        body: mergesBody && request.body !== null ? mergeText(request.body, lookup) : request.body,
        usesNamedCredential: true
    };
}

/** The first principal, by sequence, that one of the user's permission sets opens. */
function principalOf(org: CalloutOrg, userId: string, externalName: string, external: XmlElement): string | undefined {
    return childrenOf(external, 'externalCredentialParameters')
        .filter((parameter) => /Principal$/.test(childText(parameter, 'parameterType') ?? ''))
        .sort((one, other) => sequenceOf(one) - sequenceOf(other))
        .map((parameter) => childText(parameter, 'parameterName') ?? '')
        .find((name) => org.mayUsePrincipal(userId, `${externalName}-${name}`));
}

function headersOf(parameters: XmlElement[], type: string): [string, string][] {
    return parameters
        .filter((parameter) => childText(parameter, 'parameterType') === type)
        .sort((one, other) => sequenceOf(one) - sequenceOf(other))
        .map((parameter) => [
            childText(parameter, 'parameterName') ?? '',
            childText(parameter, 'parameterValue') ?? ''
        ]);
}

function sequenceOf(parameter: XmlElement): number {
    return Number(childText(parameter, 'sequenceNumber') ?? 0);
}

function parameterOf(parameters: XmlElement[], type: string, element: string): string | undefined {
    const parameter = parameters.find((candidate) => childText(candidate, 'parameterType') === type);
    return parameter && childText(parameter, element);
}

/** The credential's headers win over those of the request, without regard to case. */
function mergeHeaders(given: [string, string][], own: [string, string][]): Record<string, string> {
    const taken = new Set(own.map(([name]) => name.toLowerCase()));
    return Object.fromEntries([...given.filter(([name]) => !taken.has(name.toLowerCase())), ...own]);
}

function joinUrl(base: string, rest: string): URL {
    const text = rest.startsWith('/') ? `${base.replace(/\/+$/, '')}${rest}` : `${base}${rest}`;
    if (!URL.canParse(text)) {
        throw new CalloutError(`no protocol: ${text}`);
    }
    return new URL(text);
}

function requireRemoteSite(org: CalloutOrg, url: URL, endpoint = url.href): void {
    const isOpen = org.components('RemoteSiteSetting').some((site) => {
        const address = childText(site, 'url') ?? '';
        if (!childFlag(site, 'isActive') || !URL.canParse(address)) {
            return false;
        }
        const open = new URL(address);
        const sameProtocol = open.protocol === url.protocol || childFlag(site, 'disableProtocolSecurity');
        return open.host.toLowerCase() === url.host.toLowerCase() && sameProtocol;
    });
    if (!isOpen) {
        throw unauthorized(endpoint);
    }
}

function unauthorized(endpoint: string): CalloutError {
    return new CalloutError(
        `Unauthorized endpoint, please check Setup->Security->Remote site settings. endpoint = ${endpoint}`
    );
}

function locationOf(response: CalloutResponse): string | undefined {
    if (![301, 302, 303, 307, 308].includes(response.statusCode)) {
        return undefined;
    }
    const name = Object.keys(response.headers).find((header) => header.toLowerCase() === 'location');
    return name === undefined ? undefined : response.headers[name];
}
