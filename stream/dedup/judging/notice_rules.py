"""Notices: what those who already hold a text must hear."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from stream.dedup.index.index import Overlap
from stream.dedup.journal.decision import Decision, NoticeText
from stream.dedup.journal.facts import Facts
from stream.dedup.journal.lineage import ItemVersion, Lineage, Status
from stream.dedup.judging.matching import best_match
from stream.dedup.judging.naming import known_copy
from stream.dedup.judging.republished import is_republished, present, texts_of, took_it_off
from stream.dedup.state.items import version_of
from stream.dedup.state.state import VERSIONS, State
from stream.dedup.state.stories import Story
from stream.model.articles import Article, Prepared
from stream.model.notices import KnownCopy, Notice, NoticeKind
from stream.model.verdicts import Origin, Verdict

NOTED: Final = frozenset({Verdict.KILL, Verdict.HOLD, Verdict.CORRECTION})
SHORT: Final = 60  # words of a hold's own text: a longer one is the story that must not run yet
# Characters of a kill's text in its notices: some send the whole story again.
LONGEST_NOTICE_TEXT: Final = 4000


def notice(
    kind: NoticeKind,
    decision: Decision,
    prepared: Prepared,
    text: str,
    *,
    versions: tuple[str, ...] = (),
    copies: tuple[KnownCopy, ...] = (),
    merged: tuple[str, ...] = (),
    origin: Origin | None = None,
    ambiguous: bool = False,
) -> Notice:
    """A notice caused by an article, `decision` being the decision on it."""
    article, said = prepared.article, decision.said
    return Notice(
        kind,
        decision.story_id,
        article.article_id,
        article.uri,
        article.version,
        article.source,
        text,
        tuple(dict.fromkeys(versions)),
        copies,
        merged,
        origin,
        article.received,
        article.position,
        decision.headline,
        said.slugline if said else "",
        article.version_created,
        article.language,
        said.ednote if said else "",
        said.body if said and kind in (NoticeKind.KILL, NoticeKind.HOLD) else "",
        ambiguous=ambiguous,
    )


def said_by(article: Article, verdict: Verdict) -> NoticeText | None:
    """What notices about a kill, hold or correction will repeat of it."""
    if verdict not in NOTED:
        return None
    body = article.body[:LONGEST_NOTICE_TEXT]
    if verdict is Verdict.HOLD and len(body.split()) > SHORT:
        body = ""
    return NoticeText(article.slugline, article.language, article.ednote, body)


def copies_of(
    state: State, identity: str, story_id: str, *, carrying: Mapping[str, str] | None = None
) -> tuple[KnownCopy, ...]:
    """The known copies of an item: all other items of its story, each by the version that it stands at.

    Left out are those withdrawn and those that have a text of their own by now; of an item that is itself a copy there are
    none. `carrying` narrows them to those that carry one of these texts (see `texts_of`).
    """
    story = state.stories.get(story_id)
    if story is None or is_republished(state, identity):
        return ()
    found = _standing(state, sorted(story.members), identity)
    return _named(
        state,
        (each for each in found if carrying is None or each.carries in carrying),
        texts_of(state, identity),
    )


def candidates_of(state: State, between: Iterable[Lineage]) -> tuple[KnownCopy, ...]:
    """The items that a kill or hold could mean, as a notice names them: each by the version that it stands at."""
    found = (each for lineage in between if (each := _latest(state, lineage)) is not None)
    return tuple(known_copy(state, each, each.version) for each in found)


def _latest(state: State, lineage: Lineage) -> Facts | None:
    number = state.number(lineage.latest.article_id) if lineage.latest is not None else None
    return None if number is None else state.articles[number]


def _standing(state: State, numbers: Iterable[int], identity: str) -> list[Facts]:
    """Of some articles the items, but for one, each by the version that it stands at and once."""
    ordered = list(numbers)
    members = frozenset(ordered)
    items = dict.fromkeys(state.articles.identity(number) for number in ordered)
    found = (present(state, each) for each in items if each != identity)
    # A page that shows another story by now is of that one.
    return [
        each
        for each in found
        if each is not None and state.number(each.article_id) in members and not took_it_off(state, each)
    ]


def kill_warnings(
    state: State, prepared: Prepared, decision: Decision, stories: Iterable[Story], overlaps: list[Overlap]
) -> Iterable[Notice]:
    """Kill notices that an article causes by joining a story with a killed item: they name the copies not named yet.

    Those are the article itself, when it shares text with another item, and all of the stories that
    it joins to the killed item's own.
    """
    for identity in _killed(state, decision, stories):
        if is_republished(state, identity):
            continue
        lineage, home = state.lineage(identity), state.stories.of(state.numbers_of(identity)[0])
        if lineage is None or lineage.standing is None or home.story_id not in {s.story_id for s in stories}:
            continue
        joined = [number for story in stories if story.story_id != home.story_id for number in story.members]
        fresh: list[Decision | Facts] = [
            each for each in _standing(state, sorted(joined), identity) if each.resolved != decision.resolved
        ]
        if (
            decision.resolved != identity
            and best_match(state, prepared, overlaps, decision.resolved) is not None
        ):
            fresh.append(decision)
        texts = texts_of(state, identity)
        if decision.resolved == identity:
            texts.setdefault(decision.carries, decision.version)
        copies = _named(state, fresh, texts)
        if copies:
            yield _late(
                state, NoticeKind.KILL, lineage.standing, lineage, prepared, decision.story_id, copies
            )


def part_warnings(
    state: State, prepared: Prepared, decision: Decision, overlaps: Iterable[Overlap]
) -> Iterable[Notice]:
    """Notices that a container causes on arrival: of each killed item and corrected version that it carries, for that passage."""
    shared = {overlap.number: overlap.shared for overlap in overlaps}
    for part in decision.contains:
        number = state.number(part.article_id)
        if number is None:
            continue
        story = state.stories.of(number)
        correction = _correction_since(state, number, shared)
        lineage = state.lineage(state.articles.identity(number))
        if correction is not None and lineage is not None and lineage.status is not Status.KILLED:
            copy = known_copy(state, decision, part.version, part.passage)
            cause = version_of(correction)
            yield _late(state, NoticeKind.CORRECTION, cause, lineage, prepared, story.story_id, (copy,))
        for identity in sorted({state.articles.identity(member) for member in story.members} & state.killed):
            lineage = state.lineage(identity)
            if lineage is None or lineage.standing is None:
                continue
            version = texts_of(state, identity).get(state.articles[number].carries, "")
            copy = known_copy(state, decision, version, part.passage)
            yield _late(state, NoticeKind.KILL, lineage.standing, lineage, prepared, story.story_id, (copy,))


def _correction_since(state: State, number: int, shared: Mapping[int, int]) -> Facts | None:
    """The last correction of a version that a page carries more of than of the correction; None for none.

    `shared` are the words that the page has of each article: the beginnings that it shows may be the same in both.
    """
    carried = state.articles[number]
    known = state.item(carried.resolved)
    at = next((at for at, each in enumerate(known) if each.article_id == carried.article_id), len(known))
    later = [each for each in known[at + 1 :] if each.verdict is Verdict.CORRECTION]
    corrected = state.number(later[-1].article_id) if later else None
    if corrected is None or shared.get(corrected, 0) >= shared.get(number, 0):
        return None
    return later[-1]


def _killed(state: State, decision: Decision, stories: Iterable[Story]) -> list[str]:
    """The killed items that have an article in these stories."""
    found = (
        {state.articles.identity(number) for story in stories for number in story.members}
        if state.killed
        else set()
    )
    return sorted(found & state.killed - {decision.resolved} if decision.lifts else found & state.killed)


def correction_warnings(state: State, prepared: Prepared, decision: Decision) -> Iterable[Notice]:
    """Correction notices that a copy causes on arrival: it carries a version corrected since."""
    story = state.stories.get(decision.story_id)
    # All versions of an item are of one story: where that has no correction, no text in it was corrected.
    if story is None or all(
        state.articles.verdict(number) is not Verdict.CORRECTION for number in story.members
    ):
        return
    carriers = sorted(story.members)
    items = dict.fromkeys(
        other.resolved for number in carriers if (other := state.articles[number]).carries == decision.carries
    )
    for identity in items:
        known = state.item(identity)
        if all(version.verdict is not Verdict.CORRECTION for version in known):
            continue
        lineage, texts = state.lineage(identity), texts_of(state, identity)
        if identity == decision.resolved or lineage is None or lineage.status is Status.KILLED:
            continue
        if is_republished(state, identity):
            continue
        carried = max(at for at, version in enumerate(known) if version.carries == decision.carries)
        corrections = [later for later in known[carried + 1 :] if later.verdict is Verdict.CORRECTION]
        if corrections:
            copies = _named(state, (decision,), texts)
            cause = version_of(corrections[-1])
            yield _late(state, NoticeKind.CORRECTION, cause, lineage, prepared, decision.story_id, copies)


def _named(
    state: State, articles: Iterable[Decision | Facts], texts: Mapping[str, str]
) -> tuple[KnownCopy, ...]:
    """Copies as a notice names them, each once, with the version that they carry ("" when it is not known)."""
    found = {
        known.article_id: known_copy(state, known, texts.get(known.carries, ""))
        for known in articles
        if known.verdict in VERSIONS
    }
    return tuple(found.values())


def _late(
    state: State,
    kind: NoticeKind,
    cause: ItemVersion,
    lineage: Lineage,
    prepared: Prepared,
    story_id: str,
    copies: tuple[KnownCopy, ...],
) -> Notice:
    article = prepared.article
    number = next(
        each
        for each in reversed(state.numbers_of(lineage.identity))
        if state.articles.article_id(each) == cause.article_id
    )
    decision = state.decision(number)
    said = decision.said
    return Notice(
        kind,
        story_id,
        cause.article_id,
        cause.uri,
        cause.version,
        lineage.source,
        f"{article.uri} of {article.source} came with a text under {kind}",
        tuple(dict.fromkeys(version.article_id for version in lineage.versions)),
        copies,
        (),
        None,
        article.received,
        article.position,
        decision.headline,
        said.slugline if said else "",
        cause.created,
        said.language if said else "",
        said.ednote if said else "",
        said.body if said and kind is NoticeKind.KILL else "",
        late=True,
    )
