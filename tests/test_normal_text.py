"""The form in which the record writes text, and the forms in which texts are compared."""

import unicodedata
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from conftest import TODAY
from samples import with_record
from tracker.load.dataset import Dataset, Vocabularies
from tracker.rules.bodies import names_of_a_body_follow_each_other
from tracker.rules.evidence import one_edition_has_one_title, one_publisher_has_one_name
from tracker.rules.structure import nothing_is_filed_twice
from tracker.rules.subjects import an_abbreviation_has_one_meaning
from tracker.rules.wording import (
    no_text_was_read_in_another_encoding,
    texts_are_in_normal_form,
)
from tracker.schema.fields import Model
from tracker.schema.normal_text import (
    compared,
    letters_only,
    mixed_word,
    normal_text,
    plain_words,
    text_faults,
)
from tracker.schema.records import Development

TRICKY = (
    "ﬁﬃĳſẝ‐‑‒–—−­\u200b\u00a0\u2009\u3000‘’′“”″«»é́ÅΩ　ＡＺ𝐀аοіҺ\t\n \u0301\u0307\u115f\u3164ﷺ½²…"
)
texts = st.text(max_size=12) | st.text(st.sampled_from(TRICKY + "aeiox -'\""), max_size=12)


@given(texts)
@example("ſ\u0307")
@example("e\u200b\u0301")
def test_the_normal_form_is_its_own_normal_form(text: str) -> None:
    normal = normal_text(text)
    assert normal_text(normal) == normal
    assert unicodedata.is_normalized("NFC", normal)
    assert normal == " ".join(normal.split())


@given(texts)
def test_a_text_has_faults_where_it_is_not_in_its_normal_form(text: str) -> None:
    assert bool(text_faults(text)) == (normal_text(text) != text)


@given(texts)
@example("Σ")
@example("Ⅷ")
def test_a_text_and_its_normal_form_are_compared_as_one(text: str) -> None:
    assert compared(normal_text(text)) == compared(text) == compared(compared(text))


@given(st.text("aeiost -'\"", min_size=1, max_size=12), st.data())
def test_any_way_of_writing_a_text_is_compared_as_one(text: str, draw: st.DataObject) -> None:
    ways = {
        "a": "aａ𝐚аαА",
        "e": "eеЕＥ",
        "i": "iіІⅰ",
        "o": "oοоՕ",
        "s": "sѕſ",
        "t": "tＴ𝗍",
        " ": " \u00a0\u2009\u3000\n",
        "-": "-‐‑−–—",
        "'": "'‘’′ʼ",
        '"': '"“”„″«',
    }
    variant = "".join(draw.draw(st.sampled_from(ways[character])) for character in text)
    hidden = draw.draw(st.sampled_from(["", "\u00ad", "\u200b", "\u2060"]))
    assert compared(hidden.join(variant)) == compared(text)


@given(texts)
def test_the_record_is_accepted_in_its_normal_form_alone(tiny: Dataset, text: str) -> None:
    record = tiny.developments["2025-02-press-asks"]
    changed = _with_title(tiny, record, f"A{text}b")
    assume(not list(no_text_was_read_in_another_encoding(changed, TODAY)))  # another rule's
    accepted = not list(texts_are_in_normal_form(changed, TODAY))
    assert accepted == (normal_text(f"A{text}b") == f"A{text}b")


def _with_title(dataset: Dataset, record: Development, title: str) -> Dataset:
    return with_record(dataset, record.model_copy(update={"title": title}))


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("Oﬃcers ﬁnd", "Officers find"),
        ("Cafe\u0301", "Café"),
        ("re‐use re‑use −1", "re-use re-use -1"),
        ("co\u00adoperate", "cooperate"),
        ("a\u00a0b\u2009c\u3000d  e\tf\ng", "a b c d e f g"),
        (" a ", "a"),
        ("It’s “so”, 5′ 3″", 'It\'s "so", 5\' 3"'),
        ("\u212bngstrom \u1e9b", "Ångstrom ṡ"),
        ("Ｆｕｌｌ 𝐛𝐨𝐥𝐝", "Full bold"),
        ("2024–25 — § 4 ½ m² £5 Łódź Gŵyl №1 …", "2024–25 — § 4 ½ m² £5 Łódź Gŵyl №1 …"),
    ],
)
def test_the_record_writes(text: str, normal: str) -> None:
    assert normal_text(text) == normal


def test_a_fault_names_the_character_and_where_it_stands() -> None:
    assert text_faults(" An o\ufb03cer\u2019s\u00a0cafe\u0301  is\n") == (
        "begins with a blank in 'An'",
        "holds U+FB03 LATIN SMALL LIGATURE FFI in 'o\ufb03cer\u2019s'",
        "holds U+2019 RIGHT SINGLE QUOTATION MARK in 'o\ufb03cer\u2019s'",
        "holds U+00A0 NO-BREAK SPACE in 'o\ufb03cer\u2019s\\u00a0cafe\u0301'",
        "holds U+0301 COMBINING ACUTE ACCENT in 'cafe\u0301'",
        "holds two blanks together in 'cafe\u0301  is'",
        "ends with a line break in 'is'",
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ferry Board", "FERRY BOARD"), ("O'Brien & Co", "O’Brien & Co"), ("a-b", "a–b")],
)
def test_texts_that_are_read_alike_are_alike(one: str, other: str) -> None:
    assert compared(one) == compared(other)


