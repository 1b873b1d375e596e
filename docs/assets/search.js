// The search page: the records that the words name, then what Pagefind finds in the text, narrowed by facets, in the order
// that the reader chose. All of it stands in the address. Nothing is fetched before a query, nothing is stored, and
// nothing of a query is ever put into the page as markup.

import { facets } from "./facets.js";
import { named } from "./names.js";
import { british, meant, telling, unknown } from "./slips.js";

const root = new URL("../", import.meta.url);
const form = document.querySelector("form.find-page");
const input = document.getElementById("query");
const results = document.getElementById("results");
const status = document.getElementById("status");
const offer = document.getElementById("offer");
const more = document.getElementById("more");
const order = document.getElementById("order");
const browse = document.getElementById("browse").parentElement;
// A record's page is long because it proves itself: its length must not count against it.
const RANKING = { pageLength: 0, termFrequency: 0.4, termSimilarity: 4 };
const PAGE = 20;
const MOST_NAMED = 4; // pages of one name, where many share it
const MOST_WITHIN = 2; // pages of the names in a longer query: the text may know better
const LONGEST = 200;
const PAUSE = 150; // milliseconds after a key, so that a word is searched and announced once

let loading = null;
let latest = 0;
let typing = 0;
let counted = () => {}; // counts the facets of what is shown
const narrow = facets(document.getElementById("narrow"), () => go(true), () => counted());

async function load() {
  const pagefind = await import(new URL("pagefind/pagefind.js", root));
  await pagefind.options({ excerptLength: 30, ranking: RANKING });
  await pagefind.init();
  return pagefind;
}

function engine() {
  loading ??= load().catch((error) => ((loading = null), Promise.reject(error))); // the next search tries again
  return loading;
}

const shown = async (hit) => {
  if (!hit.data) return hit; // read already
  const data = await hit.data();
  return { url: new URL(data.raw_url.replace(/^\/+/, ""), root).href, ...data.meta, excerpt: data.excerpt, content: data.content };
};

// Pagefind marks the words that it found; the text between the marks is set as text.
function excerpt(html) {
  const line = document.createElement("p");
  const parsed = new DOMParser().parseFromString(html, "text/html");
  for (const node of parsed.body.childNodes) {
    const part = document.createElement(node.nodeName === "MARK" ? "mark" : "span");
    part.textContent = node.textContent;
    line.append(part);
  }
  return line;
}

function row(item) {
  const entry = document.createElement("li");
  const link = document.createElement("a");
  const note = document.createElement("p");
  link.href = item.url;
  link.textContent = item.number ? `${item.number} ${item.title}` : item.title;
  note.className = "note";
  note.textContent = [item.kind, item.label, item.report, item.date?.replace("/", " to ")].filter(Boolean).join(" · ");
  entry.append(link, note);
  if (item.excerpt) entry.append(excerpt(item.excerpt));
  return entry;
}

const quoted = (words) => words.map((word) => `“${word}”`).join(" or ");

// Offers a search for other words, as a link.
function suggest(words) {
  const link = document.createElement("a");
  link.href = `?${new URLSearchParams({ q: words })}`;
  link.textContent = words;
  offer.replaceChildren("Did you mean ", link, "?");
  offer.hidden = false;
}

// What stands in the pages for some words: the hits, how many there are, and which of the words no page has.
async function found(query, narrowed) {
  const pagefind = await engine();
  const options = { filters: narrowed, ...(order.value === "day" ? { sort: { day: "desc" } } : {}) };
  const search = await pagefind.search(query || null, options);
  const first = await Promise.all(search.results.slice(0, PAGE).map(shown));
  const words = query.split(/[^\p{L}\p{N}'’]+/u).filter(Boolean).map((word) => word.replace(/['’]/g, ""));
  return { search, first, missing: query.includes('"') ? [] : unknown(words, first.slice(0, 5)) };
}

// Counts the values of the facets, once the results stand and somebody has opened them: their index is not small.
async function countFacets(query, turn) {
  if (!narrow.open()) return;
  const pagefind = await engine();
  await narrow.fill(pagefind);
  const search = await pagefind.search(query || null, { filters: narrow.chosen() });
  if (turn === latest) narrow.count(search);
}

async function search(words) {
  const turn = ++latest;
  results.ariaBusy = "true";
  status.textContent = words.trim() || narrow.some() ? "Searching…" : "";
  const sentence = await answer(words.trim(), turn).catch(() => "The search index could not be read; a preview has none. Browse below.");
  if (turn !== latest) return;
  status.textContent = sentence;
  results.ariaBusy = "false";
}

