"""The compiled lexicon in memory: what each form can mean, the automaton over all forms, and the gazetteer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

from stream.conflict.artefact import PACKAGED, read
from stream.conflict.folding import fold
from stream.conflict.gazetteer import Gazetteer

_RUNS = re.compile(r"\w+")
# Kinds of names: their first letter must be a capital in the text.
PROPER = frozenset(
    {"group", "forces", "gov", "org", "people", "country", "region", "state", "postal", "town"}
)


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a form; `kind` is the first column of data/terms.tsv, the rest depends on it."""

    kind: str
    name: str
    attribute: str


Senses = tuple[Sense, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that the tagger knows beforehand.

    `senses[n]` are the meanings of form n when it is written in lower case, with a capital, and in capitals:
    names need the capital, acronyms the capitals. `given` holds given names, `ordinary` English words, folded.
    `automaton` is over all forms, each behind a space, so that a match can only begin where a word begins; `reach`
    gives for the letters and digits that a form begins with the most words of any such form.
    """

    forms: dict[str, int]
    senses: tuple[tuple[Senses, Senses, Senses], ...]
    given: frozenset[str]
    ordinary: frozenset[str]
    gazetteer: Gazetteer
    automaton: AhoCorasick
    reach: dict[str, int]

    @classmethod
    def load(cls, path: Path | None = None) -> Lexicon:
        """Read the artefact, the packaged one by default.

        Raises:
            StopError: when the file is missing or damaged.
        """
        artefact = read(path or PACKAGED)
        collected: dict[str, list[tuple[Sense, bool]]] = {}
        for line in artefact.texts["forms"].split("\n"):
            form, kind, name, attribute, acronym = line.split("\t")
            collected.setdefault(form, []).append((Sense(kind, name, attribute), acronym == "1"))
        senses = []
        for meanings in collected.values():
            upper = tuple(sense for sense, _ in meanings)
            title = tuple(sense for sense, acronym in meanings if not acronym)
            lower = tuple(sense for sense in title if sense.kind not in PROPER)
            # One object where capitals make no difference: the matcher then need not look at them.
            upper = title if len(title) == len(upper) else upper
            lower = title if len(title) == len(lower) else lower
            senses.append((lower, title, upper))
        return cls(
            forms={form: number for number, form in enumerate(collected)},
            senses=tuple(senses),
            given=frozenset(artefact.texts["given"].split("\n")),
            ordinary=frozenset(artefact.texts["ordinary"].split("\n")),
            gazetteer=Gazetteer(artefact),
            automaton=AhoCorasick([f" {form}" for form in collected], matchkind=MatchKind.LeftmostLongest),
            reach=_reach(collected),
        )

    def meanings(self, form: str, kind: str) -> Sense | None:
        """The meaning of a folded form of one kind, capitals or not."""
        number = self.forms.get(form)
        if number is None:
            return None
        return next((sense for sense in self.senses[number][2] if sense.kind == kind), None)

    def country_named(self, text: str) -> str:
        """The ISO alpha-3 code of the country that a name or a demonym means, "" if it means none."""
        form = fold(text).strip().removeprefix("the ")
        meaning = self.meanings(form, "country") or self.meanings(form, "people")
        return meaning.attribute if meaning is not None else ""


def _reach(forms: Iterable[str]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for form in forms:
        runs = _RUNS.findall(form)
        if runs:
            longest[runs[0]] = max(longest.get(runs[0], 0), len(runs))
    return longest
