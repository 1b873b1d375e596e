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

// Has a form show the items of its section that match its words and its choices, and say how many. The words are looked for
// in an item, in what else it is called, and in the name of its group. A group is open while it has hits, and else as it was.
function filter(form) {
  const list = form.closest("section") ?? main;
  const items = [...list.querySelectorAll("tbody tr, .rows > li, .glossary > div, .dated > li")].filter((item) => !item.closest(".tight"));
  const groups = [...list.querySelectorAll("section, .fold")].filter((group) => items.some((item) => group.contains(item)));
  const wasOpen = new Map(groups.map((group) => [group, group.open]));
  const said = (item) => normal(`${text(item)} ${item.dataset.words ?? ""} ${text(item.closest(".fold")?.firstElementChild)}`).toLowerCase();
  const texts = new Map(items.map((item) => [item, said(item)]));
  const { q, ...choices } = Object.fromEntries([...form.elements].map((control) => [control.name, control]));
  const count = form.nextElementSibling;
  const all = count.textContent;
  const apply = () => {
    const words = normal(q.value).toLowerCase().split(" ").filter(Boolean);
    const used = [...form.elements].some((control) => control.value);
    for (const item of items) {
      const chosen = Object.entries(choices).every(([name, { value }]) => !value || item.dataset[name].split(" ").includes(value));
      item.hidden = !(chosen && words.every((word) => texts.get(item).includes(word)));
    }
    for (const group of groups) {
      const hits = items.some((item) => !item.hidden && group.contains(item));
      group.hidden = !hits;
      if (group.matches("details")) group.open = used ? hits : wasOpen.get(group);
    }
    const shown = items.filter((item) => !item.hidden).length;
    const found = shown ? `${shown} of ${items.length} ${form.dataset.filter} shown` : "Nothing here matches. Take away a word, or search the whole tracker.";
    count.textContent = used ? found : all;
    return used;
  };
  form.addEventListener("input", ({ target }) => {
    apply();
    note(target.name, target.value);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const control of form.elements) {
    control.value = parameters.get(control.name) ?? "";
    if (control.selectedIndex < 0) control.value = "";
  }
  const fold = form.closest("details");
  if (apply() && fold) fold.open = true;
  form.hidden = false;
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
for (const form of main.querySelectorAll("form[data-filter]")) filter(form);
