// The search box in the header: suggestions after two letters, fetched once the box is used. Enter goes to the search page,
// with a suggestion chosen, to its page. Without this script the box is a plain form.

const form = document.querySelector(".sub form.find");
const input = form?.querySelector("input") ?? document.getElementById("query");
const MOST = 8;
const PAUSE = 120; // milliseconds after a key

addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  event.preventDefault();
  input.focus();
});

addEventListener("toggle", () => import(new URL("menu.js", import.meta.url)), { capture: true, once: true });

if (form) {
  const list = document.createElement("ul");
  list.id = "suggestions";
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  const announcement = document.createElement("p");
  announcement.className = "vh";
  announcement.setAttribute("role", "status");
  form.append(list, announcement);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })) {
    input.setAttribute(name, value);
  }

  let names = null;
  let timer = 0;
  let latest = 0;
  let chosen = -1;

  const show = (pages) => {
    chosen = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(...pages.map(option));
    list.hidden = pages.length === 0;
    input.setAttribute("aria-expanded", String(pages.length > 0));
  };

  const option = (page, index) => {
    const item = document.createElement("li");
    item.id = `suggestion-${index}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.url = page.url;
    const note = document.createElement("span");
    note.className = "note";
    note.textContent = [page.kind, page.report && `${page.report} ${page.number ?? ""}`.trim(), page.label, page.state].filter(Boolean).join(" · ");
    item.append(page.title, note);
    item.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
    item.addEventListener("click", () => location.assign(page.url));
    return item;
  };

  const choose = (index) => {
    const options = [...list.children];
    chosen = (index + options.length + 1) % (options.length + 1);
    if (chosen === options.length) chosen = -1;
    options.forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
    if (chosen < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", options[chosen].id);
    options[chosen]?.scrollIntoView({ block: "nearest" });
  };

  const suggest = async () => {
    const turn = ++latest;
    const words = input.value;
    names ??= import(new URL("names.js", import.meta.url));
    const pages = await names.then(({ beginning }) => beginning(words, MOST)).catch(() => []);
    if (turn !== latest || document.activeElement !== input) return;
    show(pages);
    announcement.textContent = words.trim().length > 1 ? `${pages.length || "No"} ${pages.length === 1 ? "suggestion" : "suggestions"}` : "";
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "Escape") show([]);
    else if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? list.children.length - 1 : chosen - 1);
    else if (event.key === "Enter" && chosen >= 0) location.assign(list.children[chosen].dataset.url);
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", () => show([]));
}
