"""Messages made to break a reader: each ends as articles, no articles or refusals, soon and within bounds."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stream.intake.draft import Draft, NotAnArticle
from stream.intake.prepare import prepare_all
from stream.intake.reasons import Refusal
from stream.model.articles import Prepared, Stream
from stream.model.codec import encode
from stream.model.errors import RejectedError
from stream.model.schemas import validator
from tests.intake.formats import (
    test_agency_xml,
    test_anpa1312,
    test_bundles,
    test_iptc7901,
    test_json_feed,
    test_mime,
    test_newsml1,
    test_newsml_g2,
    test_nitf,
    test_rss,
)
from tests.intake.formats.making import HEADLINE, STORY, found, one, wrapped
from tests.intake.making import RULES, ninjs, raw

MEGABYTE = 1024 * 1024
SEEDS = {
    "newsml-g2": f"<newsMessage><itemSet>{test_newsml_g2.item()}</itemSet></newsMessage>",
    "newsml-1": test_newsml1.message(),
    "nitf": test_nitf.document(),
    "rss": test_rss.rss(),
    "own xml": test_agency_xml.ritzau(),
    "atom": test_rss.atom('<content type="text">Ferries idle.</content>'),
    "iptc-7901": test_iptc7901.message(story=wrapped(STORY) + test_iptc7901.NOTEBOOK),
    "anpa-1312": test_anpa1312.message(),
    "e-mail": f"{test_mime.HEAD}Content-Type: text/plain\r\n\r\n{STORY}",
    "ninjs": orjson.dumps([ninjs(), ninjs(uri="urn:x:2")]).decode(),
    "json feed": test_json_feed.feed(test_json_feed.entry(), test_json_feed.entry(id=2)).decode(),
    "envelope": test_bundles.SOAP.format(
        test_nitf.in_capitals(test_nitf.document(body=f"<pre>{wrapped(STORY)}</pre>"))
    ),
    "several": test_bundles.BUNDLES["7901 and ANPA"][0],
}
PIECES = (
    b"<", b">", b"</p>", b"<p>", b"&", b"&amp;", b"&#0;", b"&#x110000;", b"<![CDATA[", b"]]>", b"<!--", b"<!DOCTYPE x [", b"\x00", b"\x01", b"\x02",
    b"\x03", b"\x1e", b"\xff", b"\xed\xa0\x80", b"=", b"^", b"\t", b"\r\n", b"\n\n", b'"', b"xml:lang='x'", b"+ADw-", b"9" * 50, b"{", b"[", b"#", b"* * *",
)  # fmt: skip


def ends_well(value: bytes) -> None:
    """Every item is prepared (and fits its schema), no article, or refused with a reason of the list; the same again."""
    outcome = prepare_all(raw(value), RULES)
    assert outcome
    for each in outcome:
        if isinstance(each, Prepared):
            assert validator(Stream.PREPARED).is_valid(orjson.loads(encode(each)))
        elif isinstance(each, RejectedError):
            assert each.reason in set(Refusal)
            assert 0 < len(each.message) < 1000
        else:
            assert isinstance(each, NotAnArticle)
    again = prepare_all(raw(value), RULES)
    assert [str(each) for each in outcome] == [str(each) for each in again]


@st.composite
def mutations(draw: st.DrawFn, seed: bytes) -> bytes:
    """A message with pieces cut out, doubled, put in or overwritten."""
    value = seed
    for _ in range(draw(st.integers(1, 6))):
        at, end = sorted((draw(st.integers(0, len(value))), draw(st.integers(0, len(value)))))
        end = min(end, at + 80)
        piece = draw(st.sampled_from(PIECES) | st.binary(max_size=6) | st.just(value[at:end]))
        value = value[:at] + piece + value[draw(st.sampled_from((at, end))) :]
    return value


@pytest.mark.parametrize("name", SEEDS)
@settings(deadline=None, max_examples=120, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_mutated_message_ends_well(name: str, data: st.DataObject) -> None:
    """Bytes that went wrong on the way raise nothing and lose nothing."""
    ends_well(data.draw(mutations(SEEDS[name].encode())))


@pytest.mark.parametrize("name", SEEDS)
def test_a_truncated_message_ends_well(name: str) -> None:
    """Wherever it is cut; cut XML is one dead letter, whole."""
    whole = SEEDS[name].encode()
    for end in range(0, len(whole), max(1, len(whole) // 60)):
        ends_well(whole[:end])
    if whole.startswith(b"<"):
        (error,) = found(whole[: len(whole) // 2])
        assert isinstance(error, RejectedError)
        assert error.reason == Refusal.NOT_XML


BOMB = (
    '<!DOCTYPE nitf [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY a{at} "{f"&a{at - 1 if at else str()};" * 10}">' for at in range(9))
    + "]>"
)
EXTERNAL = '<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
PARAMETER = '<!DOCTYPE nitf [<!ENTITY % x SYSTEM "http://127.0.0.1:1/x.dtd">%x;]>'


@pytest.mark.parametrize("head", [BOMB, EXTERNAL, "<?xml version='1.0'?>\n<!-- x -->" + EXTERNAL])
def test_declared_entities_are_refused(head: str) -> None:
    """They blow up, or fetch files."""
    (error,) = found(head + test_nitf.document().replace("Kesh", "&x;"))
    assert isinstance(error, RejectedError)
    assert error.reason == Refusal.FORBIDDEN_ENTITY


def test_a_document_type_without_entities_is_passed_over() -> None:
    """Nothing is fetched for it, and an undeclared entity stays the text that it is."""
    assert one(PARAMETER + test_nitf.document()).body == STORY
    assert "&x;" in one(PARAMETER + test_nitf.document().replace("Kesh", "&x;")).body


def test_utf_7_is_never_decoded() -> None:
    """Nobody sends it but to hide markup."""
    value = '<?xml version="1.0" encoding="utf-7"?>' + test_nitf.document(body="<p>+ADw-script+AD4-</p>")
    assert one(value).body == "+ADw-script+AD4-"


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("iso-8859-1", "cp1252"),
        ("iso-8859-1", "utf-8"),
        ("utf-8", "cp1252"),
        ("iso-8859-15", "iso-8859-15"),
        ("utf-16", "utf-16"),
        ("windows-1250", "cp1250"),
        ("nonsense", "utf-8"),
    ],
)
def test_declared_encodings_lie(declared: str, encoding: str) -> None:
    """Valid UTF-8 is UTF-8, Latin-1 is Windows', other scripts are what they say."""
    text = "Zölle: 5 € für Köln" if encoding != "cp1250" else "Łódź"
    value = f'<?xml version="1.0" encoding="{declared}"?>' + test_nitf.document(body=f"<p>{text}</p>")
    assert one(value.encode(encoding)).body == text


