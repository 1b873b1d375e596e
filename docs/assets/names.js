// The names of records, in sorted files of which one or two are fetched for a query, when there is one.

import { normal } from "./normal.js";

const root = new URL("../", import.meta.url);
const SHORTEST = 2; // letters before anything is suggested
const LONGEST = 8; // words in a name that is looked for within a longer query
const cache = new Map();

async function read(path) {
  const answer = await fetch(new URL(path, root));
  if (!answer.ok) throw new Error(path);
  return answer.json();
}

// A file, fetched once; a failure is forgotten, so that the next query tries again.
function file(path) {
  if (!cache.has(path)) cache.set(path, read(path).catch((error) => (cache.delete(path), Promise.reject(error))));
  return cache.get(path);
}

// As the names were made plain when the site was built: lower case, no accents, no signs, single spaces.
export function plain(words) {
  const flat = normal(words).normalize("NFKD").replace(/[^\x00-\x7f]/g, "").toLowerCase().replaceAll("'", "");
  return (flat.match(/[a-z0-9]+/g) || []).join(" ");
}

// The number of the last file whose first name does not stand after a key.
async function place(key) {
  const firsts = await file("search/names.json");
  let [low, high] = [0, firsts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (firsts[middle] <= key) low = middle;
    else high = middle - 1;
  }
  return [low, firsts.length];
}

const shown = (content, path) => ({ path, url: new URL(path, root).href, ...content.pages[path] });

// The pages that exactly these plain words name.
async function exactly(key) {
  const [number] = await place(key);
  const content = await file(`search/names/${number}.json`);
  return Object.hasOwn(content.names, key) ? content.names[key].map((path) => shown(content, path)) : [];
}

// The pages that a query names: all its words together (`whole`), else the longest names among them, where no word serves
// two, the first page of each name before the second of any; and `by`, the words that are a name or a part of one.
export async function named(query) {
  const key = plain(query);
  if (!key) return { pages: [], by: new Set() };
  const whole = await exactly(key);
  const words = key.split(" ");
  if (whole.length) return { pages: whole, by: new Set(words), whole: true };
  const found = [];
  const used = new Set();
  for (let length = Math.min(words.length - 1, LONGEST); length > 0; length--) {
    for (let start = 0; start + length <= words.length; start++) {
      const places = [...Array(length).keys()].map((offset) => start + offset);
      if (places.some((at) => used.has(at))) continue;
      const pages = await exactly(places.map((at) => words[at]).join(" "));
      if (pages.length) places.forEach((at) => used.add(at));
      pages.forEach((page, rank) => found.push({ ...page, rank }));
    }
  }
  const pages = new Map(found.sort((a, b) => a.rank - b.rank).map((page) => [page.path, page]));
  return { pages: [...pages.values()], by: new Set([...used].map((at) => words[at])) };
}

// Pages with a name, or a later part of one, that begins with some words: those so named first, then the shortest title that
// begins so, then the others, events last.
export async function beginning(words, most) {
  const key = plain(words);
  if (key.length < SHORTEST) return [];
  const ranked = new Map();
  const [first, files] = await place(key);
  for (let number = first; number < Math.min(first + 2, files); number++) {
    const content = await file(`search/names/${number}.json`);
    for (const [rank, group] of [content.names, content.within].entries()) {
      for (const [name, paths] of Object.entries(group)) {
        if (!name.startsWith(key)) continue;
        for (const path of paths) {
          const page = shown(content, path);
          if (!page.title) continue;
          const titled = plain(page.title).startsWith(key);
          const base = Math.min(name === key ? rank * 9 : 10 + rank, titled ? 2 + page.title.length / 1000 : 11);
          const score = base + ({ Development: 5, Glossary: 1 }[page.kind] ?? 0);
          if (!ranked.has(path) || ranked.get(path).score > score) ranked.set(path, { ...page, score });
        }
      }
    }
  }
  return [...ranked.values()].sort((a, b) => a.score - b.score).slice(0, most);
}
