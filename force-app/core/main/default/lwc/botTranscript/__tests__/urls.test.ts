import { safeUrl } from 'c/botTranscript';

describe('safeUrl', () => {
    it('lets https links through and names the host', () => {
        expect(safeUrl(' https://example.com/a?b=c ', 'link')).toEqual({
            state: 'ok',
            href: 'https://example.com/a?b=c',
            host: 'example.com',
            text: 'https://example.com/a?b=c'
        });
    });

    it.each([
        ['http://example.com/', 'refused'],
        ['http://127.0.0.1:4400/a', 'ok'],
        ['http://localhost/a', 'ok'],
        ['http://localhost.example.com/', 'refused'],
        ['mailto:a@example.com', 'ok'],
        ['tel:+49 30 1234', 'ok'],
        ['javascript:alert(1)', 'refused'],
        ['java\tscript:alert(1)', 'refused'],
        ['https://user:pass@example.com/', 'refused'],
        ['//example.com/a', 'refused'],
        ['/a', 'refused'],
        ['vbscript:x', 'refused'],
        ['data:text/html,x', 'refused'],
        ['data:image/png;base64,AAAA', 'refused'],
        ['blob:https://example.com/1', 'refused'],
        ['https://', 'refused']
    ])('link %s is %s', (url, state) => {
        expect(safeUrl(url, 'link')?.state).toBe(state);
    });

    it.each([
        ['https://media.example.com/a.png', 'ok'],
        ['https://example.com/a.png', 'foreign'],
        ['https://cdn.example.org/a.png', 'ok'],
        ['https://example.org/a.png', 'foreign'],
        ['https://evilexample.org/a.png', 'foreign'],
        ['data:image/png;base64,AAAA', 'ok'],
        ['data:image/svg+xml;base64,AAAA', 'refused'],
        ['mailto:a@example.com', 'refused']
    ])('media %s is %s', (url, state) => {
        expect(safeUrl(url, 'media', { mediaHosts: ['media.example.com', '*.example.org'] })?.state).toBe(state);
    });

    it('has nothing to say about what is no URL', () => {
        expect([null, undefined, '', '  ', 3, {}].map((value) => safeUrl(value, 'link'))).toEqual(
            Array(6).fill(undefined)
        );
    });
});
