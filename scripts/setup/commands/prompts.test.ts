import assert from 'node:assert/strict';
import { test } from 'node:test';

import { keys, lacksTerminal, TerminalSession } from '../../../tests/setup/terminal-session.ts';

test(
    'what a vendor or an org calls its things does nothing to a question',
    { skip: lacksTerminal() ?? false },
    async () => {
        const odd = '\u001b]0;made up\u0007\u001b[2J\u001b[1A\rAgents\u009b2J';
        const program = `
        import { promptsOn } from ${JSON.stringify(new URL('prompts.ts', import.meta.url).href)};
        const [prompts, odd] = [promptsOn(process.stderr), ${JSON.stringify(odd)}];
        const choices = [
            { value: 'one', name: odd, short: odd, description: odd },
            { value: 'two', name: 'Two', disabled: odd }
        ];
        const chosen = await prompts.choose('Which of ' + odd + '?', choices);
        const some = await prompts.chooseSome('Some', choices, { isRequired: false });
        const agreed = await prompts.agree(odd + ' it is?', true);
        const text = await prompts.text({ message: 'Name', preset: odd });
        console.log(JSON.stringify({ chosen, some, agreed, text }));`;
        const session = new TerminalSession(['--input-type=module', '-e', program], {});
        try {
            await session.answer('Which of', keys.enter);
            await session.answer('Some', keys.space, keys.enter);
            await session.answer('it is?', keys.enter);
            await session.answer('Name', keys.enter);
            await session.end();
            assert.match(session.screen(), /"chosen":"one","some":\["one"\],"agreed":true/);
            assert.match(session.screen(), /Which of .*Agents.*\?/);
            // eslint-disable-next-line no-control-regex -- none of these may be there
            assert.doesNotMatch(session.written, /made up\u0007|\u001b\[2J|\u009b/);
        } finally {
            session.kill();
        }
    }
);
