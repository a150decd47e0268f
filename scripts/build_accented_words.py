"""Write stream/text/data/accented_LANG.txt.xz: the frequent words with letters beyond ASCII, by language.

    pip install wordfreq==3.1.1
    python -m scripts.build_accented_words

From the frequencies of wordfreq (see NOTICE): the words that are more frequent than what is left of them without those
letters. A `~` stands before those of which something is left that is a word as well. The same package gives the same bytes.
"""

from __future__ import annotations

import importlib
import lzma
from typing import Any, Final

from stream.text.lost_accents import FOLDER, LANGUAGES, NO_SIGN, left_of

# In a language the list of another name: Serbian, Croatian and Bosnian are one there, in Latin letters.
_LISTS: Final = {"no": "nb", "sr": "sh"}
# Words of a language: what is rarer comes less than once in a hundred words. Where every third word has such letters more
# must be known.
MOST: Final = 14_000
MANY: Final = 40_000
_FULL_OF_THEM: Final = frozenset({"cs", "hu", "lt", "lv", "pl", "ro", "sk", "sl", "sr", "tr"})
RARE: Final = 1 / 20  # of a word's frequency: what is left of it is seldom a word of its own


def main() -> None:
    """Collect, write, say how many."""
    lists = importlib.import_module("wordfreq")
    for language in LANGUAGES:
        frequencies = lists.get_frequency_dict(_LISTS.get(language, language), "best")
        kept = accented(frequencies, MANY if language in _FULL_OF_THEM else MOST)
        path = FOLDER / f"accented_{language}.txt.xz"
        path.write_bytes(lzma.compress("\n".join(sorted(kept)).encode(), preset=9 | lzma.PRESET_EXTREME))
        print(f"{path.name}: {len(kept):,} words, {path.stat().st_size:,} bytes")


def accented(frequencies: dict[str, Any], most: int) -> list[str]:
    """The words to keep, at most so many, given how frequent each is, with the sign of those that leave a word."""
    best: dict[str, str] = {}
    for word, frequency in sorted(frequencies.items(), key=lambda each: (-each[1], each[0])):
        if word.isalpha() and not word.isascii():
            left = left_of(word)
            if left and left not in best and frequency > frequencies.get(left, 0.0):
                best[left] = word
            if len(best) == most:
                break
    return [
        word
        if len(left) > 1 and frequencies.get(left, 0.0) < RARE * frequencies[word]
        else f"{NO_SIGN}{word}"
        for left, word in best.items()
    ]


if __name__ == "__main__":
    main()
