"""The same words with other numbers, dates or names are another story; another house's style is none."""

from __future__ import annotations

from itertools import permutations
from typing import Any, Final

import pytest

from tests.dedup.cases.answers import wrong
from tests.dedup.cases.wire import page, wire
from tests.dedup.harness import Desk, article, iso, stories
from tests.dedup.texts import BRIDGE, BRIDGE_UPDATED

DAY = 24 * 60

# One frame each, with what differs from instance to instance.
FRAMES: dict[str, tuple[str, list[tuple[str, ...]]]] = {
    "toll": (
        ("SELM, May {0} (Harrow) - The Selm health office said {1} people had been killed and {2} wounded in shelling over the "
        "past day, bringing the toll since the siege began to {3}. Its figures do not tell fighters from civilians. The "
        "office, which is run by the harbour council, has kept count from hospital records since the first week of the "
        "siege. Osteria's interior ministry disputes its figures, and Harrow could not check them."),
        [("4", "11", "34", "1,204"), ("5", "9", "21", "1,213"), ("6", "23", "60", "1,236")],
    ),
    "quake": (
        ("A magnitude {0} earthquake struck {1} kilometres {2} of {3} at {4} local time on {5}, the Osterian Seismic Survey "
        "said. There were no early reports of damage or of injuries. The survey asks all who felt the shaking to fill in the "
        "form on its page. Small quakes are common along the Lorrow fault. This notice was written by a program from the "
        "survey's data and read by an editor before it went out."),
        [
            ("4.2", "12", "north", "Werrin", "3:14 a.m.", "Tuesday"),
            ("5.6", "40", "south", "Port Selm", "11:02 p.m.", "Thursday"),
            ("3.9", "7", "east", "Kalven", "6:45 p.m.", "Sunday"),
        ],
    ),
    "lottery": (
        ("The winning numbers in the Tamber state lottery drawn on {0} evening were {1}, {2}, {3}, {4}, {5} and {6}, the lottery "
        "office in Kalven said. The jackpot stands at {7} million crowns. Prizes below one thousand crowns are paid out at any "
        "kiosk, larger ones at the office upon presentation of the ticket and of an identity card within ninety days."),
        [
            ("Wednesday", "3", "8", "14", "22", "31", "40", "12"),
            ("Saturday", "5", "9", "17", "28", "33", "41", "14.5"),
        ],
    ),
    "earnings": (
        ("{0} said on Thursday that its net profit {1} to {2} million crowns in the first quarter from {3} million crowns a year "
        "earlier. Revenue was {4} million crowns. Analysts in a poll by the Exchange Courier had on average expected less. The "
        "company confirmed its outlook for the full year. Shares in {0}, which is listed in Brellin, were little changed before "
        "the opening of trade. The company will hold its annual meeting of shareholders in the third week of June."),
        [("Calder Glass", "rose", "41.2", "38.9", "512"), ("Brannoc Mills", "fell", "17.5", "22.1", "190")],
    ),
    "weather": (
        ("{0} can expect {1} with a high of {2} degrees and a low of {3} on {4}, the weather office said in its morning forecast. "
        "Winds will be light to moderate from the sea. The office reminds walkers that tides run strongly under the old pier, "
        "that lifeguards are on duty only from June, and that forecasts for the coast are read on the harbour radio at noon."),
        [("Werrin", "rain", "14", "6", "Monday"), ("Werrin", "sun", "19", "9", "Tuesday"), ("Kalven", "fog", "11", "4", "Monday")],
    ),
    "football": (
        ("{0} beat {1} {2}-{3} at home in the Tamber league on Sunday before {4} spectators. {5} scored the winner in the {6}th "
        "minute. The league resumes next weekend after the break for the cup, when all matches begin at the same hour for the "
        "last two rounds of the season. Two clubs go down and the champions play for a place in the coastal cup in autumn."),
        [("Werrin", "Selm", "2", "1", "4,100", "Piet Onder", "78"), ("Kalven", "Lorrow", "3", "0", "2,300", "Jon Marsh", "64")],
    ),
    "obituary": (
        ("{0}, {1}, of {2}, died on May {3} at home among family and friends. {4} worked for many years as a {5} and sang in the "
        "parish choir. A service will be held at eleven in St. Odo's Church, followed by burial in the upper cemetery. The "
        "family asks for gifts to the lifeboat fund in place of flowers, and thanks the nurses of the harbour clinic for "
        "their care. Condolences may be left in the book at Marlow and Daughters on Chandler Street."),
        [("Edda Quill", "91", "Werrin", "2", "Edda", "pilot"), ("Tobias Renn", "77", "Kalven", "3", "Tobias", "baker")],
    ),
    "district": (
        ("{0} of the {1} won the seat of {2} with {3} votes against {4} for {5}, the election office said after the count on Sunday. "
        "Turnout was {6} percent. The result is provisional until the office confirms it, and any candidate may ask for a "
        "second count within five days. The new assembly of 120 members meets in the old town hall on the first of July, as the law on the assembly says."),
        [
            ("Ines Calder", "Harbour List", "Lower Selm", "8,412", "7,930", "Rolf Tamm", "64"),
            ("Oskar Venn", "Green Bench", "Tamber East", "6,020", "5,877", "Lena Dorn", "58"),
        ],
    ),
    "deutsch": (
        ("SELM - Das Lagezentrum meldete am {0} {1} Einsätze der Küstenwache, bei denen {2} Menschen aus Seenot gerettet wurden. "
        "Der Wind erreichte {3} Kilometer in der Stunde. Das Lagezentrum bittet alle Bootsführer, die Vorhersage zu beachten und "
        "Schwimmwesten zu tragen. Die Zahlen werden jeden Morgen aus den Berichten der acht Stationen zusammengestellt."),
        [("Montag", "14", "31", "85"), ("Dienstag", "6", "9", "52")],
    ),
    "chinese": (
        ("塞尔姆卫生局{0}日表示，过去一天炮击造成{1}人死亡、{2}人受伤，围困开始以来死亡总数达到{3}人。该局的统计不区分武装人员与平民。"
        "卫生局由港口委员会管理，自围困第一周起根据医院记录进行统计。内政部对这些数字提出质疑，本社无法独立核实。各医院均缺少药品和发电机燃料。"),
        [("4", "11", "34", "1204"), ("5", "9", "21", "1213")],
    ),
}  # fmt: skip
INSTANCES = {name: [frame.format(*said) for said in instances] for name, (frame, instances) in FRAMES.items()}


