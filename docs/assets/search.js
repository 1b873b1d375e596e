// The search page: records that the words name, then what Pagefind finds, narrowed and ordered; all of it in the address.
// Nothing is fetched before a query, nothing is stored, and nothing of a query becomes markup.

import { facets } from "./facets.js";
import { named, plain } from "./names.js";
import { normal } from "./normal.js";
import { flat, holds, phrase, telling } from "./words.js";

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
const TOP = 5; // pages that show that Pagefind did not shorten a word
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

const shown = async (item) => {
  if (!item.hit) return item; // read already
  const data = await item.hit.data();
  return { url: new URL(data.raw_url.replace(/^\/+/, ""), root).href, ...data.meta, excerpt: data.excerpt, without: item.without };
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
  if (item.without?.length) entry.append(Object.assign(document.createElement("p"), { className: "note", textContent: `Without: ${item.without.join(", ")}` }));
  if (item.excerpt) entry.append(excerpt(item.excerpt));
  return entry;
}

// Offers a search for other words, as a link.
function suggest(words, before, after) {
  const link = document.createElement("a");
  link.href = `?${new URLSearchParams({ q: words })}`;
  link.textContent = words;
  offer.replaceChildren(before, link, after);
  offer.hidden = false;
}

// The hits of a query, the words that some page has and no page has, and a function that counts the facets. At most two
// look-ups for each word and two more, or four where days are the order.
async function textMatches(query) {
  const pagefind = await engine();
  const filters = narrow.chosen();
  const sort = order.value === "day" && { day: "desc" };
  const list = async (asked) => {
    const { results } = await pagefind.search(asked, { filters });
    if (!sort) return results;
    const dated = (await pagefind.search(asked, { filters, sort })).results;
    const known = new Set(dated.map(({ id }) => id));
    return [...dated, ...results.filter(({ id }) => !known.has(id))]; // Pagefind leaves out what has no day
  };
  const all = async (asked, words, missing = []) => {
    const hits = asked || narrow.some() ? await list(asked || null) : [];
    return { words, missing, hits: hits.map((hit) => ({ hit })), count: () => pagefind.search(asked || null, { filters }) };
  };
  const join = (words) => words.map(({ asked }) => asked).join(" ");
  if (phrase(query)) return all(phrase(query), []);
  const words = telling(query);
  const whole = await all(join(words), words);
  const top = await Promise.all(whole.hits.slice(0, TOP).map(async ({ hit }) => flat(await hit.data())));
  if (!words.length || (top.length && words.every(({ asked }) => top.some((page) => holds(page, asked))))) return whole;
  const { apart } = await import(new URL("partial.js", import.meta.url));
  const split = await apart(pagefind, words, { filters, sort }, list);
  if (split.hits || !split.missing.length) return split.hits ? split : whole;
  return split.words.length ? all(join(split.words), split.words, split.missing) : { hits: [], count: () => ({}), ...split };
}

// Counts the values of the facets, once the results stand and somebody has opened them: their index is not small.
async function countFacets(count, turn) {
  if (!narrow.open()) return;
  await narrow.fill(await engine());
  const counted = await count();
  if (turn === latest) narrow.count(counted);
}

async function search(words) {
  const turn = ++latest;
  results.ariaBusy = "true";
  status.textContent = words.trim() || narrow.some() ? "Searching…" : "";
  const sentence = await answer(normal(words), turn).catch(() => "The search index could not be read; a preview has none. Browse below.");
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

// The query with likely corrections of words that no page has; "" for none; nothing if names hold such a word, so that a
// part of the index must be missing.
async function correctedQuery(missing, query) {
  if (!missing.length) return "";
  const guess = import(new URL("slips.js", import.meta.url)).then(({ meant }) => Promise.all(missing.map(({ asked }) => meant(asked))));
  const guesses = await guess.catch(() => []);
  if (missing.some(({ asked }, at) => guesses[at] === asked)) return null;
  return guesses.some(Boolean) ? missing.reduce((words, { typed }, at) => words.replace(typed, guesses[at] ?? typed), query) : "";
}

// Shows what is found for some words, unless newer words have come; returns the sentence that says so.
async function answer(query, turn) {
  offer.hidden = true;
  if ((!query && !narrow.some()) || query.length > LONGEST) {
    show([]);
    narrow.show(false);
    return query && `That is too long to search for: at most ${LONGEST} characters. Or browse below.`;
  }
  const [names, text] = await Promise.all([
    named(query, MOST_NAMED, MOST_WITHIN).catch(() => ({ pages: [], by: new Set() })),
    textMatches(query).catch(() => null),
  ]);
  const first = narrow.some() || order.value === "day" ? [] : names.pages;
  const outcome = text && { ...text, named: first.length > 0 };
  // A name is known, whatever the text has; and a page that all the words name is not joined by such as lack some.
  if (outcome) outcome.missing = text.missing.filter(({ typed }) => !plain(typed).split(" ").every((word) => names.by.has(word)));
  if (first.length && names.whole && outcome?.least) Object.assign(outcome, { hits: [], least: undefined });
  const unquoted = phrase(query) && !outcome?.hits.length ? query.replaceAll('"', "") : "";
  const reading = outcome && [Promise.all(outcome.hits.slice(0, PAGE).map(shown)), unquoted || correctedQuery(outcome.missing, query)];
  const [read, offered] = reading ? await Promise.all(reading) : [];
  if (turn !== latest) return "";
  if (typeof offered !== "string") {
    show(first);
    return first.length ? "Only names could be searched; the index could not be read." : Promise.reject();
  }
  if (offered) suggest(offered, unquoted ? "Without quotation marks: " : "Did you mean ", unquoted ? "" : "?");
  const items = first.map((page) => ({ ...page, without: read.find(({ url }) => url === page.url)?.without }));
  items.push(...read.filter(({ url }) => !first.some((page) => page.url === url)));
  show(items.slice(0, PAGE), [...items.slice(PAGE), ...outcome.hits.slice(PAGE)]);
  narrow.show(items.length > 0 || narrow.some());
  counted = () => countFacets(outcome.count, turn).catch(() => {}); // results without facets are worth more than none
  counted();
  const { summary } = await import(new URL("summary.js", import.meta.url));
  const total = Math.max(outcome.hits.length, items.length);
  return summary(query, outcome, { total, listed: results.children.length, filtered: narrow.some() });
}

function fromAddress() {
  const asked = new URLSearchParams(location.search);
  input.value = asked.get("q") ?? "";
  order.value = asked.get("sort") === "day" ? "day" : "";
  narrow.choose(asked);
  search(input.value);
}

// Searches, and writes the query into the address: a choice as a step back, a word in place.
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
