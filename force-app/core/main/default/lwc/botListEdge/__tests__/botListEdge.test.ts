import BotListEdge from 'c/botListEdge';
import { clearPage, find, listen, mount, textIn } from '../../botMessageList/__tests__/helpers/page';

const edge = (state: string, reason = '') => mount('c-bot-list-edge', BotListEdge, { state, reason });

describe('end of the list', () => {
    afterEach(clearPage);

    it.each([
        ['none', 'Beginning of the conversation'],
        ['more', 'Load older messages'],
        ['loading', 'Loading older messages…'],
        ['failed', 'Older messages couldn’t be loaded. The bot can’t be reached Try again']
    ])('%s reads "%s"', async (state, expected) => {
        const element = await edge(state, 'The bot can’t be reached');
        expect(textIn(element)).toBe(expected);
        await expect(element).toBeAccessible();
    });

    it.each(['more', 'failed'])('asks for older messages when told to (%s)', async (state) => {
        const element = await edge(state);
        const asked = listen<{ isAsked: boolean; isByKey: boolean }>(element, 'loadolder');
        find(element, 'button')?.click();
        expect(asked).toEqual([{ isAsked: true, isByKey: true }]);
    });
});