def bulletin(name: str, at: int, **fields: Any) -> dict[str, Any]:
    """One instance of a frame, as its agency sends it, a day apart from the one before."""
    return article(
        f"urn:harrow:{name}:{at}",
        headline=f"{name} {at}",
        body=INSTANCES[name][at],
        received=at * DAY,
        version_created=iso(at * DAY),
        language={"deutsch": "de", "chinese": "zh"}.get(name, "en"),
        **fields,
    )


@pytest.mark.parametrize("name", FRAMES)
def test_every_instance_of_a_template_is_news(name: str) -> None:
    """From its own source, day by day: originals of stories of their own, the one before as related of a series."""
    desk = Desk()
    said = [desk.tell(bulletin(name, at)).said[0] for at in range(len(INSTANCES[name]))]
    assert {"original"} == {one["verdict"] for one in said}
    assert len(said) == len(stories(desk.state))
    assert [[], *(["series"] * at for at in range(1, len(said)))] == [
        [each["kind"] for each in one["related"]] for one in said
    ]


@pytest.mark.parametrize("name", ["earnings", "football", "district", "weather"])
def test_instances_of_one_hour_are_news(name: str) -> None:
    """Results of two districts come within minutes: near in time, and still two stories."""
    desk = Desk()
    feed = [
        {**bulletin(name, at), "received": at, "version_created": iso(at)}
        for at in range(len(INSTANCES[name]))
    ]
    if name == "weather":
        feed = feed[::2]  # of the same hour are two towns, not two days
    assert ["original"] * len(feed) == desk.tell(*feed).verdicts


