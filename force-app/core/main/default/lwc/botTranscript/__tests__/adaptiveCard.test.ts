import { toBlocks, type Block, type FormBlock } from 'c/botTranscript';
import { message, startAgain } from './messages';

beforeEach(startAgain);

const blocksIn = (card: object): Block[] => {
    const [shown] = toBlocks(
        message('bot', '', { data: { _plugin: { type: 'adaptivecards', payload: card } } }),
        'cognigy'
    );
    return shown?.kind === 'adaptive-card' ? shown.blocks : [];
};
const blocksOf = (...body: object[]): Block[] => blocksIn({ body });
const text = (words: string): object => ({ type: 'TextBlock', text: words });

describe('inputs of an adaptive card', () => {
    const formOf = (...body: object[]): FormBlock | undefined =>
        blocksOf(...body).find((block) => block.kind === 'form');

    it('list their choices, and take a default for no answer', () => {
        const choices = ['Sea', 'Garden'].map((title, at) => ({ title: `${title} view`, value: String(at + 1) }));
        const form = formOf(
            { type: 'Input.ChoiceSet', id: 'room', value: '1', choices },
            { type: 'Input.Text', id: 'name', value: 'Kim' },
            { type: 'Input.Text', id: 'phone' },
            { type: 'Input.Toggle', label: 'Pets', title: 'I bring a dog', value: 'true' },
            { type: 'Input.Toggle', title: 'I agree', value: 'true' }
        );
        expect(form?.isSubmitted).toBeNull();
        expect(
            form?.fields.map(({ label, answer, choices: offered = [] }) => [
                label,
                answer,
                ...offered.map((choice) => `${choice.label} ${choice.isChosen}`)
            ])
        ).toEqual([
            ['room', null, 'Sea view false', 'Garden view false'],
            ['name', null, 'Kim false'],
            ['phone', null],
            ['Pets', null, 'I bring a dog false'],
            ['I agree', null]
        ]);
    });

    it.each([['text'], [[null, 3, {}, { value: 'x' }]], [{ a: 1 }]])('take broken choices %j', (choices) => {
        const [field] = formOf({ type: 'Input.ChoiceSet', id: 'room', choices })?.fields ?? [];
        expect(field?.choices?.map((choice) => choice.label)).toEqual(Array.isArray(choices) ? ['x'] : []);
    });

    it('leave no empty box where they stood', () => {
        const columns = ['first', 'last'].map((id) => ({ items: [{ type: 'Input.Text', id }] }));
        expect(blocksOf({ type: 'ColumnSet', columns }).map(({ kind }) => kind)).toEqual(['form']);
    });
});

