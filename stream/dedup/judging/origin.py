"""Where a text comes from: the agency it credits, or the first who was seen with it."""

from __future__ import annotations

from typing import Final

from stream.dedup.journal.facts import Facts
from stream.model.articles import Article, Credit
from stream.model.verdicts import Origin

# The order in which traces are believed: what the text says of itself before what stands around it.
_WEIGHT: Final = {
    "dateline": 0,
    "parenthesis": 1,
    "credit_line": 2,
    "sign_off": 3,
    "told": 4,
    "byline": 5,
    "copyright": 6,
}
MAX_HANDS: Final = 4  # a page that names more quotes them
MAX_EVIDENCE: Final = 5  # enough to convince a person, and bounded


def names(agency: str, source: str) -> bool:
    """Whether a credit means a source: the same words, or the first of them ("Lantern" for "Lantern Wire")."""
    short, long = sorted((agency.casefold().split(), source.casefold().split()), key=len)
    return bool(short) and long[: len(short)] == short


def credited(traces: tuple[Credit, ...], own: str) -> tuple[Credit, ...]:
    """The traces of the agency believed most, strongest first; an agency other than the article's own source wins.

    A republisher's own copyright line says who republished, not who wrote.
    """
    if not traces:
        return ()
    ordered = sorted(traces, key=lambda credit: _WEIGHT.get(credit.evidence, len(_WEIGHT)))
    others = [credit for credit in ordered if not names(credit.agency, own)] or ordered
    if not others:
        return ()
    return tuple(credit for credit in others if names(credit.agency, others[0].agency))[:MAX_EVIDENCE]


def hands(traces: tuple[Credit, ...], agency: str, own: str) -> tuple[str, ...]:
    """The further agencies that an article credits beside the one it comes from, strongest first, each once."""
    if not traces:
        return ()
    found: list[str] = []
    for credit in sorted(traces, key=lambda credit: _WEIGHT.get(credit.evidence, len(_WEIGHT))):
        if not any(names(credit.agency, known) for known in (agency, own, *found)):
            found.append(credit.agency)
    return tuple(found[:MAX_HANDS])


def origin_of(article: Article, first: Facts | None, sources: tuple[str, ...]) -> Origin | None:
    """The origin of an article, `first` being the story's origin so far, `sources` those seen in the story.

    None for an original that credits nobody.
    """
    evidence = credited(article.credits, article.source)
    if first is None:
        if not evidence:
            return None
        agency = _full_name(evidence[0].agency, (article.source, *sources))
        via = hands(article.credits, agency, article.source)
        return Origin(agency, article.article_id, article.uri, article.source, evidence, via)
    if evidence:
        agency = _full_name(evidence[0].agency, (first.source, *sources))
    elif first.agency is not None:
        agency = first.agency
        evidence = (Credit(agency, "earliest", first.trace),) if first.trace is not None else ()
    else:
        agency = first.source
        evidence = (Credit(agency, "earliest", f"first seen from {first.source}"),)
    via = hands(article.credits, agency, article.source)
    return Origin(agency, first.article_id, first.uri, first.source, evidence, via)


def is_better_origin(candidate: Article, time_is_earlier: bool, present: Facts) -> bool:
    """Whether a later arrival is where the story came from.

    It is when it is the agency that the present origin credits, when it names itself in its dateline and the present origin
    credits nobody (an outlet's page came first, its credit cut off), or when it was made earlier and does not itself credit
    somebody else.
    """
    if present.agency is not None and not names(present.agency, present.source):
        return names(present.agency, candidate.source)
    own = credited(candidate.credits, candidate.source)
    if (
        present.agency is None
        and own
        and own[0].evidence == "dateline"
        and names(own[0].agency, candidate.source)
    ):
        return True
    if own and not names(own[0].agency, candidate.source):
        return False
    return time_is_earlier


def is_credited_origin(candidate: Article, time_is_earlier: bool, present: Facts) -> bool:
    """Whether a later arrival is where the story came from, and one of the two texts credits it."""
    if not is_better_origin(candidate, time_is_earlier, present):
        return False
    given = {credit.agency for credit in candidate.credits} | {present.agency or ""}
    return any(names(agency, candidate.source) for agency in given)


def _full_name(agency: str, sources: tuple[str, ...]) -> str:
    for source in sources:
        if names(agency, source) and len(source) > len(agency):
            return source
    return agency
