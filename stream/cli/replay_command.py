"""`newswire replay`: files through the whole pipeline, without a broker."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import orjson

from stream.cli.main import Failed
from stream.cli.output import print_json, print_line, progress, say
from stream.cli.surroundings import surroundings
from stream.config.settings import Settings
from stream.config.settings_source import load
from stream.model.articles import Stream
from stream.model.faults import INTERNAL_ERROR
from stream.model.plurals import counted
from stream.pipeline.comparison import changed, difference_sentence, differences
from stream.pipeline.replay import output_line
from stream.pipeline.replay import replay as run

files_argument = click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
)


@click.command()
@files_argument
@click.option(
    "--raw",
    "whole",
    is_flag=True,
    help="Each file is one raw record of any format, numbered in the order given: position.offset.",
)
@click.option(
    "--topic",
    "topics",
    multiple=True,
    type=click.Choice([stream.value for stream in Stream if stream not in {Stream.RAW, Stream.PREPARED}]),
    help="Print the records of this topic alone; may be given several times.",
)
@click.option(
    "--no-tags", is_flag=True, help="Leave the conflict tagger out: no enriched and conflict records."
)
@click.option(
    "--set",
    "given",
    multiple=True,
    metavar="NAME=VALUE",
    help="Replay with another setting, as in containment=0.6 (or dedup.containment=0.6); may be given several times.",
)
@click.option(
    "--compare", is_flag=True, help="Print what the settings of --set would have decided otherwise, instead."
)
@click.option("--json", "as_json", is_flag=True, help="With --compare: print a line of JSON a difference.")
def replay(
    files: tuple[Path, ...],
    whole: bool,
    topics: tuple[str, ...],
    no_tags: bool,
    given: tuple[str, ...],
    compare: bool,
    as_json: bool,
) -> None:
    """Run FILES through intake, deduplication and tagging.

    A file holds JSON lines, one raw record a line; with --raw it is one record, of any format. `-` is stdin.

    Prints one line a record that a worker would send: {"topic", "key", "value"}, in order. A record is received at
    the time that it names as its version's; embargoes end in that time, the last when the input does. A record that a
    stage fails on is a dead letter, the others go on, and the exit code is 1.
    """
    present = load()
    settings = changed(present, given) if given else present
    if compare:
        if not given:
            msg = "--compare needs another setting to compare with: add --set, as in --set dedup.containment=0.6"
            raise click.UsageError(msg)
        _compare(list(records_of(files, whole=whole)), present, settings, as_json=as_json)
        return
    out = click.get_binary_stream("stdout")
    read = written = failed = 0
    tagger = None if no_tags else surroundings().tagger(settings)
    with progress("replaying", None) as bar:

        def records() -> Iterator[bytes]:
            nonlocal read
            for record in records_of(files, whole=whole):
                read += 1
                bar.advance(1)
                yield record

        for output in run(records(), settings, tagger, latest=_tomorrow()):
            failed += output.stream is Stream.DEADLETTERS and _reason(output.value) == INTERNAL_ERROR
            if not topics or output.stream.value in topics:
                out.write(output_line(output, settings) + b"\n")
                written += 1
        out.flush()
    say(f"{counted(read, 'record')} read, {written} written.")
    if failed:
        msg = f"{counted(failed, 'record')} failed by a fault of newswire: the dead letters ({INTERNAL_ERROR}) say where"
        raise Failed(msg)


def _compare(records: list[bytes], present: Settings, other: Settings, *, as_json: bool) -> None:
    runs = []
    with progress("replaying twice", 2) as bar:
        for settings in (present, other):
            outputs = run(records, settings, None, latest=_tomorrow())
            runs.append([(output.stream.value, orjson.loads(output.value)) for output in outputs])
            bar.advance(1)
    found = list(differences(*runs))
    for each in found:
        if as_json:
            print_json(each)
        else:
            print_line(difference_sentence(each))
    say(f"{len(found)} of {counted(len(records), 'record')} decided otherwise.")


def _reason(letter: bytes) -> str:
    reason: str = orjson.loads(letter)["reason"]
    return reason


def _tomorrow() -> datetime:
    return datetime.now(UTC) + timedelta(days=1)  # a record stamped later comes from a wrong clock


def records_of(files: tuple[Path, ...], *, whole: bool) -> Iterator[bytes]:
    """The raw records of files: a line each, or with `whole` a file each."""
    for file in files:
        with click.open_file(str(file), "rb") as opened:
            if whole:
                yield opened.read()
                continue
            for text in opened:
                record = text.rstrip(b"\r\n")
                if record:
                    yield record
