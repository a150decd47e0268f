# ruff: noqa: RUF001 - words in many scripts
"""Inputs by a seed: sound ones, with parts cut out, doubled, swapped for others, and pieces put in that readers stumble over."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Final

from tests.intake.formats.test_hostile_messages import PIECES, SEEDS
from tests.intake.hostile import HOSTILE

MOST_CHANGES: Final = 8
LONGEST_RUN: Final = 3000
# Scripts, marks and halves of characters: what tokenisers and grammars of any language may meet.
WORDS: Final = (
    "killed", "soldiers", "mortar fire", "в Курске", "погибли", "убиты", "قتل", "جنود", "غزة", "遇袭", "士兵", "北京", "死亡",
    "Tote", "Soldaten", "soldats", "tués", "muertos", "ataque", "12", "1,200", "٣٤", "三千", "3-4", "-", "…", "«", "»", "“", "’", ".", "...", "?!", "\n\n", "\t",
    "\u200b", "\u202e", "\ufeff", "\u0301", "e\u0301", "ﷺ", "İ", "ß", "ſ", "\U0001f4a5", "\x00", "\ud7ff", "U.S.", "St.", "al-", "d'", "'s", "km", "May 4", "5/5/2031", "http://x.example/?a=b",
)  # fmt: skip
LANGUAGES: Final = (
    "",
    "en",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "ru",
    "uk",
    "ar",
    "zh",
    "ja",
    "ko",
    "fa",
    "tr",
    "pl",
    "he",
    "hi",
    "sv",
    "nl",
    "xx",
    "en-GB",
    "zh-Hant",
)
QUERY_WORDS: Final = (
    "hours", "what", "killed", "copies", "conflict", "alert", "language", "source", "q", "page", "=", "&", "%", "%00", "%ff", "+", "24", "-1", "9" * 30, "٣", '"', "'", "(", ")", "*", "^", "OR", "AND", "NOT",
    "NEAR", "uri:", "id:", ":", ";", "--", "\x00", "\ud800", "größe", "東京", "a" * 300,
)  # fmt: skip
ARGUMENTS: Final = (
    "--help", "--broker", "--json", "--set", "--topic", "--web-port", "--seed", "--rate", "--from", "--until", "--last", "--since", "--key", "--", "-", "-x", "--x=y", "--=", "", "0", "-1", "9" * 30, "1e9", "nan", "containment=0.9",
    "containment=", "=", "/nonexistent/x", "\udcff", "東京", "a b", "list", "show", "replay", "create", "check", "enriched", "raw", "0:0", "x:y", "%", "{}",
)  # fmt: skip


def message(rng: Random) -> bytes:
    """A wire message, or what is left of one."""
    if rng.random() < 0.1:
        value = rng.choice(HOSTILE)[1]
        return b"" if value is None else _changed(rng, value[:LONGEST_RUN])
    if rng.random() < 0.05:
        return rng.randbytes(rng.randrange(200))
    return _changed(rng, rng.choice(sorted(SEEDS.values())).encode())


def _changed(rng: Random, value: bytes) -> bytes:
    for _ in range(rng.randrange(MOST_CHANGES)):
        start = rng.randrange(len(value) + 1)
        end = min(start + rng.choice((0, 1, 3, 20, 200)), len(value))
        part = value[start:end]
        change = rng.random()
        if change < 0.35:
            piece = rng.choice(PIECES)
        elif change < 0.5:
            piece = part * rng.choice((2, 5, 40))
        elif change < 0.65:
            other = rng.choice(sorted(SEEDS.values())).encode()
            at = rng.randrange(len(other))
            piece = other[at : at + 100]
        elif change < 0.8:
            piece = bytes(rng.randrange(256) for _ in part)
        else:
            piece = b""
        value = value[:start] + piece + value[end:]
    return value


def text(rng: Random) -> tuple[str, str]:
    """A text of words of many languages, and the language that it is said to be in."""
    words = [rng.choice(WORDS) for _ in range(rng.choice((0, 1, 5, 30, 120)))]
    joint = rng.choice((" ", " ", " ", "", "\n"))
    return joint.join(words), rng.choice(LANGUAGES)


def query(rng: Random) -> str:
    """The query string of an address."""
    return "".join(_some(rng, QUERY_WORDS, 12))


def arguments(rng: Random) -> list[str]:
    """What stands behind a command."""
    return list(_some(rng, ARGUMENTS, 6))


def _some(rng: Random, words: Sequence[str], most: int) -> Sequence[str]:
    return [rng.choice(words) for _ in range(rng.randrange(most))]
