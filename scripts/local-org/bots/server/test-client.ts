/** What a test sees of an answer. */
export interface Answer {
    status: number;
    headers: Headers;
    text: string;
    /** Parsed where it is JSON, else undefined. */
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into foreign shapes
    body: any;
}

/** Asks a pretend bot over HTTP, as a client would. @throws TypeError where no whole answer comes */
export async function ask(url: string, headers: Record<string, string> = {}, init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(url, { ...init, headers });
    const text = await response.text();
    let body: unknown;
    try {
        body = JSON.parse(text);
    } catch {
        // Not JSON: the test looks at the text.
        body = undefined;
    }
    return { status: response.status, headers: response.headers, text, body };
}

/** A clock that a test sets forward. */
export class TestClock {
    time = Date.parse('2026-02-10T15:00:00.000Z');

    readonly now = (): number => this.time;

    forward(seconds: number): void {
        this.time += seconds * 1000;
    }
}
