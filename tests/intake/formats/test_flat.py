"""The flat format: what is one, and what names an item without a word about it."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from stream.intake.draft import Draft, Hints, NotAnArticle
from stream.intake.formats.detect import read
from stream.model.errors import RejectedError


def one(fields: dict[str, Any], source: str = "") -> Draft | NotAnArticle | RejectedError:
    """What the one item of a record is read as."""
    (found,) = read(orjson.dumps(fields), Hints(source=source))
    return found


@pytest.mark.parametrize(
    "codes",
    [
        {"urgency": 3},
        {"urgency": 3, "language": "en"},
        {"desk": {"code": "for", "section": ["world"]}},
        {"digitalsourcetype": {"name": "made by a person", "scheme": "source-types"}},
        {"genres": [{"name": "in the open air"}]},
    ],
)
@pytest.mark.parametrize("source", ["", "Lantern Wire"])
def test_a_name_with_codes_alone_is_an_empty_shell(codes: dict[str, Any], source: str) -> None:
    """An item that is named and coded without a word is no article and no dead letter, whoever's topic it is on."""
    found = one({"uri": "urn:lantern:1", **codes}, source)
    assert isinstance(found, NotAnArticle)
    assert "empty shell" in found.message


@pytest.mark.parametrize(
    "fields",
    [
        {"uri": "urn:lantern:1", "text": "The ferry left the harbour at noon."},
        {"uri": "urn:lantern:1", "content": {"lines": ["Ferry leaves harbour"]}},
        {"uri": "urn:lantern:1", "headline": "Ferry"},
        {"urgency": 3},
    ],
)
def test_a_text_under_another_name_is_refused_by_name(fields: dict[str, Any]) -> None:
    """What may be a story that its sender named wrongly is a dead letter, never a shell: nothing is lost."""
    with pytest.raises(RejectedError):
        raise_refusal(one(fields))


def raise_refusal(found: Draft | NotAnArticle | RejectedError) -> None:
    """Raise what was refused while the record was read."""
    assert not isinstance(found, NotAnArticle)
    if isinstance(found, RejectedError):
        raise found


def test_a_kill_without_any_text_is_no_shell() -> None:
    """An order about an item is read though it has no text."""
    found = one({"uri": "urn:lantern:1", "source": "Lantern Wire", "pubstatus": "canceled"})
    assert isinstance(found, Draft)


def test_a_deep_object_without_a_word_ends() -> None:
    """Nesting as deep as JSON may have ends as a shell or a refusal."""
    deep = b'{"uri":"urn:lantern:1","a":' + b"[" * 900 + b"]" * 900 + b"}"
    (found,) = read(deep, Hints())
    assert isinstance(found, NotAnArticle | RejectedError)