@pytest.mark.parametrize(
    "before", [b"\xef\xbb\xbf", b"\r\n  \t", b"\xef\xbb\xbf\r\n", b"\x00\x00", b"<!-- from the wire -->"]
)
def test_what_stands_before_a_document_does_not_hide_it(before: bytes) -> None:
    """A byte order mark, blanks, fill characters, comments."""
    head = b"" if before.startswith(b"<") else b'<?xml version="1.0"?>'
    assert one(before + head + test_nitf.document().encode()).body == STORY


@pytest.mark.parametrize("depth", [150, 300, 5000, 200_000])
def test_deep_nesting_is_read_or_refused(depth: int) -> None:
    """libxml2 stops at 256 levels; nothing recurses."""
    ends_well(test_nitf.document(body="<p>" * depth + "x" + "</p>" * depth).encode())
    ends_well(
        test_rss.rss(test_rss.item(body=f"<description>{'&lt;div&gt;' * depth}</description>")).encode()
    )


def test_control_characters_reach_no_body() -> None:
    """Illegal in XML, and feeds let them slip in."""
    draft = one(test_nitf.document(body="<p>Ferries\x0b\x1f idle.&#2;</p>"))
    assert draft.body == "Ferries idle."


LONG: dict[str, Callable[[int], str]] = {
    "open tags": lambda size: test_rss.rss(
        test_rss.item(body="<description>" + "&lt;p " * (size // 6) + "</description>")
    ),
    "blank lines": lambda size: test_nitf.document(body="<p>" + " \n" * (size // 2) + "x</p>"),
    "indents": lambda size: test_nitf.document(body="<p>" + "x\n   y\n" * (size // 7) + "</p>"),
    "line breaks": lambda size: test_nitf.document(body="<p>" + "word<br/>" * (size // 9) + "</p>"),
    "7901 lines": lambda size: test_iptc7901.message(story="word word\r\n" * (size // 11)),
    "7901 footers": lambda size: test_iptc7901.message(story="170602 GMT Mar 26\r\n" * (size // 19)),
    "7901 columns": lambda size: test_iptc7901.message(story="a    b....... c\t d\r\n" * (size // 20)),
    "7901 one line": lambda size: test_iptc7901.message(story="." * size),
    "7901 blanks": lambda size: test_iptc7901.message(story="x" + " " * size + "y"),
    "telegraph blanks": lambda size: "ZCZC\nFerry crews walked out.\n" + " " * size + "x\nNNNN",
    "telegraph lines": lambda size: "ZCZC\n" + "word word word\n" * (size // 15) + "NNNN",
    "7901 end marks": lambda size: test_iptc7901.message(story="x.\r\n" + "-0-\r\n" * (size // 5)),
    "forwarded blanks": lambda size: f"{test_mime.HEAD}\r\nforwarded message" + " " * size + "x",
    "forwarded lines": lambda size: f"{test_mime.HEAD}\r\n" + "-- forwarded message\r\n" * (size // 22),
    "forwarded signs": lambda size: (
        f"{test_mime.HEAD}\r\nForwarded message\r\n" + "> From: a\r\n" * (size // 11)
    ),
    "rows": lambda size: test_nitf.document(
        body="<table>" + "<tr><td><p>a</p></td><td><p>b</p></td></tr>" * (size // 43) + "</table>"
    ),
    "cells": lambda size: test_rss.rss(
        test_rss.item(body="<description>&lt;tr>" + "&lt;td >&lt;p>" * (size // 14) + "</description>")
    ),
    "footnotes": lambda size: test_nitf.document(
        body="<fn><body.content><p>a</p></body.content></fn>" * (size // 46)
    ),
    "links": lambda size: test_newsml_g2.item(
        meta='<link rel="x:y" residref="u"/>' * (size // 30), status='<pubStatus qcode="stat:canceled"/>'
    ),
    "7901 slashes": lambda size: "ltn0157 3 pl 108\r\n" + "esk/\r\n" * (size // 6),
    "anpa headings": lambda size: test_anpa1312.message(lines=("^x<",) * (size // 5)),
    "anpa underscores": lambda size: test_anpa1312.message(lines=("\t" + "_ " * (size // 2),)),
    "mail parts": lambda size: (
        f"{test_mime.HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n"
        + "--b\r\n\r\nx\r\n" * (size // 100)
    ),
    "mail words": lambda size: (
        test_mime.HEAD.replace(HEADLINE, "=?utf-8?q?x?= " * 2000) + "\r\n" + "x " * (size // 2)
    ),
    "items": lambda size: test_rss.rss(test_rss.item() * (size // 800)),
    "components": lambda size: test_newsml1.message(*[test_newsml1.item()] * (size // 2000)),
    "ampersands": lambda size: test_nitf.document(body="<p>" + "& " * (size // 2) + "</p>"),
    "stars": lambda size: test_iptc7901.message(story="* " * (size // 2)),
    "messages": lambda size: "\x01ltn0157 3 pl 1\r\n\x02x =\r\n\x03" * (size // 30),
    "starts of messages": lambda size: "\x03\x16\x01" * (size // 3),
    "bare headers": lambda size: f"ltn0157 3 pl 1\r\n{'x ' * 200}\r\n170602 GMT Mar 26\r\n" * (size // 440),
    "documents": lambda size: "<?xml version='1.0'?><nitf/>" * (size // 29),
    "documents undeclared": lambda size: "<nitf></nitf>" * (size // 13),
    "cut documents": lambda size: "<?xml version='1.0'?><nitf>" * (size // 28),
    "objects": lambda size: "{}" * (size // 2),
    "cut objects": lambda size: '{"a":1}{"a' * (size // 10),
    "mails of a box": lambda size: "From a@b.c Tue\nFrom: a\nTo: b\n\n" * (size // 33),
    "telegraph": lambda size: "ZCZC\n\x01 NNNN\n" * (size // 13),
    "fills": lambda size: "\x01a" + "\x16" * size + "\x01",
    "base64": lambda size: test_newsml_g2.item(body=f"<inlineData>{'AAAA' * (size // 4)}</inlineData>"),
    "base64 lines": lambda size: test_newsml_g2.item(
        body=f'<inlineData encoding="base64">{"SGVs bG8g" * (size // 9)}!</inlineData>'
    ),
    "envelope of texts": lambda size: test_bundles.SOAP.format("<a>&lt;nitf &gt; x</a>" * (size // 23)),
    "envelopes": lambda size: test_bundles.SOAP.format("<nitf><docdata/></nitf>" * (size // 230)),
    "preformatted": lambda size: test_nitf.document(body="<pre>x" * (size // 6)),
    "flowed": lambda size: (
        f"{test_mime.HEAD}Content-Type: text/plain; format=flowed\r\n\r\n" + "x \r\n" * (size // 4)
    ),
    "doctype": lambda size: "<!DOCTYPE x [" + "<!-- " * (size // 5),
    "header lines": lambda size: "From: a\r\n" * (size // 9),
}


@pytest.mark.parametrize("name", LONG)
def test_a_long_message_ends_in_bounded_memory(name: str) -> None:
    """Half a megabyte of the worst through the reader, an eighth through all of the intake: a square would take minutes."""
    assert found(LONG[name](MEGABYTE // 2))
    ends_well(LONG[name](MEGABYTE // 8).encode())
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 3 * MEGABYTE  # kilobytes


def test_a_large_picture_in_a_message_does_not_cost_the_story() -> None:
    """Twenty megabytes of base64 in one element are passed over."""
    big = f'<inlineData contenttype="image/jpeg">{"/9j/" * (5 * MEGABYTE)}</inlineData>'
    items = test_newsml_g2.item(body=big, kind="ninat:picture") + test_newsml_g2.item()
    picture, story = found(f"<newsMessage><itemSet>{items}</itemSet></newsMessage>")

    assert isinstance(picture, NotAnArticle)
    assert isinstance(story, Draft)
    assert story.body == STORY


def test_unknown_xml_is_refused_by_its_root() -> None:
    """With the roots that are known."""
    (error,) = found("<svg/>")
    assert isinstance(error, RejectedError)
    assert (error.reason, error.field) == (Refusal.UNKNOWN_FORMAT, "svg")


# What is made to blow up, fetch, nest, hide or swamp, in every format that can; kilobytes each.
_DEEP = "<p>" * 5000 + "x" + "</p>" * 5000
BOMBS: dict[str, bytes] = {
    "entity bomb": (BOMB + test_nitf.document().replace("Kesh", "&a8;")).encode(),
    "entity bomb in a feed": (BOMB.replace("nitf", "rss") + test_rss.rss()).encode(),
    "entity bomb in an own format": (BOMB.replace("nitf", "RBNews") + test_agency_xml.ritzau()).encode(),
    "quadratic entity": ("<!DOCTYPE nitf [<!ENTITY a '" + "ha" * 20_000 + "'>]>" + test_nitf.document(body="&a;" * 5000)).encode(),
    "external entity": (EXTERNAL + test_newsml_g2.item().replace("Kesh", "&x;")).encode(),
    "external document type": ('<!DOCTYPE NewsML SYSTEM "http://127.0.0.1:1/x.dtd">' + test_newsml1.message()).encode(),
    "parameter entity": (PARAMETER + test_nitf.document()).encode(),
    "document type without end": b"<!DOCTYPE nitf [" + b"<!ELEMENT a ANY>" * 10_000,
    "deep": test_nitf.document(body=_DEEP).encode(),
    "deep in G2": test_newsml_g2.item(body=f"<inlineXML>{_DEEP}</inlineXML>").encode(),
    "deep components": test_newsml1.message(test_newsml1.item("<NewsComponent>" * 5000 + "</NewsComponent>" * 5000)).encode(),
    "deep in a feed": test_rss.rss(test_rss.item(body=f"<description>{'&lt;div&gt;' * 20_000}</description>")).encode(),
    "deep own format": ("<story>" * 20_000).encode(),
    "deep JSON": b'{"uri":"urn:x:1","body":' + b"[" * 20_000,
    "deep mail": (test_mime.HEAD + "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + "--b\r\nContent-Type: message/rfc822\r\n\r\n" * 500).encode(),
    "many attributes": ("<nitf " + " ".join(f"a{at}='x'" for at in range(20_000)) + "/>").encode(),
    "many namespaces": ("<a " + " ".join(f"xmlns:n{at}='x'" for at in range(5000)) + "><title>x</title></a>").encode(),
    "hidden without end": test_rss.rss(test_rss.item(body=f"<description>{'&lt;p hidden&gt;x' * 10_000}</description>")).encode(),
    "UTF-7": b'<?xml version="1.0" encoding="utf-7"?>+ADw-nitf+AD4-+ADw-/nitf+AD4-',
    "UTF-7 in a mail": (test_mime.HEAD + "Content-Type: text/html; charset=utf-7\r\n\r\n+ADw-script+AD4-alert(1)+ADw-/script+AD4-").encode(),
    "UTF-16 cut in a character": test_nitf.document().encode("utf-16")[:-1],
    "UTF-16 that lies": ('<?xml version="1.0" encoding="UTF-16"?>' + test_nitf.document()).encode(),
    "half surrogates": b"<nitf><body><body.content><p>\xed\xa0\x80\xed\xbf\xbf</p></body.content></body></nitf>",
    "control characters": bytes(range(1, 32)) * 2000,
    "control characters in 7901": (test_iptc7901.message(story="".join(map(chr, range(1, 32))) * 500)).encode("latin-1"),
    "control characters in ANPA": (test_anpa1312.message(lines=("\t" + "".join(map(chr, range(5, 32))) * 500,))).encode("latin-1"),
    "nothing but starts": b"\x01" * 50_000,
    "nothing but fill": b"\x7f\x16\x00" * 50_000,
    "header without end": b"ltn0157 3 pl 108" + b" x" * 50_000,
    "comment without end": b"<!--" * 20_000,
    "section without end": b"<nitf><body><body.content><![CDATA[" + b"x]" * 20_000,
    "words without end": (test_mime.HEAD.replace(HEADLINE, "=?utf-8?b?" + "A" * 50_000) + "\r\nx").encode(),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_ends_well(name: str) -> None:
    """As an article, as none, or as a dead letter that names what is wrong."""
    ends_well(BOMBS[name])


def large_parts() -> dict[str, bytes]:
    """Messages with twenty megabytes of base64 beside a story, in the formats that carry pictures so."""
    block = "/9j/" * (5 * MEGABYTE)
    lines = "\r\n".join(["/9j/" * 19] * (20 * MEGABYTE // 78))
    mail = (
        f"{test_mime.HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n{STORY}\r\n"
        f"--b\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment\r\n\r\n{lines}\r\n--b--\r\n"
    )
    picture = test_newsml1.content(block, '<MediaType FormalName="Photo"/>')
    return {
        "mail": mail.encode(),
        "newsml-1": test_newsml1.message(
            test_newsml1.item(test_newsml1.component(picture + test_newsml1.content()))
        ).encode(),
    }


@pytest.mark.parametrize("name", ["mail", "newsml-1"])
def test_twenty_megabytes_of_base64_do_not_cost_the_story(name: str) -> None:
    """The part is passed over."""
    assert one(large_parts()[name]).body == STORY


@pytest.mark.parametrize("name", SEEDS)
@settings(deadline=None, max_examples=8, suppress_health_check=list(HealthCheck))
@given(piece=st.sampled_from(PIECES) | st.binary(min_size=1, max_size=6), times=st.just(300))
def test_the_work_is_linear_in_the_size(name: str, piece: bytes, times: int) -> None:
    """A message of four times the mutated pieces takes about four times the processor's time, not sixteen times."""
    seed = SEEDS[name].encode()
    at = seed.find(b"Talks") if b"Talks" in seed else len(seed) // 2

    def seconds(count: int) -> float:
        value = seed[:at] + (piece + b" x " + piece) * count + seed[at:]
        started = time.process_time()
        prepare_all(raw(value), RULES)
        return time.process_time() - started

    once = min(seconds(times) for _ in range(2))
    # Generous, and with a floor: other work of the machine shows in short times.
    assert min(seconds(4 * times) for _ in range(2)) < 10 * once + 0.1
