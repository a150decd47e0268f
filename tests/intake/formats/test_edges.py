"""What stands above and below a story for editors, in every format that has it."""

from __future__ import annotations

import pytest

from stream.intake.formats.edges import edged
from stream.intake.formats.notebook import Parts, without_notebook
from tests.intake.formats import test_newsml1, test_newsml_g2, test_nitf
from tests.intake.formats.making import LEAD, SECOND, STORY, one


@pytest.mark.parametrize(
    ("above", "note", "byline"),
    [
        ("(Adds harbour office, updates toll)", "Adds harbour office, updates toll", ""),
        ("(In March 3 story, corrects toll in paragraph 2)", "In March 3 story, corrects toll in paragraph 2", ""),
        ("(Recasts; adds quote)\n\nBy Ilse Marn", "Recasts; adds quote", "By Ilse Marn"),
        ("Von Ilse Marn, ltn", "", "Von Ilse Marn, ltn"),
        ("N i e u w bericht, vervangt: veren stil", "N i e u w bericht, vervangt: veren stil", ""),
        ("EMBARGOED UNTIL 1800 GMT TUESDAY", "EMBARGOED UNTIL 1800 GMT TUESDAY", ""),
        ("Sperrfrist: 18.00 Uhr", "Sperrfrist: 18.00 Uhr", ""),
        ("NOT FOR PUBLICATION BEFORE 1800 GMT", "NOT FOR PUBLICATION BEFORE 1800 GMT", ""),
    ],
)  # fmt: skip
def test_lines_above_a_story_go_where_they_belong(above: str, note: str, byline: str) -> None:
    """An advisory and an embargo to the note, a byline to the byline."""
    assert edged(Parts(f"{above}\n\n{STORY}", "")) == Parts(STORY, note, byline)


@pytest.mark.parametrize(
    "below", ["burs/dl", "im-jk/xx", "ends", "(END)", "\u00a9 Lantern Media. The reproduction is prohibited.", "XM-ESK/\n\n>>>ANSA/"]
)  # fmt: skip
def test_lines_below_a_story_are_left_out(below: str) -> None:
    """Initials, end marks, rights and routing codes are no story."""
    assert edged(Parts(f"{STORY}\n\n{below}", "")).story == STORY


@pytest.mark.parametrize(
    "story",
    [
        STORY,
        f"By noon the ferries stood still, and nobody knew when they would go.\n\n{SECOND}",
        f"(Adds is a village on the Kesh.) {LEAD}\n\n{SECOND}",
        f"{LEAD}\n\nThe memo, which was not for publication, says so.\n\n{SECOND}",
        f"EMBARGO talks failed, PORT ESK (Lantern) - The council said so.\n\n{SECOND}",
        f"{LEAD}\n\n/ritzau/",
        "burs/dl",
        "By Ilse Marn",
    ],
)
def test_a_story_keeps_what_only_looks_like_an_edge(story: str) -> None:
    """Sentences that begin like one, and an agency's name at the end."""
    assert edged(without_notebook(story)) == Parts(story, "")


@pytest.mark.parametrize(
    "line",
    [
        "The following information is not for publication",
        "The following information is not intended for publication",
        "Not for publication:",
        "Die folgenden Informationen sind nicht zur Ver\u00f6ffentlichung bestimmt",
    ],
)
def test_what_follows_the_line_for_nobody_is_kept_nowhere(line: str) -> None:
    """Names and telephone numbers."""
    parts = without_notebook(f"{STORY}\n\n{line}\n\nIlse Marn, +44 555 0101")

    assert (parts.story, parts.note) == (STORY, "")


@pytest.mark.parametrize("where", ["newsml-g2", "newsml-1", "nitf"])
def test_the_edges_are_those_of_every_xml_format(where: str) -> None:
    """Reuters' advisory and AFP's initials, whatever holds the text."""
    body = f"<p>(Adds pay)</p><p>By Ilse Marn</p><p>{LEAD}</p><p>{SECOND}</p><p>im/jk</p>"
    draft = {
        "newsml-g2": lambda: one(test_newsml_g2.item(body=f"<inlineXML><html><body>{body}</body></html></inlineXML>")),
        "newsml-1": lambda: one(test_newsml1.message(test_newsml1.item(test_newsml1.component(test_newsml1.content(body))))),
        "nitf": lambda: one(test_nitf.document(body=body)),
    }[where]()  # fmt: skip

    assert (draft.body, draft.ednote) == (STORY, "Adds pay")
    assert draft.byline == "By Ilse Marn"


@pytest.mark.parametrize(
    "last", ["\nim/jk", "\n(END)", "\n==Kyodo", "\nburs/dl\n-0-", " Enditem", "  Enditem"]
)
def test_an_end_mark_of_the_last_paragraph_is_no_story(last: str) -> None:
    """On a line of its own below a whole sentence, or Xinhua's behind it."""
    assert edged(Parts(f"{STORY}{last}", "")).story == STORY
