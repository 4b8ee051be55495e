/** SOAP envelopes of the Metadata API, read and written. */
import { childrenOf, child, escapeXml, parseXml, XmlError, type XmlElement } from '../../../salesforce/xml.ts';
import { RestError } from '../errors.ts';

export interface SoapCall {
    operation: string;
    sessionId: string | undefined;
    /** The operation's element, prefixes taken off all names. */
    body: XmlElement;
}

/** Namespaces of the APIs that speak SOAP here. */
export const apis = {
    metadata: 'http://soap.sforce.com/2006/04/metadata',
    apex: 'http://soap.sforce.com/2006/08/apex'
} as const;

/** @throws RestError where the text is no SOAP call */
export function readCall(text: string): SoapCall {
    let envelope: XmlElement;
    try {
        envelope = withoutPrefixes(parseXml(text));
    } catch (error) {
        if (error instanceof XmlError) {
            throw new RestError(500, 'soapenv:Client', error.message);
        }
        throw error;
    }
    const body = child(envelope, 'Body')?.children[0];
    if (!body) {
        throw new RestError(500, 'soapenv:Client', 'The envelope has no body.');
    }
    const header = child(envelope, 'Header');
    const session = header && childrenOf(header, 'SessionHeader')[0];
    const sessionId = session && child(session, 'sessionId')?.text.trim();
    return { operation: body.name, sessionId, body };
}

function withoutPrefixes(element: XmlElement): XmlElement {
    return {
        ...element,
        name: element.name.replace(/^[^:]+:/, ''),
        children: element.children.map(withoutPrefixes)
    };
}

/** The answer to an operation: `result` once, or once an entry of a list. */
export function answerEnvelope(
    operation: string,
    results: unknown[],
    api: string = apis.metadata,
    header?: object
): string {
    const content = results.map((result) => xmlOf('result', result)).join('');
    return envelope(`<${operation}Response>${content}</${operation}Response>`, api, header);
}

export function faultEnvelope(code: string, message: string): string {
    const words = escapeXml(`${code}: ${message}`);
    const fault = `<faultcode>${escapeXml(code)}</faultcode><faultstring>${words}</faultstring>`;
    return envelope(`<soapenv:Fault>${fault}</soapenv:Fault>`, apis.metadata);
}

function envelope(content: string, api: string, header?: object): string {
    const namespaces = `xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="${api}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"`;
    const head = header ? xmlOf('soapenv:Header', header) : '';
    return `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope ${namespaces}>${head}<soapenv:Body>${content}</soapenv:Body></soapenv:Envelope>`;
}

/** A value as elements: objects by their keys, lists repeated, null and undefined left out. */
function xmlOf(name: string, value: unknown): string {
    if (value === undefined || value === null) {
        return '';
    }
    if (Array.isArray(value)) {
        return value.map((entry) => xmlOf(name, entry)).join('');
    }
    const content =
        typeof value === 'object'
            ? Object.entries(value)
                  .map(([key, entry]) => xmlOf(key, entry))
                  .join('')
            : escapeXml(String(value));
    return `<${name}>${content}</${name}>`;
}
