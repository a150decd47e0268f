"""The flat format: one object with the field names of our own records."""

from __future__ import annotations

from typing import Any, Final

from stream.intake import relations
from stream.intake.draft import Draft, codes, line, number_text, unique, urgency_of

LINES: Final = (
    "uri", "source", "pubstatus", "version_created", "language", "headline", "byline", "located", "slugline",
    "ednote", "embargoed_until", "copyright_holder", "url",
)  # fmt: skip
FIELDS: Final = frozenset({*LINES, *relations.EVOLVED, *relations.REPLACED, "version", "urgency", "body"})


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
