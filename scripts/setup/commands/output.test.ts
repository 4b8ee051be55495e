import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stripVTControlCharacters, styleText } from 'node:util';

import type { Diagnosis } from '../doctor/doctor.ts';
import type { ManualStep } from '../provider-setup.ts';
import type { SetupPlan } from '../setup.ts';
import { diagnosisText, leftLines, manualText, planText, refusalLines, undoText, type Paint } from './output.ts';

const plain: Paint = (_style, text) => text;
const terminal = (width: number): Paint =>
    Object.assign((style: Parameters<Paint>[0], text: string) => styleText(style, text, { validateStream: false }), {
        width
    });

const snippet = `{\n  "message": "${'a long sentence '.repeat(8)}"\n}`;
const step: ManualStep = {
    id: 'vendor.step',
    title: 'Paste the codes',
    why: 'The vendor has no API for it, as far as anybody knows, and its own console wants both of them at once.',
    where: ['Console: Integrations, Web chat, Open, the environment of the setup file, Live agent, Salesforce, Set up'],
    values: [
        { name: 'Short', value: 'one' },
        { name: 'Code', value: '<script>\n  go();\n</script>' }
    ],
    link: `https://example.com/${'a'.repeat(90)}`,
    snippet: { language: 'json', text: snippet },
    check: 'vendor.step'
};

const detail = { label: 'LastName', entityMaps: [{ entityName: 'contact' }], transcriptFields: [], isShown: true };
const plan: SetupPlan = {
    organizationId: '00DLO00000000012AA',
    instanceUrl: 'https://example.my.salesforce.com',
    org: [
        {
            id: 'deploy:core',
            title: 'Package',
            items: [
                ...Array.from({ length: 12 }, (_, index) => ({
                    action: 'create' as const,
                    what: `ApexClass ALongNameOfAClass${index}`,
                    fields: []
                })),
                {
                    action: 'update',
                    what: 'Queue Refunds',
                    isOverwrite: true,
                    fields: [{ name: 'label', from: 'Refunds', to: 'Bot Handoff' }]
                }
            ]
        }
    ],
    kept: [],
    notes: [],
    bots: [
        {
            connector: 'cognigy-chat',
            provider: 'Cognigy',
            changes: [
                {
                    id: 'node',
                    action: 'create',
                    what: 'Node',
                    fields: [{ name: 'details.LastName', to: detail }, { name: 'id' }],
                    payload: null
                }
            ],
            manual: [step]
        }
    ],
    isEmpty: false,
    requests: 1
};

const diagnosis: Diagnosis = {
    sections: [
        {
            title: 'Org',
            checks: [
                { id: 'a', title: 'Features', status: 'ok', found: `All are on: ${'feature, '.repeat(20)}.` },
                {
                    id: 'b',
                    title: 'Host',
                    status: 'failed',
                    found: 'No answer.',
                    remedy: `Look ${'at it '.repeat(20)}.`
                }
            ]
        }
    ],
    open: [{ connector: 'cognigy-chat', provider: 'Cognigy', steps: [step] }],
    isHealthy: false,
    requests: 1
};

const doctor = 'npm run setup -- doctor --target-org sandbox';

const words = (text: string) => stripVTControlCharacters(text).split(/\s+/).join(' ');

