import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cognigySessions } from './cognigy/sessions.ts';
import { chatTranscripts, conversations, demoTime, startPretendBots, VENDOR_ORIGINS } from './index.ts';
import { sendbirdChannels } from './sendbird/channels.ts';
import { VENDORS, type BotConversation } from './types.ts';
import { watsonxSessions } from './watsonx/sessions.ts';

const now = demoTime.getTime();
const media = (name: string): string => `http://127.0.0.1:1/media/${name}`;
const cognigy = cognigySessions(media, now);
const watsonx = watsonxSessions(media, now);
const sendbird = sendbirdChannels(media, now);
const list = conversations();

/** When each message of a conversation was, in milliseconds. */
function timesOf(entry: BotConversation): number[] {
    switch (entry.vendor) {
        case 'cognigy':
            return (cognigy.get(entry.sessionId)?.entries ?? []).map((item) => Date.parse(String(item.timestamp)));
        case 'watsonx':
            return (watsonx.get(entry.sessionId)?.talk.notes ?? []).map((item) => Date.parse(item.time));
        case 'sendbird':
            return (sendbird.get(entry.sessionId)?.messages ?? []).map((item) => item.created_at);
    }
}

/** Every object inside a value, with the key under which it stands. */
function* inside(value: unknown, key = ''): Generator<{ key: string; value: Record<string, unknown> }> {
    if (Array.isArray(value)) {
        for (const item of value) {
            yield* inside(item, key);
        }
    } else if (typeof value === 'object' && value !== null) {
        yield { key, value: value as Record<string, unknown> };
        for (const [name, item] of Object.entries(value)) {
            yield* inside(item, name);
        }
    }
}

const entriesOfAll = [...cognigy.values()].flatMap((session) => session.entries);
const genericOfAll = [...watsonx.values()].flatMap((session) =>
    session.talk.notes.flatMap(({ message }) => ('output' in message ? message.output.generic : []))
);
const channelMessages = [...sendbird.values()].flatMap((talk) => talk.messages);

test('each vendor has at least 2 short and 3 rich conversations and one of more than 1,000 messages', () => {
    for (const vendor of VENDORS) {
        const kinds = (kind: string) => list.filter((entry) => entry.vendor === vendor && entry.kind === kind);
        assert.ok(kinds('short').length >= 2 && kinds('rich').length >= 3, vendor);
        kinds('short').forEach((entry) => assert.ok(timesOf(entry).length <= 12));
        kinds('rich').forEach((entry) => assert.ok(timesOf(entry).length >= 12));
        assert.ok(kinds('long').some((entry) => timesOf(entry).length > 1000));
    }
});

test('the set covers the connectors, the records, and languages of other scripts', () => {
    const values = (field: keyof BotConversation) => new Set(list.map((entry) => entry[field]));
    assert.deepEqual([...values('connector')].sort(), ['cognigy-chat', 'cognigy-messaging', 'sendbird', 'watsonx']);
    assert.deepEqual([...values('record')].sort(), ['Case', 'LiveChatTranscript', 'MessagingSession']);
    for (const language of ['en', 'de', 'ja', 'ar']) {
        assert.ok(values('language').has(language), language);
    }
    assert.equal(new Set(list.map((entry) => entry.sessionId)).size, list.length);
});

test('times go forward, and the handoff was where the list says, before the present', () => {
    for (const entry of list) {
        const times = timesOf(entry);
        assert.deepEqual(
            times,
            times.toSorted((one, other) => one - other),
            entry.title
        );
        const handedOff = Date.parse(entry.handedOffAt);
        assert.ok(times.includes(handedOff), entry.title);
        assert.ok(handedOff < now && Date.parse(entry.startedAt) <= (times[0] ?? 0));
        assert.ok((times.at(-1) ?? 0) < now, `${entry.title} goes on after the present`);
    }
});

test('values fit the fields of a record', () => {
    for (const entry of [...list, ...chatTranscripts()]) {
        assert.ok(entry.reason.length <= 255 && entry.title.length <= 80);
        assert.match(entry.customer.email, /@([a-z-]+\.)*example\.com$/);
        assert.ok(entry.customer.firstName && entry.customer.lastName);
    }
});

