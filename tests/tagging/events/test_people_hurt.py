"""Casualties told over longer ways than the next verb. Each line of a kind is another way of telling it."""

from __future__ import annotations

import pytest

from stream.model.tags import Casualty
from stream.tagging.tagger import Tagger

WAYS = [
    ("The six slain priests were buried on Sunday.", "k6"),
    ("The murdered judge was buried on Sunday.", "k1"),
    ("The corpses of five assassinated leaders were found.", "k5"),
    ("Killed in the attack were two nuns and a priest.", "k2 k1"),
    ("The dead were identified as Juan Pereda and Luis Sotomar.", "k1 k1"),
    ("The assassination of presidential candidate Luis Marino took place in August.", "k1"),
    ("The slaying of six priests was condemned.", "k6"),
    ("The corpse of a young woman was discovered near Tikora.", "k1"),
    ("The body of trade unionist Mario Veldez was found in a ditch.", "k1"),
    ("Two guards were mortally wounded.", "k2"),
    ("They set off a bomb that killed Colonel Ruizo, his driver and two bodyguards.", "k1 k1 k2"),
    ("Hooded men dragged three teachers from their homes and shot them dead.", "k3"),
    ("Hooded men abducted the councilman and later murdered him.", "k1"),
    ("The councilman was at home when a gunman killed him.", "k1"),
    ("Three teachers were kidnapped and later found murdered.", "k3"),
    ("Three teachers were riddled with bullets.", "k3"),
    ("A guard died, bringing to 17 the number of people killed in the attack.", "k17 k1"),
    ("Two dynamite blasts ended the lives of three watchmen.", "k3"),
    (
        "The general denied that the delay is linked to the assassination of Hugo Tarvel, a leader of the union.",
        "k1",
    ),
    (
        "After learning of Tarvel's assassination, the rebels broke off the talks. Hugo Tarvel was a senator.",
        "k1",
    ),
    ("The government condemned the murder of Velmarian presidency minister Antonio Rodrigo Porthen.", "k1"),
    ("The president condemned the killing of the opposition leader Carlo Venn on Monday.", "k1"),
    ("A man, who is believed to have been the watchman at the tower, was killed by the bomb.", "k1"),
    ("A person who happened to be passing by the park at the time of the explosion was wounded.", "i1"),
    ("There is the case of Justo Pastor Silvan, who was assassinated by an agent.", "k1"),
    ("Danilo Barrera, who wrote columns for the magazine, was murdered.", "k1"),
    ("General Carlos Pradas, the head of the army under President Almeda, was assassinated in Lisbon.", "k1"),
    (
        "The bodyguard of the newspaper's chief of distribution, Pedro Luis Osorno, was assassinated this afternoon.",
        "k1",
    ),
    ("One of the daughters of the Israeli ambassador was seriously wounded in the attack.", "i1"),
    ("Three members of the local Red Cross have been wounded in the last days.", "i3"),
    (
        "It is deplorable that a baker was killed and that a 12-year-old youth going to school was injured.",
        "k1 i1",
    ),
    ("An American identified as Mike Hammond, who was injured in the attack, left hospital.", "i1"),
    ("Twenty-six people, four of whom are policemen, were injured in a bomb explosion.", "i26"),
    ("The attack has left a toll of 1 person wounded and damage to 20 shops.", "i1"),
    ("Mr. Torvald was killed and Mr. Mendel was wounded.", "k1 i1"),
    ("Six Jesuit priests and two humble women who worked for them were brutally assassinated.", "k6 k2"),
    ("Four employees of the Rio Lento power commission were wounded by explosives.", "i4"),
    ("The body of an unidentified man was found on a road with three shots in the head.", "k1"),
    ("A student leader has been found dead in the capital with signs of torture.", "k1"),
    ("Senator Luis Carlos Galvan Sarmento was assassinated on 18 August.", "k1"),
    ("On the same day Senator Luis Carlos Galvan was assassinated.", "k1"),
    ("Saturnino Palomo Tunquil, 25, was injured while he was standing in a line.", "i1"),
    ("The daughter of the Egyptian ambassador, Nadia Elkasim, was wounded.", "i1"),
    ("They protested at the killing of lawyer Dana Orlov.", "k1"),
    ("Workers mourned Marta Quenby's death in the bombing.", "k1"),
    ("The candidate has received death threats.", ""),
    ("The police inspector and two of his brothers were murdered by the guerrillas.", "k1 k2"),
    ("The guerrillas murdered a police inspector and two of his brothers, who were peasants.", "k1 k2"),
    ("The explosion left seven other people dead and 30 injured.", "k7 i30"),
    ("They were accused of killing six clergymen, a maid, and her daughter.", "k6 k1 k1"),
    (
        "The murder on 26 February of mayor Diana Cordo and the murder on the evening of 27 February of six followers shocked the town.",
        "k1 k6",
    ),
    ("The kidnapping and assassination of five students were condemned.", "k5"),
    ("Among the priests murdered was Father Ignacio Ellan, rector of the university.", "k1"),
    ("Two bodies, one headless, were found on 8 November.", "k2"),
    ("One of the victims killed in the attack was a nurse.", "k1 k1"),
    ("An officer said the killing of the two nuns was a crime.", "k2"),
    ("His bodyguard died in the attack.", "k1"),
    ("Gunmen wounded a judge and one of his bodyguards.", "i1 i1"),
    ("The mayor of Velmar was shot and wounded as he left his home.", "i1"),
    ("More than 200 soldiers and guerrillas have been killed in fierce clashes.", "k200"),
    ("127 guerrillas and about 50 army troops were reported dead early this morning.", "k127 k50"),
    ("Ten other people were also injured in the explosion.", "i10"),
    ("Another 10 people were hurt when shells hit the hospital.", "i10"),
    ("Thirty-three sailors have been injured in the port.", "i33"),
    (
        "The bomb went off inside a tourist bus, and eight tourists were seriously injured when a bomb exploded inside a tourist bus.",
        "i8",
    ),
    ("The political leader Hector Oquendo, who was kidnapped in Lisbon, was found dead.", "k1"),
    ("Four people, including one child, were injured by the explosion.", "i4 i1"),
    ("Rebels murdered 19 people, including 10 children, in a small village.", "k19 k10"),
    (
        "One soldier was killed and six more persons were injured, including three newsmen, in an attack.",
        "k1 i6 i3",
    ),
    ("Three unidentified men shot and killed 65-year-old minister Antonio Porthen.", "k1"),
    ("Pizano, former leader of the 19 April Movement, was killed by three bullets.", "k1"),
    ("Officials openly accused the front of murdering Ana Isabel Casares, daughter of a colonel.", "k1"),
    ("The shelling killed twelve villagers, among them four children.", "k12 k4"),
    ("At least 30 people died, 12 of them women, when the boat was hit.", "k30"),
    ("Eight guerrillas, four soldiers, and a civilian were killed.", "k8 k4 k1"),
    ("The clash left a soldier dead and two rebels wounded.", "k1 i2"),
    ("Two policemen and a guard lost their lives defending the bank.", "k2 k1"),
    ("A car bomb went off, killing its driver and wounding nine passers-by.", "k1 i9"),
    ("Troops found the corpses of five farmers in a well.", "k5"),
    ("The bodies of three nuns were recovered on Friday.", "k3"),
    ("A grenade thrown at the bus injured seven schoolchildren, one of them seriously.", "i7"),
    ("An air force captain and his wife were gunned down in their car.", "k1 k1"),
    ("The army's chief of staff, General Otto Velmar, survived, but his driver was killed.", "k1"),
    ("The reporter's killing was condemned by the union.", "k1"),
    ("The killers of journalist Dana Orlov have not been found.", ""),
    ("The rebels took responsibility for the death of Colonel Hugo Tarvel.", "k1"),
    ("A police sergeant, Ernesto Vandal, and two recruits were wounded.", "i1 i2"),
    ("Twelve people were hurt, five of them seriously, in the blast.", "i12"),
    ("Two more people were seriously wounded; one of them later died.", "i2 k1"),
    ("Police reported that 15 persons had been wounded, three of them policemen.", "i15"),
    ("The attack claimed the lives of two children and their mother.", "k2 k1"),
    ("A woman was hit in the head by a stray bullet and died in hospital.", "k1"),
]


@pytest.mark.parametrize(("text", "told"), WAYS)
def test_who_is_hurt_is_counted_once(learned: Tagger, text: str, told: str) -> None:
    """`k` is killed and `i` injured, each with its number."""
    found = sorted(
        (one.kind[0], one.minimum if one.minimum is not None else one.maximum)
        for one in learned.tag(text).entities
        if isinstance(one, Casualty)
    )
    assert found == sorted((one[0], int(one[1:])) for one in told.split())


@pytest.mark.parametrize(
    "text",
    [
        "Over 7,000 people have died during 10 years of civil war.",
        "Some 700 people were killed during 1990.",
        "During the month of November, 93 guerrillas were killed.",
    ],
)
def test_what_adds_up_over_years_is_no_incident(learned: Tagger, text: str) -> None:
    """A span of time makes a running toll."""
    found = [one for one in learned.tag(text).entities if isinstance(one, Casualty)]
    assert [one.cumulative for one in found] == [True]
