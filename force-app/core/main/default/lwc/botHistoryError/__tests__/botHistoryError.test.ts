import BotHistoryError, { errorWords } from 'c/botHistoryError';
import { clearPage, find, listen, mount, rendered, textIn } from '../../botMessageList/__tests__/helpers/page';

const CODES = [
    'NOT_CONFIGURED',
    'NO_SESSION',
    'NOT_FOUND',
    'UNAUTHORIZED',
    'EXPIRED',
    'RATE_LIMITED',
    'UNAVAILABLE',
    'BAD_RESPONSE',
    'FORBIDDEN',
    'SALESFORCE'
];

const error = (properties: object) => mount('c-bot-history-error', BotHistoryError, properties);

describe('a history that could not be loaded', () => {
    afterEach(() => {
        clearPage();
        jest.restoreAllMocks();
        jest.useRealTimers();
    });

    it.each(CODES)('%s says what happened and what to do', async (code) => {
        const element = await error({ code });
        expect(find(element, '[data-error-code]')?.dataset.errorCode).toBe(code);
        expect(find(element, '.title')?.textContent).toBe(errorWords(code).title);
        expect(find(element, '.advice')?.textContent).toBe(errorWords(code).advice);
        expect(find(element, '.detail')).toBeNull();
        await expect(element).toBeAccessible();
    });

    it('has words of its own for each code', () => {
        expect(new Set(CODES.map((code) => errorWords(code).title)).size).toBe(CODES.length);
        expect(new Set(CODES.map((code) => errorWords(code).advice)).size).toBe(CODES.length);
        expect(errorWords('SOMETHING_NEW')).toBe(errorWords('SALESFORCE'));
    });

    it('shows a detail as text', async () => {
        const element = await error({ code: 'UNAVAILABLE', detail: 'HTTP <b>503</b>' });
        expect(find(element, '.detail')?.textContent).toBe('Detail: HTTP <b>503</b>');
    });

    it('asks to try again when told to', async () => {
        const element = await error({ code: 'UNAVAILABLE' });
        const retries = listen(element, 'retry');
        find(element, 'button')?.click();
        expect(retries).toHaveLength(1);
    });

    it('counts down and then tries again by itself, once', async () => {
        jest.useFakeTimers();
        const element = await error({ code: 'RATE_LIMITED', retryAfter: 3 });
        const retries = listen(element, 'retry');
        expect(textIn(find(element, '.wait'))).toBe('Trying again in 3 sec');
        await expect(jest.advanceTimersByTimeAsync(1_000)).resolves.toBeUndefined();
        await rendered();
        expect(textIn(find(element, '.wait'))).toBe('Trying again in 2 sec');
        await jest.advanceTimersByTimeAsync(5_000);
        await rendered();
        expect(find(element, '.wait')).toBeNull();
        expect(retries).toHaveLength(1);
    });

    it.each(['the page', 'its tab of the console'])('waits until it is seen where %s is hidden', async (what) => {
        jest.useFakeTimers();
        const element = await error({ code: 'RATE_LIMITED', retryAfter: 3 });
        const retries = listen(element, 'retry');
        let isHidden = true;
        jest.spyOn(document, 'hidden', 'get').mockImplementation(() => isHidden && what === 'the page');
        const box = find(element, '.error') as HTMLElement;
        box.checkVisibility = () => !isHidden || what === 'the page';
        await jest.advanceTimersByTimeAsync(60_000);
        expect(retries).toHaveLength(0);
        isHidden = false;
        await jest.advanceTimersByTimeAsync(1_000);
        expect(retries).toHaveLength(1);
    });

    it('does not count on after it left the page', async () => {
        jest.useFakeTimers();
        const element = await error({ code: 'RATE_LIMITED', retryAfter: 3 });
        const retries = listen(element, 'retry');
        element.remove();
        await jest.advanceTimersByTimeAsync(5_000);
        expect(retries).toHaveLength(0);
    });
});
