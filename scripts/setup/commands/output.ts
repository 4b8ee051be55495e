/** What people read: plans, checks, steps. Plain text, colours only on a terminal. */
import { styleText } from 'node:util';

import type { Diagnosis } from '../doctor/doctor.ts';
import type { HandoffTest } from '../doctor/test-handoff.ts';
import type { PlanItem } from '../org/plan.ts';
import type { Check, FieldChange, ManualStep } from '../provider-setup.ts';
import type { SetupPlan } from '../setup.ts';
import type { UndoPlan } from '../undo.ts';

type Style = Parameters<typeof styleText>[0];
export type Paint = (style: Style, text: string) => string;

/** Colours where the stream takes them (and NO_COLOR does not forbid them). */
export function painter(stream: NodeJS.WriteStream): Paint {
    return (style, text) => styleText(style, text, { stream });
}

const signs: Record<PlanItem['action'], [string, Style]> = {
    create: ['+', 'green'],
    update: ['~', 'yellow'],
    delete: ['-', 'red'],
    do: ['>', 'cyan']
};
/** Components of one type are told one by one up to here. */
const mostListed = 8;

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
            paint(
                'yellow',
                `${overwritten} of them (marked !) change what the setup did not make, or what was changed by hand since. List a component under "keep" to leave it.`
            )
        );
    }
    return lines.join('\n');
}

function summary(plan: SetupPlan): string {
    const items = plan.org.flatMap((step) => step.items);
    const changes = plan.bots.flatMap((bot) => bot.changes);
    return `${items.length} changes in the org, ${changes.length} at the bots.`;
}

export function undoText(plan: UndoPlan, paint: Paint): string {
    if (plan.isEmpty) return 'Nothing to undo.';
    const lines: string[] = [];
    for (const { connector, provider, changes } of plan.bots) {
        lines.push(paint('bold', `Bot: ${connector} (${provider})`));
        if (changes.length === 0) lines.push('  as it was');
        for (const change of changes) lines.push(...itemLine(change, '  ', paint));
    }
    lines.push(paint('bold', `Org ${plan.organizationId}`));
    for (const step of plan.org) lines.push(`  ${step.title}`, ...itemLines(step.items, paint));
    return [...lines, ...leftLines(plan.left, paint)].join('\n');
}

export function leftLines(left: { what: string; why: string }[], paint: Paint): string[] {
    return left.length === 0 ? [] : [paint('bold', 'What stays'), ...left.map(({ what, why }) => `  ${what}: ${why}`)];
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
        const more = names.length > mostListed ? `, and ${names.length - mostListed} more` : '';
        lines.push(`    ${paint(style, sign)} ${type} ${names.slice(0, mostListed).join(', ')}${more}`);
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
        `${indent}${paint(style, sign)} ${item.what}${mark}`,
        ...item.fields.map(
            (field) =>
                `${indent}    ${field.name}: ${valueText(field, item.action)}${field.isOverwrite ? paint('yellow', ' !') : ''}`
        )
    ];
}

function valueText({ from, to }: FieldChange, action: PlanItem['action']): string {
    const text = (value: FieldChange['from']) =>
        typeof value === 'string' ? JSON.stringify(value) : JSON.stringify(value);
    if (action === 'delete') return text(from) ?? '';
    const target =
        to === undefined ? (from === undefined ? '(known once the org side is applied)' : '(removed)') : text(to);
    return from === undefined ? `${target}` : `${text(from)} -> ${target}`;
}

/** All that a person has to do, with everything it takes. */
export function manualText(steps: ManualStep[], paint: Paint): string[] {
    return steps.flatMap((step, index) => [
        '',
        paint('bold', `${index + 1}. ${step.title}`),
        `   Why by hand: ${step.why}`,
        ...step.where.map((line) => `   ${line}`),
        ...step.values.map(({ name, value }) => `   ${name}: ${value ?? '(known once the org side is applied)'}`),
        ...(step.snippet ? ['', ...step.snippet.text.split('\n').map((line) => `   | ${line}`), ''] : []),
        `   ${step.link}`,
        ...(step.check === undefined ? [] : [`   Afterwards: npm run setup -- doctor (check ${step.check})`])
    ]);
}

const marks: Record<Check['status'], [string, Style]> = {
    ok: ['ok     ', 'green'],
    open: ['to do  ', 'cyan'],
    warning: ['warning', 'yellow'],
    failed: ['FAILED ', 'red'],
    skipped: ['skipped', 'gray']
};

export function diagnosisText(diagnosis: Diagnosis, paint: Paint): string {
    const lines: string[] = [];
    for (const { title, checks } of diagnosis.sections) {
        lines.push(paint('bold', title));
        for (const { status, title: name, found, remedy, link } of checks) {
            const [mark, style] = marks[status];
            lines.push(`  ${paint(style, mark)} ${name}: ${found}`);
            if (status !== 'ok' && remedy !== undefined)
                lines.push(`            ${remedy}${link === undefined ? '' : ` ${link}`}`);
        }
    }
    const steps = diagnosis.open.flatMap((bot) => bot.steps);
    if (steps.length > 0) lines.push('', paint('bold', 'Left for a person:'), ...manualText(steps, paint));
    const isBroken = diagnosis.sections.some(({ checks }) => checks.some(({ status }) => status === 'failed'));
    const verdict = isBroken
        ? paint('red', 'A link of the chain does not hold.')
        : diagnosis.isHealthy
          ? 'Every link that could be checked holds.'
          : paint('cyan', 'What is done holds; steps for a person are left.');
    return [...lines, '', verdict].join('\n');
}

export function testText(tests: HandoffTest[], paint: Paint): string {
    return tests
        .flatMap(({ connector, provider, legs, problem, note }) => [
            paint('bold', `${connector} (${provider})`),
            ...legs.map(({ name, took, found }) => `  ${paint('green', 'ok')}  ${name}: ${found} (${took} ms)`),
            ...(problem ? [`  ${paint('red', 'FAILED')}  ${problem.leg}: ${problem.message}`] : []),
            ...(problem?.remedy ? [`      ${problem.remedy}`] : []),
            ...(note ? [`  ${note}`] : [])
        ])
        .join('\n');
}
