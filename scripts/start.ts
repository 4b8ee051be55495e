/** `npm start`. `PORT` chooses the port (4300 without); prints `ready: <url>` once an agent can work. */
import { startAll, type Started } from './demo/start.ts';
import { LocalOrgError } from './local-org/local-org.ts';
import { portOfEnvironment } from './local-org/port.ts';
import { closeOnSignals } from './local-org/close-on-signals.ts';

let started: Started | undefined;
closeOnSignals(() => started?.close());
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
