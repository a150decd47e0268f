"""Headlines that had the mark of a correction from the first version on: then it is the title, and corrects nothing.

"Correction: a novel of errors" is a review. Its next version is an update, unless note or slug say that it corrects.
"""

from __future__ import annotations

from dataclasses import replace

from stream.dedup.state.state import State
from stream.model.articles import Prepared, Signal
from stream.model.verdicts import Verdict


def without_title_mark(state: State, prepared: Prepared) -> Prepared:
    """The article without the signal of a correction where its headline alone has it, and had it before as news."""
    article = prepared.article
    if Signal.CORRECTION not in article.signals or article.ednote or {",", "("} & {*article.slugline}:
        return prepared
    first = article.headline.split(None, 1)[0] if article.headline.strip() else ""
    lineage = state.lineage(prepared.identity) if first and not first.isupper() else None
    number = state.number(lineage.latest.article_id) if lineage is not None and lineage.latest else None
    if number is None or state.articles.verdict(number) is Verdict.CORRECTION:
        return prepared
    if state.decision(number).headline != article.headline:
        return prepared
    signals = tuple(each for each in article.signals if each is not Signal.CORRECTION)
    return replace(prepared, article=replace(article, signals=signals))