@pytest.mark.parametrize("name", FRAMES)
def test_a_copy_finds_its_own_instance(name: str) -> None:
    """Of several, the one whose particulars it has, in whatever order they come; the stories are the same in all orders."""
    count = len(INSTANCES[name])
    found = set()
    for order in permutations(range(count)):
        desk = Desk()
        desk.tell(*({**bulletin(name, at), "received": 0} for at in order))
        for at in range(count):
            page = desk.tell(
                {**bulletin(name, at), "uri": f"urn:gull:{at}", "source": "Gull", "received": 5 * DAY}
            ).said[0]
            assert ("copy", f"urn:harrow:{name}:{at}") == (page["verdict"], page["match"]["uri"])
        found.add(stories(desk.state))
    assert 1 == len(found)


@pytest.mark.parametrize("name", FRAMES)
def test_another_outlets_instance_is_no_copy_of_the_day_before(name: str) -> None:
    """An outlet may be first with today's: then it is the original, and the agency's own is its copy."""
    desk = Desk()
    desk.tell(bulletin(name, 0))
    page = desk.tell({**bulletin(name, 1), "uri": "urn:gull:1", "source": "Gull"})
    late = desk.tell({**bulletin(name, 1), "received": DAY + 9})
    assert (["original"], ["copy"]) == (page.verdicts, late.verdicts)
    assert "urn:gull:1" == late.said[0]["match"]["uri"]


def test_a_running_story_is_updated_without_any_mark() -> None:
    """The same agency's next state under a new uri, a number changed, an hour later: an update of the same story."""
    desk = Desk()
    first = desk.one(body=BRIDGE, version_created=iso(0))
    later = desk.one(uri="urn:harrow:2", body=BRIDGE_UPDATED, version_created=iso(60))
    assert ("update", "update_by_particulars") == (later["verdict"], later["reason"]["rule"])
    assert (first["story_id"], first["article_id"]) == (later["story_id"], later["supersedes"])


def test_an_update_arriving_first_is_not_overwritten() -> None:
    """The older state, when it comes late, is stale: the facts on the page are the newer ones."""
    desk = Desk()
    desk.one(uri="urn:harrow:2", body=BRIDGE_UPDATED, version_created=iso(60))
    assert "stale" == desk.one(body=BRIDGE, version_created=iso(0))["verdict"]


def test_the_same_words_days_later_are_a_series() -> None:
    """One changed number, two days on: no update of what was said then."""
    desk = Desk()
    desk.one(body=BRIDGE, version_created=iso(0))
    later = desk.one(uri="urn:harrow:2", body=BRIDGE_UPDATED, version_created=iso(2 * DAY), received=2 * DAY)
    assert ("original", ["series"]) == (later["verdict"], [each["kind"] for each in later["related"]])


def test_an_outlets_edit_of_one_number_is_a_copy() -> None:
    """Another source's copy with one number changed is still a copy of its story."""
    desk = Desk()
    desk.one(body=BRIDGE)
    assert "copy" == desk.one(uri="urn:gull:1", source="Gull", body=BRIDGE_UPDATED)["verdict"]


def test_other_news_in_one_houses_frame_is_news() -> None:
    """The same hundred words of a house around two announcements that share nothing else."""
    frame = (
        "The press office can be reached on weekdays from nine to five. Photographs for print may be had from the picture desk "
        "without charge if the photographer is named. Reporters who wish to visit a site should write two days ahead and "
        "bring sturdy shoes. The office keeps an archive of all its releases, which the town library holds in print as well. "
        "Corrections are listed at the end of each month."
    )
    one = f"Ines Calder will lead the Selm Harbour Trust from July 3, after 14 years at the Lorrow Bank.\n\n{frame}"
    two = f"Kalven Quarry has bought 60 lorries from Brannoc Motors for 21 million crowns, to arrive by October.\n\n{frame}"
    desk = Desk()
    assert ["original", "original"] == desk.tell(
        article(body=one), article("urn:harrow:2", body=two)
    ).verdicts


