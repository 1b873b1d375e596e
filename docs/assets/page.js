// What a page can do besides being read: filter and sort its lists, say how long ago a day was, copy its address.
// All pages are whole without it. Nothing is fetched and nothing is stored.

const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};
const text = (element) => element.textContent.replace(/\s+/g, " ").trim();

// A labelled select whose first choice is everything; returns [label, select].
function choice(name, all, values) {
  const select = make("select", {}, make("option", { value: "", textContent: all }));
  values.forEach((value) => select.append(make("option", { value, textContent: value })));
  return [make("label", {}, `${name} `, select), select];
}

// A form in the place kept for it, which shows the items that match its words and its choice, and says how many.
function filter(place, items, what, { of, name, all }) {
  const values = [...new Set(items.map(of).filter(Boolean))];
  const words = make("input", { type: "search", autocomplete: "off" });
  const [kinds, kind] = choice(name, all, values);
  const count = make("p", { className: "note" });
  count.setAttribute("role", "status");
  const form = make("form", { className: "filter" }, make("label", {}, "Filter ", words));
  if (name && values.length > 1) form.append(kinds);
  const apply = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const item of items) {
      const said = text(item).toLowerCase();
      item.hidden = !(wanted.every((word) => said.includes(word)) && (!kind.value || of(item) === kind.value));
      shown += !item.hidden;
    }
    count.textContent = shown ? `${shown} of ${items.length} ${what} shown` : `Nothing here matches. Take away a word, or search the whole tracker.`;
    for (const group of document.querySelectorAll("main section")) {
      const own = items.filter((item) => group.contains(item));
      if (own.length) group.hidden = own.every((item) => item.hidden);
    }
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  place.append(form, count);
}

// Buttons in a table's head that sort its rows, and back.
function sortable(table) {
  const heads = [...table.tHead.rows[0].cells];
  const body = table.tBodies[0];
  heads.forEach((head, column) => {
    const name = text(head);
    if (!name) return;
    const key = (row) => row.cells[column].querySelector("time")?.dateTime ?? text(row.cells[column]);
    const button = make("button", { type: "button", className: "sort", textContent: name });
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = [...body.rows].sort((a, b) => key(a).localeCompare(key(b), "en", { numeric: true }));
      body.append(...(down ? rows.reverse() : rows));
    });
    head.replaceChildren(button);
  });
}

const main = document.querySelector("main");
const tables = [...main.querySelectorAll("table.index")];
tables.forEach(sortable);
if (main.querySelector("[data-filter]")) {
  const place = main.querySelector("[data-filter]");
  const rows = [...main.querySelectorAll("tbody tr, .rows > li, .ways > li, .glossary > div, .dated > li")];
  const of = (item) => item.querySelector(".label, .when .note")?.textContent.trim() ?? "";
  filter(place, rows, place.dataset.filter, { of, name: place.dataset.by ?? "", all: "All" });
}
const timeline = main.querySelector("[data-timeline]");
if (timeline) {
  const of = (item) => text(item.querySelector(".when .note"));
  filter(timeline, [...main.querySelectorAll("#timeline .dated > li")], "events", { of, name: "Kind", all: "All kinds" });
}

// "5 months ago", after a date that is known to the day or the month, in the facts of a record: by calendar days, then by
// whole months.
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const now = new Date();
for (const time of main.querySelectorAll(".facts time")) {
  const [year, month, day] = time.dateTime.split("-").map(Number);
  if (!month) continue;
  const days = day ? Math.round((Date.UTC(year, month - 1, day) - Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())) / 86_400_000) : 99;
  const apart = (year - now.getFullYear()) * 12 + month - 1 - now.getMonth();
  const begun = day ? Math.sign(now.getDate() - day) : 0; // a month that has only begun is not counted
  const months = apart < 0 && begun < 0 ? apart + 1 : apart > 0 && begun > 0 ? apart - 1 : apart;
  const ago = Math.abs(days) < 60 ? relative.format(days, "day") : relative.format(months, "month");
  time.after(make("span", { className: "note ago", textContent: ` (${ago})` }));
}

// An address that was not known when the record was written down is the page's own.
const canonical = document.querySelector("link[rel=canonical]")?.href ?? location.href.split("#")[0];
for (const place of main.querySelectorAll("[data-address]")) place.textContent ||= place.dataset.address.replace("*", canonical);

const copy = main.querySelector("[data-copy]");
if (copy && navigator.clipboard) {
  const said = make("span", { className: "note" });
  said.setAttribute("role", "status");
  const button = make("button", { type: "button", textContent: "Copy the link to this page" });
  button.addEventListener("click", async () => {
    const done = await navigator.clipboard.writeText(location.href.split("#")[0]).then(() => true, () => false);
    said.textContent = done ? " Copied." : " It could not be copied; take it from the address bar.";
  });
  copy.append(make("p", {}, button, said));
}
