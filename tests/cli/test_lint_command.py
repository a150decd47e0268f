from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from tests.cli.conftest import Run, json_lines

FINE = {
    "uri": "urn:norrland:1",
    "source": "Norrland Wire",
    "version": "1",
    "version_created": "2026-03-17T08:00:00Z",
    "headline": "Ferry resumes",
    "body": "The ferry across the sound resumes its service on Tuesday, the company says.",
}


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    """A feed with a fine article, one that lacks something, bytes that are none, and a field of the wrong type."""
    file = tmp_path / "feed.jsonl"
    bare = {name: FINE[name] for name in ("source", "headline", "body")} | {"uri": "urn:norrland:2"}
    wrong = FINE | {"uri": 7}
    lines = [orjson.dumps(FINE), orjson.dumps(bare), b'{"uri": "urn:norr', orjson.dumps(wrong)]
    file.write_bytes(b"\n".join(lines))
    return file


def test_what_would_be_refused_is_named_with_its_place_and_reason(run: Run, feed: Path) -> None:
    """And what an article lacks; a fine one gives no line. Exit code 1, without a broker."""
    done = run("lint", str(feed), code=1)
    bare, cut, wrong = done.stdout.splitlines()
    assert bare == f"{feed}:2: urn:norrland:2: no version_created, no version"
    assert cut.startswith(f"{feed}:3: refused (not_json): ")
    assert wrong.startswith(f"{feed}:4: refused (wrong_type): uri: ")
    assert done.stderr.splitlines() == [
        "4 records: 2 articles, 0 no article, 2 refused.",
        "1 article without version_created: its time is that of its arrival.",
        "1 article without version: versions are told by their time.",
        "newswire: 2 articles would go to the dead letters",
    ]


def test_every_article_is_a_line_of_json(run: Run, feed: Path) -> None:
    """With the reason and field that a dead letter would have."""
    found = json_lines(run("lint", "--json", str(feed), code=1).stdout)
    assert [(each["record"], each["found"], each["reason"], each["field"]) for each in found] == [
        (1, "article", "", ""),
        (2, "article", "", ""),
        (3, "refused", "not_json", ""),
        (4, "refused", "wrong_type", "uri"),
    ]


def test_a_fine_feed_is_fine(run: Run, tmp_path: Path) -> None:
    """A folder of files of any format, and what is no article is said and no failure."""
    (tmp_path / "a.json").write_bytes(orjson.dumps(FINE))
    (tmp_path / "b.json").write_bytes(
        orjson.dumps({"uri": "urn:norrland:3", "type": "picture", "headline": "A ferry"})
    )
    done = run("lint", str(tmp_path), "--source", "Norrland Wire")
    assert done.stdout.startswith(f"{tmp_path}/b.json:1: no article: ")
    assert done.stderr == "2 records: 1 article, 1 no article, 0 refused.\n"


def test_stdin_is_read(run: Run) -> None:
    """As `newswire send` reads it."""
    assert run("lint", "-", stdin=orjson.dumps(FINE)).stderr.startswith("1 record: 1 article")
