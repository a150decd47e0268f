"""From a ruling to the whole decision: story, origin, embargo and the notices it causes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final, NamedTuple

from stream.dedup.index.index import Overlap
from stream.dedup.journal.decision import Decision
from stream.dedup.journal.facts import Facts
from stream.dedup.judging.article_time import article_time
from stream.dedup.judging.changes import changes_of
from stream.dedup.judging.containers import carriers_of, parts_of, with_carriers
from stream.dedup.judging.decision_table import Ruling
from stream.dedup.judging.found_item import FoundItem
from stream.dedup.judging.item_lookup import aliases_of
from stream.dedup.judging.matching import best_match, related_of
from stream.dedup.judging.notice_rules import (
    candidates_of,
    copies_of,
    correction_warnings,
    kill_warnings,
    notice,
    part_warnings,
    said_by,
)
from stream.dedup.judging.origin import is_better_origin, origin_of
from stream.dedup.judging.republished import texts_of
from stream.dedup.state.state import VERSIONS, State
from stream.dedup.state.stories import Story
from stream.model.articles import Article, Prepared
from stream.model.notices import Notice, NoticeKind
from stream.model.verdicts import Changes, Match, Origin, Verdict

SOURCE: Final = "source_of_withdrawn_page"  # no kill is in force on it: the outlet withdrew its page
EMBARGOABLE: Final = VERSIONS - {Verdict.STALE}
MAX_SOURCES: Final = 8  # of the first in a story, among whom an agency's full name is looked for


class Finding(NamedTuple):
    """What judging found: the item, the ruling, the stories that the article joins and the match it carries."""

    prepared: Prepared
    item: FoundItem
    resolved: str
    ruling: Ruling
    stories: tuple[Story, ...]
    match: Match | None
    overlaps: list[Overlap]
    container: bool = False


def assemble(state: State, finding: Finding) -> Decision:
    """The decision as it will be remembered and sent."""
    prepared, ruling = finding.prepared, finding.ruling
    article, verdict = prepared.article, ruling.verdict
    clock = max(state.log_time, article.received)
    time = article_time(article, state.log_time)
    origin, moves = _origin(state, finding, time)
    embargoed = _embargoed(article, clock)
    parked = embargoed and verdict in EMBARGOABLE and prepared.home
    decision = Decision(
        position=article.position,
        home=prepared.home,
        article_id=article.article_id,
        identity=prepared.identity,
        resolved=finding.resolved,
        aliases=aliases_of(prepared, finding.item, finding.resolved, verdict, ruling.reason.rule),
        uri=article.uri,
        source=article.source,
        url=article.url,
        version=article.version,
        created=article.version_created,
        time=time,
        clock=clock,
        digest=prepared.digest,
        sketch=prepared.sketch if verdict in VERSIONS else "",
        exact=prepared.exact,
        verdict=verdict,
        reason=ruling.reason,
        story_id=finding.stories[0].story_id if finding.stories else article.article_id,
        match=finding.match,
        changes=_changes(state, finding, time),
        origin=origin,
        supersedes=ruling.supersedes.article_id if ruling.supersedes else None,
        # A late or repeated delivery must not give the text away either, though it is never released.
        embargo="parked" if embargoed else "",
        related=related_of(state, finding.overlaps, finding.stories),
        carries=_carried(state, finding) or article.article_id,
        lifts=ruling.lifts,
        merges=tuple([story.story_id for story in finding.stories[1:]]),
        moves_origin=moves,
        notices=(),
        releases=state.due(clock),
        parked=prepared if parked else None,
        container=finding.container,
        contains=parts_of(state, prepared, finding.overlaps) if finding.container else (),
        # A parked text may run one day: until then nothing of it is told, not even its headline.
        headline="" if embargoed else article.headline,
        said=None if embargoed else said_by(article, verdict),
    )
    notices = tuple(_notices(state, finding, decision))
    return replace(decision, notices=notices) if notices else decision


def releases_of(state: State, articles: Iterable[str]) -> Iterator[Notice]:
    """A release notice for each parked article."""
    for article_id in articles:
        decision = state.parked(article_id)
        if decision is not None and decision.parked is not None:
            text = f"embargo until {decision.parked.article.embargoed_until} has passed"
            released = replace(decision, headline=decision.parked.article.headline)
            yield notice(NoticeKind.RELEASE, released, decision.parked, text, versions=(article_id,))


def _changes(state: State, finding: Finding, time: datetime) -> Changes | None:
    match, first = finding.match, _first(state, finding.stories)
    if match is None or first is None:
        return None
    return changes_of(state, finding.prepared, match, finding.overlaps, first.time, time)


def _embargoed(article: Article, clock: datetime) -> bool:
    return article.embargoed_until is not None and article.embargoed_until > clock


def _origin(state: State, finding: Finding, time: datetime) -> tuple[Origin | None, bool]:
    """The origin to write in the record, and whether the story's own moves to this article, which was made at `time`."""
    article = finding.prepared.article
    if finding.ruling.verdict not in VERSIONS:
        return None, False
    # Nobody's full name is looked for where nobody is credited.
    sources: tuple[str, ...] = ()
    if article.credits and finding.stories:
        members = finding.stories[0].members[:MAX_SOURCES]
        sources = tuple(state.articles[number].source for number in members)
    first = _first(state, finding.stories)
    if first is None or first.resolved == finding.resolved:
        return origin_of(article, None, sources), False
    if is_better_origin(article, time < first.time, first):
        return origin_of(article, None, sources) or Origin(
            article.source, article.article_id, article.uri, article.source, ()
        ), True
    return origin_of(article, first, sources), False


