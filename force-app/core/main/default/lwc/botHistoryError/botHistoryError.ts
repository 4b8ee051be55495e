import { api, LightningElement } from 'lwc';
import { fill, labels } from 'c/botLabels';
import { duration } from 'c/botTime';
import { every, NOTHING } from 'c/botTimers';
import { errorWords } from './errorWords';

export { errorWords, type ErrorWords } from './errorWords';
export { salesforceError } from './salesforceError';

/** Outlines within 24 × 24: something is missing, locked, or late. */
const MISSING = 'M4 5h16v11H9l-5 4zM9 10.500h6';
const LOCKED = 'M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3';
const LATE = 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.500 2';
const BROKEN = 'M12 3.500L22 20.500H2zM12 10v5M12 17.500v.2';

const SIGNS: Record<string, string> = {
    NO_SESSION: MISSING,
    NOT_FOUND: MISSING,
    FORBIDDEN: LOCKED,
    UNAUTHORIZED: LOCKED,
    EXPIRED: LATE,
    RATE_LIMITED: LATE
};

/**
 * A history that could not be loaded: what happened, what the agent can do, and a way to try again. With a waiting time
 * it counts down and then tries again by itself, as soon as somebody sees it.
 *
 * Event: `retry`.
 */
export default class BotHistoryError extends LightningElement {
    labels = labels;
    /** `BotHistoryError.code`, or `SALESFORCE`. */
    @api code = '';
    /** Safe technical detail, e.g. `HTTP 503`. */
    @api detail = '';
    secondsLeft = 0;
    private waiting = 0;
    private cancel = NOTHING;

    /** Seconds after which the component tries again by itself; 0 for never. */
    @api
    get retryAfter(): number {
        return this.waiting;
    }
    set retryAfter(seconds: number) {
        this.waiting = seconds;
        this.startCountdown();
    }

    get title(): string {
        return errorWords(this.code).title;
    }
    get advice(): string {
        return errorWords(this.code).advice;
    }
    get sign(): string {
        return SIGNS[this.code] ?? BROKEN;
    }
    get detailText(): string {
        return fill(labels.details, this.detail);
    }
    get isWaiting(): boolean {
        return this.secondsLeft > 0;
    }
    get waitText(): string {
        return fill(labels.retryIn, duration(this.secondsLeft * 1000));
    }

    /** Behind another tab nobody waits, and a bot that is asked too often is left alone until somebody does. */
    private get isSeen(): boolean {
        const element = this.refs?.error as HTMLElement | undefined;
        return !document.hidden && element?.checkVisibility?.() !== false;
    }

    connectedCallback(): void {
        this.startCountdown();
    }

    disconnectedCallback(): void {
        this.cancel();
    }

    handleRetry(): void {
        this.cancel();
        this.secondsLeft = 0;
        this.dispatchEvent(new CustomEvent('retry'));
    }

    private startCountdown(): void {
        this.cancel();
        this.secondsLeft = Math.max(0, Math.ceil(this.waiting || 0));
        if (this.secondsLeft === 0 || !this.isConnected) {
            return;
        }
        const end = Date.now() + this.secondsLeft * 1000;
        // Against the clock, not by counting ticks: a hidden tab ticks seldom.
        this.cancel = every(1000, () => {
            const left = Math.ceil((end - Date.now()) / 1000);
            if (left <= 0 && this.isSeen) {
                this.handleRetry();
            } else {
                this.secondsLeft = Math.max(1, left);
            }
        });
    }
}
