"""`newswire eval tagging`: the conflict tagger on labelled news, one table for all corpora."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Final

import click

from stream.cli.output import print_json, print_line, progress, say
from stream.config.settings_source import load
from stream.evaluation.scoring import LabelError, ScoreRow, Section

_COLUMNS: Final = (
    "corpus", "part", "what", "gold", "found", "precision", "recall", "F1", "strict F1", "false/1,000", "median km",
)  # fmt: skip
_WIDTHS: Final = (15, 7, 26, 7, 7, 10, 8, 7, 10, 12, 10)
_NAMING: Final = 3  # columns of words; the others are numbers


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--corpus", "names", multiple=True, help="Only this corpus; may be given again.")
@click.option(
    "--language",
    default="",
    help="Score this language on the files LANG_*.jsonl of FOLDER (docs/languages.md).",
)
@click.option("--tagger", "tier", default="", help="learned, rules or spacy:MODEL; else as in the settings.")
@click.option("--errors", is_flag=True, help="List the errors of the part to read, one a line.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def tagging(
    folder: Path, names: tuple[str, ...], language: str, tier: str, errors: bool, as_json: bool
) -> None:
    """Score the tagger on the corpora in FOLDER: re3d.jsonl, trnews.jsonl, muc4.jsonl and others; files that are missing are left out.

    Relaxed F1 counts an overlap with the right type, strict F1 the same span. Documents that the shipped model has
    seen are cross-validated: tagged by models of the others. The documents of a corpus fall into a part that the tagger
    was mended from (read) and one that was only scored (unread). At the end: articles a second of processor time, over
    all texts.
    """
    # The tagger and its lexicon load slowly, and the other commands need neither.
    from stream.evaluation.corpora import CORPORA, documents, score_parts, tag_all  # noqa: PLC0415 - as said above
    from stream.tagging.tagger import Tagger  # noqa: PLC0415 - as said above

    if language:
        _score_language(folder, language, errors=errors, as_json=as_json)
        return
    known = {corpus.name for corpus in CORPORA}
    if not known.issuperset(names):
        msg = f"--corpus {min(set(names) - known)}: no such corpus. Known: {', '.join(sorted(known))}."
        raise LabelError(msg)
    chosen = [corpus for corpus in CORPORA if corpus.name in (names or known)]
    there = [(corpus, docs) for corpus in chosen if (docs := documents(folder / corpus.file))]
    if not there:
        msg = (
            f"{folder}: none of {', '.join(corpus.file for corpus in chosen)} is there with a document in it."
        )
        raise LabelError(msg)
    settings = load(**({"tagger": tier} if tier else {}))
    tagger = Tagger.load(settings.tagger)
    sections: list[Section] = []
    articles, seconds = 0, 0.0
    with progress("corpora", len(there)) as bar:
        for corpus, docs in there:
            tagged, spent = tag_all(corpus, tagger, docs)
            sections.extend(score_parts(corpus, docs, tagged))
            seconds += spent
            articles += len(docs)
            bar.advance(1)
    _print(sections, errors=errors, as_json=as_json)
    say(f"{articles} articles, {articles / max(seconds, 1e-9):,.0f} articles/s on one core.")


def _score_language(folder: Path, language: str, *, errors: bool, as_json: bool) -> None:
    from stream.evaluation.language_scores import score_language  # noqa: PLC0415 - loads slowly
    from stream.tagging.languages.language_data import supported  # noqa: PLC0415 - as said above
    from stream.tagging.tagger import Tagger  # noqa: PLC0415 - as said above

    if language not in supported():
        msg = f"--language {language}: no such language. Known: {', '.join(sorted(supported()))}."
        raise LabelError(msg)
    _print(list(score_language(folder, language, Tagger.load("rules"))), errors=errors, as_json=as_json)


def _print(sections: list[Section], *, errors: bool, as_json: bool) -> None:
    if as_json:
        for section in sections:
            for row in section.rows:
                print_json({"corpus": section.corpus, "part": section.part, **asdict(row)})
            if errors:
                print_json({"corpus": section.corpus, "part": section.part, "errors": section.errors})
        return
    print_line(_line(_COLUMNS))
    for section in sections:
        for row in section.rows:
            print_line(_line(_cells(section, row)))
    if errors:
        for section in sections:
            for error in section.errors:
                print_line(f"{section.corpus} {error}")


def _cells(section: Section, row: ScoreRow) -> tuple[str, ...]:
    shares = (row.precision, row.recall, row.f1, row.strict_f1)
    shown = ["" if share is None else f"{share:.3f}" for share in shares]
    shown += ["" if number is None else f"{number:.1f}" for number in (row.false_rate, row.median_km)]
    return (section.corpus, section.part, row.what, str(row.gold), str(row.found), *shown)


def _line(cells: tuple[str, ...]) -> str:
    named, numbers = cells[:_NAMING], cells[_NAMING:]
    left = [cell.ljust(width) for cell, width in zip(named, _WIDTHS[:_NAMING], strict=True)]
    right = [cell.rjust(width) for cell, width in zip(numbers, _WIDTHS[_NAMING:], strict=True)]
    return "".join((*left, *right)).rstrip()
