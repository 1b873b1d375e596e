// Words that were mistyped: which words of a query nothing holds, and which word was perhaps meant. A guess is only offered.

const root = new URL("../", import.meta.url);
const SHORTEST = 5; // letters: shorter words are never thought to be misspelt
const ENDING = /(?:ations?|ings?|ies|ed|es|ers?|ences?|ly|e|s|y)$/; // taxis, taxi; licensing, licensed

// The record is in British spelling; a reader need not be.
const BRITISH = [
  [/(\w{3})iz(e[sd]?|ing|ations?|er)\b/g, "$1is$2"],
  [/(behavi|neighb|hon|lab|col|fav)or/g, "$1our"],
  [/\bcenter/g, "centre"],
  [/\bdefense\b/g, "defence"],
  [/\bprogram\b/g, "programme"],
  [/\blicencing\b/g, "licensing"],
];
export const british = (words) => BRITISH.reduce((said, [from, to]) => said.replace(from, to), words.toLowerCase());

// Words that a sentence needs and a search does not.
const SMALL = new Set("a an and are at by did does do for from has have how in is it of on or that the this to was were what when where which who with".split(" "));
export function telling(words) {
  const kept = words.split(/\s+/).filter((word) => !SMALL.has(word));
  return kept.length ? kept.join(" ") : words;
}

// A word as it is compared: lower case, without accents and apostrophes, as Pagefind compares it too.
const bare = (word) => word.normalize("NFD").replace(/[\p{M}'’]/gu, "").toLowerCase();

// Pagefind shortens a word that it does not know until something fits. A word counts as found if the pages hold one with
// the same beginning.
export function unknown(words, hits) {
  const all = [...new Set(hits.flatMap((hit) => bare(hit.content).match(/[\p{L}\p{N}]+/gu) ?? []))];
  return words.filter((word) => {
    if (word.length < SHORTEST - 1) return false;
    const stem = bare(word).replace(ENDING, "");
    const beginning = stem.length < SHORTEST - 1 ? bare(word).slice(0, SHORTEST - 1) : stem;
    return !all.some((other) => other.startsWith(beginning));
  });
}

// Whether two words differ by one letter more, less, other, or by two that changed places.
function oneSlip(a, b) {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return left.length + right.length <= 1 || (left.length === 1 && right.length === 1) || (left.length === 2 && left === [...right].reverse().join(""));
}

// What a word was perhaps meant to be: the most frequent word one slip away, or nothing.
export async function meant(word) {
  if (word.length < SHORTEST) return null;
  const answer = await fetch(new URL("search/words.json", root));
  if (!answer.ok) return null;
  let best = [null, 0];
  for (const [other, count] of Object.entries(await answer.json())) {
    if (Math.abs(other.length - word.length) <= 1 && count > best[1] && other !== word && oneSlip(word, other)) best = [other, count];
  }
  return best[0];
}
