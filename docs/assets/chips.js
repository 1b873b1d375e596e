// The filters that are chosen, each with a button that takes it away. Fetched once there is one.

// Draws them; one that stands already stays as it is, and with it the focus.
export function draw(place, pairs, drop) {
  const list = place.querySelector(".chips");
  const label = (facet) => place.querySelector(`[data-facet="${facet}"] summary`).firstChild.textContent;
  const standing = new Map([...list.children].map((entry) => [entry.textContent, entry]));
  const entries = pairs.map(([facet, value]) => {
    const made = chip(`${label(facet)}: ${value}`, () => drop(facet, value));
    return standing.get(made.textContent) ?? made;
  });
  if (entries.length !== list.children.length || entries.some((entry) => entry.parentElement !== list)) list.replaceChildren(...entries);
}

function chip(name, drop) {
  const entry = document.createElement("li");
  const button = Object.assign(document.createElement("button"), { type: "button", ariaLabel: `Take away the filter ${name}` });
  button.append(`${name} `, Object.assign(document.createElement("span"), { textContent: "×", ariaHidden: "true" }));
  button.addEventListener("click", () => {
    const next = entry.nextElementSibling ?? entry.previousElementSibling;
    (next?.querySelector("button") ?? document.getElementById("query")).focus(); // the keyboard stays near
    entry.remove();
    drop();
  });
  entry.append(button);
  return entry;
}
