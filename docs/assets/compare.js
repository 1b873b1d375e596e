// What changed between two dates: a form in the place kept for it. The changes come from the file of each year beside the
// page; the dates stand in the address, so that a comparison can be sent and come back to. Without this script the months
// hold every change. Nothing is stored.

import { make, words } from "./page.js";

const place = document.querySelector("[data-compare]");
const years = place.dataset.compare.split(" ").filter(Boolean);
const [STATUS, CORRECTION] = ["status", "correction"];
const KINDS = JSON.parse(place.dataset.kinds); // each with its words, and with what one and several are called
const KIND_WORDS = new Map(KINDS);
const DAYS = { day: "as_of", wrote: "as_recorded" }; // the field of a change that each value of `by` compares
const MEANT = "What changed between the state at the end of the first date and the state at the end of the second: after the first, "
  + "up to and including the second. A month, a year or a span of days counts at its end.";
const APART = "They put right what this site had said. They are not progress, and are not counted as changes.";
const UNREAD = "A date in the address could not be read, and was left out. Give both dates.";
const LOST = "The changes could not be fetched. The months below hold every change.";

const count = (rows, one) => `${rows.length || "No"} ${one}${rows.length === 1 ? "" : "s"}`;
const p = (className, ...said) => (said.some(Boolean) ? [make("p", { className }, ...said)] : []);
const span = (className, textContent) => make("span", { className, textContent });
const heading = ({ path, record, title }) => make("h4", {}, make("a", { href: `../${path}`, textContent: record }), title ? `: ${title}` : "");

function moved(before, after) {
  const arrow = make("span", { ariaHidden: "true", textContent: " → " });
  return before && after ? [span("vh", "from "), before, arrow, span("vh", "to "), after] : [after];
}

function item(row) {
  const said = [...p("note", row.subject), ...p("", ...moved(row.before, row.after)), ...p("", row.reason), ...p("note", row.written)];
  return make("li", {}, make("p", { className: "when" }, `${words(row.date)} `, span("note", row.kind_in_words ?? KIND_WORDS.get(row.kind))), make("div", {}, ...said));
}

const list = (rows) => make("ol", { className: "dated" }, ...rows.map(item));
const each = (rows, show) => [...byRecord(rows).values()].flatMap((own) => [heading(own[0]), show(own)]);
function byRecord(rows) {
  const records = new Map(rows.map((row) => [row.path, []]));
  for (const row of rows) records.get(row.path).push(row);
  return records;
}

const files = new Map();
function fetched(year) {
  const load = () => fetch(`${year}.json`).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)));
  // What failed is not kept: the next comparison tries again.
  if (!files.has(year)) files.set(year, load().catch((error) => (files.delete(year), Promise.reject(error))));
  return files.get(year);
}

// What is shown for two dates: the sentence that says what it is, then its elements. Rows come newest first.
async function compared(start, end, by) {
  if (!start || !end) return ["Give both dates."];
  if (start >= end) return ["The first date has to be before the second."];
  const axis = DAYS[by];
  // What was written between two dates can be of any year.
  const wanted = years.filter((year) => by === "wrote" || (`${year}-12-31` > start && `${year}-01-01` <= end));
  const known = (await Promise.all(wanted.map(fetched))).flat().filter((row) => row[axis] <= end);
  const matches = known.filter((row) => row[axis] > start);
  const of = (kind) => matches.filter((row) => row.kind === kind);
  const [changes, corrections] = [matches.filter((row) => row.kind !== CORRECTION), of(CORRECTION)];
  const statuses = byRecord(known.filter((row) => row.kind === STATUS));
  // What was written later about an earlier day leaves a status as it was: its newest day counts.
  const statusMove = (rows) => {
    const own = statuses.get(rows[0].path);
    // Where a label changed in some nations only, the row also says what it is in each.
    const [was, first, last] = [own.find((row) => row[axis] <= start), rows.at(-1), own[0]];
    const before = was?.whole_after ?? was?.after ?? first.whole_before ?? first.before;
    const after = last.whole_after ?? last.after;
    return make("p", {}, ...(before === after ? [`${after} on both dates`] : moved(before, after)));
  };
  const counts = KINDS.filter(([kind]) => kind !== CORRECTION).map(([kind, , one, many]) => [of(kind).length, one, many]);
  const kinds = counts.filter(([number]) => number).map(([number, one, many]) => `${number} ${number === 1 ? one : many}`).join(", ");
  const between = `${by === "wrote" ? "written" : "that happened"} between ${words(start)} and ${words(end)}`;
  const apart = corrections.length ? ` ${count(corrections, "correction")} of what this site had said.` : "";
  const looks = matches.filter((row) => row.is_first_look).length;
  const first = looks ? ` ${looks} of these ${place.dataset.looks}.` : "";
  const reach = place.dataset.evidence; // of what was written, that says nothing
  const beyond = by === "day" && reach && end > reach ? ` Nothing after ${words(reach)} has been searched yet: that nothing is shown for it does not mean that nothing happened.` : "";
  const sections = [
    ["Labels, the first date against the second", "", each(of(STATUS), statusMove)],
    ["Every change, by record", "", each(changes, list)],
    ["Corrections", APART, each(corrections, list)],
  ].filter(([, , lines]) => lines.length);
  return [
    `${count(changes, "change")} ${between}${kinds && `: ${kinds}`}.${first}${apart}${beyond}`,
    ...sections.flatMap(([name, note, lines]) => [make("h3", { textContent: name }), ...p("note", note), ...lines]),
  ];
}

