"""Tag a text in a language that has a folder: the same record as of an English one, by one engine for all of them."""

from __future__ import annotations

from stream.model.tags import Conflict, Entity, EntityType
from stream.tagging.document.media_topics import media_topics_of
from stream.tagging.document.tolls import find_tolls
from stream.tagging.languages.asked_names import PlaceFinder, no_places
from stream.tagging.languages.body_names import find_bodies
from stream.tagging.languages.harm_grammar import CountedHarm, find_told
from stream.tagging.languages.harm_records import (
    actor_record,
    arms_records,
    event_record,
    harm_records,
    name_record,
    summaries_with_harms,
)
from stream.tagging.languages.language_data import LanguageData, load_language
from stream.tagging.languages.names_and_parties import part_names
from stream.tagging.languages.party_finder import Party, find_parties
from stream.tagging.languages.sense_map import SenseMap, read_senses
from stream.tagging.languages.trigger_finder import VIOLENT, FoundEvent, find_happenings
from stream.tagging.languages.war_score import RELEVANT, war_score


class LanguageTagger:
    """Tags texts of all languages that have a folder; each is loaded when its first text comes."""

    def __init__(self, places: PlaceFinder = no_places) -> None:
        self._places = places
        self._loaded: dict[str, LanguageData] = {}

    def data(self, language: str) -> LanguageData:
        """The data of a language, loaded once."""
        known = self._loaded.get(language)
        if known is None:
            known = self._loaded[language] = load_language(language)
        return known

    def tag(self, text: str, headline: str, language: str) -> Conflict:
        """Everything the text says of armed conflict; the headline tells relevance only.

        Raises:
            StopError: when the folder of the language is damaged.
        """
        data = self.data(language)
        senses = read_senses(text, data)
        parties = find_parties(senses)
        parties = sorted([*parties, *find_bodies(senses, parties)], key=lambda party: party.first)
        told = find_told(senses)
        happenings = find_happenings(senses, parties)
        names = part_names(self._places(text, language), senses, parties)
        _cast(parties, told, happenings)
        arms = arms_records(senses, parties)
        score = _score(
            senses, headline, data, parties, happenings, told, len({one.name or one.text for one in arms})
        )
        if score < RELEVANT and not told and data.settings.get("bare_nouns") == "conflict":
            parties = [party for party in parties if not _is_bare(party)]
        harms = harm_records(senses, told, names)
        events = [event_record(senses, one, names) for one in happenings]
        entities: list[Entity] = [harm.casualty for harm in harms]
        entities += events
        entities += [actor_record(senses, party) for party in parties]
        entities += arms
        entities += [name_record(text, one) for one in names]
        entities.sort(key=lambda entity: (entity.start, -entity.end, entity.type))
        verdict = media_topics_of([], [], entities, score)
        return Conflict(
            verdict.relevant,
            verdict.score,
            verdict.media_topics,
            tuple(entities),
            find_tolls(harms),
            language,
            summaries_with_harms(senses, happenings, events, harms, told, names),
            unrest=None,
            unrest_score=None,
        )


def _score(
    senses: SenseMap,
    headline: str,
    data: LanguageData,
    parties: list[Party],
    happenings: list[FoundEvent],
    told: list[CountedHarm],
    arms: int,
) -> float:
    """The score of headline and body together: what either says counts once."""
    if not headline:
        return war_score(senses, parties, happenings, told, arms)
    joined = read_senses(f"{headline}\n{senses.words.text}", data)
    acting = find_parties(joined)
    return war_score(joined, acting, find_happenings(joined, acting), find_told(joined), arms)


def _is_bare(party: Party) -> bool:
    """Whether a party is a noun alone ("the government"), which acts in no event."""
    return party.generic and not party.country and not party.role and party.kind is not EntityType.NATIONALITY


def _cast(parties: list[Party], told: list[CountedHarm], happenings: list[FoundEvent]) -> None:
    """Give the parties their roles: who did a violent deed, and whom it or a casualty struck."""
    for one in happenings:
        if one.event_type in VIOLENT:
            if one.actor is not None and not one.actor.role:
                one.actor.role = "attacker"
            if one.target is not None and not one.target.role:
                one.target.role = "victim"
    for harm in told:
        for party in parties:
            if party.first <= harm.quantity.noun and harm.quantity.first <= party.last:
                party.role = "victim"
