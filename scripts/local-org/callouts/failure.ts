/** A callout that gets no answer: the message is what Apex sees in its `System.CalloutException`. */
export class CalloutError extends Error {
    constructor(message: string) {
        super(message);
        this.name = 'CalloutError';
    }
}
