// The words of a query: which tell something, how each is asked for, and whether a page holds it.

const SHORTEST = 4; // letters of a beginning that two words share
const ENDING = /(?:ations?|ings?|ies|ed|es|ers?|ences?|ly|e|s|y)$/; // cities, city; licensing, licensed

// How a record is spelled, unless its site is in the English of the United States or Canada; a reader need not spell so.
const SPELLINGS = [
  [/(\w{3})iz(e[sd]?|ing|ations?|er)\b/g, "$1is$2"],
  [/(behavi|neighb|hon|lab|col|fav)or/g, "$1our"],
  [/\bcenter/g, "centre"],
  [/\bdefense\b/g, "defence"],
  [/\bprogram\b/g, "programme"],
  [/\blicencing\b/g, "licensing"],
];
const USED = /^en-(US|CA)$/.test(document.documentElement.lang) ? [] : SPELLINGS;
const spelled = (words) => USED.reduce((said, [from, to]) => said.replace(from, to), words.toLowerCase());

// Words that a sentence needs and a search does not.
const SMALL = new Set(
  "a about am an and any anything are at been but by can could did do does for from had happen happened happening has have how hows i if in into is it its ive me mine my now of on or our ours shall should since so still than that the their them there these they this those to today us was we were what whats when where wheres which who whos whose why will with would yet you your".split(" "),
);

// A word as it is compared: lower case, without accents and signs, as Pagefind compares it too.
const bare = (word) => word.normalize("NFD").replace(/[^\p{L}\p{N}\p{Sc}]/gu, "").toLowerCase();

// What a query asks for as one phrase, in quotation marks, or nothing.
export const phrase = (query) => (/^"[^"]*[\p{L}\p{N}][^"]*"$/u.test(query) ? spelled(query) : null);

// The words of a query that tell something, each once: as it was typed, and as it is asked for.
export function telling(query) {
  const words = new Map();
  for (const said of query.replace(/(\p{L})\/(?=\p{L})/gu, "$1 ").split(/\s+/)) {
    const typed = said.replace(/^[^\p{L}\p{N}\p{Sc}]+|[^\p{L}\p{N}\p{M}]+$/gu, "");
    const asked = spelled(bare(typed));
    if (asked && !SMALL.has(asked) && !words.has(asked)) words.set(asked, { typed, asked });
  }
  return [...words.values()];
}

// The text of a page as words are looked for in it: each part of a word by itself, then each word whole, without its hyphens.
export function flat({ content = "", meta = {} }) {
  const text = [content, ...Object.values(meta)].join(" ").normalize("NFD").replace(/[\p{M}'’]/gu, "").toLowerCase();
  return ` ${text.replace(/[^\p{L}\p{N}]+/gu, " ")} ${text.replace(/[^\p{L}\p{N}\p{Sc}\s]/gu, "").replace(/\s+/g, " ")}`;
}

// Whether such a text has a word, or one with the same beginning. Pagefind shortens a word that it does not know until
// fits, so that a hit does not say so yet.
export function holds(text, asked) {
  const stem = asked.replace(ENDING, "");
  return text.includes(` ${stem.length < SHORTEST ? asked.slice(0, SHORTEST) : stem}`);
}
