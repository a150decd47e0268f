"""Case endings of Russian and Ukrainian place names: a name is stored as a stem with the number of its paradigm.

A word is taken apart into a stem and an ending of up to four letters; it is a form of the name where the stem is known
and the ending belongs to its paradigm. That is the same set as all forms written out, in a sixth of the room.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

LONGEST_ENDING: Final = 4


def _read_endings(language: str) -> tuple[frozenset[str], ...]:
    """The endings by paradigm, as `data/case_endings.tsv` has them."""
    lines = (Path(__file__).parent / "data" / "case_endings.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return tuple(
        frozenset(ending.removeprefix("-") for ending in row[2].split()) for row in rows if row[0] == language
    )


ENDINGS: Final = {language: _read_endings(language) for language in ("ru", "uk")}
# The paradigm of the adjectives of towns ("харьковский").
ADJECTIVE: Final = 13

_SOFTER: Final = {"г": "з", "к": "ц", "х": "с"}
_VOWELS: Final = "аеёиоуыэюяіїє"


def stems(word: str, language: str) -> list[tuple[str, int]]:
    """The stems of a folded name (its last word changes) with their paradigms; most have one."""
    if len(word) < 3:
        return [(word, 0)]
    return _russian(word) if language == "ru" else _ukrainian(word)


def adjective_stem(word: str, language: str) -> str:
    """The stem of the adjective of a town ("харьковск"), "" where the rules know none."""
    soft = "ськ" if language == "uk" else "ск"
    for ending in ("ск", "цк", "ськ", "цьк"):
        if word.endswith(ending):
            return word
    base = word.rstrip("аяыийоеі" + "ь") if word[-1] in "аяыийоеіь" else word
    if len(base) < 3:
        return ""
    base = {"г": base[:-1] + "ж", "к": base[:-1] + "ц"}.get(base[-1], base)
    if language == "uk" and base.endswith("ж"):
        return base[:-1] + "зьк"
    if base.endswith("ц"):
        return base + ("ьк" if language == "uk" else "к")
    if base.endswith("с"):
        return base + soft[1:]
    return base + soft


def _russian(word: str) -> list[tuple[str, int]]:
    if " " not in word:
        for ending, paradigm in (("ый", 10), ("ая", 11), ("ое", 12), ("ой", 10)):
            if word.endswith(ending) and len(word) > 5:
                return [(word[:-2], paradigm)]
    if word.endswith(("ский", "цкий", "жний", "хний", "дний")):
        return [(word[:-2], 10)]
    if word.endswith(("ские", "жние", "ые")):
        return [(word[:-2], 15)]
    last = word[-1]
    if word.endswith("ия"):
        return [(word[:-2], 6)]
    simple = {"ь": 2, "й": 3, "а": 4, "я": 5, "о": 7, "ы": 9}
    if last in simple:
        return [(word[:-1], simple[last])]
    if word.endswith("ье"):
        return [(word[:-1], 8)]
    if last == "и" and word.endswith(("ки", "щи", "жи", "ни")):
        return [(word[:-1], 9)]
    if last in _VOWELS:
        return [(word, 0)]
    found = [(word, 1)]
    if word.endswith(("ец", "ек", "ел")) and word[-3] not in _VOWELS:
        found.append((word[:-2] + word[-1], 14))
    elif word.endswith("ец"):
        found.append((word[:-2] + "йц", 14))
    elif word.endswith("ок"):
        found.append((word[:-2] + "к", 14))
    return found


def _ukrainian(word: str) -> list[tuple[str, int]]:
    if word.endswith(("ий", "ій")) and len(word) > 4:
        return [(word[:-2], 10)]
    last = word[-1]
    if word.endswith("ія"):
        return [(word[:-2], 6)]
    if last == "а":
        found = [(word[:-1], 4)]
        softer = _SOFTER.get(word[-2])
        if softer:
            found.append((word[:-2] + softer, 16))
        return found
    simple = {"ь": 2, "й": 3, "я": 5, "о": 7, "и": 9, "і": 9}
    if last == "ь":
        found = [(word[:-1], 2)]
        if len(word) > 4 and word[-3] == "і":  # Тернопіль, Тернополя
            found.append((word[:-3] + "о" + word[-2], 2))
        return found
    if last in simple:
        return [(word[:-1], simple[last])]
    if last == "е":
        return [(word[:-1], 12), (word[:-1], 8)]
    if last in _VOWELS:
        return [(word, 0)]
    found = [(word, 1)]
    if word[-2] in "ії":  # Харків, Київ, Кривий Ріг
        before = word[:-2]
        for vowel in ("є",) if word[-2] == "ї" else ("о", "е"):
            found.append((before + vowel + last, 14))
            if last in _SOFTER:
                found.append((before + vowel + _SOFTER[last], 16))
    if word.endswith(("ець", "ок", "ек")):
        found.append((word[:-2] + last, 14))
    return found
