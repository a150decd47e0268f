"""Values that a raw topic can hold and nobody wants: (name, value of the record), each name once.

They are made to break something: the decoder, the validator, a regular expression, the encoder behind them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from tests.intake.making import BODY, flat, ninjs

MEGABYTE = 1024 * 1024


def _text(value: str) -> bytes:
    return value.encode("utf-8")


def _bytes() -> Iterator[tuple[str, bytes | None]]:
    good = orjson.dumps(flat())
    yield "tombstone", None
    yield "no bytes", b""
    yield "one space", b" "
    yield "blank lines", b"\r\n\t \n"
    yield "byte order mark alone", b"\xef\xbb\xbf"
    yield "byte order mark before an item", b"\xef\xbb\xbf" + good
    yield "two byte order marks", b"\xef\xbb\xbf\xef\xbb\xbf" + good
    yield "UTF-16 with its mark", good.decode().encode("utf-16")
    yield "UTF-16 without", good.decode().encode("utf-16-le")
    yield "UTF-32", good.decode().encode("utf-32")
    yield "Latin-1", '{"uri":"urn:x:1","source":"Café","body":"é"}'.encode("latin-1")
    yield "EBCDIC", good.decode().encode("cp500")
    yield "overlong UTF-8", b'{"uri":"urn:x:1","source":"s","body":"\xc0\x80"}'
    yield "surrogate as UTF-8", b'{"uri":"urn:x:1","source":"s","body":"\xed\xa0\x80"}'
    yield "beyond Unicode", b'{"uri":"urn:x:1","source":"s","body":"\xf4\x90\x80\x80"}'
    yield "half a character at the end", good[:-2] + b"\xc3"
    yield "gzip", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03"
    yield "Avro with a schema id", b"\x00\x00\x00\x00\x2a" + good
    yield "MessagePack", b"\x82\xa3uri\xa1u\xa6source\xa1s"
    yield "all bytes", bytes(range(256))
    yield "zero bytes", b"\x00" * 64
    yield "raw NUL in a string", b'{"uri":"urn:x:1","source":"s","body":"a\x00b"}'
    yield "cut off", good[: len(good) // 2]
    yield "cut off in an escape", b'{"uri":"urn:x:1","source":"s","body":"\\u00'
    yield "text after the object", good + b" trailing"
    yield "two objects", good + b"\n" + good
    yield "XML", b'<?xml version="1.0"?><nitf><body><p>Port Esk</p></body></nitf>'
    yield "an IPTC 7901 envelope", b"\x16\x16\x01LTN0157 3 I 108\r\n\x02Veldria-bridge/\r\n\x03\x04"
    yield "single quotes", b"{'uri': 'urn:x:1'}"
    yield "a comment", b'{"uri":"urn:x:1", /* why */ "source":"s","body":"b"}'
    yield "a trailing comma", b'{"uri":"urn:x:1","source":"s","body":"b",}'
    yield "NaN", b'{"uri":"urn:x:1","source":"s","body":"b","score":NaN}'
    yield "Infinity", b'{"uri":"urn:x:1","source":"s","body":"b","score":-Infinity}'
    yield "a number beyond a double", b'{"uri":"urn:x:1","source":"s","body":"b","score":1e999}'
    yield "5,000 digits", b'{"uri":"urn:x:1","source":"s","body":"b","score":' + b"9" * 5000 + b"}"
    yield "an unquoted key", b'{uri:"urn:x:1"}'
    yield "a bad escape", b'{"uri":"urn:x:1","source":"s","body":"\\x41"}'
    yield "a line feed in a string", b'{"uri":"urn:x:1","source":"s","body":"a\nb"}'


def _json() -> Iterator[tuple[str, bytes]]:
    for name, value in (
        ("null", b"null"), ("true", b"true"), ("a number", b"12"), ("a string", b'"story"'), ("an array", b"[]"),
        ("an array of items", orjson.dumps([flat(), flat()])), ("an empty object", b"{}"),
        ("an empty key", b'{"":""}'), ("an envelope", orjson.dumps({"payload": flat()})),
    ):  # fmt: skip
        yield name, value
    for name, opening, closing in (("arrays", b"[", b"]"), ("objects", b'{"a":', b"}")):
        for depth in (65, 300, 1_100, 10_000, 200_000):
            inner = opening * depth + (b"1" if name == "objects" else b"") + closing * depth
            yield f"{depth} {name} deep", b'{"uri":"urn:x:1","source":"s","body":"b","extra":' + inner + b"}"
    yield "arrays deep at the top", b"[" * 100_000
    yield "a high surrogate", rb'{"uri":"urn:x:1","source":"s","body":"\ud800"}'
    yield "a low surrogate", rb'{"uri":"urn:x:1","source":"s","body":"\udc00x"}'
    yield "surrogates in the wrong order", rb'{"uri":"urn:x:1","source":"s","body":"\udc00\ud800"}'
    yield "a surrogate in a key", rb'{"uri":"urn:x:1","source":"s","body":"b","\ud800":1}'
    yield "NUL in the body", orjson.dumps(flat(body="The ferry\0sank"))
    yield "NUL in the uri", orjson.dumps(flat(uri="urn:x:\0"))
    yield "NUL in a key", orjson.dumps(flat(**{"a\0b": 1}))
    yield "NUL deep in an unknown field", orjson.dumps(flat(tags=[{"name": ["x", "\0"]}]))
    yield "an escaped backslash before u0000", orjson.dumps(flat(body="C:\\u0000 is a folder"))
    yield "a key twice", b'{"uri":"urn:x:1","uri":"urn:x:2","source":"s","body":"b"}'
    yield "a key twice, of two types", b'{"uri":"urn:x:1","source":"s","body":"b","body":[]}'
    yield "100,000 unknown keys", orjson.dumps(flat(**{f"field{at}": at for at in range(100_000)}))
    yield "a key of 100,000 characters", orjson.dumps(flat(**{"k" * 100_000: 1}))
    yield "a key that is a path", orjson.dumps(flat(**{"a.b[0]": {"c": {"d": "\0"}}}))


_WRONG: tuple[Any, ...] = (5, -1, 1.5, True, [], ["x"], {}, {"value": "x"}, "", "   ", 10**18, 1e300)


def _types() -> Iterator[tuple[str, bytes]]:
    for field in (
        "uri",
        "source",
        "version",
        "pubstatus",
        "version_created",
        "language",
        "headline",
        "body",
        "urgency",
    ):
        for at, value in enumerate(_WRONG):
            if at % 2 or field in ("uri", "version", "body", "urgency"):
                yield f"flat {field} = {value!r}", orjson.dumps({**flat(), field: value})
    for field in (
        "uri", "type", "version", "pubStatus", "versionCreated", "headlines", "bodies", "infoSources", "altIds",
        "associations", "body_text", "headline", "evolvedfrom", "signals", "embargoed",
    ):  # fmt: skip
        for value in (5, ["x"], [None], [[]], {"a": None}, {"rel": ["evolvedFrom"]}):
            yield f"ninjs {field} = {value!r}", orjson.dumps({**ninjs(), field: value})
    big = "9" * 40
    for field in ("version", "urgency", "priority"):
        yield (
            f"flat {field} of 40 digits",
            _text(f'{{"uri":"urn:x:1","source":"s","body":"b","{field}":{big}}}'),
        )


def _values() -> Iterator[tuple[str, bytes]]:
    for time in (
        "yesterday", "2026-02-30T00:00:00Z", "2026-03-17T25:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00",
        "2026-03-17T06:02:60Z", "12026-01-01", "1773727331", "2026-03-17T06:02:11+99:99", "\u0662\u0660\u0662\u0666-\u0660\u0663-\u0661\u0667", "T", "2999-01-01T00:00:00Z",
        "20260317T060211Z", "2026-03-17", "2026-03-17T06:02:11.123456789Z",
    ):  # fmt: skip
        yield f"version_created {time}", orjson.dumps(flat(version_created=time))
        yield f"embargoed_until {time}", orjson.dumps(flat(embargoed_until=time))
    for status in (
        "published",
        "KILLED",
        "Usable",
        "stat:canceled",
        "cancelled",
        "usable ",
        "\u202eelbasu",
        "x" * 90,
    ):
        yield f"pubstatus {status!r}", orjson.dumps(flat(pubstatus=status))
    for tag in ("English", "e", "en-GB-oxendict", "zz", "12", "\uff45\uff4e", "../en", "en\n", "a" * 90):
        yield f"language {tag!r}", orjson.dumps(flat(language=tag))
    for uri in (
        "x",
        "://",
        "http://[",
        "urn:",
        "tag:",
        "urn:newsml",
        "javascript:alert(1)",
        "http://a@b:c:d/",
        "\u202e",
        "😀" * 50,
    ):
        yield f"flat uri {uri!r}", orjson.dumps(flat(uri=uri))
        yield f"ninjs uri {uri!r} without source", orjson.dumps(ninjs(uri=uri, infoSources=None))
    for name in (
        "__proto__",
        "constructor",
        "article",
        "position",
        "received",
        "extra",
        "credits",
        "clock",
        "verdict",
    ):
        yield f"an unknown field {name}", orjson.dumps(flat(**{name: {"a": [1, None, {"b": 2.5}]}}))
    yield "no headline, no body", orjson.dumps(flat(headline=None, body=None))
    yield "white space for text", orjson.dumps(flat(headline=" \u2003", body="\n\n"))
    yield "a kill without anything", orjson.dumps(flat(headline=None, body=None, pubstatus="canceled"))
    yield "a kill without a uri", orjson.dumps(flat(uri=None, pubstatus="canceled"))
    yield "embargoed without a time", orjson.dumps(flat(pubstatus="embargoed"))
    yield "a picture", orjson.dumps(ninjs(type="picture"))
    yield "an event", orjson.dumps(ninjs(type="event", bodies=None))
    yield "a package without text", orjson.dumps(ninjs(type="composite", headlines=None, bodies=None))


def _texts() -> Iterator[tuple[str, bytes]]:
    yield "a body of 5 MB", orjson.dumps(flat(body="ferry " * (5 * MEGABYTE // 6)))
    yield "a headline of 1 MB", orjson.dumps(flat(headline="x" * MEGABYTE))
    yield "a uri of 100 KB", orjson.dumps(flat(uri="urn:x:" + "y" * 100_000))
    hard = 200_000  # enough for quadratic work to take minutes
    for name, body in (
        ("one word", "a" * hard), ("spaces", " " * hard + "x"), ("line feeds", "\n" * hard + "x"), ("dashes", "-" * hard + "x"),
        ("em dashes", "— " * (hard // 2)), ("open parentheses", "(" * hard), ("parentheses", "(a)" * (hard // 3)),
        ("quotes", '"' * hard + "."), ("commas", ", " * (hard // 2)), ("hyphenated lines", "a-\n" * (hard // 3)),
        ("told", "told the " * (hard // 9)), ("copyright signs", "© " * (hard // 2)), ("capital words", "A B " * (hard // 4)),
        ("combining marks", "e" + "\u0301" * (hard // 2)), ("a ligature", "\ufdfa" * (hard // 20)), ("emoji", "👩‍👩‍👧" * 2_000),
        ("right to left", "\u202e" + "السفينة غرقت " * 500), ("Han", "港口" * 20_000), ("unassigned", "\u0378\U000e0fff" * 100),
        ("noncharacters", "\ufffe\uffff ferry"), ("control characters", "\x01\x02\x1b[31m ferry \x7f\x9b"),
        ("separators", "a\u2028b\u2029c\x1cd\x1de\x1ef\x1f"), ("dotted capital I", "İSTANBUL " * 50), ("a lone mark", "\u0301"),
    ):  # fmt: skip
        yield f"a body of {name}", orjson.dumps(flat(body=body))
    for name, markup in (
        ("unclosed tags", "<p" * (hard // 2)), ("unclosed comments", "<!--" * (hard // 4)), ("open quotes", "<a href='" * (hard // 9)),
        ("nested blocks", "<div>" * (hard // 5)), ("closing tags", "</p>" * (hard // 4)), ("scripts", "<script>" * (hard // 8)),
        ("open declarations", "<!["), ("ampersands", "&" * hard), ("a huge reference", f"&#{'9' * 5000};&#x{'f' * 5000};"),
        ("bad references", "&#xd800;&#0;&#1114112;&nosuch;&amp"), ("a script alone", "<script>alert(1)</script>"), ("CDATA", "<![CDATA[" * 5_000),
        ("less-than signs", "<" * hard), ("processing instructions", "<?" * (hard // 2)), ("an empty paragraph", "<p>&nbsp;</p>"),
    ):  # fmt: skip
        bodies = [{"role": "main", "contentType": "text/html", "value": markup}]
        yield f"markup of {name}", orjson.dumps(ninjs(bodies=bodies))
    for name, headline in (
        ("marks without end", "UPDATE 1-" * 2_000), ("KILL without end", "KILL " * 3_000), ("a mark alone", "CORRECTED-"),
        ("open parentheses", "(" * 10_000), ("blanks", "HOLD" + " " * 10_000 + "x"),
    ):  # fmt: skip
        yield f"a headline of {name}", orjson.dumps(flat(headline=headline))
    for field in ("slugline", "ednote", "byline", "located", "copyright_holder"):
        for name, filler in (
            ("commas", ","),
            ("spaces", " "),
            ("parentheses", "("),
            ("slashes", "/"),
            ("letters", "K"),
        ):
            yield f"{field} of {name}", orjson.dumps(flat(**{field: "x" + filler * 1_900 + "KILL"}))
    yield "an ednote of clauses", orjson.dumps(flat(ednote=";, (:" * 3_000))
    yield "10,000 bodies", orjson.dumps(ninjs(bodies=[{"value": BODY}] * 10_000))
    yield "one body of many is wrong", orjson.dumps(ninjs(bodies=[{"value": BODY}, {"value": 5}]))


HOSTILE: tuple[tuple[str, bytes | None], ...] = (*_bytes(), *_json(), *_types(), *_values(), *_texts())
