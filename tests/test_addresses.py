"""How an address is written, each rule with the smallest address that breaks it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.schema.addresses import url_fault
from tracker.schema.traversal import normalise_url

GOOD = [
    "https://a.example",
    "https://a.example/",
    "https://www.a-b.example:8443/x;y/~z?q=1&r=%20%C3%A9#section-4",
    "https://archive.example/web/2026-03-26T12:00:00+00:00/https://a.example/b",
    "https://xn--caf-dma.example/",
    "https://1a.example/a,b(c)!$@:",
    "https://xn--strae-oqa.example/",
    "https://www.xn--p1ai/",
    "https://a.example/Bridge_(band)",
    "https://a.example/?q=utm_source",
    "https://archive.example/web/20260326120000/https://a.example/?utm_source=b",
]


@pytest.mark.parametrize("url", GOOD)
def test_an_address_may_be(url: str) -> None:
    assert url_fault(url) is None


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("https://a.example/\n", "a hidden sign (U+000A)"),
        ("https://a.example/\t", "a hidden sign (U+0009)"),
        ("https://a.example/ b", "holds a space"),
        ("https://a.example/\u00a0b", "a hidden sign (U+00A0)"),
        ("https://a.example/\u200bb", "a hidden sign (U+200B)"),
        ("https://a.example/é", "U+00E9 LATIN SMALL LETTER E WITH ACUTE; in an address it is "),
        ("https://a.example\\b", "the sign \\; in an address it is written %5C"),
        ("https://a.example/[b]", "the sign [; in an address it is written %5B"),
        ("https://a.example/%00", "%00, the code of a control character"),
        ("https://a.example/?q=%0d%0A", "%0d, the code of a control character"),
        ("https://a.example/%7f", "%7f, the code of a control character"),
        ("https://a.example/100%", "'%' begins a code of two digits"),
        ("https://a.example/%zz", "'%' begins a code of two digits"),
        ("http://a.example/", "begins with http://"),
        ("ftp://a.example/", "is not an address"),
        ("//a.example/", "is not an address"),
        ("a.example", "is not an address"),
        ("https:/a.example", "is not an address"),
        ("https:///a.example", "is not an address"),
        ("https://", "is not an address"),
        ("https://:80/", "is not an address"),
        ("https://[::1", "is not an address"),
        ("HTTPS://a.example/", "write https://"),
        ("https://me@a.example/", "a user name or a password"),
        ("https://@a.example/", "a user name or a password"),
        ("https://a.example:443/", "leave ':443' out"),
        ("https://a.example:/", "has the port ''"),
        ("https://a.example:0/", "has the port '0'"),
        ("https://a.example:08/", "has the port '08'"),
        ("https://a.example:65536/", "has the port '65536'"),
        ("https://a.example:8a/", "has the port '8a'"),
        ("https://a.example:-1/", "has the port '-1'"),
        ("https://A.Example/", "write 'a.example'"),
        ("https://a.example./", "a dot after its host"),
        ("https://localhost/", "a name that only one network or machine knows"),
        ("https://intranet/x", "a name that only one network or machine knows"),
        ("https://a.localhost/", "a name that only one network or machine knows"),
        ("https://printer.local/", "a name that only one network or machine knows"),
        ("https://192.0.2.1/", "a number for its host"),
        ("https://192.0.2/", "a number for its host"),
        ("https://0x7f.1/", "a number for its host"),
        ("https://3221225985/", "a number for its host"),
        ("https://[2001:db8::1]/", "a number for its host"),
        ("https://a..example/", "has '' in its host"),
        ("https://.a.example/", "has '' in its host"),
        ("https://-a.example/", "has '-a' in its host"),
        ("https://a_b.example/", "has 'a_b' in its host"),
        ("https://a%2eb.example/", "has 'a%2eb' in its host"),
        (f"https://{'a' * 64}.example/", "at most 63"),
        (f"https://{'a.' * 130}example/", "has a host of 267 letters"),
        ("https://café.example/", "write the host as 'xn--caf-dma.example'"),
        ("https://bridg\u0435s.example/", "looks like 'bridges.example' and is another"),
        ("https://straße.example/", "write the host as 'xn--strae-oqa.example'"),
        ("https://a。example/", "which no host can have"),
        ("https://xn--bridgs-7of.example/", "looks like 'bridges' and is another"),
        ("https://xn--a.example/", "stands for no letters"),
        ("https://xn--zz--.example/", "has 'xn--zz--' in its host"),
        ("https://bit.ly/x", "is shortened"),
        ("https://a.example/b/../c", "holds '/./' or '/../'"),
        ("https://a.example/%2E%2e/c", "holds '/./' or '/../'"),
        ("https://a.example/?", "ends with '?'"),
        ("https://a.example/#", "ends with '#'"),
        ("https://a.example/#a#b", "holds '#' twice"),
        ("https://a.example/#:~:text=x", "a browser marks words"),
        ("https://a.example/the file", "where it is part of the address, write %20"),
        ("https://a.example/b https://c.example/", "holds two addresses; write one"),
        ("<https://a.example/b>", "signs that are no part of it; write 'https://a.example/b'"),
        ("[B](https://a.example/b)", "signs that are no part of it; write 'https://a.example/b'"),
        ("file:///home/me/b.pdf", "is a file of one machine"),
        ("C:\\b.pdf", "is a file of one machine"),
        ("www.a.example/b", "is not an address; it begins with https:// and a host; write 'https:"),
        ("doi:10.1000/182", "write 'https://doi.org/10.1000/182'"),
        ("https://www.google.com/url?q=https://a.example/b", "give that: 'https://a.example/b'"),
        (
            "https://x.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2Fb&data=1",
            "leads on to another address; give that: 'https://a.example/b'",
        ),
        ("https://urldefense.com/v3/__b__", "leads on to another address; give that"),
        ("https://a.example/b.", "the sign . of the text around it; leave it out, or write %2E"),
        ("https://a.example/?b=1,", "the sign , of the text around it; leave it out, or write %2C"),
        ("https://a.example/b)", "the sign ) of the text around it; leave it out, or write %29"),
        (
            "https://a.example/?utm_source=x&b=1&UTM_Medium=y&fbclid=z#c",
            "'utm_source', which only counts who follows a link; write 'https://a.example/?b=1#c'",
        ),
        ("https://a.example/b?gclid=x", "write 'https://a.example/b'"),
        ("https://a.example/b?c=1#utm_source=x", "write 'https://a.example/b?c=1'"),
    ],
)
def test_an_address_may_not_be(url: str, fault: str) -> None:
    found = url_fault(url)
    assert fault in str(found)


def test_no_message_repeats_a_password() -> None:
    assert "secret" not in str(url_fault("https://me:secret@a.example/"))


def with_one_more(url: str) -> st.SearchStrategy[str]:
    """An address with one more character anywhere."""
    places = st.integers(0, len(url))
    return st.builds(lambda at, more: url[:at] + more + url[at:], places, st.characters())


@given(st.text(max_size=20) | st.sampled_from(GOOD).flatmap(with_one_more))
def test_any_text_is_an_address_or_refused(url: str) -> None:
    if url_fault(url) is None:
        assert url.isascii()
        assert url.isprintable()
        assert url.startswith("https://")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.a.example/b/", "http://a.example/b"),
        ("https://a.example/%62%2f", "https://a.example/b%2F"),
        ("https://a.example/b#c", "https://a.example/b"),
    ],
)
def test_two_ways_to_write_an_address_are_one(one: str, other: str) -> None:
    assert normalise_url(one) == normalise_url(other)
