jest.mock('@salesforce/label/c.Bot_NamedSender', () => ({ default: '{0}\u00a0: {1}' }), { virtual: true });

import { eventText } from 'c/botBlockWords';
import { speakerName } from 'c/botLabels';

it('is written in what blocks say as in names, such as in French', () => {
    expect(speakerName({ sender: 'bot', senderName: 'Aria' })).toBe('Bot\u00a0: Aria');
    expect(eventText({ kind: 'event', key: 'k', code: 'rating', text: '5' })).toBe('Rating\u00a0: 5');
    expect(eventText({ kind: 'event', key: 'k', code: 'rating', text: '' })).toBe('Rating');
    expect(eventText({ kind: 'event', key: 'k', code: 'other', text: 'Kim joined' })).toBe('Kim joined');
    expect(eventText({ kind: 'event', key: 'k', code: 'other', text: '' })).toBe('Event');
});
