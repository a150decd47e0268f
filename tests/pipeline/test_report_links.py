"""What the tagger read of stories, in the records of their threads and in links between languages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import orjson
import pytest

from stream.config.settings import Settings
from stream.dedup.journal.rows import decode_row, encode_rows
from stream.dedup.stage import dedup
from stream.dedup.state.state import State
from stream.dedup.thresholds import DedupRules
from stream.demo.day import build_day
from stream.model.articles import Position, Stream
from stream.model.codec import encode
from stream.model.event_reports import EventReport, EventReports
from stream.model.records import Record
from stream.model.schemas import validator
from stream.model.thread_records import LeadToll, ThreadPlace
from stream.pipeline.replay import Replay
from stream.pipeline.report_routing import MOST_READINGS, hearing
from stream.tagging.tagger import Tagger
from tests.dedup.harness import START
from tests.pipeline.test_story_threads import RULES, log, shown, threads_of
from tests.threads.look_alikes import articles

EL_OBEID = 379003
FIRST = (
    "A drone strike by the Rapid Support Forces on a crowded market in El Obeid killed 12 people and injured 30 on Tuesday, "
    "doctors at the town's hospital said. The bombs fell between the stalls of the vegetable sellers shortly before noon."
)
SECOND = (
    "Doctors at the hospital of El Obeid said that 19 people were killed when drones of the Rapid Support Forces struck the "
    "market on Tuesday at noon. Sellers of vegetables ran from their stalls as bombs fell on the crowded market."
)
RISEN = SECOND.replace("19", "20")


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    """The tagger as shipped."""
    return Tagger.load()


def item(uri: str, source: str, body: str, headline: str, minute: int, **more: Any) -> dict[str, Any]:
    """An article as an agency sends it."""
    at = f"2026-03-17T12:{minute:02}:00Z"
    fields = {
        "uri": uri,
        "source": source,
        "headline": headline,
        "body": body,
        "language": "en",
        "version": "1",
    }
    return {**fields, "version_created": at, **more}


def sent(tagger: Tagger, *items: dict[str, Any], partitions: int = 1) -> list[dict[str, Any]]:
    """The records of threads and the notices, each of which its schema allows."""
    own, found = Settings(_env_file=None, threads=True, partitions=partitions), []
    for output in Replay(own, tagger).run(orjson.dumps(each) for each in items):
        if output.stream in (Stream.THREADS, Stream.NOTICES):
            value = orjson.loads(output.value)
            validator(output.stream).validate(value)
            found.append(value)
    return found


def test_a_thread_says_where_and_how_many_by_source(tagger: Tagger) -> None:
    """Lantern says 12, Corvus says 19, then 20: the last record has both, and each what the article that caused it brought."""
    market = item("urn:l:1", "Lantern", FIRST, "Drone strike on El Obeid market kills 12", 2)
    other = item("urn:c:1", "Corvus", SECOND, "Nineteen dead in drone strike on El Obeid market", 9)
    update = item("urn:c:1", "Corvus", RISEN, "UPDATE 1-Drone strike on market", 20, version="2")
    joined, told, again, risen = sent(tagger, market, other, update)
    dead = [
        [(toll["source"], toll["minimum"]) for toll in one["tolls"] if toll["kind"] == "killed"]
        for one in (joined, told, risen)
    ]
    assert dead == [[("Lantern", 12)], [("Corvus", 19), ("Lantern", 12)], [("Corvus", 20), ("Lantern", 12)]]
    assert [place["geonames_id"] for place in risen["places"]] == [EL_OBEID]
    assert risen["places"][0]["stories"] == 2
    came = joined["new"]["stories"]
    assert len(came) == 1
    assert (told["new"]["stories"], risen["new"]["stories"]) == (came, [])
    assert told["position"] == joined["position"] != risen["position"]
    assert [(toll["source"], toll["minimum"]) for toll in told["new"]["tolls"]] == [("Corvus", 19)]
    assert [(toll["source"], toll["minimum"]) for toll in risen["new"]["tolls"]] == [("Corvus", 20)]
    assert (told["new"]["places"], risen["new"]["places"]) == ([], [])
    assert risen["story_count"] == 2
    # The version is told before it is read, as stories are: its time and count stand with the toll of before.
    assert (again["tolls"], again["new"]["tolls"]) == (told["tolls"], [])
    assert [(one["last"][11:16], one["article_count"]) for one in (told, again, risen)] == [
        ("12:09", 2),
        ("12:20", 3),
        ("12:20", 3),
    ]


def test_a_killed_text_leaves_the_record_at_once(tagger: Tagger) -> None:
    """With the kill the thread is told without the story's headline, toll, source and place, whether an outlet carries its text or not; a hold does the same, and its release takes it back."""
    market = item("urn:l:1", "Lantern", FIRST, "Drone strike on El Obeid market kills 12", 2)
    carried = item("https://gull.example/1", "Gull", FIRST, "Drones kill 12 at market", 4)
    other = item("urn:c:1", "Corvus", SECOND, "Nineteen dead in drone strike on El Obeid market", 9)
    for more in ((), (carried,)):
        for taken, back in (({"pubstatus": "canceled"}, ()), ({"pubstatus": "withheld"}, (FIRST,))):
            gone = {**market, "version": "2", "body": "", "version_created": "2026-03-17T12:30:00Z", **taken}
            again = [
                {**market, "version": "3", "body": body, "version_created": "2026-03-17T12:40:00Z"}
                for body in back
            ]
            told = [one for one in sent(tagger, market, *more, other, gone, *again) if "story_count" in one]
            [left] = [one for one in told if one["received"] == gone["version_created"]] or told[-1:]
            last = left if not back else next(one for one in told if one["story_count"] == 1)
            assert (last["story_count"], last["sources"]) == (1, ["Corvus"])
            assert last["headline"] == other["headline"]
            assert {
                (toll["source"], toll["minimum"]) for toll in last["tolls"] if toll["kind"] == "killed"
            } == {("Corvus", 19)}
            if back:
                assert (told[-1]["story_count"], "Lantern" in told[-1]["sources"]) == (2, True)