WIRE = (
    "KALVEN, May 4 (Harrow) - Growers organised by the farm labour union brought in twelve thousand tonnes of barley on Monday, "
    "their smallest harvest in nine years, from fields that lie up to 30 miles from the river.\n\n"
    "The council will open the granaries at 4:30 p.m. on Thursday and pay $12 million to millers, 41.2 percent more than in "
    "2029. It has bought 250 acres near the old canal for new stores.\n\n"
    "\u201cWe recognise the honour,\u201d said Piet Onder, 58, who farms two hundred hectares and has sold half of his herd. It was "
    "86 degrees Fahrenheit in the shade, and 7 of 10 wells were dry."
)  # fmt: skip
STYLES = {
    "digits for words": (("twelve thousand", "12,000"), ("nine years", "9 years"), ("two hundred", "200")),
    "words for digits": (("7 of 10 wells", "seven of ten wells"), ("30 miles", "thirty miles")),
    "no comma": (("twelve thousand tonnes", "12000 tonnes"),),
    "metric": (("30 miles", "48 km"), ("250 acres", "101 hectares")),
    "metric rounded": (("30 miles", "50 kilometres"), ("250 acres", "100 hectares")),
    "metric beside": (("30 miles", "30 miles (48 km)"), ("250 acres", "250 acres (101 hectares)")),
    "celsius": (("86 degrees Fahrenheit", "30 degrees Celsius"),),
    "pounds for dollars": (("$12 million", "\u00a39.4m"),),
    "euros beside dollars": (("$12 million", "$12m (\u20ac11.1m)"),),
    "million abbreviated": (("$12 million", "US$12m"),),
    "rounded": (("41.2 percent", "41%"),),
    "percent sign": (("41.2 percent", "41.2%"),),
    "per cent": (("41.2 percent", "41.2 per cent"),),
    "american spelling": (("organised", "organized"), ("labour", "labor"), ("recognise the honour", "recognize the honor")),
    "day before month": (("May 4", "4 May"),),
    "short month and weekday": (("on Monday", "on Monday (4 May)"), ("May 4", "Mon, May 4")),
    "24 hours": (("4:30 p.m.", "16:30"),),
    "am and pm": (("4:30 p.m.", "4.30pm"),),
    "year added": (("May 4", "May 4, 2031"),),
    "year dropped": ((", 41.2 percent more than in 2029", ", 41.2 percent more than two years ago"),),
    "age dropped": (("Piet Onder, 58,", "Piet Onder"),),
    "quotes and dashes": (("\u201c", '"'), ("\u201d", '"'), (" - ", " \u2014 ")),
    "all in capitals": (),
}  # fmt: skip


@pytest.mark.parametrize("style", STYLES)
def test_another_houses_style_is_a_copy(style: str) -> None:
    """Spelling, units, currencies, numerals, dates: alone, and together with digits for words; whichever comes first."""
    for changes in (STYLES[style], (*STYLES[style], *STYLES["digits for words"])):
        text = WIRE
        for old, new in changes:
            text = text.replace(old, new)
        if style == "all in capitals":
            text = text.upper()
        one, other = article(body=WIRE), article("urn:gull:1", source="Gull", headline="Barley", body=text)
        for feed in ((one, other), (other, one)):
            desk = Desk()
            assert ["original", "copy"] == desk.tell(*feed).verdicts
            assert 1 == len(stories(desk.state))


