import type { Conversation } from './conversation';
import type { Guide } from './guide';
import { messageOf, shortcutOf, type Shortcut } from './shortcuts';
import type { TakeAwaySession } from './takeAwaySession';

/** What a part of a message asks for: `copy` and `link` of a message, `enlarge` of a picture. */
export interface MessageAction {
    name: string;
    id?: string;
    href?: string;
    alt?: string;
}

interface ActionHost {
    conversation: Conversation;
    guide: Guide;
    takeAway: TakeAwaySession;
    focusSearch(): void;
    showKeys(): void;
    /** Shows a picture large. */
    enlarge(href: string, alt: string): void;
}

/** What keys and the parts of messages set off. */
export class Actions {
    private readonly host: ActionHost;

    constructor(host: ActionHost) {
        this.host = host;
    }

    act({ name, id = '', href = '', alt = '' }: MessageAction): void {
        if (name === 'enlarge') {
            this.host.enlarge(href, alt);
        } else if (name === 'copy') {
            this.host.takeAway.copyMessage(id);
        } else if (name === 'link') {
            this.host.takeAway.copyLink(id);
        }
    }

    /** Does what a key stands for, and keeps the browser from doing something else with it. */
    press(event: KeyboardEvent): void {
        const { conversation, guide } = this.host;
        const shortcut = event.defaultPrevented
            ? undefined
            : shortcutOf(event, conversation.shown.found.hits.length > 0);
        if (shortcut === undefined) {
            return;
        }
        const id = messageOf(event);
        const actions: Record<Shortcut, () => unknown> = {
            search: () => this.host.focusSearch(),
            'next-hit': () => this.step(1, id),
            'previous-hit': () => this.step(-1, id),
            keys: () => this.host.showKeys(),
            handoff: () => guide.jump('handoff'),
            failure: () => guide.jump('failure'),
            copy: () => this.act({ name: 'copy', id }),
            link: () => this.act({ name: 'link', id })
        };
        if (id === '' && (shortcut === 'copy' || shortcut === 'link')) {
            return;
        }
        event.preventDefault();
        actions[shortcut]();
    }

    /** To the next hit or the one before; pressed on a message, the focus goes along. */
    private step(by: 1 | -1, from: string): void {
        const { conversation, guide } = this.host;
        conversation.step(by);
        if (from !== '') {
            guide.lead(conversation.shown.found.current, { focus: true, isHit: true });
        }
    }
}
