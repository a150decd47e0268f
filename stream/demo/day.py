"""The fictional wire day: every delivery in order, with the truth about it planted beside it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Final

from stream.demo.copy_times import Reprint, reprints
from stream.demo.day_items import minute_of_day, reprint_item, wire_item, wire_text, wire_uri, wire_version
from stream.demo.items_in_formats import written
from stream.demo.json_items import WireItem
from stream.demo.malformed import malformed_records
from stream.demo.newsrooms import AGENCIES, OUTLETS
from stream.demo.planted_notices import planted_notices
from stream.demo.shingles import versions_carried
from stream.demo.story_files import PlannedStory, StoryVersion, read_stories
from stream.demo.truth import Day, Expected, PlantedArticle
from stream.model.verdicts import Verdict

SEED: Final = 20260317
RESENT: Final = 4  # copies that an ingest delivers twice

_VERDICTS: Final = {
    "first": Verdict.ORIGINAL,
    "update": Verdict.UPDATE,
    "correction": Verdict.CORRECTION,
    "refile": Verdict.REFILE,
    "hold": Verdict.HOLD,
    "kill": Verdict.KILL,
    "stale": Verdict.STALE,
    "redelivery": Verdict.REDELIVERY,
    "repeat": Verdict.COPY,
}


@dataclass(slots=True)
class _Desk:
    """What is needed while the day is put together."""

    rng: Random
    uris: dict[str, str] = field(default_factory=dict)
    deliveries: list[PlantedArticle] = field(default_factory=list)
    serial: int = 0


def build_day(seed: int = SEED) -> Day:
    """The day, the same for the same seed: the seed moves delays, cuts and edits, never the stories or the plots."""
    stories = read_stories()
    desk = _Desk(Random(seed))  # noqa: S311 - a day to play back, not a secret
    desk.uris = {story.label: wire_uri(story, number) for number, story in enumerate(stories, start=1)}
    copies: dict[str, list[tuple[Reprint, PlantedArticle]]] = {}
    for number, story in enumerate(stories, start=1):
        _send_versions(desk, story, number)
        copies[story.label] = [
            (reprint, _send_reprint(desk, story, reprint)) for reprint in reprints(story, desk.rng)
        ]
    _resend(desk, copies)
    for value, truth in malformed_records():
        at = minute_of_day(desk.rng.randrange(60, 22 * 60), desk.rng.randrange(60))
        desk.deliveries.append(PlantedArticle(value, at, truth))
    ordered, moved = _one_a_second(desk.deliveries)
    known = {
        label: [(reprint, moved[id(delivery)]) for reprint, delivery in sent]
        for label, sent in copies.items()
    }
    truths = tuple(story.truth for story in stories if story.truth is not None)
    return Day(ordered, planted_notices(stories, known), truths)


def _send_versions(desk: _Desk, story: PlannedStory, number: int) -> None:
    form = AGENCIES[story.source].form if story.source in AGENCIES else OUTLETS[story.source].form
    sent: dict[str, bytes] = {}
    for version in story.versions:
        uri = wire_uri(story, number, version.version, repeat=version.kind == "repeat")
        item = wire_item(story, version, uri, desk.uris.get(story.evolved_from, ""))
        if version.kind == "redelivery":
            item = replace(item, version=version.of)
        value = sent[version.of] if version.kind == "redelivery" else written(item, form)
        sent[version.version] = value
        desk.deliveries.append(
            PlantedArticle(
                value, minute_of_day(version.at, desk.rng.randrange(60)), _expected(story, version, item)
            )
        )


def _expected(story: PlannedStory, version: StoryVersion, item: WireItem) -> Expected:
    verdict = _VERDICTS[version.kind]
    if version.kind == "first":
        verdict = {"halves": Verdict.COPY, "outlet_first": Verdict.COPY, "kill_first": Verdict.STALE}.get(
            story.plot, verdict
        )
    embargo = ""
    if story.embargo is not None and version.kind == "first":
        embargo = "released" if story.killed_at() is None else "parked"
    return Expected(
        uri=item.uri,
        version=item.version,
        source=item.source,
        headline=item.headline,
        verdict=verdict,
        label=story.label,
        agency=_agency(story),
        carries=(wire_version(story, story.versions[0]),) if version.kind == "repeat" else (),
        embargo=embargo,
    )


def _send_reprint(desk: _Desk, story: PlannedStory, reprint: Reprint) -> PlantedArticle:
    desk.serial += 1
    at = minute_of_day(reprint.at, desk.rng.randrange(60))
    item = reprint_item(story, reprint, desk.serial, at, desk.rng)
    texts = {
        wire_version(story, version): wire_text(story, version)
        for version in story.versions
        if version.kind in ("first", "update", "correction", "refile", "stale") and version.at <= reprint.at
    }
    expected = Expected(
        uri=item.uri,
        version=item.version,
        source=item.source,
        headline=item.headline,
        verdict=Verdict.ORIGINAL if reprint.early else Verdict.COPY,
        label=story.label,
        agency=_agency(story),
        # Where a page came before the agency's text, a later copy may be held against either.
        carries=() if story.plot in ("halves", "outlet_first") else versions_carried(item.paragraphs, texts),
    )
    delivery = PlantedArticle(written(item, reprint.outlet.form), at, expected)
    desk.deliveries.append(delivery)
    return delivery


def _agency(story: PlannedStory) -> str:
    return AGENCIES[story.source].name if story.source in AGENCIES else ""


def _resend(desk: _Desk, copies: dict[str, list[tuple[Reprint, PlantedArticle]]]) -> None:
    quiet = [sent for label, sent in copies.items() if sent and label != "seamens-hospital"]
    for sent in desk.rng.sample(quiet, RESENT):
        _, delivery = desk.rng.choice(sent)
        if isinstance(delivery.expected, Expected):
            again = replace(delivery.expected, verdict=Verdict.REDELIVERY, carries=())
            later = delivery.at + timedelta(minutes=desk.rng.randint(1, 9))
            desk.deliveries.append(PlantedArticle(delivery.value, later, again))


def _one_a_second(
    deliveries: list[PlantedArticle],
) -> tuple[tuple[PlantedArticle, ...], dict[int, PlantedArticle]]:
    """The deliveries in order, no two in the same second: the time tells them apart in the outputs."""
    last = datetime.min.replace(tzinfo=deliveries[0].at.tzinfo)
    ordered, moved = [], {}
    for delivery in sorted(deliveries, key=lambda delivery: delivery.at):
        last = max(delivery.at, last + timedelta(seconds=1))
        placed = replace(delivery, at=last)
        ordered.append(placed)
        moved[id(delivery)] = placed
    return tuple(ordered), moved
