/** What people read: plans, checks, steps. Plain text, colours only on a terminal. */
import { stripVTControlCharacters, styleText } from 'node:util';

import type { Diagnosis } from '../doctor/doctor.ts';
import type { HandoffTest } from '../doctor/test-handoff.ts';
import type { PlanItem } from '../org/plan.ts';
import type { Left } from '../org/undo-plan.ts';
import type { Check, FieldChange, Json, ManualStep } from '../provider-setup.ts';
import type { SetupPlan } from '../setup.ts';
import type { UndoPlan } from '../undo.ts';
import { counted, firstOf } from '../counted.ts';

type Style = Parameters<typeof styleText>[0];
export interface Paint {
    (style: Style, text: string): string;
    /** Columns of the terminal; undefined where no person reads: lines stay whole there. */
    width?: number;
}

/** Colours where the stream takes them (and NO_COLOR does not forbid them). */
export function painter(stream: NodeJS.WriteStream): Paint {
    const paint: Paint = (style, text) => styleText(style, text, { stream });
    if (stream.isTTY && stream.columns > 0) paint.width = stream.columns;
    return paint;
}

/** What further lines of one sentence are indented by. */
const hang = 4;
/** Narrower than this, a terminal breaks lines better by itself. */
const narrowest = 40;

/** A line in as many as the terminal takes, broken at spaces; what has none, such as a link, stays whole. */
function folded(line: string, { width }: Paint, further = hang): string[] {
    if (width === undefined || width < narrowest || lengthOf(line) <= width) return [line];
    const indent = /^ */.exec(line)?.[0] ?? '';
    const lines: string[] = [];
    let current = indent;
    for (const word of line.slice(indent.length).split(' ')) {
        const isFirst = current.trim() === '';
        if (!isFirst && lengthOf(current) + 1 + lengthOf(word) > width) {
            lines.push(current);
            current = `${indent}${' '.repeat(further)}${word}`;
        } else {
            current += isFirst ? word : ` ${word}`;
        }
    }
    return [...lines, current];
}

/**
 * What vendors and orgs call things may hold sequences that clear a screen, move the cursor or fill the clipboard: of
 * them only colours pass, which are ours.
 */