describe('an adaptive card', () => {
    const rows = (...cells: object[][]): object[] =>
        cells.map((row) => ({ cells: row.map((item) => ({ type: 'TableCell', items: [item] })) }));
    const two = rows([text('Room'), text('[Price](https://www.example.com/)')], [text('Sea'), text('**120**')]);

    it('has a table of texts as a table, with its first row as the headers unless it says otherwise', () => {
        expect(blocksOf({ type: 'Table', rows: two })).toMatchObject([
            {
                kind: 'table',
                headers: [{ text: 'Room' }, { text: 'Price (https://www.example.com/)' }],
                rows: [{ cells: [{ text: 'Sea' }, { text: '120' }] }]
            }
        ]);
        expect(blocksOf({ type: 'Table', firstRowAsHeaders: false, rows: two })).toMatchObject([
            { kind: 'table', headers: [], rows: [{}, {}] }
        ]);
        expect(blocksOf({ type: 'Table', rows: two.slice(0, 1) })).toMatchObject([{ headers: [], rows: [{}] }]);
        expect(blocksOf({ type: 'Table', rows: 'none' })).toEqual([]);
    });

    it('has a table with anything else as a grid', () => {
        const facts = { type: 'FactSet', facts: [{ title: 'Arrival', value: '3 May' }] };
        expect(blocksOf({ type: 'Table', rows: rows([text('Sea'), facts]) })).toMatchObject([
            { kind: 'grid', rows: [{ cells: [{ blocks: [{ text: 'Sea' }] }, { blocks: [{ kind: 'table' }] }] }] }
        ]);
    });

    it('has facts without the signs of Markdown', () => {
        const facts = [
            { title: '**Order**', value: '[1001](https://www.example.com/1001)' },
            { title: 'Change', value: '+ 3' },
            { title: 'Seats', value: 2 },
            { title: 'Paid', value: true },
            { title: 'R&amp;D', value: 'order_no_7' }
        ];
        const [table] = blocksOf({ type: 'FactSet', facts });
        expect(table?.kind === 'table' && table.rows.map(({ cells }) => cells.map((cell) => cell.text))).toEqual([
            ['Order', '1001 (https://www.example.com/1001)'],
            ['Change', '+ 3'],
            ['Seats', '2'],
            ['Paid', 'true'],
            ['R&D', 'order_no_7']
        ]);
    });

    it('says dates and times that its clients would write in their own way', () => {
        const moment = '2026-05-03T06:08:00';
        expect(
            blocksOf(
                text(`On {{DATE(${moment}Z, SHORT)}} at {{TIME(${moment}Z)}}`),
                { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: `{{TIME(${moment}-07:00)}}` }] },
                { type: 'FactSet', facts: [{ title: 'Arrival', value: `{{DATE(${moment}+02:00,LONG)}}` }] },
                text(`{{DATE(${moment})}} {{name}}`)
            )
        ).toMatchObject([
            { text: 'On 2026-05-03 at 06:08 UTC' },
            { text: '06:08 UTC-07:00' },
            { rows: [{ cells: [{ text: 'Arrival' }, { text: '2026-05-03' }] }] },
            { text: `{{DATE(${moment})}} {{name}}` }
        ]);
    });

    it('offers what a press on its elements does', () => {
        const open = (name: string, title?: string): object => ({
            type: 'Action.OpenUrl',
            title,
            url: `https://www.example.com/${name}`
        });
        const shown = blocksIn({
            selectAction: open('card'),
            body: [
                { type: 'Container', items: [text('Sea')], selectAction: open('container', 'Details') },
                { type: 'ColumnSet', columns: [{ items: [text('Garden')], selectAction: open('column') }] },
                {
                    type: 'RichTextBlock',
                    inlines: ['Our ', { type: 'TextRun', text: 'terms', selectAction: open('run') }]
                },
                { type: 'Image', url: 'https://media.example.com/a.png', selectAction: { type: 'Action.Submit' } }
            ]
        });
        expect(shown).toMatchObject([
            { kind: 'text', text: 'Sea' },
            { kind: 'options', options: [{ label: 'Details', url: { href: 'https://www.example.com/container' } }] },
            { kind: 'grid', rows: [{ cells: [{ blocks: [{ kind: 'text' }, { kind: 'options' }] }] }] },
            { kind: 'text', text: 'Our terms' },
            { kind: 'options', options: [{ label: 'https://www.example.com/run' }] },
            { kind: 'image' },
            { kind: 'options', options: [{ label: 'https://www.example.com/card' }] }
        ]);
        expect(shown).toHaveLength(7);
    });

    it('says all words of elements that are none of the subset', () => {
        const pages = ['Sea', 'Garden'].map((page) => ({ type: 'CarouselPage', items: [text(page)] }));
        const long = 'long '.repeat(1_000);
        expect(
            blocksOf(
                { type: 'Carousel', pages },
                { type: 'CompoundButton', title: 'Refund', description: 'Within 14 days' },
                { type: 'Accordion', title: 'More', items: [text('Inside')] },
                { type: 'Icon', altText: 'A star' },
                { type: 'CodeBlock', title: long, description: 'of code' }
            ).map((block) => block.kind === 'text' && block.text)
        ).toEqual(['Sea\nGarden', 'Refund\nWithin 14 days', 'More', 'Inside', 'A star', long]);
    });

    it('shows what it names to be shown instead of such an element', () => {
        const chart = { type: 'Chart.Pie', title: 'Sales', fallback: { type: 'TextBlock', text: '**12** sold' } };
        expect(blocksOf(chart)).toMatchObject([{ kind: 'text', text: '**12** sold', format: 'markdown' }]);
        expect(blocksOf({ ...chart, fallback: 'drop' })).toMatchObject([{ kind: 'text', text: 'Sales' }]);
    });

    it('has the actions of the cards that its actions show, however deep', () => {
        let inner: object = { body: [text('Innermost')] };
        for (let depth = 0; depth < 3; depth++) {
            inner = { actions: [{ type: 'Action.ShowCard', title: `Level ${depth}`, card: inner }] };
        }
        const shown = JSON.stringify(blocksIn(inner));
        for (const words of ['Level 1', 'Level 0', 'Innermost']) {
            expect(shown).toContain(`"${words}"`);
        }
    });
});
