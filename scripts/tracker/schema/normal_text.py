"""The one form in which the record writes text, and the forms in which texts are compared.

`normal_text` is what must be written, and `text_faults` says where a text is written otherwise.
`compared` gives one form to all the ways in which a text can be written, and `plain_words` what is
left of it for whoever looks for words.

The record writes Unicode's form NFC, with straight quotation marks and apostrophes, the hyphen of
the keyboard, single plain blanks, one line, and no ligatures. A dash between words stays a dash.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

from tracker.problems import character_name, printable

_HYPHENS = "\u02d7\u2010-\u2012\u2043\u2212\ufe58\ufe63"
"""Hyphens, minus signs and their like, which the record writes as the hyphen of the keyboard."""
_APOSTROPHES = "\u00b4\u02b9\u02bc\u2018-\u201b\u2032\u2035"
_QUOTATION_MARKS = "\u02ba\u201c-\u201f\u2033\u2036"
_BLANKS = "\x1c-\x1f\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u2800\u3000"
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
)
"""Characters that nobody sees: soft hyphens, blanks without width, marks of direction, fillers."""
_REPLACED = tuple(
    (re.compile(f"[{characters}]"), written)
    for characters, written in (
        (_HYPHENS, "-"),
        (_APOSTROPHES, "'"),
        (_QUOTATION_MARKS, '"'),
        (_BLANKS, " "),
        (_INVISIBLE, ""),
    )
)
_OTHER_FORMS = frozenset({"<wide>", "<narrow>", "<font>"})
"""The decompositions, in Unicode's database, of letters and signs in another width or type, such as
the full-width `Ａ` and the mathematical `𝐀`. A ligature has `<compat>`, as other signs have.
"""


def normal_text(text: str) -> str:
    """A text as the record writes it. A text in this form is returned as it is."""
    if text.isascii():
        return " ".join(text.split())
    written = "".join(map(_written, unicodedata.normalize("NFD", text)))
    return " ".join(unicodedata.normalize("NFC", written).split())


@cache
def _written(character: str) -> str:
    """What the record writes for a character of a text in Unicode's form NFD."""
    if character.isascii():
        return character
    for pattern, written in _REPLACED:
        if pattern.match(character):
            return written
    kind, _, _ = unicodedata.decomposition(character).partition(" ")
    name = unicodedata.name(character, "")
    is_ligature = kind == "<compat>" and ("LIGATURE" in name or name.startswith("LATIN"))
    if is_ligature or kind in _OTHER_FORMS:
        return "".join(map(_written, unicodedata.normalize("NFKD", character)))
    return character


def text_faults(text: str) -> tuple[str, ...]:
    """What of a text is written otherwise than the record writes it, each thing once, where it
    stands first; nothing where the text is in its normal form.
    """
    if text == normal_text(text):
        return ()
    found = {what: index for index, what in reversed([*_places_of_faults(text)])}
    return tuple(
        f"{what} in {_around(text, index)}"
        for what, index in sorted(found.items(), key=lambda item: item[1])
    ) or ("is not in Unicode's form NFC",)


