"""What an article says of itself: that it is a kill or a hold, a later version, a substitute, and of what."""

from __future__ import annotations

import re
from typing import Any, Final

from stream.model.articles import Article, PubStatus, Signal
from stream.model.uris import item_uri

_BEGINNING: Final = 4000  # characters: a note names what it means before it explains
NOTES: Final = frozenset({Signal.KILL, Signal.HOLD})
_VERSION_MARKS: Final = frozenset({Signal.UPDATE, Signal.CORRECTION, Signal.REFILE})
_SUBSTITUTES: Final = re.compile(
    r"(?i)\bsubstitut|\breplac\w+ (?:an? |the |our )?(?:withdrawn|killed|retracted)\b|\bin place of (?:an? |the )?withdrawn\b"
)
_WITHDRAWN: Final = re.compile(r"(?i)\bwithdrawn\b|\bkilled\b|\bretracted\b|\bcancell?ed\b|\bsubstitut")


def is_note(article: Article) -> bool:
    """Whether an article is a kill or a hold."""
    return article.pubstatus is not PubStatus.USABLE or not NOTES.isdisjoint(article.signals)


def is_lead(article: Article) -> bool:
    """Whether an article says that it is a later version of something."""
    return not _VERSION_MARKS.isdisjoint(article.signals) and Signal.REPEAT not in article.signals


def replaced_by(article: Article) -> tuple[str, ...]:
    """The items that an article says it replaces, by their lineage keys: as uris, or as its source's own names."""
    uris = dict.fromkeys(each for uri in article.evolved_from for each in (uri, item_uri(uri, "")))
    return tuple(name for uri in uris for name in (uri, f"{article.source}:{uri}"))


def is_substitute(article: Article) -> bool:
    """Whether an article says that what it replaces is withdrawn, or that it substitutes it: it is no version of that."""
    associations = article.extra.get("associations")
    if _SUBSTITUTES.search(article.ednote):
        return True
    names: list[Any] = []
    if isinstance(associations, dict):
        names += [*associations]
        associations = [*associations.values()]
    if isinstance(associations, list):
        names += [one.get("name") for one in associations if isinstance(one, dict)]
    return any(isinstance(name, str) and _WITHDRAWN.search(name) for name in names)


def is_version(article: Article) -> bool:
    """Whether an article names an item that it is a new version of."""
    return bool(article.evolved_from) and not is_substitute(article)


def said_in_text(article: Article) -> str:
    """Where a note may name what it means: its headline, its editors' note, the beginning of its text."""
    return f"{article.headline} {article.ednote} {article.body[:_BEGINNING]}"


def is_numbered_on(article: Article) -> bool:
    """Whether an article counts as a later version of its own id: then it means that, known or not."""
    return article.version.isascii() and article.version.isdigit() and int(article.version[:9]) > 1
