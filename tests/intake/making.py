"""Raw records for the tests of the intake; every item is fictional."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import orjson

from stream.intake.prepare import IntakeRules, Raw, prepare
from stream.model.articles import Article, Position, Prepared

RULES = IntakeRules(default_language="en", max_body_chars=1_000_000, agencies=())
RECEIVED = datetime(2026, 3, 17, 6, 2, 12, tzinfo=UTC)
BODY = (
    "PORT ESK, March 17 (Lantern) - Ferry crews in Port Esk walked out on Tuesday over night pay, stranding some "
    "400 passengers on both banks of the Kesh, the harbour office said.\n\n"
    "The crews want the night rate back that the council cut in January. Talks resume on Wednesday, a spokeswoman "
    "for the harbour office told reporters, and no boat will run before they end."
)


def raw(value: bytes | None, **changes: Any) -> Raw:
    """A raw record that holds `value`."""
    position = Position("newswire.raw", 0, 7)
    given = {"value": value, "key": None, "headers": (), "position": position, "received": RECEIVED}
    return Raw(**{**given, **changes})


def flat(**fields: Any) -> dict[str, Any]:
    """A flat item; a field given as None is left out."""
    item = {
        "uri": "urn:newsml:lanternwire.example:20260317:nL0001",
        "source": "Lantern Wire",
        "version": "1",
        "version_created": "2026-03-17T06:02:11Z",
        "headline": "Ferry crews strike in Port Esk",
        "body": BODY,
    }
    return {name: value for name, value in {**item, **fields}.items() if value is not None}


def ninjs(**fields: Any) -> dict[str, Any]:
    """A ninjs 3.1 item; a field given as None is left out."""
    item = {
        "uri": "urn:newsml:lanternwire.example:20260317:nL0001",
        "standard": {"name": "ninjs", "version": "3.1"},
        "type": "text",
        "version": "1",
        "versionCreated": "2026-03-17T06:02:11Z",
        "pubStatus": "usable",
        "language": "en",
        "infoSources": [{"name": "Lantern Wire", "role": "provider"}],
        "headlines": [{"role": "main", "value": "Ferry crews strike in Port Esk"}],
        "bodies": [{"role": "main", "contentType": "text/plain", "value": BODY}],
    }
    return {name: value for name, value in {**item, **fields}.items() if value is not None}


def prepared(item: Any, rules: IntakeRules = RULES) -> Prepared:
    """What the intake makes of an item."""
    return prepare(raw(orjson.dumps(item)), rules)


def article(item: Any, rules: IntakeRules = RULES) -> Article:
    """The article that the intake makes of an item."""
    return prepared(item, rules).article
