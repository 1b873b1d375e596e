// What a mistyped word was perhaps meant to be. It is only offered.

const root = new URL("../", import.meta.url);
const SHORTEST = 5; // letters: shorter words are never thought to be misspelt

// Whether two words differ by one letter more, less, other, or by two that changed places.
function oneSlip(a, b) {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return left.length + right.length <= 1 || (left.length === 1 && right.length === 1) || (left.length === 2 && left === [...right].reverse().join(""));
}

// What a word was perhaps meant to be: itself, if the pages are named or described with it; else the most frequent word one
// slip away, or nothing.
async function meant(word) {
  if (word.length < SHORTEST) return null;
  const answer = await fetch(new URL("search/words.json", root));
  if (!answer.ok) return null;
  const words = await answer.json();
  if (Object.hasOwn(words, word)) return word;
  let best = [null, 0];
  for (const [other, count] of Object.entries(words)) {
    if (Math.abs(other.length - word.length) <= 1 && count > best[1] && oneSlip(word, other)) best = [other, count];
  }
  return best[0];
}

// A query with likely corrections of words that no page has; "" for none; nothing if names hold such a word, so that a part of
// the index must be missing.
export async function corrected(missing, query) {
  const guesses = await Promise.all(missing.map(({ asked }) => meant(asked))).catch(() => []);
  if (missing.some(({ asked }, at) => guesses[at] === asked)) return null;
  return guesses.some(Boolean) ? missing.reduce((words, { typed }, at) => words.replace(typed, guesses[at] ?? typed), query) : "";
}
