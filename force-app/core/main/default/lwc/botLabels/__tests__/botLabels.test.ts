import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { fill, labels, plural, senderLabel, speakerName } from 'c/botLabels';

const FORCE_APP = join(__dirname, '../../../../../..');
const TRANSLATIONS = join(FORCE_APP, 'unpackaged/translations/translations');
const LANGUAGES = readdirSync(TRANSLATIONS).map((file) => file.split('.')[0] ?? '');

function translations(language: string): Map<string, string> {
    const file = join(TRANSLATIONS, `${language}.translation-meta.xml`);
    const entries = readFileSync(file, 'utf8').matchAll(/<label\s*>([\s\S]*?)<\/label>\s*<name>Bot_(\w+)<\/name>/g);
    return new Map([...entries].map(([, text = '', name = '']) => [name, text]));
}

function places(text: string): string {
    return (text.match(/\{\d\}/g) ?? []).sort().join('');
}

/** Every label of the package: those of the components, and those that Apex writes into comments and files. */
function packaged(): Map<string, string> {
    const file = join(FORCE_APP, 'core/main/default/labels/CustomLabels.labels-meta.xml');
    const entries = readFileSync(file, 'utf8').matchAll(
        /<fullName>Bot_(\w+)<\/fullName>[\s\S]*?<value\s*>([\s\S]*?)<\/value>/g
    );
    return new Map([...entries].map(([, name = '', text = '']) => [name, text]));
}

const english = packaged();

describe('labels', () => {
    it('are all packaged', () => {
        const names = Object.keys(labels).map((name) => name.charAt(0).toUpperCase() + name.slice(1));
        expect(names.filter((name) => !english.has(name))).toEqual([]);
        expect(Object.values(labels).filter((text) => text.startsWith('c.Bot_'))).toEqual([]);
    });

    it.each(LANGUAGES)('are all translated to %s, with the same values in them', (language) => {
        const translated = translations(language);
        expect([...translated.keys()].sort()).toEqual([...english.keys()].sort());
        for (const [name, text] of english) {
            expect([name, places(translated.get(name) ?? '')]).toEqual([name, places(text)]);
            expect(translated.get(name)?.length).toBeLessThanOrEqual(1_000);
        }
    });

    it('keep in French a sign with the word that it stands beside, so that no line begins with a colon', () => {
        const apart = [...translations('fr').values()].filter((text) => / [:;!?»]|« /.test(text));
        expect(apart).toEqual([]);
    });

    it('take values by position', () => {
        expect(fill('{1} of {0}, {1}', 10, 'three')).toBe('three of 10, three');
        expect(fill('{0} and {1}', 'one')).toBe('one and {1}');
    });

    it('choose the form that goes with a number', () => {
        expect(plural('{0} message', '{0} messages', 1)).toBe('1 message');
        expect(plural('{0} message', '{0} messages', 0)).toBe('0 messages');
        expect(plural('{0} message', '{0} messages', 1_000, '1,000')).toBe('1,000 messages');
    });

    it('name who speaks', () => {
        expect(senderLabel('customer')).toBe('Customer');
        expect(senderLabel('robot')).toBe('robot');
        expect(speakerName({ sender: 'bot', senderName: 'Aria' })).toBe('Bot: Aria');
        expect(speakerName({ sender: 'bot', senderName: ' ' })).toBe('Bot');
        expect(speakerName({ sender: 'bot', senderName: 'Bot' })).toBe('Bot');
    });
});
