"""Judging: from an article and the state before it to the decision about it. Reads the state, never writes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final, TypeAlias

from stream.dedup.index.index import Overlap
from stream.dedup.journal.decision import Decision, Tick
from stream.dedup.journal.lineage import Lineage, Status
from stream.dedup.judging.article_time import article_time
from stream.dedup.judging.assemble import Finding, assemble, releases_of
from stream.dedup.judging.containers import beside_the_match, beyond_the_match, holds_several
from stream.dedup.judging.decision_table import Evidence, Ruling, decide
from stream.dedup.judging.found_item import FoundItem
from stream.dedup.judging.item_lookup import item_of
from stream.dedup.judging.kill_marks import with_kill_mark
from stream.dedup.judging.kinship import related_as_kin
from stream.dedup.judging.matching import alike, best_match, is_fuller, overlaps_of, same_text
from stream.dedup.judging.origin import is_credited_origin
from stream.dedup.judging.own_words import is_lead, is_note, is_version, replaced_by
from stream.dedup.judging.republished import is_republished, present, under_kill
from stream.dedup.judging.title_marks import without_title_mark
from stream.dedup.state.state import State
from stream.dedup.state.stories import Story
from stream.model.articles import Article, Position, Prepared, Signal
from stream.model.clock import MAX_LEAD
from stream.model.uris import counted_alike, is_same_page
from stream.model.verdicts import NEWS, Match, Verdict

NO_TEXT_WORK: Final = frozenset({Verdict.REDELIVERY, Verdict.KILL, Verdict.HOLD})
NOT_BY_TEXT: Final = frozenset({Verdict.ORIGINAL, Verdict.STALE, *NO_TEXT_WORK})

# The item of an article, the ruling on it, what it shares with others, and the match that it carries if known.
_Ruled: TypeAlias = tuple[str, Ruling, list[Overlap], Match | None]


def judge(state: State, prepared: Prepared) -> Decision:
    """Decide about one article, given all before it. A kill or hold never waits behind text work."""
    prepared = without_title_mark(state, with_kill_mark(state, prepared))
    item = item_of(state, prepared)
    container = prepared.container
    if item.lineage is not None or is_note(prepared.article):
        resolved, ruling, overlaps, match = _by_item(state, prepared, item)
    else:
        overlaps = overlaps_of(state, prepared)
        container = prepared.container or holds_several(
            state, alike(state, overlaps), prepared.article.source
        )
        overlaps = related_as_kin(state, prepared, overlaps, "", container=container)
        resolved, ruling, overlaps, match = _by_text(state, prepared, overlaps)
    new = item.lineage is None and resolved == prepared.identity
    if ruling.verdict is Verdict.COPY and match is None:
        match = best_match(state, prepared, overlaps, "" if ruling.reason.rule == "repeat" else resolved)
    if match is not None and ruling.verdict is Verdict.COPY:
        carried = _number_of(state, match)
        overlaps = beyond_the_match(state, beside_the_match(state, overlaps, carried), carried)
    own = () if new else _in_its_story(state, resolved)
    # A page that now shows another story belongs to that story alone: if both were joined, a kill of one would kill both.
    if (
        own
        and ruling.verdict is Verdict.COPY
        and match is not None
        and _is_elsewhere(state, own, match, overlaps)
    ):
        own = ()
    stories = _stories(state, own, overlaps)
    if ruling.verdict in NOT_BY_TEXT:
        match = None
    return assemble(state, Finding(prepared, item, resolved, ruling, stories, match, overlaps, container))


def tick(state: State, position: Position, clock: datetime, appended: datetime | None = None) -> Tick:
    """Decide which embargoed articles the passing of time releases.

    A worker's clock is believed up to the time at which the broker appended its tick, `appended`; where the broker
    stamps nothing, up to `MAX_LEAD` over the log's time: a feed may be quiet for a night and more.
    """
    clock = min(clock, state.log_time + MAX_LEAD if appended is None else appended)
    due = state.due(clock)
    return Tick(position, clock, tuple(releases_of(state, due)), due)


def _number_of(state: State, match: Match) -> int:
    number = state.number(match.article_id)
    return -1 if number is None else number


def _kin(state: State, prepared: Prepared, resolved: str) -> list[Overlap]:
    return related_as_kin(
        state, prepared, overlaps_of(state, prepared), resolved, container=prepared.container
    )


def _by_item(state: State, prepared: Prepared, item: FoundItem) -> _Ruled:
    """Rule on a version of a known item, or on a kill or hold; only a repeat must first show that it is one."""
    article = prepared.article
    repeat = Signal.REPEAT in article.signals and not is_note(article)
    resolved = item.lineage.identity if item.lineage is not None else item.named or prepared.identity
    overlaps = _kin(state, prepared, resolved) if repeat else []
    match = best_match(state, prepared, overlaps, "") if repeat else None
    evidence = Evidence(
        item.lineage, item.link, match, between=item.between, succeeded=item.succeeded, foreign=item.foreign
    )
    ruling = decide(article, prepared.digest, evidence)
    if repeat or ruling.verdict in NO_TEXT_WORK:
        return resolved, ruling, overlaps, None
    overlaps = _outside(state, _kin(state, prepared, resolved), _apart(state, prepared))
    if ruling.verdict not in NEWS:
        return resolved, ruling, overlaps, None
    evidence = _republishing(state, prepared, resolved, overlaps)
    ruling = decide(
        article,
        prepared.digest,
        evidence._replace(lineage=item.lineage, link=item.link, foreign=item.foreign),
    )
    return resolved, ruling, overlaps, evidence.carried


def _republishing(state: State, prepared: Prepared, resolved: str, overlaps: list[Overlap]) -> Evidence:
    """The text of another source that a new version of a known item carries, and whether its item is a page with such a text."""
    match, republished = best_match(state, prepared, overlaps, resolved), is_republished(state, resolved)
    number = state.number(match.article_id) if match is not None else None
    if match is None or number is None:
        return Evidence(republished=republished)
    before = present(state, resolved)
    again = before is not None and before.carries == state.articles[number].carries
    killed = under_kill(state, match.article_id, resolved)
    if match.source == prepared.article.source:
        # The source itself may send a text that it killed again; an article that only copies it is still a copy.
        return Evidence(carried=match, killed=True, again=True) if killed and again else Evidence()
    republished = republished or _comes_from_others(state, resolved, number)
    return Evidence(
        carried=match if killed or republished else None, killed=killed, republished=republished, again=again
    )


def _in_its_story(state: State, resolved: str) -> tuple[int, ...]:
    """The articles of an item that are in its present story: a page may have shown other stories before."""
    numbers = state.numbers_of(resolved)
    stories = [state.stories.of(each).story_id for each in numbers]
    if len(set(stories)) < 2:
        return numbers
    lineage = state.lineage(resolved)
    latest = None if lineage is None or lineage.latest is None else state.number(lineage.latest.article_id)
    now = stories[-1] if latest is None else state.stories.of(latest).story_id
    return tuple(each for each, story in zip(numbers, stories, strict=True) if story == now)


def _is_elsewhere(state: State, own: tuple[int, ...], match: Match, overlaps: Sequence[Overlap]) -> bool:
    """Whether a later version of an item, whose articles are `own`, carries another story and nothing of its old one."""
    number = state.number(match.article_id)
    before = {state.stories.of(each).story_id for each in own}
    if number is None or state.stories.of(number).story_id in before:
        return False
    return all(state.stories.of(each.number).story_id not in before for each in same_text(state, overlaps))


def _comes_from_others(state: State, resolved: str, number: int) -> bool:
    """Whether an article is in a story of another source, in which the item `resolved` has no part."""
    story, source = state.stories.of(number), state.articles[state.numbers_of(resolved)[0]].source
    origin = state.articles[story.founded if story.origin is None else story.origin]
    return origin.source != source and all(
        state.stories.of(own).story_id != story.story_id for own in state.numbers_of(resolved)
    )


def _by_text(state: State, prepared: Prepared, overlaps: list[Overlap]) -> _Ruled:
    """Rule on an article of no known item.

    A later lead that its source sent under a new uri belongs to the item whose text it carries; a substitute is no copy of the killed item that it replaces, whatever they share.
    """
    article = prepared.article
    apart = _apart(state, prepared)
    overlaps = _outside(state, overlaps, apart)
    if apart and article.evolved_from:
        ruling = decide(article, prepared.digest, Evidence(replaces=True))
        return prepared.identity, ruling, overlaps, None
    own = _own_versions(state, article, overlaps)
    if own:
        best = max(own, key=lambda overlap: (overlap.containment, overlap.number))
        resolved = state.articles[best.number].resolved
        evidence = _republishing(state, prepared, resolved, overlaps)
        lineage = state.lineage(resolved)
        ruling = decide(article, prepared.digest, evidence._replace(lineage=lineage, link="text"))
        return resolved, ruling, overlaps, evidence.carried
    state_of = _former_state(state, prepared, overlaps)
    if state_of is not None:
        ruling = decide(article, prepared.digest, Evidence(state_of, "particulars"))
        return state_of.identity, ruling, overlaps, None
    match = best_match(state, prepared, overlaps, "")
    bare = not prepared.tokens and bool(article.body.strip())
    # Short texts that were compared whole share no passages.
    exact = match is not None and not match.shared
    killed = match is not None and under_kill(state, match.article_id, "")
    fuller = match is not None and is_fuller(match) and not killed
    withdrawn = match is not None and killed and _is_its_source(state, prepared, match)
    evidence = Evidence(match=match, exact=exact, bare=bare, fuller=fuller, withdrawn=withdrawn)
    ruling = decide(article, prepared.digest, evidence)
    # No article of its own item can be the original, so the best match among all others is the text that it carries.
    return prepared.identity, ruling, overlaps, match


def _is_its_source(state: State, prepared: Prepared, match: Match) -> bool:
    """Whether a text that another source withdrew is an article's own: that was a page with the article's text.

    Only what is credited counts: that an article was made earlier may be a wrong clock, and a killed text must not go out.
    """
    number = state.number(match.article_id)
    if number is None or match.source == prepared.article.source:
        return False
    story = state.stories.of(number)
    first = state.articles[story.founded if story.origin is None else story.origin]
    earlier = article_time(prepared.article, state.log_time) < first.time
    return first.source != prepared.article.source and is_credited_origin(prepared.article, earlier, first)


def _own_versions(state: State, article: Article, overlaps: Sequence[Overlap]) -> list[Overlap]:
    """The overlaps with an article's text whose article is of the same source and an earlier version, by marks or uri."""
    own = [each for each in alike(state, overlaps) if state.articles[each.number].source == article.source]
    if not own or is_lead(article) or is_version(article):
        return own
    name = article.uri, article.version
    found = []
    for each in own:
        facts = state.articles[each.number]
        # Numbered reports of a series are alike too: without versions only an identical text counts.
        if (counted_alike(name, (facts.uri, facts.version)) and (article.version or not each.kin)) or (
            not each.kin and is_same_page(article.uri, facts.uri)
        ):
            found.append(each)
    return found


