"""Copy or template: what an article is to those that it shares its words with, the same text or another story of a series.

An article of the same source with other numbers, dates or names is never dropped. If it comes within hours and keeps most of the
old text and of its particulars, it is the next version of that text; otherwise it is the next text of a series, a story of its own.
In an article of another source a few differences are an editor's work; in two texts of a template most particulars differ.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from stream.dedup.index.index import Overlap
from stream.dedup.journal.decision import CONTAINER, PART
from stream.dedup.journal.facts import Facts
from stream.dedup.judging.article_time import article_time
from stream.dedup.judging.containers import (
    PAGE,
    are_apart,
    carries_paragraphs,
    is_beside,
)
from stream.dedup.judging.own_credits import agency_of, own_names
from stream.dedup.judging.siblings import difference, has_other_runs, in_one_frame
from stream.dedup.state.state import State
from stream.model.articles import Article, Prepared
from stream.text.outline import particulars_in
from stream.text.sketch import decode_bytes, outline_in

SERIES: Final = "series"
# Leads of a running story follow within hours; a daily report comes after 24, one of each half day after 12.
CLOSE: Final = timedelta(hours=10)
# From here on a weekday that two texts name is another day in each: news names the days of its own week.
DAYS: Final = timedelta(days=5)
# Of the older text's words, where the two contradict each other: a shorter one that only adds to what it keeps is no
# other story.
KEPT_OF_OLDER_TEXT: Final = 0.5


def related_as_kin(
    state: State, prepared: Prepared, overlaps: list[Overlap], resolved: str, *, container: bool
) -> list[Overlap]:
    """The overlaps with what each is to the article; those of the item `resolved` are its own versions.

    Between a container and what is none, and between two containers of which one carries a story more, there is no kinship
    but that of a page and a part.
    """
    if not overlaps:
        return []
    rules = state.rules
    shared: frozenset[int] | None = None
    own = outline_in(decode_bytes(prepared.sketch))
    said = particulars_in(own)
    found: list[Overlap] = []
    for overlap in overlaps:
        kin = overlap
        if (
            not overlap.whole
            and overlap.containment >= rules.containment
            and overlap.shared >= rules.min_shared
        ):
            # What is no page's part whatever the two are need not be asked what it is.
            kind = (
                _of_page(overlap, container=container, other=state.articles.is_container(overlap.number))
                if are_apart(overlap, pages=True)
                else ""
            )
            if kind:
                if state.articles.identity(overlap.number) != resolved:
                    kin = overlap._replace(kin=kind)
            elif (
                overlap.coverage < PAGE
                and state.articles.identity(overlap.number) != resolved
                and is_beside(
                    state,
                    shared := shared or frozenset(each.number for each in overlaps),
                    overlap.number,
                    own_names(prepared.article),
                    agency_of(prepared.article),
                )
            ):
                kin = overlap._replace(kin=CONTAINER)
            else:
                outline = state.index.outline(overlap.number)
                same = particulars_in(outline) == said
                # Without a single particular no name can be another in part: most of what is compared is told so.
                differs = not same or (bool(said) and has_other_runs(own, outline))
                other = state.articles[overlap.number] if differs else None
                if other is not None and other.resolved != resolved:
                    kin = _with_kin(state, prepared.article, own, overlap, other)
        elif (
            _is_excerpt(state, own, overlap, container=container)
            and state.articles.identity(overlap.number) != resolved
        ):
            kin = overlap._replace(kin=PART if container else CONTAINER)
        found.append(kin)
    return found


def _of_page(overlap: Overlap, *, container: bool, other: bool) -> str:
    """What another text is to an article of which one at least is a page of several, "" when that tells them not apart."""
    pages = container and other
    if not (container or other) or not are_apart(overlap, pages=pages):
        return ""
    if pages:
        # The page with more of its own carries the other.
        return PART if overlap.added > 1.0 - overlap.coverage else CONTAINER
    return PART if container else CONTAINER


def _is_excerpt(state: State, own: bytes, overlap: Overlap, *, container: bool) -> bool:
    """Whether a page of several stories has only some paragraphs of a story, the one or the other way round."""
    least = state.rules.min_shared
    if overlap.whole or overlap.shared < least or state.articles.is_container(overlap.number) is container:
        return False
    if container:
        return carries_paragraphs(own, overlap.passages.own, least)
    return carries_paragraphs(state.index.outline(overlap.number), overlap.passages.other, least)


def _with_kin(state: State, article: Article, own: bytes, overlap: Overlap, other: Facts) -> Overlap:
    same_source = other.source == article.source
    time = article_time(article, state.log_time)
    passages = overlap.passages
    apart = difference(
        own,
        state.index.outline(overlap.number),
        passages.own,
        passages.other,
        strict=same_source,
        other_week=abs(time - other.time) >= DAYS,
    )
    differs = apart.conflicts + apart.renamed > 0
    if not same_source:
        return overlap._replace(kin=SERIES if apart.of_template else "", news=differs)
    later = time >= other.time
    news = differs or apart.added > 0
    # Of two articles it is the later that may say more: whichever arrives first, both ways come to the same.
    if not (differs or (apart.added if later else apart.lost)):
        return overlap._replace(news=news)
    kept = overlap.coverage if later else 1.0 - overlap.added
    other_state = apart.conflicts > 0 and kept < KEPT_OF_OLDER_TEXT
    framed = in_one_frame(apart, passages.own, passages.other, (overlap.coverage, 1.0 - overlap.added))
    if (
        # Within hours what counts the same anew is its next state, whatever part of so short a text its numbers are.
        (apart.of_template and not apart.recounted)
        or apart.of_others
        or apart.of_another
        or framed
        or other_state
        or abs(time - other.time) > CLOSE
    ):
        return overlap._replace(kin=SERIES, news=True)
    return overlap._replace(news=news)
