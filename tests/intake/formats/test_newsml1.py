"""NewsML 1.x as agencies write it."""

from __future__ import annotations

import pytest

from stream.intake.draft import Draft, NotAnArticle
from stream.model.errors import RejectedError
from tests.intake.formats.making import HEADLINE, LEAD, SECOND, STORY, found, one

NITF = f"<nitf><body><body.content><p>{LEAD}</p><p/><p>{SECOND}</p></body.content></body></nitf>"
PUBLIC = "urn:newsml:lantern.example:20260317T060211Z:TX-ESK-1"


def content(data: str = NITF, media: str = '<MediaType FormalName="Text"/>') -> str:
    """A content item."""
    return f"<ContentItem>{media}<DataContent>{data}</DataContent></ContentItem>"


def component(
    inside: str = "", *, lines: str = f"<HeadLine>{HEADLINE}</HeadLine>", language: str = "en", role: str = ""
) -> str:
    """A component with its lines."""
    named = f'<Role FormalName="{role}"/>' if role else ""
    tagged = (
        f'<DescriptiveMetadata><Language FormalName="{language}"/></DescriptiveMetadata>' if language else ""
    )
    return f"<NewsComponent>{named}<NewsLines>{lines}</NewsLines>{tagged}{inside}</NewsComponent>"


def item(
    parts: str | None = None,
    *,
    identification: str = f'<NewsItemId>TX-ESK-1</NewsItemId><RevisionId PreviousRevision="0" Update="N">2</RevisionId><PublicIdentifier>{PUBLIC}:2N</PublicIdentifier>',
    management: str = '<Status FormalName="Usable"/><Urgency FormalName="4"/>',
) -> str:
    """A news item."""
    return (
        f"<NewsItem><Identification><NewsIdentifier><ProviderId>lantern.example</ProviderId><DateId>20260317</DateId>{identification}"
        f"</NewsIdentifier><NameLabel>Esk-ferry</NameLabel></Identification><NewsManagement>"
        f"<ThisRevisionCreated>20260317T074150+0100</ThisRevisionCreated>{management}</NewsManagement>"
        f"{component(content()) if parts is None else parts}</NewsItem>"
    )


def message(*items: str) -> str:
    """A message with its envelope."""
    return f'<NewsML Version="1.2"><NewsEnvelope><SentFrom><Party FormalName="Lantern Wire"/></SentFrom></NewsEnvelope>{"".join(items or (item(),))}</NewsML>'


def test_an_item_is_read_from_its_own_fields() -> None:
    """Identity without its revision, version, time, status, urgency, lines, language, note, thread and marks."""
    lines = (
        f"<HeadLine>{HEADLINE}</HeadLine><DateLine>Port Esk, March 17, 2026 (Lantern) -</DateLine><ByLine>Ilse Marn</ByLine>"
        '<NewsLine><NewsLineType FormalName="AdvisoryLine"/><NewsLineText>ADDS pay</NewsLineText></NewsLine>'
        '<NewsLine><NewsLineType FormalName="ProductLine"/><NewsLineText>(Picture)</NewsLineText></NewsLine>'
    )
    inside = f'<DescriptiveMetadata><Genre FormalName="Update"/></DescriptiveMetadata>{content()}'
    management = '<Status FormalName="USABLE"/><Urgency FormalName="4"/><AssociatedWith NewsItem="urn:newsml:lantern.example:doc-9"/><AssociatedWith FormalName="Photo"/>'
    draft = one(message(item(component(inside, lines=lines), management=management)))

    assert (draft.uri, draft.version, draft.version_created) == (PUBLIC, "2", "2026-03-17T06:41:50+00:00")
    assert (draft.source, draft.pubstatus, draft.urgency, draft.language) == (
        "Lantern Wire",
        "usable",
        4,
        "en",
    )
    assert (draft.headline, draft.byline, draft.slugline) == (HEADLINE, "Ilse Marn", "Esk-ferry")
    assert (draft.located, draft.ednote) == ("Port Esk, March 17, 2026 (Lantern) -", "ADDS pay")
    assert (draft.threads, draft.marks) == (("urn:newsml:lantern.example:doc-9",), ("update",))
    assert draft.body == STORY


