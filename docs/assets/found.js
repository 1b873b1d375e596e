// Marks on a page the words that were searched for, without a change of the page: as a highlight of the browser's own.

import { says } from "./said.js";

export function mark(words) {
  const ranges = [];
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    for (const found of texts.currentNode.data.matchAll(/[\p{L}\p{N}'’-]+/gu)) {
      if (!says(found[0], words)) continue;
      const range = new Range();
      range.setStart(texts.currentNode, found.index);
      range.setEnd(texts.currentNode, found.index + found[0].length);
      ranges.push(range);
    }
  }
  CSS.highlights.set("found", new Highlight(...ranges));
}
