"""Normalising and sketching on one core, beside datasketch and rensa in the same run.

    python -m bench.sketch [--articles N] [--words N] [--rounds N]

Articles of invented prose (400 words in paragraphs of forty, with a masthead, links and a credit, half of them with
curly quotes and dashes) are turned into what the deduplication keeps of them: words, keys and outline. The contenders
get the words ready made and sketch their runs of five with 128 permutations, as they are mostly used; their time for
normalising is ours, beside it in the table. Processor time, the best of the rounds; the exit code says whether the bar
of 3,000 articles a second is reached.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from stream.text.normalise import read_body
from stream.text.sketch import sketch

BAR: Final = 3000.0
PERMUTATIONS: Final = 128
_SYLLABLES: Final = tuple(c + v for c in "bdfgklmnprstvz" for v in "aeiou")


def main() -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--words", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    bodies = articles(asked.articles, asked.words)
    words = [read_body(body).words for body in bodies]
    print(f"{len(bodies)} articles of {sum(map(len, words)) / len(words):.0f} words")
    normalised = _rate("normalise", lambda: [read_body(body) for body in bodies], asked)
    _rate("sketch", lambda: [sketch(each, (), "en") for each in words], asked)
    ours = _rate("normalise + sketch", lambda: [_ours(body) for body in bodies], asked)
    for name, contender in (("datasketch", _datasketch()), ("rensa", _rensa())):
        alone = _rate(name, partial(_all, contender, words), asked)
        both = 1 / (1 / alone + 1 / normalised)
        print(f"{f'normalise + {name}':<24}{both:>10,.0f} articles/s   {both / ours:.2f} of ours")
    return int(ours < BAR)


def articles(count: int, words: int) -> list[str]:
    """Fictional pages: prose of a vocabulary of 20,000 words in the proportions of a language (Zipf)."""
    draw = random.Random(7)  # noqa: S311 - texts, no secret
    vocabulary = ["".join(draw.choices(_SYLLABLES, k=draw.randint(1, 4))) for _ in range(20_000)]
    weights = [1 / rank for rank in range(1, len(vocabulary) + 1)]
    return [_page(draw.choices(vocabulary, weights, k=words), curly=bool(at % 2)) for at in range(count)]


def _page(words: list[str], *, curly: bool) -> str:
    opening, closing, dash = ("\u201c", "\u201d", "\u2014") if curly else ('"', '"', "-")
    paragraphs = [
        f"{opening}{' '.join(words[at : at + 20])},{closing} said {' '.join(words[at + 20 : at + 38])} {dash} he's."
        for at in range(0, len(words), 40)
    ]
    body = "\n\n".join(paragraphs)
    return f"Daily Mercury\n\nWorld\n\nPORT ESK (Lantern) - {body}\n\n(c) 2031 Lantern Wire\n\nShare this story\n"


def _ours(body: str) -> object:
    reading = read_body(body)
    return sketch(reading.words, reading.paragraphs, "en")


def _all(contender: Callable[[list[str]], object], texts: list[list[str]]) -> list[object]:
    return [contender(each) for each in texts]


def _datasketch() -> Callable[[list[str]], object]:
    from datasketch import MinHash  # noqa: PLC0415 - only this contender needs it

    blank = MinHash(num_perm=PERMUTATIONS)

    def made(words: list[str]) -> object:
        minhash = blank.copy()
        minhash.update_batch([shingle.encode() for shingle in _shingles(words)])
        return minhash

    return made


def _rensa() -> Callable[[list[str]], object]:
    from rensa import RMinHash  # noqa: PLC0415 - only this contender needs it

    def made(words: list[str]) -> object:
        minhash = RMinHash(num_perm=PERMUTATIONS, seed=1)
        minhash.update(_shingles(words))
        return minhash

    return made


def _shingles(words: list[str]) -> list[str]:
    return [" ".join(words[at : at + 5]) for at in range(len(words) - 4)]


def _rate(name: str, work: Callable[[], Any], asked: argparse.Namespace) -> float:
    best = float("inf")
    for _ in range(asked.rounds):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    rate = float(asked.articles / best)
    print(f"{name:<24}{rate:>10,.0f} articles/s   {best / asked.articles * 1e6:,.0f} us each", flush=True)
    return rate


if __name__ == "__main__":
    sys.exit(main())
