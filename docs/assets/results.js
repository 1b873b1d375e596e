// Results in the list: what each is, its state and date, and the sentence of its page that says most of what was asked.
// Fetched with the first results.

import { compared, says } from "./said.js";
import { holds } from "./words.js";

const MOST = 45; // words
const FEW = 15; // words, up to which the next sentence follows
const SHORTEST = 5; // words of a sentence

const CITED = /,? ?\bsource \d+ grade \S+?(?=[,. ]|$),?/g;
const COUNTED = /\b\d+ of \d+ parts?\b[^\p{Lu}.]*/gu; // a share, which no full stop ends
const END = /([.?!]["”)]?) +(?=["“(]?\p{Lu})/gu;
const RUN_ON = /([\p{Ll}\d)]) (?=(?:An?|It|No|The|They|This) \p{Ll})/gu; // where one text runs into the next
const VERB = /\b(?:is|are|was|were|has|have|had|will|would|must|may|can|could|should|said|says|told|did|does|do)\b/;
const LABEL = /^(?:[^ ]+ ){0,7}[^ ]+: /; // what stands before a colon at the head of a line

// Whether some words are a sentence, not a name, a list of links or the head of a table: most are written small, few end
// with a comma, and none has a capital inside.
function reads(words) {
  const small = words.filter((word) => /^\p{Ll}/u.test(word)).length;
  const commas = words.filter((word) => word.endsWith(",")).length;
  return words.length >= SHORTEST && small * 2 > words.length && commas * 4 < words.length && !words.some((word) => /\p{Ll}{2}\p{Lu}\p{Ll}/u.test(word));
}

// The best sentence of a text for some words, which stand as they are asked for; "" where none reads as one. The title is
// left out; what follows it is the best of those that say as much.
function excerpt({ content = "", meta = {} }, asked) {
  const texts = content.replace(/\s+/g, " ").replace(CITED, "").replace(COUNTED, ". ").replace(/(?:\s*\.)+/g, ".");
  const lines = texts.replace(END, "$1\n").replace(RUN_ON, "$1\n").split("\n");
  const sentences = lines.map((line) => line.trim()).map((text) => ({ text, words: text.split(/\s+/) }));
  const title = sentences.findIndex(({ text }) => text.replace(/\.$/, "") === meta.title);
  let best = null;
  sentences.forEach(({ text, words }, at) => {
    if (!reads(words) || at === title) return;
    const said = compared(text);
    const leads = title >= 0 && at === title + 1;
    const doubt = leads ? -0.3 : (words.length > MOST ? 0.5 : 0) + (VERB.test(text) ? 0 : 0.7) + (LABEL.test(text) ? 1 : 0);
    const score = asked.filter((word) => holds(said, word)).length - doubt;
    if (!best || score > best.score) best = { score, at };
  });
  if (!best) return "";
  const words = [...sentences[best.at].words];
  const next = sentences[best.at + 1];
  if (words.length < FEW && next && reads(next.words) && next.words.length + words.length <= MOST) words.push(...next.words);
  return words.length > MOST ? `${words.slice(0, MOST).join(" ")} …` : words.join(" ");
}

// Such a text as a paragraph in which the words that were asked for are marked.
function marked(text, asked) {
  const line = document.createElement("p");
  for (const part of text.split(/([\p{L}\p{N}'’-]+)/u)) {
    line.append(says(part, asked) ? Object.assign(document.createElement("mark"), { textContent: part }) : part);
  }
  return line;
}

// What is shown of some hits, each with the words that were asked for and those that it is without; some are read already.
export const read = (items, root) =>
  Promise.all(
    items.map(async (item) => {
      if (!item.hit) return item;
      const data = await item.hit.data();
      const url = new URL(data.raw_url.replace(/^\/+/, ""), root).href;
      return { url, ...data.meta, excerpt: excerpt(data, item.asked), asked: item.asked, without: item.without };
    }),
  );

export function row(item) {
  const entry = document.createElement("li");
  const note = (text) => Object.assign(document.createElement("p"), { className: "note", textContent: text });
  const title = item.number ? `${item.number} ${item.title}` : item.title;
  const link = Object.assign(document.createElement("a"), { href: item.url, textContent: title });
  // With the words that are to be marked there, once it is followed: its own address, which can be copied, has none.
  const words = item.asked?.length && !link.hash ? `#found=${encodeURIComponent(item.asked.join(" "))}` : "";
  for (const kind of words ? ["click", "auxclick"] : []) link.addEventListener(kind, () => (link.hash = words));
  entry.append(link);
  entry.append(note([item.kind, item.label, item.state, item.report].filter(Boolean).join(" · ")));
  if (item.without?.length) entry.append(note(`Without: ${item.without.join(", ")}`));
  if (item.excerpt) entry.append(marked(item.excerpt, item.asked ?? []));
  return entry;
}
