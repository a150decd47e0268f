"""Who attacks, what happened and where, in the many ways that wire copy tells it: variants of each kind of error."""

from __future__ import annotations

from datetime import date

import pytest

from stream.model.tags import Actor, Casualty, Conflict, DateMention, Event, Place, PlacedActor
from stream.tagging.events.certainties import TOLD_AS_FACT
from stream.tagging.tagger import Tagger


def tagged(learned: Tagger, text: str) -> Conflict:
    """A text as shipped: rules and model."""
    return learned.tag(text, date=date(2030, 5, 13))


def attackers(conflict: Conflict) -> set[str]:
    """The mentions that are cast as attackers."""
    return {
        one.text.casefold()
        for one in conflict.entities
        if isinstance(one, Actor | PlacedActor) and one.role == "attacker"
    }


def places(conflict: Conflict) -> list[Place]:
    """Every place of the text."""
    return [one for one in conflict.entities if isinstance(one, Place)]


@pytest.mark.parametrize(
    ("text", "attacker"),
    [
        ("Police were fired on by gunmen in a passing car.", "gunmen"),
        ("Colombian police suffered an attack from guerrillas with home-made mortars.", "guerrillas"),
        ("The border guards' post was overrun by militants.", "militants"),
        ("The governor narrowly escaped an attack by gunmen.", "gunmen"),
        ("The UN base was hit by mortar fire from rebels.", "rebels"),
        ("Villagers bore the brunt of the raids by bandits.", "bandits"),
        ("Police came under heavy fire from gunmen.", "gunmen"),
        ("The survivors said they hid as gunmen killed their neighbours.", "gunmen"),
        ("A patrol of Nigerien soldiers fell into an ambush laid by jihadists near Dorvel.", "jihadists"),
        ("Miners working near Kolvar found themselves under attack from bandits.", "bandits"),
        ("Passengers hid under their seats as gunmen opened fire on the train.", "gunmen"),
        ("In 1995 gunmen killed 40 people.", "gunmen"),
        ("In Mogadishu on Monday gunmen killed three traders.", "gunmen"),
        ("Paramilitaries hacked 11 villagers to death.", "paramilitaries"),
        ("Soldiers in an armoured car struck a mine laid by insurgents.", "insurgents"),
        ("Shoppers were shot at by snipers as they queued for bread.", "snipers"),
        ("Ranchers faced attacks by armed herders in Orvel province.", "armed herders"),
        ("Constables fell victim to a roadside bomb planted by insurgents.", "insurgents"),
        ("Relief workers were robbed and beaten by militiamen in Dorvel.", "militiamen"),
        ("An army post was raked with gunfire by militants on motorcycles.", "militants"),
        ("Soldiers found the bodies of nine farmers killed by bandits near Dorvel.", "bandits"),
        ("Villagers told how gunmen burned their homes.", "gunmen"),
        ("Soldiers found the militiamen who had murdered dozens of civilians.", "the militiamen"),
        ("Gunmen on motorcycles mowed down 15 worshippers.", "gunmen"),
    ],
)
def test_the_attacker_alone_attacks(learned: Tagger, text: str, attacker: str) -> None:
    """Of all who are named only the one who did it is cast so, whatever the syntax."""
    assert attackers(tagged(learned, text)) == {attacker}


