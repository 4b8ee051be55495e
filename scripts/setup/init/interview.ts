/** Asks each question once: an answer that an earlier, stopped run got is taken where it still fits. */
import type { Choice, Prompts, TextQuestion } from '../commands/prompts.ts';
import type { Json } from '../provider-setup.ts';
import type { Draft } from './draft.ts';
import { counted } from '../counted.ts';

export class Interview {
    private readonly prompts: Prompts;
    private readonly draft: Draft;
    /** Shows a line to the person. */
    readonly say: (text: string) => void;

    constructor(prompts: Prompts, draft: Draft, say: (text: string) => void) {
        this.prompts = prompts;
        this.draft = draft;
        this.say = say;
    }

    async text(id: string, question: TextQuestion): Promise<string> {
        const before = this.draft.get(id);
        if (typeof before === 'string') {
            const isFine = before === '' ? question.isOptional : (await (question.validate?.(before) ?? true)) === true;
            if (isFine) return this.repeat(question.message, before, before);
        }
        return this.keep(id, await this.prompts.text(question));
    }

    async choose<Value extends string>(
        id: string,
        message: string,
        choices: readonly Choice<Value>[],
        preset?: Value
    ): Promise<Value> {
        const before = choices.find(({ value, disabled }) => disabled === undefined && value === this.draft.get(id));
        if (before) return this.repeat(message, before.value, before.short ?? before.name);
        return this.keep(id, await this.prompts.choose(message, choices, preset));
    }

    async chooseSome<Value extends string>(
        id: string,
        message: string,
        choices: readonly Choice<Value>[],
        options: { isRequired?: boolean } = {}
    ): Promise<Value[]> {
        const before = this.draft.get(id);
        const still = choices.filter(
            ({ value, disabled }) => disabled === undefined && Array.isArray(before) && before.includes(value)
        );
        if (Array.isArray(before) && still.length === before.length) {
            return this.repeat(
                message,
                still.map(({ value }) => value),
                still.map(({ short, name }) => short ?? name).join(', ')
            );
        }
        return this.keep(id, await this.prompts.chooseSome(message, choices, options));
    }

    async agree(id: string, message: string): Promise<boolean> {
        const before = this.draft.get(id);
        if (typeof before === 'boolean') return this.repeat(message, before, before ? 'Yes' : 'No');
        return this.keep(id, await this.prompts.agree(message, false));
    }

    /** Code of several lines; asked again until `problemsOf` finds nothing, or nothing is pasted. */
    async paste(id: string, message: string, problemsOf: (text: string) => string[]): Promise<string> {
        const before = this.draft.get(id);
        if (typeof before === 'string' && problemsOf(before).length === 0) {
            return this.repeat(message, before, before === '' ? 'none' : counted(before.split('\n').length, 'line'));
        }
        for (;;) {
            const text = await this.prompts.paste(message);
            const problems = problemsOf(text);
            if (problems.length === 0) return this.keep(id, text);
            problems.forEach((problem) => this.say(`✗ ${problem}`));
            this.say('None of it is used. Paste again, or go on without by an empty line.');
        }
    }

    private keep<Answer extends Json>(id: string, answer: Answer): Answer {
        this.draft.keep(id, answer);
        return answer;
    }

    private repeat<Answer>(message: string, answer: Answer, shown: string): Answer {
        this.say(`✔ ${message} ${shown === '' ? '(empty)' : shown}`);
        return answer;
    }
}
