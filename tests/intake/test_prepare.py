from __future__ import annotations

import base64
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stream.intake.formats.flat import FIELDS
from stream.intake.prepare import dead_letter, prepare
from stream.intake.reasons import Refusal
from stream.model.articles import Prepared, PubStatus, Signal, Stream
from stream.model.codec import decode, encode
from stream.model.errors import RejectedError
from stream.model.outputs import DeadLetter
from stream.model.schemas import validator
from tests.intake.making import BODY, RECEIVED, RULES, article, flat, ninjs, prepared, raw
from tests.text.reading import decode_sketch

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False)
    | st.text(max_size=30)
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
NINJS_NAMES = (
    "uri", "guid", "type", "headlines", "bodies", "altIds", "altids", "infoSources", "associations", "evolvedfrom", "signals",
    "body_html", "headline_main", "versionCreated", "embargoed", "pubStatus", "standard", "by", "source", "language",
)  # fmt: skip


def holds(value: bytes) -> bool:
    """Whether a value is prepared (and then round-trips and fits its schema) or else refused in good order."""
    record = raw(value)
    try:
        first = prepare(record, RULES)
    except RejectedError as error:
        return error.reason in set(Refusal) and bool(error.message)
    written = encode(first)
    same = written == encode(prepare(record, RULES)) and decode(Prepared, written) == first
    return same and validator(Stream.PREPARED).is_valid(orjson.loads(written))


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_prepared_or_refused(value: bytes) -> None:
    """No bytes raise anything but a RejectedError."""
    assert holds(value)


@settings(deadline=None)
@given(JSON)
def test_any_json_is_prepared_or_refused(value: Any) -> None:
    """No JSON raises anything but a RejectedError."""
    assert holds(orjson.dumps(value))


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(FIELDS)), JSON, max_size=6))
def test_any_field_of_a_flat_item_may_hold_anything(fields: dict[str, Any]) -> None:
    """Whatever a known field holds, the item is prepared or refused."""
    assert holds(orjson.dumps({**flat(), **fields}))


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(NINJS_NAMES), JSON, max_size=6))
def test_any_field_of_a_ninjs_item_may_hold_anything(fields: dict[str, Any]) -> None:
    """Whatever a known field holds, the item is prepared or refused."""
    assert holds(orjson.dumps({**ninjs(), **fields}))


@settings(deadline=None)
@given(st.text(min_size=1, max_size=400).filter(lambda text: "\0" not in text and text.strip()))
def test_the_body_stays_as_it_came(body: str) -> None:
    """A plain body is in the record character for character: offsets refer to it."""
    assert body == article(flat(body=body)).body


def test_a_flat_item_becomes_an_article() -> None:
    """All fields arrive under their names, with the place and time of the raw record."""
    item = flat(
        pubstatus="usable", language="en-GB", byline="Ilse Marn", located="PORT ESK", slugline="VELDRIA-FERRY/STRIKE",
        urgency=4, embargoed_until="2026-03-17T09:00:00+02:00", copyright_holder="Lantern Wire", url="https://lanternwire.example/1",
        desk={"name": "labour"},
    )  # fmt: skip

    made = article(item)

    assert made.language == "en"
    assert datetime(2026, 3, 17, 7, 0, tzinfo=UTC) == made.embargoed_until
    assert datetime(2026, 3, 17, 6, 2, 11, tzinfo=UTC) == made.version_created
    assert (RECEIVED, raw(None).position) == (made.received, made.position)
    assert made.extra == {"desk": {"name": "labour"}}
    for name in (
        "uri",
        "source",
        "version",
        "headline",
        "byline",
        "located",
        "slugline",
        "urgency",
        "url",
        "body",
    ):
        assert item[name] == getattr(made, name)


def test_what_a_feed_leaves_out_has_a_default() -> None:
    """No version is "", no status usable, no language the newsroom's, no time None."""
    short = flat(version=None, version_created=None, body="Kesh 3, Tamar 1.")
    made = article(short, replace(RULES, default_language="nl"))

    assert (
        made.version,
        made.pubstatus,
        made.language,
        made.version_created,
    ) == ("", PubStatus.USABLE, "nl", None)


def test_a_version_may_be_a_number() -> None:
    """Feeds send versions as integers; the record holds ninjs's string."""
    assert article(flat(version=12)).version == "12"
    assert article(flat(version=12.0)).version == "12"


def test_a_long_article_is_sketched_and_a_short_one_compared_exactly() -> None:
    """From 40 words on there is a sketch and no exact hash; below, the hash covers headline and text."""
    long, short = prepared(flat()), prepared(flat(body="The strike is over."))

    assert long.exact == ""
    assert long.tokens > 40
    assert len(decode_sketch(long.sketch).keys)
    assert short.tokens == 4
    assert len(short.exact) == 16
    assert short.exact != prepared(flat(body="The strike is over.", headline="Ferries run again")).exact


def test_the_exact_hash_sees_through_marks_and_typography() -> None:
    """The same short text under UPDATE and with curly quotes is the same text."""
    plain = prepared(flat(headline="Strike over", body="'It's over', the harbour said."))
    other = prepared(
        flat(headline="UPDATE 1-Strike over", body="\u2018It\u2019s over\u2019, the harbour said.")
    )

    assert plain.exact == other.exact