test('every start tells the same, and a later present only moves the times', () => {
    const again = cognigySessions(media, now);
    assert.deepEqual(
        [...again.values()].map((session) => session.entries),
        [...cognigy.values()].map((session) => session.entries)
    );
    const later = conversations(new Date(now + 86_400_000));
    assert.deepEqual(
        later.map((entry) => [entry.sessionId, Date.parse(entry.handedOffAt) - 86_400_000]),
        list.map((entry) => [entry.sessionId, Date.parse(entry.handedOffAt)])
    );
});

test('Cognigy: every kind of its formats is there', () => {
    const kinds = new Set<string>();
    for (const { key, value } of inside(entriesOfAll.map((entry) => entry.inputData))) {
        if (key === '_default') {
            Object.keys(value).forEach((name) => kinds.add(`_default.${name}`));
        }
        if (key === '_cognigy') {
            Object.keys(value).forEach((name) => kinds.add(name));
        }
        if (key === '_webchat' && value.type) {
            kinds.add(`_webchat ${String(value.type)}`);
        }
        if (key === 'attachment') {
            kinds.add(`attachment ${String(value.type)}`);
        }
        if (value.template_type) {
            kinds.add(`template ${String(value.template_type)}`);
        }
        if (key === '_plugin') {
            kinds.add(`plugin ${String(value.type)}`);
        }
        if (key === 'attachments') {
            kinds.add(`file ${String(value.status)}`);
        }
        if (key === 'buttons' || key === 'button') {
            kinds.add(`button ${String(value.type)}`);
        }
    }
    entriesOfAll.forEach((entry) => kinds.add(`source ${entry.source}`));
    for (const kind of [
        ...['_quickReplies', '_buttons', '_gallery', '_list', '_image', '_audio', '_video', '_adaptiveCard'].map(
            (name) => `_default.${name}`
        ),
        ...[
            '_default',
            '_defaultPreview',
            '_webchat',
            '_webchat3',
            '_facebook',
            'syncWebchatWithFacebook',
            'controlCommands'
        ],
        '_webchat adaptiveCard',
        ...['template', 'image', 'audio', 'video'].map((name) => `attachment ${name}`),
        ...['generic', 'button', 'list'].map((name) => `template ${name}`),
        ...['date-picker', 'x-app', 'x-app-submit', 'adaptivecards'].map((name) => `plugin ${name}`),
        ...['scanned', 'infected'].map((name) => `file ${name}`),
        ...['postback', 'web_url', 'phone_number'].map((name) => `button ${name}`),
        ...['user', 'bot', 'agent', 'suggestion'].map((name) => `source ${name}`)
    ]) {
        assert.ok(kinds.has(kind), kind);
    }
    assert.ok(entriesOfAll.some((entry) => entry.rating === 4 && entry.ratingComment));
});

test('watsonx: every kind of item is there', () => {
    const kinds = new Set<string>();
    for (const { value } of inside(genericOfAll)) {
        kinds.add(String(value.response_type));
        kinds.add(`${String(value.response_type)} ${String(value.button_type ?? value.preference ?? '')}`.trim());
    }
    for (const kind of [
        ...'text option suggestion image video audio iframe pause search conversational_search connect_to_agent'.split(
            ' '
        ),
        ...'channel_transfer user_defined table card carousel grid button date end_session dtmf inline_error system'.split(
            ' '
        ),
        ...'preview_card speech_to_text text_to_speech start_activities stop_activities'.split(' '),
        ...['option dropdown', 'option button'],
        ...['post_back', 'custom_event', 'show_panel', 'url'].map((type) => `button ${type}`)
    ]) {
        assert.ok(kinds.has(kind), kind);
    }
    assert.ok(genericOfAll.some((item) => item.agent_message_type === 'from_agent'));
    assert.ok(genericOfAll.some((item) => Array.isArray(item.channels)));
});

