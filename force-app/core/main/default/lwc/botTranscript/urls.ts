import { cutText, wellFormed } from './json';

/** What a URL is used for: something to press, or something that the page loads by itself. */
export type UrlKind = 'link' | 'media';

/** Which hosts media may be loaded from. */
export interface UrlPolicy {
    /** Host names, `*.example.com` for all below one; `*` for every host. Without any, no media loads unasked. */
    mediaHosts?: readonly string[];
}

/**
 * A URL from a payload after the check; components use `href` and nothing else.
 *
 * - `ok`: may be used.
 * - `foreign`: media from a host that the policy doesn't name: don't load it, offer `href` as a link.
 * - `refused`: another scheme, no URL at all, or too long: show `text`, make nothing of it. `href` is empty.
 */
export interface CheckedUrl {
    state: 'ok' | 'foreign' | 'refused';
    href: string;
    /** To be seen beside every link; the address itself for `mailto:` and `tel:`, empty for `data:`. */
    host: string;
    /** As it came, cut to 300 characters. */
    text: string;
}

/** `rel` of every link that comes from a payload, and `target` of those to a page. */
export const LINK_REL = 'noopener noreferrer nofollow';
export const LINK_TARGET = '_blank';

const TEXT_LENGTH = 300;
const LONGEST_URL = 8_192;
/** About 5 MB of picture. */
const LONGEST_DATA_URL = 7_000_000;

const DATA_IMAGE = /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+={0,2}$/;
const MAIL = /^mailto:([^\s<>"\\]{1,320})$/i;
const PHONE = /^tel:(\+?[0-9][0-9().\- ;=a-z*#,]{0,60})$/i;
const LOOPBACK = /^(?:127\.0\.0\.1|localhost)$/;
// eslint-disable-next-line no-control-regex -- browsers skip these inside a scheme, so "java\tscript:" must not pass
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/;

/**
 * Decides what may be done with a URL from a payload.
 *
 * Links: `https`, `mailto`, `tel`, and `http` on 127.0.0.1 and localhost only (the local org's pretend bots).
 * Media: `https` and loopback `http` from the policy's hosts, `data:` pictures (PNG, JPEG, GIF, WebP) up to 5 MB.
 * Relative URLs and URLs with a user name are refused: both can look like another host.
 *
 * @param url any value from a payload
 * @returns undefined where there is no URL at all (null, blank, not a string)
 */
export function safeUrl(url: unknown, kind: UrlKind, policy: UrlPolicy = {}): CheckedUrl | undefined {
    if (typeof url !== 'string') {
        return undefined;
    }
    const trimmed = url.length > LONGEST_DATA_URL ? url : url.trim();
    if (trimmed === '') {
        return undefined;
    }
    const text = wellFormed(trimmed.length > TEXT_LENGTH ? `${cutText(trimmed, TEXT_LENGTH)}…` : trimmed);
    if (trimmed.startsWith('data:')) {
        const isPicture = kind === 'media' && trimmed.length <= LONGEST_DATA_URL && DATA_IMAGE.test(trimmed);
        return isPicture ? { state: 'ok', href: trimmed, host: '', text } : refused(text);
    }
    if (trimmed.length > LONGEST_URL || CONTROL.test(trimmed)) {
        return refused(text);
    }
    if (/^https?:\/\//i.test(trimmed)) {
        return checkedWebUrl(trimmed, kind, policy, text);
    }
    const address = kind === 'link' ? (MAIL.exec(trimmed) ?? PHONE.exec(trimmed)) : null;
    return address ? { state: 'ok', href: trimmed.replaceAll(' ', ''), host: address[1] ?? '', text } : refused(text);
}

/** `target` of a link: null for `mailto:` and `tel:`, which open a program and would leave an empty tab. */
export function linkTarget(href: string): string | null {
    return /^(?:mailto|tel):/i.test(href) ? null : LINK_TARGET;
}

function checkedWebUrl(url: string, kind: UrlKind, policy: UrlPolicy, text: string): CheckedUrl {
    let parsed: URL;
    try {
        parsed = new URL(url);
    } catch {
        // The only way to ask the platform whether it is a URL; "no" is the answer, not a failure.
        return refused(text);
    }
    const isWeb = parsed.protocol === 'https:' || (parsed.protocol === 'http:' && LOOPBACK.test(parsed.hostname));
    if (!isWeb || parsed.username !== '' || parsed.password !== '' || parsed.hostname === '') {
        return refused(text);
    }
    const isAllowed = kind === 'link' || mayLoadFrom(parsed.hostname, policy);
    return { state: isAllowed ? 'ok' : 'foreign', href: parsed.href, host: parsed.host, text };
}

function mayLoadFrom(host: string, policy: UrlPolicy): boolean {
    return (policy.mediaHosts ?? []).some((pattern) => {
        const wanted = pattern.toLowerCase();
        return wanted === '*' || wanted === host || (wanted.startsWith('*.') && host.endsWith(wanted.slice(1)));
    });
}

function refused(text: string): CheckedUrl {
    return { state: 'refused', href: '', host: '', text };
}
