/** How much of a payload becomes blocks. What lies beyond is announced as `cut`, and stays in the raw data. */
export interface Limits {
    /** Characters of one text. */
    text: number;
    /** Characters of a title, label, name or cell. */
    label: number;
    /** Options, cards, list entries, results, form fields of one block. */
    items: number;
    /** All of these together in one message, however they are nested. */
    total: number;
    /** Rows of a table or grid. */
    rows: number;
    /** Columns of a table or grid. */
    columns: number;
    /** Blocks of one message. */
    blocks: number;
    /** Blocks within blocks. */
    depth: number;
    /** Characters of raw data. */
    raw: number;
}

/** What is shown at once: a message stays a few screens long. */
export const FIRST_LOOK: Readonly<Limits> = {
    text: 10_000,
    label: 500,
    items: 50,
    total: 1_000,
    rows: 50,
    columns: 20,
    blocks: 200,
    depth: 8,
    raw: 20_000
};

/** After "show all". Still finite: a page with more than this stops being usable. */
export const SHOW_ALL: Readonly<Limits> = {
    text: 2_000_000,
    label: 10_000,
    items: 10_000,
    total: 50_000,
    rows: 5_000,
    columns: 200,
    blocks: 5_000,
    depth: 16,
    raw: 5_000_000
};
