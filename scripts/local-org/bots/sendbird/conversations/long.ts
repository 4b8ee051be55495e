import { LONG_STORY, longScript, type TimedTurn } from '../../conversations/long-script.ts';
import type { ConversationPlan } from '../../conversations/plan.ts';
import { customTemplate } from '../messages.ts';
import type { SendbirdTalk } from '../talk.ts';

function markdownTable(headers: readonly string[], rows: readonly (readonly string[])[]): string {
    const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
    return [line(headers), line(headers.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Says a turn of the bot; a second part comes within the same millisecond, as it does when an answer is split. */
function say(talk: SendbirdTalk, turn: TimedTurn): void {
    const { rich, text } = turn;
    const options = { after: turn.gap };
    switch (rich?.kind) {
        case undefined:
            talk.bot(text, undefined, options);
            return;
        case 'choices':
            talk.bot(text, { suggested_replies: rich.options }, options);
            return;
        case 'picture':
            talk.bot(text, undefined, options).file('bot', rich.file, 'image/png', rich.alt);
            return;
        case 'cards':
            talk.bot(text, undefined, options).bot(
                '',
                {
                    custom_message_templates: [
                        customTemplate('product-carousel', {
                            type: 'carousel',
                            items: rich.cards.map((card) => ({
                                title: card.title,
                                subtitle: card.subtitle,
                                image_url: talk.media(card.file),
                                button: card.button
                            }))
                        })
                    ]
                },
                { after: 0 }
            );
            return;
        case 'table':
            talk.bot(text, undefined, options).bot(markdownTable(rich.headers, rich.rows), undefined, { after: 0 });
            return;
        case 'link':
            talk.bot(text, { cta_button: { label: rich.label, url: rich.url } }, options);
            return;
        case 'file':
            talk.bot(text, undefined, options).file('bot', rich.file, 'application/pdf');
    }
}

/** More than 1,000 messages over some days; every few, two or three share a millisecond. */
export const suppliesOverDays: ConversationPlan<SendbirdTalk> = {
    ...LONG_STORY,
    name: 'supplies-over-days',
    connector: 'sendbird',
    kind: 'long',
    record: 'Case',
    minutesAgo: 11,
    script(talk) {
        const turns = longScript(20_260_212);
        turns.forEach((turn, index) => {
            if (turn.from === 'customer') {
                // People send a line and its rest at once: both arrive in one millisecond.
                const [first = '', ...rest] = turn.chosen ? [turn.text] : turn.text.split(/(?<=[?.!]) (?=[A-Z])/);
                talk.user(first, { after: turn.gap });
                rest.forEach((line) => talk.user(line, { after: 0 }));
            } else if (index === turns.length - 1) {
                talk.handoff(turn.text);
            } else {
                say(talk, turn);
            }
        });
    }
};
