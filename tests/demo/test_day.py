"""The day itself: its size, its order, and that its copies are copies and its stories are not."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, pairwise

import orjson

from stream.demo.check import expectations
from stream.demo.day import build_day
from stream.demo.day_items import wire_text
from stream.demo.newsrooms import AGENCIES, OUTLETS
from stream.demo.shingles import shingles
from stream.demo.story_files import read_stories
from stream.demo.truth import Day, PlantedUnreadable
from stream.intake.draft import Draft, Hints
from stream.intake.formats.detect import read
from stream.model.notices import OF_THREADS, NoticeKind
from stream.model.verdicts import Verdict
from tests.demo.sharing import containment


def text_of(value: bytes) -> str:
    """The text of a raw record in any of the day's forms."""
    (draft,) = read(value, Hints())
    assert isinstance(draft, Draft)
    return draft.body


def test_is_the_same_for_the_same_seed(day: Day) -> None:
    """A second build gives the same bytes at the same times, and another seed gives other ones."""
    assert build_day() == day
    assert build_day(1).deliveries != day.deliveries


def test_is_as_big_as_promised(day: Day) -> None:
    """At least 300 articles, 40 stories, five agencies and ten outlets, ten malformed records."""
    readable = list(expectations(day))
    malformed = [d for d in day.deliveries if isinstance(d.expected, PlantedUnreadable)]
    sources = {expected.source for _, expected in readable}

    assert len(readable) >= 300
    assert len({expected.label for _, expected in readable}) >= 40
    assert {agency.name for agency in AGENCIES.values()} | {o.name for o in OUTLETS.values()} == sources
    assert len(sources) == 15
    assert len(malformed) >= 10


def test_holds_every_verdict_and_every_notice(day: Day) -> None:
    """No verdict of the table and no kind of notice is missing from the day."""
    verdicts = Counter(expected.verdict for _, expected in expectations(day))

    assert set(Verdict) == set(verdicts)
    assert verdicts[Verdict.COPY] >= 220
    assert set(NoticeKind) - OF_THREADS == {notice.kind for notice in day.notices}
    assert {"", "parked", "released"} == {expected.embargo for _, expected in expectations(day)}


def test_is_in_order_of_time_within_one_day(day: Day) -> None:
    """Each delivery has a second of 17 March 2026 to itself, later than the one before."""
    times = [delivery.at for delivery in day.deliveries]

    assert all(earlier < later for earlier, later in pairwise(times))
    assert {"2026-03-17"} == {f"{at:%Y-%m-%d}" for at in times}
    assert {0} == {at.microsecond for at in times}


def test_speaks_every_format(day: Day) -> None:
    """Each agency in one of its own, the outlets in JSON of all kinds, feeds, mails and XML of their own."""
    formats = Counter(form_of(delivery.value) for delivery, _ in expectations(day))

    assert set(formats) == {
        "newsml-g2", "newsml-1", "nitf", "iptc-7901", "anpa-1312", "rss", "atom", "xml", "e-mail", "flat", "ninjs1", "ninjs2", "ninjs3",
    }  # fmt: skip
    assert len({agency.form for agency in AGENCIES.values()}) == len(AGENCIES)


def form_of(value: bytes) -> str:
    """The format of a readable record, by what the intake says of it, and of JSON by the fields that only one kind has."""
    if not value.startswith(b"{"):
        (draft,) = read(value, Hints())
        assert isinstance(draft, Draft)
        return "atom" if b"<feed" in value else str(draft.extra["format"])
    fields = orjson.loads(value)
    if "versionCreated" in fields:
        return "ninjs3"
    if "versioncreated" in fields:
        return "ninjs2" if "headlines" in fields else "ninjs1"
    return "flat"


def test_every_copy_shares_enough_with_what_it_carries(day: Day) -> None:
    """Of the smaller text at least 0.55 of the word-5 shingles are shared with a version of its story."""
    versions = {
        story.label: [wire_text(story, v) for v in story.versions if v.kind not in ("hold", "kill")]
        for story in read_stories()
    }
    shares = {
        expected.uri: max(containment([text_of(delivery.value)], text) for text in versions[expected.label])
        for delivery, expected in expectations(day)
        if expected.verdict is Verdict.COPY
    }

    assert {uri: share for uri, share in shares.items() if share < 0.55} == {}


def test_different_stories_share_next_to_nothing(day: Day) -> None:
    """No two stories share more than 0.15 of the smaller one, nor do two pages of one outlet."""
    stories = {story.label: shingles(wire_text(story, story.versions[0])) for story in read_stories()}
    pages: dict[str, list[tuple[str, frozenset[tuple[str, ...]]]]] = {}
    for delivery, expected in expectations(day):
        if expected.verdict is Verdict.COPY:
            page = (expected.label, shingles([text_of(delivery.value)]))
            pages.setdefault(expected.source, []).append(page)
    near = [
        (one, other)
        for (one, first), (other, second) in combinations(stories.items(), 2)
        if len(first & second) > 0.15 * min(len(first), len(second))
    ]
    near += [
        (one, other)
        for sent in pages.values()
        for (one, first), (other, second) in combinations(sent, 2)
        if one != other and len(first & second) > 0.20 * min(len(first), len(second))
    ]

    assert near == []


def test_the_halves_of_the_divided_story_have_nothing_in_common(day: Day) -> None:
    """The two early pages of the merged story share no text: only the whole can join them."""
    label = next(notice.label for notice in day.notices if notice.kind is NoticeKind.MERGE)
    halves = [
        [text_of(delivery.value)]
        for delivery, expected in expectations(day)
        if expected.label == label and expected.verdict is Verdict.ORIGINAL
    ]

    assert len(halves) == 2
    assert containment(*halves) < 0.02


def test_a_killed_story_is_copied_before_and_after(day: Day) -> None:
    """The kill has copies to name, and two more come once it is out."""
    kill = next(
        e for _, e in expectations(day) if e.verdict is Verdict.KILL and e.label == "seamens-hospital"
    )
    killed_at = next(d.at for d, e in expectations(day) if e == kill)
    copies = [d.at for d, e in expectations(day) if e.label == kill.label and e.verdict is Verdict.COPY]

    assert sum(at > killed_at for at in copies) == 2
    assert sum(at < killed_at for at in copies) >= 5


def test_a_redelivery_repeats_earlier_bytes(day: Day) -> None:
    """What is expected to be a redelivery was sent before, byte for byte."""
    sent: set[bytes] = set()
    for delivery, expected in expectations(day):
        assert (delivery.value in sent) == (expected.verdict is Verdict.REDELIVERY)
        sent.add(delivery.value)
