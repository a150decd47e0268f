"""What the tests of languages ask of a text: its casualties, its actors, its events."""

from __future__ import annotations

from stream.model.tags import Actor, Casualty, Conflict, Event
from stream.tagging.languages.language_tagger import LanguageTagger
from stream.tagging.languages.packaged_names import packaged_names

_TAGGER = LanguageTagger(packaged_names)
Count = tuple[str, int | None, int | None]


def tagged(language: str, text: str) -> Conflict:
    """The tags of a text."""
    return _TAGGER.tag(text, "", language)


def counts(language: str, text: str) -> list[Count]:
    """(kind, minimum, maximum) of every casualty, sorted."""
    found = [one for one in tagged(language, text).entities if isinstance(one, Casualty)]
    return sorted((one.kind, one.minimum, one.maximum) for one in found)


def actors(language: str, text: str) -> list[tuple[str, str, str]]:
    """(type, canonical name, country) of every actor in order."""
    return [
        (one.type, one.name, one.country) for one in tagged(language, text).entities if isinstance(one, Actor)
    ]


def events(language: str, text: str) -> list[tuple[str, str, str]]:
    """(sub-event type, actor, target) of every event in order."""
    return [
        (one.sub_event_type, one.actor, one.target)
        for one in tagged(language, text).entities
        if isinstance(one, Event)
    ]
