"""Several messages one after another in one record, and messages in an envelope: each is read as if it came alone."""

from __future__ import annotations

import base64
from html import escape

import orjson
import pytest

from stream.intake.draft import Draft, Found
from stream.intake.formats.bundles import (
    json_objects,
    mails,
    telegraph_messages,
    wire_messages,
    xml_documents,
)
from stream.intake.formats.detect import MOST_BROKEN
from stream.intake.reasons import Refusal
from stream.model.errors import RejectedError
from tests.intake.formats import (
    test_anpa1312,
    test_iptc7901,
    test_mime,
    test_newsml1,
    test_newsml_g2,
    test_nitf,
    test_rss,
)
from tests.intake.formats.making import STORY, found, one
from tests.intake.making import flat

DECLARED = '<?xml version="1.0" encoding="UTF-8"?>\n'
G2, NITF, NEWSML = test_newsml_g2.item(), test_nitf.document(), test_newsml1.message()
WIRE = test_iptc7901.message(), test_iptc7901.message(header="ltn0158 3 pl 108 esk ferry")
BARE = [each.translate({1: None, 2: None, 3: None, 4: None, 0x7F: None}) for each in WIRE]
ANPA = (
    test_anpa1312.message(),
    test_anpa1312.message(keyword="BC-Esk-Rail, 03-17 0250", headings=("Esk-Rail,250<", "Rail crews too<")),
)
LINE = "\x01ltn0157 3 pl 108 esk ferry\r\nEsk/\r\n\x02Ferries =\r\n   Ferries idle.\r\n\x03170602 GMT Mar 26\r\n\x04"
MAILS = [f"{test_mime.HEAD.replace('77@', f'{at}@')}\r\n{STORY}\r\n" for at in (1, 2)]
OBJECTS = [orjson.dumps(flat(uri=f"urn:x:{at}")).decode() for at in (1, 2)]
# Ways in which a gateway puts several messages into one record, with those messages.
BUNDLES: dict[str, tuple[str, list[str]]] = {
    "XML, each declared": (f"{DECLARED}{G2}\n{DECLARED}{NITF}{DECLARED}{NEWSML}", [G2, NITF, NEWSML]),
    "XML, none declared": (f"{NITF}\n\n{NITF.replace('esk-1', 'esk-2')}", [NITF, NITF.replace("esk-1", "esk-2")]),
    "XML with comments between": (f"{NITF}<!-- next -->\n{NITF.replace('esk-1', 'esk-2')}", [NITF, NITF.replace("esk-1", "esk-2")]),
    "XML parted by a control character": (f"{DECLARED}{NITF}\x03\x01{DECLARED}{NEWSML}", [NITF, NEWSML]),
    "XML with document types": (f"<!DOCTYPE nitf>{NITF}\n<!DOCTYPE nitf>{NITF}", [NITF, NITF]),
    "7901": ("".join(WIRE), [*WIRE]),
    "7901 with fill characters": ("\x7f\x7f\x16".join(WIRE), [*WIRE]),
    "7901 that lost its ends": ("".join(WIRE).replace("\x04", ""), [*WIRE]),
    "7901 without control characters": ("\r\n".join(BARE), BARE),
    "7901 from a telegraph line": (f"ZCZC\r\n{LINE}\r\nNNNN\r\n\r\nZCZC\r\n{LINE}\r\nNNNN\r\n", [LINE, LINE]),
    "ANPA": ("".join(ANPA), [*ANPA]),
    "ANPA without SYN": ("".join(ANPA).replace("\x16", ""), [*ANPA]),
    "7901 and ANPA": (WIRE[0] + ANPA[0], [WIRE[0], ANPA[0]]),
    "mailbox": ("".join(f"From press@harbour.example Tue Mar 17 06:02:11 2026\r\n{mail}\r\n" for mail in MAILS), MAILS),
    "JSON lines": ("\n".join(OBJECTS), OBJECTS),
    "JSON behind JSON": ("".join(OBJECTS), OBJECTS),
    "JSON sequence": ("".join(f"\x1e{each}\n" for each in OBJECTS), OBJECTS),
}  # fmt: skip


def read_alone(messages: list[str]) -> list[Found]:
    """What the messages hold, each as a record of its own."""
    return [each for message in messages for each in found(message, "Lantern")]


@pytest.mark.parametrize("name", BUNDLES)
def test_messages_one_after_another_are_read_as_if_each_came_alone(name: str) -> None:
    """In their order, whatever stands between them."""
    bundle, messages = BUNDLES[name]
    drafts = found(bundle, "Lantern")

    assert len(drafts) == len(messages)
    assert list(drafts) == read_alone(messages)
    assert all(isinstance(each, Draft) for each in drafts)


@pytest.mark.parametrize("name", BUNDLES)
def test_a_broken_message_of_several_is_refused_alone(name: str) -> None:
    """Cut in its middle, with the others whole; a cut text of the old formats is read as far as it goes."""
    bundle, messages = BUNDLES[name]
    last = bundle.rindex(messages[-1].lstrip("\x16")[:40])
    cut = found(bundle[: last + 60], "Lantern")

    assert list(cut[: len(messages) - 1]) == read_alone(messages[:-1])
    assert len(cut) == len(messages)
    assert isinstance(cut[-1], RejectedError | Draft)


