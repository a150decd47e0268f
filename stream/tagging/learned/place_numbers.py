"""The numbers of the values of the place columns, as `stream.tagging.learned.features.place_values` has them, without the values."""

from __future__ import annotations

from typing import Final

from stream.tagging.learned.features import NOTHING, capital_values, gap_kind, meaning_of, proposal_of
from stream.tagging.lexicon.lexicon import Senses
from stream.tagging.sheet import Sheet

# The number of every value that no labelled text had; 0 is that of "no word here", beyond the ends of a sentence.
UNKNOWN_VALUE: Final = 1


class PlaceNumbers:
    """Looks the values up in the vocabularies, each once."""

    def __init__(self, vocabularies: dict[str, dict[str, int]]) -> None:
        self._lexicon, self._rule = vocabularies["lexicon"], vocabularies["rule"]
        self._gap, self._capital = vocabularies["gap"], vocabularies["capital"]
        self._pair = vocabularies["pair"]
        self._meanings: dict[int, tuple[Senses, int, int]] = {}
        self._pairs: dict[tuple[str, str], int] = {}
        self._proposals: dict[str, tuple[str, str, int, int]] = {}

    def of(self, sheet: Sheet) -> tuple[list[int], list[int], list[int], list[int], list[int]]:
        """A number for every word, in the order of `stream.tagging.learned.features.PLACE_COLUMNS`."""
        size = len(sheet.reading.words)
        rule, pair = self._rules(sheet, size)
        return self._lexicons(sheet, size), rule, self._gaps(sheet), self._capitals(sheet), pair

    def _lexicons(self, sheet: Sheet, size: int) -> list[int]:
        nothing = self._lexicon.get(NOTHING, UNKNOWN_VALUE)
        found = [nothing] * size
        for match in sheet.matches:
            # By identity: the lexicon has each set of senses once, and comparing them costs more than all the rest.
            known = self._meanings.get(id(match.senses))
            if known is None:
                value = meaning_of(match.senses)
                begin, inside = (self._lexicon.get(sign + value, UNKNOWN_VALUE) for sign in "BI")
                # The senses are kept, so that no others come to have their identity.
                known = self._meanings[id(match.senses)] = match.senses, begin, inside
            found[match.first] = known[1]
            for word in range(match.first + 1, match.last + 1):
                found[word] = known[2]
        return found

    def _rules(self, sheet: Sheet, size: int) -> tuple[list[int], list[int]]:
        nothing = self._rule.get(NOTHING, UNKNOWN_VALUE)
        no_pair = self._pair.get(f"{NOTHING}|{NOTHING}", UNKNOWN_VALUE)
        values: dict[int, str] = {}  # of the words that a mention takes
        rule, pair = [nothing] * size, [no_pair] * size
        for mention in sheet.mentions:
            if mention.type is None:
                continue
            proposal = proposal_of(mention)
            known = self._proposals.get(proposal)
            if known is None:
                begin, inside = f"B{proposal}", f"I{proposal}"
                known = self._proposals[proposal] = (
                    begin,
                    inside,
                    self._rule.get(begin, UNKNOWN_VALUE),
                    self._rule.get(inside, UNKNOWN_VALUE),
                )
            values[mention.first], rule[mention.first] = known[0], known[2]
            for word in range(mention.first + 1, mention.last + 1):
                values[word], rule[word] = known[1], known[3]
        for word, value in values.items():
            pair[word] = self._pair_number(values.get(word - 1, NOTHING) if word else "^", value)
            if word + 1 < size and word + 1 not in values:
                pair[word + 1] = self._pair_number(value, NOTHING)
        if size and 0 not in values:
            pair[0] = self._pair_number("^", NOTHING)
        return rule, pair

    def _pair_number(self, before: str, value: str) -> int:
        number = self._pairs.get((before, value))
        if number is None:
            number = self._pairs[before, value] = self._pair.get(f"{before}|{value}", UNKNOWN_VALUE)
        return number

    def _gaps(self, sheet: Sheet) -> list[int]:
        space = self._gap.get(gap_kind(" "), UNKNOWN_VALUE)
        known = self._gap
        return [
            space if gap == " " else known.get(gap_kind(gap), UNKNOWN_VALUE) for gap in sheet.reading.gaps
        ]

    def _capitals(self, sheet: Sheet) -> list[int]:
        known = self._capital
        return [known.get(value, UNKNOWN_VALUE) for value in capital_values(sheet)]
