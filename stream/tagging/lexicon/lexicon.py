"""The compiled lexicon in memory: its forms, what each can mean, and the gazetteer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from stream.tagging.lexicon.artefact import LEXICON_FILE, read_artefact
from stream.tagging.lexicon.folding import fold
from stream.tagging.lexicon.gazetteer import Gazetteer
from stream.tagging.lexicon.reading import split_words

# Kinds of names: their first letter must be a capital in the text.
PROPER: Final = frozenset(
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

    `forms` number the forms by their folded text, `reach` gives, of a word that forms begin with, the number of the
    form that is that word alone (-1 if none is) and how many words the others have, the most first. `senses[n]` are the
    meanings of form n when it is written in lower case, with a capital, and in capitals: names need the capital,
    acronyms the capitals. `given` holds given names, `ordinary` English words, folded.
    """

    forms: dict[str, int]
    reach: dict[str, tuple[int, tuple[int, ...]]]
    senses: tuple[tuple[Senses, Senses, Senses], ...]
    given: frozenset[str]
    ordinary: frozenset[str]
    gazetteer: Gazetteer

    @classmethod
    def load(cls, path: Path | None = None) -> Lexicon:
        """Read the artefact, the packaged one by default.

        Raises:
            StopError: when the file is missing or damaged.
        """
        artefact = read_artefact(path or LEXICON_FILE)
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
        forms = {form: number for number, form in enumerate(collected)}
        return cls(
            forms=forms,
            reach=_reach(forms),
            senses=tuple(senses),
            given=frozenset(artefact.texts["given"].split("\n")),
            ordinary=frozenset(artefact.texts["ordinary"].split("\n")),
            gazetteer=Gazetteer(artefact),
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


def _reach(forms: dict[str, int]) -> dict[str, tuple[int, tuple[int, ...]]]:
    counts: dict[str, set[int]] = {}
    for form in forms:
        words, _, _ = split_words(form)
        if words:
            # A form of one word that ends with a point is none of that word alone.
            counts.setdefault(words[0], set()).add(len(words) if form != words[0] else 0)
    return {
        word: (forms.get(word, -1), tuple(sorted(found - {0}, reverse=True)))
        for word, found in counts.items()
    }
