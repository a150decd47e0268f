"""All checks, in the order in which a person mends what they find."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable

from stream.config.settings import Settings
from stream.doctor import broker_checks as kafka
from stream.doctor import disk, machine, own_tables
from stream.doctor.lines import DoctorLine, error, ok, warning


async def examine(
    settings: Settings, problems: Iterable[str], ignored: Iterable[str]
) -> AsyncIterator[DoctorLine]:
    """Every line, as soon as its check is done.

    Args:
        settings: what a worker here would run with.
        problems: what is wrong with the settings themselves.
        ignored: variables that look like settings and have no effect.
    """
    yield machine.versions()
    yield machine.codecs()
    wrong = [error("settings", problem, "see `newswire config show`") for problem in problems]
    useless = [
        warning(
            "settings",
            f"{name}: no such setting, so it has no effect",
            "unset it, or see `newswire config show`",
        )
        for name in ignored
    ]
    for line in [*wrong, *useless] or [
        ok("settings", "they are consistent, and every NEWSWIRE_ variable is one")
    ]:
        yield line
    yield machine.lexicon()
    yield machine.tagger(settings.tagger)
    yield machine.web(settings)
    feed = kafka.Feed()
    async for line in kafka.examine_broker(settings, feed):
        yield line
    for line in await own_tables.examine_tables(settings):
        yield line
    wanted = None if feed.raw_records is None else disk.wanted_bytes(settings, feed.raw_records)
    yield disk.disk_line(disk.measure_room(settings.data_dir), wanted)
