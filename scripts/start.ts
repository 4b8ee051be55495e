/** `npm start`. `PORT` chooses the port (4300 without); prints `ready: <url>` once an agent can work. */
import { startAll } from './demo/start.ts';
import { LocalOrgError } from './local-org/local-org.ts';
import { portOfEnvironment } from './local-org/port.ts';

try {
    const started = await startAll({ port: portOfEnvironment(), say: (line) => console.log(line) });
    console.log(`ready: ${started.url}`);
    const stop = () => {
        void started.close().then(() => process.exit(0));
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
} catch (error) {
    if (!(error instanceof LocalOrgError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
}
