from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from stream.cli.deadletters_command import REASONS
from stream.worker.health import Recovering
from stream.worker.recent_verdicts import RecentVerdict
from stream.worker.web.reason_words import WORDS, word
from stream.worker.web.status import LONGEST_NAME, PageContent, PartitionWait, page_headers, render_page, span

HOSTILE = "</script><img src=x onerror=alert(1)>\"'&\x00\u202e"
GIVEN = RecentVerdict(
    1_800_000_000.0, "ab12", "urn:a:1", "Norrland Wire", "copy", "same_text", "0.99 is shared", "cd34"
)
STATUS = PageContent(
    at=datetime(2027, 1, 15, 8, 0, 5, tzinfo=UTC),
    worker="group newswire, 127.0.0.1:6066",
    version="0.1.0",
    missing=(),
    recovered=False,
    held=(
        PartitionWait("newswire.raw", 0, 3, 61.0),
        PartitionWait("newswire.raw", 1, 0, 0.0),
        PartitionWait("newswire.judged", 1, 1200, 2.5),
    ),
    totals={"raw records": 12345.0, "dead letters": 3.0},
    rates={"raw records": 16.66},
    verdicts={"original": 10.0, "stale": 0.0},
    given=(GIVEN,),
    dead={("intake", "not_json"): 1.0, ("tag", "bad_record"): 2.0, ("intake", "too_deep"): 0.0},
    recovery={("dedup", 0): Recovering(49, 99), ("tolls", 0): Recovering(-1, -1)},
)


class Page(HTMLParser):
    """A page as a browser reads it: its tags, and the text of its rows and sentences."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep it with its attributes."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        self.words.append(data)

    @property
    def text(self) -> str:
        """All words, with one space between."""
        return " ".join(" ".join(self.words).split())


def main(status: PageContent) -> str:
    """What a person reads in the page's middle."""
    page = render_page(status)
    return Page(page[page.index("<main>") : page.index("</main>")]).text


def test_a_ready_worker_shows_what_it_is_at() -> None:
    """Numbers with their rates, partitions by topic, dead letters with the most first, verdicts with their reason."""
    text = main(STATUS)
    assert "Ready : articles flow; 3 partitions." in text
    assert "raw records 12,345 16.7/s in the last minute" in text
    assert "dead letters 3 no rate yet" in text
    assert "newswire.raw 2 3 61.0 s" in text
    assert "newswire.judged 1 1,200 2.5 s" in text
    assert "tag bad_record written by another version 2 intake not_json no JSON, or cut off 1" in text
    assert "copy Norrland Wire urn:a:1 0.99 is shared rule same_text ab12 in cd34" in text
    assert "08:00:05" in text
    for absent in ("stale", "too_deep"):  # nothing was counted there
        assert absent not in text


def test_recovery_is_shown_in_rows_read() -> None:
    """Of all rows; an empty log is read. When all is read, a sentence will do."""
    text = main(STATUS)
    assert "dedup 0 50 of 100" in text
    assert "tolls 0 0 of 0" in text
    bars = [given for tag, given in Page(render_page(STATUS)).tags if tag == "progress"]
    assert "Done: dedup, tolls read to the end." in main(replace(STATUS, recovered=True))
    assert [("100", "50"), ("1", "1")] == [(bar["max"], bar["value"]) for bar in bars]


def test_a_worker_that_is_not_ready_says_why_first() -> None:
    """Each reason on a line of its own, before everything else; the title says it too."""
    status = replace(
        STATUS, missing=("a rebalance is under way", "the broker has not answered"), held=(), given=()
    )
    assert main(status).startswith("Not ready a rebalance is under way the broker has not answered")
    assert "<title>not ready: newswire" in render_page(status)


def test_nothing_yet_is_said_in_words() -> None:
    """An empty table would look broken. A worker without partitions that is ready is a spare."""
    text = main(replace(STATUS, held=(), given=(), dead={}, verdicts={}))
    assert "Ready : articles flow; no partition is left for it: a spare." in text
    assert "No verdict since the worker started." in text
    assert "None since the worker started." in text


