import { ShowToastEvent } from './lightning/platformShowToastEvent';

/** Shows an error of the console's own as a toast. */
export function showProblem(from: EventTarget, title: string, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    from.dispatchEvent(new ShowToastEvent({ title, message, variant: 'error' }));
}
