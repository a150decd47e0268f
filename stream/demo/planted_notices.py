"""The notices that the day must cause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from stream.demo.copy_times import Reprint
from stream.demo.story_files import PlannedStory, StoryVersion
from stream.demo.truth import Expected, ExpectedNotice, PlantedArticle
from stream.model.notices import NoticeKind

Sent = Sequence[tuple[Reprint, PlantedArticle]]


def planted_notices(
    stories: Sequence[PlannedStory], copies: Mapping[str, Sent]
) -> tuple[ExpectedNotice, ...]:
    """Every notice of the day by story and kind, with the copies that it must name."""
    return tuple(notice for story in stories for notice in _of_story(story, copies[story.label]))


def _of_story(story: PlannedStory, sent: Sent) -> Iterator[ExpectedNotice]:
    for version in story.versions:
        if version.kind == "kill":
            yield _kill(story, version, sent)
        elif version.kind == "correction":
            yield _correction(story, version, sent)
        elif version.kind == "hold":
            known = _uris(delivery for reprint, delivery in sent if reprint.at <= version.at)
            yield ExpectedNotice(NoticeKind.HOLD, story.label, allowed=known)
        elif version.release:
            yield ExpectedNotice(NoticeKind.RELEASE, story.label, allowed=_uris(d for _, d in sent))
    if story.embargo is not None and story.killed_at() is None:
        yield ExpectedNotice(NoticeKind.RELEASE, story.label)
    if story.plot == "halves":
        yield ExpectedNotice(NoticeKind.MERGE, story.label)
        yield ExpectedNotice(NoticeKind.ORIGIN, story.label)
    if story.plot == "outlet_first":
        yield ExpectedNotice(NoticeKind.ORIGIN, story.label)


def _kill(story: PlannedStory, kill: StoryVersion, sent: Sent) -> ExpectedNotice:
    # One notice for the kill, and one for each copy that turns up after it.
    late = sum(reprint.at > kill.at for reprint, _ in sent)
    everyone = _uris(delivery for _, delivery in sent)
    return ExpectedNotice(NoticeKind.KILL, story.label, copies=everyone, least=1 + late, most=1 + late)


def _correction(story: PlannedStory, correction: StoryVersion, sent: Sent) -> ExpectedNotice:
    """The copies known of every version before must be named: the day's corrections mend what was wrong from the start.

    A late copy that left the corrected passage out looks like a copy of either version, so it may be named.
    """
    order = [version.version for version in story.versions]
    wrong = set(order[: order.index(correction.version)])
    must, may, late = set(), set(), 0
    for reprint, delivery in sent:
        known = reprint.at < correction.at
        if reprint.version.version in wrong and (known or reprint.whole or _may_carry(delivery) <= wrong):
            must.add(_uri(delivery))
        if wrong & _may_carry(delivery):
            may.add(_uri(delivery))
            late += not known
    return ExpectedNotice(
        NoticeKind.CORRECTION, story.label, copies=frozenset(must), allowed=frozenset(may), most=1 + late
    )


def _may_carry(delivery: PlantedArticle) -> frozenset[str]:
    return frozenset(delivery.expected.carries if isinstance(delivery.expected, Expected) else ())


def _uri(delivery: PlantedArticle) -> str:
    return delivery.expected.uri if isinstance(delivery.expected, Expected) else ""


def _uris(deliveries: Iterable[PlantedArticle]) -> frozenset[str]:
    return frozenset(map(_uri, deliveries))
