import BotTable from 'c/botTable';
import type { TableBlock } from 'c/botTranscript';
import { clearPage, find, findAll, mount, textIn } from '../../botMessageList/__tests__/helpers/page';

const TABLE: TableBlock = {
    kind: 'table',
    key: '1',
    title: 'Prices',
    description: 'Per night',
    headers: [
        { key: '1', text: 'Room' },
        { key: '2', text: 'Price' }
    ],
    rows: [
        {
            key: '3',
            cells: [
                { key: '4', text: 'Sea view' },
                { key: '5', text: '120' }
            ]
        }
    ]
};

describe('table', () => {
    afterEach(clearPage);

    it('has headers, and a scroll area that the keyboard reaches', async () => {
        const element = await mount('c-bot-table', BotTable, { block: TABLE });
        expect(textIn(element)).toBe('Prices Per night Room Price Sea view 120');
        expect(findAll(element, 'th').map((header) => header.getAttribute('scope'))).toEqual(['col', 'col']);
        expect(find(element, '.scroll')?.getAttribute('aria-label')).toBe('Prices');
        await expect(element).toBeAccessible();
    });

    it('has no header without a word', async () => {
        const block = { ...TABLE, headers: [{ key: '1', text: ' ' }, ...TABLE.headers.slice(1)] };
        const element = await mount('c-bot-table', BotTable, { block });
        expect(findAll(element, 'th').map(({ textContent }) => textContent)).toEqual(['Price']);
        expect(findAll(element, 'thead td')).toHaveLength(1);
        await expect(element).toBeAccessible();
    });

    it('does without title and headers', async () => {
        const block = { ...TABLE, title: '', description: '', headers: [], rows: [] };
        const element = await mount('c-bot-table', BotTable, { block });
        expect(find(element, 'thead')).toBeNull();
        expect(find(element, '.scroll')?.getAttribute('aria-label')).toBe('Table');
        await expect(element).toBeAccessible();
    });
});
