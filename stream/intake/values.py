"""Single values of an item: times, publication status and language, out of the spellings of the wild."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urlsplit

from stream.intake.reasons import Refusal, printable, refuse
from stream.model.articles import PubStatus

# Beside the IPTC's three words: Superdesk's states of what is out or taken back, AP's `embargoed`, Belga's `open`, the British
# spelling, and what newsrooms' own systems write. A `mixed` item has parts of several states and is sent, so that its text may run.
# "Being written" is no status of what is on a wire: those words are left to the formats that know them.
_STATUS: Final = {
    **dict.fromkeys(
        (
            "", "usable", "embargoed", "open", "mixed", "published", "corrected", "updated", "released", "release", "live", "final", "active",
            "approved", "available", "public", "ready", "new", "ok", "normal",
        ),
        PubStatus.USABLE,
    ),
    **dict.fromkeys(
        ("withheld", "withhold", "hold", "on hold", "onhold", "on-hold", "held", "pending", "suspended", "scheduled"), PubStatus.WITHHELD
    ),
    **dict.fromkeys(
        (
            "canceled", "cancelled", "cancel", "unpublished", "killed", "kill", "recalled", "recall", "spiked", "withdrawn", "withdraw", "retracted",
            "retract", "deleted", "removed", "revoked", "eliminated", "rescinded",
        ),
        PubStatus.CANCELED,
    ),
}  # fmt: skip
STATUSES: Final = frozenset(_STATUS)
EMBARGOED: Final = "embargoed"
_EPOCH: Final = re.compile(r"\d{9,10}|\d{12,13}", re.ASCII)  # from 1973 on; eight digits are a date
_MILLISECONDS: Final = 10**11
_RFC_822: Final = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{2,4}\s", re.ASCII)
_LONGEST_TIME: Final = 60  # characters: the parser splits on blanks

# ISO 639-2 codes (both forms) of languages that wires write in, to the 639-1 codes that tags should carry (BCP 47):
# copies meet only within one language, so `eng` and `en` must be one.
_TWO_LETTERS: Final = {
    "afr": "af", "alb": "sq", "sqi": "sq", "ara": "ar", "arm": "hy", "hye": "hy", "aze": "az", "bel": "be",
    "ben": "bn", "bos": "bs", "bul": "bg", "bur": "my", "mya": "my", "cat": "ca", "chi": "zh", "zho": "zh",
    "cze": "cs", "ces": "cs", "dan": "da", "deu": "de", "ger": "de", "dut": "nl", "nld": "nl", "ell": "el",
    "gre": "el", "eng": "en", "est": "et", "fas": "fa", "per": "fa", "fin": "fi", "fra": "fr", "fre": "fr",
    "geo": "ka", "kat": "ka", "heb": "he", "hin": "hi", "hrv": "hr", "hun": "hu", "ice": "is", "isl": "is",
    "ind": "id", "ita": "it", "jpn": "ja", "kaz": "kk", "kor": "ko", "kur": "ku", "lav": "lv", "lit": "lt",
    "mac": "mk", "mkd": "mk", "may": "ms", "msa": "ms", "nob": "nb", "nno": "nn", "nor": "no", "pol": "pl",
    "por": "pt", "pus": "ps", "ron": "ro", "rum": "ro", "rus": "ru", "slk": "sk", "slo": "sk", "slv": "sl",
    "som": "so", "spa": "es", "srp": "sr", "swa": "sw", "swe": "sv", "tam": "ta", "tha": "th", "tur": "tr",
    "ukr": "uk", "urd": "ur", "uzb": "uz", "vie": "vi",
}  # fmt: skip
# What pages and software write where they name no language (HTML's `x-default`), and names in the place of tags.
_NO_LANGUAGE: Final = frozenset({"x-default", "none", "null", "unknown", "default", "n/a", "other"})
_NAMES: Final = {
    name: code
    for code, names in {
        "en": "english", "fr": "french français francais", "de": "german deutsch", "es": "spanish español espanol castellano",
        "pt": "portuguese português portugues", "it": "italian italiano", "nl": "dutch nederlands", "sv": "swedish svenska",
        "no": "norwegian norsk", "da": "danish dansk", "fi": "finnish suomi", "pl": "polish polski", "cs": "czech čeština",
        "ro": "romanian română", "hu": "hungarian magyar", "el": "greek ελληνικά", "ru": "russian русский",
        "uk": "ukrainian українська", "sr": "serbian srpski српски", "hr": "croatian hrvatski", "bg": "bulgarian български",
        "tr": "turkish türkçe", "ar": "arabic العربية", "fa": "persian farsi فارسی", "he": "hebrew עברית", "hi": "hindi हिन्दी",
        "zh": "chinese mandarin 中文", "ja": "japanese 日本語", "ko": "korean 한국어", "vi": "vietnamese", "id": "indonesian",
        "ur": "urdu", "th": "thai",
    }.items()
    for name in names.split()
}  # fmt: skip
_PRIMARY: Final = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9_-]*)?", re.ASCII)


def time(field: str, value: str) -> datetime | None:
    """An RFC 3339 time as UTC, None for ""; no zone is read as UTC.

    Also the compact form (`20130801T120000Z`), RFC 822 (`Tue, 17 Mar 2026 06:02:11 +0000`, as feeds and mails write it)
    and seconds or milliseconds since 1970.

    Raises:
        RejectedError: `bad_time`, naming the field.
    """
    if not value:
        return None
    try:
        parsed = parse_time(value)
        aware = parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
        return aware.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        problem = f"{printable(value)} is no time: expected RFC 3339, as in 2026-03-17T06:02:11Z"
        raise refuse(Refusal.BAD_TIME, field, problem) from error


def parse_time(value: str) -> datetime:
    """A time in any of the spellings of `time`, without a zone where it names none.

    Raises:
        ValueError, OverflowError: it is none.
    """
    if _EPOCH.fullmatch(value):
        number = int(value)
        return datetime.fromtimestamp(number / 1000 if number >= _MILLISECONDS else number, UTC)
    if _RFC_822.match(value):
        return parsedate_to_datetime(value[:_LONGEST_TIME])
    return datetime.fromisoformat(value.upper())  # RFC 3339 allows a small t and z


def publication_status(field: str, value: str, *, has_embargo: bool) -> PubStatus:
    """The publication status, `usable` when the feed gives none.

    `embargoed` is usable with its embargo; without a time nobody knows when it may run, so it is withheld.

    Raises:
        RejectedError: `unknown_pubstatus`, naming the field and what is accepted.
    """
    word = " ".join(value.casefold().split()).rstrip("/").rpartition("/")[2].removeprefix("stat:")
    if word == EMBARGOED and not has_embargo:
        return PubStatus.WITHHELD
    try:
        return _STATUS[word]
    except KeyError as error:
        problem = f"{printable(value)} is unknown: expected usable, embargoed, withheld, canceled or another word for these (docs/formats.md)"
        raise refuse(Refusal.UNKNOWN_PUBSTATUS, field, problem) from error


def language(field: str, value: str) -> str:
    """The primary subtag in lower case (`en-GB` is `en`, `eng` is `en`), "" when the feed names none.

    Raises:
        RejectedError: `bad_value`, naming the field: a name in place of a tag would found a language of its own.
    """
    if not value:
        return ""
    if value.casefold() in _NO_LANGUAGE or value.casefold().startswith("x-"):
        return ""
    named = _NAMES.get(value.casefold())
    if named is not None:
        return named
    tag = _PRIMARY.fullmatch(value)
    if tag is None:
        problem = f"{printable(value)} is no language tag: expected BCP 47, as in en or pt-BR"
        raise refuse(Refusal.BAD_VALUE, field, problem)
    primary = tag[1].lower()
    return _TWO_LETTERS.get(primary, primary)


def tag_or_none(value: str) -> str:
    """A language tag as it stands, "" for what is none: in some formats the field holds anything, and the text decides."""
    return value if _PRIMARY.fullmatch(value) else ""


def authority(uri: str) -> str:
    """The host of a url, `urn:newsml:` name or `tag:`; "" for other uris."""
    scheme, _, rest = uri.partition(":")
    if scheme.lower() == "urn" and rest.lower().startswith("newsml:"):
        host = rest.split(":")[1]
    elif scheme.lower() == "tag":
        host = rest.partition(",")[0].rpartition("@")[2]
    elif rest.startswith("//"):
        try:
            host = urlsplit(uri).hostname or ""
        except ValueError:  # a broken IPv6 address names no host
            return ""
    else:
        return ""
    return host.lower().removeprefix("www.")
