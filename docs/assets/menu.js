// The menu and the contents lie over the page: they shut with Escape, with a choice, and when the reader goes on behind
// them. Fetched when the first is opened; without it they shut where they were opened.

for (const menu of document.querySelectorAll(".drawer, .contents details")) {
  const shut = () => (menu.open = false);
  menu.addEventListener("click", (event) => event.target.closest("a") && shut());
  menu.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && !menu.contains(relatedTarget) && shut());
  menu.addEventListener("keydown", ({ key }) => key === "Escape" && (shut(), menu.querySelector("summary").focus()));
  addEventListener("pointerdown", ({ target }) => menu.contains(target) || shut());
}
