// Whether a text says one of the words that were searched for.

import { holds } from "./words.js";

// A text as `holds` compares it.
export const compared = (text) => ` ${text.normalize("NFD").replace(/[\p{M}'’]/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ")} `;

export const says = (text, asked) => /\p{L}|\p{N}/u.test(text) && asked.some((word) => holds(compared(text), word));
