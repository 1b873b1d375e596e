"""Long lists become pages of their own before any has more than 200 rows."""

from tracker.outputs.context import Page
from tracker.outputs.pagination import MAX_ROWS, by_letter, letter_ranges, paginate

PAGE = Page("bodies/", "bodies.html", "Bodies", "Who.")


def pages(names: list[str]) -> list[tuple[str, str, int, list[tuple[str, str, int]]]]:
    paginated = paginate(PAGE, "bodies", sorted(names), by_letter)
    return [
        (page.path, page.title, len(page.values()["bodies"]), list(page.values()["parts"]))
        for page in paginated
    ]


def test_a_list_that_fits_is_one_page() -> None:
    names = [f"Body {number:03}" for number in range(MAX_ROWS)]
    assert pages(names) == [("bodies/", "Bodies", MAX_ROWS, [])]


def test_a_longer_one_lists_its_letters_and_each_is_a_page() -> None:
    names = [f"{letter} {number:03}" for letter in "0AÉ" for number in range(100)]
    assert pages(names) == [
        (
            "bodies/",
            "Bodies",
            0,
            [("0 to 9", "bodies/0/", 100), ("A", "bodies/a/", 100), ("E", "bodies/e/", 100)],
        ),
        ("bodies/0/", "Bodies: 0 to 9", 100, []),
        ("bodies/a/", "Bodies: A", 100, []),
        ("bodies/e/", "Bodies: E", 100, []),
    ]


def test_a_part_leads_back_to_its_list() -> None:
    paginated = list(paginate(PAGE, "bodies", [f"A {n}" for n in range(MAX_ROWS + 1)], by_letter))
    assert paginated[1].trail == (("Bodies", "bodies/"),)


def ranges(names: str, at_least: int) -> list[tuple[str, list[str]]]:
    made = letter_ranges(names.split(), lambda name: name, at_least)
    return [(each.title, [letter for letter, _ in each.letters]) for each in made]


def test_letters_stand_together_until_they_have_enough_rows() -> None:
    assert ranges("Ab Ac Ba Ca Cb Da Ea", 2) == [
        ("A", ["a"]),
        ("B to C", ["b", "c"]),
        ("D to E", ["d", "e"]),
    ]
    assert ranges("9 Ab Ba Bb", 2) == [("0 to A", ["0", "a"]), ("B", ["b"])]


def test_the_last_letters_join_those_before_them_where_they_are_few() -> None:
    assert ranges("Ab Ac Ba Bb Za", 2) == [("A", ["a"]), ("B to Z", ["b", "z"])]
    assert ranges("Ab", 2) == [("A", ["a"])]
    assert ranges("", 2) == []


def test_a_range_has_all_rows_of_its_letters() -> None:
    (made,) = letter_ranges(["Ab", "Ba", "Bb"], lambda name: name, 3)
    assert made.letters == (("a", ("Ab",)), ("b", ("Ba", "Bb")))
    assert made.rows == ("Ab", "Ba", "Bb")
