"""The items that an article may mean, by one thing that it says: an id, a headline, a slug, a part of a headline.

Only items of the same source, each once, without those that carry another's text: what is chosen among them is decided
in `meaning`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

from stream.dedup.journal.lineage import Lineage, Status
from stream.dedup.judging.article_time import article_time
from stream.dedup.judging.found_item import aliased, headline_name, slug_name
from stream.dedup.judging.own_words import replaced_by
from stream.dedup.state.state import State
from stream.model.articles import Prepared
from stream.model.uris import counted_alike, counted_beside, item_uri

# A slugline names one story within a day, AP's practice; later it is reused.
SLUG_LIFE: Final = timedelta(hours=24)
TOPIC_LIFE: Final = timedelta(days=7)  # AP corrects within the week
# What AP's slugs begin with before the words that a correction names ("Correction: Velmar Ferry story").
_REGIONS: Final = (
    "",
    *(
        f"{region}{dash}"
        for region in ("eu", "as", "af", "ml", "lt", "cn", "us", "un", "bc", "ap", "ca", "au", "me")
        for dash in ("-", "--")
    ),
)


def named_by_id(state: State, prepared: Prepared) -> list[Lineage]:
    """The items of the same source that an article names by id."""
    article = prepared.article
    keys = [*replaced_by(article), *(each[3:] for each in prepared.mentions if each.startswith("id:"))]
    return of_ids(state, prepared, keys)


def of_ids(state: State, prepared: Prepared, keys: list[str]) -> list[Lineage]:
    """The items of the same source that have these ids, or of which another version has."""
    article = prepared.article
    found: list[Lineage] = []
    for key in keys:
        lineage = (
            state.lineage(key)
            or aliased(state, f"uri:{key}")
            or aliased(state, f"alt:{article.source}:{key}")
            or aliased(state, f"alt:{article.source}:guid:{key}")
        )
        found.append(lineage) if lineage is not None else None
    if not found:
        found = _by_other_version(state, keys)
    return distinct(
        each for each in found if each.source == article.source and each.identity != prepared.identity
    )


def _by_other_version(state: State, keys: Iterable[str]) -> list[Lineage]:
    """The items that are named by one of their versions: their uri ends in it, or it stands in the note alone, behind the uri."""
    for key in dict.fromkeys(keys):
        base, mark, version = key.rpartition(":")
        lineage = state.lineage(base) if mark and version.isascii() and version.isdigit() else None
        if lineage is not None and any(each.version == version for each in lineage.versions):
            return [lineage]
        for beside in counted_beside(key):
            lineage = state.lineage(beside)
            if lineage is None or lineage.latest is None:
                continue
            facts = state.articles[state.numbers_of(lineage.identity)[-1]]
            if facts.version and counted_alike(
                (facts.uri, facts.version), (key.removeprefix(f"{facts.source}:"), "")
            ):
                return [lineage]
    return []


def yet_to_come(prepared: Prepared) -> str:
    """The item that a note names by id and that nobody knows yet; only what is an id for certain."""
    named = tuple(item_uri(uri, "") for uri in prepared.article.evolved_from[:1]) or tuple(
        each[3:] for each in prepared.mentions if each.startswith(("id:urn:", "id:tag:"))
    )
    return named[0] if len(set(named)) == 1 and named[0] != prepared.identity else ""


def by_headline(state: State, prepared: Prepared) -> list[Lineage]:
    """The items whose headline an article has or quotes, without those made after it and those that carry another's text."""
    names = [headline_name(prepared), *(each for each in prepared.mentions if each.startswith("h:"))]
    time = article_time(prepared.article, state.log_time)
    found = distinct(
        lineage
        for name in names
        if name
        for identity, _ in state.aliases(name)
        if (lineage := state.lineage(identity)) is not None
        and lineage.latest is not None
        and identity != prepared.identity
        and state.articles[state.numbers_of(identity)[0]].time <= time
    )
    live = [each for each in found if each.status is not Status.KILLED]
    return own_texts(state, recent(live or found, time, state) or live or found)


def by_slug(state: State, prepared: Prepared) -> list[Lineage]:
    """The items that had the slug within a day before."""
    slugs = [prepared.slug, *(each[5:] for each in prepared.mentions if each.startswith("slug:"))]
    topics = [each[6:] for each in prepared.mentions if each.startswith("topic:")]
    for topic in topics:
        forms = (topic, topic.replace(" ", "-"))
        slugs += [f"{region}{form}" for region in _REGIONS for form in forms]
    time = article_time(prepared.article, state.log_time)
    found = _slugged(state, prepared.article.source, slugs, time, SLUG_LIFE)
    if found or not topics:
        return found
    # What corrects a story of the days before names it by its topic, and means it where no other had that.
    found = _slugged(state, prepared.article.source, slugs, time, TOPIC_LIFE)
    return found if len(found) == 1 else []


def _slugged(state: State, source: str, slugs: list[str], time: datetime, life: timedelta) -> list[Lineage]:
    found = [
        lineage
        for slug in slugs
        if slug
        for identity, used in state.aliases(slug_name(source, slug))
        # What was made before the last use of a slug is no later lead of it: it belongs to an item yet to come.
        if timedelta() <= time - used <= life and (lineage := state.lineage(identity)) is not None
    ]
    return own_texts(state, distinct(found))


def own_texts(state: State, found: list[Lineage]) -> list[Lineage]:
    """Some items without those that carry the text of another of them: a repeat goes down with what it repeats."""
    if len(found) < 2:
        return found
    roots: dict[str, Lineage] = {}
    for lineage in found:
        number = state.number(lineage.latest.article_id) if lineage.latest is not None else None
        root = state.articles[number].carries if number is not None else lineage.identity
        if root not in roots or any(each.article_id == root for each in lineage.versions):
            roots[root] = lineage
    return list(roots.values())


def recent(found: list[Lineage], time: datetime, state: State) -> list[Lineage]:
    """Those whose last version is of the day before `time`."""
    return [
        each
        for each in found
        if timedelta() <= time - state.articles[state.numbers_of(each.identity)[-1]].time <= SLUG_LIFE
    ]


def lineages_of(state: State, numbers: Iterable[int]) -> Iterator[Lineage]:
    """The items that articles belong to, by the articles' numbers."""
    for number in numbers:
        lineage = state.lineage(state.articles[number].resolved)
        if lineage is not None:
            yield lineage


def distinct(found: Iterable[Lineage]) -> list[Lineage]:
    """Each item once, in order."""
    return list({each.identity: each for each in found}.values())
