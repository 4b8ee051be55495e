import { LONG_STORY, longScript, type TimedTurn } from '../../conversations/long-script.ts';
import type { ConversationPlan } from '../../conversations/plan.ts';
import { adaptiveCard, buttons, factCard, gallery, image, quickReplies } from '../entries.ts';
import type { CognigyTalk } from '../talk.ts';

/** The rich part of a turn in Cognigy's format. */
function richData(talk: CognigyTalk, turn: TimedTurn): unknown {
    const { rich } = turn;
    switch (rich?.kind) {
        case undefined:
            return {};
        case 'choices':
            return quickReplies(turn.text, rich.options);
        case 'picture':
            return image(talk.media(rich.file), rich.alt);
        case 'cards':
            return gallery(
                rich.cards.map((card, index) => ({
                    id: `card-${index + 1}`,
                    title: card.title,
                    subtitle: card.subtitle,
                    imageUrl: talk.media(card.file),
                    imageAltText: card.title,
                    buttons: [{ title: card.button, type: 'postback', payload: card.title }]
                }))
            );
        case 'table':
            return adaptiveCard(
                factCard(
                    rich.headers.join(' · '),
                    rich.rows.map(([first = '', ...rest]) => [first, rest.join(' · ')])
                )
            );
        case 'link':
            return buttons(turn.text, [{ title: rich.label, type: 'web_url', url: rich.url, target: '_blank' }]);
        case 'file':
            return { attachments: [talk.attachment(rich.file, 'application/pdf', 'scanned')] };
    }
}

/** More than 1,000 messages over some days. */
export const suppliesOverDays: ConversationPlan<CognigyTalk> = {
    ...LONG_STORY,
    name: 'supplies-over-days',
    connector: 'cognigy-messaging',
    kind: 'long',
    record: 'MessagingSession',
    minutesAgo: 9,
    script(talk) {
        const turns = longScript(20_260_210);
        turns.forEach((turn, index) => {
            if (turn.from === 'customer') {
                talk.user(turn.text, { after: turn.gap });
            } else if (index === turns.length - 1) {
                talk.handoff(turn.text);
            } else {
                const inside = turn.rich?.kind === 'choices' || turn.rich?.kind === 'link';
                talk.bot(inside ? '' : turn.text, richData(talk, turn), turn.gap);
            }
        });
    }
};
