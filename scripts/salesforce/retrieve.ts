/** Retrieves components of an org in the Metadata format, by the SOAP Metadata API (REST has no retrieve). */
import { setTimeout as delay } from 'node:timers/promises';
import { strFromU8, unzipSync } from 'fflate';

import { OrgRequestError, type OrgClient } from './org-client.ts';
import { childrenOf, childText, escapeXml, parseXml, type XmlElement } from './xml.ts';

export interface Retrieved {
    /** Path in the zip → text. */
    files: Map<string, string>;
    /** What the org says about members that it does not have. */
    messages: string[];
}

/** The org took the request and could not do it, as with more components than it retrieves at once. */
export class RetrieveError extends Error {}

const namespace = 'http://soap.sforce.com/2006/04/metadata';
const firstPause = 50;
const longestPause = 2_000;
const timeout = 10 * 60_000;

/**
 * Retrieves all members in one request; those that the org does not have are passed over.
 *
 * @param members metadata type → full names
 * @throws OrgRequestError where the org does not answer, refuses, or does not end in time; RetrieveError
 */
export async function retrieveMetadata(
    org: OrgClient,
    members: ReadonlyMap<string, readonly string[]>
): Promise<Retrieved> {
    const types = [...members]
        .map(([name, list]) => {
            const lines = list.map((member) => `<members>${escapeXml(member)}</members>`).join('');
            return `<types>${lines}<name>${escapeXml(name)}</name></types>`;
        })
        .join('');
    const request = `<apiVersion>${org.apiVersion}</apiVersion><singlePackage>true</singlePackage><unpackaged>${types}<version>${org.apiVersion}</version></unpackaged>`;
    const started = resultOf(
        parseXml(await answerTo(org, 'retrieve', `<retrieveRequest>${request}</retrieveRequest>`)),
        'retrieve'
    );
    const id = childText(started, 'id') ?? '';
    const deadline = Date.now() + timeout;
    for (let pause = firstPause; ; pause = Math.min(longestPause, pause * 2)) {
        const operation = 'checkRetrieveStatus';
        const { rest, zip } = withoutFiles(
            await answerTo(
                org,
                operation,
                `<asyncProcessId>${escapeXml(id)}</asyncProcessId><includeZip>true</includeZip>`
            )
        );
        const status = resultOf(parseXml(rest), operation);
        if (childText(status, 'done') === 'true') return result(status, zip);
        if (Date.now() > deadline) {
            throw new OrgRequestError(
                0,
                'TIMEOUT',
                `The org has not read its metadata after ${timeout / 60_000} minutes.`
            );
        }
        await delay(pause);
    }
}

/**
 * Full names of all components of a type.
 *
 * @throws OrgRequestError where the org does not answer or refuses
 */
export async function listMetadata(org: OrgClient, type: string): Promise<string[]> {
    const query = `<queries><type>${escapeXml(type)}</type></queries><asOfVersion>${org.apiVersion}</asOfVersion>`;
    const answer = parseXml(await answerTo(org, 'listMetadata', query));
    const response = find(answer, 'listMetadataResponse');
    return (response ? childrenOf(response, 'result') : []).map((entry) => childText(entry, 'fullName') ?? '');
}

function answerTo(org: OrgClient, operation: string, body: string): Promise<string> {
    return org.metadataSoap(`<${operation} xmlns="${namespace}">${body}</${operation}>`);
}

function resultOf(answer: XmlElement, operation: string): XmlElement {
    const found = find(answer, 'result');
    if (!found) throw new Error(`The org's answer to ${operation} holds no result.`);
    return found;
}

/**
 * An XML parser takes longer for the zip's base64, which may be megabytes, and for what the answer tells of each file,
 * which is not read here, than for all else that a plan reads.
 */
function withoutFiles(answer: string): { rest: string; zip?: string } {
    const found = /<zipFile>([A-Za-z\d+/=\s]+)<\/zipFile>/.exec(answer);
    if (!found) return { rest: answer };
    const [element, zip] = found;
    const rest = answer.slice(0, found.index) + answer.slice(found.index + element.length);
    return { rest: rest.replace(/<fileProperties>.*?<\/fileProperties>/gs, ''), zip };
}

function find(element: XmlElement, name: string): XmlElement | undefined {
    if (element.name.replace(/^.*:/, '') === name) return element;
    for (const part of element.children) {
        const found = find(part, name);
        if (found) return found;
    }
    return undefined;
}

/** @param zip where it was taken out of the status */
function result(status: XmlElement, zip: string | undefined = childText(status, 'zipFile')): Retrieved {
    if (childText(status, 'success') !== 'true' || zip === undefined) {
        const problem = childText(status, 'errorMessage') ?? childText(status, 'status') ?? 'no reason given';
        throw new RetrieveError(`The org could not be read: ${problem}`);
    }
    const entries = unzipSync(new Uint8Array(Buffer.from(zip, 'base64')));
    return {
        files: new Map(
            Object.entries(entries)
                .filter(([path]) => !path.endsWith('/'))
                .map(([path, bytes]) => [path.replace(/^unpackaged\//, ''), strFromU8(bytes)])
        ),
        messages: childrenOf(status, 'messages').map((message) => childText(message, 'problem') ?? '')
    };
}
