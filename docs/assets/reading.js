// What helps to read a page: the place in its contents, where the browser cannot mark it, and the words that were searched
// for, marked. Pages are whole without it.

const contents = [...document.querySelectorAll(".contents li a")];
if (contents.length && !CSS.supports("scroll-target-group: auto")) {
  const top = (link) => document.getElementById(decodeURIComponent(link.hash.slice(1))).getBoundingClientRect().top;
  const mark = () => {
    const here = contents.findLast((link) => top(link) < innerHeight / 3)?.hash;
    for (const link of contents) link.toggleAttribute("data-here", link.hash === here);
  };
  addEventListener("scroll", mark, { passive: true });
  mark();
}

// A result of a search leads to its page with "#found=" and the words, which leave the address at once: whoever copies it
// copies that of the page.
if (location.hash.startsWith("#found=") && window.Highlight) {
  const words = decodeURIComponent(location.hash.slice("#found=".length)).split(" ");
  history.replaceState(null, "", location.pathname + location.search);
  import(new URL("found.js", import.meta.url)).then(({ mark }) => mark(words));
}
