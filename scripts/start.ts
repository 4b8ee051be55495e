/** `npm start`. `PORT` chooses the port (4300 without); prints `ready: <url>` once an agent can work. */
import type { Started } from './demo/start.ts';
import { closeOnSignals } from './local-org/close-on-signals.ts';

let started: Started | undefined;
closeOnSignals(() => started?.close());
// Takes a second or two where the machine is busy, and the end may come meanwhile.
const { startAll } = await import('./demo/start.ts');
const { LocalOrgError } = await import('./local-org/local-org.ts');
const { portOfEnvironment } = await import('./local-org/port.ts');
try {
    const [word] = process.argv.slice(2);
    if (word !== undefined) {
        throw new LocalOrgError(`npm start takes no ${word}. PORT chooses the port: PORT=4700 npm start.`);
    }
    started = await startAll({ port: portOfEnvironment(), say: (line) => console.log(line) });
    console.log(`ready: ${started.url}`);
} catch (error) {
    if (!(error instanceof LocalOrgError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
}