@pytest.mark.parametrize(
    ("identification", "uri"),
    [
        (f"<RevisionId>2</RevisionId><PublicIdentifier>{PUBLIC}:2</PublicIdentifier>", PUBLIC),
        (f"<NewsItemId>TX-ESK-1-v2</NewsItemId><RevisionId>2</RevisionId><PublicIdentifier>{PUBLIC}:2</PublicIdentifier>", PUBLIC),
        ("<NewsItemId>77</NewsItemId><PublicIdentifier>urn:newsml:www.lantern.example</PublicIdentifier>", "urn:newsml:lantern.example:20260317:77"),
        ("<guid>77-1</guid>", "77-1"),
    ],
)  # fmt: skip
def test_an_identity_is_what_all_revisions_share(identification: str, uri: str) -> None:
    """The public identifier without its revision; where it names no item, the item's own number."""
    assert one(message(item(identification=identification))).uri == uri


@pytest.mark.parametrize(
    "parts",
    [
        component(component(component(content(), role="Body"), role="Main")),
        component(component(content(f"<p>{LEAD}</p>"), role="Lead") + component(content(f"<p>{SECOND}</p>"), role="Body")),
        component(component(content("Cut"), role="Caption") + component(content("@esk"), role="TweetText") + component(content(), role="Body")),
        component(content(f"<![CDATA[<p>{LEAD}</p><p>{SECOND}</p>]]>")),
        component(content(f'<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>{HEADLINE}</h1><p>{LEAD}</p><p>{SECOND}</p></body></html>')),
        component(content(STORY)),
        component(content("", '<MediaType FormalName="Photo"/>') + content()),
        component(content() + content(f"<![CDATA[<p>{LEAD}</p><p>{SECOND}</p>]]>")),
    ],
)  # fmt: skip
def test_the_story_is_found_however_deep_it_lies(parts: str) -> None:
    """Nested, split into lead and body, beside captions and tweets, in any markup, in several forms: once, whole."""
    draft = one(message(item(parts)))

    assert draft.body == STORY
    assert draft.headline == HEADLINE


def test_two_languages_are_two_articles() -> None:
    """Each with its own headline, language and identity: one is no version of the other."""
    parts = component(
        component(content("Ferries idle."), lines="<HeadLine>Strike</HeadLine>", language="en")
        + component(content("Fähren liegen still."), lines="<HeadLine>Streik</HeadLine>", language="de"),
        lines="", language="",
    )  # fmt: skip
    drafts = found(message(item(parts)))

    assert [(each.headline, each.language, each.body) for each in drafts if isinstance(each, Draft)] == [
        ("Strike", "en", "Ferries idle."), ("Streik", "de", "Fähren liegen still."),
    ]  # fmt: skip
    assert len({each.uri for each in drafts if isinstance(each, Draft)}) == 2


@pytest.mark.parametrize(
    "parts",
    [
        component(content("x", '<MediaType FormalName="Photo"/>')),
        component('<ContentItem Href="http://x.example/a.jpg"/>'),
        component(
            '<ContentItem Href="x.mp3"><MediaType FormalName="Audio"/></ContentItem>',
            lines="<Headline>Bulletin</Headline>",
        ),
        "",
    ],
)
def test_pictures_and_sound_are_no_articles(parts: str) -> None:
    """Nor is what lies elsewhere."""
    (other,) = found(message(item(parts)))
    assert isinstance(other, NotAnArticle)


def test_an_audio_bulletin_is_no_article() -> None:
    """Its type says so, whatever it holds."""
    (other,) = found(message(item(management='<NewsItemType FormalName="AUDIO_BULLETIN"/>')))
    assert isinstance(other, NotAnArticle)


def test_a_flash_has_no_headline() -> None:
    """The text is the news."""
    draft = one(message(item(component(content("Ferries idle in Port Esk"), lines="<HeadLine/>"))))
    assert (draft.headline, draft.body) == ("", "Ferries idle in Port Esk")


def test_a_kill_needs_no_text() -> None:
    """A cancelled item without any content is read."""
    draft = one(message(item("", management='<Status FormalName="Canceled"/>')))
    assert (draft.pubstatus, draft.uri) == ("canceled", PUBLIC)


