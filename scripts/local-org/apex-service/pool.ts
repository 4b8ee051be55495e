/** Apex workers: as many as transactions run at once, up to a number; what comes beyond waits its turn. */
import { MessageChannel, Worker } from 'node:worker_threads';
import type { CalloutFailure, CalloutRequest, CalloutResponse } from '../types.ts';
import type { Answer, CalloutAnswer, Outcomes, Task, WorkerSetup } from './messages.ts';

export interface PoolOptions {
    file: string;
    organizationId: string;
    callout(request: CalloutRequest): Promise<CalloutResponse | CalloutFailure>;
    /** Most workers; 4 without. */
    size?: number;
}

interface Waiting {
    task: Task;
    resolve(outcome: Outcomes[keyof Outcomes]): void;
    reject(error: Error): void;
}

export class ApexPool {
    readonly #options: PoolOptions;
    readonly #idle: Worker[] = [];
    readonly #all = new Set<Worker>();
    readonly #queue: Waiting[] = [];
    #closed = false;

    constructor(options: PoolOptions) {
        this.#options = options;
    }

    /** Runs a task on a free worker. @throws Error where the runtime itself fails */
    run<Kind extends Task['kind']>(task: Extract<Task, { kind: Kind }>): Promise<Outcomes[Kind]> {
        return new Promise<Outcomes[keyof Outcomes]>((resolve, reject) => {
            if (this.#closed) {
                reject(new Error('The local org has been closed.'));
                return;
            }
            this.#queue.push({ task, resolve, reject });
            this.#next();
        }) as Promise<Outcomes[Kind]>;
    }

    async close(): Promise<void> {
        this.#closed = true;
        for (const waiting of this.#queue.splice(0)) waiting.reject(new Error('The local org has been closed.'));
        await Promise.all([...this.#all].map((worker) => worker.terminate()));
    }

    #next(): void {
        const [waiting] = this.#queue;
        if (!waiting) return;
        const worker = this.#idle.pop() ?? (this.#all.size < (this.#options.size ?? 4) ? this.#start() : undefined);
        if (!worker) return;
        this.#queue.shift();
        this.#give(worker, waiting);
    }

    #give(worker: Worker, { task, resolve, reject }: Waiting): void {
        const done = () => {
            worker.off('message', onMessage);
            worker.off('error', onError);
            worker.off('exit', onExit);
        };
        const onMessage = (answer: Answer | 'ready') => {
            if (answer === 'ready') return;
            done();
            this.#idle.push(worker);
            if ('failure' in answer) reject(new Error(answer.failure));
            else resolve(answer.outcome);
            this.#next();
        };
        const onError = (error: Error) => {
            done();
            this.#all.delete(worker);
            reject(error);
            this.#next();
        };
        const onExit = () => onError(new Error('The local org was closed while Apex was running.'));
        worker.on('message', onMessage);
        worker.on('error', onError);
        worker.on('exit', onExit);
        worker.postMessage(task);
    }

    #start(): Worker {
        const { port1, port2 } = new MessageChannel();
        const answered = new SharedArrayBuffer(4);
        const cell = new Int32Array(answered);
        const setup: WorkerSetup = {
            file: this.#options.file,
            organizationId: this.#options.organizationId,
            callouts: port2,
            answered
        };
        const worker = new Worker(new URL('./worker.ts', import.meta.url), {
            workerData: setup,
            transferList: [port2]
        });
        port1.on('message', (request: CalloutRequest) => {
            const answer = (value: CalloutAnswer) => {
                port1.postMessage(value);
                Atomics.store(cell, 0, 1);
                Atomics.notify(cell, 0);
            };
            this.#options
                .callout(request)
                .then(answer, (error: unknown) =>
                    answer({ failure: error instanceof Error ? error.message : String(error) })
                );
        });
        port1.unref();
        worker.on('exit', () => port1.close());
        this.#all.add(worker);
        return worker;
    }
}
