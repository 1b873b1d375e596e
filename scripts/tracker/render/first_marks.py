"""The first mark of each numbered source on a finished page, to which its source leads back."""

import re

_MARK = re.compile(r'<a class="cite" href="#s(\d+)"')


def with_first_marks(html: str) -> str:
    """The HTML of a page with the id `r3` at the first mark of source 3. It is given here because a
    page is put together from macros that do not know what stands before them.
    """
    marked: set[str] = set()

    def first(mark: re.Match[str]) -> str:
        if mark[1] in marked:
            return mark[0]
        marked.add(mark[1])
        return f'{mark[0]} id="r{mark[1]}"'

    return _MARK.sub(first, html)
