// What changed between two dates, in the place of what the page tells of the last months, in the same form. The changes come
// from the file of each year beside the page, and the words for them from compare.json; both are fetched when somebody
// compares. What is asked for stands in the address, so that it can be sent and come back to. Without this script the page tells the last months, and leads to all others. Nothing is stored.

import { make, today, words } from "./page.js";

const place = document.querySelector("[data-compare]");
const told = document.querySelector("[data-told]"); // what the page tells without an answer
const form = place.querySelector("form");
const { from, to, by, kind } = form.elements;
let selects = [...form.querySelectorAll("select")]; // those of the page, and once it is there those of `data`
const table = document.querySelector(".months"); // by month, of all changes that the page tells without an answer
const AUDIENCES = new Map([...form.elements.for.options].map((option) => [option.value, option.textContent]));
const [STATUS, CORRECTION] = ["status", "correction"];
const DAYS = { day: "as_of", wrote: "as_recorded" }; // the field of a change that each value of `by` compares
const FIELDS = { for: "audiences", topics: "topics", bodies: "bodies" }; // and that of each choice
const UNREAD = "A date in the address could not be read, and was left out.";
const LOST = "The changes could not be fetched. The months below hold every change.";
const SELF_EVIDENT = ["law", "guidance", "measure", STATUS]; // kinds that their section and their value say

const WITH_REASON = ["law", STATUS]; // of which a row says why

const files = new Map();
function fetched(name) {
  const load = () => fetch(`${name}.json`).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)));
  // What failed is not kept: the next answer tries again.
  if (!files.has(name)) files.set(name, load().catch((error) => (files.delete(name), Promise.reject(error))));
  return files.get(name);
}

// What no reader of the page needs who compares nothing: by what else can be chosen, what is told of each kind, and below a
// section dates that have come (id, heading, what stands below that, lines). `evidence` is the last day to which any
// recommendation was searched.
let data, KIND_OF, SECTION_OF_ROW;
async function ready() {
  const found = await fetched("compare");
  if (data) return;
  data = found;
  KIND_OF = new Map(data.kinds.map(([id, ...rest]) => [id, rest])); // each with its section and its words
  SECTION_OF_ROW = new Map(data.rows.map(([id, , section]) => [id, section]));
  const option = ([value, textContent]) => make("option", { value, textContent });
  for (const [name, label, offered] of data.subjects) {
    form.querySelector("details").append(make("label", {}, `${label} `, make("select", { name }, ...[["", "All"], ...offered].map(option))));
  }
  selects = [...form.querySelectorAll("select")];
}

const standing = [...told.childNodes];
const [heading, lead] = ["h1", "[data-summary]"].map((found) => document.querySelector(found));
const stood = [heading, lead].map((element) => element.textContent);
const contents = [...document.querySelectorAll(".contents li")].map((line) => [line, line.firstElementChild, line.textContent]);

function grouped(rows, key) {
  const groups = new Map(rows.map((row) => [row[key], []]));
  for (const row of rows) groups.get(row[key]).push(row);
  return [...groups.values()];
}
const rowOf = (row) => row.row ?? KIND_OF.get(row.kind)[0]; // in which a change is counted
const sectionOf = (row) => SECTION_OF_ROW.get(rowOf(row));
const count = (rows, one) => `${rows.length} ${one}${rows.length === 1 ? "" : "s"}`;
const p = (className, ...said) => (said.some(Boolean) ? [make("p", { className }, ...said)] : []);
const link = (href, textContent) => make("a", { href, textContent });

function moved(before, after) {
  const arrow = make("span", { ariaHidden: "true", textContent: " → " });
  const vh = (textContent) => make("span", { className: "vh", textContent });
  return before && after ? [vh("from "), before, arrow, vh("to "), after] : [after ?? ""];
}

// A change: what, for whom, source. `others` are those that it brought with it.
function item(row, others) {
  const name = row.kind_in_words ?? KIND_OF.get(row.kind)[1];
  const label = SELF_EVIDENT.includes(row.kind) ? "" : `${name}${row.after ? ": " : ""}`;
  const more = others.length ? make("span", { className: "note", textContent: ` and ${count(others, "more change")} with it` }) : "";
  const whom = (row.audiences ?? []).map((id) => AUDIENCES.get(id));
  const { most } = data;
  const shown = whom.length > most ? [...whom.slice(0, most), `${whom.length - most} more`] : whom;
  const list = shown.join("; ");
  const sources = (row.sources ?? []).flatMap(([name, href], at) => [at ? "; " : "Source: ", link(href, name)]);
  return make("li", {},
    ...p("", link(`../${row.path}`, row.record), row.title ? `: ${row.title}` : "", ". ", label, ...moved(row.before, row.after), more),
    ...(row.kind === CORRECTION ? [] : p("note", row.subject)), ...(WITH_REASON.includes(row.kind) ? p("note", row.reason) : []), ...p("note whom", list && `For: ${list}`), ...p("note source", ...sources));
}

