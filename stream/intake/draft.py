"""What a format's reader hands on: the item's fields under our names, not yet parsed or judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from stream.model.errors import RejectedError


@dataclass(frozen=True, slots=True)
class Draft:
    """An item as its feed wrote it, "" for what it does not say.

    `evolved_from` names items that this one takes the place of, `replaces` earlier versions of the same item that
    were sent under other ids, `threads` what the leads of one story refer to together (it joins side pieces too, so
    that it is no identity). `marks` are explicit lineage codes (`sig:update`). `names` gives the feed's own name of a
    field where it differs from ours, so that a refusal names what the sender knows. `extra` is what no field took.
    """

    uri: str = ""
    source: str = ""
    version: str = ""
    pubstatus: str = ""
    version_created: str = ""
    language: str = ""
    headline: str = ""
    byline: str = ""
    located: str = ""
    slugline: str = ""
    ednote: str = ""
    urgency: int | None = None
    embargoed_until: str = ""
    copyright_holder: str = ""
    url: str = ""
    body: str = ""
    alt_ids: tuple[str, ...] = ()
    evolved_from: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    threads: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def name(self, ours: str) -> str:
        """What the feed calls our field."""
        return self.names.get(ours, ours)


@dataclass(frozen=True, slots=True)
class NotAnArticle:
    """An item that is fine but no text: a picture, a package, an event, an empty shell.

    `field` is where that stands, `message` says it for a person.
    """

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Hints:
    """What a record's headers and the settings say of it, "" for nothing: formats differ in what they tell themselves.

    `source` is who sends the feed, `content_type` the media type of the value, `depth` how many mails it stood in.
    """

    source: str = ""
    content_type: str = ""
    depth: int = 0


# What a reader makes of one item of a message.
Found: TypeAlias = Draft | NotAnArticle | RejectedError

_CODE_FIELDS: Final = ("qcode", "code", "uri", "literal", "name")


def line(value: Any) -> str:
    """A one-line field: a string without outer space; anything absent is ""."""
    return value.strip() if isinstance(value, str) else ""


def number_text(value: Any) -> str:
    """A version as ninjs has it, a string; feeds also send integers (validated: whole and below 2^53)."""
    return str(int(value)) if isinstance(value, int | float) else line(value)


def urgency_of(value: Any) -> int | None:
    """A urgency from 1 to 9, also where it is sent as a string; anything else is none: it must not cost a story."""
    if isinstance(value, str):
        word = value.strip()
        return int(word) if len(word) == 1 and word in "123456789" else None
    return int(value) if isinstance(value, int | float) and 1 <= value <= 9 else None


def codes(value: Any) -> tuple[str, ...]:
    """The codes of a `signal` field in any of its shapes: a string, an object, or a list of either."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, dict):
        return tuple(value[name] for name in _CODE_FIELDS if isinstance(value.get(name), str))
    if isinstance(value, list):
        return tuple(code for item in value if isinstance(item, str | dict) for code in codes(item))
    return ()


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """Without blanks and repetitions, in order."""
    return tuple(dict.fromkeys(value for value in values if value))
