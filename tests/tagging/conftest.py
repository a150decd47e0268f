from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from stream.model.tags import Conflict, Entity, EntityType
from stream.tagging.lexicon.lexicon import Lexicon
from stream.tagging.tagger import Tagger
from stream.tagging.tiers import RULES_TIER


@pytest.fixture(scope="session")
def tagger() -> Tagger:
    """The rules alone, which most tests are about: one for all."""
    return Tagger.load(RULES_TIER)


@pytest.fixture(scope="session")
def learned() -> Tagger:
    """The tagger as shipped, with its model."""
    return Tagger.load()


@pytest.fixture(scope="session")
def lexicon(tagger: Tagger) -> Lexicon:
    """The packaged lexicon."""
    return tagger.lexicon


@pytest.fixture(scope="session")
def tag(tagger: Tagger) -> Callable[..., Conflict]:
    """Tag a text as of Monday, 13 May 2030."""

    def tagged(text: str, **more: Any) -> Conflict:
        return tagger.tag(text, **{"date": date(2030, 5, 13), **more})

    return tagged


@pytest.fixture(scope="session")
def texts(tag: Callable[..., Conflict]) -> Callable[[str, EntityType], list[str]]:
    """The texts of the entities of one type."""

    def found(text: str, kind: EntityType) -> list[str]:
        return [entity.text for entity in tag(text).entities if entity.type is kind]

    return found


@pytest.fixture(scope="session")
def only(tag: Callable[..., Conflict]) -> Callable[[str, EntityType], Any]:
    """The one entity of a type in a text."""

    def found(text: str, kind: EntityType) -> Entity:
        (entity,) = [entity for entity in tag(text).entities if entity.type is kind]
        return entity

    return found
