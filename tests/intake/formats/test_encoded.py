"""Content that was encoded inside its message: as if it stood there plain."""

from __future__ import annotations

import base64
import gzip
import quopri
import zlib

import pytest

from stream.intake.draft import NotAnArticle
from stream.intake.formats.encoded import decoded
from tests.intake.formats import test_newsml1, test_newsml_g2
from tests.intake.formats.making import HEADLINE, LEAD, SECOND, STORY, found, one

HTML = f"<p>{LEAD}</p><p>{SECOND}</p>"
NITF = f'<?xml version="1.0" encoding="iso-8859-1"?><nitf><body><body.content>{HTML}</body.content></body></nitf>'
TEXTS = [STORY, HTML, f"<html><body>{HTML}</body></html>", NITF, NITF.replace("nitf", "NITF").replace("body", "BODY").replace("<p>", "<P>").replace("</p>", "</P>")]  # fmt: skip

WORDS = "F\xe4hren \u2013 still"


def lines(text: str) -> str:
    """Base64 in lines, as MIME has it."""
    return base64.encodebytes(text.encode()).decode()


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(
    "named",
    ['encoding="encd:base64"', 'encoding="Base64"', 'encodinguri="http://cv.example/encd/base64"', ""],
)
def test_inline_data_in_base64_is_read(text: str, named: str) -> None:
    """Whether or not it says so, of plain text, HTML and NITF."""
    kind = "text/plain" if text == STORY else "text/xml"
    assert (
        one(
            test_newsml_g2.item(body=f'<inlineData contenttype="{kind}" {named}>{lines(text)}</inlineData>')
        ).body
        == STORY
    )


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(
    "coat", ['<Encoding Notation="base64">{}</Encoding>', '<Encoding Notation="Base64">\n{}</Encoding>', "{}"]
)
def test_data_content_in_base64_is_read(text: str, coat: str) -> None:
    """NewsML 1 puts an element around it."""
    part = f'<ContentItem><MediaType FormalName="Text"/>{coat.format(f"<DataContent>{lines(text)}</DataContent>")}</ContentItem>'
    draft = one(test_newsml1.message(test_newsml1.item(test_newsml1.component(part))))
    assert (draft.headline, draft.body) == (HEADLINE, STORY)


def test_encodings_nest() -> None:
    """Compressed, and in base64 around it."""
    packed = base64.b64encode(gzip.compress(STORY.encode())).decode()
    part = f'<ContentItem><Encoding Notation="base64"><Encoding Notation="gzip"><DataContent>{packed}</DataContent></Encoding></Encoding></ContentItem>'
    assert one(test_newsml1.message(test_newsml1.item(test_newsml1.component(part)))).body == STORY


@pytest.mark.parametrize(
    ("content", "notations", "kind"),
    [
        (base64.b64encode(WORDS.encode("cp1252")).decode(), ("base64",), "text/plain"),
        (base64.b64encode(WORDS.encode()).decode(), ("base64",), "text/plain; charset=iso-8859-1"),
        (base64.urlsafe_b64encode(WORDS.encode()).decode().rstrip("="), ("base64",), ""),
        (quopri.encodestring(WORDS.encode()).decode(), ("quoted-printable",), ""),
        (base64.b64encode(zlib.compress(WORDS.encode())).decode(), ("base64", "zlib"), ""),
    ],
)  # fmt: skip
def test_the_characters_come_back(content: str, notations: tuple[str, ...], kind: str) -> None:
    """In the encoding that the bytes have."""
    assert decoded(content, notations, kind).strip() == WORDS


def test_another_script_is_what_the_content_s_type_says() -> None:
    """Its bytes alone do not tell."""
    text = "\u043f\u0430\u0440\u043e\u043c"
    kind = "text/plain; charset=koi8-r"
    assert decoded(base64.b64encode(text.encode("koi8-r")).decode(), ("base64",), kind) == text


@pytest.mark.parametrize(
    "content",
    [STORY, "Esk", "Ferrycrewswalkedoutoverthenightpaythatthecouncilcut", "=" * 60, "A" * 4000, "9" * 48],
)
@pytest.mark.parametrize("notations", [(), ("",), ("none",)])
def test_what_is_no_base64_stays_as_it_is(content: str, notations: tuple[str, ...]) -> None:
    """A text, a long word, a picture that nobody declares."""
    assert decoded(content, notations) == content


def test_a_text_that_is_called_base64_and_is_none_is_not_lost() -> None:
    """Senders declare what they do not do."""
    body = f'<inlineData contenttype="text/plain" encoding="encd:base64">{STORY}</inlineData>'
    assert one(test_newsml_g2.item(body=body)).body == STORY


def test_a_picture_in_base64_is_no_text() -> None:
    """Without a kind of its own, too."""
    picture = base64.b64encode(bytes(range(256)) * 40).decode()
    part = f'<ContentItem><Encoding Notation="base64"><DataContent>{picture}</DataContent></Encoding></ContentItem>'
    (other,) = found(test_newsml1.message(test_newsml1.item(test_newsml1.component(part, lines=""))))
    assert isinstance(other, NotAnArticle)


def test_a_bomb_of_compression_is_bounded() -> None:
    """Fifty megabytes of blanks are not unpacked whole."""
    bomb = base64.b64encode(gzip.compress(b" " * 50_000_000, compresslevel=1)).decode()
    assert len(decoded(bomb, ("base64", "gzip"))) <= 20_000_000
