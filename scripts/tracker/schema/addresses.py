"""Whether an address is written as one, and can be trusted (RFC 3986, and RFC 5890 for names of
hosts in other letters than a to z).
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from urllib.parse import SplitResult, parse_qsl, quote

from tracker.problems import character_name, quoted
from tracker.schema.normal_text import latin_look, mixed_word, shown
from tracker.schema.traversal import parse_url

SHORTENERS = frozenset(
    {"bit.ly", "tinyurl.com", "t.co", "goo.gl", "ow.ly", "is.gd", "buff.ly", "lnkd.in"}
)
_LOCAL_NAMES = frozenset(
    {"localhost", "localdomain", "local", "internal", "lan", "home", "invalid"}
)
"""The last parts of names that stand for hosts within one machine or network."""
_ILLEGAL_CHARACTERS = frozenset(" \"'<>`\\^{|}")
"""What an address holds only percent-encoded (RFC 3986), and the apostrophe, which ends a quoted
address.
"""
_UNUSUAL = re.compile(r"[^!#$%&(-;=?-\[\]_a-z~]")
"""What may be none of the characters of an address; it is looked at one by one."""
_DEFAULT_PORTS = {"http": "80", "https": "443"}
_LAST_PORT = 65535
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_LONGEST_HOST = 253
_NO_ADDRESS = "is not an address; it begins with https:// and a host"


@cache
def url_fault(url: str, *, http_allowed: bool = False) -> str | None:
    """Why an address cannot be trusted; None where it can."""
    if "@" in _authority(url):
        return "the address holds a user name or a password; leave them out"
    if fault := _wrapped_fault(url):
        return f"{quoted(url)} {fault}"
    fault = next(_faults(url, parse_url(url), http_allowed=http_allowed), None)
    return f"{quoted(url)} {fault}" if fault else None


def _wrapped_fault(url: str) -> str | None:
    """What is wrong with an address that stands in signs, beside another, or on one machine."""
    if match := re.fullmatch(r"(?:\[.*\]\(|<|\")(https?://[^)>\"]+)[)>\"]", url):
        return f"stands in signs that are no part of it; write {shown(match[1])}"
    if len(re.findall(r"https?://", url)) > 1 and " " in url:
        return "holds two addresses; write one, and the other as a source of its own"
    if " " in url:
        return "holds a space; leave it out, or, where it is part of the address, write %20"
    if re.match(r"[A-Za-z]:[\\/]|\\\\|file:", url):
        return "is a file of one machine; give its address on the web"
    return None


def url_character_fault(url: str) -> str | None:
    """Which character an address must not hold, and how it is encoded; None where there is none."""
    fault = next(_character_faults(url), None)
    return f"{quoted(url)} {fault}" if fault else None


def root_url_fault(url: str, what: str = "site") -> str | None:
    """Why no site can stand at an address; None where one can."""
    if "?" in url or "#" in url:
        return (
            f"{quoted(url)} holds '?' or '#'; a {what} stands at a folder, such as "
            "https://a.example/b/"
        )
    return None


def _faults(url: str, parts: SplitResult, *, http_allowed: bool) -> Iterator[str]:
    """Each reason for which an address cannot be trusted, after "this address"."""
    yield from _character_faults(url)
    if parts.scheme == "http" and not http_allowed:
        yield "begins with http://; write https://"
    if parts.scheme not in _DEFAULT_PORTS or not url.lower().startswith(f"{parts.scheme}://"):
        yield _NO_ADDRESS + _with_scheme(url)
        return
    if not url.startswith(parts.scheme):
        yield f"has capitals in its beginning; write {parts.scheme}://"
    yield from _authority_faults(parts.scheme, parts.netloc)
    yield from _path_faults(url, parts)


def _with_scheme(url: str) -> str:
    """The end of a message about a text without a scheme: the address that may be meant."""
    if match := re.fullmatch(r"(?:doi: *)?(10\.[0-9]{4,}/\S+)", url, re.IGNORECASE):
        return f"; write {shown(f'https://doi.org/{match[1]}')}"
    is_host = re.match(r"[a-z0-9-]+(\.[a-z0-9-]+)+(/|$)", url)
    return f"; write {shown(f'https://{url}')}" if is_host else ""


def _character_faults(url: str) -> Iterator[str]:
    """The characters that an address must not hold, and the codes that stand for such."""
    host = _authority(url)
    for character in _UNUSUAL.findall(url):
        if not character.isascii() and character in host:
            yield _foreign_host(host, character)
        visible = character.isprintable()
        if not visible or not character.isascii() or character in _ILLEGAL_CHARACTERS:
            name = f"the sign {character}" if visible else f"a hidden sign (U+{ord(character):04X})"
            if not character.isascii() and visible:
                name = character_name(character)
            encoded = quote(character, safe="", errors="replace")
            yield f"holds {name}; in an address it is written {encoded}"
    if match := re.search(r"%(?![0-9A-Fa-f]{2}).{0,2}", url, re.DOTALL):
        yield f"holds {quoted(match[0])}; '%' begins a code of two digits, and itself is %25"
    if match := re.search(r"%([01][0-9A-Fa-f]|7[fF])", url):
        yield f"holds {match[0]}, the code of a control character; take it out"


def _authority(url: str) -> str:
    """What stands between `//` and the path of an address, also of one that cannot be parsed."""
    match = re.match(r"[^/?#]*//([^/?#\\]*)", url)
    return match[1] if match else ""


def _foreign_host(host: str, character: str) -> str:
    """What is wrong with a host that is not written in ASCII."""
    name = character_name(character)
    plain = latin_look(host)
    if plain.isascii():
        return f"has {name} in its host, which looks like {quoted(plain)} and is another"
    if not all(c.isalnum() or unicodedata.combining(c) or c in "-.:" for c in host):
        return f"has {name} in its host, which no host can have; copy the address again"
    code = ".".join(map(_punycode, unicodedata.normalize("NFKC", host.lower()).split(".")))
    return f"has {name} in its host; write the host as {quoted(code)}"


def _punycode(label: str) -> str:
    """A part of a host in ASCII (RFC 3492)."""
    return label if label.isascii() else f"xn--{label.encode('punycode').decode()}"


def _authority_faults(scheme: str, authority: str) -> Iterator[str]:
    """What is wrong with the host of an address and its port."""
    match = re.fullmatch(r"(\[.*\]|[^:]*)(?::(.*))?", authority)
    if not match or not match[1]:
        yield _NO_ADDRESS
        return
    host, port = match.groups()
    yield from _host_faults(host)
    if port is not None:
        yield from _port_faults(scheme, port)


def _port_faults(scheme: str, port: str) -> Iterator[str]:
    if not re.fullmatch(r"[1-9][0-9]{0,4}", port) or int(port) > _LAST_PORT:
        yield f"has the port {quoted(port)}; a port is a number from 1 to {_LAST_PORT}"
    elif port == _DEFAULT_PORTS[scheme]:
        yield f"names the port that {scheme} has anyway; leave ':{port}' out"


def _host_faults(host: str) -> Iterator[str]:
    """What is wrong with the host of an address."""
    if host != host.lower():
        yield f"has capitals in its host; write {quoted(host.lower())}"
    if host.endswith("."):
        yield "has a dot after its host; leave it out"
    labels = host.split(".")
    if host.startswith("[") or re.fullmatch(r"[0-9]+|0x[0-9a-f]*", labels[-1].lower()):
        yield "has a number for its host; write the name of the host"
    if len(labels) == 1 or labels[-1] in _LOCAL_NAMES or host.endswith(".home.arpa"):
        yield f"has {quoted(host)} for its host, a name that only one network or machine knows"
    if host.removeprefix("www.") in SHORTENERS:
        yield "is shortened; give the address it leads to"
    if len(host) > _LONGEST_HOST:
        yield f"has a host of {len(host)} letters; one has at most {_LONGEST_HOST}"
    for label in labels:
        if not _LABEL.fullmatch(label):
            yield (
                f"has {quoted(label)} in its host; each part of a host has letters, digits and "
                "hyphens, at most 63, and neither begins nor ends with a hyphen"
            )
        elif label.startswith("xn--"):
            yield from _punycode_faults(label)


def _punycode_faults(label: str) -> Iterator[str]:
    """What is wrong with a part of a host that stands for letters other than a to z."""
    try:
        text = label.removeprefix("xn--").encode().decode("punycode")
    except (UnicodeError, ValueError):
        text = ""
    normal = unicodedata.normalize("NFKC", text)
    if text.isascii() or _punycode(text) != label or normal != text or not text.isprintable():
        yield f"has {quoted(label)} in its host, which stands for no letters"
        return
    if mixed_word(text) or latin_look(text).isascii():
        other = next(c for c in text if latin_look(c) != c or not c.isascii())
        yield (
            f"has {quoted(label)} in its host, which reads {quoted(text)} with "
            f"{character_name(other)}: it looks like {quoted(latin_look(text))} and is another"
        )


def _path_faults(url: str, parts: SplitResult) -> Iterator[str]:
    """What is wrong with the path, the query and the fragment of an address."""
    dots = {segment.lower().replace("%2e", ".") for segment in parts.path.split("/")}
    if dots & {".", ".."}:
        yield "holds '/./' or '/../'; write the address that it leads to"
    for character in "[]":
        if character in url[len(parts.scheme) + 3 + len(parts.netloc) :]:
            yield f"holds the sign {character}; in an address it is written {quote(character)}"
    if url.count("#") > 1:
        yield "holds '#' twice; the second is written %23"
    if ":~:" in parts.fragment:
        yield "holds '#:~:', with which a browser marks words on a page; leave it and the rest out"
    if url.endswith(("?", "#")):
        yield f"ends with '{url[-1]}', and nothing follows; leave it out"
    yield from _pasted_faults(url, parts)


_TRACKING = re.compile(
    r"(?<=[?&#])(utm_[a-z]+|fbclid|gclid|dclid|msclkid|twclid|yclid|igshid|mc_[ce]id)=[^&#]*&?",
    re.IGNORECASE,
)
"""What a link in a message or an advertisement adds to an address, to count who follows it."""


_FORWARDING = re.compile(
    r"https?://(?:(?:www\.)?google\.[a-z.]+/url\?|[^/]*\.safelinks\.protection\.outlook\.com/"
    r"|urldefense\.(?:com|proofpoint\.com)/|lm?\.facebook\.com/l\.php)"
)
"""What a search, a mailbox or a network puts before an address that somebody follows from it."""


def _pasted_faults(url: str, parts: SplitResult) -> Iterator[str]:
    """What was copied together with an address and is no part of it."""
    last = url[-1]
    if last in ".,;" or (last == ")" and url.count(")") > url.count("(")):
        code = f"%{ord(last):02X}"
        yield f"ends with the sign {last} of the text around it; leave it out, or write {code}"
    if _FORWARDING.match(url):
        meant = (value for _, value in parse_qsl(parts.query) if value.startswith("http"))
        target = next(meant, "")
        yield f"leads on to another address; give that{': ' + shown(target) if target else ''}"
    tracking = _TRACKING.search(url)
    if tracking and "://" not in parts.path:  # an archive keeps the address that it was given
        plain = re.sub(r"[?&#]+(?=#|$)", "", _TRACKING.sub("", url))
        name = quoted(tracking[1])
        yield f"holds {name}, which only counts who follows a link; write {shown(plain)}"