def _places_of_faults(text: str) -> Iterator[tuple[int, str]]:
    """Each place of a text where it is not in its normal form, and what is there."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if start:
        yield 0, "begins with a blank"
    for match in re.finditer(r"[ \t\r\n\v\f]+", text[start:end]):
        if match[0] != " ":
            yield start + match.start(), _blanks_fault(match[0])
    for match in re.finditer(r"[^\x00-\x7f]|[\x00-\x7f](?=[^\x00-\x7f])", text):
        letter = _letter_at(text, match.start())
        if letter and normal_text(f"x{letter}x") != f"x{letter}x":
            yield match.start(), f"holds {character_name(_misfit(letter))}"
    if end < len(text):
        line = "\n" in text[end:]
        yield end, "ends with a line break" if line else "ends with a blank"


def _blanks_fault(blanks: str) -> str:
    if "\n" in blanks or "\r" in blanks:
        return "holds a line break"
    return "holds a tab" if "\t" in blanks else "holds two blanks together"


def _letter_at(text: str, index: int) -> str:
    """The letter that begins at a place of a text, with the marks on it; empty where a mark on an
    earlier letter stands there, or a blank.
    """
    if text[index].isspace() and text[index].isascii():
        return ""
    if index and unicodedata.combining(text[index]):
        return ""
    end = index + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return text[index:end]


def _misfit(letter: str) -> str:
    """Which character of a letter with its marks the record does not write."""
    for character in letter:
        if any(_written(part) != part for part in unicodedata.normalize("NFD", character)):
            return character
    return letter[1:2] or letter


def _around(text: str, index: int) -> str:
    """The words around a place of a text, in quotes, each character that nobody sees as its
    number.
    """
    before = re.search(r"\S{0,30}$", text[:index])
    after = re.match(r"\s*\S{0,30}", text[index:])
    words = f"{before[0] if before else ''}{after[0] if after else ''}"
    return shown(words.strip(" \n"))


def shown(text: str) -> str:
    """A text in quotes, whole, each character that nobody sees as its number."""
    return f"'{printable(text)}'"


_LOOK_ALIKES = {
    "a": "\u0251\u0391\u03b1\u0410\u0430\u13aa\ua4ee",
    "b": "\u0184\u0392\u0412\u042c\u13cf\u13f4\ua4d0\ua7b4",
    "c": "\u0421\u0441\u13df\u1d04\u2ca4\u2ca5\ua4da\uabaf",
    "d": "\u0501\u13a0\u13e7\ua4d2\ua4d3",
    "e": "\u0395\u0415\u0435\u04bd\u13ac\ua4f0\uab32",
    "f": "\u03dc\u0584\u1e9d\ua4dd\ua798\ua799\uab35",
    "g": "\u018d\u0261\u050c\u0581\u13c0\u13f3\u1d83\ua4d6",
    "h": "\u0397\u041d\u04bb\u0570\u13bb\u13c2\u2c8e\ua4e7",
    "i": (
        "\u0131\u0196\u0269\u026a\u0399\u03b9\u0406\u0456\u04c0\u04cf\u13a5\u2c92\ua4f2\ua647\uab75"
    ),
    "j": "\u037f\u03f3\u0408\u0458\u13ab\ua4d9\ua7b2",
    "k": "\u039a\u041a\u13e6\u2c94\ua4d7",
    "l": "\u13de\u2cd0\ua4e1",
    "m": "\u039c\u03fa\u041c\u13b7\u2c98\ua4df",
    "n": "\u039d\u0578\u057c\u2c9a\ua4e0",
    "o": "\u039f\u03bf\u03c3\u041e\u043e\u0555\u0585\u1d0f\u1d11\u2c9e\u2c9f\ua4f3\uab3d",
    "p": "\u03a1\u03c1\u0420\u0440\u13e2\u2ca2\u2ca3\ua4d1",
    "q": "\u051b\u0563\u0566",
    "r": "\u01a6\u0433\u13a1\u13d2\u1d26\u2c85\ua4e3\uab47\uab48\uab81",
    "s": "\u01bd\u0405\u0455\u054f\u13d5\u13da\ua4e2\ua731\uabaa",
    "t": "\u03a4\u0422\u13a2\u2ca6\ua4d4",
    "u": "\u028b\u03c5\u054d\u057d\u1d1c\ua4f4\ua79f\uab4e\uab52",
    "v": "\u03bd\u0474\u0475\u13d9\u1d20\ua4e6\uaba9",
    "w": "\u026f\u0461\u051c\u051d\u0561\u13b3\u13d4\u1d21\ua4ea\uab83",
    "x": "\u03a7\u0425\u0445\u2cac\ua4eb\ua7b3",
    "y": (
        "\u0263\u028f\u03a5\u03b3\u0423\u0443\u04ae\u04af\u13a9\u13bd\u1d8c\u1eff\u2ca8\ua4ec\uab5a"
    ),
    "z": "\u0396\u13c3\u1d22\ua4dc\uab93",
}
"""The letters that look like one of the alphabet from a to z: those of Latin, Greek, Cyrillic,
Armenian, Cherokee, Coptic and Lisu that `confusables.txt` of Unicode 14 gives for it, in its lower
case.
"""
_LETTER_OF = {ord(other): letter for letter, others in _LOOK_ALIKES.items() for other in others}
_OTHER_SCRIPTS = ("ARMENIAN ", "CHEROKEE ", "COPTIC ", "CYRILLIC ", "GREEK ", "LISU ")
"""How the names of the letters begin that look like Latin ones and are none."""
_DASHES = re.compile(r"[\u2013-\u2015\u301c]")
_STOPS = re.compile(r"[.,;:!?()\[\]{}]")
_DASH_BETWEEN_BLANKS = re.compile(r"(?<=\s)[-\u2010-\u2015\u2212](?=\s)")
_PLAIN_ASCII = {
    code: "." if _STOPS.match(chr(code)) else chr(code).lower() if chr(code).isalnum() else " "
    for code in range(128)
}
"""What is left in plain words of each character of ASCII."""
_GUILLEMETS = re.compile("[«»‹›„]")


def compared(text: str) -> str:
    """The form in which texts are compared: whatever is read alike is alike, whether in capitals or
    not, with a hyphen or a dash, with these quotation marks or those, with letters of another
    script that look the same.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    before = None
    while text != before:
        before = text
        text = unicodedata.normalize("NFKC", normal_text(text).translate(_LETTER_OF).casefold())
        text = _GUILLEMETS.sub('"', _DASHES.sub("-", text))
    return text


