import type { Block, CitationsBlock, SearchResult, SearchResultsBlock } from './blocks';
import { arrayOf, firstText, numberOf, objectOf, textOf, type JsonObject } from './json';
import type { BlockMaker } from './maker';
import { markupOf } from './watsonxMarkup';

/** What a search found: `search`. No block where it found nothing and says nothing. */
export function searchItem(item: JsonObject, make: BlockMaker): Block[] {
    const found = [...arrayOf(item.primary_results), ...arrayOf(item.additional_results)];
    const results = found.length > 0 ? found : arrayOf(item.results);
    const { made, cut } = make.each(results, make.limits.items, (result) => resultOf(result, make));
    if (made.length === 0) {
        return make.text(markupOf(firstText(item.header, item.title)), 'markdown');
    }
    const block: SearchResultsBlock = {
        kind: 'search-results',
        key: make.key(),
        title: make.label(item.header, item.title),
        results: made
    };
    return [cut ? { ...block, cut } : block];
}

/** A highlight is HTML with `<em>` marks, also where a search skill takes it for the body; all else is text. */
function resultOf(entry: unknown, make: BlockMaker): SearchResult {
    const result = objectOf(entry);
    const answer = textOf(objectOf(arrayOf(result.answers)[0]).text);
    const highlight = objectOf(result.highlight);
    const marked = firstText(arrayOf(highlight.body)[0], arrayOf(highlight.text)[0]);
    const text = firstText(answer, marked, result.body, result.text);
    const url = make.url(result.url, 'link');
    return {
        key: make.key(),
        title: make.label(result.title, url?.host),
        text: make.label(text),
        format: answer === '' && (marked !== '' || text.includes('<em>')) ? 'html' : 'plain',
        ...(url ? { url } : {})
    };
}

/** The place of a source is not always an address; the web chat names no other. */
const ADDRESS = /^[a-z][a-z\d+.-]*:/i;

/** An answer with its sources: `conversational_search`, of which API and web chat name the source's place otherwise. */
export function conversationalSearch(item: JsonObject, make: BlockMaker): Block[] {
    const text = make.text(markupOf(item.text), 'markdown');
    const disclaimer = make.text(item.disclaimer, 'plain', 'note');
    const results = arrayOf(item.search_results);
    const { made, cut } = make.each(item.citations, make.limits.items, (entry) => {
        const citation = objectOf(entry);
        const index = numberOf(citation.search_result_index ?? citation.search_result_idx);
        const source = objectOf(index === null ? undefined : results[index]);
        const url = make.url(
            [citation.url, source.url].map(textOf).find((address) => ADDRESS.test(address)),
            'link'
        );
        return {
            key: make.key(),
            title: make.label(citation.title, source.title, url?.host),
            text: make.label(citation.text, citation.body, source.body),
            format: 'plain' as const,
            ...(url ? { url } : {})
        };
    });
    if (made.length === 0) {
        return [...text, ...disclaimer];
    }
    const block: CitationsBlock = {
        kind: 'citations',
        key: make.key(),
        title: make.label(item.citations_title),
        citations: made
    };
    return [...text, cut ? { ...block, cut } : block, ...disclaimer];
}
