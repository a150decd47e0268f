"""From a version or a reprint to the item its sender puts on the wire."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final

from stream.demo.copy_times import Reprint
from stream.demo.json_items import WireItem
from stream.demo.newsrooms import AGENCIES, OUTLETS, Agency
from stream.demo.republish import dateline, rehearsed, republished
from stream.demo.story_files import PlannedStory, StoryVersion

MIDNIGHT: Final = datetime(2026, 3, 17, tzinfo=UTC)
DATES: Final = {
    "en": "March 17", "de": "17. März", "fr": "17 mars", "es": "17 de marzo", "pt": "17 de março", "ru": "17 марта",
    "uk": "17 березня", "ar": "17 مارس", "zh": "3月17日",
}  # fmt: skip
NOTES: Final = frozenset({"kill", "hold"})


def minute_of_day(minute: int, second: int = 0) -> datetime:
    """A minute of the day as UTC."""
    return MIDNIGHT + timedelta(minutes=minute, seconds=second)


def wire_text(story: PlannedStory, version: StoryVersion) -> tuple[str, ...]:
    """A version's paragraphs as its source sends them; an agency's open with its dateline, notes do not."""
    if story.source not in AGENCIES or version.kind in NOTES:
        return version.paragraphs
    agency = AGENCIES[story.source]
    return dateline(agency, story.located, DATES[story.language], version.paragraphs)


def wire_version(story: PlannedStory, version: StoryVersion) -> str:
    """The version as its format writes it: the old ones count the leads after the first, and not their kills."""
    form = AGENCIES[story.source].form if story.source in AGENCIES else ""
    if form not in ("iptc-7901", "anpa-1312"):
        return "1" if version.kind == "repeat" else version.version
    if version.kind in NOTES:
        return ""
    lead = str(int(version.version) - 1)
    return "" if form == "iptc-7901" and lead == "0" else lead


def wire_uri(story: PlannedStory, number: int, version: str = "1", *, repeat: bool = False) -> str:
    """The uri of a story's item. Corvus Press numbers its items within the day, so that its uris are not global.

    The uris of the old formats are those that the intake makes: of service, number and day, where every lead has a number
    of its own, and of slug and day.
    """
    if story.source == "kestrel":
        return f"urn:newswire:iptc7901:kst{number:03d}{version}:20260317"
    if story.source == "sable":
        return f"urn:newswire:anpa1312:sable:20260317:{story.versions[0].slugline.lower()}"
    serial = number + (500 if repeat else 0)
    if story.source == "lantern":
        return f"urn:newsml:lanternwire.example:20260317:nL9N0{serial:04X}"
    if story.source == "meridian":
        return f"tag:meridian.example,2026:item/{7000 + serial}"
    if story.source == "corvus":
        return f"20260317-{serial:04d}"
    return f"https://www.{OUTLETS[story.source].domain}/2026/03/17/{story.label}"


def wire_item(story: PlannedStory, version: StoryVersion, uri: str, replaces: str) -> WireItem:
    """A version of an agency's story or of an outlet's own report."""
    agency = AGENCIES.get(story.source)
    killed = version.kind == "kill"
    embargo = None if story.embargo is None or version.kind in NOTES else minute_of_day(story.embargo)
    status = {"kill": "canceled", "hold": "withheld"}.get(version.kind, "usable")
    if story.source == "meridian":
        # AP's additions to the vocabulary: a status of its own for embargoes, and the other spelling.
        status = "cancelled" if killed else "embargoed" if embargo else status
    source = agency.name if agency else OUTLETS[story.source].name
    return WireItem(
        uri=uri,
        source=source,
        headline=version.headline,
        paragraphs=wire_text(story, version),
        language=story.language,
        version=wire_version(story, version),
        created=minute_of_day(version.at if version.created is None else version.created),
        pubstatus=status,
        byline=story.byline,
        located=story.located,
        slugline=version.slugline,
        ednote=version.ednote,
        urgency=1 if killed else 3,
        embargo=embargo,
        copyright_holder=source,
        evolved_from=replaces,
        alt_id=uri.rpartition(":")[2] if story.source == "lantern" else "",
    )


def reprint_item(story: PlannedStory, reprint: Reprint, serial: int, at: datetime, rng: Random) -> WireItem:
    """An outlet's page with the text of an agency: no byline, its own headline, its own identity."""
    outlet = reprint.outlet
    agency: Agency = AGENCIES[story.source]
    text = wire_text(story, reprint.version)
    if reprint.half:
        # What the two halves share is cut: only the whole text can show that they are one story.
        middle = len(text) // 2
        text = text[:middle] if reprint.half == 1 else text[middle + 1 :]
    if reprint.early:
        # The agency's text is not known yet: only the name at the end tells of it.
        outlet = replace(outlet, credit="sign_off")
    address = f"https://www.{outlet.domain}/2026/03/17/{story.label}-{serial}"
    flat = outlet.form in ("flat", "rss", "atom")
    mailed = f"mid:{88000 + serial}@{outlet.domain}" if outlet.form == "e-mail" else ""
    return WireItem(
        uri=mailed or (f"tag:{outlet.domain},2026:n/{88000 + serial}" if flat else address),
        source=outlet.name,
        headline=rehearsed(reprint.version.headline, outlet, rng),
        paragraphs=republished(text, agency, outlet, rng, whole=reprint.whole),
        language="" if outlet.key == "coast-herald" else story.language,
        version="1" if outlet.numbered else "",
        created=at - timedelta(seconds=rng.randint(5, 50)),
        pubstatus="" if outlet.key == "tamar-post" else "usable",
        copyright_holder="" if outlet.credit == "copyright" else outlet.name,
        url=address if flat else "",
        html=outlet.html,
    )
