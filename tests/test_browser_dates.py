"""What scripts do with dates of all precisions, in Chromium, each on a page of its own: days
decide, not the text that says them.
"""

import pytest
from playwright.sync_api import Page, Route

from conftest import ROOT
from tracker.render.engine import template_environment
from tracker.schema.dates import parse_date

ADDRESS = "https://tracker.example/"
IN_ORDER = (
    "2024",
    "2025-10-16",
    "2025-10-17",
    "2025-10-17/2026-01-08",
    "2025-11",
    "2025-12-31",
    "2026-01",
    "2026-01-08/2026-02",
)
"""Dates of all precisions, oldest first: by the first day that each can mean."""


def serve(page: Page, html: str, **files: object) -> None:
    """Serves a page, the scripts of the site, and JSON files by their names."""

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ADDRESS).partition("?")[0]
        if path in files:
            route.fulfill(json=files[path])
        elif path:
            route.fulfill(path=ROOT / "docs" / path)
        else:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")

    page.route(f"{ADDRESS}**", answer)


def test_a_span_of_days_is_sorted_among_the_days_and_not_after_all_of_them(page: Page) -> None:
    template = template_environment().from_string(
        """{% import "macros.html" as macros with context %}<!doctype html>
        <main><table class="sortable"><thead><tr><th>Date</th></tr></thead><tbody>
        {% for day in days %}<tr><td>{{ macros.date(day) }}</td></tr>{% endfor %}
        </tbody></table></main><script type="module" src="assets/lists.js"></script>"""
    )
    words = template_environment().filters["day"]
    expected = [words(parse_date(text)) for text in IN_ORDER]
    shuffled = sorted(IN_ORDER, key=lambda text: text[::-1])
    serve(page, template.render(days=[parse_date(text) for text in shuffled]))
    page.goto(f"{ADDRESS}?sort=Date")
    cells = page.locator("tbody td")
    assert cells.all_inner_texts() == expected
    page.get_by_role("button", name="Date").click()
    assert cells.all_inner_texts() == expected[::-1]


@pytest.mark.parametrize(
    ("day", "later"),
    [
        ("2025-10-15", ["October 2025", "between 17 October 2025 and 8 January 2026", "2025"]),
        ("2025-10-31", ["between 17 October 2025 and 8 January 2026", "2025"]),
        ("2026-01-07", ["between 17 October 2025 and 8 January 2026"]),
        ("2026-01-08", []),
    ],
)
def test_a_correction_is_later_than_a_day_until_the_last_that_it_can_be_of(
    page: Page, day: str, later: list[str]
) -> None:
    dates = ("2025-10-15", "2025-10", "2025-10-17/2026-01-08", "2025")
    record = {
        "recorded": "2025-01-01",
        "corrections": [{"date": date, "note": "It was wrong."} for date in dates],
    }
    html = """<!doctype html><link rel="alternate" type="application/json" href="record">
        <main><h1>An event</h1></main><script type="module" src="assets/asof.js"></script>"""
    serve(page, html, record=record)
    page.goto(f"{ADDRESS}?as-of={day}")
    page.locator("[role=status]:not(:empty)").wait_for()
    expected = [f"Corrected {words}: It was wrong." for words in later] or ["None"]
    assert page.locator("main li").all_inner_texts() == expected