def test_every_style_at_once_is_a_copy() -> None:
    """A house changes all that its book of style asks for."""
    text = WIRE
    for style in (
        "american spelling",
        "digits for words",
        "metric rounded",
        "pounds for dollars",
        "am and pm",
    ):
        for old, new in STYLES[style]:
            text = text.replace(old, new)
    assert ["original", "copy"] == Desk().tell(
        article(body=WIRE), article("urn:gull:1", source="Gull", body=text)
    ).verdicts


@pytest.mark.parametrize(
    "style", ["digits for words", "quotes and dashes", "all in capitals", "american spelling"]
)
def test_a_repost_by_the_same_source_is_a_copy(style: str) -> None:
    """The same source's second page that says the same is no news, whatever its spelling."""
    text = WIRE
    for old, new in STYLES[style]:
        text = text.replace(old, new)
    if style == "all in capitals":
        text = text.upper()
    assert ["original", "copy"] == Desk().tell(
        article(body=WIRE), article("urn:harrow:2", body=text)
    ).verdicts


MORE_FRAMES: dict[str, tuple[str, str, list[tuple[Any, ...]]]] = {
    "fixing": ("en", ("The {0} crown traded at {1} to the euro and {2} to the dollar at noon, the central bank's fixing showed. The bank publishes the "
        "rate on every working day after consulting eleven commercial banks; it serves courts and customs as the rate of reference. Gold stood at {3} an ounce."),
        [("Osterian", "11.402", "10.115", "2,310"), ("Osterian", "12.377", "9.090", "2,498")]),
    "court": ("en", ("A court in {0} sentenced {1}, {2}, to {3} years in prison on {4} for {5}. The defendant had admitted the charges at the opening of the trial. "
        "The verdict is not yet final and may be appealed within ten days, a court spokeswoman said. Relatives left the courtroom without speaking to reporters."),
        [("Ellick", "Bruno Falk", 34, "six", "Monday", "robbery"), ("Varl", "Dina Roth", 51, "nine", "Monday", "arson")]),
    "loterie": ("fr", ("{0} (Brevia) - La loterie nationale a tiré {1} soir les numéros {2}, {3}, {4}, {5} et {6}. Aucun joueur n'a trouvé la combinaison gagnante et la "
        "cagnotte atteint {7} millions d'euros pour le prochain tirage. Les gains peuvent être retirés pendant soixante jours dans tous les points de vente du pays."),
        [("AVRE", "mercredi", 4, 11, 23, 31, 44, 12), ("AVRE", "samedi", 2, 17, 19, 36, 40, 15)]),
    "beben": ("de", ("Das Erdbeben der Stärke {0} ereignete sich am {1} um {2} Uhr rund {3} Kilometer {4} von {5}, teilte der Erdbebendienst mit. Berichte über Schäden oder "
        "Verletzte lagen zunächst nicht vor. Der Dienst bittet alle, die das Beben gespürt haben, einen Fragebogen auf seiner Internetseite auszufüllen."),
        [("3,4", "Montag", "04.12", 12, "nördlich", "Oberau"), ("4,1", "Mittwoch", "19.55", 30, "südlich", "Hallenbeck")]),
    "bolsa": ("es", ("La Bolsa de {0} cerró el {1} con {2} del {3} por ciento, hasta los {4} puntos. El volumen negociado fue de {5} millones. Los analistas atribuyeron el "
        "movimiento al precio del petróleo y a la espera de los datos de empleo que publicará el viernes el instituto de estadística del país."),
        [("Valderronda", "lunes", "una subida", "0,8", "9.412", 310), ("Valderronda", "martes", "una caída", "1,2", "9.299", 287)]),
    "tennis": ("en", ("{0} beat {1} {2} {3} in the second round of the Ellick Open on Monday. The {4} seed hit {5} aces and will meet the winner of the day's last match. Play on "
        "the outer courts was delayed by rain in the morning and the organisers said that tickets for the cancelled session remain valid for the following day."),
        [("Lara Voss", "Mia Dunn", "6-4", "6-2", "third", 9), ("Nina Orlo", "Eva Brent", "7-5", "6-3", "first", 12)]),
}  # fmt: skip


