"""A text as the rules read it: words with their offsets, sentences, capitals. Linear in the length of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from stream.conflict.folding import fold
from stream.conflict.vocabulary import words

# Over the folded text: numbers with their points and commas; initials ("u.s."); the possessive; words.
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d](?:\.[^\W\d])+\b\.?|'s\b|\w+(?:'(?!s\b)\w+)*")
_ABBREVIATIONS = words("reading abbreviations")
# A sentence without an end is cut here: windows over it stay small, and so the whole stays linear.
_LONGEST_SENTENCE = 120
# From this share of words in capitals among the longer ones a text counts as written in capitals (old telex, some datelines).
_UPPER_SHARE = 0.6


@dataclass(slots=True)
class Reading:
    """Words as parallel lists: `starts`, `ends` in characters, `words` folded, `caps` whether the first is a capital.

    `sentences` are (first word, past the last word); `sentence_of` gives a word's sentence. `gaps[n]` is the text
    between word n and the next, `""` after the last. `upper`: the whole text is in capitals.
    """

    text: str
    folded: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    caps: list[bool]
    gaps: list[str]
    upper: bool
    sentences: list[tuple[int, int]] = field(default_factory=list)
    sentence_of: list[int] = field(default_factory=list)
    at: dict[int, int] = field(default_factory=dict)
    until: dict[int, int] = field(default_factory=dict)

    def span(self, first: int, last: int) -> str:
        """The text of words `first` to `last`, both included."""
        return self.text[self.starts[first] : self.ends[last]]

    def phrase(self, first: int, last: int) -> str:
        """The folded words `first` to `last` with one space between."""
        return " ".join(self.words[first : last + 1])

    def bounds(self, word: int) -> tuple[int, int]:
        """(first, past the last) word of the sentence that holds a word."""
        return self.sentences[self.sentence_of[word]]


def read(text: str) -> Reading:
    """Split a text into words and sentences."""
    folded = fold(text)
    spans = [match.span() for match in _WORD.finditer(folded)]
    starts = [start for start, _ in spans]
    ends = [end for _, end in spans]
    words = [folded[start:end] for start, end in spans]
    caps = [text[start].isupper() for start in starts]
    gaps = [text[end:start] for end, start in zip(ends, starts[1:], strict=False)]
    gaps.append("")
    sample = [text[start:end].isupper() for start, end in spans[:200] if end - start > 3]
    upper = len(sample) > 8 and sum(sample) > _UPPER_SHARE * len(sample)
    reading = Reading(text, folded, starts, ends, words, caps, gaps if words else [], upper)
    reading.at = {start: number for number, start in enumerate(starts)}
    reading.until = {end: number for number, end in enumerate(ends)}
    _split(reading)
    return reading


def _split(reading: Reading) -> None:
    """Find the sentences: at stops before a capital, at blank lines, and where one grows past all measure."""
    words, caps, sentences, sentence_of = reading.words, reading.caps, reading.sentences, reading.sentence_of
    first = 0
    end = len(words)
    for number, gap in enumerate(reading.gaps):
        after = number + 1
        if gap == " " and after - first < _LONGEST_SENTENCE:
            continue
        if (
            after == end
            or _breaks(gap, words[number], caps[after] or words[after][:1].isdigit())
            or after - first >= _LONGEST_SENTENCE
        ):
            sentence_of.extend([len(sentences)] * (after - first))
            sentences.append((first, after))
            first = after


def _breaks(gap: str, word: str, fresh: bool) -> bool:
    if gap.count("\n") > 1:
        return True
    if "." in gap:
        abbreviated = word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha())
        return not abbreviated and (fresh or len(gap) > 2) and gap != "."
    return fresh and ("!" in gap or "?" in gap)
