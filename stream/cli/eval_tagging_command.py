"""`newswire eval tagging`: the conflict tagger on labelled news, one table for all corpora."""

from __future__ import annotations

import time
from dataclasses import asdict
from pathlib import Path
from typing import Final

import click

from stream.cli.output import print_json, print_line, progress, say
from stream.config import settings as settings_module
from stream.evaluation.scoring import LabelError, Row, Section

_COLUMNS: Final = ("corpus", "what", "gold", "found", "precision", "recall", "F1", "strict F1")
_WIDTHS: Final = (11, 22, 7, 7, 10, 8, 7, 10)


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--corpus", "names", multiple=True, help="Only this corpus; may be given again.")
@click.option("--tagger", "tier", default="", help="learned, rules or spacy:MODEL; else as in the settings.")
@click.option("--errors", is_flag=True, help="List the errors of each corpus, one a line, for reading.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def tagging(folder: Path, names: tuple[str, ...], tier: str, errors: bool, as_json: bool) -> None:
    """Score the tagger on the corpora in FOLDER: re3d.jsonl, trnews.jsonl, muc4.jsonl and others, what is there.

    Relaxed F1 counts an overlap with the right type, strict F1 the same span. Documents that the shipped model has
    seen are cross-validated: tagged by models of the others. At the end: articles a second of processor time, over all
    texts.
    """
    # The tagger and its lexicon load slowly, and the other commands need neither.
    from stream.evaluation.corpora import CORPORA, documents, tag_all  # noqa: PLC0415 - as said above
    from stream.tagging.tagger import Tagger  # noqa: PLC0415 - as said above

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
    settings = settings_module.load(**({"tagger": tier} if tier else {}))
    tagger = Tagger.load(settings.tagger)
    sections: list[Section] = []
    articles, seconds = 0, 0.0
    with progress("corpora", len(there)) as bar:
        for corpus, docs in there:
            sections.append(corpus.score(docs, tag_all(corpus, tagger, docs)))
            begun = time.process_time()
            for doc in docs:
                corpus.tag(tagger, doc)
            seconds += time.process_time() - begun
            articles += len(docs)
            bar.advance(1)
    _print(sections, errors=errors, as_json=as_json)
    say(f"{articles} articles, {articles / max(seconds, 1e-9):,.0f} articles/s on one core.")


def _print(sections: list[Section], *, errors: bool, as_json: bool) -> None:
    if as_json:
        for section in sections:
            for row in section.rows:
                print_json({"corpus": section.corpus, **asdict(row)})
            if errors:
                print_json({"corpus": section.corpus, "errors": section.errors})
        return
    print_line(_line(_COLUMNS))
    for section in sections:
        for row in section.rows:
            print_line(_line(_cells(section.corpus, row)))
    if errors:
        for section in sections:
            for error in section.errors:
                print_line(f"{section.corpus} {error}")


def _cells(corpus: str, row: Row) -> tuple[str, ...]:
    shares = (row.precision, row.recall, row.f1, row.strict_f1)
    shown = ("" if share is None else f"{share:.3f}" for share in shares)
    return (corpus, row.what, str(row.gold), str(row.found), *shown)


def _line(cells: tuple[str, ...]) -> str:
    left = [cell.ljust(width) for cell, width in zip(cells[:2], _WIDTHS[:2], strict=True)]
    right = [cell.rjust(width) for cell, width in zip(cells[2:], _WIDTHS[2:], strict=True)]
    return "".join((*left, *right)).rstrip()
