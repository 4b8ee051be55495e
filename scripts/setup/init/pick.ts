/** "Use this one" or "make a new one". */
import type { Choice } from '../commands/prompts.ts';
import { answerChecks } from '../config/schema.ts';
import type { Interview } from './interview.ts';
import type { Named } from './inventory.ts';

export interface Candidate extends Named {
    /** After its name: what it takes, what it lacks. */
    note?: string;
    /** Why it cannot be chosen. */
    disabled?: string;
}

export interface Pick {
    /** Of the question; also of the draft. */
    id: string;
    /** `messaging channel` */
    what: string;
    candidates: readonly Candidate[];
    /** The name of a new one, unless the person types another. */
    presetName: string;
    /** Names that are taken though no candidate has them. */
    taken?: readonly string[];
    /** Which candidate is proposed; without, the one with the preset name, then a new one. */
    proposed?: string;
}

export interface Picked extends Named {
    isNew: boolean;
}

/** No developer name begins so. */
const makeNew = '+';

/** Asks which one; where the org has none, only for the name of the new one, whose label follows from it. */
export async function pickOrMake(
    interview: Interview,
    { id, what, candidates, presetName, taken = [], proposed }: Pick
): Promise<Picked> {
    const names = [...candidates.map(({ name }) => name), ...taken];
    if (candidates.some(({ disabled }) => disabled === undefined)) {
        const choices: Choice<string>[] = [
            ...candidates.map(({ name, label, note, disabled }) => ({
                value: name,
                name: `${label} (${name})${note === undefined ? '' : `: ${note}`}`,
                short: name,
                ...(disabled !== undefined && { disabled: `(${disabled})` })
            })),
            { value: makeNew, name: 'Make a new one' }
        ];
        const preset = [proposed, presetName].find((name) =>
            candidates.some((each) => each.name === name && each.disabled === undefined)
        );
        const chosen = await interview.choose(id, `Which ${what}?`, choices, preset ?? makeNew);
        const found = candidates.find(({ name }) => name === chosen);
        if (found) return { name: found.name, label: found.label, isNew: false };
    }
    const name = await interview.text(`${id}.name`, {
        message: `Developer name of the new ${what}`,
        preset: freeName(presetName, names),
        validate: (text) => {
            if (names.some((each) => each.toLowerCase() === text.toLowerCase())) {
                return 'There is one of this name already: choose another name.';
            }
            return mustBe(answerChecks.developerName, text);
        }
    });
    return { name, label: name.replaceAll('_', ' '), isNew: true };
}

/** True, or what is wanted, as the setup file's own check says it. */
export function mustBe(
    check: { safeParse(value: unknown): { success: boolean; error?: { issues: { message: string }[] } } },
    value: unknown
): true | string {
    const result = check.safeParse(value);
    return result.success || `Wanted: ${result.error?.issues[0]?.message ?? 'another value'}.`;
}

function freeName(preset: string, taken: readonly string[]): string {
    const isTaken = (name: string) => taken.some((each) => each.toLowerCase() === name.toLowerCase());
    for (let number = 1; ; number += 1) {
        const name = number === 1 ? preset : `${preset}_${number}`;
        if (!isTaken(name)) return name;
    }
}
