"""XML of agencies' own, in no standard."""

from __future__ import annotations

import pytest

from stream.intake.draft import Draft, NotAnArticle
from stream.intake.reasons import Refusal
from stream.model.errors import RejectedError
from tests.intake.formats.making import HEADLINE, LEAD, SECOND, STORY, found, one

ESCAPED = f"&lt;p&gt;{LEAD}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;"


def ritzau(rest: str = "") -> str:
    """A message as Ritzau builds it."""
    return (
        f'<RBNews xmlns="http://tempuri.org/"><NewsID>9a69-11da</NewsID><PublishDate>2026-03-17 07:41:50</PublishDate><Priority>4</Priority>'
        f"<TilRedaktionen>&lt;p&gt;Adds pay&lt;/p&gt;</TilRedaktionen><content>{ESCAPED}</content><headline>{HEADLINE}</headline>"
        f"<strapline>UDLAND/ESK</strapline><version>2</version>{rest}</RBNews>"
    )


def press(content: str = ESCAPED, kind: str = "Text") -> str:
    """A message as The Canadian Press builds it."""
    return (
        f"<Publish><ContentItem><MediaType>0</MediaType><Status>0</Status><Name/><SystemSlug>0a1b</SystemSlug><EmbargoTime>0001-01-01T00:00:00</EmbargoTime>"
        f"<UpdatedDateTime>2026-03-17T02:41:50-04:00</UpdatedDateTime><ContentType>{kind}</ContentType><Headline>{HEADLINE}</Headline>"
        f"<SlugProper>Esk-Ferry</SlugProper><Source>CP</Source><ContentText>{content}</ContentText><Language>2</Language><RankingValue>3</RankingValue>"
        f"<Placeline>Port Esk;Veldria</Placeline><WritethruValue>1</WritethruValue><Byline>Ilse Marn</Byline><EditorNote>Adds pay</EditorNote>"
        f"</ContentItem><PublishID>7</PublishID></Publish>"
    )


def test_ritzau_s_own_format() -> None:
    """Its names of the fields, its local time, and the note to editors in markup."""
    draft = one(ritzau())

    assert (draft.uri, draft.source, draft.version) == ("9a69-11da", "Ritzau", "2")
    assert (draft.version_created, draft.urgency) == ("2026-03-17T06:41:50+00:00", 4)
    assert (draft.headline, draft.slugline, draft.ednote) == (HEADLINE, "UDLAND/ESK", "Adds pay")
    assert draft.body == STORY


def test_the_canadian_press_s_own_format() -> None:
    """The slug of the system is the item, a writethru its version, and the year 1 no embargo."""
    draft = one(press())

    assert (draft.uri, draft.source, draft.version, draft.marks) == ("0a1b", "CP", "1", ("update",))
    assert (draft.version_created, draft.embargoed_until) == ("2026-03-17T06:41:50+00:00", "")
    assert (draft.language, draft.urgency, draft.byline) == ("fr", 3, "Ilse Marn")
    assert (draft.located, draft.slugline, draft.ednote) == ("Port Esk, Veldria", "Esk-Ferry", "Adds pay")
    assert draft.body == STORY


def test_a_picture_or_an_event_in_a_format_of_its_own_is_no_article() -> None:
    """It says so in its kind, or by when it begins."""
    (picture,) = found(press(kind="Photo"))
    (event,) = found(
        "<document><title>Launch</title><content>At noon</content><timeStart>12:00</timeStart></document>"
    )

    assert isinstance(picture, NotAnArticle)
    assert isinstance(event, NotAnArticle)


def test_a_press_release_has_its_lead_and_not_its_contacts() -> None:
    """As NTB's and STT's services send them."""
    draft = one(
        f'<release id="77"><title>{HEADLINE}</title><leadtext>{LEAD}</leadtext><body>&lt;p&gt;{SECOND}&lt;/p&gt;</body>'
        "<publicationDate>2026-03-17T06:41:50Z</publicationDate><publisher id='5'><name>Harbour Office</name></publisher>"
        "<contacts><contact><name>Ilse Marn</name><phone>555 0101</phone></contact></contacts></release>"
    )

    assert (draft.uri, draft.source, draft.body) == ("77", "Harbour Office", STORY)


def test_a_document_may_hold_many_records() -> None:
    """Each is an article of its own, and one without a text is none."""
    record = f"<article id='{{}}'><headline>{HEADLINE}</headline><text><p>{LEAD}</p><p>{SECOND}</p></text></article>"
    both = found(
        f"<articles><generated>now</generated>{record.format(1)}{record.format(2)}</articles>", "Lantern"
    )

    assert [each.uri for each in both if isinstance(each, Draft)] == ["1", "2"]
    assert all(each.body == STORY for each in both if isinstance(each, Draft))


@pytest.mark.parametrize("root", ["html", "svg", "order"])
def test_a_page_or_any_other_xml_is_no_wire_message(root: str) -> None:
    """A page has a title and a body too, and is full of furniture."""
    (error,) = found(
        f"<{root}><head><title>x</title></head><body><p>y</p></body></{root}>"
        if root == "html"
        else f"<{root}><a>b</a></{root}>"
    )

    assert isinstance(error, RejectedError)
    assert error.reason == Refusal.UNKNOWN_FORMAT
