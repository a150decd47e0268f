"""Textual evidence: which articles share text with one, which it carries, and which are only near."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from stream.dedup.index.index import Overlap, same_whole
from stream.dedup.state.state import State
from stream.dedup.state.stories import Story
from stream.model.articles import Prepared
from stream.model.verdicts import Match, Related, Verdict
from stream.text.outline import marks_in
from stream.text.sketch import decode_bytes, is_comparable, outline_in

# Teasers and alerts: the 20 to 38 words that feeds give, and the link to the rest.
TEASER: Final = 60
WHOLE_TEASER: Final = (
    0.7  # of its words: with the link at its end the outlet's headline and name may stand there
)
# Of an article's words, from which on another carries that one: with fewer that may be a page with the same text in it.
MOSTLY_KEPT: Final = 0.7
MOSTLY_NEW: Final = 0.5
MAX_RELATED: Final = 5  # the nearest few, for a person to look at


def look_ahead(state: State, batch: Iterable[Prepared]) -> None:
    """Look up together what the articles of a batch will meet: what is judged next is judged sooner, and the same."""
    sketches = [decode_bytes(each.sketch) for each in batch if each.sketch]
    state.index.look_ahead([sketch for sketch in sketches if is_comparable(sketch)])


def overlaps_of(state: State, prepared: Prepared) -> list[Overlap]:
    """Every article in the window that meets this one in its keys, or in its whole short text."""
    sketch = decode_bytes(prepared.sketch)
    if not prepared.exact:
        return state.index.probe(sketch)
    same = {number: same_whole(number) for number in state.index.same(prepared.exact)}
    if is_comparable(sketch):
        # Of a teaser's length: a longer text may begin with it.
        same = {**{overlap.number: overlap for overlap in state.index.probe(sketch)}, **same}
    return [same[number] for number in sorted(same)]


def same_text(state: State, overlaps: Sequence[Overlap]) -> list[Overlap]:
    """Those that share enough to be the same text, and are no other story that shares its words."""
    return [overlap for overlap in alike(state, overlaps) if not overlap.kin] if overlaps else []


def alike(state: State, overlaps: Sequence[Overlap]) -> list[Overlap]:
    """Those that share enough to be the same text, or another story in the same words."""
    if not overlaps:  # of most articles, which ask several times
        return []
    least, words = state.rules.containment, state.rules.min_shared
    return [
        overlap
        for overlap in overlaps
        if overlap.containment >= least and (overlap.shared >= words or overlap.whole)
    ]


def is_fuller(match: Match) -> bool:
    """Whether the article that a match is of carries a teaser, and most of it is not in that: a desk has not had it yet."""
    words = match.shared / match.coverage if match.coverage else 0.0
    return match.coverage >= WHOLE_TEASER and words <= TEASER and match.added >= MOSTLY_NEW


def best_match(state: State, prepared: Prepared, overlaps: Sequence[Overlap], resolved: str) -> Match | None:
    """The article that a copy carries: the one that explains most of it and is itself no copy.

    Containment alone would prefer a short first version inside a copy of a longer third. Of those that explain the
    same, as the versions before and after a correction may, it is one that was kept nearly whole, of those the one with most
    paragraphs the same to the word, then the one that was kept most whole, then the latest.
    """
    found = same_text(state, overlaps)
    if resolved:
        found = [each for each in found if state.articles[each.number].resolved != resolved]
    if not found:
        return None
    if len(found) == 1:
        return _as_match(state, found[0])
    ranked = [(state.articles.verdict(each.number) is not Verdict.COPY, -each.added) for each in found]
    best = max(ranked)
    level = [each for each, rank in zip(found, ranked, strict=True) if rank == best]
    if len(level) > 1:
        own = _checks(outline_in(decode_bytes(prepared.sketch)))
        level.sort(
            key=lambda each: (
                each.coverage >= MOSTLY_KEPT,
                _the_same(state, own, each),
                each.coverage,
                each.number,
            )
        )
    return _as_match(state, level[-1])


def _the_same(state: State, own: Counter[int], overlap: Overlap) -> int:
    """How many paragraphs of an article have, by their checks, the very words of a given text's."""
    return (own & _checks(state.index.outline(overlap.number))).total()


def _checks(outline: bytes) -> Counter[int]:
    return Counter(check for *_, check in marks_in(outline))


def _as_match(state: State, overlap: Overlap) -> Match:
    return Match(*_fields(state, overlap))


def _fields(state: State, overlap: Overlap) -> tuple[str, str, str, str, float, float, float, int]:
    facts = state.articles[overlap.number]
    return (
        facts.article_id,
        facts.uri,
        facts.source,
        facts.version,
        round(overlap.containment, 4),
        round(overlap.coverage, 4),
        round(overlap.added, 4),
        overlap.shared,
    )


def related_of(state: State, overlaps: Iterable[Overlap], stories: Iterable[Story]) -> tuple[Related, ...]:
    """Articles of other stories that share text, the nearest first: below the threshold of a copy, or of a series."""
    rules = state.rules
    near = [
        overlap
        for overlap in overlaps
        if rules.related <= overlap.containment and overlap.shared >= rules.min_shared
    ]
    if not near:
        return ()
    mine = {story.story_id for story in stories}
    near = [overlap for overlap in near if state.stories.of(overlap.number).story_id not in mine]
    near.sort(key=lambda overlap: (-overlap.containment, overlap.number))
    return tuple(
        Related(*_fields(state, overlap), kind=overlap.kin or "passage") for overlap in near[:MAX_RELATED]
    )
