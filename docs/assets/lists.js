// Lists that can be filtered and sorted in place. How a list is shown stands in the address, so that it can be sent and
// come back to. Without this script every list is whole.

import { normal } from "./normal.js";
import { make } from "./page.js";

const main = document.querySelector("main");
const parameters = new URLSearchParams(location.search);
const text = (element) => element?.textContent.replace(/\s+/g, " ").trim() ?? "";

// Writes one thing about the list into the address, in place.
function note(name, value) {
  const now = new URLSearchParams(location.search);
  if (value) now.set(name, value);
  else now.delete(name);
  history.replaceState(null, "", `${`${now}` ? `?${now}` : location.pathname}${location.hash}`);
}

// A form in the place kept for it, which shows the items that match its words and its choices, and says how many. A choice
// is a name, the values of an item, and its name in the address; `since` the words before a day from which items were written.
function filter(place, items, what, { choices, all, since, fold }) {
  const words = make("input", { type: "search", autocomplete: "off", value: parameters.get("find") ?? "" });
  const form = make("form", { className: "filter" }, make("label", {}, "Filter ", words));
  const selects = choices.map(({ name, of, key }) => {
    const select = make("select", {}, make("option", { value: "", textContent: all }));
    const values = [...new Set(items.flatMap(of).filter(Boolean))].sort((a, b) => a.localeCompare(b, "en"));
    values.forEach((value) => select.append(make("option", { value, textContent: value })));
    if (values.includes(parameters.get(key))) select.value = parameters.get(key);
    if (name && values.length > 1) form.append(make("label", {}, `${name} `, select));
    return { select, of, key };
  });
  const from = make("input", { type: "date", value: parameters.get("since") ?? "" });
  if (since) form.append(make("label", {}, `${since} `, from));
  const count = make("p", { className: "note" });
  count.setAttribute("role", "status");
  const apply = () => {
    const wanted = normal(words.value).toLowerCase().split(" ").filter(Boolean);
    let shown = 0;
    for (const item of items) {
      const content = normal(text(item)).toLowerCase();
      const chosen = selects.every(({ select, of }) => !select.value || [of(item)].flat().includes(select.value));
      item.hidden = !(chosen && wanted.every((word) => content.includes(word)) && (!from.value || item.dataset.written >= from.value));
      shown += !item.hidden;
    }
    count.textContent = shown ? `${shown} of ${items.length} ${what} shown` : "Nothing here matches. Take away a word, or search the whole tracker.";
    for (const group of main.querySelectorAll("section")) {
      const own = items.filter((item) => group.contains(item));
      if (own.length && !group.contains(place)) group.hidden = own.every((item) => item.hidden);
    }
  };
  form.addEventListener("input", () => {
    apply();
    note("find", words.value);
    for (const { select, key } of selects) note(key, select.value);
    if (since) note("since", from.value);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  const used = words.value || from.value || selects.some(({ select }) => select.value);
  if (fold) place.append(make("details", { open: Boolean(used) }, make("summary", { textContent: fold }), form), count);
  else place.append(form, count);
  if (used) apply();
}

// Buttons in the heads of tables that sort their rows, and back. Tables of one page are sorted alike.
function sortable(tables) {
  const sort = (name, down) => {
    for (const table of tables) {
      const heads = [...table.tHead.rows[0].cells];
      const column = heads.findIndex((head) => text(head) === name);
      heads.forEach((head, at) => at === column || head.removeAttribute("aria-sort"));
      if (column < 0) continue;
      heads[column].setAttribute("aria-sort", down ? "descending" : "ascending");
      const key = (row) => {
        const day = row.cells[column].querySelector("time, [data-sort]"); // a span of days says by which it is sorted
        return day?.dataset.sort ?? day?.dateTime ?? text(row.cells[column]);
      };
      const keyed = [...table.tBodies[0].rows].map((row) => [key(row), row]);
      const order = new Intl.Collator("en", { numeric: true }).compare;
      keyed.sort(([a], [b]) => (down ? order(b, a) : order(a, b)));
      table.tBodies[0].append(...keyed.map(([, row]) => row));
    }
  };
  for (const table of tables) {
    for (const head of table.tHead.rows[0].cells) {
      const name = text(head);
      if (!name || head.dataset.unsorted !== undefined) continue;
      const button = make("button", { type: "button", className: "sort", textContent: name });
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        sort(name, down);
        note("sort", down ? `-${name}` : name);
      });
      head.replaceChildren(button);
    }
  }
  const wanted = parameters.get("sort");
  if (wanted) sort(wanted.replace(/^-/, ""), wanted.startsWith("-"));
}

sortable([...main.querySelectorAll("table.sortable")]);
const place = main.querySelector("[data-filter]");
if (place) {
  const items = [...main.querySelectorAll("tbody tr, .rows > li, .glossary > div")].filter((item) => !item.closest(".tight"));
  const of = (by) => (item) => item.dataset[by.toLowerCase()]?.split("|") ?? (by === "Grade" ? [...item.querySelectorAll(".grade")].map((grade) => text(grade).at(-1)) : text(item.querySelector(".label") ?? item.querySelector(`[data-th="${by}"]`)));
  const names = (place.dataset.by ?? "").split(", ");
  const choices = names.map((name) => ({ name, of: of(name), key: names.length > 1 && name !== "Label" ? name.toLowerCase() : "only" }));
  filter(place, items, place.dataset.filter, { choices, all: "All", since: place.dataset.since, fold: place.dataset.fold });
}
const timeline = main.querySelector("[data-timeline]");
if (timeline) {
  const of = (item) => text(item.querySelector(".when .note"));
  const choices = [{ name: "Kind", of, key: "only" }];
  filter(timeline, [...main.querySelectorAll("#timeline .dated > li")], "events", { choices, all: "All kinds" });
}
