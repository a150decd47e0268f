"""The notices planted: which copies they must name."""

from __future__ import annotations

from dataclasses import replace

from stream.demo.check import expectations
from stream.demo.copy_times import Reprint
from stream.demo.day_items import minute_of_day
from stream.demo.newsrooms import OUTLETS
from stream.demo.planted_notices import planted_notices
from stream.demo.story_files import read_stories
from stream.demo.truth import Day, Expected, ExpectedNotice, PlantedArticle
from stream.model.notices import NoticeKind
from stream.model.verdicts import Verdict


def planted(day: Day, kind: NoticeKind, label: str) -> ExpectedNotice:
    """The one planted notice of a kind about a story."""
    (found,) = [notice for notice in day.notices if (notice.kind, notice.label) == (kind, label)]
    return found


def copies(day: Day, label: str) -> set[str]:
    """The uris of a story's copies."""
    return {e.uri for _, e in expectations(day) if e.label == label and e.verdict is Verdict.COPY}


def test_a_kill_names_every_copy_and_each_late_one_again(day: Day) -> None:
    """One notice for the kill, one for each copy after it, all copies named between them."""
    kill = planted(day, NoticeKind.KILL, "seamens-hospital")

    assert kill.copies == copies(day, "seamens-hospital")
    assert (kill.least, kill.most) == (3, 3)


def test_a_correction_names_the_copies_of_the_wrong_version(day: Day) -> None:
    """Each correction of the day has copies to name, all of them of its own story."""
    for label in ("kesh-bridge", "lomaria-coup", "esk-shipping"):
        correction = planted(day, NoticeKind.CORRECTION, label)

        assert correction.copies
        assert correction.copies <= correction.allowed <= copies(day, label)


def test_a_correction_does_not_concern_who_carries_the_corrected_text() -> None:
    """A copy of the new version is not to be named, one that may be of either is neither wanted nor wrong."""
    story = next(story for story in read_stories() if story.label == "lomaria-coup")
    first, corrected = story.versions
    expected = Expected("", "1", "Daily Mercury", "Coup", Verdict.COPY, story.label, "Corvus Press")
    sent = [
        (
            Reprint(OUTLETS["daily-mercury"], at, version),
            PlantedArticle(b"", minute_of_day(at), replace(expected, uri=uri, carries=carries)),
        )
        for uri, at, version, carries in (
            ("known", corrected.at - 9, first, ("1",)),
            ("late", corrected.at + 9, first, ("1",)),
            ("either", corrected.at + 10, corrected, ("1", "2")),
            ("clean", corrected.at + 11, corrected, ("2",)),
        )
    ]

    (notice,) = planted_notices([story], {story.label: sent})

    assert notice.copies == {"known", "late"}
    assert notice.allowed == {"known", "late", "either"}
    assert (notice.least, notice.most) == (1, 3)


def test_an_embargo_is_released_unless_it_was_killed(day: Day) -> None:
    """The report that came through has a release notice, the killed one a kill."""
    labels = {notice.label for notice in day.notices if notice.kind is NoticeKind.RELEASE}

    assert "veldria-displaced" in labels
    assert "arms-report" not in labels
    assert planted(day, NoticeKind.KILL, "arms-report").copies == frozenset()
