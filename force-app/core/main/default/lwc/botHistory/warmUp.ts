import { renderRichText } from 'c/botMarkdown';
import { after, nextFrame, NOTHING, type Cancel } from 'c/botTimers';

/** Some of everything that bots write, so that the code for it is ready when the messages come. */
const SAMPLE = '**a** `b` [c](https://example.com)\n\n1. d\n- e\n\n| f | g |\n|---|---|\n| h | i |\n\n```\nj\n```';

/**
 * After the first frame, in milliseconds. An answer that comes sooner (a record opened again, a fast bot) would wait
 * for all of the sample, of which its first messages need only a part.
 */
const WAIT = 100;

let isWarm = false;

/**
 * Does once what the first message with markup would otherwise have to wait for: preparing the Markdown parser and the
 * sanitizer. Called when the server has been asked; a moment after the first frame, so that the agent sees at once that
 * a history is on its way; not left to idle time, which a console that opens a record has none of before the answer
 * comes.
 *
 * @returns ends it, for when the answer was faster
 */
export function warmUp(): Cancel {
    if (isWarm) {
        return NOTHING;
    }
    let cancel = nextFrame(() => {
        cancel = after(WAIT, () => {
            isWarm = true;
            renderRichText(SAMPLE, { format: 'markdown' });
        });
    });
    return () => cancel();
}
