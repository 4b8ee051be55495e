import { after, NOTHING } from 'c/botTimers';

/** First wait after something new came, and the longest one, in milliseconds. */
const SHORTEST = 5_000;
const LONGEST = 60_000;
/** Without anything new for this long, nobody is talking any more. */
const QUIET = 15 * 60_000;

/**
 * Says when to look for new messages: soon after something came, ever more seldom while nothing does, no more after a
 * quarter of an hour of silence. Not while the page is hidden or its tab of the console behind another one, but once
 * when it is back: nobody knows what was silent. Nor does who looked in vain: a computer that wakes has no network for
 * a while.
 */
export class RefreshClock {
    private readonly look: () => Promise<void>;
    private delay = SHORTEST;
    private lastNews = 0;
    /** When the first look failed since one succeeded; 0 where none did. */
    private failedSince = 0;
    /** Not before then, in milliseconds since 1970. */
    private earliest = 0;
    private cancel = NOTHING;
    private isRunning = false;
    private isInFront = true;

    /** @param look looks for new messages; the next wait starts when it is done */
    constructor(look: () => Promise<void>) {
        this.look = look;
        this.comeBack = this.comeBack.bind(this);
    }

    /** @param lastNews milliseconds since 1970 of the newest message; an old conversation is not watched at all */
    start(lastNews: number): void {
        this.stop();
        this.isRunning = true;
        this.lastNews = lastNews;
        this.failedSince = 0;
        this.delay = SHORTEST;
        this.earliest = 0;
        document.addEventListener('visibilitychange', this.comeBack);
        this.wait();
    }

    /** Whether its tab of the console is the one in front. */
    setFront(isInFront: boolean): void {
        if (this.isInFront !== isInFront) {
            this.isInFront = isInFront;
            this.comeBack();
        }
    }

    /** A look succeeded just now. @param isNews it brought something new */
    succeeded(isNews: boolean): void {
        this.failedSince = 0;
        if (isNews) {
            this.lastNews = Date.now();
            this.delay = SHORTEST;
            this.wait();
        }
    }

    /** A look failed just now. @param milliseconds at least until the next one: the bot asked for it */
    failed(milliseconds: number): void {
        this.failedSince ||= Date.now();
        this.earliest = Date.now() + milliseconds;
        this.wait();
    }

    stop(): void {
        this.isRunning = false;
        this.cancel();
        document.removeEventListener('visibilitychange', this.comeBack);
    }

    private wait(isBack = false): void {
        this.cancel();
        const isQuiet = !isBack && Date.now() - Math.max(this.lastNews, this.failedSince) > QUIET;
        if (!this.isRunning || document.hidden || !this.isInFront || isQuiet) {
            return;
        }
        this.cancel = after(Math.max(this.delay, this.earliest - Date.now()), async () => {
            this.delay = Math.min(this.delay * 2, LONGEST);
            await this.look();
            this.wait();
        });
    }

    /** Or goes: `wait` sees which. */
    private comeBack(): void {
        this.delay = SHORTEST;
        this.wait(true);
    }
}
