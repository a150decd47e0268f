"""When each alert fires, and when it must not: series as the workers would give them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import Final

from tests.ops.promtool import Case, Fires

DAY: Final = 24 * 60
STEP: Final = 4  # minutes between samples of the series of days: within the five that Prometheus looks back


def up(instance: str) -> str:
    """The series that Prometheus makes for a target."""
    return f'up{{job="newswire", instance="{instance}"}}'


def ours(name: str, **labels: str) -> str:
    """A series of a worker's."""
    pairs = {"job": "newswire", "instance": "a", **labels}
    inside = ", ".join(f'{key}="{value}"' for key, value in pairs.items())
    return f"{name}{{{inside}}}"


def days(until: int, records: Callable[[int], int]) -> str:
    """A counter over `until` minutes to which `records` adds at each minute that has a sample."""
    return " ".join(map(str, accumulate(records(minute) for minute in range(0, until + 1, STEP))))


def down() -> Iterator[Case]:
    """Workers that are gone."""
    yield Case(
        "NewswireWorkerDown", "one of two is away for two minutes",
        {up("a"): "1x4 0x9", up("b"): "1x14"}, 7, (Fires("Worker a does not answer", {"instance": "a"}),),
    )  # fmt: skip
    yield Case("NewswireWorkerDown", "it was away for one scrape", {up("a"): "1x4 0 1x9"}, 7)
    yield Case(
        "NewswireNoWorkers", "the only one is away", {up("a"): "1x4 0x9"}, 7, (Fires("No worker is up"),)
    )
    yield Case("NewswireNoWorkers", "one of two is there", {up("a"): "1x4 0x9", up("b"): "1x14"}, 7)
    yield Case("NewswireNoWorkers", "there is not even a target", {}, 7, (Fires("No worker is up"),))
    started = "newswire_process_start_time_seconds"
    yield Case(
        "NewswireRestarting", "four starts in half an hour", {ours(started): "100x5 400x5 700x5 1000x5 1300x5"}, 29,
        (Fires("Workers have started 4 times in 30 minutes"),),
    )  # fmt: skip
    yield Case("NewswireRestarting", "a rolling restart", {ours(started): "100x9 700x19"}, 29)


def pages() -> Iterator[Case]:
    """Where an alert's page is, while workers answer and after."""
    told = ours("newswire_runbooks_info", base="https://news.example/runbooks")
    yield Case(
        "NewswireNoWorkers", "its page is where the workers said while they were up", {up("a"): "1x4 0x9", told: "1x4"}, 10,
        (Fires("No worker is up"),), pages="https://news.example/runbooks",
    )  # fmt: skip
    yield Case(
        "NewswireNoWorkers", "the workers name no address", {up("a"): "1x4 0x9", ours("newswire_runbooks_info", base=""): "1x14"}, 10,
        (Fires("No worker is up"),),
    )  # fmt: skip


def upkeep() -> Iterator[Case]:
    """The disk, versions side by side, and a topic made anew."""
    size, free = ours("newswire_data_disk_bytes"), ours("newswire_data_disk_free_bytes")
    gig = 1024**3
    left = {"instance": "a"}
    yield Case(
        "NewswireDiskFilling", "a twentieth is free", {size: f"{20 * gig}x60", free: f"{gig}x60"}, 30,
        (Fires("The disk of worker a has 1GiB left", left),),
    )  # fmt: skip
    yield Case(
        "NewswireDiskFilling", "full within hours at this pace", {size: f"{20 * gig}x400", free: f"{8 * gig}-{gig // 100}x400"}, 400,
        (Fires("The disk of worker a has 4GiB left", left),),
    )  # fmt: skip
    yield Case("NewswireDiskFilling", "a large file came, and half is free", {size: f"{20 * gig}x400", free: f"{16 * gig}-{gig // 64}x300 {10 * gig}x100"}, 400)  # fmt: skip
    yield Case("NewswireDiskFilling", "the folder is not there yet", {size: "0x60", free: "0x60"}, 30)
    one, two = (
        ours("newswire_build_info", instance=name, version=version)
        for name, version in (("a", "1.0"), ("b", "1.1"))
    )
    yield Case(
        "NewswireSeveralVersions", "since two hours", {one: "1x200", two: "1x200"}, 120,
        (Fires("Workers of 2 versions have run side by side for an hour"),),
    )  # fmt: skip
    yield Case(
        "NewswireSeveralVersions",
        "a rolling update of half an hour",
        {one: "1x60 stale", two: "_x30 1x170"},
        120,
    )
    anew = ours("newswire_displaced_total")
    yield Case(
        "NewswireTopicMadeAnew", "once", {anew: "0x9 12x30"}, 12, (Fires("12 articles stand where others were judged"),)
    )  # fmt: skip
    yield Case("NewswireTopicMadeAnew", "hours ago", {anew: "0x9 12x90"}, 60)
    late = ours("newswire_late_notices_total", kind="kill")
    yield Case(
        "NewswireLateKill", "one copy after the kill", {late: "0x9 1x30"}, 12,
        (Fires("A text under kill came in again: 1 in 30 minutes"),),
    )  # fmt: skip
    yield Case(
        "NewswireLateKill", "after a correction: no alert", {late: "0x40", ours("newswire_late_notices_total", kind="correction"): "0x9 1x30"}, 12
    )  # fmt: skip


