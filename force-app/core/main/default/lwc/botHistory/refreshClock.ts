import { after, NOTHING } from 'c/botTimers';

/** First wait after something new came, and the longest one, in milliseconds. */
const SHORTEST = 5_000;
const LONGEST = 60_000;
/** Without anything new for this long, nobody is talking any more. */
const QUIET = 15 * 60_000;

/**
 * Says when to look for new messages: soon after something came, ever more seldom while nothing does, not while the page
 * is hidden, and no more after a quarter of an hour of silence.
 */
export class RefreshClock {
    private readonly look: () => Promise<void>;
    private delay = SHORTEST;
    private lastNews = 0;
    private cancel = NOTHING;
    private isRunning = false;

    /** @param look looks for new messages; the next wait starts when it is done */
    constructor(look: () => Promise<void>) {
        this.look = look;
        this.handleVisibility = this.handleVisibility.bind(this);
    }

    /** @param lastNews milliseconds since 1970 of the newest message; an old conversation is not watched at all */
    start(lastNews: number): void {
        this.stop();
        this.isRunning = true;
        this.lastNews = lastNews;
        this.delay = SHORTEST;
        document.addEventListener('visibilitychange', this.handleVisibility);
        this.wait();
    }

    /** Something new came just now. */
    news(): void {
        this.lastNews = Date.now();
        this.delay = SHORTEST;
        this.wait();
    }

    /** At least this many milliseconds until the next look: the bot asked for it. */
    pause(milliseconds: number): void {
        this.delay = Math.max(this.delay, milliseconds);
        this.wait();
    }

    stop(): void {
        this.isRunning = false;
        this.cancel();
        document.removeEventListener('visibilitychange', this.handleVisibility);
    }

    private wait(): void {
        this.cancel();
        if (!this.isRunning || document.hidden || Date.now() - this.lastNews > QUIET) {
            return;
        }
        this.cancel = after(this.delay, async () => {
            this.delay = Math.min(this.delay * 2, LONGEST);
            await this.look();
            this.wait();
        });
    }

    private handleVisibility(): void {
        if (!document.hidden) {
            this.delay = SHORTEST;
        }
        this.wait();
    }
}
