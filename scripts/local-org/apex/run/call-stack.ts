import type { Frame } from './frame.ts';

const MAXIMUM_DEPTH = 1000;

/** The running methods, innermost last. */
export class CallStack {
    private readonly frames: Frame[] = [];

    get depth(): number {
        return this.frames.length;
    }

    get top(): Frame | undefined {
        return this.frames[this.frames.length - 1];
    }

    /** False where the stack is as deep as Apex allows. */
    push(frame: Frame): boolean {
        return this.frames.push(frame) <= MAXIMUM_DEPTH;
    }

    pop(): void {
        this.frames.pop();
    }

    /** Drops frames that an interpreter error left behind. */
    unwindTo(depth: number): void {
        this.frames.length = depth;
    }

    /** `classes/X.cls line 12`. */
    where(): string {
        const { top } = this;
        return top ? `${top.method.owner.fileName} line ${top.line}` : 'outside of Apex';
    }

    /** As a real org writes it, innermost first: `Class.X.run: line 12, column 1`. */
    trace(): string {
        return this.frames
            .map((frame) => {
                const { owner } = frame.method;
                const name = owner.fullName === ANONYMOUS ? ANONYMOUS : `Class.${owner.fullName}.${frame.method.name}`;
                return `${name}: line ${frame.line}, column 1`;
            })
            .reverse()
            .join('\n');
    }
}

/** The class that carries anonymous Apex. */
export const ANONYMOUS = 'AnonymousBlock';