def beside() -> Iterator[Case]:
    """The desk page and notices to people."""
    page = {"job": "newswire-desk"}
    answers = 'up{job="newswire-desk", instance="d"}'
    yield Case(
        "NewswireDeskDown", "away for ten minutes", {answers: "1x4 0x20"}, 15,
        (Fires("The desk page d does not answer", {**page, "instance": "d"}),),
    )  # fmt: skip
    yield Case("NewswireDeskDown", "a restart", {answers: "1x4 0x3 1x20"}, 9)

    def of_desk(name: str, **labels: str) -> str:
        return ours(name, instance="d", **labels).replace('job="newswire"', 'job="newswire-desk"')

    behind, away = of_desk("newswire_desk_behind_records"), of_desk("newswire_desk_disconnected_seconds")
    late = of_desk("newswire_desk_behind_seconds")
    said = Fires("The desk page d does not show the present", {**page, "instance": "d"})
    yield Case("NewswireDeskBehind", "thousands behind", {behind: "5000x20", away: "0x20"}, 15, (said,))
    yield Case(
        "NewswireDeskBehind", "a few, and stuck", {behind: "9x20", late: "0+60x20", away: "0x20"}, 15, (said,)
    )
    yield Case(
        "NewswireDeskBehind", "seconds behind all day", {behind: "9x20", late: "30x20", away: "0x20"}, 15
    )
    yield Case("NewswireDeskBehind", "no broker", {behind: "0x20", away: "0+60x20"}, 15, (said,))
    yield Case(
        "NewswireDeskBehind",
        "a thousand at once, and they are read",
        {behind: "0x4 5000 0x20", away: "0x30"},
        15,
    )
    size, free = of_desk("newswire_desk_disk_bytes"), of_desk("newswire_desk_disk_free_bytes")
    gig = 1024**3
    yield Case(
        "NewswireDeskDiskFilling", "a twentieth", {size: f"{20 * gig}x30", free: f"{gig}x30"}, 20,
        (Fires("The disk of the desk page d has 1GiB left", {**page, "instance": "d"}),),
    )  # fmt: skip
    yield Case("NewswireDeskDiskFilling", "half", {size: f"{20 * gig}x30", free: f"{10 * gig}x30"}, 20)
    own, others = (
        of_desk("newswire_desk_alerts", kind="killed text", own=own, state="open")
        for own in ("true", "false")
    )
    yield Case(
        "NewswireKillNotFollowed", "two of our own", {own: "0x4 2x40", others: "5x44"}, 30,
        (Fires("2 of our own pages carry a killed text", page),),
    )  # fmt: skip
    told = of_desk("newswire_desk_alerts", kind="killed text", own="true", state="told")
    yield Case(
        "NewswireKillNotFollowed", "answered in ten minutes", {own: "0x4 2x9 0x30", told: "0x14 2x30"}, 30
    )
    yield Case("NewswireKillNotFollowed", "others alone", {own: "0x44", others: "5x44"}, 30)
    yield Case("NewswireKillNotFollowed", "followed in ten minutes", {own: "0x4 2x9 0x30"}, 30)
    failed = ours("newswire_notify_failed_in_a_row", target="cms")
    yield Case(
        "NewswireNotifyFailing", "for ten minutes", {failed: "0+1x20"}, 15,
        (Fires("Notices do not reach cms", {"instance": "a", "target": "cms"}),),
    )  # fmt: skip
    yield Case("NewswireNotifyFailing", "twice, then taken", {failed: "0 1 2 0x20"}, 15)
    refused = ours("newswire_notify_tries_total", target="cms", end="refused")
    yield Case(
        "NewswireNotifyRefused", "one", {refused: "0x9 1x20"}, 12,
        (Fires("cms refused notices in 30 minutes: 1", {"instance": "a", "target": "cms", "end": "refused"}),),
    )  # fmt: skip
    yield Case("NewswireNotifyRefused", "hours ago", {refused: "0x9 1x90"}, 60)