def letters_only(text: str) -> str:
    """The letters and figures of a text alone, as they are compared."""
    return "".join(character for character in compared(text) if character.isalnum())


def plain_words(text: str) -> tuple[str, Sequence[int]]:
    """A text in which words are looked for: small letters without accents, a dot in place of each
    sign that ends a part of a sentence, and a blank in place of any other; with the place in the
    text of each of its characters.
    """
    text = _DASH_BETWEEN_BLANKS.sub(".", text)
    if text.isascii():
        return text.translate(_PLAIN_ASCII), range(len(text))
    letters = [(letter, at) for at, character in enumerate(text) for letter in _plain(character)]
    return "".join(letter for letter, _ in letters), [at for _, at in letters]


@cache
def _plain(character: str) -> str:
    """What is left of a character in plain words: nothing of one that nobody sees, or of a mark."""
    parts = unicodedata.normalize("NFKD", compared(character)) or _written(character)
    letters = (c for c in _STOPS.sub(".", parts) if not unicodedata.combining(c))
    return "".join(c if c.isalnum() or c == "." else " " for c in letters)


def mixed_word(text: str) -> tuple[str, str, str] | None:
    """The first word of a text with letters of Latin and of another script that has letters of the
    same look: the word, the other letter, and the word in Latin letters as far as they look alike;
    None where there is none.
    """
    for match in re.finditer(r"[^\W\d_]+", "" if text.isascii() else text):
        names = [unicodedata.name(letter, "") for letter in match[0]]
        other = next((n for n, name in enumerate(names) if name.startswith(_OTHER_SCRIPTS)), None)
        if other is not None and any(name.startswith("LATIN ") for name in names):
            return match[0], match[0][other], latin_look(match[0])
    return None


def latin_look(word: str) -> str:
    """A word with each letter that looks like a Latin one as that, in capitals where it is one."""
    return "".join(
        letter.upper() if character.isupper() else letter
        for character in word
        for letter in (_LETTER_OF.get(ord(character), character),)
    )
