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
const leftOut = document.getElementById("left-out"); // why a place or a person may be in no page
const more = document.getElementById("more");
const order = document.getElementById("order");
const browse = document.getElementById("browse").parentElement;
// A record's page is long because it proves itself: its length must not count against it.
const RANKING = { pageLength: 0, termFrequency: 0.4, termSimilarity: 4 };
const PAGE = 20;
const MOST_NAMED = 4; // pages of one name, where many share it, or of several
const MOST_WITHIN = 2; // pages of the names in a longer query: the text may know better
const LONG = 4; // words of a query that a page need not have all
const FEW = 5; // pages that have them all, below which others follow
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
  await pagefind.options({ ranking: RANKING });
  await pagefind.init();
  return pagefind;
}

// Fetched when it is needed.
const part = (name) => import(new URL(`${name}.js`, import.meta.url));

const corrected = (missing, query) => (missing.length ? part("slips").then(({ corrected }) => corrected(missing, query)).catch(() => "") : "");

function engine() {
  loading ??= load().catch((error) => ((loading = null), Promise.reject(error))); // the next search tries again
  return loading;
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
  const enough = words.length >= LONG && !narrow.some() ? FEW : 1;
  if (!words.length || (whole.hits.length >= enough && words.every(({ asked }) => top.some((page) => holds(page, asked))))) return whole;
  const { apart } = await part("partial");
  const split = await apart(pagefind, words, { filters, sort, enough }, list);
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

async function show(items, rest = []) {
  const { read, row } = await part("results");
  results.replaceChildren(...items.map(row));
  browse.hidden = items.length > 0; // results take its place, so that nothing jumps
  more.hidden = rest.length === 0;
  more.onclick = async () => {
    const next = await read(rest.splice(0, PAGE), root);
    const rows = next.filter((item) => !items.some((other) => other.url === item.url)).map(row);
    results.append(...rows);
    more.hidden = rest.length === 0;
    rows[0]?.querySelector("a").focus();
    status.textContent = `${results.children.length} results shown`;
  };
}

// Shows what is found for some words, unless newer words have come; returns the sentence that says so.
async function answer(query, turn) {
  offer.hidden = leftOut.hidden = true;
  if ((!query && !narrow.some()) || query.length > LONGEST) {
    await show([]);
    narrow.show(false);
    return query && `That is too long to search for: at most ${LONGEST} characters. Or browse below.`;
  }
  const [names, text] = await Promise.all([
    named(query).catch(() => ({ pages: [], by: new Set() })),
    textMatches(query).catch(() => null),
  ]);
  // A name within a phrase is not what was asked for.
  const unnamed = narrow.some() || order.value === "day" || (phrase(query) && !names.whole);
  const first = unnamed ? [] : names.pages.slice(0, MOST_NAMED);
  const outcome = text && { ...text, named: first.length > 0 };
  // A name is known, whatever the text has; and a page that all the words name is not joined by such as lack some.
  const asked = telling(query).map((word) => word.asked);
  for (const item of outcome?.hits ?? []) item.asked = asked;
  if (outcome) outcome.missing = text.missing.filter(({ typed }) => !plain(typed).split(" ").every((word) => names.by.has(word)));
  if (first.length && names.whole && outcome?.least) {
    Object.assign(outcome, { hits: outcome.hits.filter(({ without }) => !without.length), least: undefined });
  }
  const unquoted = phrase(query) && !outcome?.hits.length ? query.replaceAll('"', "") : "";
  const reading = outcome && [part("results").then(({ read }) => read(outcome.hits.slice(0, PAGE), root)), unquoted || corrected(outcome.missing, query)];
  const [read, offered] = reading ? await Promise.all(reading) : [];
  if (turn !== latest) return "";
  if (typeof offered !== "string") {
    await show(first);
    return first.length ? "Only names could be searched; the index could not be read." : Promise.reject();
  }
  if (offered) suggest(offered, unquoted ? "Without quotation marks: " : "Did you mean ", unquoted ? "" : "?");
  leftOut.hidden = !outcome.missing.some(({ typed }) => (offered ? /^\p{Lu}/u : /\p{L}/u).test(typed));
  // Of names within a longer query those whose pages the text puts first.
  const place = (page) => (read.findIndex(({ url }) => url === page.url) + 1 || PAGE + 1);
  if (!names.whole) first.sort((a, b) => place(a) - place(b)).splice(MOST_WITHIN);
  const items = first.map((page) => {
    const { excerpt, without } = read.find(({ url }) => url === page.url) ?? page;
    return { ...page, excerpt, asked, without };
  });
  items.push(...read.filter(({ url }) => !first.some((page) => page.url === url)));
  await show(items.slice(0, PAGE), [...items.slice(PAGE), ...outcome.hits.slice(PAGE)]);
  narrow.show(items.length > 0 || narrow.some());
  counted = () => countFacets(outcome.count, turn).catch(() => {}); // results without facets are worth more than none
  counted();
  const { summary } = await part("summary");
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