def _first(state: State, stories: tuple[Story, ...]) -> Facts | None:
    """The article that a story comes from, as far as the window reaches."""
    for story in stories:
        return state.articles[story.founded if story.origin is None else story.origin]
    return None


def _carried(state: State, finding: Finding) -> str:
    """The article whose text this one carries, "" for its own.

    A later version of an outlet's page carries the text that the page was copied with; one of the item that the story
    comes from is that item's own, whoever copied it; and a whole text is its own, whoever showed its beginning before.
    """
    match = finding.match
    if finding.ruling.reason.rule == "fuller_text":
        return ""
    if finding.ruling.reason.rule == SOURCE:
        match = best_match(state, finding.prepared, finding.overlaps, finding.resolved)
    if match is None and finding.ruling.verdict in VERSIONS - {Verdict.ORIGINAL, Verdict.COPY}:
        first = _first(state, finding.stories)
        if first is not None and first.resolved != finding.resolved:
            match = best_match(state, finding.prepared, finding.overlaps, finding.resolved)
    number = state.number(match.article_id) if match is not None else None
    return state.articles[number].carries if number is not None else ""


def _notices(state: State, finding: Finding, decision: Decision) -> Iterator[Notice]:
    prepared = finding.prepared
    if decision.releases:
        yield from releases_of(state, decision.releases)
    story, text = decision.story_id, decision.reason.text
    if finding.item.between:
        copies = candidates_of(state, finding.item.between)
        yield notice(
            NoticeKind(decision.verdict.value), decision, prepared, text, copies=copies, ambiguous=True
        )
    elif decision.verdict in (Verdict.KILL, Verdict.HOLD):
        item, copies = _usable(state, decision), copies_of(state, decision.resolved, story)
        copies = with_carriers(
            copies, carriers_of(state, decision.resolved, texts_of(state, decision.resolved))
        )
        # Other shards hear of every kill; only those that hold something of it have news.
        if prepared.home or item or copies:
            yield notice(
                NoticeKind(decision.verdict.value), decision, prepared, text, versions=item, copies=copies
            )
    if decision.verdict is Verdict.CORRECTION:
        texts = texts_of(state, decision.resolved)
        wrong = copies_of(state, decision.resolved, story, carrying=texts)
        wrong = with_carriers(wrong, carriers_of(state, decision.resolved, texts))
        yield notice(
            NoticeKind.CORRECTION, decision, prepared, text, versions=_usable(state, decision), copies=wrong
        )
    if decision.lifts is not None:
        item = _usable(state, decision)
        if prepared.home or item:
            yield notice(NoticeKind.RELEASE, decision, prepared, text, versions=item)
    if decision.merges:
        yield notice(NoticeKind.MERGE, decision, prepared, text, merged=decision.merges)
    if decision.moves_origin:
        yield notice(NoticeKind.ORIGIN, decision, prepared, text, origin=decision.origin)
    if state.killed and decision.verdict in VERSIONS and decision.reason.rule != SOURCE:
        yield from kill_warnings(state, prepared, decision, finding.stories, finding.overlaps)
    if decision.contains and decision.verdict in VERSIONS:
        yield from part_warnings(state, prepared, decision, finding.overlaps)
    if decision.carries != decision.article_id:
        yield from correction_warnings(state, prepared, decision)


def _usable(state: State, decision: Decision) -> tuple[str, ...]:
    """The versions before this one of its item, as article ids."""
    return tuple(known.article_id for known in state.item(decision.resolved) if known.verdict in VERSIONS)