def test_a_record_that_waits_a_minute_stands_out() -> None:
    """And only that one: three cells, in the topic's row and the partition's."""
    cells = [given.get("class") or "" for tag, given in Page(render_page(STATUS)).tags if tag == "td"]
    late = [name for name in cells if "late" in name]
    assert 2 == len(late)


def test_what_comes_from_outside_stays_text() -> None:
    """Uris, sources, rules and reasons are written by strangers: no tag, no attribute, nothing unprintable."""
    given = RecentVerdict(0.0, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    hostile = replace(
        STATUS,
        worker=HOSTILE,
        version=HOSTILE,
        missing=(HOSTILE,),
        given=(given,),
        held=(PartitionWait(HOSTILE, 0, 1, 1.0),),
        verdicts={HOSTILE: 1.0},
        totals={HOSTILE: 1.0},
        dead={(HOSTILE, HOSTILE): 1.0},
    )
    page = render_page(hostile)
    tags = [tag for tag, _ in Page(page).tags]
    assert "img" not in tags
    assert 1 == tags.count("script")
    assert not {"\x00", "\u202e"} & set(page)


def test_an_endless_name_is_cut() -> None:
    """One article must not take the page."""
    text = main(replace(STATUS, given=(replace(GIVEN, uri="u" * 10_000),)))
    assert "u" * LONGEST_NAME + "…" in text
    assert "u" * (LONGEST_NAME + 1) not in text


def test_the_browser_runs_our_style_and_script_and_nothing_else() -> None:
    """The policy holds their digests as they stand in the page, and allows nothing from elsewhere."""
    page = render_page(STATUS)
    policy = page_headers()["Content-Security-Policy"]
    for tag in ("style", "script"):
        (inside,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert not re.findall(r'\son\w+=|\sstyle=|(?:src|href)="(?:https?:)?//', page)


@pytest.mark.parametrize(
    "wanted", ['lang="en"', '<meta name="viewport"', "<h1>", '<th scope="col"', 'role="alert"']
)
def test_it_can_be_read_by_everybody(wanted: str) -> None:
    """Language, headings, heads of columns; it fits a phone, and what goes wrong is announced."""
    assert wanted in render_page(STATUS)


def test_the_page_says_how_long_it_is_up_where_the_broker_is_and_how_old_the_newest_record() -> None:
    """And before the first record that there is none."""
    newest = STATUS.at.timestamp() - 75
    said = Page(render_page(replace(STATUS, broker="kafka.example:9092", uptime=97_300, newest=newest))).text
    assert "Up for 1 d 3 h · broker kafka.example:9092 · newest record 1 min 15 s old" in said
    assert "newest record none since the start" in Page(render_page(STATUS)).text


def test_a_broker_that_is_away_is_said_with_its_time() -> None:
    """What is behind is then as of the last answer; while it answers nothing is said."""
    away = replace(STATUS, silent_since=STATUS.at.timestamp() - 65)
    assert (
        "As of 07:59:00 UTC: the broker has not answered since then, and what is behind is not known."
        in Page(render_page(away)).text
    )
    assert "not known" not in Page(render_page(STATUS)).text


def test_kills_holds_and_corrections_are_pinned() -> None:
    """Above the last verdicts, which they would leave within seconds."""
    kill = replace(GIVEN, verdict="kill", uri="urn:killed:1")
    said = Page(render_page(replace(STATUS, pinned=(kill,)))).text
    assert said.index("urn:killed:1") < said.index("Last verdicts") < said.index("urn:a:1")


def test_each_reason_of_a_dead_letter_has_a_word() -> None:
    """Every one that a stage can give; a reason of a later version is shown alone."""
    assert set(WORDS) == set(REASONS)
    assert "no JSON, or cut off" in Page(render_page(STATUS)).text
    assert (word("of_a_later_version"), len(set(WORDS.values()))) == ("", len(WORDS))


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0 s"), (59.9, "59 s"), (60, "1 min"), (3661, "1 h 1 min"), (90_061, "1 d 1 h"), (-5, "0 s")],
)
def test_a_time_is_in_its_two_largest_units(seconds: float, said: str) -> None:
    """Never negative: clocks differ."""
    assert span(seconds) == said
