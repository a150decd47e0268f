"""The README says what the code does: its tables are held against the code, its blocks are runnable."""

from __future__ import annotations

import ast
import asyncio
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import jsonschema_rs
import orjson
import pytest
from click.testing import CliRunner

import stream
from stream.cli.main import cli
from stream.config.settings_source import load
from stream.kafka.admin import create_missing
from stream.kafka.embedded_broker import EmbeddedBroker
from stream.model.notices import NoticeKind
from stream.model.verdicts import Verdict
from tests import readme
from tests.readme import LIBRARY, README, REFERENCE, fenced, leaf_commands, settings_rows, table, topic_rows

ROOT = Path(__file__).parent.parent


def test_every_setting_is_listed_with_its_default_and_description() -> None:
    """In the order of the code, in its words."""
    assert settings_rows() == table("Settings", REFERENCE)


def test_every_topic_is_listed_with_its_cleanup_and_retention() -> None:
    """In the order of the pipeline."""
    assert topic_rows() == [(name, cleanup, kept) for name, _, _, cleanup, kept in table("Topics", REFERENCE)]


def test_every_command_is_listed() -> None:
    """No more and no fewer than there are."""
    expected = {f"`{name}`" for name, _ in leaf_commands()}
    assert expected == {name for name, _ in table("Commands", REFERENCE)}


def test_every_verdict_is_explained() -> None:
    """In the order of the code."""
    assert [f"`{verdict}`" for verdict in Verdict] == [name for name, *_ in table("Verdicts", REFERENCE)]


def test_every_notice_is_explained() -> None:
    """In the order of the code."""
    assert [f"`{kind}`" for kind in NoticeKind] == [name for name, *_ in table("Notices", REFERENCE)]


def test_every_page_that_the_readme_names_is_there() -> None:
    """And no page of docs/ is left unnamed."""
    named = set(re.findall(r"\]\(([^)#]+\.md)\)", README))
    assert {name for name in named if not (ROOT / name).is_file()} == set()
    pages = {f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")}
    assert pages <= named


@pytest.mark.parametrize("block", fenced("python", LIBRARY))
def test_the_library_does_as_its_page_says(block: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each block runs as it stands, and the copy is told from the original, the town from the dead."""
    exec(compile(block, "docs/library.md", "exec"), {})  # noqa: S102 - our own page, which is what is tried
    said = capsys.readouterr().out
    assert ("Coast Herald copy" in said) or ("'PLACE', 'Aleppo'" in said)


def test_the_library_takes_kills_and_refused_articles(capsys: pytest.CaptureFixture[str]) -> None:
    """The page's own loop, as it stands, over a list with a kill and an article without a source: nobody's error."""
    (block,) = [block for block in fenced("python", LIBRARY) if "replay.judge" in block]
    made, loop, judged = block.partition("for record in")
    names: dict[str, Any] = {}
    exec(compile(made, "docs/library.md", "exec"), names)  # noqa: S102 - our own page, which is what is tried
    kill = {
        "uri": "urn:norrland:4711",
        "source": "Norrland Wire",
        "version": "2",
        "pubstatus": "canceled",
        "headline": "KILL",
        "body": "",
    }
    names["articles"] += [kill, {"uri": "urn:nobody:1", "headline": "Whose?", "body": names["body"]}]
    exec(compile(loop + judged, "docs/library.md", "exec"), names)  # noqa: S102 - as above
    said = capsys.readouterr().out.splitlines()
    assert [line.split()[2] for line in said] == ["original", "copy", "kill"]
    records = [*stream.Replay(stream.Settings()).judge(names["articles"])]
    kinds = {record.kind for record in records if isinstance(record, stream.Notice)}
    (dead,) = [record for record in records if isinstance(record, stream.DeadLetter)]
    assert (NoticeKind.KILL in kinds, dead.field) == (True, "source")


def test_the_public_face_is_whole() -> None:
    """Every name that it offers is there and on its page."""
    named = {name for row in table_of_names() for name in re.findall(r"`(\w+)`", row)}
    assert {*stream.__all__} - {"__version__"} == named
    assert all(getattr(stream, name) for name in stream.__all__)


def table_of_names() -> list[str]:
    """The first cells of the library page's table."""
    rows = [line for line in LIBRARY.splitlines() if line.startswith("| `")]
    return [row.split("|")[1] for row in rows]


@pytest.mark.parametrize("line", readme.commands())
def test_every_console_line_is_a_command_that_parses(line: str) -> None:
    """A reader who types what is printed gets no usage error."""
    program, *words = shlex.split(line)
    assert program == "newswire"
    command: click.Command = cli
    while isinstance(command, click.Group):
        found = command.get_command(click.Context(command), words.pop(0))
        assert found is not None, line
        command = found
    # Files of the reader's own need not exist here: only names of options and counts of arguments are checked.
    parsed, _, _ = command.make_parser(click.Context(command)).parse_args(list(words))
    assert set(parsed) <= {parameter.name for parameter in command.params}


def test_every_python_block_compiles() -> None:
    """At least; those that need a broker are run in their own tests."""
    blocks = fenced("python")
    assert blocks
    for block in blocks:
        ast.parse(block)


@pytest.mark.broker
def test_the_producer_of_the_readme_feeds_the_raw_topic(monkeypatch: pytest.MonkeyPatch) -> None:
    """As it stands, in a process of its own: one article arrives, under its uri, and has what an article needs."""
    (producer,) = [block for block in fenced("python") if "AIOKafkaProducer" in block]
    with EmbeddedBroker() as broker:
        monkeypatch.setenv("NEWSWIRE_BROKER", broker.url)
        asyncio.run(create_missing(load()))
        sent = subprocess.run([sys.executable, "-c", producer], check=True, capture_output=True, text=True)
        result = CliRunner().invoke(cli, ["tail", "raw", "--until-end", "--json"], catch_exceptions=False)
    (record,) = [orjson.loads(line) for line in result.stdout.splitlines()]
    article = record["value"]
    assert article["uri"] == record["key"]
    assert sent.stdout == f"sent {article['uri']}\n"  # it says that it has done its work
    schema = orjson.loads((ROOT / "schemas" / "raw-flat.schema.json").read_bytes())
    jsonschema_rs.validate(schema, article)
    assert set(article) <= set(schema["properties"])


def test_blocks_and_commands_are_read_as_they_stand() -> None:
    """The reader that the other tests rely on."""
    text = "a\n```console\n$ one \\\n    two  # why\nout\n$ three\n```\n```python\nx = 1\n```\n"
    assert readme.commands(text) == ["one two", "three"]
    assert fenced("python", text) == ["x = 1\n"]
    assert table("T", "\n## T\n\n| a | b |\n| - | - |\n| `x` |  |\n\n## U\n\n| c |\n") == [("`x`", "")]
