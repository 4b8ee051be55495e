import { LocalOrgError } from './local-org.ts';

/** The port that `PORT` asks for, if it asks. @throws LocalOrgError where it is none */
export function portOfEnvironment(): number | undefined {
    const { PORT: text } = process.env;
    if (text === undefined || text === '') return undefined;
    const port = Number(text);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
        throw new LocalOrgError(`PORT is "${text}"; wanted is a number from 0 to 65535.`);
    }
    return port;
}
