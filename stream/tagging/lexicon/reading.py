"""A text as the rules read it: words with their offsets, sentences, capitals. Linear in the length of the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Final

from stream.tagging.lexicon.folding import fold
from stream.tagging.lexicon.vocabulary import word_list

# Over the folded text: numbers with their points and commas; initials ("u.s."); the possessive; words.
_WORD: Final = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d](?:\.[^\W\d])+\b\.?|'s\b|\w+(?:'(?!s\b)\w+)*")
_ABBREVIATIONS: Final = word_list("reading abbreviations")
# A sentence without an end is cut here: windows over it stay small, and so the whole stays linear.
_LONGEST_SENTENCE: Final = 120
# If this share of its longer words is in capitals, a text counts as written in capitals (old telex, some datelines).
_UPPER_SHARE: Final = 0.6
_SAMPLE: Final = 200
# A short text counts so if it has no small letter and at least this many longer words: more than a name or dateline has.
_FEW: Final = 4
# What may stand right behind a word.
_MARKS: Final = frozenset(".,;:!?'")


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

    def span(self, first: int, last: int) -> str:
        """The text of words `first` to `last`, both included."""
        return self.text[self.starts[first] : self.ends[last]]

    def phrase(self, first: int, last: int) -> str:
        """The folded words `first` to `last` with one space between."""
        return " ".join(self.words[first : last + 1])

    def at(self, start: int) -> int:
        """The word that begins at a character, -1 if none does."""
        word = bisect_left(self.starts, start)
        return word if word < len(self.starts) and self.starts[word] == start else -1

    def until(self, end: int) -> int:
        """The word that ends at a character, -1 if none does."""
        word = bisect_left(self.ends, end)
        return word if word < len(self.ends) and self.ends[word] == end else -1

    def bounds(self, word: int) -> tuple[int, int]:
        """(first, past the last) word of the sentence that holds a word."""
        return self.sentences[self.sentence_of[word]]


def read_text(text: str) -> Reading:
    """Split a text into words and sentences."""
    folded = fold(text)
    words, starts, ends = split_words(folded)
    count = len(words)
    caps = [text[start].isupper() for start in starts]
    gaps = [text[ends[n] : starts[n + 1]] for n in range(count - 1)]
    if count:
        gaps.append("")
    reading = Reading(text, folded, starts, ends, words, caps, gaps, _is_upper(text, starts, ends))
    _split(reading)
    return reading


def split_words(folded: str) -> tuple[list[str], list[int], list[int]]:
    """(words, starts, ends) of a folded text.

    What stands between two spaces is most often one word, with no more than a mark behind it: the pattern, which is
    slow, is left the rest.
    """
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    start = 0
    for chunk in folded.split(" "):
        end = start + len(chunk)
        if chunk.isalpha():
            words.append(chunk)
            starts.append(start)
            ends.append(end)
        elif chunk[-1:] in _MARKS and chunk[:-1].isalpha():
            words.append(chunk[:-1])
            starts.append(start)
            ends.append(end - 1)
        elif chunk:
            for match in _WORD.finditer(folded, start, end):
                words.append(match[0])
                starts.append(match.start())
                ends.append(match.end())
        start = end + 1
    return words, starts, ends


def _is_upper(text: str, starts: list[int], ends: list[int]) -> bool:
    """Whether most of the longer words among the first ones are in capitals."""
    long = upper = 0
    for word in range(min(_SAMPLE, len(starts))):
        start, end = starts[word], ends[word]
        if end - start > 3:
            long += 1
            upper += text[start].isupper() and text[start:end].isupper()
    return upper > _UPPER_SHARE * long and (long > 8 or (long >= _FEW and text.isupper()))


def _split(reading: Reading) -> None:
    """Find the sentences: they end at stops before a capital, at blank lines, and when they reach the most words."""
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
