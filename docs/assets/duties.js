// The table of an audience: filters, which stand in the address, and the rows that are shown as a spreadsheet and as a
// calendar, made here. Without this script the table is whole.

import { make, words } from "./page.js";

const main = document.querySelector("main");
const form = main.querySelector(".sift form");
const text = (element) => element?.textContent.replace(/\s+/g, " ").trim() ?? "";
const cell = (row, name) => row.querySelector(`[data-th="${name}"]`);
const VALUES = {
  where: (row) => row.dataset.where.split(", "),
  force: (row) => [text(cell(row, "Force"))],
  topic: (row) => [row.dataset.topic],
};

if (form) {
  const rows = [...main.querySelectorAll(".duties tr[id]")];
  const fields = [...form.elements].filter((field) => field.name);
  for (const field of fields.filter(({ name }) => VALUES[name])) {
    const values = [...new Set(rows.flatMap(VALUES[field.name]))].sort((a, b) => a.localeCompare(b, "en"));
    field.append(...values.map((value) => new Option(value)));
  }
  const shown = () => rows.filter((row) => !row.hidden);
  const line = main.querySelector(".shown");
  const matches = (row, { name, value }) => !value || (name === "since" ? row.dataset.written >= value : VALUES[name](row).includes(value));

  const chip = (field) => {
    const said = field.name === "since" ? `New since ${words(field.value)}` : field.value;
    const button = make("button", { type: "button", ariaLabel: `Take away the filter ${said}` }, said, make("span", { ariaHidden: "true", textContent: "×" }));
    button.addEventListener("click", () => {
      field.value = "";
      changed();
      (line.querySelector("button") ?? (field.checkVisibility() ? field : main.querySelector(".sift summary"))).focus(); // the keyboard stays near
    });
    return button;
  };

  const apply = () => {
    for (const row of rows) row.hidden = !fields.every((field) => matches(row, field));
    const used = fields.filter((field) => field.value);
    line.querySelector("b").textContent = shown().length ? `${shown().length} of ${rows.length} shown` : "Nothing here matches. Take away a filter.";
    line.replaceChildren(line.querySelector("b"), ...used.map(chip));
    for (const part of main.querySelectorAll(".duty-group, .duties, .duties tbody, .duty-group .fold")) {
      const own = rows.filter((row) => part.contains(row));
      const left = own.filter((row) => !row.hidden).length;
      part.hidden = !left;
      if (part.matches(".fold") && used.length) part.open = left > 0;
      const count = part.querySelector("h2 .n");
      if (count) count.textContent = left === own.length ? `(${left})` : `(${left} of ${own.length})`;
    }
  };

  const changed = () => {
    apply();
    const now = new URLSearchParams(location.search);
    for (const { name, value } of fields) value ? now.set(name, value) : now.delete(name);
    history.replaceState(null, "", `${`${now}` ? `?${now}` : location.pathname}${location.hash}`);
  };

  const asked = new URLSearchParams(location.search);
  for (const field of fields) {
    field.value = asked.get(field.name) ?? "";
    if (!field.value) field.value = ""; // a choice that there is not
  }
  main.querySelector(".sifting").hidden = false;
  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => (event.preventDefault(), changed()));
  if (fields.some((field) => field.value)) apply();

  // The rows that are shown, each as the texts of its columns.
  const table = () =>
    shown().map((row) => ({
      Group: text(row.closest(".duty-group").querySelector("h2")).replace(/ \(.*/, ""),
      Do: text(row.cells[0]),
      When: text(cell(row, "When")),
      Force: text(cell(row, "Force")),
      Where: row.dataset.where ?? "",
      Subject: row.dataset.topic,
      Sources: [...row.querySelectorAll(".cite")].map((mark) => main.querySelector(`${mark.hash} a`).href).join(" "),
      Address: new URL(`#${row.id}`, location.href.split(/[?#]/)[0]).href,
    }));

  // A spreadsheet would run a text that begins with a sign.
  const quoted = (value) => `"${value.replace(/^[=+@-]/, "'$&").replaceAll('"', '""')}"`;
  const csv = () => {
    const all = table();
    return "\ufeff" + [Object.keys(all[0] ?? {}), ...all.map(Object.values)].map((row) => row.map(quoted).join(",")).join("\r\n") + "\r\n";
  };

  // The first and the last day that a date can mean.
  const days = (element) => {
    if (element.dataset.sort) return element.dataset.sort.split(" ");
    const [year, month, day] = element.dateTime.split("-");
    const last = new Date(Date.UTC(year, month ?? 12, 0)).toISOString().slice(0, 10);
    return day ? [element.dateTime, element.dateTime] : [`${year}-${month ?? "01"}-01`, last];
  };
  const plain = (day) => day.replaceAll("-", "");
  const escaped = (value) => value.replace(/[\\;,]/g, "\\$&");
  const ics = () => {
    const stamp = `${plain(new Date().toISOString().slice(0, 19)).replaceAll(":", "")}Z`;
    const all = table();
    const events = shown().flatMap((row, at) => {
      const date = row.querySelector("[data-dated] :is(time, .when)");
      if (!date) return [];
      const [first, last] = days(date);
      const after = new Date(Date.parse(last) + 86_400_000).toISOString().slice(0, 10);
      const { Group, Do, Address, When: when } = all[at];
      return [
        "BEGIN:VEVENT", `UID:${row.id}@${location.host}`, `DTSTAMP:${stamp}`, `DTSTART;VALUE=DATE:${plain(first)}`, `DTEND;VALUE=DATE:${plain(after)}`,
        `SUMMARY:${escaped(`${Group}: ${text(row.querySelector("b"))}`)}`, `DESCRIPTION:${escaped(`${when}. ${Do}`)}`, `URL:${Address}`, "TRANSP:TRANSPARENT", "END:VEVENT",
      ];
    });
    const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//${escaped(document.title)}//EN`, ...events, "END:VCALENDAR"];
    return lines.map((each) => each.match(/.{1,60}/gu).join("\r\n ")).join("\r\n") + "\r\n";
  };

  const save = (name, type, content) => {
    const link = make("a", { href: URL.createObjectURL(new Blob([content], { type })), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href));
  };
  const name = location.pathname.split("/").at(-2);
  const button = (label, ...saved) => {
    const made = make("button", { type: "button", textContent: label });
    made.addEventListener("click", () => save(...saved.map((one) => (typeof one === "function" ? one() : one))));
    return made;
  };
  main.querySelector("[data-made]")?.append(
    "Of what is shown above: ",
    button("Spreadsheet (CSV)", `${name}.csv`, "text/csv", csv),
    " ",
    button("Calendar of its dates", `${name}.ics`, "text/calendar", ics),
  );
}
