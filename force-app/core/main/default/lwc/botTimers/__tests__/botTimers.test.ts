import { after, every, nextFrame, NOTHING, pause, whenIdle } from 'c/botTimers';

describe('timers', () => {
    beforeEach(() => jest.useFakeTimers());
    afterEach(() => jest.useRealTimers());

    it('run once, again and again, and not after they were cancelled', async () => {
        const once = jest.fn();
        const often = jest.fn();
        const never = jest.fn();
        after(100, once);
        const stop = every(100, often);
        after(100, never)();
        jest.advanceTimersByTime(350);
        stop();
        jest.advanceTimersByTime(1_000);
        expect([once.mock.calls.length, often.mock.calls.length, never.mock.calls.length]).toEqual([1, 3, 0]);
        expect(NOTHING()).toBeUndefined();
    });

    it('run in the next frame', () => {
        const run = jest.fn();
        const not = jest.fn();
        nextFrame(run);
        nextFrame(not)();
        jest.advanceTimersByTime(50);
        expect(run).toHaveBeenCalledTimes(1);
        expect(not).not.toHaveBeenCalled();
    });

    it('run when the page is idle, also in a browser that has no word for it', () => {
        const run = jest.fn();
        whenIdle(run);
        whenIdle(run)();
        jest.advanceTimersByTime(1_000);
        expect(run).toHaveBeenCalledTimes(1);
    });

    it('pause', async () => {
        const paused = pause(100);
        jest.advanceTimersByTime(100);
        await expect(paused).resolves.toBeUndefined();
    });
});
