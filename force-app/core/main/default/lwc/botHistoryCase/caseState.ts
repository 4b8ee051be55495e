/** Where the words come from. */
export interface CaseSource {
    /** The whole conversation, fetched as far as it can be had; undefined where there is none. */
    gather(): Promise<Gathered | undefined>;
    /** The agent works with something beside the component by now: the focus stays there. */
    isElsewhere(): boolean;
}

export interface Gathered {
    /** Title, what is missing, reason, summary and facts. */
    head: string;
    /** One plain text a message, oldest first. */
    messages: readonly string[];
    /** Says what could not be had; empty for nothing. */
    missing: string;
}

/** Where a link leads. */
export interface CaseLink {
    id: string;
    objectApiName: 'Case' | 'ContentDocument';
    label: string;
    url: string;
}

/** `again`: adds although it is there already; `retry`: the same once more; `file`: as a file instead. */
export type CaseAction = 'again' | 'retry' | 'file';

/** How it stands with a conversation that is put on a case. */
export interface CaseState {
    /** `asking` waits for the agent; `done` and `refused` stay until they are closed. */
    kind: 'none' | 'working' | 'asking' | 'refused' | 'done';
    text: string;
    /** What of it the platform's own message about what was added doesn't say. */
    untold: string;
    /** Buttons besides the one that closes. */
    actions: readonly { name: CaseAction; label: string }[];
    link: CaseLink | null;
}

export const NO_CASE_STATE: CaseState = { kind: 'none', text: '', untold: '', actions: [], link: null };
