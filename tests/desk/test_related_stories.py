from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from stream.desk.desk_database import DeskDatabase
from stream.model.articles import Stream
from tests.desk.conftest import client
from tests.desk.making import arrival, article, notice

ROAD = "The road over the Kalen bridge was closed to all lorries on Monday"


def related(name: str, **given: Any) -> dict[str, Any]:
    """What a record says of an article that it shares text with."""
    return {"article_id": name, "uri": f"urn:x:{name}", "source": "Gull", "version": "1", "kind": "passage", "containment": 0.31, "coverage": 0.3, "added": 0.7, "shared": 14, **given}  # fmt: skip


def page(folder: Path, *more: Any, **other: Any) -> str:
    """The page of a story that shares a sentence with another one, of which `other` tells more."""
    database = DeskDatabase(folder)
    gull = article("g1", story_id="s2", source="Gull", headline="Lorries turned back", body=f"{ROAD}. No word of why.", **other)  # fmt: skip
    own = article("a1", body=f"Drivers waited. {ROAD}, it was said.", related=[related("g1"), related("gone", source="Tern")])  # fmt: skip
    database.apply([arrival(Stream.ENRICHED, gull), arrival(Stream.ENRICHED, own), *more])
    database.close()
    return client(folder).get("/story/s1").text


def test_a_related_story_is_named_with_the_passages_that_both_have(tmp_path: Path) -> None:
    """By its headline; of one that is not here its source is told."""
    said = page(tmp_path)
    assert f'dir="auto">{ROAD}</blockquote>' in said
    assert re.search(r'href="/story/g1"[^>]*>Lorries turned back</a>', said)
    assert "Gull, passage, 31% of the shorter text" in said
    assert re.search(r'href="/story/gone"[^>]*>Tern</a>', said)
    assert 1 == said.count("<blockquote")


def test_what_is_shared_with_a_killed_story_is_told_so_and_folded(tmp_path: Path) -> None:
    """A standards editor looks for it."""
    killed = notice("kill", story_id="s2", uri="urn:x:g1", versions=["g1"], source="Gull")
    said = page(tmp_path, arrival(Stream.NOTICES, killed))
    assert "<del>Lorries turned back</del>" in said
    assert '<details class="folded"><summary>1 shared passage<' in said


def test_nothing_is_told_of_a_text_under_an_embargo(tmp_path: Path) -> None:
    """Neither its headline nor what it shares."""
    said = page(tmp_path, embargo="parked", embargoed_until="2026-03-18T10:00:00Z")
    assert "Lorries turned back" not in said
    assert "<blockquote" not in said
