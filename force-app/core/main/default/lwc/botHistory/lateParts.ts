import type { CaseKind } from 'c/botHistoryCase';
import { after, nextFrame, NOTHING } from 'c/botTimers';
import type { Parts } from './parts';
import { warmUp } from './warmUp';

/** Which parts are on the page that nobody needs at first. */
export interface Late {
    tools: boolean;
    keys: boolean;
    viewer: boolean;
    caseNote: boolean;
}

export const NONE_YET: Late = { tools: false, keys: false, viewer: false, caseNote: false };

/**
 * The messages come first: what one does with them is on the page this long after they were painted, in milliseconds.
 */
const TOOLS = 50;

/** What comes to the page after the messages, or when it is first asked for. */
export class LateParts {
    private readonly parts: Parts;
    private readonly changed: (late: Late) => void;
    private late = NONE_YET;
    private cancelTools = NOTHING;
    private cancelWarmUp = NOTHING;

    /** @param changed told which parts are to be on the page */
    constructor(parts: Parts, changed: (late: Late) => void) {
        this.parts = parts;
        this.changed = changed;
    }

    /** Gets ready for the messages while the server is asked. */
    prepare(): void {
        this.cancelWarmUp = warmUp();
    }

    /** The messages are there: the tools follow a moment after them. */
    follow(): void {
        this.cancelWarmUp();
        this.cancelTools();
        this.cancelTools = nextFrame(() => {
            this.cancelTools = after(TOOLS, () => this.change({ tools: true }));
        });
    }

    /** Other messages will come: their tools come after them. */
    startOver(): void {
        this.cancelTools();
        this.change({ tools: false });
    }

    /** To be called when the component leaves the page. */
    stop(): void {
        this.cancelWarmUp();
        this.cancelTools();
    }

    async showKeys(): Promise<void> {
        await this.bring({ keys: true });
        this.parts.keys?.open();
    }

    /** Shows a picture large. */
    async enlarge(href: string, alt: string): Promise<void> {
        await this.bring({ viewer: true });
        this.parts.viewer?.open(href, alt);
    }

    /** Puts the conversation on the case. */
    async keep(kind: CaseKind): Promise<void> {
        await this.bring({ caseNote: true });
        this.parts.caseNote?.start(kind);
    }

    /** Done when it is on the page. */
    private async bring(part: Partial<Late>): Promise<void> {
        this.change(part);
        await Promise.resolve();
    }

    private change(changes: Partial<Late>): void {
        this.late = { ...this.late, ...changes };
        this.changed(this.late);
    }
}