def test_a_corrected_lead_is_told_by_its_correction(tagger: Tagger) -> None:
    """The headline is that of the newest version of the item that came first: no number stays that was taken back."""
    market = item("urn:l:1", "Lantern", FIRST, "Drone strike on El Obeid market kills 12", 2)
    other = item("urn:c:1", "Corvus", SECOND, "Nineteen dead in drone strike on El Obeid market", 9)
    body = FIRST.replace("killed 12 people", "killed 2 people")
    corrected = item(
        "urn:l:1", "Lantern", body, "CORRECTED-Drone strike on El Obeid market kills 2", 30, version="2"
    )
    told = [one for one in sent(tagger, market, other, corrected) if "story_count" in one]
    assert told[0]["headline"] == market["headline"]
    assert (told[-1]["headline"], told[-1]["last"][11:16]) == (corrected["headline"], "12:30")
    later = item("urn:q:1", "Quill", SECOND.replace("19", "Nineteen"), "Market of El Obeid hit by drones", 50)
    told = [one for one in sent(tagger, market, other, corrected, later) if "story_count" in one]
    assert told[-1]["headline"] == corrected["headline"]


@pytest.mark.parametrize("partitions", [1, 4])
def test_nine_languages_are_linked(tagger: Tagger, partitions: int) -> None:
    """The demo's story in nine languages: each of the other eight is linked with the first, by place, actor and toll, and nothing else of the day is."""
    day = build_day()
    own = Settings(_env_file=None, threads=True, partitions=partitions)
    found, language = [], dict[str, str]()
    pipeline = Replay(own, tagger)
    for output in (one for sent_ in day.deliveries for one in pipeline.feed(sent_.value, sent_.at)):
        if output.stream is Stream.NOTICES and b'"thread_link"' in output.value:
            found.append(orjson.loads(output.value)["linked"])
        elif output.stream is Stream.ENRICHED:
            value = orjson.loads(output.value)
            language[value["thread_id"]] = value["language"]
    pairs = {frozenset((one["language"], one["other_language"])) for one in found}
    spoken = {"en", "ru", "uk", "ar", "es", "fr", "zh", "pt", "de"}
    assert {frozenset(("en", other)) for other in spoken - {"en"}} <= pairs
    for one in found:
        assert [place["geonames_id"] for place in one["places"]] == [EL_OBEID]
        assert one["actors"] == ["Rapid Support Forces"]
        assert {"kind": "killed", "minimum": 12, "maximum": 12, "qualifier": ""} in one["tolls"]
        assert language[one["thread_id"]] == one["language"]
        assert language[one["other_id"]] == one["other_language"]
    assert len(found) == len(pairs) == len(spoken) * (len(spoken) - 1) // 2


def report(story: str, **fields: Any) -> EventReport:
    """A report of a strike in El Obeid."""
    base: dict[str, Any] = {
        "language": "en",
        "source": "Wire",
        "uri": "urn:wire:1",
        "version": "1",
        "headline": "Strike",
        "time": START,
        "received": START,
        "places": (ThreadPlace(EL_OBEID, "El Obeid", "SDN"),),
        "tolls": (LeadToll("killed", 12, 12),),
        "actors": ("Rapid Support Forces",),
        "home": True,
        "meets": (EL_OBEID,),
    }
    return EventReport(story, story, story, **{**base, **fields})


