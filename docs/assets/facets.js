// The facets of the search page: what the results can be narrowed by, with how many there are of each. Their values are
// fetched when somebody opens them. Within a facet one value or another is enough; between facets all must hold.

const OPEN_AT = 12; // values of a facet before its list says that it is long

export function facets(place, changed, opened) {
  const boxes = [...place.querySelectorAll("[data-facet]")];
  const wanted = new Map(boxes.map((box) => [box.dataset.facet, new Set()]));
  const whole = place.querySelector("details");
  const chips = place.querySelector(".chips");

  let filled = false;

  const pairs = () => [...wanted].flatMap(([facet, values]) => [...values].map((value) => [facet, value]));

  // Writes how many results each value has; a value that has none and was not chosen is left out.
  const counted = (box, counts) => {
    const facet = box.dataset.facet;
    const values = new Set([...Object.keys(counts), ...wanted.get(facet)]);
    const sorted = [...values].filter((value) => counts[value] || wanted.get(facet).has(value));
    const byName = (a, b) => a.localeCompare(b, "en", { numeric: true });
    sorted.sort(facet === "year" ? (a, b) => byName(b, a) : (a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || byName(a, b));
    const list = box.querySelector("ul");
    const had = list.contains(document.activeElement) ? document.activeElement.value : null;
    list.replaceChildren(...sorted.map((value) => item(facet, value, counts[value] ?? 0)));
    list.classList.toggle("long", sorted.length > OPEN_AT);
    box.hidden = sorted.length === 0;
    const chosen = wanted.get(facet).size;
    box.querySelector("summary span").textContent = chosen ? ` (${chosen} chosen)` : "";
    if (had !== null) [...list.querySelectorAll("input")].find((one) => one.value === had)?.focus();
  };

  const item = (facet, value, count) => {
    const entry = document.createElement("li");
    const label = document.createElement("label");
    const tick = Object.assign(document.createElement("input"), { type: "checkbox", name: facet, value });
    const number = Object.assign(document.createElement("span"), { className: "note", textContent: ` ${count}` });
    tick.checked = wanted.get(facet).has(value);
    tick.addEventListener("change", () => {
      wanted.get(facet)[tick.checked ? "add" : "delete"](value);
      changed();
    });
    label.append(tick, value, number);
    entry.append(label);
    return entry;
  };

  place.querySelector("#unfilter").addEventListener("click", () => {
    wanted.forEach((values) => values.clear());
    changed();
  });

  whole.addEventListener("toggle", () => whole.open && opened());

  return {
    pairs,
    open: () => whole.open || pairs().length > 0,
    some: () => pairs().length > 0,
    chosen: () => Object.fromEntries([...wanted].filter(([, values]) => values.size).map(([facet, values]) => [facet, { any: [...values] }])),
    choose: (asked) => wanted.forEach((values, facet) => (values.clear(), asked.getAll(facet).forEach((value) => values.add(value)))),
    show: (whether) => {
      place.hidden = !whether;
      const drop = (facet, value) => (wanted.get(facet).delete(value), changed());
      if (pairs().length) import(new URL("chips.js", import.meta.url)).then(({ draw }) => draw(place, pairs(), drop));
      chips.hidden = place.querySelector("#unfilter").hidden = !pairs().length;
    },
    // Pagefind counts only those facets whose values it has read.
    fill: async (pagefind) => {
      if (!filled) await pagefind.filters();
      filled = true;
    },
    count: ({ filters, totalFilters }) => {
      for (const box of boxes) {
        const facet = box.dataset.facet;
        counted(box, (wanted.get(facet).size ? totalFilters : filters)?.[facet] ?? {});
      }
    },
  };
}
