import { renderRichText } from 'c/botMarkdown';
import { warmUp } from '../warmUp';

jest.mock('c/botMarkdown', () => ({ renderRichText: jest.fn(() => '') }));

const render = renderRichText as unknown as jest.Mock;
/** When the pretend timers run what waits for a frame, in milliseconds. */
const FRAME = 16;

describe('getting ready for the first message', () => {
    beforeEach(() => {
        jest.useFakeTimers();
    });

    afterEach(() => {
        jest.useRealTimers();
    });

    it('is left out if the answer came before the first frame', () => {
        warmUp()();
        jest.advanceTimersByTime(100);
        expect(render).not.toHaveBeenCalled();
    });

    it('is left out if the answer came right after the first frame', () => {
        const cancel = warmUp();
        jest.advanceTimersByTime(FRAME);
        cancel();
        jest.advanceTimersByTime(100);
        expect(render).not.toHaveBeenCalled();
    });

    it('comes after the first frame, which shows that there is something to wait for, and only once', () => {
        warmUp();
        jest.advanceTimersByTime(FRAME);
        expect(render).not.toHaveBeenCalled();
        jest.advanceTimersByTime(1);
        expect(render).toHaveBeenCalledTimes(1);
        warmUp();
        jest.advanceTimersByTime(100);
        expect(render).toHaveBeenCalledTimes(1);
    });
});