def test_a_message_that_lost_its_end_does_not_lose_the_next() -> None:
    """XML that was cut before the next declaration."""
    first, second = found(f"{DECLARED}{NITF[:300]}\n{DECLARED}{NITF}")

    assert isinstance(first, RejectedError)
    assert first.reason == Refusal.NOT_XML
    assert isinstance(second, Draft)


@pytest.mark.parametrize(
    ("split", "message"),
    [
        (wire_messages, WIRE[0]),
        (wire_messages, BARE[0]),
        (wire_messages, WIRE[0].replace("Talks", "On the list: ltn0158 3 pl 108 esk ferry\r\nltn0159 3 pl 10\r\n   Talks")),
        (wire_messages, BARE[0].replace("Talks", "\r\nltn0159 3 pl 10\r\n   Talks")),
        (wire_messages, ANPA[0]),
        (wire_messages, WIRE[0].replace("Talks", "\x01 Talks")),
        (telegraph_messages, f"ZCZC\r\n{LINE}NNNN\r\n"),
        (mails, f"From a@b.example Tue\r\n{MAILS[0]}\r\nFrom the harbour: no boat.\r\n"),
        (xml_documents, f"{DECLARED}<a><![CDATA[{DECLARED}<b/>]]></a>"),
        (json_objects, OBJECTS[0]),
    ],
)  # fmt: skip
def test_one_message_is_one(split: object, message: str) -> None:
    """What only looks like the beginning of another one stands in its text."""
    assert callable(split)
    assert split(message.encode()) == [message.encode()]


SOAP = '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Header><id>7</id></soap:Header><soap:Body>{}</soap:Body></soap:Envelope>'
COATS = {
    "SOAP": SOAP.format("<deliver>{}</deliver>"),
    "SOAP, escaped": SOAP.format("<m:deliver xmlns:m='urn:m'><m:name>story</m:name><m:message>{escaped}</m:message></m:deliver>"),
    "SOAP, CDATA": SOAP.format("<deliver><![CDATA[<?xml version='1.0'?>{}]]></deliver>"),
    "SOAP, base64": SOAP.format("<deliver><data>{base64}</data></deliver>"),
    "an interface's answer": "<response status='ok'><results><result><id>1</id>{}</result></results></response>",
    "a prefix": "<q:queue xmlns:q='urn:q'><q:entry>{}</q:entry></q:queue>",
}  # fmt: skip
MESSAGES = {
    "newsml-g2": G2,
    "newsml-g2 message": f"<newsMessage><itemSet>{G2}</itemSet></newsMessage>",
    "newsml-1": NEWSML,
    "nitf": NITF,
    "rss": test_rss.rss().removeprefix('<?xml version="1.0"?>'),
    "atom": test_rss.atom(f'<content type="html">&lt;p&gt;{STORY}</content>'),
}


@pytest.mark.parametrize("coat", COATS)
@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_in_an_envelope_is_the_message(coat: str, name: str) -> None:
    """As elements, escaped, in CDATA or in base64."""
    message = MESSAGES[name]
    value = COATS[coat].format(
        message, escaped=escape(message), base64=base64.encodebytes(message.encode()).decode()
    )
    assert one(value) == one(message)


def test_several_messages_in_an_envelope_are_several_articles() -> None:
    """In their order; one without identity is refused alone."""
    broken = test_newsml_g2.item(guid="")
    first, other, last = found(SOAP.format(f"<list>{G2}{broken}{NITF}</list>"))

    assert (first, last) == (one(G2), one(NITF))
    assert isinstance(other, RejectedError)


def test_an_envelope_in_a_mail_is_read() -> None:
    """SOAP with attachments."""
    value = (
        f'{test_mime.HEAD}Content-Type: multipart/related; type="application/xop+xml"; boundary=b\r\n\r\n--b\r\n'
        f"Content-Type: application/xop+xml; charset=UTF-8\r\n\r\n{SOAP.format(G2)}\r\n--b--\r\n"
    )
    assert one(value) == one(G2)


def test_an_envelope_without_a_message_is_refused() -> None:
    """By its root."""
    (error,) = found(SOAP.format("<fault>no such feed</fault>"))
    assert isinstance(error, RejectedError)
    assert (error.reason, error.field) == (Refusal.UNKNOWN_FORMAT, "Envelope")


@pytest.mark.parametrize(
    "value",
    ["[" + "{}," * 900 + orjson.dumps(flat()).decode() + "]", "{}\n" * 900 + orjson.dumps(flat()).decode()],
)
def test_garbage_is_not_a_dead_letter_an_item(value: str) -> None:
    """Each holds the record whole: the first fifty are kept, the last of them says how many more there are, and no article is lost."""
    outcome = found(value)

    assert len(outcome) == MOST_BROKEN + 1
    assert isinstance(outcome[-1], Draft)
    assert "850 more items" in str(outcome[-2])
    assert "more items" not in str(outcome[-3])
