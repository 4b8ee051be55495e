import { after, NOTHING } from 'c/botTimers';

/** How long a short message stays in view, in milliseconds. */
const TOAST = 4_000;

interface AnnouncerHost {
    /** Shows a short message; an empty one takes it off. */
    show(toast: string): void;
    /** Has a screen reader read something. */
    read(text: string): void;
}

/** Tells the agent something in passing: on the page for a moment, and by screen reader. */
export class Announcer {
    private readonly host: AnnouncerHost;
    private cancel = NOTHING;
    private lastRead = '';

    constructor(host: AnnouncerHost) {
        this.host = host;
    }

    /** Shows a short message and has it read. @param until it stays as long as this is under way */
    say(text: string, until?: Promise<unknown>): void {
        this.clear();
        this.host.show(text);
        this.read(text);
        if (!until) {
            this.cancel = after(TOAST, () => this.clear());
            return;
        }
        let isLast = true;
        this.cancel = () => {
            isLast = false;
        };
        until.then(() => {
            if (isLast) {
                this.clear();
            }
        });
    }

    /** Has something read that the page shows anyway. */
    read(text: string): void {
        // The same words once more would change nothing on the page, and so not be read.
        this.lastRead = text !== '' && text === this.lastRead ? `${text}\u00a0` : text;
        this.host.read(this.lastRead);
    }

    /** Takes the short message off the page. */
    clear(): void {
        this.cancel();
        this.cancel = NOTHING;
        this.host.show('');
    }
}
