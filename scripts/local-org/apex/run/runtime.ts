import type { ApexHost } from '../../types.ts';
import { Compiler } from '../compile/compiler.ts';
import { Program } from '../program/program.ts';
import type { ApexClass, ApexMethod } from '../types/apex-class.ts';
import type { ApexObject } from '../values/objects.ts';
import type { Value } from '../values/value.ts';
import { withRuntime } from './active.ts';
import { CallStack } from './call-stack.ts';
import { ApexThrow, limitExceeded } from './errors.ts';
import { ExceptionFactory } from './exceptions.ts';
import { Invoker } from './invoker.ts';
import { LIMITS } from './limits.ts';
import { Records } from './records.ts';
import { StaticState } from './static-state.ts';
import { type RequestKind, Transaction } from './transaction.ts';
import { UserMethods } from './user-methods.ts';

export interface RuntimeOptions {
    /** CPU time that a transaction may use; 10,000 by default, as in a real org. */
    cpuMilliseconds?: number;
    /** Receives each line of System.debug. */
    onDebug?: (line: string) => void;
    /** Receives the failure of a job that ran after its transaction (queueable, future). */
    onJobFailure?: (job: string, error: Error) => void;
}

/** A thread's Apex machine: the deployed classes, compiled as needed, and one transaction at a time. */
export class Runtime {
    readonly host: ApexHost;
    readonly options: RuntimeOptions;
    readonly callStack = new CallStack();
    readonly exceptions = new ExceptionFactory(this.callStack);
    readonly statics = new StaticState();
    readonly compiler = new Compiler(this);
    readonly invoker: Invoker;
    readonly userMethods: UserMethods;
    readonly records: Records;
    private loaded: { program: Program; revision: number } | null = null;
    private running: Transaction | null = null;
    private requests = 0;

    constructor(host: ApexHost, options: RuntimeOptions = {}) {
        this.host = host;
        this.options = options;
        this.invoker = new Invoker(this.callStack, this.compiler, this.statics, () => this.tick());
        this.userMethods = new UserMethods(this.invoker);
        this.records = new Records(host.records, () => this.program);
        this.statics.connect(
            (owner) => this.compiler.staticInitializers(owner),
            (method, body) => void this.invoker.run(method, body, null, [])
        );
    }

    /** The deployed classes; read again when the host's revision has changed. */
    get program(): Program {
        if (!this.loaded || (!this.running && this.loaded.revision !== this.host.revision)) {
            const program = new Program(this.host.classes(), this.host.records.schema);
            this.loaded = { program, revision: this.host.revision };
        }
        return this.loaded.program;
    }

    get transaction(): Transaction {
        if (!this.running) {
            throw new Error('no Apex transaction is running');
        }
        return this.running;
    }

    tick(): void {
        this.running?.cpu.tick();
    }

    construct(type: ApexClass, constructor: ApexMethod, args: Value[]): ApexObject {
        return this.invoker.construct(type, constructor, args, (object) => {
            if (type.platformBase) {
                object.exception = this.exceptions.state(null, null);
            }
        });
    }

    /** `System.runAs`: another user until the code ends. */
    asUser<Result>(userId: string, code: () => Result): Result {
        const { transaction } = this;
        const { user, written } = transaction;
        transaction.user = this.host.user(userId);
        transaction.written = { setup: null, other: null };
        try {
            return code();
        } finally {
            transaction.user = user;
            transaction.written = written;
        }
    }

    /**
     * Runs code in a transaction of its own: limits at zero, static variables fresh. What it wrote is committed where
     * it ends well (unless `keep` is false) and rolled back where it throws.
     */
    transact<Result>(
        kind: RequestKind,
        userId: string,
        code: (transaction: Transaction) => Result,
        keep = true
    ): { result: Result; transaction: Transaction } {
        if (this.running) {
            throw new Error('a transaction is running already');
        }
        // The program is looked up before, so that all of the transaction runs on one revision.
        void this.program;
        this.requests += 1;
        const transaction = new Transaction(
            kind,
            this.host.user(userId),
            `4-local-${this.requests}`,
            this.options.cpuMilliseconds ?? LIMITS.cpuMilliseconds
        );
        this.host.records.begin();
        this.running = transaction;
        this.statics.reset();
        try {
            const result = withRuntime(this, () => this.guarded(() => code(transaction)));
            this.running = null;
            if (keep) {
                this.host.records.commit();
            } else {
                this.host.records.rollback();
            }
            return { result, transaction };
        } catch (error) {
            this.running = null;
            this.host.records.rollback();
            throw error;
        } finally {
            this.callStack.unwindTo(0);
        }
    }

    /** Runs out of JavaScript stack: the same to Apex as its own limit. */
    private guarded<Result>(code: () => Result): Result {
        try {
            return code();
        } catch (error) {
            if (error instanceof RangeError && /call stack/i.test(error.message)) {
                this.callStack.unwindTo(0);
                throw limitExceeded('Maximum stack depth reached: 1001');
            }
            throw error;
        }
    }

    debug(line: string): void {
        this.running?.log.push(line);
        this.options.onDebug?.(line);
    }
}

export interface Failure {
    exceptionType: string;
    message: string;
    stackTrace: string;
}

/**
 * Message, type and stack trace of what ended a transaction.
 * @throws what is no failure of Apex: an error of the interpreter or of the host
 */
export function describeFailure(error: unknown): Failure {
    if (error instanceof ApexThrow) {
        const { type, exception } = error.exception;
        return {
            exceptionType: type.name,
            message: exception?.message ?? 'Script-thrown exception',
            stackTrace: exception?.stackTrace ?? ''
        };
    }
    if (error instanceof Error && ['NotSupported', 'CompileProblem', 'ApexSyntaxProblem'].includes(error.name)) {
        const stackTrace = 'stackTrace' in error ? String(error.stackTrace) : '';
        return { exceptionType: `LocalOrg.${error.name}`, message: error.message, stackTrace };
    }
    throw error;
}