def group() -> Iterator[Case]:
    """Partitions and rebalances."""
    place = {"topic": "newswire.raw", "partition": "3"}
    mine, other = (ours("newswire_partition_assigned", **place, instance=instance) for instance in ("a", "b"))
    yield Case(
        "NewswirePartitionUnowned", "neither has it", {mine: "1x4 0x9", other: "0x14"}, 8,
        (Fires("Nobody reads partition 3 of newswire.raw", place),),
    )  # fmt: skip
    yield Case("NewswirePartitionUnowned", "the other took it", {mine: "1x4 0x9", other: "0x5 1x9"}, 8)
    moves = ours("newswire_rebalances_total")
    yield Case(
        "NewswireRebalanceStorm", "one a minute", {moves: "0+1x30"}, 20, (Fires("15 rebalances in 15 minutes"),)
    )  # fmt: skip
    yield Case("NewswireRebalanceStorm", "two workers restarted in turn", {moves: "1x9 2 3 4 5x19"}, 20)
    moving = ours("newswire_rebalancing")
    yield Case(
        "NewswireRecoveryLong", "since twelve minutes", {moving: "0 1x12"}, 12,
        (Fires("Worker a has been without flow for ten minutes", {"instance": "a"}),),
    )  # fmt: skip
    yield Case("NewswireRecoveryLong", "it ended after six minutes", {moving: "0 1x6 0x9"}, 12)


