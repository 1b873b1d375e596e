// What changed between two dates: a form in the place kept for it. The changes come from the file of each year beside the
// page; the dates stand in the address, so that a comparison can be sent and come back to. Without this script the months
// hold every change. Nothing is stored.

import { make, words } from "./page.js";

const place = document.querySelector("[data-compare]");
const years = place.dataset.compare.split(" ").filter(Boolean);
const [STATUS, CORRECTION] = ["status", "correction"];
const SUBJECTS = JSON.parse(place.dataset.subjects); // by which field, its name, and the id and name of each choice
const reach = place.dataset.evidence; // the last day to which any recommendation was searched
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

// First findings in one line: they are no change.
function first(rows) {
  const labels = [...new Set(rows.map((row) => row.after))].join(", ");
  const said = [`${count(rows, "first finding")}: ${labels}`];
  return rows.length ? [make("li", {}, make("p", { className: "when" }, `${words(rows[0].date)} `, span("note", "First assessed")), make("p", {}, ...said))] : [];
}

const list = (rows) => make("ol", { className: "dated" }, ...rows.filter((row) => !row.is_first).map(item), ...first(rows.filter((row) => row.is_first)));
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
  const asked = selects.filter((select) => select.value);
  const about = (row) => asked.every((select) => row[select.name]?.includes(select.value));
  const known = (await Promise.all(wanted.map(fetched))).flat().filter((row) => row[axis] <= end && about(row));
  const matches = known.filter((row) => row[axis] > start);
  const of = (kind) => matches.filter((row) => row.kind === kind);
  const [told, corrections] = [matches.filter((row) => row.kind !== CORRECTION), of(CORRECTION)];
  const changes = told.filter((row) => !row.is_first);
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
  const counts = KINDS.filter(([kind]) => kind !== CORRECTION).map(([kind, , one, many]) => [changes.filter((row) => row.kind === kind).length, one, many]);
  const kinds = counts.filter(([number]) => number).map(([number, one, many]) => `${number} ${number === 1 ? one : many}`).join(", ");
  const between = `${by === "wrote" ? "written by us" : "that happened"} between ${words(start)} and ${words(end)}`;
  const apart = corrections.length ? ` ${count(corrections, "correction")} of what this site had said.` : "";
  const firsts = told.length - changes.length;
  const looked = firsts ? ` ${firsts} first finding${firsts === 1 ? " is" : "s are"} ${place.dataset.first}.` : "";
  const only = asked.length ? ` Only of: ${asked.map((select) => select.selectedOptions[0].textContent).join("; ")}.` : "";
  const beyond = by === "day" && reach && end > reach ? ` No recommendation as a whole has been searched beyond ${words(reach)}: that nothing is shown after it does not mean that nothing happened.` : "";
  const sections = [
    ["Labels, the first date against the second", "", each(of(STATUS).filter((row) => !row.is_first), statusMove)],
    ["Every change, by record", "", each(told, list)],
    ["Corrections", APART, each(corrections, list)],
  ].filter(([, , lines]) => lines.length);
  return [
    `${count(changes, "change")} ${between}${kinds && `: ${kinds}`}.${looked}${apart}${only}${beyond}`,
    ...sections.flatMap(([name, note, lines]) => [make("h3", { textContent: name }), ...p("note", note), ...lines]),
  ];
}

const [from, to] = ["from", "to"].map((name) => make("input", { type: "date", name, max: "9999-12-31" }));
const form = make("form", { className: "filter" }, make("label", {}, "From ", from), make("label", {}, "To ", to));
const choice = (value, text) => make("label", {}, make("input", { type: "radio", name: "by", value }), ` ${text}`);
const choices = [choice("day", "Happened"), choice("wrote", "Written by us")];
const which = make("fieldset", {}, make("legend", { textContent: "Which day counts" }), ...choices);
const option = ([value, textContent]) => make("option", { value, textContent });
const selects = SUBJECTS.map(([name, , offered]) => make("select", { name }, ...[["", "All"], ...offered].map(option)));
form.append(which, ...SUBJECTS.map(([, name], at) => make("label", {}, `${name} `, selects[at])), make("button", { textContent: "Compare" }));
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
  for (const select of selects) {
    const value = asked.get(select.name) ?? "";
    select.value = [...select.options].some((one) => one.value === value) ? value : "";
  }
  show(given.some((input) => !input.value) ? [UNREAD] : given.length ? undefined : [""]);
}

// Compares, and writes into the address what is compared.
function go(start = from.value, end = to.value) {
  [from.value, to.value] = [start, end];
  const asked = new URLSearchParams(new FormData(form));
  for (const [name, value] of [...asked]) if (!value || value === "day") asked.delete(name);
  history.replaceState(null, "", `?${asked}${location.hash}`);
  show();
}

// Each begins at the end of the day before it: day 0 of a month is the last of the month before. What happened is known as
// far as we searched, so these count back from there; what was written, from today.
const STRETCHES = {
  "Last 30 days": ([year, month, day]) => [[year, month, day - 30], [year, month, day]],
  "This quarter": ([year, month, day]) => [[year, month - (month % 3), 0], [year, month, day]],
  "Quarter before": ([year, month]) => [[year, month - (month % 3) - 3, 0], [year, month - (month % 3), 0]],
  "This year": ([year, month, day]) => [[year, 0, 0], [year, month, day]],
};
const iso = (of) => new Date(Date.UTC(...of)).toISOString().slice(0, 10);
function stretch(dates) {
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth(), now.getDate()];
  const searched = form.elements.by.value === "day" && reach && reach < iso(today);
  const [year, month, day] = reach.split("-").map(Number);
  go(...dates(searched ? [year, month - 1, day] : today).map(iso));
}
const quick = Object.entries(STRETCHES).map(([textContent, dates]) => make("button", { type: "button", textContent, onclick: () => stretch(dates) }));
const BACK = `These count back from today; of what happened, from the day to which we searched${reach && `, ${words(reach)}`}, where that is earlier.`;

if (years.length) {
  const note = make("p", { className: "note", textContent: MEANT });
  place.replaceChildren(form, make("p", { className: "filter quick" }, ...quick), make("p", { className: "note", textContent: BACK }), note, status, results);
  form.addEventListener("submit", (event) => (event.preventDefault(), go()));
  addEventListener("popstate", fromAddress);
  fromAddress();
  // Who comes with dates in the address came for what changed between them.
  const section = place.closest("section");
  if (from.value || to.value) section.parentElement.querySelector("section").before(section);
}
