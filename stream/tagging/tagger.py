"""Tag a text for armed conflict: the lexicon, then rules, each on what the ones before it left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from stream.model.articles import Credit
from stream.model.tags import (
    Conflict,
    Entity,
    Event,
)
from stream.tagging.document import second_look
from stream.tagging.document.event_summaries import event_summaries
from stream.tagging.document.first_look import FirstLook
from stream.tagging.document.media_topics import media_topics_of
from stream.tagging.document.relevance import relevance
from stream.tagging.document.tolls import find_tolls
from stream.tagging.document.unrest import is_unrest, street_evidence, unrest
from stream.tagging.entity_records import entity_of, moved_entity, moved_event
from stream.tagging.events.casualties import find_casualties
from stream.tagging.events.dealings import find_dealings
from stream.tagging.events.events import find_events
from stream.tagging.events.speakers import cast_speakers, find_speakers
from stream.tagging.events.whereabouts import place_texts
from stream.tagging.languages.language_data import supported
from stream.tagging.languages.language_tagger import LanguageTagger
from stream.tagging.languages.packaged_names import packaged_names
from stream.tagging.learned.spans import settle_spans
from stream.tagging.lexicon.capitals import restored
from stream.tagging.lexicon.lexicon import Lexicon
from stream.tagging.lexicon.matcher import match
from stream.tagging.lexicon.mending import mended
from stream.tagging.lexicon.reading import Reading, read_text
from stream.tagging.lexicon.small_words import is_small
from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.mentions.acting_places import acting_places
from stream.tagging.mentions.actors import name_actors, phrase_actors
from stream.tagging.mentions.arms import claim_arms
from stream.tagging.mentions.bearings import apply_bearings
from stream.tagging.mentions.credit_lines import credit_spans, hidden
from stream.tagging.mentions.dates import claim_dates
from stream.tagging.mentions.names import name_runs
from stream.tagging.mentions.places import place_mentions
from stream.tagging.mentions.references import link_references
from stream.tagging.mentions.resolution import resolve
from stream.tagging.mentions.runs import FUNCTION_WORDS
from stream.tagging.mentions.sites import find_sites
from stream.tagging.sheet import Sheet
from stream.tagging.tiers import LEARNED, Proposer, proposer
from stream.text.language import ENGLISH, shard_language, written_in

# What is tagged: English by the lexicon, rules and model of this module, the others by `stream.tagging.languages`.
LANGUAGES: Final = frozenset({ENGLISH}) | supported()
# Words of the rules' own lists, for telling whether a broken word is one.
_ENGLISH: Final = (
    word_list("parties harming") | word_list("casualties victims") | word_list("casualties singulars")
)
# A text in capitals has no small letter among its first letters.
_OPENING: Final = 40


class Tagger:
    """Finds the entities of the design in a text. Holds lexicon and proposer alone: one tagger serves a whole worker.

    Without a proposer only the rules tag. With a first look, texts that it judges not to be about armed conflict are not tagged. Texts
    all in capitals are tagged by the rules only: models learn from mixed case.
    """

    def __init__(
        self, lexicon: Lexicon, proposer: Proposer | None = None, first_look: FirstLook | None = None
    ) -> None:
        self.lexicon = lexicon
        self.proposer = proposer
        self.first_look = first_look
        self.others = LanguageTagger(packaged_names)

    @classmethod
    def load(cls, tier: str = LEARNED, *, relevant_alone: bool = False) -> Tagger:
        """A tagger on the packaged lexicon.

        Args:
            tier: as in `stream.tagging.tiers`.
            relevant_alone: whether only texts that pass a first look are tagged in full.

        Raises:
            StopError: when an artefact is missing or damaged, or the tier's package is not installed.
        """
        lexicon = Lexicon.load()
        return cls(lexicon, proposer(tier), FirstLook.load(lexicon) if relevant_alone else None)

    def sheet(self, text: str, date: date | None = None, credited: Sequence[Credit] = ()) -> Sheet:
        """What lexicon and rules find before the model runs; nothing inside the credit of an agency."""
        return self._claimed(self._matched(text, credited), date)

    def _matched(self, text: str, credited: Sequence[Credit]) -> Sheet:
        """A sheet with what the lexicon knows."""
        spans = credit_spans(text, credited, self.lexicon)
        reading = read_text(hidden(text, spans) if spans else text)
        reading.text = text
        return Sheet(reading, self.lexicon, match(reading, self.lexicon))

    def _claimed(self, sheet: Sheet, date: date | None) -> Sheet:
        """The same with what the rules find."""
        claim_dates(sheet, date)
        name_actors(sheet)
        place_mentions(sheet)
        phrase_actors(sheet)
        name_runs(sheet)
        claim_arms(sheet)
        return sheet

    def tag(
        self,
        text: str,
        *,
        headline: str = "",
        date: date | None = None,
        located: str = "",
        credited: Sequence[Credit] = (),
        language: str = "",
    ) -> Conflict:
        """Everything the text says of armed conflict.

        Args:
            text: the record's body; all offsets are characters of it.
            headline: tells relevance and Media Topics only.
            date: the day of the dateline, from which weekdays are counted; else the text's own full date.
            located: where the story was filed, for the places.
            credited: the credits that the intake read in the article. Nothing is tagged in them, nor in what the text
                itself shows to be one.
            language: the text's language as its feed names it (a primary subtag), "" if it does not. A text that is plainly
                in another language counts as that one. A text in a language outside `LANGUAGES` is not tagged.
        """
        language = written_in(language, headline, text, self._is_english)
        read_as = shard_language(language)
        if read_as != ENGLISH and read_as in LANGUAGES:
            return self.others.tag(text, headline, read_as)
        if read_as != ENGLISH:
            return Conflict(None, None, (), (), (), language, tagged=False, unrest=None, unrest_score=None)
        if self.first_look is not None and not self.first_look.may_be(headline, text):
            return Conflict(False, 0.0, (), (), (), language, tagged=False)
        plain, offsets = mended(text, self._is_word)
        reading = read_text(plain) if plain[:_OPENING].isupper() else None
        if reading is not None and reading.upper:
            plain = restored(reading, self.lexicon)
            offsets = [*range(len(text) + 1)] if offsets is None else offsets
        conflict = self._tag(plain, headline, date, located, credited, language)
        if offsets is None:
            return conflict
        entities = tuple(moved_entity(entity, text, offsets) for entity in conflict.entities)
        events = tuple(moved_event(event, text, offsets) for event in conflict.events)
        return replace(conflict, entities=entities, events=events)

    def _is_english(self, word: str) -> bool:
        """Whether a word as written is English, or with a capital a name that the lexicon knows."""
        lexicon, small = self.lexicon, word.lower()
        if is_small(small) or small in lexicon.ordinary or small in FUNCTION_WORDS or small in _ENGLISH:
            return True
        named = small in lexicon.forms or small in lexicon.given or bool(lexicon.gazetteer.lookup(small))
        return named and not word.islower()

    def _is_word(self, word: str) -> bool:
        lexicon = self.lexicon
        return word in lexicon.ordinary or word in lexicon.forms or word in FUNCTION_WORDS or word in _ENGLISH

    def _tag(
        self,
        text: str,
        headline: str,
        date: date | None,
        located: str,
        credited: Sequence[Credit],
        language: str,
    ) -> Conflict:
        sheet = self._matched(text, credited)
        reading = sheet.reading
        title = read_text(headline) if headline else None
        if self.first_look is not None and not second_look.may_be(reading, title, sheet.matches):
            return Conflict(False, 0.0, (), (), (), language, tagged=False)
        self._claimed(sheet, date)
        if self.proposer is not None and not reading.upper:
            settle_spans(sheet, self.proposer.propose(sheet))
        link_references(sheet)
        find_sites(sheet, resolve(sheet, located))
        apply_bearings(sheet)
        places = place_texts(sheet)
        speakers = find_speakers(sheet)
        harms = find_casualties(sheet, places, speakers)
        events = find_events(sheet, speakers, harms, places)
        told = {word for event in events for word in _words(reading, event)}
        dealings = find_dealings(sheet, speakers, told)
        entities: list[Entity] = [
            *(harm.casualty for harm in harms),
            *events,
            *dealings,
        ]
        cast_speakers(sheet, speakers)
        entities += acting_places(sheet)
        entities += [entity_of(reading, mention) for mention in sheet.mentions if mention.type is not None]
        entities.sort(key=lambda entity: (entity.start, -entity.end, entity.type))
        spoken = match(title, self.lexicon) if title is not None else []
        street = street_evidence(reading)
        called = street_evidence(title) if title is not None else []
        verdict = media_topics_of(
            sheet.matches, spoken, entities, relevance(reading, title, entities, called + street)
        )
        riotous = unrest(reading, called, street, entities)
        return Conflict(
            verdict.relevant,
            verdict.score,
            verdict.media_topics,
            tuple(entities),
            find_tolls(harms),
            language,
            event_summaries(sheet, [*events, *dealings], harms),
            unrest=is_unrest(riotous),
            unrest_score=round(riotous, 3),
        )


def _words(reading: Reading, event: Event) -> range:
    return range(reading.at(event.start), reading.until(event.end) + 1)
