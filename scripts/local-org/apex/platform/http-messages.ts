import type { ApexBlob } from '../values/blob.ts';
import { PlatformValue } from '../values/objects.ts';
import { platformClass } from './registry.ts';

/** Headers keep the case they were set in and are found without regard to it. */
class Headers {
    private readonly entries = new Map<string, [string, string]>();

    set(name: string, value: string): void {
        this.entries.set(name.toLowerCase(), [this.entries.get(name.toLowerCase())?.[0] ?? name, value]);
    }

    get(name: string): string | null {
        return this.entries.get(name.toLowerCase())?.[1] ?? null;
    }

    names(): string[] {
        return Array.from(this.entries.values(), ([name]) => name);
    }

    toRecord(): Record<string, string> {
        return Object.fromEntries(this.entries.values());
    }
}

export class HttpRequestValue extends PlatformValue {
    endpoint: string | null = null;
    method: string | null = null;
    body: string | null = null;
    bodyBytes: ApexBlob | null = null;
    timeout = 10_000;
    compressed = false;
    readonly headers = new Headers();

    constructor() {
        super(platformClass('System.HttpRequest')!.type());
    }

    override toText(): string {
        return `System.HttpRequest[Endpoint=${this.endpoint ?? ''}, Method=${this.method ?? ''}]`;
    }
}

export class HttpResponseValue extends PlatformValue {
    statusCode = 0;
    status: string | null = null;
    body: string | null = '';
    readonly headers = new Headers();

    constructor() {
        super(platformClass('System.HttpResponse')!.type());
    }

    override toText(): string {
        return `System.HttpResponse[Status=${this.status ?? ''}, StatusCode=${this.statusCode}]`;
    }
}
