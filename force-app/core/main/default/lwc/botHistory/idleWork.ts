import { after, NOTHING, whenIdle } from 'c/botTimers';
import type { Timeline } from 'c/botTimeline';

/** Work at a stretch, in milliseconds. */
const STRETCH = 8;
/** Until the messages are painted, and pictures asked for, in milliseconds. */
const REST = 200;

/** What can wait until the messages are on the screen, a little at a time: failures are counted, texts indexed. */
export class IdleWork {
    private readonly counted: (failures: number) => void;
    private cancel = NOTHING;

    /** @param counted told how often the bot could not help */
    constructor(counted: (failures: number) => void) {
        this.counted = counted;
    }

    /** Begins, or begins anew with what came. */
    start(timeline: Timeline | null): void {
        this.stop();
        if (timeline) {
            this.cancel = after(REST, () => this.go(timeline));
        }
    }

    stop(): void {
        this.cancel();
        this.cancel = NOTHING;
    }

    private go(timeline: Timeline): void {
        const isCounted = timeline.countFailures(STRETCH);
        if (isCounted) {
            this.counted(timeline.failures);
        }
        const isDone = isCounted && timeline.prepareSearch(STRETCH);
        this.cancel = isDone ? NOTHING : whenIdle(() => this.go(timeline));
    }
}
