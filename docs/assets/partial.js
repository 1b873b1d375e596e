// Each word of a query by itself, where it is not plain that some page has them all: which words no page has, and the pages
// that have most of the others. Fetched only then.

import { flat, holds } from "./words.js";

// The hits of each word, in the order of the words; none for a word that no page has. Pagefind shortens such a word until
// something fits: a word that its first page does not hold is asked for once more, exactly.
const alone = (pagefind, words) =>
  words.map(async ({ asked }) => {
    const { results } = await pagefind.search(asked);
    if (!results.length || holds(flat(await results[0].data().catch(() => ({}))), asked)) return results;
    return (await pagefind.search(`"${asked}"`)).results.length ? results : [];
  });

// Every page that has any of the words: which it has, by their places, the sum of its scores, and its best hit.
function tally(hits) {
  const pages = new Map();
  hits.forEach((found, at) => {
    for (const hit of found) {
      if (!pages.has(hit.id)) pages.set(hit.id, { has: new Set(), score: 0, hit });
      const page = pages.get(hit.id);
      page.has.add(at);
      page.score += hit.score;
      if (hit.score > page.hit.score) page.hit = hit;
    }
  });
  return pages;
}

// How many of the pages with at least so many words each value of a facet has. Pagefind counts the pages that have all of
// some words, and so counts a page for every set of words that it has: each set is weighed so that each page counts once.
async function counts(pagefind, words, pages, least, filters) {
  const sets = new Map([...pages.values()].filter(({ has }) => has.size >= least).map(({ has }) => [[...has].join(), has]));
  const weighed = [];
  for (const has of [...sets.values()].sort((a, b) => a.size - b.size)) {
    const within = weighed.filter(([other]) => [...other].every((at) => has.has(at)));
    weighed.push([has, within.reduce((left, [, weight]) => left - weight, 1)]);
  }
  const sum = { filters: {}, totalFilters: {} };
  for (const [has, weight] of weighed.filter(([, weight]) => weight)) {
    const counted = await pagefind.search([...has].map((at) => words[at].asked).join(" "), { filters });
    for (const kind in sum) {
      for (const facet in counted[kind]) {
        const values = (sum[kind][facet] ??= {});
        for (const value in counted[kind][facet]) values[value] = (values[value] ?? 0) + weight * counted[kind][facet][value];
      }
    }
  }
  return sum;
}

// The words that some page has, and those that no page has. Where pages have some of the words and fewer than `enough` have
// all: the hits that have more than half of them, or as many as any has, each with the words that it is without, those with
// most words first, or in the order that `list` gives; how many words each has at least; how many have all; and a function
// that counts their facets.
export async function apart(pagefind, words, { filters, sort, enough = 1 }, list) {
  const hits = await Promise.all(alone(pagefind, words));
  const kept = words.filter((_, at) => hits[at].length);
  const missing = words.filter((_, at) => !hits[at].length);
  const pages = tally(hits.filter((some) => some.length));
  const size = (page) => page.has.size;
  const whole = [...pages.values()].filter((page) => size(page) === kept.length).length;
  if (!kept.length || whole >= (kept.length > 1 ? enough : 1)) return { words: kept, missing };
  const listed =
    sort || Object.keys(filters).length
      ? (await list(null)).map(({ id }) => pages.get(id)).filter(Boolean)
      : [...pages.values()].sort((a, b) => size(b) - size(a) || b.score - a.score);
  const least = Math.min(Math.floor(kept.length / 2) + 1, Math.max(0, ...listed.map(size)));
  const without = ({ has }) => kept.filter((_, at) => !has.has(at)).map(({ typed }) => typed);
  return {
    words: kept,
    missing,
    least,
    whole,
    hits: listed.filter((page) => size(page) >= least).map((page) => ({ hit: page.hit, without: without(page) })),
    count: () => counts(pagefind, kept, pages, least, filters),
  };
}
