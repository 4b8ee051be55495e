import BotBlock from 'c/botBlock';
import { clearPage, find, findAll, mount, rendered, textIn } from '../../botMessageList/__tests__/helpers/page';
import { EMPTY, FULL, KINDS } from './data/blocks';

/** The box of a carousel holds one card's width; whoever watches it is told at once. */
class CardWidths {
    private readonly told: () => void;
    constructor(told: () => void) {
        this.told = told;
    }
    observe(cards: Element): void {
        const widths = { scrollWidth: 200 * cards.children.length, clientWidth: 200 };
        Object.entries(widths).forEach(([name, value]) => Object.defineProperty(cards, name, { value }));
        this.told();
    }
    disconnect(): void {
        watchersLeft++;
    }
}
let watchersLeft = 0;

const blockOf = (block: object) => mount('c-bot-block', BotBlock, { block });

describe('blocks', () => {
    beforeAll(() => {
        window.ResizeObserver = CardWidths as unknown as typeof ResizeObserver;
    });
    afterEach(clearPage);

    it('of every kind are in the data of this test', () => {
        const kinds = Object.keys(KINDS).sort();
        expect([...new Set(FULL.map(([, block]) => block.kind))].sort()).toEqual(kinds);
        expect(FULL.map(([name]) => name).sort()).toEqual(kinds);
    });

    it.each(FULL)('%s shows all that it holds', async (_, block, expected) => {
        const element = await blockOf(block);
        expect(textIn(element)).toBe(expected);
        await expect(element).toBeAccessible();
    });

    it.each(EMPTY)('%s does with little', async (_, block, expected) => {
        const element = await blockOf(block);
        expect(textIn(element)).toBe(expected);
    });

    it('says of a card with an address for mail nothing of a new tab', async () => {
        const url = { state: 'ok', href: 'mailto:kim@example.com', host: 'kim@example.com', text: '' };
        const block = {
            kind: 'card',
            key: '0',
            title: 'Ask',
            subtitle: '',
            imageAlt: '',
            blocks: [],
            buttons: [],
            url
        };
        const element = await blockOf(block);
        expect(find(element, 'a')?.getAttribute('target')).toBeNull();
        expect(textIn(element)).toBe('Ask kim@example.com');
    });

    it('shows a kind from the future as unknown', async () => {
        const element = await blockOf({ kind: 'hologram', key: '0', text: 'Look', raw: '{}' });
        expect(textIn(element)).toBe('Look Content that can’t be shown: hologram Show raw data');
    });

    it('turns the cards of a carousel', async () => {
        const carousel = FULL.find(([name]) => name === 'carousel')?.[1] as object;
        const element = await blockOf(carousel);
        const cards = find(element, '.cards') as HTMLElement;
        const scrolls: number[] = [];
        cards.scrollBy = ((options: ScrollToOptions) =>
            scrolls.push(Math.sign(options.left ?? 0))) as typeof cards.scrollBy;
        const [previous, next] = findAll(element, '.pager button');
        next?.click();
        previous?.click();
        await rendered();
        expect(scrolls).toEqual([1, -1]);
        expect(findAll(element, '.carousel-card').map((card) => card.getAttribute('aria-label'))).toEqual([
            'Card 1 of 2',
            'Card 2 of 2'
        ]);
    });

    it('knows the card whose button was pressed, also one in a block of it', async () => {
        const button = (isChosen: boolean) => ({ key: `${isChosen}`, label: 'Book', action: 'reply', isChosen });
        const card = (key: string, more: object) => ({
            kind: 'card',
            key,
            title: key,
            blocks: [],
            buttons: [],
            ...more
        });
        const options = (isChosen: boolean) => ({ kind: 'options', key: 'o', title: '', options: [button(isChosen)] });
        const cards = [
            card('sea', { buttons: [button(false)] }),
            card('garden', { buttons: [button(true)] }),
            card('street', { blocks: [options(true)] }),
            card('roof', { blocks: [options(false)] })
        ];
        const element = await blockOf({ kind: 'carousel', key: '0', cards });
        expect(findAll(element, '.carousel-card.chosen').map((chosen) => textIn(chosen))).toEqual([
            expect.stringContaining('garden'),
            expect.stringContaining('street')
        ]);
    });

    it('offers to turn cards only where they do not fit, and stops watching when it goes', async () => {
        const carousel = EMPTY.find(([name]) => name === 'carousel')?.[1] as object;
        const element = await blockOf(carousel);
        expect(find(element, '.pager-buttons')).toBeNull();
        watchersLeft = 0;
        clearPage();
        expect(watchersLeft).toBe(1);
    });

    it('shares the width of a grid by weight', async () => {
        const grid = FULL.find(([name]) => name === 'grid')?.[1] as object;
        const element = await blockOf(grid);
        expect(findAll(element, '.cell').map((cell) => cell.getAttribute('style'))).toEqual([
            expect.stringContaining('25%'),
            expect.stringContaining('75%')
        ]);
    });
});
