// Typed or pasted words in the form in which the record writes text: without ligatures, with the hyphen, the quotation
// marks and the apostrophe of the keyboard, single blanks, and nothing that nobody sees. As `normal_text` in Python, but
// for signs that only a query may leave unlike: «», `, and numbers such as ².

const WRITTEN = [
  [/[\u02d7\u2010-\u2012\u2043\u2212\ufe58\ufe63]/g, "-"],
  [/[\u00b4\u02b9\u02bc\u2018-\u201b\u2032\u2035`]/g, "'"],
  [/[\u02ba\u201c-\u201f\u2033\u2036«»]/g, '"'],
  [/[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]/g, ""],
];

export const normal = (words) => WRITTEN.reduce((text, [from, to]) => text.replace(from, to), words).normalize("NFKC").replace(/\s+/g, " ").trim();
