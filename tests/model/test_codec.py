from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.model import codec
from stream.model.articles import Article, ClockTick, Prepared
from stream.model.codec import conflict_json
from stream.model.enriched import Enriched
from stream.model.errors import RejectedError
from stream.model.tags import (
    Casualty,
    Conflict,
    EntityType,
    EventCasualties,
    EventPlace,
    EventSummary,
    Toll,
    TollPart,
)
from stream.model.verdicts import Judged, Reason, Verdict
from tests.dedup.harness import prepared
from tests.dedup.texts import BRIDGE

PREPARED = prepared(body=BRIDGE, headline="Brücke 中 \U0001f309", desk="night")
JUDGED = Judged(
    PREPARED.article, "story", Verdict.ORIGINAL, Reason("no_match", "nothing"), None, None, None, None, "", ()
)

# The fields that records of articles had from the beginning.
FIRST_OF_ARTICLES = (
    "article_id uri source version version_created pubstatus language headline byline located slugline ednote urgency "
    "embargoed_until copyright_holder url body alt_ids evolved_from signals credits received position"
)


def test_prepared_and_judged_return_as_they_were() -> None:
    """What one stage writes the next one reads, unchanged."""
    assert PREPARED == codec.decode(Prepared, codec.encode(PREPARED))
    assert JUDGED == codec.decode(Judged, codec.encode(JUDGED))


def test_bytes_survive_a_round_trip() -> None:
    """A record read and written again is the same bytes: replays promise it."""
    for kind, record in ((Prepared, PREPARED), (Judged, JUDGED)):
        data = codec.encode(record)
        assert data == codec.encode(codec.decode(kind, data))


def test_records_are_flat() -> None:
    """Article and verdict stand beside each other, the article's fields first; an enriched record adds its tags and the change."""
    fields = orjson.loads(codec.encode(JUDGED))
    names = [name for name in Article.__dataclass_fields__ if name not in codec.ONLY_IF_KNOWN]
    assert names == list(fields)[: len(names)]
    assert "article" not in fields
    assert ("story", "original") == (fields["story_id"], fields["verdict"])
    enriched = orjson.loads(codec.encode(Enriched(JUDGED, Conflict(False, 0.0, (), ()))))
    assert {**fields, "conflict": enriched["conflict"], "change": None} == enriched


def test_lineage_that_few_formats_tell_is_written_only_where_it_is_known() -> None:
    """A record that has none is what it was before; one that has some comes back with it."""
    known = replace(PREPARED, article=replace(PREPARED.article, replaces=("urn:x:0",), threads=("urn:x:t",)))

    assert codec.ONLY_IF_KNOWN.isdisjoint(orjson.loads(codec.encode(PREPARED)))
    assert codec.decode(Prepared, codec.encode(known)) == known


def test_a_position_without_an_index_is_the_first_item() -> None:
    """Records written before a record could hold several articles are read as they were."""
    fields = orjson.loads(codec.encode(PREPARED))
    del fields["position"]["index"]

    assert codec.decode(Prepared, orjson.dumps(fields)) == PREPARED


@pytest.mark.parametrize(
    ("kind", "record", "first"),
    [
        (Prepared, PREPARED, "identity digest sketch tokens exact"),
        (Judged, JUDGED, "story_id verdict reason match changes origin supersedes embargo related"),
    ],
)
def test_a_stage_reads_the_records_of_the_version_before(
    kind: type[Prepared | Judged], record: Prepared | Judged, first: str
) -> None:
    """Every field that came after the first version has a default: without one each worker would reject what stands there."""
    written = orjson.loads(codec.encode(record))
    needed = {*first.split(), *FIRST_OF_ARTICLES.split()}
    old = {name: value for name, value in written.items() if name in needed}

    assert needed == old.keys()
    assert codec.decode(kind, orjson.dumps(old)).article.uri == PREPARED.article.uri


def test_times_are_written_in_utc() -> None:
    """RFC 3339 with Z, whatever zone they were in, and naive ones are UTC."""
    summer = timezone(timedelta(hours=0))
    for time in (datetime(2031, 5, 4, 6, tzinfo=UTC), datetime(2031, 5, 4, 6, tzinfo=summer)):
        assert b'{"clock":"2031-05-04T06:00:00Z"}' == codec.encode(ClockTick(time))


def test_unknown_fields_of_a_feed_are_kept() -> None:
    """What no field of ours takes travels in `extra`."""
    assert {"desk": "night"} == codec.decode(Prepared, codec.encode(PREPARED)).article.extra


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (b"", ""),
        (b"\xff\xfe", ""),
        (b"[1]", ""),
        (b"{}", "article.article_id"),
        (codec.encode(PREPARED).replace(b'"pubstatus":"usable"', b'"pubstatus":"gone"'), "article.pubstatus"),
        (codec.encode(PREPARED).replace(b'"home":true', b'"home":"perhaps"'), "home"),
    ],
)
def test_bad_record_names_its_field(data: bytes, field: str) -> None:
    """What is no record of ours is rejected as such, with the path at fault."""
    with pytest.raises(RejectedError) as raised:
        codec.decode(Prepared, data)
    assert ("bad_record", field) == (raised.value.reason, raised.value.field)


