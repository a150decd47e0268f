"""Notices: what those who already hold a text must hear."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from stream.dedup.facts import Known
from stream.dedup.index import Overlap
from stream.dedup.items import version_of
from stream.dedup.journal import Entry
from stream.dedup.lineage import Lineage, Status, Version
from stream.dedup.state import VERSIONS, State
from stream.dedup.story import Story
from stream.dedup.text import best_match
from stream.records import KnownCopy, Notice, NoticeKind, Origin, Position, Prepared, Verdict


def notice(
    kind: NoticeKind,
    story_id: str,
    prepared: Prepared,
    text: str,
    *,
    versions: tuple[str, ...] = (),
    copies: tuple[KnownCopy, ...] = (),
    merged: tuple[str, ...] = (),
    origin: Origin | None = None,
    position: Position | None = None,
) -> Notice:
    """A notice caused by an article."""
    article = prepared.article
    return Notice(
        kind,
        story_id,
        article.article_id,
        article.uri,
        article.version,
        article.source,
        text,
        versions,
        copies,
        merged,
        origin,
        article.received,
        position or article.position,
    )


def copies_of(
    state: State, identity: str, story_id: str, *, carrying: Mapping[str, str] | None = None
) -> tuple[KnownCopy, ...]:
    """The known copies of an item: all of its story that is not the item itself.

    `carrying` narrows them to those that carry one of these texts (see `texts_of`).
    """
    story = state.stories.get(story_id)
    if story is None:
        return ()
    texts = texts_of(state, identity)
    return _named(
        (
            entry
            for number in sorted(story.members)
            if (entry := state.entries[number]).resolved != identity
            and (carrying is None or entry.carries in carrying)
        ),
        texts,
    )


def texts_of(state: State, identity: str) -> dict[str, str]:
    """The texts of an item, as article ids, with the version of each.

    A copy may come before what it was copied from: then the item's own article carries the text of the copy.
    """
    texts: dict[str, str] = {}
    for entry in state.item(identity):
        if entry.verdict in VERSIONS:
            texts[entry.article_id] = entry.version
            texts.setdefault(entry.carries, entry.version)
    return texts


def kill_warnings(
    state: State, prepared: Prepared, entry: Entry, stories: Iterable[Story], overlaps: list[Overlap]
) -> Iterable[Notice]:
    """Kill notices that an article causes by joining a story with a killed item: they name the copies not named yet.

    Those are the article itself, when it shares text with another item, and all of the stories that
    it joins to the killed item's own.
    """
    for identity in _killed(state, entry, stories):
        lineage, home = state.lineage(identity), state.stories.of(state.numbers_of(identity)[0])
        if lineage is None or lineage.standing is None or home.story_id not in {s.story_id for s in stories}:
            continue
        others = (story for story in stories if story.story_id != home.story_id)
        joined: list[Entry | Known] = [
            state.entries[number] for story in others for number in sorted(story.members)
        ]
        if best_match(state, prepared, overlaps, entry.resolved) is not None:
            joined.append(entry)
        fresh = [each for each in joined if each.resolved != identity]
        texts = texts_of(state, identity)
        if entry.resolved == identity:
            texts.setdefault(entry.carries, entry.version)
        copies = _named(fresh, texts)
        if copies:
            yield _late(NoticeKind.KILL, lineage.standing, lineage, prepared, entry.story_id, copies)


def part_warnings(state: State, prepared: Prepared, entry: Entry) -> Iterable[Notice]:
    """Kill notices that a container causes on arrival: one for each killed item that it carries, naming that passage."""
    for part in entry.contains:
        number = state.number(part.article_id)
        if number is None:
            continue
        story = state.stories.of(number)
        for identity in sorted({state.entries.identity(member) for member in story.members} & state.killed):
            lineage = state.lineage(identity)
            if lineage is None or lineage.standing is None:
                continue
            version = texts_of(state, identity).get(state.entries[number].carries, "")
            copy = KnownCopy(entry.article_id, entry.uri, entry.source, entry.url, version, part.passage)
            yield _late(NoticeKind.KILL, lineage.standing, lineage, prepared, story.story_id, (copy,))


def _killed(state: State, entry: Entry, stories: Iterable[Story]) -> list[str]:
    """The killed items that have an article in these stories."""
    found = (
        {state.entries.identity(number) for story in stories for number in story.members}
        if state.killed
        else set()
    )
    return sorted(found & state.killed - {entry.resolved} if entry.lifts else found & state.killed)


def correction_warnings(state: State, prepared: Prepared, entry: Entry) -> Iterable[Notice]:
    """Correction notices that a copy causes on arrival: it carries a version corrected since."""
    story = state.stories.get(entry.story_id)
    # All versions of an item are of one story: where that has no correction, no text in it was corrected.
    if story is None or all(
        state.entries.verdict(number) is not Verdict.CORRECTION for number in story.members
    ):
        return
    carriers = sorted(story.members)
    items = dict.fromkeys(
        other.resolved for number in carriers if (other := state.entries[number]).carries == entry.carries
    )
    for identity in items:
        known = state.item(identity)
        if all(version.verdict is not Verdict.CORRECTION for version in known):
            continue
        lineage, texts = state.lineage(identity), texts_of(state, identity)
        if identity == entry.resolved or lineage is None or lineage.status is Status.KILLED:
            continue
        carried = max(at for at, version in enumerate(known) if version.carries == entry.carries)
        corrections = [later for later in known[carried + 1 :] if later.verdict is Verdict.CORRECTION]
        if corrections:
            copies = _named((entry,), texts)
            cause = version_of(corrections[-1])
            yield _late(NoticeKind.CORRECTION, cause, lineage, prepared, entry.story_id, copies)


def _named(entries: Iterable[Entry | Known], texts: Mapping[str, str]) -> tuple[KnownCopy, ...]:
    """Copies as a notice names them, each once, with the version that they carry ("" when it is not known)."""
    found = {
        entry.article_id: KnownCopy(
            entry.article_id, entry.uri, entry.source, entry.url, texts.get(entry.carries, "")
        )
        for entry in entries
        if entry.verdict in VERSIONS
    }
    return tuple(found.values())


def _late(
    kind: NoticeKind,
    cause: Version,
    lineage: Lineage,
    prepared: Prepared,
    story_id: str,
    copies: tuple[KnownCopy, ...],
) -> Notice:
    article = prepared.article
    text = f"{article.uri} of {article.source} came with a text under {kind}"
    versions = tuple(version.article_id for version in lineage.versions)
    return Notice(
        kind,
        story_id,
        cause.article_id,
        cause.uri,
        cause.version,
        lineage.source,
        text,
        versions,
        copies,
        (),
        None,
        article.received,
        article.position,
    )
