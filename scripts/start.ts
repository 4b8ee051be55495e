/** `npm start`. `PORT` chooses the port (4300 without); prints `ready: <url>` once an agent can work. */
import { startAll } from './demo/start.ts';
import { LocalOrgError } from './local-org/local-org.ts';

/** A port from the environment. @throws Error where it is none */
function portOf(text: string | undefined): number | undefined {
    if (text === undefined || text === '') return undefined;
    const port = Number(text);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
        throw new LocalOrgError(`PORT is "${text}"; wanted is a number from 0 to 65535.`);
    }
    return port;
}

try {
    const started = await startAll({ port: portOf(process.env['PORT']), say: (line) => console.log(line) });
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
