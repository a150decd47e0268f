"""One document, one meaning, for what has no name of its own: pronouns and "the group" point to who is meant.

The rule is plain: the first one that fits in kind, of the nearest sentence that has one (Hobbs 1978 in short), no
farther than a few sentences. What points to nobody known is no mention: an analyst has no use for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from stream.model.tags import EntityType
from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.sheet import Mention, Sheet, sense

_OTHER_PRONOUNS: Final = word_list("references other_pronouns")
_GROUPS: Final = word_list("references groups")
_GOVERNMENTS: Final = word_list("references governments")
_FORCES: Final = word_list("references forces")
_COUNCILS: Final = word_list("references councils")

# Words that stand for a person and nothing else; "her" and "his" stand before nouns as often.
PERSONAL: Final = word_list("references personal")
_SPEAKER: Final = word_list("references speaker")
_PRONOUNS: Final = PERSONAL | _OTHER_PRONOUNS  # fmt: skip
_DETERMINERS: Final = word_list("references determiners")
_BODIES: Final = frozenset(
    {EntityType.ORGANISATION, EntityType.GOVERNMENT, EntityType.STATE_FORCES, EntityType.ARMED_GROUP}
)
_ACTING: Final = _BODIES | {EntityType.PERSON, EntityType.CIVILIANS}
# These stand for one body, and a description in the plural is none.
_SINGULAR: Final = frozenset({"it", "its", "itself"})
# Bare nouns that name no one, and what they stand for.
_NOUNS: Final = {
    **dict.fromkeys(sorted(_GROUPS), EntityType.ARMED_GROUP),
    **dict.fromkeys(sorted(_GOVERNMENTS), EntityType.GOVERNMENT),
    **dict.fromkeys(sorted(_FORCES), EntityType.STATE_FORCES),
    **dict.fromkeys(sorted(_COUNCILS),
                    EntityType.ORGANISATION),
}  # fmt: skip
# Whose they are is told by where the story plays.
_OF_COUNTRIES: Final = frozenset({EntityType.GOVERNMENT})
# So many times as often must a country be spoken of to be meant rather than the one named last.
_FAR_MORE: Final = 2
# Sentences that a pronoun looks back over, and that "the group" does.
_PRONOUN_REACH: Final = 4
_NOUN_REACH: Final = 12


def link_references(sheet: Sheet) -> None:
    """Point pronouns and bare definite nouns to the actor meant; drop pronouns that point to nobody.

    Personal pronouns that nothing claimed are claimed first. A pronoun takes the type of the one it stands for.
    """
    reading = sheet.reading
    for word, text in enumerate(reading.words):
        if text in PERSONAL and sheet.owner[word] is None and (text != "i" or reading.caps[word]):
            sheet.claim(Mention(EntityType.PERSON, word, word, generic=True))
    actors = sorted((m for m in sheet.mentions if m.type in _ACTING), key=lambda m: m.first)
    told = [m for m in actors if m.first < m.last or reading.words[m.first] not in _PRONOUNS]
    # Who speaks is named at the start of a long statement, or behind a quotation.
    speaker = {_personal(m): m for m in reversed(told) if m.name}
    before: list[Mention] = []
    for mention in actors:
        if mention.first == mention.last and reading.words[mention.first] in _PRONOUNS:
            _pronoun(sheet, mention, before, speaker)
            continue
        if mention.generic and not mention.name:
            _noun(sheet, mention, before)
        elif mention.name:
            speaker[_personal(mention)] = mention
        before.append(mention)


def _personal(mention: Mention) -> bool:
    return mention.type is EntityType.PERSON


def _pronoun(sheet: Sheet, mention: Mention, before: list[Mention], speaker: dict[bool, Mention]) -> None:
    word = sheet.reading.words[mention.first]
    personal = _personal(mention)
    if word in _SPEAKER:
        meant = speaker.get(personal)
    else:
        within = _within(sheet, mention, before, _PRONOUN_REACH)
        meant = _subject(
            sheet, (m for m in within if _personal(m) is personal and (m.name or word not in _SINGULAR))
        )
    if meant is None:
        sheet.drop(mention)
    else:
        _point(sheet, mention, meant)


def _noun(sheet: Sheet, mention: Mention, before: list[Mention]) -> None:
    """Such as "the group": to the nearest of that kind, first to one whose name holds the noun."""
    words = sheet.reading.words
    noun = words[mention.last]
    article = mention.first if mention.first < mention.last else mention.first - 1
    if (
        noun not in _NOUNS
        or mention.last - mention.first > 1
        or article < 0
        or words[article] not in _DETERMINERS
    ):
        return
    near = [other for other in _within(sheet, mention, before, _NOUN_REACH) if other.name]
    same = (other for other in near if other.type in _BODIES and noun in other.name.casefold().split())
    called = [other for other in before if other.name and _is_called(sheet, other, noun)]
    kind = (other for other in near if other.type is _NOUNS[noun])
    meant = _subject(sheet, same) or (called[-1] if called else None) or _subject(sheet, kind)
    if _NOUNS[noun] in _OF_COUNTRIES and (country := _foremost(sheet, mention.first, meant)):
        home = next((m for m in near if m.type is _NOUNS[noun] and m.country == country), None)
        if home is None:
            mention.country = country
            mention.name = mention.refers_to = sheet.lexicon.gazetteer.countries[country].name
            return
        meant = home
    if meant is not None:
        _point(sheet, mention, meant)


def _is_called(sheet: Sheet, group: Mention, noun: str) -> bool:
    """Whether a group's name has the noun behind it: "Islamic State militants", who are "the militants" from there on."""
    words, after = sheet.reading.words, group.last + 1
    return group.type is EntityType.ARMED_GROUP and (
        (group.first < group.last and words[group.last] == noun)
        or (after < len(words) and words[after] == noun and sheet.reading.gaps[group.last] == " ")
    )


def _foremost(sheet: Sheet, word: int, meant: Mention | None) -> str:
    """The country that a text has spoken of far more than of the one meant before a word, "" where none stands out.

    "The regime" is that of the country where the story plays, whoever's army was named last.
    """
    votes = Counter(
        meaning.attribute
        for match in sheet.matches
        if match.first < word and (meaning := sense(match, "country", "people")) is not None
    )
    if meant is None or not meant.country or meant.type is EntityType.PERSON:
        return ""
    del votes[""]
    country, count = min(votes.items(), key=lambda one: (-one[1], one[0]), default=("", 0))
    if country == meant.country or country not in sheet.lexicon.gazetteer.countries:
        return ""
    return country if count >= _FAR_MORE * max(votes[meant.country], 1) else ""


def _within(sheet: Sheet, mention: Mention, before: list[Mention], reach: int) -> Iterator[Mention]:
    """The mentions of the sentence and of so many before it, the nearest first."""
    sentence = sheet.reading.sentence_of
    for other in reversed(before):
        if sentence[mention.first] - sentence[other.first] > reach:
            return
        yield other


def _subject(sheet: Sheet, others: Iterable[Mention]) -> Mention | None:
    """The first of the nearest sentence that has one: the subject, more often than not."""
    sentence = sheet.reading.sentence_of
    meant: Mention | None = None
    for other in others:
        if meant is not None and sentence[other.first] != sentence[meant.first]:
            break
        meant = other
    return meant


def _point(sheet: Sheet, mention: Mention, meant: Mention) -> None:
    mention.type = meant.type
    mention.refers_to = meant.name or " ".join(sheet.reading.span(meant.first, meant.last).split())
    mention.name = meant.name
    mention.country = mention.country or meant.country