const [from, to] = ["from", "to"].map((name) => make("input", { type: "date", name, max: "9999-12-31" }));
const form = make("form", { className: "filter" }, make("label", {}, "From ", from), make("label", {}, "To ", to));
const choice = (value, text) => make("label", {}, make("input", { type: "radio", name: "by", value }), ` ${text}`);
const choices = [choice("day", "By the day it happened"), choice("wrote", "By the day we wrote it")];
const which = make("fieldset", {}, make("legend", { textContent: "Which day counts" }), ...choices);
form.append(which, make("button", { textContent: "Compare" }));
const status = make("p", { className: "lead" });
status.setAttribute("role", "status");
const results = make("div");

let latest = 0;
async function show(said) {
  const turn = ++latest;
  const [sentence, ...shown] = said ?? (await compared(from.value, to.value, form.elements.by.value).catch(() => [LOST]));
  if (turn !== latest) return;
  status.textContent = sentence;
  results.replaceChildren(...shown);
}

function fromAddress() {
  const asked = new URLSearchParams(location.search);
  const given = [from, to].filter((input) => asked.get(input.name));
  // A box drops what is no day.
  for (const input of [from, to]) input.value = /^\d{4}-/.test(asked.get(input.name)) ? asked.get(input.name) : "";
  form.elements.by.value = asked.get("by") === "wrote" ? "wrote" : "day";
  show(given.some((input) => !input.value) ? [UNREAD] : given.length ? undefined : [""]);
}

// Compares, and writes into the address what is compared.
function go(start = from.value, end = to.value) {
  [from.value, to.value] = [start, end];
  const asked = new URLSearchParams(new FormData(form));
  if (asked.get("by") === "day") asked.delete("by");
  history.replaceState(null, "", `?${asked}${location.hash}`);
  show();
}

// Each begins at the end of the day before it: day 0 of a month is the last of the month before.
const now = new Date();
const [year, month, day] = [now.getFullYear(), now.getMonth(), now.getDate()];
const iso = (...of) => new Date(Date.UTC(year, ...of)).toISOString().slice(0, 10);
const [today, quarter] = [iso(month, day), month - (month % 3)];
const quick = [
  ["Last 30 days", iso(month, day - 30), today],
  ["This quarter", iso(quarter, 0), today],
  ["Last quarter", iso(quarter - 3, 0), iso(quarter, 0)],
  ["This year", iso(0, 0), today],
].map(([textContent, ...dates]) => make("button", { type: "button", textContent, onclick: () => go(...dates) }));

if (years.length) {
  const note = make("p", { className: "note", textContent: MEANT });
  place.replaceChildren(form, make("p", { className: "filter quick" }, ...quick), note, status, results);
  form.addEventListener("submit", (event) => (event.preventDefault(), go()));
  addEventListener("popstate", fromAddress);
  fromAddress();
}
