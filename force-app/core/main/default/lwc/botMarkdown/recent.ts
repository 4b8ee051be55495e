/** Keeps what was made lately: at most so many entries of at most so many characters together. */
export class Recent {
    private readonly entries = new Map<string, string>();
    private readonly mostEntries: number;
    private readonly mostCharacters: number;
    private characters = 0;

    constructor(mostEntries: number, mostCharacters: number) {
        this.mostEntries = mostEntries;
        this.mostCharacters = mostCharacters;
    }

    get(key: string): string | undefined {
        const value = this.entries.get(key);
        if (value !== undefined) {
            this.entries.delete(key);
            this.entries.set(key, value);
        }
        return value;
    }

    set(key: string, value: string): void {
        const size = key.length + value.length;
        if (size > this.mostCharacters / 4) {
            return;
        }
        this.remove(key);
        this.entries.set(key, value);
        this.characters += size;
        for (const oldest of this.entries.keys()) {
            if (this.entries.size <= this.mostEntries && this.characters <= this.mostCharacters) {
                break;
            }
            this.remove(oldest);
        }
    }

    private remove(key: string): void {
        const value = this.entries.get(key);
        if (value !== undefined) {
            this.entries.delete(key);
            this.characters -= key.length + value.length;
        }
    }
}
