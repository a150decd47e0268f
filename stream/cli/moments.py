"""A point in time as people type it: so long ago (`10m`), or a time (`2026-03-17T08:00`)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import click

_AGO: Final = re.compile(r"(\d+(?:\.\d+)?)\s*(s|m|h|d)")
_SECONDS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


def parse_moment(text: str, now: datetime) -> datetime:
    """The time that is meant; a time without a zone is in UTC, as the commands print them.

    Raises:
        ValueError: it is neither.
    """
    ago = _AGO.fullmatch(text.strip())
    try:
        if ago is not None:
            return now - timedelta(seconds=float(ago[1]) * _SECONDS[ago[2]])
        time = datetime.fromisoformat(text.strip())
    except (ValueError, OverflowError):
        msg = (
            f"{text!r} is no time: write how long ago (90s, 10m, 2h, 3d), or a time in UTC (2026-03-17T08:00)"
        )
        raise ValueError(msg) from None
    return time if time.tzinfo else time.replace(tzinfo=UTC)


class Moment(click.ParamType):
    """An option's value that is a point in time."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The time, or wrong usage."""
        if isinstance(value, datetime):
            return value
        try:
            return parse_moment(value, datetime.now(UTC))
        except ValueError as error:
            self.fail(str(error), param, ctx)


since_option = click.option(
    "--since",
    type=Moment(),
    help="Only what came since: how long ago (90s, 10m, 2h, 3d), or a time in UTC (2026-03-17T08:00).",
)