// The rows that are told by themselves, and by what leads them those that are counted there.
function led(rows) {
  const leads = new Map(rows.filter((row) => row.leads).map((row) => [row.leads, []]));
  return [rows.filter((row) => !leads.get(row.with)?.push(row)), leads];
}

// Rows by day, the newest first.
function days(rows) {
  const [own, leads] = led(rows);
  return make("ol", { className: "news" }, ...grouped(own, "date").map((of) =>
    make("li", {}, make("p", { className: "when", textContent: words(of[0].date) }), make("ul", { className: "changes" }, ...of.map((row) => item(row, leads.get(row.leads) ?? []))))));
}

// What is told of two dates: the heading, the sentence that sums up, and the sections. Rows come newest first.
async function answer(start, end, by) {
  await ready();
  const axis = DAYS[by];
  // What was written between two dates can be of any year.
  const wanted = data.years.filter((year) => by === "wrote" || (`${year}-12-31` > start && `${year}-01-01` <= end));
  const asked = selects.filter((select) => select.value && FIELDS[select.name]);
  const about = (row) => asked.every((select) => row[FIELDS[select.name]]?.includes(select.value)) && (!kind.value || sectionOf(row) === kind.value);
  const known = (await Promise.all(wanted.map(fetched))).flat().filter((row) => row[axis] <= end && about(row));
  const matches = known.filter((row) => row[axis] > start);
  const first = matches.filter((row) => row.is_first);
  const told = matches.filter((row) => !row.is_first);
  const [own] = led(told);
  // Of what is known only as a span of days that begins before the first date, nobody can say that it came after that.
  const sure = own.filter((row) => by === "wrote" || (row.earliest ?? row.as_of) > start);
  const older = own.length - sure.length;
  const counts = data.rows.map(([id, name]) => [name, sure.filter((row) => rowOf(row) === id).length]);
  const kinds = counts.filter(([, number]) => number).map(([name, number]) => `${name}: ${number}.`);
  const come = by === "wrote" ? [] : data.come.map(([id, anchor, heading, said, rows]) => [id, anchor, heading, said, rows.filter((row) => row.day > start && row.day <= end && about(row))]);
  const starts = come.filter(([id, , , , rows]) => id === "law" && rows.length).map(([, , heading, , rows]) => `${heading.replace("*", rows.length)}.`);
  const [noChange, countedApart] = data.phrases;
  const sentence = [
    ...(kinds.length ? kinds : [noChange]),
    ...starts,
    older && `${older} more change${older === 1 ? "" : "s"} may be older: only a span of days is known.`,
    first.length && `${count(first, "first look")} ${first.length === 1 ? "is" : "are"} ${countedApart}.`,
  ];
  const reach = data.evidence;
  const beyond = by === "day" && reach && end > reach && `No recommendation as a whole has been searched beyond ${words(reach)}: that nothing is shown after it does not mean that nothing happened.`;
  // Of a recommendation that moved more than once, where it stood on both dates. Of what was written later about an earlier
  // day its newest day counts; where a state changed in some nations only, the row also says what it is in each.
  const both = grouped(told.filter((row) => row.kind === STATUS), "path").filter((own) => own.length > 1 || own[0].whole_before).map((own) => {
    const all = known.filter((row) => row.kind === STATUS && row.path === own[0].path);
    const was = all.find((row) => row[axis] <= start);
    const before = was?.whole_after ?? was?.after ?? own.at(-1).whole_before ?? own.at(-1).before;
    const after = all[0].whole_after ?? all[0].after;
    return make("li", {}, link(`../${own[0].path}`, own[0].record), ": ", ...(before === after ? [`${after} on both dates`] : moved(before, after)));
  });
  const sections = data.sections.map(([id, name, note]) => {
    const list = days(told.filter((row) => sectionOf(row) === id));
    const net = id === "states" && both.length ? [make("h3", { textContent: "On the first date, and on the second" }), make("ul", { className: "rows" }, ...both)] : [];
    const below = come.filter(([of, , , , rows]) => of === id && rows.length).flatMap(([, anchor, heading, said, rows]) => [
      make("h3", { className: id === "law" ? "check" : "", id: anchor, textContent: heading.replace("*", rows.length) }), ...p("note", said),
      make("ol", { className: "news" }, ...rows.map((row) => make("li", {}, make("p", { className: "when", textContent: words(row.date) }), make("p", {}, link(`../${row.path}`, row.name), `: ${row.text}`)))),
    ]);
    return make("section", { className: "section", id }, make("h2", { textContent: `${name}: ${list.querySelectorAll(".changes > li").length}` }), ...p("note", note), id === "other" ? make("details", { className: "fold" }, make("summary", { textContent: "Show them" }), list) : list, ...net, ...below);
  });
  const span = end === today || !to.value ? `since ${words(start)}` : `between ${words(start)} and ${words(end)}`;
  return [
    `${by === "wrote" ? "What we wrote" : "What changed"} ${span}`,
    [...sentence, beyond].filter(Boolean).join(" "),
    ...sections.filter((section) => section.querySelector("li")),
    ...(first.length ? [make("details", { className: "section fold", id: "first" }, make("summary", { textContent: `First looks: ${first.length}` }), make("ul", { className: "rows" }, ...first.map((row) => make("li", {}, `${words(row.date)} `, link(`../${row.path}`, row.record), `: ${row.after}`))))] : []),
  ];
}

