// Says above the page since when the site was not rebuilt, once three whole days have passed.

const DAY = 86_400_000; // milliseconds
const built = document.querySelector("[data-built]");
if (Date.now() - Date.parse(built.dateTime) >= 4 * DAY) {
  const paragraph = Object.assign(document.createElement("p"), { className: "wrap" });
  const note = document.createElement("div");
  note.className = "reach screen";
  note.setAttribute("role", "status");
  note.append(paragraph);
  document.querySelector(".sub").after(note);
  paragraph.textContent = `Not rebuilt since ${built.textContent}. What is newer may be missing.`;
}
