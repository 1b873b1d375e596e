// What a page can do besides being read: say how long ago a day was and when it was read, copy its address. All pages are
// whole without it. Nothing is fetched and nothing is stored.

export const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

// A date in words, as precise as it is known: "29 June 2026", "June 2026", "between 1 May 2026 and 3 June 2026".
const part = (text) => {
  const [year, month, day] = text.split("-");
  const named = month && new Date(text).toLocaleDateString("en", { timeZone: "UTC", month: "long" });
  return [day && Number(day), named, year].filter(Boolean).join(" ");
};
export const words = (text) => (text.includes("/") ? `between ${text.split("/").map(part).join(" and ")}` : part(text));

const main = document.querySelector("main");

// "5 months ago", after a date that is known to the day or the month, in the facts of a record: by calendar days, then by
// whole months.
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const now = new Date();
for (const time of main.querySelectorAll(".facts:not(.answers) time")) {
  const [year, month, day] = time.dateTime.split("-").map(Number);
  if (!month) continue;
  const days = day ? Math.round((Date.UTC(year, month - 1, day) - Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())) / 86_400_000) : 99;
  const apart = (year - now.getFullYear()) * 12 + month - 1 - now.getMonth();
  const begun = day ? Math.sign(now.getDate() - day) : 0; // a month that has only begun is not counted
  const months = apart < 0 && begun < 0 ? apart + 1 : apart > 0 && begun > 0 ? apart - 1 : apart;
  const ago = Math.abs(days) < 60 ? relative.format(days, "day") : relative.format(months, "month");
  time.after(make("span", { className: "note ago", textContent: ` (${ago})` }));
}

// Escape closes the words at a citation and the name of a cell until another key is pressed or the pointer moves on.
for (const kind of ["keydown", "pointerover"]) addEventListener(kind, ({ key }) => main.toggleAttribute("data-shut", key === "Escape"));

export const today = new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())).toISOString().slice(0, 10);

// A citation says on which day the page was read: in words, as ISO 8601 for BibTeX, and with slashes for RIS.
for (const place of main.querySelectorAll("[data-accessed], [data-accessed-iso], [data-accessed-ris]")) {
  const { accessed, accessedIso, accessedRis } = place.dataset;
  place.textContent = accessed?.replace("*", words(today)) ?? accessedIso?.replace("*", today) ?? accessedRis.replace("*", today.replaceAll("-", "/"));
}

const copy = main.querySelector("[data-copy]");
if (copy && navigator.clipboard) {
  const message = make("span", { className: "note" });
  message.setAttribute("role", "status");
  const button = make("button", { type: "button", textContent: "Copy the link to this page" });
  button.addEventListener("click", async () => {
    const done = await navigator.clipboard.writeText(location.href.split("#")[0]).then(() => true, () => false);
    message.textContent = done ? " Copied." : " It could not be copied; take it from the address bar.";
  });
  copy.append(make("p", {}, button, message));
}