@pytest.mark.parametrize(
    "text",
    [
        "Paramedics carried the wounded from the market after a mortar barrage.",
        "UN observers counted 40 explosions during the bombardment.",
        "Surgeons at the hospital have operated on victims of the air strikes since dawn.",
        "Police arrested two suspects over the attack.",
        "Muslim clerics led prayers for those killed in the attack.",
        "Soldiers sealed off the area after the explosion.",
        "Troops were sent to the region following clashes in Sortan.",
        "A base used by American troops was targeted by drones.",
        "Peacekeepers arrived an hour after the ambush.",
        "Nigerian lawmakers held a minute's silence for soldiers killed in the ambush.",
    ],
)
def test_who_only_lives_through_it_attacks_nobody(learned: Tagger, text: str) -> None:
    """Who counts, treats, mourns, arrests or is sent is no attacker."""
    assert attackers(tagged(learned, text)) == set()


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The defence minister ruled out an invasion of the island.", "invasion"),
        ("The bombing of the bridge never took place, the ministry said.", "bombing"),
        ("He said it was untrue that fighters had attacked the convoy.", "attack"),
        ("In the event of an attack, residents should go to the shelters.", "attack"),
        ("The generals called off an assault on the port.", "assault"),
        ("Turkey has stopped short of invading the enclave.", "invading"),
        ("The threatened raid on the camp did not materialise.", "raid"),
        ("Residents dread another bombardment.", "bombardment"),
        ("The rebels have yet to attack the capital.", "attack"),
        ("Moscow dismissed as fake news a report that its forces had bombed the school.", "bombed"),
        ("The rebels did not attack the convoy but shelled the base.", "attack"),
    ],
)
def test_what_is_ruled_out_or_called_off_did_not_happen(learned: Tagger, text: str, trigger: str) -> None:
    """What is excluded, averted, dreaded or only prepared for is no event that counts."""
    events = [one for one in tagged(learned, text).entities if isinstance(one, Event)]
    assert not [one for one in events if trigger in one.text.casefold() and one.certainty in TOLD_AS_FACT]


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The police denied any involvement in the attack on the station.", "attack"),
        ("Gunmen planned and carried out the attack on the bank.", "attack"),
        ("Fighters attacked the town, ruling out talks.", "attacked"),
        ("The rebels did not attack the convoy but shelled the base.", "shelled"),
        ("Soldiers called for help after militants attacked their post.", "attacked"),
    ],
)
def test_what_happened_beside_a_denial_is_told(learned: Tagger, text: str, trigger: str) -> None:
    """A denial or a plan takes back only what it governs."""
    events = [one for one in tagged(learned, text).entities if isinstance(one, Event)]
    assert [one for one in events if trigger in one.text.casefold() and one.certainty in TOLD_AS_FACT]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Captain Austin Dallas led the raid.", "Dallas"),
        ("According to Brigadier Kingston Durban, four rebels died.", "Durban"),
        ("The victims were named as Milan Petrovic and Sofia Kent.", "Sofia"),
        ("General London's troops attacked at dawn.", "London"),
        ("Charlotte Bristow, who runs the clinic, treated the wounded.", "Charlotte"),
        ("Israel Mwangi, a farmer, was shot dead by bandits.", "Israel"),
        ("The gunman was named as Jordan Houston, 24.", "Houston"),
    ],
)
def test_a_persons_name_is_no_place(learned: Tagger, text: str, name: str) -> None:
    """Titles, lists of persons and what is said of people make a name a person's."""
    assert not [place for place in places(tagged(learned, text)) if name in place.text]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Militants stormed Hotel Libya in Mogadishu.", "LBY"),
        ("A car bomb exploded near Café Vienna in Tripoli.", "AUT"),
        ("The blast shook the Mumbai Palace restaurant in Kabul.", "IND"),
        ("Two were killed at the corner of Cairo and Tunis streets in Algiers.", "EGY"),
        ("Police found explosives at a flat in Damascus Street in Beirut.", "SYR"),
        ("Six people were shot at the Texas Grill in Nairobi.", "USA"),
        ("A gunman killed three people at the Havana nightclub in Kigali.", "CUB"),
        ("Police raided the Istanbul kebab shop in Vienna.", "TUR"),
        ("A bomb exploded outside the New York Pizza restaurant in Islamabad.", "USA"),
        ("Rebels shelled the Tehran School in Damascus.", "IRN"),
        ("Gunmen opened fire on Lahore Gate in Delhi.", "PAK"),
        ("The agency appealed for US $2.8 million and 40 US dollars a head.", "USA"),
    ],
)
def test_a_house_named_after_a_place_is_not_there(learned: Tagger, text: str, country: str) -> None:
    """Hotels, cafes and streets stand where the text is, wherever the noun stands."""
    found = tagged(learned, text).entities
    assert not [one for one in found if getattr(one, "country", "") == country]


@pytest.mark.parametrize(
    "text",
    [
        "A councillor from near the river said the shooting went on for an hour.",
        "Men carried buckets of rubble from the yard.",
        "A pair of sandals lay in the road where the shell had struck.",
    ],
)
def test_words_without_a_noun_of_place_are_no_place(learned: Tagger, text: str) -> None:
    """A place without a name has a noun of place: persons and things are none."""
    found = [place.text.casefold() for place in places(tagged(learned, text))]
    assert not [one for one in found if any(word in one for word in ("councillor", "rubble", "sandals"))]


