"""The flat format: one object with the field names of our own records."""

from __future__ import annotations

from typing import Any, Final

from stream.intake import relations
from stream.intake.draft import Draft, NotAnArticle, codes, line, number_text, unique, urgency_of

LINES: Final = (
    "uri", "source", "pubstatus", "version_created", "language", "headline", "byline", "located", "slugline",
    "ednote", "embargoed_until", "copyright_holder", "url",
)  # fmt: skip
FIELDS: Final = frozenset({*LINES, *relations.EVOLVED, *relations.REPLACED, "version", "urgency", "body"})

# What says that an object is meant as a flat record, or orders something without any text.
_SAYS_MORE: Final = frozenset({"source", "headline", "body", "ednote", "pubstatus", "signals"})


def shell(fields: dict[str, Any]) -> NotAnArticle | None:
    """What an object is that names an item and says no word about it; None for all others.

    A text under a misspelt name is a word: such a record is refused by name, not counted as a shell.
    """
    if "uri" not in fields or not _SAYS_MORE.isdisjoint(fields) or _has_words(fields):
        return None
    return NotAnArticle("body", "an item's name and codes, neither a headline nor a body: an empty shell")


def _has_words(value: Any) -> bool:
    waiting = [value]
    while waiting:  # by hand: a hostile object is deeper than Python's stack
        value = waiting.pop()
        if isinstance(value, str):
            if len(value.split()) > 1:
                return True
        elif isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return False


def read_flat(fields: dict[str, Any]) -> Draft:
    """The draft of a validated flat record; fields beyond the format's own stay in `extra`."""
    lines = {name: line(fields.get(name)) for name in LINES}
    for name in ("version_created", "embargoed_until"):
        lines[name] = number_text(fields.get(name))
    return Draft(
        **lines,
        version=number_text(fields.get("version")),
        urgency=urgency_of(fields.get("urgency")),
        body=fields.get("body") or "",
        alt_ids=(),
        evolved_from=unique(uri for uri in relations.evolved_from(fields) if uri != lines["uri"]),
        replaces=unique(uri for uri in relations.replaced(fields) if uri != lines["uri"]),
        threads=(),
        names={},
        marks=codes(fields.get("signals")),
        extra={name: value for name, value in fields.items() if name not in FIELDS},
    )
