/**
 * What a vendor's API answers shows the same blocks after our Apex as its shape does without: every shape of the
 * fixtures is read by the real adapters, so that no field which a parser shows stays behind in Apex.
 */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import { loadTranscript, type TranscriptModule } from '../../tests/bench/parse/load.ts';
import {
    cognigyAnswer,
    idOf,
    NOT_FOR_AGENTS,
    sendbirdAnswer,
    turnText,
    watsonxLogs,
    watsonxNotes
} from '../../tests/fixtures/vendor-answers.ts';
import {
    shapeMessage,
    VENDOR_SHAPES,
    type ShapeAdapter,
    type ShapeMessage,
    type VendorShape
} from '../../tests/fixtures/vendor-shapes.ts';
import { ApexTestOrg } from './apex/test-support.ts';

/** Shapes that Apex leaves out, and why an agent misses nothing. */
const LEFT_OUT: Record<string, string> = {
    'watsonx-customer-event': "events come from the vendor's client, not from the customer",
    'watsonx-welcome': 'the start of a conversation shows by itself'
};

const CLASSES = 'force-app/core/main/default/classes/{adapters,answer,session,tools}/**/*.cls';
const SETTINGS = ['Named_Credential__c', 'Token_Named_Credential__c', 'Scope_Id__c', 'Api_Version__c'];

let transcript: TranscriptModule;
let org: ApexTestOrg;
let answer: unknown;

before(async () => {
    transcript = await loadTranscript();
    org = new ApexTestOrg({
        classes: globSync(CLASSES).map((file) => readFileSync(file, 'utf8')),
        callout: () => ({
            statusCode: 200,
            status: 'OK',
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify(answer)
        })
    });
    org.store.schema.addObject({
        fullName: 'Bot_Provider__mdt',
        fields: [
            ...SETTINGS.map((fullName) => ({ fullName, type: 'Text' as const, length: 255 })),
            { fullName: 'Page_Size__c', type: 'Number', precision: 4, scale: 0 }
        ]
    });
});

/** The messages as Apex hands them to the component. `session` are statements that fill in a `BotSession`. */
function messagesOf(adapterClass: string, session: string): ShapeMessage[] {
    const [page = '{}'] = org.debug(`
        BotSession session = new BotSession();
        ${session}
        Bot_Provider__mdt provider = new Bot_Provider__mdt(
            Named_Credential__c = 'Bot', Scope_Id__c = 'scope', Page_Size__c = 200
        );
        BotHistoryRequest request = new BotHistoryRequest(provider, session, null);
        System.debug(JSON.serialize(new ${adapterClass}().getPage(request)));`);
    return (JSON.parse(page) as { messages: ShapeMessage[] }).messages;
}

/** Without what says nothing: Apex may leave it out. */
function worded(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(worded);
    }
    if (typeof value !== 'object' || value === null) {
        return value;
    }
    const isSaid = (part: unknown) => ![undefined, null, '', false, 0, '{}', '[]'].includes(JSON.stringify(part) ?? '');
    return Object.fromEntries(
        Object.entries(value)
            .map(([name, part]): [string, unknown] => [name, worded(part)])
            .filter(([, part]) => isSaid(part) && !['', null, false, 0].includes(part as string))
            .sort(([one], [other]) => (one < other ? -1 : 1))
    );
}

function wordedRaw(raw: string): unknown {
    return /^[[{]/.test(raw) ? worded(JSON.parse(raw)) : raw;
}

/** Blocks without their keys; raw data as what it says. */
function blocksOf(message: ShapeMessage | undefined, adapter: ShapeAdapter): unknown {
    const blocks = message ? transcript.toBlocks(message, adapter, { policy: { mediaHosts: ['*'] } }) : [];
    return JSON.parse(JSON.stringify(blocks), (name, value: unknown) =>
        name === 'key' ? undefined : name === 'raw' ? wordedRaw(String(value)) : value
    );
}

interface Way {
    name: string;
    adapter: ShapeAdapter;
    adapterClass: string;
    session: string;
    answer: (shapes: readonly VendorShape[]) => unknown;
}

const KEY = 'us-south::2::code::session::integration::instance::subscription';
const ways: Way[] = [
    {
        name: 'Cognigy.AI',
        adapter: 'cognigy',
        adapterClass: 'CognigyHistoryAdapter',
        session: "session.value = 'session-1';",
        answer: (shapes) => cognigyAnswer(shapes)
    },
    {
        name: 'Cognigy.AI, inputData as text',
        adapter: 'cognigy',
        adapterClass: 'CognigyHistoryAdapter',
        session: "session.value = 'session-1';",
        answer: (shapes) => cognigyAnswer(shapes, true)
    },
    {
        name: 'watsonx Assistant, notes',
        adapter: 'watsonx',
        adapterClass: 'WatsonxNotesAdapter',
        session: `session.kind = BotSession.SESSION_KEY; session.value = '${KEY}';`,
        answer: watsonxNotes
    },
    {
        name: 'watsonx Assistant, logs',
        adapter: 'watsonx',
        adapterClass: 'WatsonxLogsAdapter',
        session: "session.value = 'session-1';",
        answer: watsonxLogs
    },
    {
        name: 'Sendbird',
        adapter: 'sendbird',
        adapterClass: 'SendbirdHistoryAdapter',
        session: "session.value = 'channel_1';",
        answer: (shapes) => sendbirdAnswer(shapes)
    },
    {
        name: 'Sendbird, extended payload as text',
        adapter: 'sendbird',
        adapterClass: 'SendbirdHistoryAdapter',
        session: "session.value = 'channel_1';",
        answer: (shapes) => sendbirdAnswer(shapes, true)
    }
];

for (const way of ways) {
    const shapes = VENDOR_SHAPES.filter(({ adapter }) => adapter === way.adapter);

    void describe(way.name, () => {
        let messages: ShapeMessage[];
        before(() => {
            answer = way.answer(shapes);
            messages = messagesOf(way.adapterClass, way.session);
        });

        for (const shape of shapes) {
            void it(shape.name, () => {
                const id = idOf(shape);
                const message = messages.find((one) => one.id.replace(/-response$/, '') === id);
                const expected = id in LEFT_OUT ? [] : blocksOf(shapeMessage(shape), way.adapter);
                assert.deepEqual(blocksOf(message, way.adapter), expected);
                if (message) assert.equal(message.sender, shape.sender);
            });
        }

        void it('leaves in Apex what is not for agents', () => {
            assert.ok(JSON.stringify(answer).includes(NOT_FOR_AGENTS));
            assert.ok(!JSON.stringify(messages).includes(NOT_FOR_AGENTS));
        });
    });
}

void describe('Transcript text', () => {
    for (const shape of VENDOR_SHAPES.filter(({ adapter }) => adapter === 'text')) {
        void it(shape.name, () => {
            const text = turnText(shape).replaceAll('\n', '\\n');
            const [message] = messagesOf('TranscriptTextAdapter', `session.text = '${text}';`);
            assert.deepEqual(blocksOf(message, 'text'), blocksOf(shapeMessage(shape), 'text'));
            assert.equal(message?.sender, shape.sender);
        });
    }
});
