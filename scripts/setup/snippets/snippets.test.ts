import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readSnippets, shapeOf } from './snippets.ts';

const org = '00D000000000001EAA';
const deployment = '572000000000001';
const button = '573000000000001AAA';

describe('chat snippets', () => {
    const code = `<script type='text/javascript' src='https://c.la1-c1-xyz.salesforceliveagent.com/content/g/js/52.0/deployment.js'></script>
<script type='text/javascript'>
liveagent.init('https://d.la1-c1-xyz.salesforceliveagent.com/chat', '${deployment}', '${org}');
</script>`;

    test('the deployment code', () => {
        assert.deepEqual(readSnippets(code), [
            {
                kind: 'chat-deployment',
                values: {
                    chatUrl: 'https://d.la1-c1-xyz.salesforceliveagent.com',
                    deploymentId: deployment,
                    organizationId: org
                },
                problems: []
            }
        ]);
    });

    test('the button code, in each of its calls', () => {
        for (const call of [
            `liveagent.showWhenOnline('${button}', document.getElementById('x'));`,
            `liveagent.addButtonEventHandler( "${button}" , function(e){})`,
            `<a onclick="liveagent.startChat('${button}')">`
        ]) {
            assert.deepEqual(
                readSnippets(call),
                [{ kind: 'chat-button', values: { buttonId: button }, problems: [] }],
                call
            );
        }
    });

    test('both pasted together are two snippets', () => {
        const both = readSnippets(`${code}\nliveagent.showWhenOnline('${button}', x)`);
        assert.deepEqual(
            both.map(({ kind }) => kind),
            ['chat-deployment', 'chat-button']
        );
    });

    test('values of the wrong shape are named with their shape, not their text', () => {
        const [snippet] = readSnippets(`liveagent.init('http://example.com/chat', '${button}', 'my secret value')`);
        assert.deepEqual(snippet?.values, {});
        assert.equal(snippet?.problems.length, 3);
        assert.match(
            snippet?.problems[1] ?? '',
            /an id that starts with 573: wanted is an id of 15 or 18 characters that starts with 572/
        );
        assert.doesNotMatch(snippet?.problems.join() ?? '', /my secret value|example\.com/);
    });

    test('a call that was cut off says what is missing', () => {
        const [snippet] = readSnippets(`liveagent.init('https://d.la1-c1-xyz.salesforceliveagent.com/chat'`);
        assert.deepEqual(snippet?.values, { chatUrl: 'https://d.la1-c1-xyz.salesforceliveagent.com' });
        assert.match(snippet?.problems.join('\n') ?? '', /deployment\) is missing[\s\S]*organization\) is missing/);
    });
});

test('the Embedded Service code', () => {
    const code = `
        var initESW = function(gslbBaseURL) {
            embedded_svc.settings.displayHelpButton = true; //Or false
            embedded_svc.init(
                'https://example.my.salesforce.com',
                'https://example.my.salesforce-sites.com/chat',
                gslbBaseURL,
                '${org}', // <--- use this
                'Chat_Team',
                {
                    baseLiveAgentContentURL: 'https://c.la1-c1-xyz.salesforceliveagent.com/content',
                    deploymentId: '${deployment}',
                    buttonId: '${button}',
                    baseLiveAgentURL: 'https://d.la1-c1-xyz.salesforceliveagent.com/chat',
                    eswLiveAgentDevName: 'EmbeddedServiceLiveAgent_Parent',
                    isOfflineSupportEnabled: false
                }
            );
        };`;
    assert.deepEqual(readSnippets(code), [
        {
            kind: 'embedded-chat',
            values: {
                organizationId: org,
                deploymentId: deployment,
                buttonId: button,
                chatUrl: 'https://d.la1-c1-xyz.salesforceliveagent.com'
            },
            problems: []
        }
    ]);
});

describe('messaging snippets', () => {
    const values = {
        organizationId: org,
        esDeveloperName: 'Bot_Client',
        messagingUrl: 'https://example.my.salesforce-scrt.com'
    };

    test('the code of a web deployment', () => {
        const code = `embeddedservice_bootstrap.init(
            '${org}', 'Bot_Client', 'https://example.my.site.com/ESWBot', { scrt2URL: 'https://example.my.salesforce-scrt.com' });`;
        assert.deepEqual(readSnippets(code), [{ kind: 'messaging', values, problems: [] }]);
    });

    test('the values of a custom client, as JSON or as lines', () => {
        for (const code of [
            `{"OrganizationId":"${org}","DeveloperName":"Bot_Client","Url":"https://example.my.salesforce-scrt.com"}`,
            `OrganizationId = '${org}'\nDeveloperName = 'Bot_Client'\nUrl = 'https://example.my.salesforce-scrt.com/'`
        ]) {
            assert.deepEqual(readSnippets(code), [{ kind: 'messaging', values, problems: [] }], code);
        }
    });
});

test('what stands in comments does not count', () => {
    assert.deepEqual(readSnippets(`// liveagent.showWhenOnline('${button}')`), []);
    assert.deepEqual(readSnippets(`/* liveagent.showWhenOnline('${button}') */`), []);
});

test('what a mail, a word processor or a ticket made of the quotes is read as they were', () => {
    const code = (open: string, close = open) =>
        `liveagent.init(${open}https://d.la1-c1.salesforceliveagent.com/chat${close}, ${open}572000000000001${close}, ${open}00D000000000001${close});`;
    const wanted = readSnippets(code("'"));
    assert.deepEqual(wanted[0]?.problems, []);
    const pasted = [
        code('’'),
        code('‘', '’'),
        code('„', '“'),
        code('&#39;'),
        code('&quot;'),
        `Here's the code: ${code("'")} It's from Ada's org`,
        `That’s it: ${code('‘', '’')}`
    ];
    for (const text of pasted) assert.deepEqual(readSnippets(text), wanted, text);
});

test('any text is read without an exception, and a snippet inside it is still found', () => {
    fc.assert(
        fc.property(fc.string(), fc.string(), (before, after) => {
            readSnippets(before);
            const found = readSnippets(
                `${before.replace(/["'`/<\\]/g, '')}\nliveagent.showWhenOnline('${button}', x);\n${after}`
            );
            assert.ok(found.some(({ kind, values }) => kind === 'chat-button' && values.buttonId === button));
        })
    );
});

test('long junk comes to an end', { timeout: 20_000 }, () => {
    readSnippets(`liveagent.init(${"'a',".repeat(100_000)}`);
    readSnippets(`embedded_svc.init(${'{'.repeat(100_000)}`);
    readSnippets('"'.repeat(200_000));
});

test('shapeOf never is the value', () => {
    assert.equal(shapeOf(org), 'an id that starts with 00D');
    assert.equal(shapeOf('https://a.example/secret'), 'a url');
    assert.equal(shapeOf('secret'), '6 characters');
    assert.equal(shapeOf(''), 'empty');
});