def test_what_is_measured_from_a_town_is_measured_from_no_province(learned: Tagger) -> None:
    """Distance and bearing lead from the town, where a province has its name."""
    (place,) = places(
        tagged(learned, "A helicopter went down about 50 km south of Gao, killing three soldiers.")
    )
    assert place.precision == "described"
    assert place.latitude is not None
    assert abs(place.latitude - 15.82) < 0.2


def test_what_lies_beside_a_place_is_not_it(learned: Tagger) -> None:
    """A village in a direction from a town is described by it."""
    found = places(tagged(learned, "An air strike hit a village northwest of Raqqa."))
    assert [(place.precision, place.near) for place in found] == [("described", "Ar Raqqah")]
    assert [place.latitude for place in found] == [None]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Syrian jets bombed Tripoli, the Lebanese port.", "Tripoli", "LBN"),
        ("Militia clashed in Tripoli, the Libyan capital.", "Tripoli", "LBY"),
        ("Islamist insurgents raided Palma, a town in northern Mozambique.", "Palma", "MOZ"),
        ("Islamist insurgents raided Palma in Cabo Delgado province, Mozambique.", "Palma", "MOZ"),
        ("Gunmen shot two people in Palma on the island of Majorca.", "Palma", "ESP"),
        ("Rebels in Sudan's Blue Nile region seized Kurmuk.", "Kurmuk", "SDN"),
    ],
)
def test_what_stands_beside_a_name_says_which_place_it_is(
    learned: Tagger, text: str, name: str, country: str
) -> None:
    """An apposition, a region or a country around a name tells it from its namesakes."""
    found = {place.country for place in places(tagged(learned, text)) if place.text == name}
    assert found == {country}


def test_what_lies_near_a_place_is_told_from_it(learned: Tagger) -> None:
    """A valley near a town is described by the town, which stays a place of its own."""
    found = places(tagged(learned, "A man was killed by a mine in a dry valley near Aden."))
    assert [(place.text, place.precision, place.near) for place in found] == [
        ("a dry valley", "described", "Aden"),
        ("Aden", "point", ""),
    ]
    assert found[0].latitude is None


def test_who_is_killed_by_somebody_as_a_pronoun_is_the_target(learned: Tagger) -> None:
    """A killer who is killed is the target of an event of its own."""
    text = "The gunman killed eight people before he was killed by police."
    events = [one for one in tagged(learned, text).entities if isinstance(one, Event)]
    assert [(one.actor, one.target) for one in events] == [("gunman", "people"), ("police", "gunman")]


def test_a_division_lies_where_its_towns_are(learned: Tagger) -> None:
    """A town put into a province by mistake does not move its middle to another one."""
    (place,) = places(tagged(learned, "Two were killed in Jiangsu province."))
    assert place.longitude is not None
    assert abs(place.longitude - 119.5) < 1.5


def test_a_span_between_two_places_is_neither(learned: Tagger) -> None:
    """The road between two towns names both."""
    found = places(tagged(learned, "Gunmen killed two men on the road between Kano and Kaduna."))
    assert [place.text for place in found] == ["Kano", "Kaduna"]


def test_a_date_ends_before_who_did_it(learned: Tagger) -> None:
    """Those who act behind a day are no part of it."""
    found = tagged(learned, "In Mogadishu on Monday gunmen killed three traders.").entities
    assert [one.text for one in found if isinstance(one, DateMention)] == ["Monday"]
    assert [one.place for one in found if isinstance(one, Casualty)] == ["Mogadishu"]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("The Philippines Department of Agriculture sent vets.", "PHL"),
        ("New Zealand officials condemned the raid.", "NZL"),
        ("The health ministry of Israel reported four dead.", "ISR"),
    ],
)
def test_the_country_in_a_bodys_name_is_an_acting_place(learned: Tagger, text: str, country: str) -> None:
    """A body that is called after a country puts the country on the map, as one that acts."""
    found = [place for place in places(tagged(learned, text)) if place.country == country]
    assert [place.acting for place in found] == [True]


def test_north_america_lies_in_its_middle(learned: Tagger) -> None:
    """Continents have a point between their coasts: no continent's lies beside its south."""
    (place,) = places(tagged(learned, "Arms were smuggled from North America."))
    assert (place.latitude, place.longitude) == (54.8, -105.6)