def test_an_embargo_ends_when_the_status_will_change() -> None:
    """And without a time it holds."""
    change = '<Status FormalName="Embargoed"/><StatusWillChange><FutureStatus FormalName="Usable"/><DateAndTime>20260318T000000Z</DateAndTime></StatusWillChange>'

    assert one(message(item(management=change))).embargoed_until == "2026-03-18T00:00:00+00:00"
    assert one(message(item(management='<Status FormalName="Embargoed"/>'))).pubstatus == "embargoed"


def test_a_broken_item_does_not_lose_the_others() -> None:
    """It is refused in its place."""
    first, second = found(message(item(identification=""), item()))

    assert isinstance(first, RejectedError)
    assert isinstance(second, Draft)


def test_a_document_type_is_never_fetched() -> None:
    """Some agencies name one, with a parameter entity, that nobody can reach."""
    head = '<?xml version="1.0" encoding="iso-8859-1"?>\n<!DOCTYPE NewsML SYSTEM "http://x.invalid/NewsML.dtd" [\n<!ENTITY % nitf SYSTEM "nitf.dtd">\n%nitf;\n]>\n'

    assert one(head + message()).body == STORY


def test_a_revision_of_another_one_is_an_update() -> None:
    """The first names 0."""
    assert one(message()).marks == ()
    assert one(message().replace('PreviousRevision="0"', 'PreviousRevision="1"')).marks == ("update",)


def test_the_revision_before_is_lineage() -> None:
    """Its public identifier ended in it; the first revision names 0."""
    identification = f'<RevisionId PreviousRevision="2" Update="N">3</RevisionId><PublicIdentifier>{PUBLIC}:3N</PublicIdentifier>'
    draft = one(message(item(identification=identification)))

    assert (draft.uri, draft.version, draft.replaces, draft.marks) == (
        PUBLIC,
        "3",
        (f"{PUBLIC}:2",),
        ("update",),
    )
    assert one(message()).replaces == ()


def test_components_with_headlines_of_their_own_are_articles_of_their_own() -> None:
    """Belga sends a brief beside the story, in one language."""
    brief = component(content(f"<p>{SECOND}</p>"), lines="<HeadLine>In brief</HeadLine>")
    both = found(message(item(f"<NewsComponent>{component(content())}{brief}</NewsComponent>")))

    assert [(each.headline, each.body) for each in both if isinstance(each, Draft)] == [
        (HEADLINE, STORY),
        ("In brief", SECOND),
    ]
    assert len({each.uri for each in both if isinstance(each, Draft)}) == 2


@pytest.mark.parametrize("provider", ["Belga", "belga.be", "www.belga.be", "Belga News Agency"])
def test_a_local_time_is_that_of_the_agency_by_any_of_its_names(provider: str) -> None:
    """A domain names it too."""
    value = message().replace("Lantern Wire", provider).replace("20260317T074150+0100", "20260317T074150")

    assert one(value).version_created == "2026-03-17T06:41:50+00:00"


FIRST = '<NewsItemId>K-1</NewsItemId><RevisionId PreviousRevision="0" Update="N">1</RevisionId><PublicIdentifier>urn:newsml:lantern.example:20260317:K-1:1N</PublicIdentifier>'


def test_a_kill_means_the_item_that_it_is_associated_with() -> None:
    """Under an id of its own; a thread is no item, and of several it means none."""
    told = '<Status FormalName="{}"/>' + f'<AssociatedWith NewsItem="{PUBLIC}:2N"/>'
    thread = '<AssociatedWith NewsItem="urn:newsml:afp.com:20260317:doc-9"/>'
    other = '<AssociatedWith NewsItem="urn:newsml:lantern.example:20260317:TX-2:1N"/>'

    kill = one(message(item(identification=FIRST, management=told.format("Canceled") + thread)))
    assert (kill.replaces, kill.threads) == ((PUBLIC,), ("urn:newsml:afp.com:20260317:doc-9",))
    for management in (told.format("Usable"), told.format("Canceled") + other):
        assert one(message(item(identification=FIRST, management=management))).replaces == ()


def test_an_association_may_say_what_it_is() -> None:
    """By its words, as a link of NewsML-G2 does."""
    named = f'<Status FormalName="Usable"/><AssociatedWith FormalName="Corrects" NewsItem="{PUBLIC}:2N"/>'
    draft = one(message(item(identification=FIRST, management=named)))

    assert (draft.replaces, draft.threads) == ((PUBLIC,), ())