def test_the_slug_is_the_lineage_slug() -> None:
    """Later leads share the slug of the first."""
    first, lead = prepared(flat(slugline="BC-Ferry")), prepared(flat(slugline="BC-Ferry,1st Ld-Writethru"))

    assert "bc-ferry" == first.slug == lead.slug


@pytest.mark.parametrize(
    "kind", [{"pubstatus": "canceled"}, {"pubstatus": "withheld"}, {"ednote": "STORY WITHDRAWN"}]
)
def test_a_kill_or_hold_needs_no_text(kind: dict[str, str]) -> None:
    """Status or note alone make a kill or hold; nobody must resend what is wrong."""
    made = article(flat(headline=None, body=None, **kind))

    assert {Signal.KILL, Signal.HOLD} & set(made.signals)


@pytest.mark.parametrize(
    ("changes", "reason", "field"),
    [
        ({"uri": None}, Refusal.MISSING_FIELD, "uri"),
        ({"source": "  "}, Refusal.MISSING_FIELD, "source"),
        ({"body": ["x"]}, Refusal.WRONG_TYPE, "body"),
        ({"version": 2**53}, Refusal.BAD_VALUE, "version"),
        ({"language": "Northlandish"}, Refusal.BAD_VALUE, "language"),
        ({"version_created": "yesterday"}, Refusal.BAD_TIME, "version_created"),
        ({"embargoed_until": "noon"}, Refusal.BAD_TIME, "embargoed_until"),
        ({"pubstatus": "unheard"}, Refusal.UNKNOWN_PUBSTATUS, "pubstatus"),
        ({"body": "x" * 1001}, Refusal.TOO_LONG, "body"),
        ({"headline": "x" * 20_001}, Refusal.TOO_LONG, "headline"),
        ({"body": "a\0b"}, Refusal.NUL_CHARACTER, "body"),
        ({"desk": {"names": ["a", "\0"]}}, Refusal.NUL_CHARACTER, "desk.names[1]"),
        ({"headline": "", "body": " \n"}, Refusal.NO_TEXT, "body"),
    ],
)
def test_a_refusal_names_the_field(changes: dict[str, Any], reason: Refusal, field: str) -> None:
    """The reason is of the bounded set, the message starts with the field and shows no more of the value than helps."""
    with pytest.raises(RejectedError) as caught:
        prepared(flat(**changes), replace(RULES, max_body_chars=1000))

    assert (reason, field) == (caught.value.reason, caught.value.field)
    assert caught.value.message.startswith(f"{field}: ")
    assert len(caught.value.message) < 300


def test_an_unknown_status_is_answered_with_the_known_ones() -> None:
    """The sender reads what was found and what is accepted."""
    with pytest.raises(RejectedError) as caught:
        prepared(flat(pubstatus="unheard"))

    assert "'unheard'" in caught.value.message
    assert all(word in caught.value.message for word in ("usable", "embargoed", "withheld", "canceled"))


def test_a_dead_letter_keeps_the_bytes_whole() -> None:
    """Value and key in base64, headers as text or marked base64, reason and place as they were."""
    record = raw(
        b"\xff{", key=b"\x00k", headers=(("feed", b"lantern"), ("trace", b"\xff"), ("odd", b"base64:QQ=="))
    )
    error = RejectedError("not_utf8", "", "byte 0xff at 0 is not UTF-8")

    letter = dead_letter(record, "intake", error)

    assert ("intake", "not_utf8", "", error.message) == (
        letter.stage,
        letter.reason,
        letter.field,
        letter.message,
    )
    assert (base64.b64decode(letter.value or ""), base64.b64decode(letter.key or "")) == (b"\xff{", b"\x00k")
    assert letter.headers == (
        ("feed", "lantern"),
        ("trace", "base64:/w=="),
        ("odd", "base64:YmFzZTY0OlFRPT0="),
    )
    assert (record.position, record.received) == (letter.position, letter.received)


def test_a_tombstone_stays_a_tombstone() -> None:
    """No value is null in the dead letter, not an empty string."""
    letter = dead_letter(raw(None), "intake", RejectedError("empty_value", "", "null"))

    assert (letter.value, letter.key) == (None, None)


def test_a_redelivery_is_told_from_a_silent_change() -> None:
    """The same content has the same digest and id; another body, status or embargo has not."""
    first = prepared(flat())

    assert (first.digest, first.article.article_id) == (
        prepared(flat()).digest,
        prepared(flat()).article.article_id,
    )
    for change in (
        {"body": BODY + " More."},
        {"pubstatus": "withheld"},
        {"embargoed_until": "2026-03-18T00:00:00Z"},
    ):
        other = prepared(flat(**change))
        assert first.digest != other.digest
        assert first.article.article_id != other.article.article_id


def test_a_header_without_a_value_stays_without() -> None:
    """Kafka allows null there: the letter of such a record can be written, and read again, as any."""
    record = raw(b"{", headers=(("feed", None), ("trace", b"")))
    letter = dead_letter(record, "intake", RejectedError("not_json", "", "cut off"))
    assert (("feed", None), ("trace", "")) == letter.headers
    written = encode(letter)
    validator(Stream.DEADLETTERS).validate(orjson.loads(written))
    assert letter == decode(DeadLetter, written)