def flow() -> Iterator[Case]:
    """Records that wait, or come late."""
    place = {"topic": "newswire.raw", "partition": "0"}
    lag, age = (ours(f"newswire_consumer_lag_{unit}", **place) for unit in ("records", "seconds"))
    batches = ours("newswire_batch_records_count", stage="intake")
    yield Case(
        "NewswireStalled", "nothing is finished", {lag: "0x4 70x20", batches: "0+5x4 20x20"}, 20,
        (Fires("70 records wait and nothing is finished"),),
    )  # fmt: skip
    yield Case("NewswireStalled", "it works on", {lag: "70x24", batches: "0+5x24"}, 20)
    yield Case("NewswireStalled", "nothing waits", {lag: "0x24", batches: "20x24"}, 20)
    ahead = ours("newswire_clock_ahead_seconds", instance="one")
    yield Case(
        "NewswireClockOff", "an hour ahead", {ahead: "3600x20"}, 10,
        (Fires("one is 3.6k s ahead of the broker's clock", {"instance": "one"}),),
    )  # fmt: skip
    yield Case("NewswireClockOff", "as the broker's", {ahead: "0x20"}, 10)
    topic = {"topic": "newswire.raw"}
    yield Case(
        "NewswireLagGrowing", "more comes than is done", {lag: "0+100x40", age: "0+30x40"}, 30,
        (Fires("newswire.raw is 15m 0s behind, and more comes than is finished", topic),),
    )  # fmt: skip
    yield Case("NewswireLagGrowing", "it catches up", {lag: "4000-100x40", age: "1200-30x40"}, 30)
    yield Case("NewswireLagGrowing", "a full load without delay", {lag: "0+100x40", age: "2x40"}, 30)
    kept = ours("newswire_topic_retention_seconds", **topic)
    yield Case(
        "NewswireLagNearRetention", "half a day of one", {age: "44740x40", kept: "86400x40"}, 30,
        (Fires("newswire.raw is 12h 25m 40s behind: half of what Kafka keeps", topic),),
    )  # fmt: skip
    yield Case("NewswireLagNearRetention", "ten hours of a day", {age: "36000x40", kept: "86400x40"}, 30)
    buckets = {
        bound: ours("newswire_end_to_end_seconds_bucket", output="notices", le=bound)
        for bound in ("10.0", "30.0", "60.0", "+Inf")
    }
    slow = {"10.0": "0x40", "30.0": "0+10x40", "60.0": "0+100x40", "+Inf": "0+100x40"}
    quick = {"10.0": "0+96x40", "30.0": "0+99x40", "60.0": "0+100x40", "+Inf": "0+100x40"}
    yield Case(
        "NewswireLatencyHigh", "nine in ten take most of a minute", {buckets[le]: slow[le] for le in slow}, 20,
        (Fires("One article in twenty takes 58.33s to notices", {"output": "notices"}),),
    )  # fmt: skip
    yield Case("NewswireLatencyHigh", "one in a hundred does", {buckets[le]: quick[le] for le in quick}, 20)
    told = {
        kind: [
            ours("newswire_notice_delay_seconds_bucket", kind=kind, le="10.0"),
            ours("newswire_notice_delay_seconds_count", kind=kind),
        ]
        for kind in ("kill", "merge")
    }
    in_time, all_ = told["kill"]
    yield Case(
        "NewswireKillSlow", "one of three is late", {in_time: "0x9 2x20", all_: "0x9 3x20"}, 12,
        (Fires("A kill took more than ten seconds to its notice", {"kind": "kill"}),),
    )  # fmt: skip
    yield Case("NewswireKillSlow", "all are in time", {in_time: "0x9 3x20", all_: "0x9 3x20"}, 12)
    in_time, all_ = told["merge"]
    yield Case(
        "NewswireKillSlow", "a merge is late: nobody waits for it", {in_time: "0x29", all_: "0x9 3x20"}, 12
    )


def feed() -> Iterator[Case]:
    """What comes in, and what does not."""
    dead, taken = (
        ours("newswire_deadletters_total", stage="intake", reason="not_json"),
        ours("newswire_consumed_total", source="other"),
    )
    yield Case(
        "NewswireDeadLetters", "one in twenty", {dead: "0+5x30", taken: "0+100x30"}, 20,
        (Fires("5% of the records go to the dead letters"),),
    )  # fmt: skip
    yield Case("NewswireDeadLetters", "one in a hundred", {dead: "0+1x30", taken: "0+100x30"}, 20)
    yield Case("NewswireDeadLetters", "two of four: few, and perhaps chance", {dead: "0x15 2x15", taken: "0x15 4x15"}, 20)  # fmt: skip
    fault = ours("newswire_deadletters_total", stage="tag", reason="internal_error")
    yield Case(
        "NewswireInternalErrors", "one of thousands", {fault: "0x9 1x20", taken: "0+900x30"}, 12,
        (Fires("Faults of newswire in tag: 1 in 30 minutes", {"stage": "tag"}),),
    )  # fmt: skip
    yield Case("NewswireInternalErrors", "many that are refused", {dead: "0+50x30", fault: "0x30"}, 20)
    yield Case(
        "NewswireNothingConsumed", "silence since 40 minutes", {taken: "0+9x10 90x50"}, 50,
        (Fires("No record has come for half an hour"),),
    )  # fmt: skip
    yield Case("NewswireNothingConsumed", "one record in half an hour", {taken: "0+9x10 90x20 91x30"}, 50)
    end = 7 * DAY + 240
    for says, quiet in (("by night, as every night", True), ("by night, where nights are busy", False)):

        def night(minute: int, quiet: bool = quiet) -> int:
            sleeps = quiet and 120 <= minute % DAY < 300
            return 10 * (minute < end - 60 and not sleeps)

        yield Case(
            "NewswireNothingConsumed", says, {taken: days(end, night)}, end,
            () if quiet else (Fires("No record has come for half an hour"),), STEP,
        )  # fmt: skip
    habits: dict[str, Callable[[int], int]] = {
        "a wire that never rests, and stops": lambda minute: 10 * (minute < end - 100),
        "half of the usual": lambda minute: 10 if minute < end - 200 else 5,
        "by day alone": lambda minute: 10 * (8 * 60 <= minute % DAY < 16 * 60),
        "once a week": lambda minute: 10 * (minute < DAY),
        "new, and at once silent": lambda minute: 10 * (end - 600 < minute < end - 200),
    }
    yield Case(
        "NewswireSourceQuiet", "one of five is quieter than it was wont to be",
        {ours("newswire_consumed_total", source=name): days(end, habit) for name, habit in habits.items()}, end,
        (Fires(f"{next(iter(habits))} has gone quiet", {"source": next(iter(habits))}),), STEP,
    )  # fmt: skip