def heard(*reports: EventReport, offset: int = 1000) -> Record:
    """A record of reports."""
    return Record(Position("newswire.prepared", 0, offset), encode(EventReports(reports)))


def test_a_batch_read_again_says_the_same() -> None:
    """Read twice, a record of reports gives the same bytes and takes no second row."""
    state, threads = State(RULES), threads_of()
    record = heard(report("0" * 16), report("1" * 16, language="fr"))
    first, again = (dedup(state, [record], following=threads) for _ in range(2))
    assert [one["kind"] for one in shown(first.outputs, Stream.NOTICES)] == ["thread_link"]
    assert first.outputs == again.outputs
    assert (len(first.fresh), len(again.fresh)) == (1, 0)


def test_a_rebuilt_shard_knows_what_was_told() -> None:
    """From its rows alone another worker links as the first would, and knows each story's tolls."""
    state, threads = State(RULES), threads_of()
    outcome = dedup(state, [heard(report("0" * 16))], following=threads)
    rows = encode_rows(outcome.fresh, 1 << 20, outcome.steps)
    beside = b"".join(decode_row(data).beside for data, *_ in rows)
    other = threads_of()
    other.build(beside)
    after = heard(report("1" * 16, language="fr"), offset=1001)
    ours, theirs = (dedup(State(RULES), [after], following=each).outputs for each in (threads, other))
    assert ours == theirs
    assert len(ours) == 1


def test_without_threads_reports_change_nothing() -> None:
    """A worker with threads off passes over what one with threads on has sent: no dead letter, no record."""
    outcome = dedup(State(DedupRules()), [heard(report("0" * 16))])
    assert (outcome.outputs, outcome.rejected) == ([], [])


def test_a_place_without_articles_forgets_by_the_log() -> None:
    """In a shard that has no language the time of the reports is the log's: after the window nothing is known."""
    state, threads = State(RULES), threads_of()
    later = START + RULES.window + timedelta(hours=1)
    dedup(state, [heard(report("0" * 16, home=False))], following=threads)
    dedup(
        state,
        [heard(report("1" * 16, language="fr", home=False, received=later), offset=1001)],
        following=threads,
    )
    assert len(threads.listening.links) == 1


def test_reports_go_to_their_shards() -> None:
    """To the shard of the language, and to those of the places, each report once a shard; no record grows without bound."""
    many = [report(f"{at:016x}", meets=(EL_OBEID, EL_OBEID + 1)) for at in range(MOST_READINGS + 1)]
    for partitions in (1, 2, 16):
        outputs = list(hearing(many, partitions))
        by_shard: dict[int, list[dict[str, Any]]] = {}
        for output in outputs:
            validator(Stream.PREPARED).validate(orjson.loads(output.value))
            assert output.partition is not None
            by_shard.setdefault(output.partition, []).extend(orjson.loads(output.value)["reports"])
        assert {EL_OBEID % partitions, (EL_OBEID + 1) % partitions} <= {*by_shard}
        assert all(len(reports) == len(many) for reports in by_shard.values())
        assert sum(reports[0]["home"] for reports in by_shard.values()) == 1
        met = [place for reports in by_shard.values() for place in reports[0]["meets"]]
        assert sorted(met) == [EL_OBEID, EL_OBEID + 1]
        assert len(outputs) == 2 * len(by_shard)


def test_a_killed_story_tells_nothing() -> None:
    """Of an item that was killed neither places nor tolls are told in the next record of the thread."""
    event = [one for one in articles(2) if one.event == "fire-0"]
    items = [
        {
            "uri": f"urn:wire:{at}",
            "source": "Wire",
            "version": "1",
            "language": "en",
            "headline": one.headline,
            "body": one.body,
            "version_created": (START + timedelta(minutes=at)).isoformat(),
        }
        for at, one in enumerate(event)
    ]
    kill = {
        **items[0],
        "version": "2",
        "body": "",
        "headline": "KILL",
        "pubstatus": "canceled",
        "version_created": (START + timedelta(minutes=90)).isoformat(),
    }
    state, threads = State(RULES), threads_of()
    before = dedup(state, log(items[:3]), following=threads)
    first = shown(before.outputs, Stream.JUDGED)[0]["story_id"]
    told = dedup(state, [heard(report(first, received=START))], following=threads)
    (known,) = shown(told.outputs, Stream.THREADS)
    assert [toll["minimum"] for toll in known["tolls"]] == [12]
    after = dedup(state, log([*items[:3], kill, *items[3:]])[3:], following=threads)
    assert shown(after.outputs, Stream.THREADS)[-1]["tolls"] == []