function show(items, rest = []) {
  results.replaceChildren(...items.map(row));
  browse.hidden = items.length > 0; // results take its place, so that nothing jumps
  more.hidden = rest.length === 0;
  more.onclick = async () => {
    const next = await Promise.all(rest.splice(0, PAGE).map(shown));
    const rows = next.filter((item) => !items.some((other) => other.url === item.url)).map(row);
    results.append(...rows);
    more.hidden = rest.length === 0;
    rows[0]?.querySelector("a").focus();
    status.textContent = `${results.children.length} results shown`;
  };
}

// Searches again without the words that no page has, and offers what each was perhaps meant to be.
async function without(missing, query) {
  const guesses = await Promise.all(missing.map((word) => meant(word).catch(() => null)));
  if (guesses.some(Boolean)) suggest(missing.reduce((said, word, at) => said.replace(word, guesses[at] ?? word), query));
  const kept = query.split(/\s+/).filter((word) => !missing.some((lost) => word.replace(/['’]/g, "").includes(lost)));
  return [kept.join(" "), kept.length ? await found(kept.join(" "), narrow.chosen()) : { search: { results: [] }, first: [] }];
}

// The sentence that says what is shown.
function said(words, missing, total) {
  const lost = missing.length ? `No page has ${quoted(missing)}. ` : "";
  if (!total) return `${lost || `Nothing found for “${words}”. `}${narrow.some() ? "Take a filter away, or browse below." : "Browse below."}`;
  const shown = results.children.length;
  const few = total > shown ? `First ${shown} of ${total}` : `${total}`;
  return `${lost}${few} ${total === 1 ? "result" : "results"}${words ? ` for “${words}”` : ""}`;
}

// Shows what is found for some words, unless newer words have come; returns the sentence that says so.
async function answer(words, turn) {
  offer.hidden = true;
  if ((!words && !narrow.some()) || words.length > LONGEST) {
    show([]);
    narrow.show(false);
    return words && `That is too long to search for: at most ${LONGEST} characters. Or browse below.`;
  }
  const plainly = !narrow.some() && order.value !== "day";
  let query = telling(british(words));
  const [first, whole] = await Promise.all([
    plainly && words ? named(words, MOST_NAMED, MOST_WITHIN).catch(() => []) : [],
    found(query, narrow.chosen()).catch(() => null),
  ]);
  if (turn !== latest) return "";
  if (!whole) {
    show(first);
    return first.length ? "Only names could be searched; the index could not be read." : Promise.reject();
  }
  // A name is known, whatever the text has; and filters that leave nothing say nothing of the words.
  const missing = first.length || (narrow.some() && !whole.first.length) ? [] : whole.missing;
  let rest = whole;
  if (missing.length) [query, rest] = await without(missing, query);
  if (turn !== latest) return "";
  const known = new Set(first.map((item) => item.url));
  const items = [...first, ...rest.first.filter((item) => !known.has(item.url))];
  show(items.slice(0, PAGE), [...items.slice(PAGE), ...rest.search.results.slice(PAGE)]);
  narrow.show(items.length > 0 || narrow.some());
  counted = () => countFacets(query, turn).catch(() => {}); // results without facets are worth more than none
  counted();
  return said(missing.length ? query : words, missing, Math.max(rest.search.results.length, items.length));
}

function fromAddress() {
  const asked = new URLSearchParams(location.search);
  input.value = asked.get("q") ?? "";
  order.value = asked.get("sort") === "day" ? "day" : "";
  narrow.choose(asked);
  search(input.value);
}

// Searches, and writes into the address what was searched for, so that it can be sent, left and come back to: a choice as
// a step to go back from, a word while it is typed in place.
function go(step) {
  clearTimeout(typing);
  const asked = new URLSearchParams();
  if (input.value) asked.set("q", input.value);
  if (order.value) asked.set("sort", order.value);
  for (const [facet, value] of narrow.pairs()) asked.append(facet, value);
  history[step ? "pushState" : "replaceState"](null, "", `${asked}` ? `?${asked}` : location.pathname);
  search(input.value);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  go(false);
});
input.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => go(false), PAUSE);
});
input.addEventListener("focus", () => engine().catch(() => {}), { once: true }); // while the first key is on its way
order.addEventListener("change", () => go(true));
// Down from the box into the results, up and down among them, up from the first to the box.
addEventListener("keydown", (event) => {
  if (!["ArrowDown", "ArrowUp"].includes(event.key)) return;
  const stops = [input, ...results.querySelectorAll("li > a")];
  const at = stops.indexOf(document.activeElement);
  const next = at < 0 ? null : stops[at + (event.key === "ArrowDown" ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
});
addEventListener("popstate", fromAddress);
fromAddress();
