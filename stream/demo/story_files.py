"""Reading the story files: one TOML table a story, its later versions as the differences from the one before."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal

from stream.demo.truth import ConflictTruth

Kind = Literal["update", "correction", "refile", "hold", "kill", "stale", "redelivery", "repeat"]
Plot = Literal["", "halves", "outlet_first", "kill_first", "late_wrong"]

FILES = ("veldria", "world", "peacetime", "own", "languages", "wires", "nine_languages")


@dataclass(frozen=True, slots=True)
class StoryVersion:
    """One version of a story as its source sends it. `at` and `created` are minutes since midnight UTC."""

    kind: Kind | Literal["first"]
    version: str
    at: int
    created: int | None
    headline: str
    slugline: str
    ednote: str
    paragraphs: tuple[str, ...]
    of: str = ""
    release: bool = False


@dataclass(frozen=True, slots=True)
class PlannedStory:
    """A story of the day: its versions in the order of their arrival, and how it is republished.

    `embargo` is minutes since midnight or None. `plot` names an order of events that is not the usual one.
    """

    label: str
    source: str
    language: str
    located: str
    byline: str
    copies: int
    embargo: int | None
    plot: Plot
    evolved_from: str
    versions: tuple[StoryVersion, ...]
    truth: ConflictTruth | None

    def killed_at(self) -> int | None:
        """Minute of the kill, None if the story lives."""
        return next((version.at for version in self.versions if version.kind == "kill"), None)


def read_stories() -> tuple[PlannedStory, ...]:
    """All stories of the day, in the order of the files.

    Raises:
        ValueError: a version replaces words that the version before does not have.
    """
    folder = files("stream.demo") / "stories"
    stories = []
    for name in FILES:
        tables = tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
        stories += [_story(table) for table in tables["story"]]
    return tuple(stories)


def minutes(clock: str) -> int:
    """`"06:02"` as minutes since midnight."""
    hours, _, rest = clock.partition(":")
    return 60 * int(hours) + int(rest)


def _story(table: Mapping[str, Any]) -> PlannedStory:
    first = StoryVersion(
        kind="first",
        version="1",
        at=minutes(table["at"]),
        created=minutes(table["created"]) if "created" in table else None,
        headline=table["headline"],
        slugline=table["slugline"],
        ednote="",
        paragraphs=_paragraphs(table["text"]),
    )
    versions = [first]
    for later in table.get("later", ()):
        versions.append(_later(table["label"], first, versions, later))
    return PlannedStory(
        label=table["label"],
        source=table["source"],
        language=table.get("language", "en"),
        located=table["located"],
        byline=table["byline"],
        copies=table.get("copies", 0),
        embargo=minutes(table["embargo"]) if "embargo" in table else None,
        plot=table.get("plot", ""),
        evolved_from=table.get("evolved_from", ""),
        versions=tuple(versions),
        truth=_truth(table),
    )


def _later(
    label: str, first: StoryVersion, before: list[StoryVersion], table: Mapping[str, Any]
) -> StoryVersion:
    # A late version 2 differs from version 1, not from the version 3 that overtook it.
    base = first if table["kind"] == "stale" else [v for v in before if v.kind not in ("hold", "kill")][-1]
    text = "\n\n".join(base.paragraphs)
    for old, new in table.get("replace", ()):
        if old not in text:
            msg = f"stories: {label} replaces {old!r}, which its version {base.version} does not have"
            raise ValueError(msg)
        text = text.replace(old, new)
    if "append" in table:
        text = f"{text}\n\n{table['append']}"
    if "body" in table:
        text = table["body"]
    of = table.get("of", "")
    return StoryVersion(
        kind=table["kind"],
        version=table.get("version", str(int(before[-1].version) + 1)),
        at=minutes(table["at"]),
        created=minutes(table["created"]) if "created" in table else None,
        headline=table.get("headline", base.headline),
        slugline=table.get("slugline", first.slugline),
        ednote=table.get("ednote", ""),
        paragraphs=_paragraphs(text),
        of=of,
        release=table.get("release", False),
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("\n\n") if part.strip())


def _truth(table: Mapping[str, Any]) -> ConflictTruth | None:
    if not {"conflict", "place", "casualties", "actors"} & table.keys():
        return None
    place = table.get("place")
    return ConflictTruth(
        label=table["label"],
        relevant=table.get("conflict"),
        place=(place[0], place[1], place[2]) if place else None,
        casualties=tuple((kind, least) for kind, least in table.get("casualties", ())),
        actors=tuple(table.get("actors", ())),
        event=table.get("event", ""),
    )
