// The sentence above the results of a search.

import { phrase, telling } from "./words.js";

const LETTER = /[\p{L}\p{N}]/u;

const quoted = (words) => words.map((word) => `“${word}”`).join(" or ");

const asked = (query) => (phrase(query) ? `exactly ${query.replace(/^"|"$/g, (_, at) => (at ? "”" : "“"))}` : `“${query}”`);

// The sentence that says what is shown: how many pages, what no page has, and how much of the rest these have.
export function summary(query, { words, missing, least, whole, named, hits }, { total, listed, filtered }) {
  const lost = missing.length ? `No page has ${quoted(missing.map(({ typed }) => typed))}. ` : "";
  const small = !telling(query).length && LETTER.test(query) && !phrase(query) && !named ? `Search leaves out words as common as “${query}”. ` : "";
  const holding = whole ? `${whole} ${whole === 1 ? "page has" : "pages have"}` : "No page has";
  const complete = hits.length && hits.every(({ without }) => !without?.length); // then nothing is said of fewer
  const none = least === undefined || complete ? "" : `${holding} ${words.length === 2 ? "both" : "all"} of ${lost ? "the other" : "these"} words. `;
  if (!total) {
    const nothing = lost || none || small || `Nothing found for ${asked(query)}. `;
    return `${lost && none}${nothing}${filtered && !(lost && !words.length) ? "Take a filter away, or browse below." : small ? "Add another word, or browse below." : "Browse below."}`;
  }
  const most = least * 2 > words.length ? "most" : least === 1 ? "one" : least;
  const some = hits.length; // without the pages that the words name, which may have fewer of them
  if (none) return `${lost}${none}${some} ${some === 1 ? "page" : "pages"}${filtered ? " within the filters" : ""} ${some === 1 ? "has" : "have"} ${most} of them${some > listed ? `; the first ${listed} are below` : ""}.${named ? " What they name comes first." : ""}`;
  const kept = lost ? words.map(({ typed }) => typed).join(" ") : small ? "" : query;
  return `${lost}${small}${total > listed ? `First ${listed} of ${total}` : total} ${total === 1 ? "result" : "results"}${kept && ` for ${asked(kept)}`}`;
}
