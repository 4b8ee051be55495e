import type { Block, BotMessage } from './blocks';
import type { Entry, Prepared } from './entries';
import { textOf } from './json';
import { choiceOf, mayOffer, sentBy, withChoice, withPickedDate, type Choice, type Sent } from './relations';

/** What a message answered. */
export interface Answered {
    entry: Entry;
    choice: Choice;
}

/** The messages among which answers look for their questions. */
interface Told extends Pick<Prepared, 'adapter' | 'entries' | 'entry'> {
    /** What a message shows by itself. */
    baseBlocks(message: BotMessage): Block[];
}

/** How many messages back a button may stand that is pressed after others wrote; all look that far for theirs. */
export const REACH = 100;

/** Which message of a transcript answers which. */
export class Answers {
    private readonly told: Told;
    /** The customer's messages that name what they answer, by its id. */
    private readonly naming = new Map<string, Entry[]>();

    constructor(told: Told) {
        this.told = told;
        for (const entry of told.entries) {
            const { relatesTo } = entry.message;
            if (entry.sender === 'customer' && typeof relatesTo === 'string' && relatesTo !== '') {
                const answers = this.naming.get(relatesTo);
                if (answers) {
                    answers.push(entry);
                } else {
                    this.naming.set(relatesTo, [entry]);
                }
            }
        }
    }

    /**
     * The message that an answer names, else the nearest that offers what was sent: back to the customer's previous
     * message or an agent's, whose question it may answer, further for what only a press sends. A reply in a thread
     * answers nothing that stands outside of it, be its first message on a page that is not loaded yet.
     */
    answeredBy(answer: Entry): Answered | null {
        const sent = sentBy(answer.message);
        const name = textOf(answer.message.relatesTo);
        const named = this.told.entry(name);
        const thread = this.told.adapter === 'sendbird' ? name : '';
        const found = named ? this.answeredIn(named, sent) : null;
        return found ?? (named && thread === '' ? null : this.nearest(answer, sent, thread));
    }

    /** @param thread what the messages have to name that come into question, empty where all do */
    private nearest(answer: Entry, sent: Sent, thread: string): Answered | null {
        let isOld = false;
        for (let i = answer.index - 1; i >= 0 && !(isOld && answer.index - i > REACH); i--) {
            const entry = this.told.entries[i];
            const isMeant = thread === '' || textOf(entry?.message.relatesTo) === thread;
            const mayBe = entry && isMeant && (!isOld || mayOffer(entry.message, sent));
            const found = mayBe ? this.answeredIn(entry, sent, isOld) : null;
            if (found) {
                return found;
            }
            isOld ||= isMeant && (entry?.sender === 'customer' || entry?.sender === 'agent');
        }
        return null;
    }

    private answeredIn(entry: Entry, sent: Sent, isOld = false): Answered | null {
        const choice = entry.sender === 'customer' ? null : choiceOf(this.told.baseBlocks(entry.message), sent, isOld);
        return choice && { entry, choice };
    }

    /** The blocks of a message with what was chosen in it. */
    withAnswers(entry: Entry, blocks: Block[]): Block[] {
        const related = this.naming.get(entry.id) ?? [];
        const later = this.customersAfter(entry.index);
        let marked = blocks;
        for (const answer of new Set([...later, ...related])) {
            if (answer.answers?.entry === entry) {
                marked = withChoice(marked, answer.answers.choice);
            }
        }
        for (const answer of related.length > 0 ? related : later.slice(0, 1)) {
            if (answer.message.relatesTo === entry.id || !this.hasAgentBetween(entry, answer)) {
                marked = withPickedDate(marked, answer.message);
            }
        }
        return marked;
    }

    private hasAgentBetween(entry: Entry, answer: Entry): boolean {
        return this.told.entries.slice(entry.index + 1, answer.index).some(({ sender }) => sender === 'agent');
    }

    /** The next customer's message, wherever it is, and those within reach. */
    private customersAfter(index: number): Entry[] {
        const { entries } = this.told;
        const found: Entry[] = [];
        for (let i = index + 1; i < entries.length && (found.length === 0 || i - index <= REACH); i++) {
            const entry = entries[i];
            if (entry?.sender === 'customer') {
                found.push(entry);
            }
        }
        return found;
    }
}
