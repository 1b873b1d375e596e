"""The numbers that reports give to their recommendations, as they print them (`6.12`, `33.10a`,
`IV`), and the order in which people read them.
"""

import re
from collections.abc import Iterable, Sequence

from tracker.problems import quoted

MAX_NUMBER = 20
"""How many characters a number may have."""
NUMBER_PATTERN = r"^[^\W_](( ?[.()/-])* ?[^\W_])*\)?$"
"""The texts of numbers: letters and digits, with points, hyphens, slashes, brackets and single
spaces between them.
"""
NUMBER_FORMS = "4, 6.12, 33.10a, IV or 3(b)"
"""The forms of a number, by example."""
_TOKENS = re.compile(r"[0-9]+|[^\W\d_]+")
_ROMAN = re.compile(r"(x[cl]|l?x{0,3})(i[xv]|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}

Place = tuple[int, int, str]
"""Where a token of a number stands among those that could stand in its place."""


def parse_number(value: object) -> str:
    """A number from its text. Raises ValueError with a sentence that says what is wrong."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        raise ValueError(
            f"YAML reads {value} as a figure, and it is text, as the report prints it; write it in "
            f"quotes: number: '{value}'"
        )
    if not isinstance(value, str):
        raise ValueError("it is not a number; write it in quotes, such as number: '6.12'")
    if len(value) > MAX_NUMBER:
        raise ValueError(f"{quoted(value)} has {len(value)} characters; at most {MAX_NUMBER}")
    if not re.fullmatch(NUMBER_PATTERN, value):
        raise ValueError(f"{quoted(value)} is not a number; write {NUMBER_FORMS}, in quotes")
    return value


def in_reading_order(numbers: Iterable[str]) -> tuple[str, ...]:
    """The numbers of one report, each once, as people read them: 6.2 before 6.12, 33.10 before
    33.10a, 9 before 10, IV before IX, b before c.

    A number is read token by token, a run of digits or of letters each. Letters that stand after
    the same tokens are Roman numerals where all of them can be and one has more than one letter.
    """
    tokens = {number: _tokens(number) for number in dict.fromkeys(numbers)}
    followers: dict[tuple[str, ...], set[str]] = {}
    for of_one in tokens.values():
        for index, token in enumerate(of_one):
            followers.setdefault(of_one[:index], set()).add(token)
    roman = {before: _are_roman(after) for before, after in followers.items()}

    def places(number: str) -> tuple[Sequence[Place], str]:
        of_one = tokens[number]
        return [_place(t, roman[of_one[:index]]) for index, t in enumerate(of_one)], number

    return tuple(sorted(tokens, key=places))


def _tokens(number: str) -> tuple[str, ...]:
    return tuple(_TOKENS.findall(number.casefold()))


def _are_roman(tokens: Iterable[str]) -> bool:
    """Whether the letters among some tokens are Roman numerals, up to 99."""
    letters = [token for token in tokens if not token.isdecimal()]
    return all(_ROMAN.fullmatch(token) for token in letters) and any(len(t) > 1 for t in letters)


def _place(token: str, is_roman: bool) -> Place:
    """Figures come before letters, and fewer letters before more: z before aa."""
    if token.isdecimal():
        return 0, int(token), ""
    return (1, _roman_value(token), "") if is_roman else (1, len(token), token)


def _roman_value(token: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in token]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)


def element_number(number: str, position: int) -> str:
    """The number of an element by that of its recommendation and its position from 1: `11.2`; where
    that could be the number of another recommendation, `6.12 part 2`.
    """
    return f"{number}.{position}" if number.isdecimal() else f"{number} part {position}"