def test_error_message_shortens_the_value() -> None:
    """A long value does not flood the log."""
    record = codec.encode(replace(JUDGED, embargo="")).replace(
        b'"verdict":"original"', b'"verdict":"%s"' % (b"x" * 9999)
    )
    with pytest.raises(RejectedError, match=r"Judged\.verdict: .*x{80}'$"):
        codec.decode(Judged, record)


@pytest.mark.parametrize(
    ("milliseconds", "expected"),
    [
        (0, datetime(1970, 1, 1, tzinfo=UTC)),
        (1_935_468_000_123, datetime(2031, 5, 2, 6, 0, 0, 123000, tzinfo=UTC)),
        (-1, datetime(1970, 1, 1, tzinfo=UTC)),
        (1_935_468_000_123_000_000, datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_from_milliseconds(milliseconds: int, expected: datetime) -> None:
    """Kafka's milliseconds as UTC; "no timestamp" as 1970."""
    assert expected == codec.from_milliseconds(milliseconds)


@given(
    st.text(),
    st.text(),
    st.dictionaries(
        st.sampled_from(["uri", "extra", "identity", "x"]), st.text() | st.integers(-(2**63), 2**63)
    ),
    st.sampled_from([(), ("urn:x:0",)]),
)
def test_an_article_is_written_once_and_repeated_as_it_is(
    headline: str, body: str, extra: dict[str, str | int], replaces: tuple[str, ...]
) -> None:
    """What comes of a record has its article's bytes, and is what encoding it anew gives, whatever stands in the article."""
    article = replace(PREPARED.article, headline=headline, body=body, extra=extra, replaces=replaces)
    prepared_, judged = replace(PREPARED, article=article), replace(JUDGED, article=article)
    enriched = Enriched(judged, Conflict(False, 0.0, (), ()))
    written = codec.article_json(prepared_, codec.encode(prepared_))
    assert written is not None
    assert codec.encode(judged, written) == codec.encode(judged)
    again = codec.article_json(judged, codec.encode(judged))
    assert codec.encode(enriched, again) == codec.encode(enriched)


@pytest.mark.parametrize(
    "change",
    [
        lambda fields: {name: value for name, value in fields.items() if name != "extra"},
        lambda fields: {"identity": fields["identity"], **fields},
        lambda fields: dict(sorted(fields.items())),
        lambda fields: {**fields, "later": 1},
    ],
)
def test_an_article_that_another_version_wrote_is_written_anew(
    change: Callable[[dict[str, Any]], dict[str, Any]],
) -> None:
    """A record with a field less, more or in another place: its article's bytes are not passed on."""
    data = orjson.dumps(change(orjson.loads(codec.encode(PREPARED))))
    assert codec.article_json(codec.decode(Prepared, data), data) is None


def test_every_kind_of_tag_is_written_as_its_fields_say() -> None:
    """A number is never empty, nothing else that is empty is written but what always is, and records in records are."""
    place = EventPlace("Aleppo", latitude=0.0, geonames_id=0)
    casualties = (EventCasualties("killed", 0, None),)
    event = EventSummary(0, 5, "shell", 0, 9, place=place, casualties=casualties)
    conflict = Conflict(
        relevant=True,
        score=0.0,
        media_topics=(),
        entities=(Casualty(EntityType.CASUALTY, 0, 4, "none", cumulative=False),),
        tolls=(Toll("killed", None, 3, "", (TollPart("civilians", 0, None),)),),
        events=(event,),
    )
    written = orjson.loads(conflict_json(conflict))
    assert {
        "start": 0, "end": 5, "text": "shell", "sentence_start": 0, "sentence_end": 9, "certainty": "reported",
        "place": {"text": "Aleppo", "latitude": 0.0, "geonames_id": 0, "precision": "unresolved"},
        "date": "", "casualties": [{"kind": "killed", "minimum": 0, "maximum": None}],
    } == written["events"][0]  # fmt: skip
    assert {
        "type": "CASUALTY", "start": 0, "end": 4, "text": "none", "kind": "killed", "minimum": None, "maximum": None,
        "certainty": "reported",
    } == written["entities"][0]  # fmt: skip
    assert {
        "kind": "killed", "minimum": None, "maximum": 3, "parts": [{"victim": "civilians", "minimum": 0, "maximum": None}],
    } == written["tolls"][0]  # fmt: skip
