import { LightningElement } from 'lwc';
import { ShowToastEventName } from '../../../platform/lightning/platformShowToastEvent';
import type { ToastDetail } from '../../../platform/lightning/platformShowToastEvent';

interface Toast {
    key: number;
    title: string;
    message: string;
    icon: string;
    className: string;
    role: string;
}

/** Milliseconds that a toast stays, as on the platform. */
const STAYS = 3000;
const PROBLEM_STAYS = 10000;

/** Shows what `ShowToastEvent` asks for, top centre. */
export default class Toasts extends LightningElement {
    shown: Toast[] = [];
    #next = 1;
    readonly #listen = (event: Event) => this.show((event as CustomEvent<ToastDetail>).detail);

    connectedCallback(): void {
        document.addEventListener(ShowToastEventName, this.#listen);
    }

    disconnectedCallback(): void {
        document.removeEventListener(ShowToastEventName, this.#listen);
    }

    private show({
        title = '',
        message = '',
        messageData = [],
        variant = 'info',
        mode = 'dismissible'
    }: ToastDetail): void {
        const key = this.#next++;
        const text = messageData.reduce<string>(
            (filled, part, at) => filled.replace(`{${at}}`, typeof part === 'string' ? part : part.label),
            message
        );
        const role = variant === 'error' || variant === 'warning' ? 'alert' : 'status';
        const toast = {
            key,
            title,
            message: text,
            icon: `utility:${variant}`,
            className: `slds-notify slds-notify_toast slds-theme_${variant}`,
            role
        };
        this.shown = [...this.shown, toast];
        if (mode !== 'sticky') setTimeout(() => this.remove(key), variant === 'error' ? PROBLEM_STAYS : STAYS);
    }

    close(event: Event): void {
        this.remove(Number((event.currentTarget as HTMLElement).dataset['key']));
    }

    private remove(key: number): void {
        this.shown = this.shown.filter((toast) => toast.key !== key);
    }
}
