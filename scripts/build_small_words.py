"""Write stream/tagging/lexicon/data/small_words.bin: the English words that are written small, for restoring capitals.

    python scripts/build_small_words.py

From the Hunspell dictionary of American English that the package spylls brings (SCOWL; see NOTICE): its entries in small
letters, and of the most frequent words of the news (the vocabulary of the word vectors) those that it accepts in small
letters. The same packages give the same bytes.
"""

from __future__ import annotations

import spylls.hunspell
from spylls.hunspell import Dictionary

from stream.tagging.learned.vectors import Vectors
from stream.tagging.lexicon.artefact import write
from stream.tagging.lexicon.folding import fold
from stream.tagging.lexicon.small_words import SMALL_WORDS_FILE


def main() -> None:
    """Collect, write, say how many."""
    dictionary = Dictionary.from_files("en_US")
    stems = {word.stem for word in dictionary.dic.words}
    small = {word for word in Vectors.load().rows if word.isalpha() and dictionary.lookup(word)}
    small |= {stem for stem in stems if stem.isalpha() and stem.islower() and fold(stem) == stem}
    words = sorted(word for word in small if len(word) > 1)
    size = write(SMALL_WORDS_FILE, {"words": "\n".join(words)}, {})
    print(f"{SMALL_WORDS_FILE}: {len(words):,} words, {size:,} bytes, from spylls {spylls.__version__}")


if __name__ == "__main__":
    main()