@pytest.mark.parametrize(
    ("one", "other"), [("tan", "tân"), ("Café", "Cafe"), ("a b", "ab"), ("part 1", "part l")]
)
def test_texts_that_are_read_otherwise_are_not(one: str, other: str) -> None:
    assert compared(one) != compared(other)


def test_letters_alone_leave_out_signs_and_keep_accents() -> None:
    assert letters_only("The Ferry-Board (Café)") == "theferryboardcafé"


def test_plain_words_have_the_places_of_their_letters() -> None:
    text = "R\u00adent\u2011Bо\u0443 \ufb01né"
    plain, places = plain_words(text)
    assert plain == "rent boy fine"
    assert [text[place] for place in places] == [*"Rent", "\u2011", *"Bо\u0443 ", *"\ufb01\ufb01né"]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("The child. Rent (boy), so: what?", "the child. rent .boy.. so. what."),
        ("child - rent – boy—x", "child . rent . boy x"),
        ("child-rent_boy/x 'é' — ½…", "child rent boy x  e  . 1 2..."),
        ("c\u0337l\u0337i\u0337ent ⓒⓛⓘent", "client client"),
    ],
)
def test_signs_that_end_a_part_of_a_sentence_keep_words_apart(text: str, plain: str) -> None:
    assert plain_words(text)[0] == plain


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("my clіent", ("clіent", "і", "client")),
        ("СLIENT", ("СLIENT", "С", "CLIENT")),
        ("plant-α", None),
        ("µTorrent in Ελλάδα, Київ", None),
        ("clиent", ("clиent", "и", "clиent")),
    ],
)
def test_a_word_of_two_alphabets_is_found(text: str, found: tuple[str, str, str] | None) -> None:
    assert mixed_word(text) == found


def test_rules_ask_whether_texts_are_read_alike(tiny: Dataset) -> None:
    """Not whether they have the same bytes: names, titles, publishers, abbreviations, persons."""
    event, board = tiny.developments["2025-02-press-asks"], tiny.bodies["ferry-board"]
    alike = "THE\u00a0press asks\u2028where the inquiry \u0456s"
    name = board.earlier_names[0].model_copy(update={"name": "Fe\u0433ry \uff22oard"})
    renamed = board.model_copy(update={"earlier_names": (name,)})
    cited = event.sources[0].model_copy(update={"publisher": "The Daily\u2011Bridge"})
    spelt = event.model_copy(update={"sources": (cited,)})
    glossary = dict(tiny.vocabulary.glossary)
    glossary["span"] = glossary["span"].model_copy(update={"short": "M\u00ado\u0412"})
    found = [
        *nothing_is_filed_twice(_with_another(tiny, event, title=alike), TODAY),
        *names_of_a_body_follow_each_other(with_record(tiny, renamed), TODAY),
        *one_publisher_has_one_name(_with_another(tiny, spelt), TODAY),
        *an_abbreviation_has_one_meaning(_with_terms(tiny, glossary=glossary), TODAY),
    ]
    says = ("already; keep one", "is also the next name", "the same publisher is", "already")
    assert [said in problem.message for problem, said in zip(found, says, strict=True)] == 4 * [
        True
    ]


def test_what_differs_in_its_normal_form_alone_is_one_problem_and_not_two(tiny: Dataset) -> None:
    event = tiny.developments["2025-02-press-asks"]
    cited = event.sources[0].model_copy(
        update={"publisher": "The\u00a0Daily Bridge", "title": "Where is \u200bthe inquiry?"}
    )
    dataset = _with_another(tiny, event.model_copy(update={"sources": (cited,)}))
    assert list(one_publisher_has_one_name(dataset, TODAY)) == []
    assert list(one_edition_has_one_title(dataset, TODAY)) == []
    assert len(list(texts_are_in_normal_form(dataset, TODAY))) == 2


def _with_another(dataset: Dataset, record: Development, title: str = "Another event") -> Dataset:
    """A dataset with a copy of one of its developments, with another title."""
    copy = record.model_copy(update={"id": "2025-02-zzz", "title": title})
    file = dataset.documents["developments", record.id]
    changed = with_record(dataset, copy)
    return replace(changed, documents={**dataset.documents, ("developments", copy.id): file})


def _with_terms(dataset: Dataset, **terms: Mapping[str, Model]) -> Dataset:
    """A dataset with other terms in some of its vocabularies."""
    return replace(dataset, vocabulary=Vocabularies({**dataset.vocabulary.terms, **terms}))
