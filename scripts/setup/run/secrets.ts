/** Secrets come from the environment, or from a prompt where someone sits at a terminal; from nowhere else. */
import type { ConnectorEntry } from '../config/schema.ts';
import type { SecretRequest, Secrets } from '../provider-setup.ts';
import { exitCodes, SetupError } from './error.ts';

export interface MissingSecret {
    /** `connectors[0]`'s connector. */
    connector: string;
    label: string;
    variable: string;
}

export class MissingSecretsError extends Error {
    readonly missing: MissingSecret[];

    constructor(missing: MissingSecret[]) {
        const lines = missing.map(
            ({ connector, label, variable }) =>
                `${connector}: ${label} is wanted in the environment variable ${variable}.`
        );
        super(lines.join('\n'));
        this.name = 'MissingSecretsError';
        this.missing = missing;
    }
}

export type Ask = (question: string) => Promise<string>;

const mask = '***';

export class SecretStore {
    private readonly environment: Readonly<Record<string, string | undefined>>;
    private readonly ask: Ask | undefined;
    /** By variable. */
    private readonly values = new Map<string, string>();
    /** Questions that wait for their answer, by variable: who asks again meanwhile waits for the same. */
    private readonly questions = new Map<string, Promise<string>>();
    /** One question at a time. */
    private lastQuestion: Promise<unknown> = Promise.resolve();

    /** @param ask absent where nobody can be asked */
    constructor(environment: Readonly<Record<string, string | undefined>>, ask?: Ask) {
        this.environment = environment;
        this.ask = ask;
    }

    /** Text that must not be shown either: access tokens of the org. */
    hide(value: string): void {
        this.values.set(`hidden ${this.values.size}`, value);
    }

    /** The secrets of one connector, by the names that its vendor's side gives them. */
    of(entry: ConnectorEntry, requests: readonly SecretRequest[]): Secrets {
        const requestOf = (name: string) => {
            const request = requests.find((each) => each.name === name);
            if (!request) throw new Error(`${entry.connector} has no secret ${name}.`);
            return { ...request, variable: entry.secrets[name] ?? request.variable };
        };
        return {
            get: async (name) => this.value(entry.connector, requestOf(name)),
            has: (name) => this.isThere(requestOf(name).variable),
            variable: (name) => requestOf(name).variable,
            redact: (text) => this.redact(text)
        };
    }

    /** Those that are neither in the environment nor can be asked for. */
    missing(entry: ConnectorEntry, requests: readonly SecretRequest[]): MissingSecret[] {
        return requests.flatMap(({ name, label, variable, isOptional }) => {
            const wanted = entry.secrets[name] ?? variable;
            const isMissing = !isOptional && !this.isThere(wanted) && !this.ask;
            return isMissing ? [{ connector: entry.connector, label, variable: wanted }] : [];
        });
    }

    redact(text: string): string {
        let result = text;
        for (const value of this.values.values()) {
            // As it is, and as it stands in a url or in JSON.
            for (const form of new Set([value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)])) {
                if (form.length >= 4) result = result.replaceAll(form, mask);
            }
        }
        return result;
    }

    private isThere(variable: string): boolean {
        return this.values.has(variable) || this.given(variable) !== '';
    }

    /** Files and other systems that fill the environment leave line ends behind, which no key has. */
    private given(variable: string): string {
        return (this.environment[variable] ?? '').trim();
    }

    private async value(connector: string, { label, variable }: SecretRequest): Promise<string> {
        const known = this.values.get(variable) ?? this.given(variable);
        const value = known !== '' ? known : await this.answer(variable, `${connector}: ${label}`);
        if (value === '') throw new MissingSecretsError([{ connector, label, variable }]);
        this.values.set(variable, value);
        if (/[^\x20-\x7e]/.test(value)) {
            throw new SetupError(`${connector}: ${variable} has a line break in it, or a character that no key has.`, {
                exitCode: exitCodes.usage,
                remedy: `Wanted: the ${label} alone, as the vendor shows it.`
            });
        }
        return value;
    }

    private answer(variable: string, question: string): Promise<string> {
        const { ask } = this;
        if (!ask) return Promise.resolve('');
        const before = this.questions.get(variable);
        if (before) return before;
        const asked = this.lastQuestion.then(() => ask(question)).then((text) => text.trim());
        // Who stops at one question is not asked the next.
        this.lastQuestion = asked;
        this.questions.set(variable, asked);
        return asked;
    }
}