export const printable = (text: string) => text.replace(controls, '');
// eslint-disable-next-line no-control-regex -- these are what it is about
const controls = /\u001b(?!\[[\d;]*m)|(?![\t\n\u001b])[\u0000-\u001f\u007f-\u009f]/g;

const lengthOf = (text: string) => stripVTControlCharacters(text).length;

const signs: Record<PlanItem['action'], [string, Style]> = {
    create: ['+', 'green'],
    update: ['~', 'yellow'],
    delete: ['-', 'red'],
    do: ['>', 'cyan']
};
/** Of what stays: it may have to be deleted by hand, so more of it is told. The rest is in the document of --json. */
const mostLeft = 20;

/** A plan, line by line. */
export function planText(plan: SetupPlan, paint: Paint): string {
    const lines = [paint('bold', `Org ${plan.organizationId} at ${plan.instanceUrl}`)];
    if (plan.org.length === 0) lines.push('  nothing to do');
    for (const step of plan.org) lines.push(`  ${step.title}`, ...itemLines(step.items, paint));
    if (plan.kept.length > 0) {
        lines.push('  Left as they are (keep)', ...itemLines(plan.kept, paint));
    }
    for (const { connector, provider, changes } of plan.bots) {
        lines.push('', paint('bold', `Bot: ${connector} (${provider})`));
        if (changes.length === 0) lines.push('  nothing to do');
        for (const change of changes) lines.push(...itemLine({ ...change, fields: change.fields }, '  ', paint));
    }
    const overwritten = plan.org.flatMap((step) => step.items).filter(({ isOverwrite }) => isOverwrite).length;
    lines.push('', plan.isEmpty ? 'Nothing to do.' : summary(plan));
    if (overwritten > 0) {
        lines.push(
            ...folded(
                `${overwritten} of them (marked !) change what the setup did not make, or what was changed by hand since. List a component under "keep" to leave it.`,
                paint,
                0
            ).map((line) => paint('yellow', line))
        );
    }
    lines.push(...noteLines(plan.notes, paint));
    return lines.join('\n');
}

/** What the plan leaves as it is, and somebody may have to do. */
export function noteLines(notes: readonly string[], paint: Paint): string[] {
    return notes.flatMap((note) => folded(note, paint, 0)).map((line) => paint('yellow', line));
}

function summary(plan: SetupPlan): string {
    const items = plan.org.flatMap((step) => step.items);
    const changes = plan.bots.flatMap((bot) => bot.changes);
    const steps = plan.bots.reduce((sum, { manual }) => sum + manual.length, 0);
    const left = steps === 0 ? '' : `\n${counted(steps, 'step')} for a person afterwards, which apply prints.`;
    return `${counted(items.length, 'change')} in the org, ${changes.length} at the bots.${left}`;
}

/** What undo takes back, and what it leaves. */
export function undoText(plan: UndoPlan, paint: Paint): string {
    if (plan.isEmpty) return 'Nothing to undo.';
    const lines: string[] = [];
    for (const { connector, provider, changes } of plan.bots) {
        lines.push(paint('bold', `Bot: ${connector} (${provider})`));
        if (changes.length === 0) lines.push('  nothing to put back');
        for (const change of changes) lines.push(...itemLine(change, '  ', paint));
    }
    lines.push(paint('bold', `Org ${plan.organizationId}`));
    for (const step of plan.org) lines.push(`  ${step.title}`, ...itemLines(step.items, paint));
    const fields = plan.bots.flatMap((bot) => bot.changes.flatMap((change) => change.fields));
    if (fields.some(({ isOverwrite }) => isOverwrite)) {
        const note =
            'What is marked ! is not as the setup file wants it: somebody may have changed it by hand since, and undo takes it away.';
        lines.push(...folded(note, paint, 0).map((line) => paint('yellow', line)));
    }
    return [...lines, ...leftLines(plan.left, paint)].join('\n');
}

/** One line a reason: what has the same one stands together. */
export function leftLines(left: readonly Left[], paint: Paint): string[] {
    const byReason = new Map<string, string[]>();
    for (const { what, why } of left) {
        const names = byReason.get(why) ?? [];
        const last = names.at(-1);
        // "CustomField A, CustomField B" reads as "CustomField A, B".
        const type = what.slice(0, what.indexOf(' ') + 1);
        const isSameType = last !== undefined && type.length > 1 && names[0]?.startsWith(type) === true;
        byReason.set(why, [...names, isSameType ? what.slice(type.length) : what]);
    }
    const lines = [...byReason].flatMap(([why, names]) => folded(`  ${firstOf(names, mostLeft)}: ${why}`, paint));
    return left.length === 0 ? [] : [paint('bold', 'What stays'), ...lines];
}

/** What the org refuses to delete: used by what, beside what stays for the same reason, and what to do. */
export function refusalLines(left: readonly Left[], paint: Paint): string[] {
    const refusals = left.flatMap(({ refusal }) => refusal ?? []);
    if (refusals.length === 0) return [];
    const ours = new Set(left.map(({ what }) => what.split(' ').at(-1)));
    const users = refusals
        .map((words) => / : (.+ - (\S+))$/.exec(words))
        .flatMap((found) => (found && !ours.has(found[2]) ? [found[1] ?? ''] : []));
    const named = users.length > 0 ? ` (${firstOf([...new Set(users)], mostLeft)})` : '';
    const text = `What the org refuses to delete is still in use${named}: take it out there, as the history off a Lightning page of your own, then run undo again.`;
    return folded(`${paint('bold', 'Next:')} ${text}`, paint);
}

function itemLines(items: PlanItem[], paint: Paint): string[] {
    const lines: string[] = [];
    const plain = new Map<string, { action: PlanItem['action']; type: string; names: string[] }>();
    for (const item of items) {
        const isPlain = (item.action === 'create' || item.action === 'delete') && item.fields.length === 0;
        if (!isPlain || !/^[A-Z][A-Za-z]+ [^,\s]+$/.test(item.what)) {
            lines.push(...itemLine(item, '    ', paint));
            continue;
        }
        const [type = '', name = ''] = item.what.split(' ');
        const key = `${item.action} ${type}`;
        const group = plain.get(key) ?? { action: item.action, type, names: [] };
        group.names.push(name);
        plain.set(key, group);
    }
    for (const { action, type, names } of plain.values()) {
        const [sign, style] = signs[action];
        lines.push(...folded(`    ${paint(style, sign)} ${type} ${firstOf(names)}`, paint));
    }
    return lines;
}

function itemLine(
    item: PlanItem | { action: PlanItem['action']; what: string; fields: FieldChange[] },
    indent: string,
    paint: Paint
): string[] {
    const [sign, style] = signs[item.action];
    const mark = 'isOverwrite' in item && item.isOverwrite ? paint('yellow', ' !') : '';
    return [
        ...folded(`${indent}${paint(style, sign)} ${item.what}${mark}`, paint, hang + 2),
        ...item.fields.flatMap((field) =>
            folded(
                `${indent}    ${field.name}: ${valueText(field, item.action)}${field.isOverwrite ? paint('yellow', ' !') : ''}`,
                paint
            )
        )
    ];
}

function valueText({ from, to }: FieldChange, action: PlanItem['action']): string {
    const text = (value: FieldChange['from']) => (value === undefined ? '' : inline(value));
    if (action === 'delete') return text(from);
    const target =
        to === undefined ? (from === undefined ? '(known once the org side is applied)' : '(removed)') : text(to);
    return from === undefined ? `${target}` : `${text(from)} -> ${target}`;
}

/** A value in one line that can be read, and broken at its spaces. */
function inline(value: Json): string {
    if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
    if (value === null || typeof value !== 'object') return JSON.stringify(value);
    const parts = Object.entries(value).map(([name, part]) => `${name}: ${inline(part)}`);
    return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

/** Lines to copy: nothing before them but spaces, and never broken. */
const toCopy = (text: string) => ['', ...text.split('\n').map((line) => (line === '' ? '' : `      ${line}`)), ''];

function valueLines(name: string, value = '(known once the org side is applied)'): string[] {
    return value.includes('\n') ? [`   ${name}:`, ...toCopy(value)] : [`   ${name}: ${value}`];
}

/**
 * All that a person has to do, with everything it takes.
 *
 * @param doctor the command line that looks whether it is done
 */
export function manualText(steps: ManualStep[], paint: Paint, doctor: string): string[] {
    return steps.flatMap((step, index) => [
        '',
        paint('bold', `${index + 1}. ${step.title}`),
        ...folded(`   Why by hand: ${step.why}`, paint),
        ...step.where.flatMap((line) => folded(`   - ${line}`, paint)),
        ...step.values.flatMap(({ name, value }) => valueLines(name, value)),
        ...(step.snippet ? toCopy(step.snippet.text) : []),
        `   ${step.link}`,
        ...(step.check === undefined ? [] : [`   Afterwards: ${doctor} (check ${step.check})`])
    ]);
}

const marks: Record<Check['status'], [string, Style]> = {
    ok: ['ok     ', 'green'],
    open: ['to do  ', 'cyan'],
    warning: ['warning', 'yellow'],
    failed: ['FAILED ', 'red'],
    skipped: ['skipped', 'gray']
};

const checkIndent = 12;

/** @param doctor the command line that asks again */
export function diagnosisText(diagnosis: Diagnosis, paint: Paint, doctor: string): string {
    const lines: string[] = [];
    const steps = diagnosis.open.flatMap((bot) => bot.steps);
    const named = new Set(steps.map(({ check }) => check));
    for (const { title: section, checks } of diagnosis.sections) {
        lines.push(paint('bold', section));
        for (const { id, status, title, found, remedy, link } of checks) {
            const [mark, style] = marks[status];
            const name = status !== 'ok' && named.has(id) ? `${title} (${id})` : title;
            lines.push(...folded(`  ${paint(style, mark)} ${name}: ${found}`, paint, checkIndent - 2));
            if (status !== 'ok' && remedy !== undefined) {
                const indent = ' '.repeat(checkIndent);
                lines.push(...folded(`${indent}${remedy}${link === undefined ? '' : ` ${link}`}`, paint, 0));
            }
        }
    }
    if (steps.length > 0) lines.push('', paint('bold', 'Left for a person:'), ...manualText(steps, paint, doctor));
    const isBroken = diagnosis.sections.some(({ checks }) => checks.some(({ status }) => status === 'failed'));
    const verdict = isBroken
        ? paint('red', 'A link of the chain does not hold.')
        : diagnosis.isHealthy
          ? 'Every link that could be checked holds.'
          : paint('cyan', 'What is done holds; steps for a person are left.');
    return [...lines, '', verdict].join('\n');
}

/** The legs of a test of a handoff. */
export function testText(tests: HandoffTest[], paint: Paint): string {
    return tests
        .flatMap(({ connector, provider, legs, problem, note }) => [
            paint('bold', `${connector} (${provider})`),
            ...legs.map(({ name, took, found }) => `  ${paint('green', 'ok')}  ${name}: ${found} (${took} ms)`),
            ...(problem ? folded(`  ${paint('red', 'FAILED')}  ${problem.leg}: ${problem.message}`, paint) : []),
            ...(problem?.remedy ? folded(`      ${problem.remedy}`, paint, 0) : []),
            ...(note ? folded(`  ${note}`, paint, 0) : [])
        ])
        .join('\n');
}
