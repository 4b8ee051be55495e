import { labels } from 'c/botLabels';
import BotRichText from 'c/botRichText';
import { clearPage, find, mount, rendered, textIn } from '../../botMessageList/__tests__/helpers/page';

const richText = (properties: { text: string; format: string; policy?: object; language?: string }) =>
    mount('c-bot-rich-text', BotRichText, properties);

describe('text with markup', () => {
    afterEach(clearPage);

    it('shows Markdown, and new text when it changes', async () => {
        const element = await richText({ text: '**a** [b](https://example.com)', format: 'markdown' });
        expect(find(element, 'strong')?.textContent).toBe('a');
        expect(find<HTMLAnchorElement>(element, 'a')?.rel).toContain('noopener');
        expect(find(element, '.text')?.getAttribute('dir')).toBe('auto');
        await expect(element).toBeAccessible();
        element.text = '_c_';
        await rendered();
        expect([find(element, 'strong'), find(element, 'em')?.textContent]).toEqual([null, 'c']);
    });

    it('says to a screen reader, in its own language, which links open a new tab', async () => {
        const element = await richText({
            text: '[Shop](https://example.com) [Mail](mailto:a@example.com)',
            format: 'markdown',
            language: 'fr'
        });
        const names = () =>
            [...(element.shadowRoot?.querySelectorAll('a') ?? [])].map(({ textContent }) => textContent);
        const said = `Shop (example.com)${labels.opensNewTab}`;
        expect(names()).toEqual([said, 'Mail (a@example.com)']);
        const words = find<HTMLElement>(element, 'a .slds-assistive-text');
        expect([words?.textContent, words?.lang]).toEqual([labels.opensNewTab, 'en']);
        await expect(element).toBeAccessible();
        element.text = 'See https://example.com/a';
        element.format = 'plain';
        await rendered();
        expect(names()).toEqual([`https://example.com/a${labels.opensNewTab}`]);
    });

    it('names the box of a table, which the keyboard stops at', async () => {
        const element = await richText({ text: '| a | b |\n|---|---|\n| 1 | 2 |', format: 'markdown' });
        expect(find(element, '[tabindex]')?.getAttribute('aria-label')).toBe(labels.table);
        await expect(element).toBeAccessible();
    });

    it('lets nothing through that could run', async () => {
        const element = await richText({
            text: 'a <img src=x onerror=alert(1)><script>alert(2)</script>',
            format: 'html'
        });
        expect(find(element, 'img, script')).toBeNull();
        expect(textIn(element)).toContain('a');
    });

    it('shows pictures of allowed hosts only', async () => {
        const text = '![chair](https://cdn.example.com/a.png)';
        expect(find(await richText({ text, format: 'markdown' }), 'img')).toBeNull();
        clearPage();
        const allowed = await richText({ text, format: 'markdown', policy: { mediaHosts: ['cdn.example.com'] } });
        expect(find(allowed, 'img')).not.toBeNull();
    });
});
