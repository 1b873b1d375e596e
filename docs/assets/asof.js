// A record as it was cited: where the address asks for a day (?as-of=2026-03-01), above the page as it stands today. Of a
// recommendation, how the record stood on that day; of any other record, what is dated after it. Nothing is fetched
// without that day, and nothing is stored. Words of the address are never put into the page: a link must not make it say
// things.

import { make, today, words } from "./page.js";

const p = (className, textContent) => make("p", { className, textContent });
const pair = (name, said) => make("div", {}, make("dt", { textContent: name }), make("dd", {}, ...said));
const lines = (said, none) => (said.length ? said : [none]).map((line) => p("", line));
const block = (name, shown) => [make("h3", { textContent: name }), shown];

// One assessment: what the record shows and what is claimed, each in its own place.
function assessment({ status, share, reason, says, claim_status, responses = [], independent_findings = [], commitments = [], evidence_to }, day) {
  const shows = [p("share", status), ...[share, reason].filter(Boolean).map((line) => p("", line))];
  if (evidence_to) shows.push(p("note", `Searched up to ${words(evidence_to < day ? evidence_to : day)}.`));
  const promises = commitments.map(({ what, date, due_state }) => `${what}: ${[date, due_state].filter(Boolean).join(", ")}`);
  const pairs = [pair("The record shows", shows), pair(says, lines(claim_status ? [claim_status] : [], "Nothing on record"))];
  if (independent_findings.length) pairs.push(pair("Independent bodies found", lines(independent_findings)));
  pairs.push(pair("Responses", lines(responses, "None on record")), pair("Promises", lines(promises, "None on record")));
  return make("dl", { className: "facts" }, ...pairs);
}

// How a recommendation stood on a day, as we had written it by then and as the record now shows it.
function onDay({ made, ...history }, day) {
  const [recorded, shown] = [history.as_recorded, history.as_of].map((states) => states.findLast(({ from }) => from <= day));
  const same = ({ from, ...rest }) => JSON.stringify(rest);
  if (recorded && shown && same(recorded) === same(shown)) {
    return block("As this site had published it, and as the record now shows that day: both agree", assessment(recorded, day));
  }
  const unwritten = history.as_recorded.length ? "This site had not written of it by then." : "No day is on record on which this site first wrote of it.";
  const unmade = `This recommendation had not been made by then. It was made on ${words(made)}.`;
  return [
    ...block("As this site had published it on that day", recorded ? assessment(recorded, day) : p("", unwritten)),
    ...block("As the record now shows that day", shown ? assessment(shown, day) : p("", unmade)),
  ];
}

// The last day that a date can mean, as it is known: of a span, a year, a month, a day.
function last(date) {
  const [year, month = 12, day] = date.split("/").at(-1).split("-");
  return new Date(day ? Date.UTC(year, month - 1, day) : Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

// What an event or a measure says that is dated after a day: a stage, a correction, its own writing. Other records gather
// what stands elsewhere, and have no day of their own.
function later({ recorded, stages, corrections = [] }, day) {
  if (!recorded && !stages) return [p("", "This page gathers other records, and can be shown only as it stands today. The page of each recommendation shows how it stood.")];
  const entries = (stages ?? []).filter(({ date_last }) => date_last > day).map((stage) => `${stage.stage_in_words}: ${words(stage.date)}`);
  entries.push(...corrections.filter(({ date }) => last(date) > day).map(({ date, note }) => `Corrected ${words(date)}: ${note}`));
  if (recorded && last(recorded) > day) entries.push(`This site wrote of it on ${words(recorded)}, later than that.`);
  return block("Stages, corrections and our own writing that are later", make("ul", {}, ...lines(entries, "None").map((line) => make("li", {}, line))));
}

// The sentence that says what is read, and the elements that show it.
async function answer(asked) {
  const day = /^\d{4}-/.test(asked) && make("input", { type: "date", value: asked }).value; // a box drops what is no day
  if (!day) return ["The day in the address could not be read, so only today's page is shown."];
  if (day > today) return ["The day in the address is still to come, so only today's page is shown."];
  try {
    const isRecommendation = document.querySelector("#parts");
    const file = isRecommendation ? "states.json" : document.querySelector("link[rel=alternate][type='application/json']").href;
    const fetched = await fetch(file).then((answer) => answer.json());
    return [`You are reading this page for a day in its address: ${words(day)}.`, ...(isRecommendation ? onDay : later)(fetched, day)];
  } catch {
    return [`How the record stood on ${words(day)} could not be fetched, so only today's page is shown.`];
  }
}

async function begin(asked) {
  const address = new URL(location.href);
  address.searchParams.delete("as-of");
  const status = p("lead");
  status.setAttribute("role", "status");
  const heading = make("h2", { id: "as-of", textContent: "This page on another day" });
  const link = make("a", { href: address, textContent: "See the page as it stands today" });
  const section = make("section", { className: "inset stack" }, heading, status, make("p", {}, link));
  section.setAttribute("aria-labelledby", heading.id);
  document.querySelector("main").prepend(section, p("note", "What follows is the page as it stands today."));
  const [sentence, ...shown] = await answer(asked);
  status.textContent = sentence;
  status.after(...shown);
}

const asked = new URLSearchParams(location.search).get("as-of");
if (asked !== null) begin(asked);
