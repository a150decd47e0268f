"""Containers: pages that carry several stories. They join none of them, and a kill of one part names them for that part."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from stream.dedup.index.index import Overlap
from stream.dedup.journal.decision import CONTAINER, PART, Decision
from stream.dedup.judging.naming import known_copy
from stream.dedup.judging.own_credits import are_of_two, is_of, known_agency
from stream.dedup.judging.republished import present
from stream.dedup.state.state import VERSIONS, State
from stream.model.articles import Prepared
from stream.model.notices import KnownCopy
from stream.model.verdicts import Part, Span
from stream.text.outline import marks_in
from stream.text.sketch import decode_bytes, is_comparable, outline_in

WHOLE_ARTICLE: Final = 0.7  # of a container's words: an article with so many is a copy of it, no part
# Of the words of each of two pages, from which on they are one page, taken over with small cuts. With fewer one of them has
# a story of its own: one of six is a seventh of a page.
PAGE: Final = 0.85
STORIES: Final = 3  # that a page carries whole: two may be the halves of one
OF_ONE_SOURCE: Final = 2  # stories of one other publisher, which sends no story in halves
APART: Final = 0.1  # of a part's words that may also be another's
MOST_PARTS: Final = 64  # named in a record: a live page carries dozens


def holds_several(state: State, overlaps: Iterable[Overlap], source: str) -> bool:
    """Whether an article of a source carries several whole stories beside each other, given those that it shares its words with."""
    whole = [each for each in overlaps if each.coverage >= WHOLE_ARTICLE and each.shared]
    # Most of a page of three is no single one's: so most copies are told at once.
    if len(whole) < OF_ONE_SOURCE or any(each.added <= 1.0 - WHOLE_ARTICLE for each in whole):
        return False
    taken = 0
    stories: set[str] = set()
    sources: set[str] = set()
    apart: list[int] = []
    for overlap in sorted(whole, key=lambda each: (-each.coverage, each.number)):
        story = state.stories.of(overlap.number).story_id
        bits = overlap.passages.own
        size = bits.bit_count()
        if story in stories:
            continue
        if (bits & taken).bit_count() <= APART * size:
            taken |= bits
            stories.add(story)
            sources.add(state.articles[overlap.number].source)
            apart.append(overlap.number)
    if len(stories) >= STORIES or len(stories) < OF_ONE_SOURCE or source in sources:
        return len(stories) >= STORIES
    # Two of two publishers may be the halves of one story, abridged by each, but where they credit two agencies.
    one, other, *_ = apart
    return len(sources) == 1 or are_of_two(known_agency(state, one), known_agency(state, other))


def is_beside(
    state: State, shared: Collection[int], number: int, sources: tuple[str, ...], agency: str
) -> bool:
    """Whether an article carries a text beside the story that it is of: what it shares with a text is none of that story's.

    It is a copy of another article of the text's own source, or such an article is a copy of it, and the text shares nothing
    with that: a page with two stories of an agency. Two publishers' texts may be the halves of one, unless they credit two
    agencies.

    Args:
        state: what is known.
        shared: the articles that the text shares words with.
        number: the article, one of them.
        sources: whose text it may be (`own_names`).
        agency: which it credits, "" for none.
    """
    known = state.articles[number]
    if is_of(known.source, sources):
        return False
    if known.carries != known.article_id:
        origin = state.number(known.carries)
        return origin is not None and origin not in shared and _is_apart(state, origin, sources, agency)
    return any(
        other != number
        and other not in shared
        and state.articles[other].carries == known.article_id
        and _is_apart(state, other, sources, agency)
        for other in state.stories.of(number).members
    )


def _is_apart(state: State, number: int, sources: tuple[str, ...], agency: str) -> bool:
    """Whether an article that shares nothing with a text is no half of one story with it, given whose that is."""
    if is_of(state.articles[number].source, sources):
        return True
    return bool(agency) and are_of_two(agency, known_agency(state, number))


def beside_the_match(state: State, overlaps: list[Overlap], number: int) -> list[Overlap]:
    """What an article shares with others; those of the source of `number`, which it carries, that stand beside that are parts."""
    if len(overlaps) < 2:
        return overlaps
    bits = next((each.passages.own for each in overlaps if each.number == number and not each.whole), 0)
    if not bits:
        return overlaps
    source = state.articles[number].source
    return [
        each._replace(kin=PART)
        if not each.kin and not each.whole and each.shared
        and (each.passages.own & bits).bit_count() <= APART * each.passages.own.bit_count()
        and state.articles[each.number].source == source
        else each
        for each in overlaps
    ]  # fmt: skip


def beyond_the_match(state: State, overlaps: list[Overlap], number: int) -> list[Overlap]:
    """What an article shares with others, given the article `number` that it carries.

    A page of another story that was told apart from what the article carries stands apart from the article too, whose words
    in it are the same: or each copy of a story would join it to the stories of all pages that have it beside theirs.
    """
    story = state.stories.key_of(number)
    beyond = [
        each
        for each in overlaps
        if not each.kin and not each.whole and each.shared and each.coverage < WHOLE_ARTICLE
        and state.stories.key_of(each.number) != story
    ]  # fmt: skip
    if not beyond:
        return overlaps
    told = _told_apart(state, number)
    apart = {
        each.number for each in beyond if each.number in told or number in _told_apart(state, each.number)
    }
    return [each._replace(kin=CONTAINER) if each.number in apart else each for each in overlaps]


def _told_apart(state: State, number: int) -> set[int]:
    """The articles that the decision on one says are pages that carry it, or parts that it carries."""
    if not state.articles.is_paged(number):
        return set()  # most name none, and a decision is read from its row, which is unpacked whole
    decision = state.decision(number)
    found = {each.article_id for each in decision.related if each.kind in (PART, CONTAINER)}
    found |= {each.article_id for each in decision.contains}
    return {known for each in found if (known := state.number(each)) is not None}


def are_apart(overlap: Overlap, *, pages: bool) -> bool:
    """Whether one of two texts has so many words of its own that it is no copy where one is a page of several.

    Both ways alike, so that it does not matter which comes first.

    Args:
        overlap: what the two share.
        pages: whether both are pages of several. A page with a story more is another page: were it a copy of the one
            without, that story would be lost, and it would join all pages that carry some of what it carries.
    """
    least = PAGE if pages else WHOLE_ARTICLE
    return overlap.coverage < least or overlap.added > 1.0 - least


def carries_paragraphs(outline: bytes, shared: int, least: int) -> bool:
    """Whether a container has whole paragraphs of another text: so many words of it at least, each paragraph nearly whole.

    Args:
        outline: the container's.
        shared: its words in shared passages, as bits.
        least: words.
    """
    at = words = 0
    for _, _, size, _ in marks_in(outline):
        mine = (shared >> at & ((1 << size) - 1)).bit_count()
        at += size
        words += mine if mine >= WHOLE_ARTICLE * size else 0
    return words >= least


def parts_of(state: State, prepared: Prepared, overlaps: Iterable[Overlap]) -> tuple[Part, ...]:
    """The articles that a container carries, the best of each story, in the order in which they stand in it."""
    outline = outline_in(decode_bytes(prepared.sketch))
    best: dict[str, Overlap] = {}
    for overlap in overlaps:
        if overlap.kin == PART:
            story = state.stories.of(overlap.number).story_id
            known = best.get(story)
            if known is None or (overlap.coverage, -overlap.number) > (known.coverage, -known.number):
                best[story] = overlap
    found = []
    for overlap in best.values():
        facts = state.articles[overlap.number]
        span = _span(outline, overlap.passages.own)
        found.append(Part(facts.article_id, facts.uri, facts.source, facts.version, span))
    found.sort(key=lambda part: (part.passage.start, part.article_id))
    return tuple(found[:MOST_PARTS])


def carriers_of(state: State, identity: str, texts: Mapping[str, str]) -> tuple[KnownCopy, ...]:
    """The containers that carry one of an item's texts (see `stream.dedup.judging.republished.texts_of`), each with the passage.

    Found by the texts themselves, which the archive has: a kill is rare, and nothing need be kept for it.
    """
    found: dict[int, tuple[int, KnownCopy]] = {}
    for number in state.numbers_of(identity):
        known = state.articles[number]
        if known.verdict not in VERSIONS or known.carries not in texts:
            continue
        decision = state.archive.get(int(state.articles.serials.values[number]))
        sketch = decode_bytes(decision.sketch) if isinstance(decision, Decision) else b""
        if not is_comparable(sketch):
            continue
        overlaps = state.index.probe(sketch)
        shared = frozenset(overlap.number for overlap in overlaps)
        for overlap in overlaps:
            if (
                not _carries(state, overlap, pages=known.container)
                and not _carries_beside(state, overlap, shared, number)
                and not _shows_another(state, overlap, number)
            ):
                continue
            carrier = state.articles[overlap.number]
            now = present(state, carrier.resolved)
            if now is None or now.article_id != carrier.article_id:
                continue  # the page is withdrawn, or shows something else by now
            span = _span(state.index.outline(overlap.number), overlap.passages.other)
            copy = known_copy(state, carrier, texts[known.carries], span)
            # Of several versions the one that it shares most with, the latest of equals.
            if overlap.number not in found or overlap.shared >= found[overlap.number][0]:
                found[overlap.number] = overlap.shared, copy
    return tuple(copy for _, (_, copy) in sorted(found.items()))


def _carries(state: State, overlap: Overlap, *, pages: bool) -> bool:
    rules = state.rules
    # Even a page that is mostly one story is that story's copy; of a page, every other that shares its stories carries some.
    copied = not are_apart(overlap, pages=True) if pages else overlap.coverage >= WHOLE_ARTICLE
    if overlap.shared < rules.min_shared or copied:
        return False
    if not state.articles[overlap.number].container:
        return False
    outline = state.index.outline(overlap.number)
    return overlap.containment >= rules.containment or carries_paragraphs(
        outline, overlap.passages.other, rules.min_shared
    )


def _carries_beside(state: State, overlap: Overlap, shared: Collection[int], number: int) -> bool:
    rules = state.rules
    if overlap.shared < rules.min_shared or overlap.containment < rules.containment:
        return False
    if overlap.coverage >= PAGE:
        return False
    return is_beside(
        state, shared, overlap.number, (state.articles[number].source,), known_agency(state, number)
    )


def _shows_another(state: State, overlap: Overlap, number: int) -> bool:
    """Whether an article carries, beside what it shares with one text, another story of that one's source or another agency.

    The page came before both: the first of the two was one story with it, as nothing told them apart then.
    """
    rules, page, sources = state.rules, overlap.number, (state.articles[number].source,)
    if (
        overlap.coverage >= PAGE
        or overlap.shared < rules.min_shared
        or overlap.containment < rules.containment
        or is_of(state.articles[page].source, sources)
    ):
        return False
    story, bits, agency = state.stories.key_of(page), overlap.passages.other, known_agency(state, number)
    return any(
        other.number != page
        and other.shared >= rules.min_shared
        and other.containment >= rules.containment
        and (other.passages.own & bits).bit_count() <= APART * other.passages.own.bit_count()
        and state.stories.key_of(other.number) != story
        and _is_apart(state, other.number, sources, agency)
        for other in state.index.probe(decode_bytes(state.decision(page).sketch))
    )


def with_carriers(copies: Iterable[KnownCopy], carriers: tuple[KnownCopy, ...]) -> tuple[KnownCopy, ...]:
    """The copies of a text and the pages that carry it, each once: of a page it is told where the text stands."""
    pages = {each.article_id for each in carriers}
    return (*(each for each in copies if each.article_id not in pages), *carriers)


def _span(outline: bytes, shared: int) -> Span:
    """Where the paragraphs of a text with shared words begin and end, in characters."""
    start = end = -1
    at = 0
    for first, last, words, _ in marks_in(outline):
        mine = shared >> at & ((1 << words) - 1)
        at += words
        if 2 * mine.bit_count() >= words:
            start = first if start < 0 else start
            end = last
    return Span(max(start, 0), max(end, 1))
