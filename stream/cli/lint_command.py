"""`newswire lint`: shows what would be read from a feed's files, article by article, before anything is sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click

from stream.cli.main import Failed
from stream.cli.output import print_json, print_line, progress, say
from stream.cli.raw_records import files_in, records
from stream.config.settings_source import load
from stream.intake.draft import NotAnArticle
from stream.intake.prepare import IntakeRules, Raw, prepare_all, refused
from stream.model.articles import Article, Position, Prepared
from stream.model.faults import fault_of
from stream.model.plurals import counted
from stream.pipeline.core_rules import intake_rules


@dataclass(frozen=True, slots=True)
class LintResult:
    """What one article of a record comes to.

    `found` is `article`, `not_text` (fine, but none) or `refused`; `reason`, `field` and `message` are those that its dead letter
    would have; `lacks` names what an article does not say and is the worse for.
    """

    file: str
    record: int
    index: int
    found: str
    uri: str = ""
    reason: str = ""
    field: str = ""
    message: str = ""
    lacks: tuple[str, ...] = ()


# What an article can do without, and what that costs it.
_LACKS: Final = {
    "version_created": "its time is that of its arrival",
    "version": "versions are told by their time",
    "headline": "it is found by its text alone",
    "body": "only its headline is compared and tagged",
}


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--split/--whole",
    default=None,
    help="Each line of a file is a record, or each file; by default the lines of .jsonl, .ndjson and stdin are.",
)
@click.option("--source", default="", help="Who sends the feed, for formats that name no sender.")
@click.option(
    "--json", "as_json", is_flag=True, help="Print each article, fine ones too, as one line of JSON."
)
def lint(files: tuple[Path, ...], split: bool | None, source: str, as_json: bool) -> None:
    """Say what of FILES would be read, without verdicts, tags and a broker.

    Files, folders and `-` are taken as `newswire send` takes them. Prints a line for what would be refused, for what is no
    article, and for an article that lacks what it should say. Exits with 1 when anything would be refused.
    """
    rules = intake_rules(load())
    found: Counter[str] = Counter()
    lacking: Counter[str] = Counter()
    read = 0
    with progress("reading", None) as bar:
        for file in files_in(files):
            for number, raw in enumerate(records(file, split=split), start=1):
                read += 1
                bar.advance(1)
                for seen in looked_at(raw.value, str(file), number, source, rules):
                    found[seen.found] += 1
                    lacking.update(seen.lacks)
                    if as_json:
                        print_json(seen)
                    elif seen.found != "article" or seen.lacks:
                        print_line(lint_line(seen))
    refusals = found["refused"]
    say(
        f"{counted(read, 'record')}: {counted(found['article'], 'article')}, "
        f"{found['not_text']} no article, {refusals} refused."
    )
    for name, count in lacking.most_common():
        say(f"{counted(count, 'article')} without {name}: {_LACKS[name]}.")
    if refusals:
        msg = f"{counted(refusals, 'article')} would go to the dead letters"
        raise Failed(msg)


def looked_at(value: bytes, file: str, number: int, source: str, rules: IntakeRules) -> Iterator[LintResult]:
    """What each article of a record comes to, as the intake stage would read it."""
    headers = (("source", source.encode()),) if source else ()
    raw = Raw(value, None, headers, Position(file, 0, number - 1), datetime.now(UTC))
    try:
        found = prepare_all(raw, rules)
    except Exception as error:  # noqa: BLE001 - as in the stage: whatever it is, the other records are looked at
        found = (fault_of(error),)
    for index, each in enumerate(found):
        if isinstance(each, Prepared):
            yield LintResult(file, number, index, "article", each.article.uri, lacks=_lacks(each.article))
        else:
            kind = "not_text" if isinstance(each, NotAnArticle) else "refused"
            why = refused(each)
            yield LintResult(file, number, index, kind, "", why.reason, why.field, why.message)


def _lacks(article: Article) -> tuple[str, ...]:
    """What a usable article does not say; of a kill or hold nothing is expected."""
    if article.signals and not article.body:
        return ()
    return tuple(name for name in _LACKS if not getattr(article, name))


def lint_line(seen: LintResult) -> str:
    """One article on a line: where it is, what it is, and why."""
    place = f"{seen.file}:{seen.record}" + (f".{seen.index}" if seen.index else "")
    if seen.found == "article":
        return f"{place}: {seen.uri}: no {', no '.join(seen.lacks)}"
    return (
        f"{place}: {'no article' if seen.found == 'not_text' else f'refused ({seen.reason})'}: {seen.message}"
    )
