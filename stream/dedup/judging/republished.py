"""Whose text an item carries: its own, or another publisher's.

A kill, a hold or a correction goes down the chain of those who carry a text, never up: an outlet that takes down its own
copy says nothing of the agency's story, nor of the other outlets' copies.
"""

from __future__ import annotations

from stream.dedup.journal.facts import Facts
from stream.dedup.journal.lineage import Status
from stream.dedup.state.state import VERSIONS, State
from stream.model.verdicts import Verdict


def is_republished(state: State, identity: str) -> bool:
    """Whether an item is an outlet's page with another source's text, now or in a version before.

    It is if its story comes from an item of another source, and one of the two was found to carry the other's text. Either may
    have come first.
    """
    known = [each for each in state.item(identity) if each.verdict in VERSIONS]
    if not known:
        return False
    number = state.number(known[-1].article_id)
    if number is None:
        return False
    story = state.stories.of(number)
    first = state.articles[story.founded if story.origin is None else story.origin]
    if first.resolved == identity or first.source == known[-1].source:
        return False
    return any(each.carries != each.article_id for each in known) or first.carries in {
        each.article_id for each in known
    }


def present(state: State, identity: str) -> Facts | None:
    """The version that an item stands at, None when it is withdrawn or never had one."""
    lineage = state.lineage(identity)
    if lineage is None or lineage.latest is None or lineage.status is Status.KILLED:
        return None
    number = state.number(lineage.latest.article_id)
    return None if number is None else state.articles[number]


def took_it_off(state: State, known: Facts) -> bool:
    """Whether an item that carried another's text has a text of its own by now."""
    if known.verdict in (Verdict.ORIGINAL, Verdict.COPY) or known.carries != known.article_id:
        return False
    return any(each.carries != each.article_id for each in state.item(known.resolved))


def under_kill(state: State, article_id: str, but: str) -> bool:
    """Whether an article carries a text of a killed item; the item `but` is not counted."""
    if not state.killed:
        return False
    number = state.number(article_id)
    if number is None:
        return False
    text = state.articles[number].carries
    return any(
        text in texts_of(state, identity) and not is_republished(state, identity)
        for identity in sorted(_killed_in(state, number) - {but})
    )


def _killed_in(state: State, number: int) -> set[str]:
    return {state.articles.identity(each) for each in state.stories.of(number).members} & state.killed


def texts_of(state: State, identity: str) -> dict[str, str]:
    """The texts of an item, as article ids, with the version of each.

    A copy may come before its original: then the original carries the text of the copy.
    """
    texts: dict[str, str] = {}
    for known in state.item(identity):
        if known.verdict in VERSIONS:
            texts[known.article_id] = known.version
            texts.setdefault(known.carries, known.version)
    return texts
