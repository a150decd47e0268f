"""`newswire threads`: files through the pipeline, and which of their stories are about one event."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import orjson

from stream.cli.main import Failed
from stream.cli.output import print_json, print_line, progress, say
from stream.cli.replay_command import files_argument, records_of
from stream.config.settings_source import load
from stream.model.plurals import counted
from stream.pipeline.coverage import Coverage, coverage_lines
from stream.pipeline.replay import replay


@click.command()
@files_argument
@click.option("--raw", "whole", is_flag=True, help="Each file is one raw record of any format.")
@click.option(
    "--least", default=2, show_default=True, type=click.IntRange(min=1), help="Stories of a thread, at least."
)
@click.option(
    "--why",
    metavar="ARTICLE",
    help="Say why this article (an article id or a uri) is in its thread, instead.",
)
@click.option("--json", "as_json", is_flag=True, help="Print a line of JSON a thread.")
def threads(files: tuple[Path, ...], whole: bool, least: int, why: str | None, as_json: bool) -> None:
    """Run FILES through intake and deduplication, and print which stories are about one event, in whatever words.

    A thread has the id of the story that it began with. Its copies and later versions are in it with their story.
    """
    settings = load(threads=True)
    coverage = Coverage()
    with progress("replaying", None) as bar:
        for output in replay(
            records_of(files, whole=whole), settings, None, latest=datetime.now(UTC) + timedelta(days=1)
        ):
            coverage.add(output.stream.value, orjson.loads(output.value))
            bar.advance(1)
    if why is not None:
        reasons = list(coverage.reasons(why))
        if not reasons:
            msg = f"{why!r} is in no thread of these files: give an article_id or a uri, as `newswire threads --json` prints them"
            raise Failed(msg)
        for each in reasons:
            if as_json:
                print_json(each)
            else:
                for sentence in coverage_lines(coverage, each):
                    print_line(sentence)
        return
    found = list(coverage.threads(least))
    for thread in found:
        if as_json:
            print_json(thread)
            continue
        print_line(
            f"{thread.thread_id}  {counted(thread.stories, 'story', 'stories')}  {thread.first} to {thread.last}  {thread.headline}"
        )
        for uri in thread.articles:
            print_line(f"  {uri}")
    say(f"{counted(len(found), 'thread')} of {counted(least, 'story', 'stories')} or more.")
