"""Whether character n-grams tell more of relevance than the lexicon does, language by language, by cross-validation.

    NEWSWIRE_EVAL_DATA=DIR python -m bench.relevance_grams [--folds N]

DIR holds `multilingual/`. Of each language the labelled texts of the read part are used (sentences, and documents that say
whether they are about conflict), with our own sentences of `tests/tagging/languages/kinds`. A logistic regression over hashed
grams of two to four characters is trained on all folds but one; its log-odds are added to those of the shipped score, with the
weight that does best on the folds it was trained on. Printed: F1 and wrong verdicts as shipped, of the grams alone, and of both.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import zlib
from pathlib import Path
from typing import Any, Final

import numpy as np

from stream.evaluation.corpora import READ_PART, part
from stream.tagging.languages.language_data import supported
from stream.tagging.tagger import Tagger

_COLUMNS: Final = 1 << 14
_GRAMS: Final = (2, 3, 4)  # characters
_STEPS, _RATE, _DECAY = 300, 2.0, 1e-3
_WEIGHTS: Final = (0.0, 0.25, 0.5, 1.0, 2.0)
_KINDS: Final = Path("tests/tagging/languages/kinds")


def main() -> None:
    """Score every language, print a line each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folds", type=int, default=10)
    folds = parser.parse_args().folds
    tagger = Tagger.load("rules")
    print(
        f"{'language':<10}{'texts':>7}{'of war':>8}{'shipped':>16}{'grams alone':>16}{'both':>16}   F1 (wrong)"
    )
    for language in sorted(supported()):
        told = sorted(set(_texts(Path(os.environ["NEWSWIRE_EVAL_DATA"]) / "multilingual", language)))
        labels = np.array([label for _, label in told], float)
        shipped = np.array([_log_odds(tagger.tag(text, language=language).score or 0.0) for text, _ in told])
        grams = np.stack([_row(text) for text, _ in told])
        fold = np.array([zlib.crc32(text.encode()) % folds for text, _ in told])
        alone, both = np.zeros(len(told)), np.zeros(len(told))
        for number in range(folds):
            seen, held = fold != number, fold == number
            if not held.any():
                continue
            # The weight is chosen on folds within the folds seen: on texts that its model has not seen either.
            inner = _held_out(grams[seen], labels[seen], fold[seen])
            weight = max(_WEIGHTS, key=lambda one: (_f1(shipped[seen] + one * inner, labels[seen])[0], -one))
            alone[held] = _fitted(grams[seen], labels[seen], grams[held])
            both[held] = shipped[held] + weight * alone[held]
        scores = "".join(
            f"{score:>11.3f} ({wrong:>2})"
            for score, wrong in (_f1(one, labels) for one in (shipped, alone, both))
        )
        print(f"{language:<10}{len(told):>7}{int(labels.sum()):>8}{scores}", flush=True)


def _texts(folder: Path, language: str) -> list[tuple[str, bool]]:
    found: list[tuple[str, bool]] = []
    for path in sorted(folder.glob(f"{language}_*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            doc: dict[str, Any] = json.loads(line)
            if part(doc) == READ_PART and doc.get("conflict") is not None:
                found.append((doc["text"], bool(doc["conflict"])))
    for line in (_KINDS / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        _, _, war, _, text = (field.strip() for field in line.split("|", 4))
        if war != "?":
            found.append((text, war == "+"))
    return found


def _row(text: str) -> Any:
    row = np.zeros(_COLUMNS, np.float32)
    small = f" {text.lower()} "
    for size in _GRAMS:
        for at in range(len(small) - size + 1):
            row[zlib.crc32(small[at : at + size].encode()) % _COLUMNS] += 1
    row = np.log1p(row)
    return row / max(float(np.linalg.norm(row)), 1e-9)


def _fitted(rows: Any, labels: Any, asked: Any) -> Any:
    """The log-odds of rows by a regression fitted on others, in its dual form: there are far fewer texts than grams."""
    likeness = rows @ rows.T
    shares, bias = np.zeros(len(labels)), 0.0
    for _ in range(_STEPS):
        gap = 1 / (1 + np.exp(-(likeness @ shares + bias))) - labels
        shares -= _RATE * (gap / len(labels) + _DECAY * shares)
        bias -= _RATE * float(gap.mean())
    return asked @ (rows.T @ shares) + bias


def _held_out(rows: Any, labels: Any, fold: Any) -> Any:
    found = np.zeros(len(labels))
    for third in range(3):
        held = fold % 3 == third
        if held.any() and not held.all():
            found[held] = _fitted(rows[~held], labels[~held], rows[held])
    return found


def _f1(log_odds: Any, labels: Any) -> tuple[float, int]:
    called = log_odds >= 0
    right = float((called & (labels > 0)).sum())
    f1 = 2 * right / max(float(called.sum() + labels.sum()), 1.0)
    return f1, int((called != (labels > 0)).sum())


def _log_odds(score: float) -> float:
    bounded = min(max(score, 1e-6), 1 - 1e-6)
    return math.log(bounded / (1 - bounded))


if __name__ == "__main__":
    main()
