import type { HistoryPage } from 'c/botHistoryTypes';
import { clearPage, find, rendered, textIn } from '../../botMessageList/__tests__/helpers/page';
import {
    accessible,
    announced,
    ask,
    EMPTY,
    errorCode,
    everyTest,
    FULL,
    history,
    layout,
    listen,
    NEWER,
    older,
    pass,
    RECORD,
    refresh,
    shownIds
} from './support';

describe('pages of a history', () => {
    everyTest();

    describe('older pages', () => {
        beforeEach(() => {
            ask.mockImplementation(({ cursor }) =>
                Promise.resolve({ page: cursor === null ? { ...FULL, nextCursor: 'c1' } : older(1, null) })
            );
        });

        it('load when the reader comes near them', async () => {
            const element = await history();
            layout.measure();
            await pass(50);
            expect(ask).toHaveBeenLastCalledWith({ recordId: RECORD, cursor: 'c1' });
            expect(shownIds(element)).toEqual(['old1', 'm1', 'm2', 'm3', 'm4', 'm5']);
            expect(announced(element)).toBe('1 older message loaded');
            expect(textIn(element)).toContain('Beginning of the conversation');
        });

        it('say what is missing from them, also after the next look for new ones', async () => {
            ask.mockImplementation(({ cursor }) =>
                Promise.resolve({
                    page:
                        cursor === null
                            ? { ...FULL, warnings: ['TRUNCATED'], nextCursor: 'c1' }
                            : { ...older(1, null), warnings: ['SKIPPED_ENTRIES', 'TRUNCATED'] }
                })
            );
            const skipped = 'Some entries of this conversation couldn’t be read';
            const element = await history();
            expect(textIn(element)).not.toContain(skipped);
            layout.measure();
            await pass(50);
            expect(textIn(element).split(skipped)).toHaveLength(2);
            await refresh(element);
            expect(textIn(element).split(skipped)).toHaveLength(2);
        });

        it('that fail leave what is there and can be tried again', async () => {
            ask.mockResolvedValueOnce({ page: { ...FULL, nextCursor: 'c1' } });
            ask.mockResolvedValueOnce({ error: { code: 'UNAVAILABLE' } });
            const element = await history();
            layout.measure();
            await pass(50);
            expect(shownIds(element)).toHaveLength(5);
            expect(textIn(element)).toContain('Older messages couldn’t be loaded. The bot can’t be reached');
            expect(errorCode(element)).toBeUndefined();
            await accessible(element);
            find(find(element, 'c-bot-list-edge') as Element, 'button')?.click();
            await rendered();
            expect(shownIds(element)).toHaveLength(6);
        });

        it('that are limited are tried again by themselves', async () => {
            ask.mockResolvedValueOnce({ page: { ...FULL, nextCursor: 'c1' } });
            ask.mockResolvedValueOnce({ error: { code: 'RATE_LIMITED', retryAfter: 2 } });
            const element = await history();
            layout.measure();
            await pass(50);
            expect(shownIds(element)).toHaveLength(5);
            await pass(2_100);
            expect(shownIds(element)).toHaveLength(6);
        });

        it.each(['the page', 'its tab of the console'])(
            'that are limited are left alone while %s is hidden, as long as nobody sees them',
            async (what) => {
                let isHidden = false;
                const hidden = jest.spyOn(document, 'hidden', 'get').mockImplementation(() => isHidden);
                ask.mockResolvedValueOnce({ page: { ...FULL, nextCursor: 'c1' } });
                ask.mockResolvedValue({ error: { code: 'RATE_LIMITED', retryAfter: 2 } });
                const element = await history({ refresh: 'manual' });
                const turn = (isAway: boolean) => {
                    isHidden = isAway && what === 'the page';
                    const isInFront = !isAway || what === 'the page';
                    find(element, 'c-bot-message-list')?.dispatchEvent(
                        new CustomEvent('front', { detail: { isInFront } })
                    );
                };
                layout.measure();
                await pass(50);
                turn(true);
                const asked = ask.mock.calls.length;
                await pass(60_000);
                expect(ask).toHaveBeenCalledTimes(asked);
                turn(false);
                await pass(1_100);
                expect(ask).toHaveBeenCalledTimes(asked + 1);
                hidden.mockRestore();
            }
        );

        it('that name themselves again and again end', async () => {
            ask.mockImplementation(() => Promise.resolve({ page: { ...FULL, nextCursor: 'c1' } }));
            const element = await history();
            layout.measure();
            await pass(200);
            expect(textIn(element)).toContain('Beginning of the conversation');
            expect(ask.mock.calls.length).toBeLessThan(4);
        });
    });

    describe('new messages', () => {
        it('are looked for while the conversation goes on, ever more seldom', async () => {
            const element = await history();
            await pass(5_100);
            expect(ask).toHaveBeenCalledTimes(2);
            await pass(5_100);
            expect(ask).toHaveBeenCalledTimes(2);
            await pass(5_000);
            expect(ask).toHaveBeenCalledTimes(3);
            ask.mockResolvedValue({ page: { ...FULL, messages: [...FULL.messages, NEWER] } });
            await pass(21_000);
            expect(shownIds(element)).toContain('m6');
            expect(announced(element)).toBe('1 new message');
            const calls = ask.mock.calls.length;
            await pass(5_100);
            expect(ask.mock.calls.length).toBe(calls + 1);
        });

        it.each([
            ['by hand only', { refresh: 'manual' }, FULL],
            ['in an archive', {}, { ...FULL, source: 'archive' as const }]
        ])('are not looked for %s', async (_, properties, page) => {
            ask.mockResolvedValue({ page });
            await history(properties);
            await pass(120_000);
            expect(ask).toHaveBeenCalledTimes(1);
        });

        it('are not looked for in a conversation that is over', async () => {
            jest.setSystemTime(Date.parse('2026-02-01T20:06:00Z'));
            await history();
            await pass(120_000);
            expect(ask).toHaveBeenCalledTimes(1);
        });

        it.each(['EXPIRED', 'NOT_FOUND', 'UNAUTHORIZED'] as const)(
            'are not looked for any more after %s, in silence',
            async (code) => {
                const element = await history();
                ask.mockResolvedValue({ error: { code } });
                await pass(200_000);
                expect(ask).toHaveBeenCalledTimes(2);
                expect([shownIds(element).length, find(element, '.notice')]).toEqual([5, null]);
            }
        );

        it('are looked for after a failure that passes, as late as the bot asks', async () => {
            await history();
            ask.mockResolvedValue({ error: { code: 'RATE_LIMITED', retryAfter: 40 } });
            await pass(5_100);
            expect(ask).toHaveBeenCalledTimes(2);
            await pass(39_000);
            expect(ask).toHaveBeenCalledTimes(2);
            await pass(2_000);
            expect(ask).toHaveBeenCalledTimes(3);
        });

        it('are not looked for any more once the bot ended the conversation', async () => {
            await history();
            const end = { ...NEWER, sender: 'bot', text: '', payload: '{"generic":[{"response_type":"end_session"}]}' };
            ask.mockResolvedValue({
                page: { ...FULL, adapter: 'watsonx', messages: [...FULL.messages, end] } as HistoryPage
            });
            clearPage();
            ask.mockClear();
            await history();
            await pass(120_000);
            expect(ask).toHaveBeenCalledTimes(1);
        });

        it('are not looked for while the page is hidden, and soon after it is back', async () => {
            let isHidden = true;
            const hidden = jest.spyOn(document, 'hidden', 'get').mockImplementation(() => isHidden);
            await history();
            await pass(100_000);
            expect(ask).toHaveBeenCalledTimes(1);
            isHidden = false;
            document.dispatchEvent(new CustomEvent('visibilitychange'));
            await pass(5_100);
            expect(ask).toHaveBeenCalledTimes(2);
            isHidden = true;
            document.dispatchEvent(new CustomEvent('visibilitychange'));
            await pass(100_000);
            expect(ask).toHaveBeenCalledTimes(2);
            hidden.mockRestore();
        });

        it('are not looked for any more once the component is gone', async () => {
            const element = await history();
            element.remove();
            await pass(120_000);
            expect(ask).toHaveBeenCalledTimes(1);
        });

        it('come when asked for, and it is said when there are none', async () => {
            const element = await history({ refresh: 'manual' });
            find(element, '.refresh')?.click();
            await rendered();
            expect(announced(element)).toBe('No new messages');
            ask.mockResolvedValue({ page: { ...FULL, messages: [...FULL.messages, NEWER] } });
            find(element, '.refresh')?.click();
            await rendered();
            expect(shownIds(element)).toContain('m6');
        });

        it('that can not be looked up leave what is there, and say so only when asked for', async () => {
            const element = await history();
            ask.mockResolvedValue({ error: { code: 'UNAVAILABLE' } });
            await pass(5_100);
            expect(find(element, '.notice')).toBeNull();
            find(element, '.refresh')?.click();
            await rendered();
            expect(textIn(find(element, '.notice'))).toBe(
                'New messages couldn’t be looked up. The bot can’t be reached Try again'
            );
            expect(shownIds(element)).toHaveLength(5);
            await accessible(element);
            ask.mockResolvedValue({ page: FULL });
            find(element, '.notice button')?.click();
            await rendered();
            expect(find(element, '.notice')).toBeNull();
        });

        it('are looked for where nothing was said yet, by itself and by the button', async () => {
            ask.mockResolvedValue({ page: EMPTY });
            const element = await history();
            expect(textIn(element)).toContain('No messages to show');
            find(element, '.refresh')?.click();
            await rendered();
            expect(announced(element)).toBe('No new messages');
            ask.mockResolvedValue({ page: { ...EMPTY, messages: [NEWER] } });
            await pass(10_000);
            expect(shownIds(element)).toEqual(['m6']);
        });

        it('are announced also where the words are those of the last time', async () => {
            const element = await history();
            const said = listen(element);
            const messages = [...FULL.messages, NEWER];
            ask.mockResolvedValue({ page: { ...FULL, messages } });
            await pass(5_100);
            ask.mockResolvedValue({ page: { ...FULL, messages: [...messages, { ...NEWER, id: 'm7' }] } });
            await pass(5_100);
            expect(said).toEqual(['1 new message', '1 new message\u00a0']);
        });

        it('that are none leave the list alone; an edited one is shown', async () => {
            const element = await history();
            const list = find(element, 'c-bot-message-list') as HTMLElement & { view: unknown };
            const { view } = list;
            await pass(5_100);
            expect(ask).toHaveBeenCalledTimes(2);
            expect(list.view).toBe(view);
            const [first, ...rest] = FULL.messages;
            ask.mockResolvedValue({
                page: { ...FULL, messages: [{ ...(first as (typeof rest)[0]), text: 'Hello again' }, ...rest] }
            });
            await pass(10_100);
            expect(textIn(find(element, '[data-message-id="m1"]'))).toContain('Hello again');
        });

        it('that are more than a page close the gap before they are shown', async () => {
            const element = await history({ refresh: 'manual' });
            ask.mockResolvedValueOnce({ page: { ...FULL, messages: [{ ...NEWER, id: 'm9' }], nextCursor: 'gap' } });
            ask.mockResolvedValueOnce({
                page: { ...FULL, messages: [...FULL.messages.slice(-1), NEWER], nextCursor: 'c' }
            });
            find(element, '.refresh')?.click();
            await rendered();
            expect(shownIds(element)).toEqual(['m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm9']);
            ask.mockResolvedValueOnce({ page: { ...FULL, messages: [{ ...NEWER, id: 'm20' }], nextCursor: 'gap' } });
            ask.mockResolvedValueOnce({ error: { code: 'UNAVAILABLE' } });
            find(element, '.refresh')?.click();
            await rendered();
            expect(shownIds(element)).not.toContain('m20');
        });
    });
});