@pytest.mark.parametrize("name", MORE_FRAMES)
@pytest.mark.parametrize("backwards", [False, True])
def test_more_templates_in_either_order(name: str, *, backwards: bool) -> None:
    """Genres and languages: both are news, and an outlet's page is the copy of the one that it carries."""
    language, frame, said = MORE_FRAMES[name]
    one, two = (
        wire(str(number), 8 + 11 * number, f"{name} {number}", frame.format(*values), language=language)
        for number, values in enumerate(said)
    )
    copy = page("Orb", 22, "A title", frame.format(*said[0]), language=language)
    feed = [two, one, copy] if backwards else [one, two, copy]
    expected = {
        "verdicts": ["original", "original", "copy"],
        "other_story": [[0, 1]],
        "match": {2: int(backwards)},
    }
    assert [] == wrong(feed, expected)


FIXING = (
    "The krona was fixed at {rate} against the euro on {day}, the central bank said in its daily notice to dealers in "
    "Halvsund. The rate is set each afternoon from the quotes of five commercial banks, and it is used for contracts, "
    "customs declarations and the accounts of the state until the next notice. The bank does not comment on the "
    "movements of a single day, a spokesman said, and it publishes the quotes behind the rate at the end of each month."
)


@pytest.mark.parametrize(
    ("rate", "day", "verdict"),
    [
        ("11.377", "Tuesday", "original"),
        ("11.4", "Monday", "copy"),
        ("11.40", "Monday", "copy"),
        ("11.402", "Tuesday", "copy"),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_numbers_that_are_near_are_the_same_only_where_one_may_be_rounded(
    rate: str, day: str, verdict: str, *, first: bool
) -> None:
    """Another day's fixing from another house is news although it is within two percent, whichever comes first."""
    one = article(body=FIXING.format(rate="11.402", day="Monday"))
    other = article("urn:gull:1", source="Gull", body=FIXING.format(rate=rate, day=day))
    assert ["original", verdict] == Desk().tell(*((one, other) if first else (other, one))).verdicts


@pytest.mark.parametrize(("rate", "verdict"), [("11.377", "original"), ("11.402", "copy")])
@pytest.mark.parametrize("first", [True, False])
def test_the_same_weekday_of_another_week_is_another_day(rate: str, verdict: str, *, first: bool) -> None:
    """Another house's fixing a week later, within two percent, is news; the same one is a copy kept long."""
    own = wire("fix", 8, "Krona fixed", FIXING.format(rate="11.402", day="Monday"))
    other = page(
        "Orb", 8, "Krona", FIXING.format(rate=rate, day="Monday"), version_created="2026-05-11T08:00:00Z"
    )
    feed = [own, other] if first else [other, own]
    assert [] == wrong(feed, {"verdicts": ["original", verdict]})


PETROL = (
    "A litre of petrol cost {0} euros on average in Brellin on Monday and a litre of diesel {1} euros, the drivers' club said in its "
    "weekly count. The club compares the prices of nine hundred stations. It tells drivers to fill up after seven in the "
    "evening, when a litre is as a rule five cents cheaper than at noon. Heating oil stood at {2} euros a hundred litres."
)


def test_weekly_prices_of_two_houses_are_news() -> None:
    """All three within one percent."""
    own = wire("w1", 8, "Petrol", PETROL.format("1.789", "1.689", "98.40"))
    other = page("Orb", 8, "Fuel prices", PETROL.format("1.801", "1.702", "99.10"),
                 version_created="2026-05-11T08:00:00Z")  # fmt: skip
    assert [] == wrong([own, other], {"verdicts": ["original", "original"], "other_story": [[0, 1]]})


def test_the_same_said_of_others_by_one_house_is_another_story() -> None:
    """Within an hour, with no number changed: no name of the one stands in the other."""
    text = (
        "{0} was sworn in on Monday as head of the council of {1} in a short ceremony at the old granary. In a speech the new head "
        "promised to open the books of the harbour and to hear residents every second Thursday. The predecessor handed over "
        "the keys. Guests were served soup, and children sang three songs about the river."
    )
    one = wire("one", 8, "New head in Ellick", text.format("Dina Roth", "Ellick"))
    two = wire("two", 9, "New head in Oberau", text.format("Bruno Falk", "Oberau"))
    assert [] == wrong([one, two], {"verdicts": ["original", "original"], "other_story": [[0, 1]]})
    renamed = wire("two", 9, "New head in Ellick", text.format("Dina Falk", "Ellick"))
    assert [] == wrong([one, renamed], {"verdicts": ["original", ["update", "copy"]]})


WARNING = (
    "The flood centre issued a warning for {0} at 0600 GMT on Monday. Residents of low streets should move cars to higher ground "
    "and follow the instructions of the council. Water levels are expected to peak around noon and to fall slowly overnight. "
    "Do not drive through flooded roads. The centre will issue its next bulletin at 1200 GMT."
)


@pytest.mark.parametrize("headline", ["Flood warning for {0}", "Flood warning issued"])
def test_a_warning_for_another_town_within_the_hour_is_another_story(headline: str) -> None:
    """One place differs, and nothing else: an update would take the first town's warning off the desk."""
    towns = (
        ("Ellick", "Oberau", "Port Selm")
        if "{0}" not in headline
        else ("Ellick County", "Oberau County", "Selm County")
    )
    feed = [wire(town, 8, headline.format(town), WARNING.format(town)) for town in towns]
    apart = {"verdicts": ["original"] * 3, "other_story": [[0, 1], [0, 2], [1, 2]]}
    assert [] == wrong(feed, apart)
    assert [] == wrong(feed[::-1], apart)


BLAST = (
    "{0} (Brevia Press) - An explosion at a paint store in {1} killed {2} people on Monday, the fire brigade said, and sent a "
    "column of smoke over the roofs. Neighbours were told to stay indoors. Rescuers were searching the ruins with dogs. "
    "The owner was being questioned. The mayor called off a street market planned for the evening."
)


def test_a_toll_of_another_town_is_no_later_toll_of_the_first() -> None:
    """Number and dateline differ; with the same dateline the higher toll is an update."""
    first = wire("one", 8, "Blast kills three", BLAST.format("ELLICK", "Ellick", "three"))
    later = wire("two", 9, "Blast kills nine", BLAST.format("ELLICK", "Ellick", "nine"))
    other = wire("two", 9, "Blast kills nine", BLAST.format("OBERAU", "Oberau", "nine"))
    assert [] == wrong([first, later], {"verdicts": ["original", "update"], "supersedes": {1: 0}})
    assert [] == wrong([first, other], {"verdicts": ["original", "original"], "other_story": [[0, 1]]})


CLOSED: Final = (
    "{0} is closed in both directions this morning after a burst water main flooded the carriageway, the roads authority said. "
    "Drivers are advised to take the coast road and to allow extra time. Engineers are at the scene and expect to reopen it "
    "before the evening."
)
HURT: Final = CLOSED.replace("{0} is closed", "A ring road is closed").replace(
    "the scene", "the scene, where {0} people were hurt,"
)


@pytest.mark.parametrize(
    ("one", "other"), [("Route 7", "Route 9"), ("Line 12", "Line 14"), ("Gate 218", "Gate 811")]
)
def test_a_number_behind_a_name_tells_two_stories_apart(one: str, other: str) -> None:
    """Two routes of one morning in one source's words are two stories; a toll that has grown is an update."""
    feed = [
        article(f"urn:harrow:{at}", headline=f"{name} closed", body=CLOSED.format(name))
        for at, name in enumerate((one, other))
    ]
    assert ["original", "original"] == Desk().tell(*feed).verdicts
    grown = [
        article(f"urn:harrow:{at}", headline=f"{toll} hurt", body=HURT.format(toll))
        for at, toll in enumerate((7, 9))
    ]
    assert ["original", "update"] == Desk().tell(*grown).verdicts


SHORT: Final = "{0} is shut this morning after a water main burst by the mill. It is to open again before the evening, the town said."
SHUT: Final = {
    "en": SHORT,
    "de": "{0} ist seit dem Morgen gesperrt, weil an der Mühle ein Rohr geplatzt ist. Am Abend soll der Verkehr wieder rollen, teilte die Stadt mit.",
    "fr": "{0} est fermée depuis ce matin, une conduite ayant cédé près du moulin. La réouverture est prévue avant le soir, selon la ville.",
    "es": "{0} está cortada desde esta mañana por la rotura de una tubería junto al molino. Se espera reabrir antes de la noche, según el municipio.",
    "ru": "{0} закрыта с утра: у мельницы прорвало трубу. Движение обещают восстановить до вечера, сообщили в мэрии города, где просят ехать в объезд.",
}


@pytest.mark.parametrize("headline", ["{0} shut", "Traffic"])
@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "The bus line {0}"), ("en", "The northbound lane {0}"), ("en", "A flat in apartment building No. {0}"),
     ("de", "Die Buslinie {0}"), ("fr", "La ligne {0}"), ("es", "La línea {0}"), ("ru", "Линия {0}")],
)  # fmt: skip
def test_a_number_behind_a_thing_tells_two_stories_apart(language: str, name: str, headline: str) -> None:
    """In small letters, a short text and whatever language, under a headline that says it or not; never a copy or an update."""
    feed = [
        article(
            f"urn:harrow:{at}",
            headline=headline.format(name.format(number)),
            body=SHUT[language].format(name.format(number)) + " Busse und Autos werden umgeleitet.",
            language=language,
        )
        for at, number in enumerate((33, 9))
    ]
    told = Desk().tell(*feed)
    assert ["original", "original"] == told.verdicts


