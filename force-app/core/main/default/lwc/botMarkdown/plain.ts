import { escapeHtml, LINK_REL, LINK_TARGET, safeUrl } from 'c/botTranscript';

const WEB_ADDRESS = /\bhttps?:\/\/[^\s<>"'`]+/gi;
const TRAILING_SIGNS = /[.,;:!?)\]}»”’]+$/;

/** Text as it stands, line breaks kept, web addresses as links. */
export function plainToHtml(text: string): string {
    if (!/https?:\/\//i.test(text)) {
        return lines(text);
    }
    let html = '';
    let done = 0;
    for (const match of text.matchAll(WEB_ADDRESS)) {
        const address = withoutTrailingSigns(match[0]);
        const checked = safeUrl(address, 'link');
        if (checked?.state === 'ok') {
            html +=
                lines(text.slice(done, match.index)) +
                `<a href="${escapeHtml(checked.href)}" rel="${LINK_REL}" target="${LINK_TARGET}">` +
                `${escapeHtml(address)}</a>`;
            done = match.index + address.length;
        }
    }
    return html + lines(text.slice(done));
}

/** A sentence may end right after an address; a bracket belongs to it only if it was opened in it. */
function withoutTrailingSigns(address: string): string {
    const bare = address.replace(TRAILING_SIGNS, '');
    return bare.includes('(') && address.startsWith(`${bare})`) ? `${bare})` : bare;
}

function lines(text: string): string {
    return escapeHtml(text).replace(/\r\n?|\n/g, '<br>');
}
