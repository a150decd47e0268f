"""Fit the first look on what the whole tagger says of texts; write stream/tagging/lexicon/data/first_look.tsv.

    python scripts/fit_first_look.py TEXTS.jsonl [TEXTS.jsonl ...] [--dry-run]

TEXTS are lines of JSON with a text under "body" or "text", and a headline under "headline" or "title". What is fitted
are a few numbers that weigh sums over the tagger's own word lists, those of war and those of unrest apart, no words of these texts. Every text is taken whole
and as its first sentences; half of the texts (by the hash of the text) are fitted on, the other half is only scored. The
bounds are set so that of the relevant texts of the first half, and of those of unrest, `KEPT` pass.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
import orjson
from numpy.typing import NDArray

from stream.demo.story_files import read_stories
from stream.tagging.document.first_look import NAMES, UNREST_NAMES, evidence_by_word, features
from stream.tagging.tagger import Tagger
from stream.text.language import ENGLISH

TARGET: Final = Path(__file__).parent.parent / "stream" / "tagging" / "lexicon" / "data" / "first_look.tsv"
KEPT: Final = 0.998  # of the relevant texts that are fitted on, and of those of unrest
# A relevant text that is not tagged is lost, a peaceful one that is tagged costs two milliseconds.
_WORTH: Final = 4.0
_ROUNDS: Final = 6000
_STEP: Final = 0.3
_HELD: Final = 1e-4
_FIRST: Final = 400  # characters: two or three sentences


def main() -> None:
    """Fit, say what it comes to, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    given = parser.parse_args()
    tagger = Tagger.load()
    marks = evidence_by_word(tagger.lexicon)
    war: list[list[float]] = []
    street: list[list[float]] = []
    called: list[tuple[bool, bool]] = []
    fitted: list[bool] = []
    for headline, text in _texts(given.texts):
        conflict = tagger.tag(text, headline=headline, language="en")
        if conflict.relevant is None or conflict.language != ENGLISH:
            continue
        sums, unrest = features(marks, headline, text)
        war.append(sums)
        street.append(unrest)
        called.append((conflict.relevant, bool(conflict.unrest)))
        fitted.append(hashlib.sha256(text[:_FIRST].encode()).digest()[0] % 2 == 0)
    relevant, riotous = np.array(called).T
    own = np.array(fitted)
    tables = np.array(war), np.array(street)
    weights = _weights(tables[0], relevant, own), _weights(tables[1], riotous, own)
    passed = (tables[0] @ weights[0] >= 0) | (tables[1] @ weights[1] >= 0)
    for name, part in (("fitted on", own), ("only scored", ~own)):
        told, unrest_told = relevant & part, riotous & part
        print(
            f"{name}: {part.sum():,} texts, {told.sum():,} relevant, of which {passed[told].mean():.4f} pass; "
            f"{unrest_told.sum():,} of unrest, of which {passed[unrest_told].mean():.4f} pass; "
            f"of the others {passed[part & ~told & ~unrest_told].mean():.3f}"
        )
    if given.dry_run:
        return
    pairs = zip((*NAMES, *UNREST_NAMES), (*weights[0], *weights[1]), strict=True)
    lines = [f"{name}\t{value:.4f}" for name, value in pairs]
    TARGET.write_text("\n".join(["# Written by scripts/fit_first_look.py.", *lines, ""]), encoding="utf-8")


def _texts(paths: list[Path]) -> Iterator[tuple[str, str]]:
    for path in paths:
        for line in path.read_bytes().splitlines():
            each = orjson.loads(line)
            yield from _both(
                each.get("headline") or each.get("title") or "", each.get("body") or each.get("text") or ""
            )
    for story in read_stories():
        for version in story.versions:
            yield from _both(version.headline, "\n\n".join(version.paragraphs))


def _both(headline: str, text: str) -> Iterator[tuple[str, str]]:
    """A text whole, and its first sentences."""
    if not text:
        return
    yield headline, text
    end = text.find(". ", _FIRST)
    if 0 < end < len(text) - _FIRST:
        yield headline, text[: end + 1]


def _weights(
    table: NDArray[np.float64], truth: NDArray[np.bool_], own: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Weights whose bound lets `KEPT` of what is to pass pass, in steps of 1/10,000, rounded towards letting pass."""
    weights = _fit(table[own], truth[own])
    scores = np.sort((table @ weights)[own & truth])
    weights[0] -= scores[int((1 - KEPT) * len(scores))]
    weights = np.round(weights, 4)
    weights[0] += 0.0002
    return weights


def _fit(table: NDArray[np.float64], truth: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Logistic regression by plain descent: a few numbers need no better."""
    middle, spread = table.mean(0), table.std(0) + 1e-9
    middle[0], spread[0] = 0.0, 1.0
    scaled = (table - middle) / spread
    worth = np.where(truth, _WORTH, 1.0)
    weights = np.zeros(table.shape[1])
    for _ in range(_ROUNDS):
        likely = 1 / (1 + np.exp(-scaled @ weights))
        weights -= _STEP * (scaled.T @ ((likely - truth) * worth) / len(table) + _HELD * weights)
    found: NDArray[np.float64] = weights / spread
    found[0] -= float((weights[1:] * middle[1:] / spread[1:]).sum())
    return found


if __name__ == "__main__":
    main()
