/** `init` where nobody can be asked. */
import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { after, before, describe, test } from 'node:test';

import { temporaryFolder } from '../../temporary-folder.ts';
import { runSetup } from '../commands/program.ts';
import { exitCodes } from '../run/error.ts';
import { startTrial, type Trial } from '../../../tests/setup/trial.ts';
import type { Inventory } from './inventory.ts';
import type { Pasted } from './pasted.ts';
import { makeUsed, type UsedOrg } from '../../../tests/setup/used-org.ts';

class Kept extends Writable {
    text = '';

    override _write(chunk: Buffer | string, _encoding: string, done: () => void): void {
        this.text += chunk.toString();
        done();
    }
}

describe('init without a terminal', () => {
    let trial: Trial;
    let used: UsedOrg;
    let folder: string;
    let file: string;
    before(async () => {
        trial = await startTrial('cognigy-chat');
        used = makeUsed(trial.org);
        folder = temporaryFolder('setup-init-').path;
        file = join(folder, 'handoff.yaml');
    });
    after(() => trial.close());

    async function init(args: string[], isInteractive = false) {
        const [out, err] = [new Kept(), new Kept()];
        const exitCode = await runSetup(
            ['init', '--instance-url', trial.org.instanceUrl, '--config', file, '--state', folder, ...args],
            {
                out: out as unknown as NodeJS.WriteStream,
                err: err as unknown as NodeJS.WriteStream,
                env: { SETUP_ACCESS_TOKEN: trial.org.accessToken },
                isInteractive
            }
        );
        return { exitCode, out: out.text, err: err.text };
    }
    const pasteFile = (text: string) => {
        const path = join(folder, 'code.txt');
        writeFileSync(path, text);
        return ['--snippet', path];
    };

    test('nothing is asked, nothing written: exit 2, and what to do', async () => {
        const { exitCode, out, err } = await init([]);
        assert.deepEqual([exitCode, out], [exitCodes.usage, '']);
        assert.match(err, /Nobody can be asked here, so nothing was written\.\ninit asks on a terminal/);
        assert.ok(!existsSync(file));
    });

    test('--json tells what the org has and what pasted code names, also on a terminal; nothing is written', async () => {
        const paste = pasteFile(
            `liveagent.init('https://d.la1.salesforceliveagent.com/chat', '${used.chatDeploymentId}', '${trial.org.orgId}');\nliveagent.startChat('${used.chatButtonId}')`
        );
        const { exitCode, out, err } = await init(['--json', ...paste], true);
        assert.deepEqual([exitCode, err], [exitCodes.ok, '']);
        const { result } = JSON.parse(out) as { result: Inventory & { pasted: Pasted; written: null } };
        assert.equal(result.written, null);
        assert.equal(result.organizationId, trial.org.orgId);
        assert.equal(result.chat.state, 'on');
        assert.deepEqual(
            result.queues.map(({ name }) => name),
            ['Back_Office', 'Support']
        );
        assert.deepEqual(result.pasted.choice, { chatDeployment: 'Website', chatButton: 'Website_Button' });
        assert.ok(!existsSync(file));
    });

    test('pasted code of another org: exit 2, both ids', async () => {
        const other = '00DXX0000000009EAA';
        const { exitCode, out } = await init([
            '--json',
            ...pasteFile(
                `{"OrganizationId":"${other}","DeveloperName":"Help_Client","Url":"https://x.my.salesforce-scrt.com"}`
            )
        ]);
        assert.equal(exitCode, exitCodes.usage);
        const { error } = JSON.parse(out) as { error: { message: string } };
        assert.ok(error.message.includes(other) && error.message.includes(trial.org.orgId), error.message);
    });

    test('a file of --snippet that is not there', async () => {
        const { exitCode, err } = await init(['--snippet', join(folder, 'none.txt')]);
        assert.equal(exitCode, exitCodes.usage);
        assert.match(err, /none\.txt cannot be read \(ENOENT\)\.\nWanted by --snippet/);
    });
});
