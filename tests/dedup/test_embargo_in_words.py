"""Embargoes that a note or a headline tells of, and no field."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from stream.intake.lineage.embargo_words import embargo_in
from tests.dedup.cases.answers import wrong
from tests.dedup.cases.wire import DAM, wire
from tests.dedup.harness import Desk, article
from tests.dedup.texts import BRIDGE

NOW = datetime(2031, 5, 4, 6, tzinfo=UTC)  # a Sunday


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("EMBARGOED UNTIL 1200 GMT SUNDAY MAY 4", "2031-05-04T12:00"),
        ("EMBARGO: 12:00 GMT, May 4", "2031-05-04T12:00"),
        ("Embargoed for release at 0500 GMT on May 5.", "2031-05-05T05:00"),
        ("HOLD FOR RELEASE until 0500 GMT", "2031-05-05T05:00"),
        ("Eds: Embargoed till 0001 BST Monday", "2031-05-04T23:01"),
        ("NOT FOR PUBLICATION BEFORE 9 p.m. EDT on 4 May 2031", "2031-05-05T01:00"),
        ("EMBARGOED TO 10:30 CEST 5 May", "2031-05-05T08:30"),
        ("Sperrfrist: 4. Mai, 12 Uhr MESZ", "2031-05-04T10:00"),
        ("SOUS EMBARGO jusqu'au 6 mai 2031 12h00 GMT", "2031-05-06T12:00"),
        ("EMBARGO hasta el 5 de mayo a las 14:00 GMT", "2031-05-05T14:00"),
        ("Embargoed until 2031-05-04T18:00:00Z", "2031-05-04T18:00"),
        ("STRICTLY EMBARGOED until 5pm ET May 4", "2031-05-04T21:00"),
    ],
)
def test_times_in_words(words: str, until: str) -> None:
    """With a day, or the next such hour; zones by their names; the year that is nearest."""
    found = embargo_in("Bridge taken", words, NOW)
    assert found is not None
    assert datetime.fromisoformat(f"{until}:00+00:00") == found.until


@pytest.mark.parametrize(
    "words",
    [
        "EMBARGOED",
        "Embargo: see schedule",
        "EMBARGOED UNTIL NOON LOCAL TIME",
        "EMBARGOED UNTIL 1200",
        "Sperrfrist 31. Juni, 12 Uhr MEZ",
    ],
)
def test_a_time_that_nobody_can_read(words: str) -> None:
    """No time, no zone, no such day: an embargo all the same."""
    found = embargo_in("Bridge taken", words, NOW)
    assert found is not None
    assert None is found.until


@pytest.mark.parametrize(
    ("headline", "ednote"),
    [
        ("Embargo on oil until 2032, council says", ""),
        ("EMBARGO ON OIL EXTENDED", ""),
        ("EMBARGO BITES HARBOUR TRADE", ""),
        ("Bridge taken", "EMBARGO LIFTED"),
        ("Bridge taken", "The embargo on this story has been lifted; embargo is over."),
        ("Bridge taken", "Adds quotes, embargo background"),
        ("Bridge taken", "Updates with arms embargo vote at 1400 GMT"),
        ("Bridge taken", ""),
    ],
)
def test_embargoes_of_the_news_and_lifted_ones(headline: str, ednote: str) -> None:
    """Goods, arms, and an embargo that is over."""
    assert None is embargo_in(headline, ednote, NOW)


@pytest.mark.parametrize("where", [{"ednote": "EMBARGOED UNTIL 0900 GMT"}, {"headline": "EMBARGOED UNTIL 0900 GMT: Bridge taken"},
                                   {"ednote": "Embargo: 0900 GMT", "pubstatus": "embargoed"}])  # fmt: skip
def test_an_embargo_in_words_parks_the_text(where: dict[str, str]) -> None:
    """Neither text nor headline goes out before its time; then both do."""
    desk = Desk()
    (said,) = desk.tell(article(body=BRIDGE, **where)).said
    assert ("original", "parked", "", "") == (
        said["verdict"],
        said["embargo"],
        said["headline"],
        said["body"],
    )
    assert [] == desk.tick(179).released
    assert [BRIDGE] == [each["body"] for each in desk.tick(181).released]


def test_one_without_a_time_holds_until_a_version_says() -> None:
    """A hold, whose notice does not hold the text; the version without the words goes out."""
    desk = Desk()
    told = desk.tell(article(body=f"{BRIDGE} {BRIDGE}", ednote="EMBARGOED until the minister speaks"))
    assert (["hold"], "") == (told.verdicts, told.notice("hold")["body"])
    assert ["original"] == desk.tell(article(version="2", body=BRIDGE)).verdicts


def test_the_field_comes_before_the_words_and_the_past_embargoes_nothing() -> None:
    """Words are read where no field tells; an hour that is over lets the text go."""
    desk = Desk()
    over = "EMBARGOED UNTIL 0400 GMT MAY 4"
    assert "" == desk.one(body=BRIDGE, ednote=over)["embargo"]
    fields = {"ednote": "EMBARGOED UNTIL NOON", "embargoed_until": "2031-05-04T09:00:00Z"}
    assert (
        "parked" == desk.one(uri="urn:harrow:2", headline="Other", body="A short text.", **fields)["embargo"]
    )


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("ednote", "Not for use before 1200 GMT May 5"), ("ednote", "SPERRFRIST Dienstag 11 Uhr"), ("ednote", "Frei ab Dienstag, 12 Uhr"),
        ("ednote", "For release Tuesday 5 May 0600 GMT"), ("ednote", "Strict embargo until publication at 2330 UK time"),
        ("ednote", "Editors: this report is under embargo until 6 a.m. Eastern time Tuesday"),
        ("ednote", "MUST NOT BE PUBLISHED OR BROADCAST BEFORE 0001 TUESDAY"), ("ednote", "Embargato fino alle 12 del 5 maggio"),
        ("ednote", "Pod embargiem do 5 maja, godz. 12.00"), ("ednote", "Vrij voor publicatie 5 mei 12.00 uur"),
        ("ednote", "\u7981\u8fd0\u81f35\u67085\u65e512\u65f6"), ("ednote", "\u89e3\u7981\u6642\u9593\uff1a5\u67085\u65e5"),
        ("ednote", "Ne pas diffuser avant mardi 6h"), ("headline", "EMBARGO TUESDAY 0600 - Dam report"),
        ("headline", "Dam report finds cracks (EMBARGOED TO 0001 GMT MAY 5)"), ("headline", "+++ SPERRFRIST 18 Uhr +++ Bericht zum Damm"),
    ],
)  # fmt: skip
def test_more_forms_of_an_embargo(field: str, words: str) -> None:
    """In other words, places and languages: nothing is let out."""
    fields = {"body": DAM, "headline": "Report finds cracks in dam", field: words}
    assert [] == wrong([wire("report", 8, **fields)], {"verdicts": ["withheld"]})


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("headline", "Embargo on oil to stay, ministers say"), ("headline", "EU embargo: What now?"), ("ednote", "Embargo lifted"),
        ("headline", "\u89e3\u7981\uff01\u9c7c\u5e02\u91cd\u5f00"), ("ednote", "Updates with embargo vote in third paragraph"),
        ("headline", "FREI AB 12 JAHREN: Der neue Film"), ("ednote", "NB: Embargo 0600 GMT Monday"),
    ],
)  # fmt: skip
def test_what_is_no_embargo_or_is_over(field: str, words: str) -> None:
    """News of embargoes, and one whose hour has passed."""
    fields = {"body": DAM, "headline": "Report finds cracks in dam", field: words}
    assert [] == wrong([wire("report", 8, **fields)], {"verdicts": ["original"]})


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("EMBARGO HASTA LAS 12:00 GMT DEL 5 DE MAYO", "05T12:00"), ("Embargado hasta las 12.00 GMT del martes", "05T12:00"),
        ("EMBARGO JUSQU'A 12H00 GMT MARDI", "05T12:00"), ("Onder embargo tot 5 mei 12.00 uur CEST", "05T10:00"),
        ("Sperrfrist 05.05.2026, 12:00 Uhr MESZ", "05T10:00"), ("SPERRFRIST 5.5., 12 Uhr (MESZ)", "05T10:00"),
        ("EMBARGOED FOR 1200 GMT 5/5/2026", "05T12:00"), ("EMBARGOED FOR 1200 GMT 5/13/2026", "13T12:00"),
        ("Embargoed until 1200 GMT 13/05", "13T12:00"), ("Under embargo until 05 May 2026 16:00 London time", "05T15:00"),
        ("EMBARGOED UNTIL 00:01 UK TIME TUESDAY MAY 5", "04T23:01"), ("Embargoed for release until noon ET Tuesday", "05T16:00"),
        ("This material is embargoed until 12 noon GMT on May 5", "05T12:00"), ("FOR RELEASE 12:01 A.M. EDT, TUESDAY, MAY 5", "05T04:01"),
        ("Not to be used before 1200 GMT May 5", "05T12:00"), ("For use after 1200 GMT May 5", "05T12:00"),
        ("Embargo lifts at 1200 GMT on May 5", "05T12:00"), ("Release time: 1200 GMT May 5", "05T12:00"),
        ("\u042d\u041c\u0411\u0410\u0420\u0413\u041e \u0434\u043e 12:00 \u041c\u0421\u041a 5 \u043c\u0430\u044f", "05T09:00"),
    ],
)  # fmt: skip
def test_days_and_zones_as_many_houses_write_them(words: str, until: str) -> None:
    """A day in another language or in figures is not today, and a zone that is written out is one."""
    found = embargo_in("", words, datetime(2026, 5, 4, 8, tzinfo=UTC))
    assert found is not None
    assert datetime.fromisoformat(f"2026-05-{until}+00:00") == found.until


@pytest.mark.parametrize(
    "words",
    [
        "Embargoed until 1200 GMT 4/5/2026", "EMBARGO 12:00 GMT 5. toukokuuta", "Embargoed until 1200 GMT tomorrow",
        "Embargoed until midnight GMT Tuesday", "\u30a8\u30f3\u30d0\u30fc\u30b4\uff1a5\u67085\u65e512\u6642", "Check against delivery - embargoed until he speaks",
    ],
)  # fmt: skip
def test_a_day_that_is_not_certain_lets_nothing_out(words: str) -> None:
    """Held until a person or a version says: what is let out a day early cannot be called back."""
    found = embargo_in("", words, datetime(2026, 5, 4, 8, tzinfo=UTC))
    assert found is not None
    assert found.until is None
