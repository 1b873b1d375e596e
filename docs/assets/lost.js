// A page that is not there: offers to search for the words of its address. Without this script the page is whole.

const lost = document.querySelector("#lost");
let last = location.pathname.split("/").filter(Boolean).pop() ?? "";
try {
  last = decodeURIComponent(last);
} catch {
  // an address that is not valid text is searched as it stands
}
const words = last.replace(/\.html?$/, "").replace(/[-_]+/g, " ").trim().slice(0, 100);
if (words) {
  const link = document.createElement("a");
  link.href = `${lost.dataset.search}?q=${encodeURIComponent(words)}`;
  link.textContent = `Search for “${words}”`;
  lost.prepend(link, ". ");
}
