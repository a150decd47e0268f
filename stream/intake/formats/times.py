"""Times as the wires write them. A value that is no time counts as absent: a wrong time must not cost a story."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from stream.intake.values import parse_time

# Agencies that write local times without a zone, by the first word of their name.
_ZONES: Final[Mapping[str, str]] = {
    "stt": "Europe/Helsinki", "ntb": "Europe/Oslo", "tt": "Europe/Stockholm", "ritzau": "Europe/Copenhagen",
    "belga": "Europe/Brussels", "tass": "Europe/Moscow", "aap": "Australia/Sydney", "businessdesk": "Pacific/Auckland",
    "business desk": "Pacific/Auckland", "nzn": "Pacific/Auckland", "anp": "Europe/Amsterdam", "keystone-ats": "Europe/Zurich",
    "ats": "Europe/Zurich", "cp": "America/Toronto", "apa": "Europe/Vienna",
}  # fmt: skip
_COMPACT: Final = re.compile(r"(\d{8})(\d{4}(?:\d{2})?)([+-]\d{2}:?\d{2}|Z)?", re.ASCII)
_OFFSET: Final = re.compile(r"(?<=\d)\s+(?=[+-]\d{2}:?\d{2}$)", re.ASCII)
_LONGEST: Final = 60  # characters
_EARLIEST: Final = 1900  # a year: what lies before stands for "none"
_WORDS: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")

_MONTHS: Final = {
    name: month
    for month, names in enumerate(
        (
            "jan january januar januari janv janvier ene enero gen gennaio janeiro",
            "feb february februar februari f\u00e9v f\u00e9vr f\u00e9vrier fev febrero febbraio fevereiro",
            "mar march m\u00e4r m\u00e4rz mrz maerz mrt maart mars marzo mar\u00e7o",
            "apr april avr avril abr abril aprile",
            "may mai mei mayo mag maggio maj maio",
            "jun june juni juin junio giu giugno junho",
            "jul july juli juil juillet julio lug luglio julho",
            "aug august augustus augusti ao\u00fb ao\u00fbt aout ago agosto",
            "sep sept september septembre septiembre set settembre setembro",
            "oct october okt oktober octobre octubre ott ottobre out outubro",
            "nov november novembre noviembre novembro",
            "dec december dez dezember d\u00e9c d\u00e9cembre dic diciembre dicembre dezembro",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_CLOCKS: Final = {
    "gmt": 0,
    "utc": 0,
    "z": 0,
    "cet": 1,
    "mez": 1,
    "cest": 2,
    "mesz": 2,
    "bst": 1,
    "edt": -4,
    "est": -5,
    "jst": 9,
}
_FOOTER: Final = re.compile(
    r"(?P<day>\d{2})(?P<hour>\d{2})(?P<minute>\d{2})\s{0,3}(?P<zone>[A-Z]{1,4})?\s{1,3}(?P<month>[^\W\d_]{3,9})\.?\s{1,3}(?P<year>\d{2,4})(?!\d)",
    re.IGNORECASE,
)


def rfc3339(text: str, source: str = "") -> str:
    """A time as RFC 3339 in UTC, "" for what is none; one without a zone is local to an agency known to write so."""
    value = _OFFSET.sub("", text.strip())
    if not value or len(value) > _LONGEST:
        return ""
    compact = _COMPACT.fullmatch(value)
    if compact:
        value = f"{compact[1]}T{compact[2]}{compact[3] or ''}"
    try:
        parsed = parse_time(value)
        if parsed.tzinfo is None:
            parsed = parsed.replace(tzinfo=_zone(source))
        return parsed.astimezone(UTC).isoformat() if parsed.year >= _EARLIEST else ""
    except (ValueError, OverflowError):
        return ""


def footer_time(text: str) -> datetime | None:
    """The time in the last lines of an IPTC 7901 message: `170602 GMT Mar 26`, also with the months and zones of other languages."""
    found = next(reversed(list(_FOOTER.finditer(text))), None)
    if found is None:
        return None
    month = _MONTHS.get(found["month"].lower())
    if month is None:
        return None
    year = int(found["year"])
    offset = _CLOCKS.get((found["zone"] or "gmt").lower(), 0)
    try:
        local = datetime(
            year if year > 99 else 2000 + year,
            month, int(found["day"]), int(found["hour"]), int(found["minute"]), tzinfo=UTC,
        )  # fmt: skip
    except ValueError:
        return None
    return datetime.fromtimestamp(local.timestamp() - offset * 3600, UTC)


def _zone(source: str) -> ZoneInfo:
    name = source.strip().casefold()
    words = _WORDS.findall(name.removeprefix("www."))  # `belga.be` as well as `Belga News`
    return ZoneInfo(_ZONES.get(name) or _ZONES.get(words[0] if words else "", "UTC"))
