import { LightningElement } from 'lwc';
import { ShowToastEventName } from '../../../platform/lightning/platformShowToastEvent';
import type { ToastDetail } from '../../../platform/lightning/platformShowToastEvent';
import { followLink } from '../../../platform/router';

interface Part {
    key: string;
    text: string;
    url: string;
}

interface Toast {
    key: number;
    title: string;
    parts: Part[];
    icon: string;
    className: string;
    role: string;
}

/** Milliseconds that a toast stays, as on the platform. */
const STAYS = 3000;
const PROBLEM_STAYS = 10000;

/** A message with its `{0}`, `{1}`, … filled in: texts, and links where they lead somewhere. */
function partsOf(message: string, data: NonNullable<ToastDetail['messageData']>): Part[] {
    return message.split(/(\{\d+\})/).map((piece, at) => {
        const filling = data[Number(/^\{(\d+)\}$/.exec(piece)?.[1] ?? -1)];
        const link = typeof filling === 'object' ? filling : undefined;
        return { key: String(at), text: link?.label ?? (filling as string | undefined) ?? piece, url: link?.url ?? '' };
    });
}

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
        const role = variant === 'error' || variant === 'warning' ? 'alert' : 'status';
        const toast = {
            key,
            title,
            parts: partsOf(message, messageData),
            icon: `utility:${variant}`,
            className: `slds-notify slds-notify_toast slds-theme_${variant}`,
            role
        };
        this.shown = [...this.shown, toast];
        if (mode !== 'sticky') setTimeout(() => this.remove(key), variant === 'error' ? PROBLEM_STAYS : STAYS);
    }

    open(event: MouseEvent): void {
        followLink(event);
    }

    close(event: Event): void {
        this.remove(Number((event.currentTarget as HTMLElement).dataset['key']));
    }

    private remove(key: number): void {
        this.shown = this.shown.filter((toast) => toast.key !== key);
    }
}
