"""Two texts of a story compared: rows for a table of two columns, or one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from stream.desk.compare.pairing import Pair, pair
from stream.desk.compare.tokens import Block, Token, blocks_of, tokens_of
from stream.desk.compare.word_runs import TextRun, TokenStretch, compare_words, runs_of

MOST_WORDS: Final = 20_000  # of each text: about a second on one core at worst, and nobody reads on


@dataclass(frozen=True, slots=True)
class ParagraphRow:
    """Paragraphs that stand beside each other.

    `kind` is `same`, `changed`, `cut` (the first text alone has it), `added` (the second alone), `moved_away` (it stands
    elsewhere in the second text; the runs are all `same`) or `moved_here` (with what changed on the way). `runs` are the words
    in order: of the left column those that are no `added`, of the right those that are no `cut`. `move` numbers the two rows
    of one move, from 1; 0 for none. `furniture` is set where every paragraph of the row is a page's, not the article's.
    """

    kind: str
    runs: tuple[TextRun, ...]
    furniture: bool = False
    move: int = 0

    @property
    def left(self) -> tuple[TextRun, ...]:
        """What the left column shows."""
        return () if self.kind == "moved_here" else tuple(run for run in self.runs if run.kind != "added")

    @property
    def right(self) -> tuple[TextRun, ...]:
        """What the right column shows."""
        return () if self.kind == "moved_away" else tuple(run for run in self.runs if run.kind != "cut")


@dataclass(frozen=True, slots=True)
class Counts:
    """Paragraphs of the article (no furniture) that were cut, added, changed or moved, and words cut and added."""

    cut: int
    added: int
    changed: int
    moved: int
    words_cut: int
    words_added: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts compared: `headline` in runs, the body in rows.

    `whole` is false where a text has more than `MOST_WORDS`: its beginning alone was compared.
    """

    headline: tuple[TextRun, ...]
    rows: tuple[ParagraphRow, ...]
    counts: Counts
    whole: bool


def compare(
    before: str, after: str, *, headline: str = "", after_headline: str = "", most: int = MOST_WORDS
) -> Comparison:
    """Compare two bodies (and headlines), word by word within the paragraphs that belong together.

    Typesetting (quotes, dashes, space, where a paragraph is split) is no difference; case is.
    """
    one, whole = blocks_of(before, most)
    two, whole_two = blocks_of(after, most)
    rows = _rows(before, one, after, two)
    return Comparison(compare_words(headline, after_headline), rows, _counts(rows), whole and whole_two)


def _rows(before: str, one: Sequence[Block], after: str, two: Sequence[Block]) -> tuple[ParagraphRow, ...]:
    pairs = pair(one, two)
    steady = [found for found in pairs if not found.moved]
    numbered = {found: number for number, found in enumerate((p for p in pairs if p.moved), 1)}
    away = {found.before[0]: found for found in numbered}
    here = {found.after[0]: found for found in numbered}
    rows: list[ParagraphRow] = []
    at = at_two = 0
    for found in [*steady, Pair((len(one),), (len(two),))]:
        for number in range(at, found.before[0]):
            text = _text(before, [one[number]])
            if number in away:
                rows.append(
                    ParagraphRow(
                        "moved_away",
                        (TextRun("same", text, text),),
                        one[number].furniture,
                        numbered[away[number]],
                    )
                )
            else:
                rows.append(ParagraphRow("cut", (TextRun("cut", text),), one[number].furniture))
        for number in range(at_two, found.after[0]):
            if number in here:
                source = here[number]
                runs = _runs(before, [one[source.before[0]]], after, [two[number]])
                rows.append(ParagraphRow("moved_here", runs, two[number].furniture, numbered[source]))
            else:
                rows.append(
                    ParagraphRow(
                        "added", (TextRun("added", _text(after, [two[number]])),), two[number].furniture
                    )
                )
        if found.before[0] == len(one) and found.after[0] == len(two):
            break
        left, right = [one[number] for number in found.before], [two[number] for number in found.after]
        runs = _runs(before, left, after, right)
        same = all(run.kind == "same" for run in runs)
        rows.append(
            ParagraphRow(
                "same" if same else "changed", runs, all(block.furniture for block in (*left, *right))
            )
        )
        at, at_two = found.before[-1] + 1, found.after[-1] + 1
    return tuple(rows)


def _runs(before: str, left: Sequence[Block], after: str, right: Sequence[Block]) -> tuple[TextRun, ...]:
    return runs_of(TokenStretch(before, _tokens(left)), TokenStretch(after, _tokens(right)))


def _tokens(blocks: Sequence[Block]) -> list[Token]:
    return [token for block in blocks for token in block.tokens]


def _text(body: str, blocks: Sequence[Block]) -> str:
    return body[blocks[0].start : blocks[-1].end]


def _counts(rows: Sequence[ParagraphRow]) -> Counts:
    article = [row for row in rows if not row.furniture]
    kinds = [row.kind for row in article]
    words = {
        kind: sum(
            sum(token.word for token in tokens_of(run.text))
            for row in article
            for run in row.runs
            if run.kind == kind
        )
        for kind in ("cut", "added")
    }
    return Counts(
        kinds.count("cut"), kinds.count("added"), kinds.count("changed"), kinds.count("moved_here"), words["cut"], words["added"]
    )  # fmt: skip
