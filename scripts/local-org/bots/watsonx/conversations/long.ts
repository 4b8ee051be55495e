import { LONG_STORY, longScript, type TimedTurn } from '../../conversations/long-script.ts';
import type { ConversationPlan } from '../../conversations/plan.ts';
import {
    card,
    connectToAgent,
    image,
    option,
    postBack,
    table,
    text,
    urlButton,
    type GenericItem
} from '../messages.ts';
import type { WatsonxTalk } from '../talk.ts';

/** The rich part of a turn as response items. */
function richItems(talk: WatsonxTalk, turn: TimedTurn): GenericItem[] {
    const { rich } = turn;
    switch (rich?.kind) {
        case undefined:
            return [text(turn.text)];
        case 'choices':
            return [option(turn.text, rich.options)];
        case 'picture':
            return [text(turn.text), image(talk.media(rich.file), '', rich.alt)];
        case 'cards':
            return [
                text(turn.text),
                {
                    response_type: 'carousel',
                    items: rich.cards.map((entry) =>
                        card(
                            [
                                image(talk.media(entry.file), entry.title, entry.title),
                                text(`**${entry.title}**\n\n${entry.subtitle}`)
                            ],
                            [postBack(entry.button)]
                        )
                    )
                }
            ];
        case 'table':
            return [text(turn.text), table('', rich.headers, rich.rows)];
        case 'link':
            return [text(turn.text), urlButton(rich.label, rich.url)];
        case 'file':
            return [text(`${turn.text} [Open the file](${talk.media(rich.file)})`)];
    }
}

/** More than 1,000 messages over some days. */
export const suppliesOverDays: ConversationPlan<WatsonxTalk> = {
    ...LONG_STORY,
    name: 'supplies-over-days',
    connector: 'watsonx',
    kind: 'long',
    record: 'LiveChatTranscript',
    minutesAgo: 15,
    script(talk) {
        const turns = longScript(20_260_211);
        turns.forEach((turn, index) => {
            if (turn.from === 'bot') {
                const last = index === turns.length - 1;
                talk.wait(turn.gap);
                talk[last ? 'handoff' : 'bot'](
                    ...(last ? [connectToAgent(turn.text, LONG_STORY.reason, talk.key)] : richItems(talk, turn))
                );
            } else if (turn.chosen) {
                talk.choose(turn.text, turn.text, turn.gap);
            } else {
                talk.user(turn.text, { after: turn.gap });
            }
        });
    }
};
