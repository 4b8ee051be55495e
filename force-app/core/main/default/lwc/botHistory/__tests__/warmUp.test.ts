import { renderRichText } from 'c/botMarkdown';
import { warmUp } from '../warmUp';

jest.mock('c/botMarkdown', () => ({ renderRichText: jest.fn(() => '') }));

const render = renderRichText as unknown as jest.Mock;
/** When the pretend timers run what waits for a frame, in milliseconds. */
const FRAME = 16;
/** What an answer that comes soon may take, in milliseconds. */
const SOON = 100;

describe('getting ready for the first message', () => {
    beforeEach(() => {
        jest.useFakeTimers();
    });

    afterEach(() => {
        jest.useRealTimers();
    });

    it('is left out if the answer came before the first frame', () => {
        warmUp()();
        jest.advanceTimersByTime(FRAME + SOON);
        expect(render).not.toHaveBeenCalled();
    });

    it('is left out if the answer came soon after the first frame', () => {
        const cancel = warmUp();
        jest.advanceTimersByTime(FRAME + SOON - 1);
        cancel();
        jest.advanceTimersByTime(SOON);
        expect(render).not.toHaveBeenCalled();
    });

    it('comes after the first frame, which shows that there is something to wait for, and only once', () => {
        warmUp();
        jest.advanceTimersByTime(FRAME + SOON - 1);
        expect(render).not.toHaveBeenCalled();
        jest.advanceTimersByTime(1);
        expect(render).toHaveBeenCalledTimes(1);
        warmUp();
        jest.advanceTimersByTime(FRAME + SOON);
        expect(render).toHaveBeenCalledTimes(1);
    });
});
