import { LightningElement } from 'lwc';
import { readBots, setBotFault, switchBot } from '../../../platform/org';
import type { Bot } from '../../../platform/org';

interface Choice {
    label: string;
    fault: { kind: string; [setting: string]: unknown } | null;
}

/** What a person can let a bot do; the pretend bots know more. */
const CHOICES: Choice[] = [
    { label: 'Answers as it should', fault: null },
    { label: 'Slow: answers after 4 seconds', fault: { kind: 'slow', ms: 4000 } },
    { label: 'Too many requests: 429, wait 20 seconds', fault: { kind: 'rateLimit', retryAfter: 20 } },
    { label: 'Key refused: 401', fault: { kind: 'status', status: 401 } },
    { label: 'Not allowed: 403', fault: { kind: 'status', status: 403 } },
    { label: 'Conversation unknown: 404', fault: { kind: 'status', status: 404 } },
    { label: 'Broken inside: 500', fault: { kind: 'status', status: 500 } },
    { label: 'Overloaded: 503', fault: { kind: 'status', status: 503 } },
    { label: 'Tokens expired', fault: { kind: 'expiredToken' } },
    { label: 'Answers a web page, not JSON', fault: { kind: 'rubbish' } },
    { label: 'Answers half a JSON', fault: { kind: 'halfJson' } },
    { label: 'Breaks off half-way', fault: { kind: 'breakOff' } },
    { label: 'History is empty', fault: { kind: 'emptyHistory' } },
    { label: 'History is masked', fault: { kind: 'masked' } }
];

const NAMES: Record<string, string> = { cognigy: 'Cognigy.AI', watsonx: 'watsonx Assistant', sendbird: 'Sendbird' };

interface ShownBot {
    vendor: string;
    url: string;
    name: string;
    state: string;
    stateClass: string;
    button: string;
    action: 'start' | 'stop';
    selectLabel: string;
    choices: { key: string; label: string; isChosen: boolean }[];
}

/** Settings of a fault may come back in another order, and with more than was asked for. */
function isChosen(choice: Choice, bot: Bot): boolean {
    if (!choice.fault || !bot.fault) return !choice.fault && !bot.fault;
    const set = bot.fault as Record<string, unknown>;
    return Object.entries(choice.fault).every(([name, value]) => set[name] === value);
}

function shown(bot: Bot): ShownBot {
    const name = NAMES[bot.vendor] ?? bot.vendor;
    const known = CHOICES.some((choice) => isChosen(choice, bot));
    const other = known ? [] : [{ label: `Fault: ${bot.fault?.kind ?? ''}`, fault: bot.fault }];
    return {
        vendor: bot.vendor,
        url: bot.url,
        name,
        state: bot.running ? (bot.fault ? 'fails on purpose' : 'running') : 'stopped',
        stateClass: bot.running && !bot.fault ? 'state good' : 'state bad',
        button: bot.running ? `Stop ${name}` : `Start ${name}`,
        action: bot.running ? 'stop' : 'start',
        selectLabel: `What ${name} answers`,
        choices: [...CHOICES, ...other].map((choice, at) => ({
            key: String(at),
            label: choice.label,
            isChosen: isChosen(choice, bot)
        }))
    };
}

/** Control of the pretend bots, so that a person can see every error for themselves. */
export default class BotsPanel extends LightningElement {
    bots: Bot[] = [];
    problem = '';
    isBusy = false;
    #waiting = 0;
    #done: Promise<void> = Promise.resolve();

    connectedCallback(): void {
        void this.work(async () => {});
    }

    get shownBots(): ShownBot[] {
        return this.bots.map(shown);
    }

    async switchBot(event: Event): Promise<void> {
        const { vendor = '', action } = (event.currentTarget as HTMLElement).dataset;
        await this.work(() => switchBot(vendor, action === 'start' ? 'start' : 'stop'));
    }

    async chooseFault(event: Event): Promise<void> {
        const select = event.currentTarget as HTMLSelectElement;
        const vendor = select.dataset['vendor'] ?? '';
        const fault = CHOICES[Number(select.value)]?.fault ?? null;
        await this.work(() => setBotFault(vendor, fault));
        // What was refused is not chosen; the template has nothing to change then.
        const chosen = this.shownBots.find((bot) => bot.vendor === vendor)?.choices.find(({ isChosen }) => isChosen);
        if (chosen && this.problem !== '') select.value = chosen.key;
    }

    get isBusyText(): string {
        return String(this.isBusy);
    }

    /**
     * One after the other: an arrow key held down in a select asks for much in a moment, and the last choice counts.
     * Not by `disabled`, which would take the focus away from what was pressed.
     */
    private work(work: () => Promise<unknown>): Promise<void> {
        this.#waiting += 1;
        this.#done = this.#done.then(() => this.workOn(work));
        return this.#done;
    }

    private async workOn(work: () => Promise<unknown>): Promise<void> {
        this.isBusy = true;
        this.problem = '';
        try {
            await work();
            const bots = await readBots();
            // What is shown meanwhile would undo a choice that waits.
            if (this.#waiting === 1) this.bots = bots;
        } catch (error) {
            this.problem = error instanceof Error ? error.message : String(error);
        } finally {
            this.#waiting -= 1;
            this.isBusy = this.#waiting > 0;
        }
    }

    closeByKey(event: KeyboardEvent): void {
        if (event.key === 'Escape') this.close();
    }

    close(): void {
        this.dispatchEvent(new CustomEvent('close'));
    }
}
