"""Every compare that the pages of the demo's day offer unasked: each version with the one before, each copy with what it carries."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from stream.desk import desk_queries, story_charts
from stream.desk.compare.two_texts import Comparison
from stream.desk.desk_database import FILE
from stream.desk.desk_tables import connect


@dataclass(frozen=True, slots=True)
class Compared:
    """One of them: whose page, the two records, and the comparison."""

    story: str
    before: dict[str, Any]
    after: dict[str, Any]
    found: Comparison


@pytest.fixture(scope="module")
def compares(day_folder: Path) -> list[Compared]:
    """All of the day."""
    connection = connect(day_folder / FILE)
    clock = desk_queries.Clock(0, 0)

    def all_of() -> Iterator[Compared]:
        for (name,) in connection.execute("SELECT story FROM story ORDER BY story").fetchall():
            story = desk_queries.story(connection, name, clock)
            assert story
            for each in story.articles:
                against = story_charts.default_against(story, each)
                if against:
                    before, after = (
                        desk_queries.article_record(connection, one) for one in (against, each.article_id)
                    )
                    assert before
                    assert after
                    yield Compared(
                        name, dict(before), dict(after), story_charts.compared_texts(before, after)
                    )

    found = list(all_of())
    connection.close()
    return found


def words(text: str) -> list[str]:
    """Its words as anybody counts them, without the typesetting that is no difference."""
    return re.findall(r"\w+", text)


def test_every_compare_holds_both_texts(compares: list[Compared]) -> None:
    """Left of it every word of the first, right of it every word of the second, in order but for what moved."""
    assert len(compares) > 250
    for each in compares:
        left = Counter(words(" ".join(run.before or run.text for row in each.found.rows for run in row.left)))
        right = Counter(words(" ".join(run.text for row in each.found.rows for run in row.right)))
        assert Counter(words(each.before["body"])) == left, each.after["article_id"]
        assert Counter(words(each.after["body"])) == right, each.after["article_id"]


def test_a_compare_says_nothing_only_where_there_is_nothing(compares: list[Compared]) -> None:
    """Of texts with the same words no run is cut or added, of all others one is."""
    for each in compares:
        differs = any(run.kind != "same" for row in each.found.rows for run in row.runs)
        moved = any(row.move for row in each.found.rows)
        assert (words(each.before["body"]) != words(each.after["body"])) == (differs or moved), each.after[
            "article_id"
        ]


def test_updates_add_corrections_change_and_copies_cut(compares: list[Compared]) -> None:
    """As they were planted: an update brings paragraphs and takes none, a correction brings and takes none."""
    counts: dict[str, Counter[tuple[bool, bool]]] = {}
    for each in compares:
        told = each.found.counts
        counts.setdefault(each.after["verdict"], Counter())[told.cut > 0, told.added > 0] += 1
    assert {(False, True): 11} == counts["update"]
    assert {(False, False): 3} == counts["correction"]
    assert 3 == counts["copy"][False, True]
    assert counts["copy"][True, False] > 150


def test_every_story_s_page_shows_its_compares(pages: TestClient, compares: list[Compared]) -> None:
    """The counts of each that differs, for the last article of each story that has one."""
    last = {
        each.story: each for each in compares if each.found.counts.words_cut or each.found.counts.words_added
    }
    assert len(last) > 30
    for each in last.values():
        page = pages.get(f"/story/{each.story}", params={"article": each.after["article_id"]}).text
        told = each.found.counts
        assert (
            f"{told.cut} cut, {told.added} added, {told.changed} changed, {told.moved} moved; "
            f"words: \u2212{told.words_cut} +{told.words_added}."
        ) in html.unescape(page), each.story
