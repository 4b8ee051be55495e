import { LightningElement } from 'lwc';
import { controlBot, readBots } from '../../../platform/org';
import type { Bot } from '../../../platform/org';

interface ShownBot extends Bot {
    state: string;
    stateClass: string;
    button: string;
    action: 'start' | 'stop';
    selectLabel: string;
    choices: { kind: string; label: string; isChosen: boolean }[];
}

/** Control of the pretend bots, so that a person can see every error for themselves. */
export default class BotsPanel extends LightningElement {
    bots: Bot[] = [];
    problem = '';
    isBusy = false;

    connectedCallback(): void {
        void this.load();
    }

    async load(): Promise<void> {
        await this.work(async () => {});
    }

    get shownBots(): ShownBot[] {
        return this.bots.map((bot) => ({
            ...bot,
            state: bot.running ? (bot.fault ? 'failing on purpose' : 'running') : 'stopped',
            stateClass: bot.running && !bot.fault ? 'state good' : 'state bad',
            button: bot.running ? `Stop ${bot.label}` : `Start ${bot.label}`,
            action: bot.running ? 'stop' : 'start',
            selectLabel: `What ${bot.label} answers`,
            choices: [{ kind: '', label: 'Answers as it should' }, ...bot.faults].map((choice) => ({
                ...choice,
                isChosen: (bot.fault?.kind ?? '') === choice.kind
            }))
        }));
    }

    async switchBot(event: Event): Promise<void> {
        const { name = '', action } = (event.currentTarget as HTMLElement).dataset;
        await this.work(() => controlBot(name, action === 'start' ? 'start' : 'stop'));
    }

    async chooseFault(event: Event): Promise<void> {
        const select = event.currentTarget as HTMLSelectElement;
        await this.work(() => controlBot(select.dataset['name'] ?? '', 'fault', { kind: select.value || null }));
    }

    private async work(work: () => Promise<unknown>): Promise<void> {
        this.isBusy = true;
        this.problem = '';
        try {
            await work();
            this.bots = await readBots();
        } catch (error) {
            this.problem = error instanceof Error ? error.message : String(error);
        } finally {
            this.isBusy = false;
        }
    }

    closeByKey(event: KeyboardEvent): void {
        if (event.key === 'Escape') this.close();
    }

    close(): void {
        this.dispatchEvent(new CustomEvent('close'));
    }
}
