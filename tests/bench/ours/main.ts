/**
 * The history component as a page of the transcript bench. The page's contract: `benchReady`, `startBench(messages)`,
 * `benchAdapter`. Here the messages are handed to a stand-in for Apex, from which the component loads them page by
 * page.
 */
import { findAll, realParent } from './native-dom';
import '@lwc/synthetic-shadow';
import { createElement } from 'lwc';
import BotHistory from 'c/botHistory';
import type { BenchMessage } from './messages';
import { keepConversation } from './platform/apex';

const RECORD_ID = '0Mw000000000001AAA';
/** What the bench's viewport of 900 pixels leaves below the component's head. */
const LIST_HEIGHT = 780;
const MESSAGE = '[data-message-id]';

interface BenchAdapter {
    name: string;
    version: string;
    messageSelector: string;
    windowed: boolean;
    root(): { querySelectorAll(selector: string): ArrayLike<Element> };
    scroller(): Element | null;
}

declare global {
    interface Window {
        benchAdapter: BenchAdapter;
        benchReady: () => boolean;
        startBench: (messages: BenchMessage[]) => Promise<void>;
    }
}

const root = document.getElementById('root') as HTMLElement;

function scroller(): Element | null {
    let at: Element | null = findAll(root, MESSAGE)[0] ?? null;
    while (at && !/auto|scroll/.test(getComputedStyle(at).overflowY)) at = realParent(at);
    return at;
}

window.benchAdapter = {
    name: 'Bot Handoff',
    version: '-',
    messageSelector: MESSAGE,
    windowed: true,
    root: () => ({ querySelectorAll: (selector) => findAll(root, selector) }),
    scroller
};

// The component asks Apex as soon as it is on the page, and Apex answers once it has the messages.
const history = createElement('c-bot-history', { is: BotHistory });
Object.assign(history, { recordId: RECORD_ID, objectApiName: 'MessagingSession', height: LIST_HEIGHT });
root.append(history);

window.startBench = (messages) => {
    // The bench empties its array afterwards.
    keepConversation(messages.slice());
    return Promise.resolve();
};

window.benchReady = () => true;
