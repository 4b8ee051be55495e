import type { HistoryPage } from 'c/botHistoryTypes';
import { languageName } from 'c/botTime';

/** A named value that the bot passed. */
export type Fact = NonNullable<HistoryPage['facts']>[number];

/** What the bot passed, as far as it has a value. */
export function factsOf(page: HistoryPage | null): Fact[] {
    return (page?.facts ?? []).filter((fact) => fact.value);
}

/** The same with the conversation's language by its name: `English` says more than `en`. */
export function namedFacts(page: HistoryPage | null): Fact[] {
    return factsOf(page).map((fact) =>
        fact.isLanguage ? { ...fact, value: languageName(fact.value) || fact.value } : fact
    );
}