describe('what people read', () => {
    for (const [name, show] of [
        ['a plan', (paint: Paint) => planText(plan, paint)],
        ['a diagnosis', (paint: Paint) => diagnosisText(diagnosis, paint, doctor)]
    ] as const) {
        test(`${name} fits a terminal of 80 columns, broken at spaces only; elsewhere lines stay whole`, () => {
            const whole = show(plain);
            const narrow = show(terminal(80));
            assert.equal(words(narrow), words(whole));
            const tooWide = stripVTControlCharacters(narrow)
                .split('\n')
                .filter((line) => line.length > 80);
            // A link, and what is there to be copied, is never broken.
            for (const line of tooWide) assert.ok(line.includes('https://') || snippet.includes(line.trim()), line);
            assert.ok(whole.split('\n').some((line) => line.length > 100));
        });
    }

    test('what differs, as values that can be read; how many steps are left for a person', () => {
        const text = planText(plan, plain);
        assert.match(
            text,
            /details\.LastName: \{ label: "LastName", entityMaps: \[\{ entityName: "contact" \}\], transcriptFields: \[\], isShown: true \}/
        );
        assert.match(text, / {4}~ Queue Refunds !\n {8}label: "Refunds" -> "Bot Handoff"\n/);
        assert.match(text, /ALongNameOfAClass7, and 4 more\n/);
        assert.match(
            text,
            /\n13 changes in the org, 1 at the bots\.\n1 step for a person afterwards, which apply prints\./
        );
    });

    test('a step ends with the whole command that looks at it, and with the check as that command names it', () => {
        const checks = [
            { id: 'cognigy.node', title: 'Node', status: 'open' as const, found: 'Left to do.' },
            { id: 'cognigy.key', title: 'API key', status: 'ok' as const, found: 'It takes the key.' }
        ];
        const open = [{ ...diagnosis.open[0]!, steps: [{ ...step, check: 'cognigy.node' }] }];
        const text = diagnosisText({ ...diagnosis, sections: [{ title: 'Cognigy', checks }], open }, plain, doctor);
        assert.match(text, / {2}to do {3}Node \(cognigy\.node\): Left to do\.\n {2}ok {6}API key: It takes/);
        assert.match(text, /\n {3}Afterwards: npm run setup -- doctor --target-org sandbox \(check cognigy\.node\)\n/);
    });

    test('code and JSON stand by themselves: copied as they are, they are whole', () => {
        const lines = manualText([step], plain, doctor);
        const copied = (first: string, count: number) => {
            const at = lines.findIndex((line) => line.trim() === first);
            return lines.slice(at, at + count).map((line) => line.replace(/^ {6}/, ''));
        };
        assert.equal(copied('{', 3).join('\n'), snippet);
        assert.equal(copied('<script>', 3).join('\n'), '<script>\n  go();\n</script>');
    });

    test('undo marks what somebody may have changed, and says of no bot that it is as it was', () => {
        const { organizationId } = plan;
        const undone = (isOverwrite: boolean) => {
            const fields = [{ name: 'url', from: 'https://other.example.com', ...(isOverwrite && { isOverwrite }) }];
            const changes = [{ id: 'webhook', action: 'update' as const, what: 'Webhook', fields, payload: null }];
            const bots = [
                { connector: 'sendbird', provider: 'A', changes },
                { connector: 'sendbird', provider: 'B', changes: [] }
            ];
            return undoText({ organizationId, bots, org: [], left: [], isEmpty: false }, plain);
        };
        assert.match(
            undone(true),
            /url: "https:\/\/other\.example\.com" -> \(removed\) !\n[^]*\nWhat is marked ! is not as/
        );
        assert.match(undone(true), /Bot: sendbird \(B\)\n {2}nothing to put back\n/);
        assert.doesNotMatch(undone(false), /!/);
    });

    test('what stays for one reason stands in one line', () => {
        const why = 'handoff data of Case';
        assert.deepEqual(
            leftLines(
                [
                    { what: 'CustomField Case.A__c', why },
                    { what: 'CustomField Case.B__c', why },
                    { what: 'Settings OmniChannel', why: 'a feature' }
                ],
                plain
            ),
            [
                'What stays',
                '  CustomField Case.A__c, Case.B__c: handoff data of Case',
                '  Settings OmniChannel: a feature'
            ]
        );
    });

    test('of hundreds that stay for one reason, the first are named: the reasons can be read', () => {
        const why = 'the org refuses to delete it';
        const labels = Array.from({ length: 200 }, (_, n) => ({ what: `CustomLabel Bot_${n}`, why }));
        const [, line = ''] = leftLines(labels, plain);
        assert.match(line, /CustomLabel Bot_0, Bot_1, .*, Bot_19, and 180 more: the org refuses to delete it$/);
    });
});

test('undo: what the org refuses to delete, by whom it is used, and what to do', () => {
    const used = (what: string, by: string) => {
        const refusal = `This is referenced elsewhere in salesforce.com. Remove the usage and try again. : ${by}`;
        return { what, why: `the org refuses to delete it: ${refusal}`, refusal };
    };
    const left = [
        { what: 'Settings Language', why: 'a feature stays on' },
        used('LightningComponentBundle botHistory', 'FlexiPage - Case_Page'),
        used('ApexClass BotTime', 'Lightning Component Bundle - botHistory')
    ];
    assert.match(
        refusalLines(left, plain).join(' ').replace(/\s+/g, ' '),
        /^Next: What the org refuses to delete is still in use \(FlexiPage - Case_Page\): take it out there, .* run undo again\.$/
    );
    assert.deepEqual(refusalLines(left.slice(0, 1), plain), []);
});
