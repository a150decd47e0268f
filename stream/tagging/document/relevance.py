"""Is a text about armed conflict: evidence word by word, weighed sentence by sentence, then over the whole."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from stream.model.tags import Arms, Casualty, Entity, EntityType, Event
from stream.tagging.document.sentence_scores import BIAS, MOST_WORDS_OF_A_KIND, evidence, logistic, text_score
from stream.tagging.events.certainties import TOLD_AS_FACT
from stream.tagging.lexicon.reading import Reading
from stream.tagging.lexicon.vocabulary import word_list

_FILE: Final = "evidence.txt"
# A named armed group settles nearly as much as the word "militants"; one who kills or fights, a little.
NAMED_GROUP: Final = 2.4
_ARMED_EVENT: Final = 0.9
_KILLED: Final = 0.5
# A fight of which the text names no side.
_NAMELESS: Final = 0.5
# Arms that crime and sport seldom have.
_ARMS: Final = 0.4
_OF_WAR: Final = frozenset(
    {"rocket", "missile", "mortar", "artillery", "bomb", "ied", "chemical", "suicide", "grenade", "base", "checkpoint",
     "tank", "armoured_vehicle", "helicopter", "drone", "air_defence", "incendiary"}
)  # fmt: skip
# The most that arms, an event and people killed add to the odds of a sentence.
TOLD_BESIDE: Final = _ARMS + _ARMED_EVENT + _KILLED
# What each sentence about another walk of life, beyond one and beyond those about war, takes from all the others, and
# the most they can take together.
_ABOUT: Final = 0.5
_MOST_ABOUT: Final = 2.0
# A sentence with so much against it speaks of something else than war: of sport, business, weather.
_DECISIVE: Final = 2.0
# A word that means war alone ("shelling"). Beside it everyday ones count nothing: shells fall on markets and schools.
PLAIN: Final = 2.4
# Beside one that is nearly as plain ("missiles") one or two everyday ones count less: wars close shops too.
_ARMED: Final = 1.9
_STRAY: Final = 2
_BESIDE_WAR: Final = 0.6
# Of a whole article a sixth of the weight is enough, for war stories too speak of ministers and families.
WHOLE_TEXT: Final = 0.17
# The words of the walks of life that borrow the language of war, and those that show that it is none of them.
_FRAMES: Final = tuple(word_list(f"relevance frame {name}") for name in ("sport", "party", "play", "memory"))
_SPORT: Final = word_list("relevance frame sport")
_LITERAL: Final = word_list("relevance literal")
# So much says that a sentence is of the street (`stream.tagging.document.unrest`); with less than the second for war, and
# nobody killed, it is of that alone: police and crowds are no organised armed force.
_STREET: Final = 2.5
_ORGANISED: Final = 3.0
_HURTING: Final = frozenset({"killed", "injured"})
_KILLING: Final = frozenset({"killed"})
# The entities that add to the odds.
_TELLING: Final = frozenset(
    {EntityType.ARMED_GROUP, EntityType.WEAPON, EntityType.PLATFORM, EntityType.FACILITY, EntityType.EVENT,
     EntityType.CASUALTY}
)  # fmt: skip
_VIOLENT: Final = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians"})


def relevance(
    reading: Reading, headline: Reading | None, entities: list[Entity], street: Sequence[float] = ()
) -> float:
    """How likely a text is about armed conflict: 0 to 1, at 0.5 and above it counts as relevant.

    `street` is the evidence of unrest (`stream.tagging.document.unrest`) of each sentence, the headline's first.
    The score of a sentence is logistic in the sum of its distinct evidence; the text's is the weighted mean of its
    sentences' held against the share that a text of its length needs.
    """
    sentences = weigh(reading)
    extra = _told(reading, entities)
    hurt = _hurt(reading, entities)
    for number in hurt:
        towards, against = sentences[number]
        inside = reading.words[slice(*reading.sentences[number])]
        if towards >= PLAIN and against and not _SPORT.isdisjoint(inside):
            sentences[number] = (
                towards,
                0.0,
            )  # words of sport count nothing beside hurt people and plain words of war
    for number in _framed(
        reading, hurt, [pair[0] + more for pair, more in zip(sentences, extra, strict=True)]
    ):
        (_, against), extra[number] = sentences[number], 0.0
        sentences[number] = (0.0, max(against, _DECISIVE))
    lead: list[tuple[float, float]] = []
    if headline is not None:
        lead = weigh(headline)
        sentences, extra = lead + sentences, [0.0] * len(lead) + extra
    killed = {len(lead) + number for number in _hurt(reading, entities, _KILLING)}
    for number, odds in enumerate(street):
        towards, against = sentences[number]
        if odds >= _STREET and towards < _ORGANISED and number not in killed and extra[number] < NAMED_GROUP:
            sentences[number], extra[number] = (0.0, against), 0.0
    spoken = [(pair, more) for pair, more in zip(sentences, extra, strict=True)]
    if not spoken:
        return 0.0
    peaceful = sum(against >= _DECISIVE for (_, against), _ in spoken)
    warlike = sum(towards >= PLAIN for (towards, _), _ in spoken)
    peace = min(_MOST_ABOUT, _ABOUT * max(0, peaceful - 1 - warlike))
    scores: list[float] = []
    for (towards, against), more in spoken:
        odds = BIAS + towards + more - against - max(0.0, peace - against)
        scores.append(logistic(odds) if towards + more > 0 else 0.0)
    return text_score(scores, WHOLE_TEXT)


def _hurt(reading: Reading, entities: list[Entity], kinds: frozenset[str] = _HURTING) -> list[int]:
    """The sentences that tell of people killed or injured, in order."""
    return sorted(
        {
            reading.sentence_of[reading.at(entity.start)]
            for entity in entities
            if isinstance(entity, Casualty) and entity.kind in kinds and entity.certainty in TOLD_AS_FACT
        }
    )


def _framed(reading: Reading, hurt: Collection[int], odds: list[float]) -> list[int]:
    """The sentences of another walk of life that only borrows the language of war: sport, party strife, play and memory.

    Such a sentence has two of that walk's words and nothing that shows real fighting: nobody hurt, no troops.
    """
    found: list[int] = []
    for number, (first, stop) in enumerate(reading.sentences):
        if not odds[number] or (number in hurt and not _is_obituary(reading, first, stop)):
            continue
        inside = frozenset(reading.words[first:stop])
        framed = (
            any(len(inside & frame) > 1 for frame in _FRAMES)
            or _is_score(reading, first, stop)
            or _is_obituary(reading, first, stop)
        )
        if framed and _LITERAL.isdisjoint(inside):
            found.append(number)
    return found


def _is_score(reading: Reading, first: int, stop: int) -> bool:
    """Whether a result stands there beside a word of sport: "a 5-0 win"."""
    words, gaps = reading.words, reading.gaps
    for at in range(first, stop - 1):
        if (
            gaps[at] in {"-", "\u2013"}
            and len(words[at]) <= 2
            and words[at].isdigit()
            and words[at + 1].isdigit()
        ):
            return not _SPORT.isdisjoint(words[first:stop])
    return False


def _is_obituary(reading: Reading, first: int, stop: int) -> bool:
    """Whether somebody very old has died: "has died at 101", "died aged 97"."""
    words = reading.words
    return any(
        words[at] in {"died", "dies", "dead"}
        and any(word.isdigit() and 75 <= int(word) <= 115 for word in words[at + 1 : at + 4] if len(word) < 4)
        and not {"at", "aged", "age"}.isdisjoint(words[at + 1 : at + 4])
        for at in range(first, stop)
    )


def _told(reading: Reading, entities: list[Entity]) -> list[float]:
    """What the entities of each sentence add to its odds: each kind of worth once."""
    found: list[dict[str, float]] = [{} for _ in reading.sentences]
    for entity in entities:
        if entity.type in _TELLING:
            kind, worth = _worth(entity)
            if worth:
                found[reading.sentence_of[reading.at(entity.start)]][kind] = worth
    return [sum(worths.values()) for worths in found]


def _worth(entity: Entity) -> tuple[str, float]:
    if entity.type is EntityType.ARMED_GROUP:
        return "group", NAMED_GROUP if entity.name else 0.0
    if isinstance(entity, Arms):
        return "arms", _ARMS if entity.category in _OF_WAR else 0.0
    if isinstance(entity, Event):
        told = entity.event_type in _VIOLENT and entity.certainty in TOLD_AS_FACT
        armed = bool(entity.actor) or entity.event_type != "Battles"
        return "event", (_ARMED_EVENT if armed else _NAMELESS) if told else 0.0
    return "killed", _KILLED if isinstance(
        entity, Casualty
    ) and entity.kind == "killed" and entity.certainty in TOLD_AS_FACT else 0.0


def weigh(reading: Reading) -> list[tuple[float, float]]:
    """(evidence for, evidence against) of each sentence, each form once."""
    return [_sums(sentence.values()) for sentence in evidence(reading, _FILE)]


def _sums(weights: Collection[float]) -> tuple[float, float]:
    if not weights:
        return 0.0, 0.0
    towards = sorted([weight for weight in weights if weight > 0], reverse=True)[:MOST_WORDS_OF_A_KIND]
    against = sorted([-weight for weight in weights if weight < 0], reverse=True)[:MOST_WORDS_OF_A_KIND]
    best = towards[0] if towards else 0.0
    if best >= PLAIN:
        everyday = 0.0
    elif best >= _ARMED and len(against) <= _STRAY:
        everyday = _BESIDE_WAR
    else:
        everyday = 1.0
    return sum(towards), sum(weight if weight >= _DECISIVE else everyday * weight for weight in against)
