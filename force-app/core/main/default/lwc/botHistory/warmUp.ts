import { renderRichText } from 'c/botMarkdown';
import { after, NOTHING, type Cancel } from 'c/botTimers';

/** Some of everything that bots write, so that the code for it is ready when the messages come. */
const SAMPLE = '**a** `b` [c](https://example.com)\n\n1. d\n- e\n\n| f | g |\n|---|---|\n| h | i |\n\n```\nj\n```';

let isWarm = false;

/**
 * Does once what the first message with markup would otherwise have to wait for: preparing the Markdown parser and the
 * sanitizer. Called when the server has been asked; not left to idle time, which a console that opens a record has none of
 * before the answer comes.
 *
 * @returns ends it, for when the answer was faster
 */
export function warmUp(): Cancel {
    if (isWarm) {
        return NOTHING;
    }
    return after(0, () => {
        isWarm = true;
        renderRichText(SAMPLE, { format: 'markdown' });
    });
}