const message = place.parentElement.querySelector("[role=status]");
let latest = 0;
// Shows an answer, or with a fault what the page told at first and what is wrong.
async function show(fault) {
  const turn = ++latest;
  const asked = fault === undefined && (await answer(from.value, to.value || today, by.value).catch(() => (fault = LOST, undefined)));
  if (turn !== latest) return;
  const [title, sentence, ...shown] = asked || [...stood, ...standing];
  [heading.textContent, lead.textContent] = [title, sentence];
  told.replaceChildren(...shown);
  for (const [line, link, text] of contents) {
    const section = document.getElementById(link.hash.slice(1));
    line.hidden = !section;
    link.textContent = (asked && told.contains(section) && section.querySelector("h2")?.textContent) || text;
  }
  if (table) table.hidden = asked && (by.value === "wrote" || (to.value || today) <= from.defaultValue);
  message.textContent = fault ?? "";
  chips();
}

// What is chosen, each with a link that takes it away, and how many changes are left.
function chips() {
  const chosen = selects.filter((select) => select.value);
  const without = (name) => {
    const rest = new URLSearchParams(location.search);
    rest.delete(name);
    return make("a", { href: `?${rest}`, onclick: (event) => (event.preventDefault(), history.replaceState(null, "", `?${rest}`), form.querySelector("button").focus(), fromAddress()) });
  };
  const list = chosen.map((select) => {
    const chip = without(select.name);
    const name = `${select.parentElement.firstChild.textContent.trim()}: ${select.selectedOptions[0].textContent}`;
    chip.append(name, make("span", { ariaHidden: "true", textContent: " ×" }));
    chip.ariaLabel = `Take away ${name}`;
    return make("li", {}, chip);
  });
  place.parentElement.querySelector("[data-chosen]").replaceChildren(...list);
}

function fault() {
  if (!from.value) return "Give the first date.";
  return from.value < (to.value || today) ? undefined : "The first date has to be before the second.";
}

function fromAddress() {
  const asked = new URLSearchParams(location.search);
  if (asked.has("audiences")) asked.set("for", asked.get("audiences")); // as it was once called
  const wanted = [from, to].filter((input) => asked.get(input.name));
  // A box drops what is no day; without a date it has that of the page.
  for (const input of [from, to]) input.value = /^\d{4}-/.test(asked.get(input.name)) ? asked.get(input.name) : wanted.length ? "" : input.defaultValue;
  by.value = asked.get("by") === "wrote" ? "wrote" : "day";
  for (const select of selects) {
    const value = asked.get(select.name) ?? "";
    select.value = [...select.options].some((one) => one.value === value) ? value : "";
  }
  const used = wanted.length || by.value === "wrote" || selects.some((select) => select.value);
  if (used) place.open = true;
  show(wanted.some((input) => !input.value) ? UNREAD : used ? fault() : "");
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const asked = new URLSearchParams(new FormData(form));
  for (const [name, value] of [...asked]) if (!value || value === "day") asked.delete(name);
  history.replaceState(null, "", `?${asked}${location.hash}`);
  show(fault());
});
// The choices of an address can be set once they are there.
const answerAddress = () => ready().then(fromAddress, () => show(LOST));
addEventListener("popstate", answerAddress);
for (const used of ["focusin", "toggle"]) {
  form.addEventListener(used, () => ready().catch(() => {}), true); // an answer says so, if it is still lost then
}
if (location.search) answerAddress();