test('Sendbird: every kind of message and attachment is there', () => {
    const kinds = new Set<string>();
    for (const message of channelMessages) {
        kinds.add(message.type);
        kinds.add(message.is_removed ? 'removed' : message.updated_at > 0 ? 'edited' : 'as sent');
        for (const [name, value] of Object.entries(message.extended_message_payload ?? {})) {
            kinds.add(name);
            if (name === 'suggested_replies') {
                kinds.add(`suggested_replies ${typeof value}`);
            }
        }
        for (const { key, value } of inside(message.extended_message_payload)) {
            if (key === 'response') {
                kinds.add(`template ${value.content === null ? 'null' : typeof value.content}`);
            }
        }
        if (message.type === 'FILE' && message.file?.type) {
            kinds.add(`file ${message.file.type.split('/')[0]}`);
        }
    }
    for (const kind of [
        ...['MESG', 'FILE', 'ADMM', 'removed', 'edited'],
        ...'is_thinking bot_message_type cta_button suggested_replies message_template custom_message_templates citations csat form function_calls groundedness flagged_types'.split(
            ' '
        ),
        ...['suggested_replies object', 'suggested_replies string', 'template string', 'template null'],
        ...['image', 'audio', 'video', 'application'].map((type) => `file ${type}`)
    ]) {
        assert.ok(kinds.has(kind), kind);
    }
});

test('in the long Sendbird channel messages share milliseconds often enough to cut through them', () => {
    const long = list.find((entry) => entry.vendor === 'sendbird' && entry.kind === 'long');
    const times = long ? timesOf(long) : [];
    const shared = times.filter((time, index) => time === times[index - 1]).length;
    assert.ok(shared > 150, `${shared}`);
});

test('every conversation has its handoff, and each vendor a bot that did not understand', () => {
    for (const [vendor, all] of [
        ['cognigy', entriesOfAll],
        ['watsonx', genericOfAll],
        ['sendbird', channelMessages]
    ] as const) {
        assert.match(JSON.stringify(all), /didn't understand/, vendor);
    }
});

test('all addresses are made up or on loopback, and all media can be loaded', async () => {
    const bots = await startPretendBots();
    try {
        const here = (vendor: 'cognigy' | 'watsonx' | 'sendbird') => (name: string) =>
            `${bots[vendor].url}/media/${name}`;
        const texts = [
            JSON.stringify([...cognigySessions(here('cognigy'), now).values()].map((session) => session.entries)),
            JSON.stringify([...watsonxSessions(here('watsonx'), now).values()].map((session) => session.talk.notes)),
            JSON.stringify([...sendbirdChannels(here('sendbird'), now).values()].map((talk) => talk.messages)),
            JSON.stringify(chatTranscripts())
        ].join('\n');
        const urls = new Set(texts.match(/https?:\/\/[^\s"'\\)<>]+/g));
        const loaded: string[] = [];
        for (const url of urls) {
            const { hostname } = new URL(url);
            assert.ok(
                hostname === '127.0.0.1' || hostname === 'adaptivecards.io' || hostname.endsWith('.example.com'),
                url
            );
            if (hostname === '127.0.0.1') {
                const answer = await fetch(url);
                assert.equal(answer.status, 200, url);
                await answer.arrayBuffer();
                loaded.push(url);
            }
        }
        assert.ok(loaded.length > 25, `${loaded.length}`);
        for (const vendor of VENDORS) {
            for (const origin of VENDOR_ORIGINS[vendor]) {
                assert.equal(bots.hosts.get(origin), bots[vendor].url);
            }
        }
    } finally {
        await bots.close();
    }
});

test('transcript texts are as Salesforce Chat writes them, with the history inside', () => {
    const [plain, odd] = chatTranscripts();
    assert.match(
        plain?.body ?? '',
        /^<p align="center">Chat Started: \w+, \w+ \d\d, 2026, \d\d:\d\d:\d\d \(\+0000\)<\/p>/
    );
    assert.match(plain?.body ?? '', /\( 8s \) Dana: - USER: Hi, .*<br>- BOT: /);
    assert.match(plain?.body ?? '', /\( 1m 14s \) Dana: thanks\. so where is it\?<br>/);
    assert.match(plain?.body ?? '', /- BOT: UNSUPPORTED_STRUCTURE_DATA<br>/);
    assert.ok(!/<angry>/.test(plain?.body ?? ''), 'what a person wrote is escaped');
    assert.match(odd?.body ?? '', /User: .*<br>Bot: /);
    assert.match(odd?.body ?? '', /Zeile ohne Uhr/);
});