def test_a_level_that_has_changed_is_another_state() -> None:
    """A storm of category 4 is the storm that was of category 3."""
    storm = (
        "The storm off Port Selm has reached category {0}, the weather office said. Boats are to stay in harbour and schools are shut. "
        "The office expects it to turn north before it comes to land, and will speak again at noon."
    )
    feed = [
        article(f"urn:harrow:{at}", headline=f"Category {level}", body=storm.format(level))
        for at, level in enumerate((3, 4))
    ]
    assert ["original", "update"] == Desk().tell(*feed).verdicts


LAUNDRY: Final = (
    "A boiler blew up in a laundry in Ellick on Monday, killing {0} people and hurting {1}, the fire service said. The street is "
    "shut and gas engineers are at the scene. The owner of the laundry was being questioned by the police{2}."
)


def test_a_toll_counted_anew_within_hours_is_an_update_however_short_the_text() -> None:
    """Two numbers of a text that says little else; a day later, or at another time of day, it is another of a series."""
    first = wire("one", 8, "Two dead in laundry", LAUNDRY.format("two", "seven", ""))
    later = wire("two", 10, "Four dead in laundry", LAUNDRY.format("four", "nine", ""))
    assert [] == wrong([first, later], {"verdicts": ["original", "update"], "supersedes": {1: 0}})
    told = [
        {**first, "body": LAUNDRY.format("two", "seven", " at 4 p.m")},
        {**later, "body": LAUNDRY.format("four", "nine", " at 6 p.m")},
    ]
    assert [] == wrong(told, {"verdicts": ["original", "original"], "other_story": [[0, 1]]})
    next_day = {**later, "version_created": first["version_created"].replace("-04T", "-05T")}
    assert [] == wrong([first, next_day], {"verdicts": ["original", "original"], "other_story": [[0, 1]]})
