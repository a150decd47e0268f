"""Notices that a desk can read without a second look-up."""

from __future__ import annotations

import orjson

from stream.dedup.journal.rows import decode_row, encode_rows
from stream.dedup.stage import dedup
from stream.dedup.state.rebuild import build_from_rows
from stream.dedup.state.state import State
from stream.dedup.thresholds import DedupRules
from stream.model.articles import Stream
from tests.dedup.harness import Desk, article, iso
from tests.dedup.journal.reading import decisions_of
from tests.dedup.test_stage import log
from tests.dedup.texts import BRIDGE, BRIDGE_CORRECTED

FIRST = article(body=BRIDGE, version_created=iso(0))
PAGE = article(
    "urn:gull:1", source="Gull", version="7", headline="Bridge falls", body=BRIDGE, version_created=iso(5)
)
KILL = article(
    version="5",
    pubstatus="canceled",
    headline="STORY WITHDRAWN-Bridge taken",
    slugline="OSTERIA-BRIDGE/",
    ednote="The footage was of a film.",
    body="The story is withdrawn. No substitute will run.",
    version_created=iso(9),
)
SAID = {
    "headline": "STORY WITHDRAWN-Bridge taken",
    "slugline": "OSTERIA-BRIDGE/",
    "ednote": "The footage was of a film.",
    "body": "The story is withdrawn. No substitute will run.",
    "language": "en",
    "version_created": "2031-05-04T06:09:00Z",
}


def test_a_kill_says_what_and_why() -> None:
    """Headline, slug, note and text of the kill; of each copy its headline, time and own version."""
    desk = Desk()
    desk.tell(FIRST, PAGE)
    notice = desk.tell(KILL).notice("kill")
    assert {**SAID, "late": False, "ambiguous": False}.items() <= notice.items()
    (copy,) = notice["copies"]
    assert ("1", "7", "Bridge falls", "2031-05-04T06:05:00Z") == (
        copy["version"],
        copy["own_version"],
        copy["headline"],
        copy["version_created"],
    )


def test_a_copy_that_comes_later_brings_the_same_words() -> None:
    """The kill's own, marked `late`; also from a state that was rebuilt from its rows since."""
    live = State(DedupRules())
    *before, last = log([FIRST, KILL, PAGE])
    outcome = dedup(live, before)
    back = State(DedupRules())
    for data, _, _ in encode_rows(outcome.fresh, 10**7):
        row = decode_row(data)
        for serial, decision in enumerate(decisions_of(row)):
            back.archive.append(serial, decision)
        build_from_rows(back, [row])
    for state in (live, back):
        told = [
            orjson.loads(each.value) for each in dedup(state, [last]).outputs if each.stream is Stream.NOTICES
        ]
        assert {**SAID, "late": True, "uri": "urn:harrow:1", "version": "5"}.items() <= told[0].items()
        assert ["Bridge falls"] == [copy["headline"] for copy in told[0]["copies"]]


def test_a_correction_and_a_hold_say_it_too() -> None:
    """A correction with its headline and note, and without its text, which goes out; a hold with its text."""
    desk = Desk()
    desk.tell(FIRST, PAGE)
    wrong = desk.tell(
        article(
            version="2", headline="CORRECTED-Bridge taken", ednote="Corrects brigade", body=BRIDGE_CORRECTED
        )
    ).notice("correction")
    assert ("CORRECTED-Bridge taken", "Corrects brigade", "") == (
        wrong["headline"],
        wrong["ednote"],
        wrong["body"],
    )
    late = desk.tell(article("urn:heron:1", source="Heron", body=BRIDGE)).notice("correction")
    assert (True, "CORRECTED-Bridge taken") == (late["late"], late["headline"])
    held = desk.tell(article(version="3", pubstatus="withheld", body="Please wait.")).notice("hold")
    assert "Please wait." == held["body"]


def test_nothing_of_a_parked_text_is_told() -> None:
    """Neither by the kill of an embargoed text, nor by a notice that names one."""
    desk = Desk()
    parked = {**PAGE, "embargoed_until": iso(600)}
    desk.tell(FIRST, parked)
    (notice,) = desk.tell(KILL).notices
    assert [""] == [copy["headline"] for copy in notice["copies"]]
    kill = desk.tell({**parked, "version": "8", "pubstatus": "canceled"}).notice("kill")
    assert ("", "") == (kill["headline"], kill["body"])
