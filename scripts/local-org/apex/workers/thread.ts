import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import type { CalloutRequest } from '../../types.ts';
import type { CalloutAnswer, FromWorker, Task, TaskResults, ToWorker, WorkerStart } from './protocol.ts';
import { newSignal, raise } from './signal.ts';
import { ApexStopped } from './stopped.ts';

export interface ThreadOptions {
    hostModule: string;
    hostData: unknown;
    callout: (request: CalloutRequest) => Promise<CalloutAnswer>;
    onJobFailure: (job: string, message: string) => void;
}

interface Running {
    resolve: (result: TaskResults[Task['kind']]) => void;
    reject: (error: Error) => void;
}

/** Room for a thousand nested Apex calls. */
const STACK_MEGABYTES = 64;

/** The main thread's side of one worker: one task at a time. */
export class ApexThread {
    private readonly worker: Worker;
    private readonly calloutPort: MessagePort;
    private readonly signal = newSignal();
    private readonly options: ThreadOptions;
    private running: Running | null = null;
    private starting: Running | null = null;
    private ended: Error | null = null;
    /** Settled when the worker can take tasks, or could not be started. */
    readonly ready: Promise<void>;

    constructor(options: ThreadOptions) {
        this.options = options;
        const { port1, port2 } = new MessageChannel();
        this.calloutPort = port1;
        const start: WorkerStart = {
            hostModule: options.hostModule,
            hostData: options.hostData,
            calloutPort: port2,
            signal: this.signal
        };
        this.worker = new Worker(new URL('./worker.ts', import.meta.url), {
            workerData: start,
            transferList: [port2],
            resourceLimits: { stackSizeMb: STACK_MEGABYTES }
        });
        this.ready = new Promise((resolve, reject) => {
            this.starting = { resolve: () => resolve(), reject };
        });
        this.worker.on('message', (message: FromWorker) => this.receive(message));
        this.worker.on('error', (error) => this.end(error instanceof Error ? error : new Error(String(error))));
        this.worker.on('exit', (code) => this.end(new Error(`an Apex worker ended with code ${code}`)));
    }

    get isAlive(): boolean {
        return this.ended === null;
    }

    private end(error: Error): void {
        this.ended ??= error;
        this.calloutPort.close();
        this.starting?.reject(this.ended);
        this.running?.reject(this.ended);
        this.starting = null;
        this.running = null;
    }

    private receive(message: FromWorker): void {
        switch (message.type) {
            case 'ready':
                this.starting?.resolve([]);
                this.starting = null;
                break;
            case 'done':
                this.finish()?.resolve(message.result);
                break;
            case 'broken': {
                const error = new Error(`the Apex runtime failed: ${message.message}`);
                error.stack = message.stack;
                this.finish()?.reject(error);
                break;
            }
            case 'callout':
                void this.answer(message.request);
                break;
            case 'jobFailure':
                this.options.onJobFailure(message.job, message.message);
        }
    }

    private finish(): Running | null {
        const { running } = this;
        this.running = null;
        return running;
    }

    private async answer(request: CalloutRequest): Promise<void> {
        let answer: CalloutAnswer;
        try {
            answer = await this.options.callout(request);
        } catch (error) {
            // The waiting thread must go on whatever happened; the transaction ends with this text.
            answer = {
                failure: `the local org could not make the callout: ${error instanceof Error ? error.message : String(error)}`
            };
        }
        this.calloutPort.postMessage(answer);
        raise(this.signal);
    }

    private post(message: ToWorker): void {
        this.worker.postMessage(message);
    }

    run<Kind extends Task['kind']>(task: Task & { kind: Kind }): Promise<TaskResults[Kind]> {
        return new Promise((resolve, reject) => {
            if (this.ended) {
                reject(this.ended);
                return;
            }
            this.running = { resolve: (result) => resolve(result as TaskResults[Kind]), reject };
            this.post({ type: 'task', task });
        });
    }

    refresh(revision: number): void {
        if (!this.ended) {
            this.post({ type: 'refresh', revision });
        }
    }

    /** Lets the host close its connection; a worker that is in the middle of a task is stopped. */
    async close(): Promise<void> {
        if (this.ended) {
            return;
        }
        if (this.running || this.starting) {
            this.end(new ApexStopped());
            await this.worker.terminate();
            return;
        }
        const exited = new Promise<void>((resolve) => {
            this.worker.once('exit', () => resolve());
        });
        this.post({ type: 'close' });
        await exited;
    }
}
