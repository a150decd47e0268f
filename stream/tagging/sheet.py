"""The tagger's working sheet for one text: what is found so far, and which words it takes."""

from __future__ import annotations

from dataclasses import dataclass, field

from stream.model.tags import EntityType
from stream.tagging.lexicon.gazetteer import Toponym
from stream.tagging.lexicon.lexicon import Lexicon, Sense
from stream.tagging.lexicon.matcher import FormMatch
from stream.tagging.lexicon.reading import Reading


@dataclass(frozen=True, slots=True)
class Site:
    """Where a name points: degrees, country and division, and how exact that is (see `stream.model.tags.Place`)."""

    latitude: float | None
    longitude: float | None
    country: str
    admin1: str
    geonames_id: int | None
    precision: str


# No dataclass: one is made for every name, and what dataclass writes stays interpreted where the rest is compiled.
class Mention:
    """Something named or described, by its first and last word; `type` is None once it is absorbed by another.

    `site` is the place in the name of an actor or facility.
    `role` is what it does in the events told (`attacker`, `victim`, `reporter`, `speaker`), "" where it does nothing.
    `refers_to` is the name of who is meant by a pronoun or "the group".
    """

    type: EntityType | None
    first: int
    last: int
    name: str = ""
    country: str = ""
    generic: bool = False
    category: str = ""
    value: str = ""
    site: Site | None = None
    role: str = ""
    refers_to: str = ""

    def __init__(
        self,
        type_: EntityType | None,
        first: int,
        last: int,
        name: str = "",
        country: str = "",
        generic: bool = False,
        category: str = "",
        value: str = "",
    ) -> None:
        self.type = type_
        self.first, self.last = first, last
        self.name, self.country, self.generic = name, country, generic
        self.category, self.value = category, value


class PlaceMention(Mention):
    """A place with what it may be, and later what it is.

    `candidates` are the places of that name, `loose` those of a like-sounding name; `cued` is true where the words
    around say that it is a place, `kind` the noun that says of what sort (village, province, ...), `town` is true
    where they mean a town rather than its province, `within` is the name after a comma ("Mosul, Iraq"),
    `near` the place from which a description is measured ("30 km north of Mosul").
    """

    key: str = ""
    candidates: tuple[Toponym, ...] = ()
    loose: tuple[Toponym, ...] = ()
    cued: bool = False
    kind: str = ""
    town: bool = False
    within: str = ""
    chosen: Toponym | None = None
    latitude: float | None = None
    longitude: float | None = None
    admin1: str = ""
    geonames_id: int | None = None
    precision: str = "unresolved"
    near: str = ""

    def __init__(
        self,
        type_: EntityType | None,
        first: int,
        last: int,
        name: str = "",
        country: str = "",
        generic: bool = False,
        precision: str = "unresolved",
        key: str = "",
        candidates: tuple[Toponym, ...] = (),
        cued: bool = False,
        kind: str = "",
    ) -> None:
        super().__init__(type_, first, last, name, country, generic)
        self.precision, self.key, self.candidates = precision, key, candidates
        self.cued, self.kind = cued, kind


@dataclass(slots=True)
class Sheet:
    """One text under work. `owner[n]` is the mention that takes word n; `ending` and `beginning` find matches by word.

    `year` is that of the text's own day, 0 where it is not known.
    """

    reading: Reading
    lexicon: Lexicon
    matches: list[FormMatch]
    owner: list[Mention | None] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    ending: dict[int, FormMatch] = field(default_factory=dict)
    beginning: dict[int, FormMatch] = field(default_factory=dict)
    year: int = 0

    def __post_init__(self) -> None:
        self.owner = [None] * len(self.reading.words)
        self.ending = {match.last: match for match in self.matches}
        self.beginning = {match.first: match for match in self.matches}

    def free(self, first: int, last: int) -> bool:
        """Whether no mention takes any word from `first` to `last`."""
        owner = self.owner
        return all(owner[word] is None for word in range(first, last + 1))

    def claim(self, mention: Mention) -> None:
        """Record a mention; what it overlaps before is absorbed."""
        for word in range(mention.first, mention.last + 1):
            other = self.owner[word]
            if other is not None and other is not mention:
                other.type = None
            self.owner[word] = mention
        self.mentions.append(mention)

    def within(self, first: int, last: int) -> list[Mention]:
        """The mentions that take any word from `first` to `last`, in order."""
        found: list[Mention] = []
        for mention in self.owner[first : last + 1]:
            if mention is not None and mention.type is not None and not (found and found[-1] is mention):
                found.append(mention)
        return found

    def drop(self, mention: Mention) -> None:
        """Take a mention back."""
        for word in range(mention.first, mention.last + 1):
            if self.owner[word] is mention:
                self.owner[word] = None
        mention.type = None

    def stretch(self, mention: Mention, first: int, last: int) -> None:
        """Give a mention other bounds; what it overlaps there is absorbed."""
        kind = mention.type
        for other in self.within(first, last):
            self.drop(other)
        mention.type, mention.first, mention.last = kind, first, last
        self.owner[first : last + 1] = [mention] * (last + 1 - first)


def sense(match: FormMatch, kind: str, *others: str) -> Sense | None:
    """The first meaning of a match that is of one of the kinds."""
    for meaning in match.senses:
        if meaning.kind == kind or (others and meaning.kind in others):
            return meaning
    return None