def _former_state(state: State, prepared: Prepared, overlaps: Sequence[Overlap]) -> Lineage | None:
    """The live item of the same source whose next state an unmarked article is.

    The article says more than that item or something else, and no other source said the same before; otherwise it would be a copy.
    """
    same = same_text(state, overlaps)
    if not same or any(not overlap.news for overlap in same):
        return None
    source = prepared.article.source
    own = [overlap for overlap in same if overlap.news and state.articles[overlap.number].source == source]
    for overlap in sorted(own, key=lambda each: (each.added, -each.number)):
        lineage = state.lineage(state.articles[overlap.number].resolved)
        if lineage is not None and lineage.status is Status.LIVE and lineage.latest is not None:
            return lineage
    return None


def _apart(state: State, prepared: Prepared) -> set[str]:
    """The stories of which an article is no copy, whatever it shares with them.

    These are the stories of the items that it replaces under a new id, killed or about to be killed, and of the articles that
    replace its own item. In whatever order they come, a substitute is separate from what it substitutes. Only its own source
    substitutes an item that is not killed, and a lead that names what it evolved from is a version of that.
    """
    article = prepared.article
    substitute = state.alias(f"replaces:{prepared.identity}")
    if substitute is None and not article.evolved_from:
        return set()
    killed: set[int] = set()
    others: set[int] = set()
    for name in replaced_by(article):
        (killed if name in state.killed else others).update(state.numbers_of(name))
    if is_lead(article):
        others.clear()
    if substitute is not None:
        others.update(state.numbers_of(substitute[0]))
    killed |= {number for number in others if state.articles[number].source == article.source}
    return {state.stories.of(number).story_id for number in killed}


def _outside(state: State, overlaps: list[Overlap], stories: set[str]) -> list[Overlap]:
    if not stories:
        return overlaps
    return [overlap for overlap in overlaps if state.stories.of(overlap.number).story_id not in stories]


def _stories(state: State, item: Iterable[int], overlaps: Sequence[Overlap]) -> tuple[Story, ...]:
    """The stories that an article belongs to, the oldest first; `item` are the articles of its item."""
    numbers = [*item, *(overlap.number for overlap in same_text(state, overlaps))]
    if not numbers:
        return ()
    found = {story.story_id: story for story in map(state.stories.of, numbers)}
    if len(found) == 1:
        return (*found.values(),)
    return tuple(sorted(found.values(), key=lambda story: story.founded))
