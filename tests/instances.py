"""One instance or two of every record, with everything set and with everything left out; all fictional."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from stream.model.articles import (
    Article,
    ClockTick,
    Credit,
    Position,
    Prepared,
    PubStatus,
    Signal,
    Stream,
)
from stream.model.enriched import Change, ConflictBrief, Enriched, TollChange
from stream.model.event_reports import EventReport, EventReports
from stream.model.notices import KnownCopy, Notice, NoticeKind
from stream.model.outputs import DeadLetter
from stream.model.tags import (
    Actor,
    Arms,
    Casualty,
    Conflict,
    DateMention,
    EntityType,
    Event,
    EventCasualties,
    EventPlace,
    EventSummary,
    Facility,
    Place,
    PlacedActor,
    Toll,
)
from stream.model.thread_records import (
    InThread,
    LeadToll,
    Linked,
    Nearest,
    SourceToll,
    ThreadEvidence,
    ThreadNews,
    ThreadPlace,
    ThreadRecord,
)
from stream.model.verdicts import Changes, Judged, Match, Origin, Reason, Related, Span, Verdict

NOW = datetime(2026, 3, 17, 6, 2, 12, 345000, tzinfo=UTC)
HERE = Position("newswire.raw", 3, 99)
ID, OTHER = "0123456789abcdef", "fedcba9876543210"
CREDIT = Credit("Lantern", "dateline", "PORT ESK (Lantern) -")
ARTICLE = Article(
    article_id=ID, uri="urn:x:1", source="Lantern Wire", version="2", version_created=NOW, pubstatus=PubStatus.USABLE, language="en",
    headline="Shelling at Port Esk", byline="Ilse Marn", located="PORT ESK", slugline="ESK", ednote="", urgency=3, embargoed_until=None,
    copyright_holder="", url="", body="Fighters shelled Port Esk on Tuesday, killing 12.", alt_ids=("usn:1",), evolved_from=("urn:x:0",),
    signals=(Signal.CORRECTION, Signal.UPDATE), credits=(CREDIT,), received=NOW, position=HERE, extra={"desk": {"n": 1}},
)  # fmt: skip
MATCH = Match(OTHER, "urn:x:0", "Coast Herald", "1", 0.75, 0.5, 0.0, 41)
ORIGIN = Origin("Lantern", OTHER, "urn:x:0", "Lantern Wire", (CREDIT,))
JUDGED = Judged(
    ARTICLE,
    OTHER,
    Verdict.COPY,
    Reason("same_text", "Three quarters of it.", 0.75),
    MATCH,
    Changes(True, (Span(0, 20),), (Span(10, 49),), 3600),
    ORIGIN,
    OTHER,
    "released",
    (Related(OTHER, "urn:x:0", "Coast Herald", "1", 0.75, 0.5, 0.0, 41, kind="series"),),
)
PLAIN = Judged(
    ARTICLE, ID, Verdict.ORIGINAL, Reason("new_text", "Nothing like it."), None, None, None, None, "", ()
)
CONFLICT = Conflict(
    relevant=True,
    score=0.9,
    media_topics=("medtop:16000000",),
    entities=(
        Actor(EntityType.ARMED_GROUP, 0, 8, "Fighters", "", "VEL", True),
        Event(
            EntityType.EVENT,
            9,
            16,
            "shelled",
            "",
            "Explosions/Remote violence",
            "Shelling",
            "ASSAULT",
            "Fighters",
            "",
            "Port Esk",
            "2026-03-17",
        ),
        Place(EntityType.PLACE, 17, 25, "Port Esk", "Port Esk", 12.5, -41.0, "VEL", "Kesh", 42, "point"),
        DateMention(EntityType.DATE, 29, 36, "Tuesday", "", "2026-03-17"),
        Casualty(
            EntityType.CASUALTY,
            38,
            48,
            "killing 12",
            "",
            "killed",
            12,
            None,
            "at least",
            "people",
            "Port Esk",
        ),
        Arms(EntityType.WEAPON, 0, 1, "F", "", "artillery"),
        PlacedActor(
            EntityType.STATE_FORCES,
            17,
            25,
            "Port Esk",
            "",
            "VEL",
            True,
            "victim",
            "they",
            12.5,
            -41.0,
            "Kesh",
            None,
            "point",
        ),
        Facility(EntityType.FACILITY, 17, 25, "Port Esk", "", "port", None, None, "", "", None, "unresolved"),
    ),
    tolls=(Toll("killed", 12, None, "at least"),),
    events=(
        EventSummary(
            9,
            16,
            "shelled",
            0,
            48,
            "Explosions/Remote violence",
            "Shelling",
            "ASSAULT",
            "reported",
            "Fighters",
            "",
            EventPlace("Port Esk", "Port Esk", 12.5, -41.0, "VEL", "Kesh", 42, "point"),
            "2026-03-17",
            "",
            (EventCasualties("killed", 12, None, "at least", "people"),),
        ),
        EventSummary(60, 66, "talked", 50, 70, plover="CONSULT", place=EventPlace("the coast")),
    ),
    unrest=True,
    unrest_score=0.61,
)
CHANGE = Change(
    OTHER,
    (TollChange("killed", 12, 19), TollChange("injured", None, 4)),
    "killed 12 \u2192 19; injured none \u2192 4",
)
NOTICE = Notice(
    NoticeKind.KILL, OTHER, ID, "urn:x:1", "2", "Lantern Wire", "Withdrawn.", (ID, OTHER), (KnownCopy(OTHER, "https://a.example/1", "A", "", "1", "2", "Ferry", NOW),),
    ("s1",), ORIGIN, NOW, HERE, "KILL-Ferry", "FERRY", NOW, "en", "Withdrawn.", "The story is withdrawn.", True, True,
)  # fmt: skip
IN_THREAD = InThread(0.31, ThreadEvidence("joined", ("Esk",), (Nearest(OTHER, 0.31),), 2.5, 1))
READ_PLACE = ThreadPlace(379003, "El Obeid", "SDN", 2)
SOURCE_TOLL = SourceToll("killed", 12, None, "at least", "Gull", ID, NOW)
READ_TOLL = LeadToll("killed", 12, 12)
LINKED = Linked(ID, "en", OTHER, "fr", (READ_PLACE,), ("Rapid Support Forces",), (READ_TOLL,), 0.5)
READING = EventReport(
    ID,
    ID,
    OTHER,
    "en",
    "Gull",
    "urn:x:1",
    "1",
    "H",
    NOW,
    NOW,
    (READ_PLACE,),
    (READ_TOLL,),
    ("RSF",),
    True,
    (379003,),
)
THREAD = ThreadRecord(
    ID,
    "Ferry",
    OTHER,
    NOW,
    NOW,
    2,
    3,
    ("Gull", "Lantern"),
    ("en",),
    ThreadNews((OTHER,), ("Gull",)),
    NOW,
    HERE,
)
RECORDS: tuple[tuple[Stream, Any], ...] = (
    (Stream.PREPARED, Prepared(ARTICLE, "urn:x:1", "0" * 32, "AQAAAA==", 9, "", "esk", False, "0a1b2c3d", ("id:urn:x:1",))),
    (Stream.PREPARED, Prepared(replace(ARTICLE, urgency=None), "urn:x:1", "f" * 32, "", 0, ID)),
    (Stream.PREPARED, ClockTick(NOW)),
    (Stream.JUDGED, JUDGED),
    (Stream.JUDGED, PLAIN),
    (Stream.COPIES, JUDGED),
    (Stream.NOTICES, NOTICE),
    (Stream.NOTICES, replace(NOTICE, kind=NoticeKind.MERGE, origin=None, copies=(), versions=())),
    (Stream.ENRICHED, Enriched(JUDGED, CONFLICT, CHANGE)),
    (Stream.ENRICHED, Enriched(PLAIN, replace(CONFLICT, relevant=False, media_topics=(), entities=()))),
    (Stream.CONFLICT, ConflictBrief(OTHER, ID, "urn:x:1", "2", "L", Verdict.UPDATE, "H", "PORT ESK", None, CONFLICT, HERE)),
    (Stream.THREADS, THREAD),
    (Stream.THREADS, replace(THREAD, article_id="", first=None, last=None, story_count=0, article_count=0, sources=(), merged_into=ID)),
    (Stream.DEADLETTERS, DeadLetter("intake", "not_json", "", "not JSON", HERE, NOW, None, "eA==", (("feed", "a"),))),
    (Stream.ENRICHED, Enriched(PLAIN, Conflict(None, None, (), (), (), "fr", (), False, None, None))),
    (Stream.JUDGED, replace(PLAIN, thread_id=OTHER, thread=IN_THREAD)),
    (Stream.COPIES, replace(JUDGED, thread_id=OTHER, thread=InThread(1.0, ThreadEvidence("story", stories=2)))),
    (Stream.NOTICES, replace(NOTICE, kind=NoticeKind.THREAD_MERGE, origin=None, thread_id=OTHER, from_thread=ID, stories=(ID,))),
    (Stream.NOTICES, replace(NOTICE, kind=NoticeKind.THREAD_LINK, origin=None, linked=LINKED)),
    (Stream.THREADS, replace(THREAD, new=replace(THREAD.new, places=(379003,), tolls=(SOURCE_TOLL,)), places=(READ_PLACE,), tolls=(SOURCE_TOLL,))),
    (Stream.PREPARED, EventReports((READING,))),
    (Stream.ENRICHED, Enriched(replace(PLAIN, thread_id=OTHER, thread=IN_THREAD), CONFLICT, CHANGE)),
)  # fmt: skip