def share() -> Iterator[Case]:
    """Copies among the articles."""
    end = DAY
    copies, originals = (
        ours("newswire_verdicts_total", verdict=verdict, source="other") for verdict in ("copy", "original")
    )

    def shift(usual: int, now: int, articles: int = 100) -> dict[str, str]:
        def share_at(minute: int) -> int:
            return usual if minute < end - 180 else now

        return {
            copies: days(end, lambda minute: articles * share_at(minute) // 100),
            originals: days(end, lambda minute: articles * (100 - share_at(minute)) // 100),
        }

    yield Case(
        "NewswireCopyShareHigh", "from a third to two thirds", shift(34, 66), end,
        (Fires("66% of the articles are copies"),), STEP,
    )  # fmt: skip
    yield Case("NewswireCopyShareHigh", "as ever", shift(66, 66), end, every=STEP)
    yield Case("NewswireCopyShareHigh", "too few articles to tell", shift(40, 80, 5), end, every=STEP)
    yield Case(
        "NewswireCopyShareLow", "from half to a fifth", shift(50, 20), end,
        (Fires("Only 20% of the articles are copies"),), STEP,
    )  # fmt: skip
    yield Case(
        "NewswireCopyShareLow", "from a tenth to nearly none", shift(10, 2), end,
        (Fires("Only 2% of the articles are copies"),), STEP,
    )  # fmt: skip
    yield Case("NewswireCopyShareLow", "somewhat less", shift(50, 40), end, every=STEP)


def window() -> Iterator[Case]:
    """Memory."""
    taken, limit = ours("newswire_process_resident_memory_bytes"), ours("newswire_memory_limit_bytes")
    most = 4 * 1024**3
    yield Case(
        "NewswireWindowNearLimit", "nine tenths", {taken: f"{most * 9 // 10}x30", limit: f"{most}x30"}, 20,
        (Fires("Worker a has 3.6GiB in memory, above 85 % of its limit", {"instance": "a"}),),
    )  # fmt: skip
    yield Case("NewswireWindowNearLimit", "a third", {taken: f"{most // 3}x30", limit: f"{most}x30"}, 20)


def threads() -> Iterator[Case]:
    """Stories that join no thread."""

    def placed(first: float, joined: float) -> dict[str, str]:
        series = {"first": first, "joined": joined, "story": 20.0}
        return {
            ours("newswire_threaded_total", rule=rule): f"0+{more:g}x480" for rule, more in series.items()
        }

    yield Case(
        "NewswireThreadsApart", "one in a hundred", placed(9.9, 0.1), 450,
        (Fires("Only 36 stories of the last six hours joined a thread"),),
    )  # fmt: skip
    yield Case("NewswireThreadsApart", "one in five", placed(8, 2), 450)
    yield Case("NewswireThreadsApart", "too few stories to tell", placed(1, 0), 450)


CASES: Final = (
    *down(),
    *pages(),
    *upkeep(),
    *beside(),
    *group(),
    *flow(),
    *feed(),
    *share(),
    *threads(),
    *window(),
)
