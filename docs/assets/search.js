// Search: the records that the words name, then what Pagefind finds in the text. Nothing is fetched before a query,
// nothing is stored, and nothing of a query is ever put into the page as markup.

const root = new URL("../", import.meta.url);
const form = document.querySelector("form.find-page");
const input = document.getElementById("query");
const results = document.getElementById("results");
const status = document.getElementById("status");
const browse = document.getElementById("browse").parentElement;
// A record's page is long because it proves itself: its length must not count against it.
const RANKING = { pageLength: 0, termFrequency: 0.4, termSimilarity: 4 };
const MOST = 20;
const MOST_NAMED = 4; // pages of one name, where many share it
const MOST_WITHIN = 2; // pages of the names in a longer query: the text may know better
const LONGEST_NAME = 8; // words
const LONGEST = 200;
const PAUSE = 150; // milliseconds after a key, so that a word is searched and announced once

let loading = null;
let latest = 0;
let typing = 0;

function load() {
  const names = fetch(new URL("search/names.json", root)).then((answer) => (answer.ok ? answer.json() : null));
  const pagefind = import(new URL("pagefind/pagefind.js", root)).then(async (module) => {
    await module.options({ excerptLength: 30, ranking: RANKING });
    await module.init();
    return module;
  });
  return Promise.all([names.catch(() => null), pagefind.catch(() => null)]);
}

// As the names were made plain when the site was built: lower case, no accents, no signs, single spaces.
function plain(words) {
  const flat = words.normalize("NFKD").replace(/[^\x00-\x7f]/g, "").toLowerCase().replaceAll("'", "");
  return (flat.match(/[a-z0-9]+/g) || []).join(" ");
}

// The pages that the words name: all the words together, else the longest names among them.
function named(index, words) {
  if (!index) return [];
  const key = plain(words);
  const whole = Object.hasOwn(index.names, key);
  const names = whole ? [key] : namesWithin(index, key.split(" "));
  const paths = new Set(names.flatMap((name) => index.names[name]).slice(0, whole ? MOST_NAMED : MOST_WITHIN));
  return [...paths].map((path) => ({ url: new URL(path, root).href, ...index.pages[path], excerpt: "" }));
}

// Names that stand in a longer query, the longest first; no word serves two of them.
function namesWithin(index, words) {
  const found = [];
  const used = new Set();
  for (let length = Math.min(words.length - 1, LONGEST_NAME); length > 0; length--) {
    for (let start = 0; start + length <= words.length; start++) {
      const places = [...Array(length).keys()].map((offset) => start + offset);
      const name = places.map((place) => words[place]).join(" ");
      if (!Object.hasOwn(index.names, name) || places.some((place) => used.has(place))) continue;
      found.push(name);
      places.forEach((place) => used.add(place));
    }
  }
  return found;
}

async function found(pagefind, words) {
  const search = await pagefind.search(words);
  const hits = await Promise.all(search.results.slice(0, MOST).map((result) => result.data()));
  const items = hits.map((hit) => ({
    url: new URL(hit.raw_url.replace(/^\/+/, ""), root).href,
    ...hit.meta,
    excerpt: hit.excerpt,
  }));
  return { items, total: search.results.length };
}

// Pagefind marks the words that it found; the text between the marks is set as text.
function excerpt(html) {
  const line = document.createElement("p");
  const parsed = new DOMParser().parseFromString(html, "text/html");
  for (const node of parsed.body.childNodes) {
    const part = node.nodeName === "MARK" ? document.createElement("mark") : document.createElement("span");
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
  note.textContent = [item.kind, item.label, item.report, item.date].filter(Boolean).join(" · ");
  entry.append(link, note);
  if (item.excerpt) entry.append(excerpt(item.excerpt));
  return entry;
}

async function search(words) {
  const turn = ++latest;
  results.ariaBusy = "true";
  status.textContent = words.trim() ? "Searching…" : "";
  const sentence = await fill(words, turn).catch(() => "Search failed here. Browse below.");
  if (turn !== latest) return;
  status.textContent = sentence;
  results.ariaBusy = "false";
}

// Shows what is found for some words, unless newer words have come; returns the sentence that says so.
async function fill(words, turn) {
  if (!words.trim() || words.length > LONGEST) {
    results.replaceChildren();
    browse.hidden = false;
    return words.trim() && `That is too long to search for: at most ${LONGEST} characters. Or browse below.`;
  }
  loading ??= load();
  const [index, pagefind] = await loading;
  if (!index || !pagefind) loading = null; // the next search tries again
  const first = named(index, words);
  const rest = pagefind ? await found(pagefind, words).catch(() => null) : null;
  if (turn !== latest) return "";
  const known = new Set(first.map((item) => item.url));
  const items = [...first, ...(rest?.items || []).filter((item) => !known.has(item.url))];
  results.replaceChildren(...items.map(row));
  browse.hidden = items.length > 0; // results take its place, so that nothing jumps
  if (!rest) return "The search index could not be read; a preview has none. Browse below.";
  const total = Math.max(rest.total, items.length);
  if (!items.length) return `Nothing found for “${words}”. Browse below.`;
  const shown = total > items.length ? `First ${items.length} of ${total}` : `${total}`;
  return `${shown} ${total === 1 ? "result" : "results"} for “${words}”`;
}

function fromAddress() {
  const words = new URLSearchParams(location.search).get("q") || "";
  input.value = words;
  search(words);
}

// The address always says what was searched for, so that a result can be left and come back to.
function toAddress(words) {
  history.replaceState(null, "", words ? `?${new URLSearchParams({ q: words })}` : location.pathname);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(typing);
  toAddress(input.value);
  search(input.value);
});
input.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => {
    toAddress(input.value);
    search(input.value);
  }, PAUSE);
});
addEventListener("popstate", fromAddress);
fromAddress();
