import type { Block, FormBlock, FormField, Option, Sender } from './blocks';
import { withChoice } from './relations';

/** What one message says by itself. */
export interface Said {
    sender: Sender;
    blocks: readonly Block[];
}

/** How many messages apart a form and its answer are looked for: a card stays open while the talk goes on. */
const REACH = 50;

/**
 * A form shows what the customer sent back and which button did it, and what was sent back shows in the form's words:
 * the vendor sends no more than names and values, those of the button among them.
 *
 * @param blocks of the message at `index`, as read from its own payload
 * @param saidAt any message of the transcript; undefined beyond its ends
 */
export function withFormAnswers(blocks: Block[], index: number, saidAt: (index: number) => Said | undefined): Block[] {
    const sent = sentForm(blocks);
    if (sent && saidAt(index)?.sender === 'customer') {
        const asked = saidAt(askedAt(index, sent, saidAt))?.blocks ?? [];
        const fields = fieldsOf(asked);
        return blocks.map((block) => (block === sent ? inWordsOf(fields, sent) : block));
    }
    const names = namesIn(blocks);
    for (let i = index + 1; names.size > 0 && i <= index + REACH; i++) {
        const said = saidAt(i);
        const answer = said?.sender === 'customer' ? sentForm(said.blocks) : undefined;
        if (answer && isAsked(names, answer) && askedAt(i, answer, saidAt) === index) {
            return asSubmitted(withPressed(blocks, answer), answer);
        }
    }
    return blocks;
}

/** Blocks with the button marked that the answer came by, where it is one alone. */
function withPressed(blocks: Block[], answer: FormBlock): Block[] {
    const sent = new Map(answer.fields.map((field) => [field.label, field.answer]));
    const pressed = buttonsIn(blocks).filter(({ sends }) =>
        Object.entries(sends ?? {}).every(([name, value]) => sent.get(name) === value)
    );
    const [first] = pressed;
    return first && pressed.length === 1
        ? withChoice(blocks, { optionKey: first.key, label: first.label, value: first.value })
        : blocks;
}

/** Blocks with their forms filled in. */
function asSubmitted(blocks: readonly Block[], answer: FormBlock): Block[] {
    const sent = new Map(answer.fields.map((field) => [field.label, field.answer]));
    return blocks.map((block): Block => {
        if (block.kind === 'adaptive-card') {
            return { ...block, blocks: asSubmitted(block.blocks, answer) };
        }
        if (block.kind !== 'form') {
            return block;
        }
        const fields = block.fields.map((field) => withAnswer(field, sent.get(field.name ?? '')));
        return { ...block, fields, isSubmitted: true };
    });
}

/** What was sent back, with the labels of the fields and the titles of the choices. */
function inWordsOf(asked: readonly FormField[], answer: FormBlock): FormBlock {
    const fields = answer.fields.map((field): FormField => {
        const known = asked.find(({ name }) => name === field.label);
        return known ? { ...field, label: known.label, answer: withAnswer(known, field.answer).answer } : field;
    });
    return { ...answer, fields };
}

/** Of a choice set that allows several, the values come in one text with commas. */
export function withAnswer(field: FormField, sent: string | null | undefined): FormField {
    if (!sent) {
        return { ...field, answer: null };
    }
    const { choices = [] } = field;
    const valued = (value: string) => choices.find((choice) => choice.value === value);
    const values = valued(sent) ? [sent] : sent.split(',').map((value) => value.trim());
    if (!values.every(valued)) {
        return { ...field, answer: sent };
    }
    return {
        ...field,
        answer: values.map((value) => valued(value)?.label).join(', '),
        choices: choices.map((choice) => ({ ...choice, isChosen: values.includes(choice.value) }))
    };
}

function sentForm(blocks: readonly Block[]): FormBlock | undefined {
    return blocks.find((block): block is FormBlock => block.kind === 'form' && block.isSubmitted === true);
}

/** Fields that are answered in another message, of all forms. */
function fieldsOf(blocks: readonly Block[]): FormField[] {
    return blocks.flatMap((block) => {
        if (block.kind === 'adaptive-card') {
            return fieldsOf(block.blocks);
        }
        return block.kind === 'form' ? block.fields.filter((field) => field.name) : [];
    });
}

/** Buttons that send something of their own. */
function buttonsIn(blocks: readonly Block[]): Option[] {
    return blocks.flatMap((block) => {
        if (block.kind === 'adaptive-card') {
            return [...buttonsIn(block.blocks), ...block.actions.filter(({ sends }) => sends)];
        }
        return block.kind === 'options' ? block.options.filter(({ sends }) => sends) : [];
    });
}

/** Names of all that can come back with an answer. */
function namesIn(blocks: readonly Block[]): ReadonlySet<string | undefined> {
    const sent = buttonsIn(blocks).flatMap(({ sends }) => Object.keys(sends ?? {}));
    return new Set([...fieldsOf(blocks).map(({ name }) => name), ...sent]);
}

function isAsked(names: ReadonlySet<string | undefined>, answer: FormBlock): boolean {
    return answer.fields.some(({ label }) => names.has(label));
}

/** The nearest earlier form that asks for any of it; -1 for none. */
function askedAt(index: number, answer: FormBlock, saidAt: (index: number) => Said | undefined): number {
    for (let i = index - 1; i >= Math.max(0, index - REACH); i--) {
        const said = saidAt(i);
        if (said && said.sender !== 'customer' && isAsked(namesIn(said.blocks), answer)) {
            return i;
        }
    }
    return -1;
}
