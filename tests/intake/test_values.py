from __future__ import annotations

from datetime import UTC, datetime
from time import tzset

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stream.intake.values import language, publication_status, time
from stream.model.articles import PubStatus
from stream.model.errors import RejectedError


def test_a_time_without_a_zone_is_utc_wherever_the_worker_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker's own time zone says nothing of the feed's."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    tzset()
    try:
        assert time("version_created", "2026-03-17T06:02:11") == datetime(2026, 3, 17, 6, 2, 11, tzinfo=UTC)
    finally:
        monkeypatch.undo()
        tzset()


@pytest.mark.parametrize(
    "value",
    ["2026-03-17T06:02:11Z", "2026-03-17T08:02:11+02:00", "2026-03-17T06:02:11", "20260317T060211Z", "2026-03-17 06:02:11z", "2026-03-17t06:02:11z",
     "Tue, 17 Mar 2026 06:02:11 GMT", "17 Mar 2026 08:02:11 +0200", "Tue, 17 Mar 26 01:02:11 EST", "1773727331", "1773727331000"],
)  # fmt: skip
def test_times_of_the_wild_are_one_instant(value: str) -> None:
    """Zone, no zone (UTC), compact form, blank for T, small z, RFC 822, epochs: all the same instant in UTC."""
    assert time("version_created", value) == datetime(2026, 3, 17, 6, 2, 11, tzinfo=UTC)


@settings(deadline=None)
@given(st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30), timezones=st.timezones()))  # noqa: DTZ001 - bounds take no zone
def test_every_rfc_3339_time_is_read(instant: datetime) -> None:
    """Whatever zone a time is written in, it comes back as the same instant in UTC."""
    assert time("version_created", instant.isoformat()) == instant.astimezone(UTC)


@pytest.mark.parametrize(
    "value",
    [
        "noon",
        "2026-02-30",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:00:00-05:00",
        "1773727",
        "Tue, 32 Mar 2026 06:02:11 GMT",
    ],
)
def test_other_times_are_refused_by_name(value: str) -> None:
    """No guess: the message names the field, the value and the form expected."""
    with pytest.raises(RejectedError, match=r"^embargoed: .* expected RFC 3339") as caught:
        time("embargoed", value)

    assert value in caught.value.message


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("", PubStatus.USABLE),
        ("usable", PubStatus.USABLE),
        ("Usable", PubStatus.USABLE),
        ("stat:usable", PubStatus.USABLE),
        ("withheld", PubStatus.WITHHELD),
        ("unpublished", PubStatus.CANCELED),
        ("spiked", PubStatus.CANCELED),
        ("OPEN", PubStatus.USABLE),
        ("withhold", PubStatus.WITHHELD),
        ("canceled", PubStatus.CANCELED),
        ("cancelled", PubStatus.CANCELED),
        ("stat:canceled", PubStatus.CANCELED),
    ],
)
def test_status_spellings_are_folded(word: str, expected: PubStatus) -> None:
    """American, British, Superdesk's and NewsML-G2's words mean three things."""
    assert publication_status("pubstatus", word, has_embargo=False) == expected


def test_embargoed_is_usable_only_with_a_time() -> None:
    """Without a time nobody knows when it may run, so it is held."""
    assert publication_status("pubstatus", "embargoed", has_embargo=True) == PubStatus.USABLE
    assert publication_status("pubstatus", "embargoed", has_embargo=False) == PubStatus.WITHHELD


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en-GB", "en"),
        ("EN_us", "en"),
        ("eng", "en"),
        ("ger", "de"),
        ("nb-NO", "nb"),
        ("ckb", "ckb"),
        ("", ""),
    ],
)
def test_a_language_is_its_primary_subtag(tag: str, expected: str) -> None:
    """Region, case and three-letter codes do not part a language: its copies must meet."""
    assert language("language", tag) == expected


@pytest.mark.parametrize(
    ("given", "read"),
    [("English", "en"), ("deutsch", "de"), ("Русский", "ru"), ("x-default", ""), ("unknown", "")],
)
def test_a_language_by_its_name(given: str, read: str) -> None:
    """What pages write in the place of a tag."""
    assert read == language("language", given)


@pytest.mark.parametrize("tag", ["Northlandish", "e", "12", "\uff45\uff4e", "en GB"])
def test_a_language_that_is_no_tag_is_refused(tag: str) -> None:
    """A name for a tag would found a language of its own, where no copy is found."""
    with pytest.raises(RejectedError, match=r"^language: .*BCP 47"):
        language("language", tag)


@pytest.mark.parametrize("coat", ["{}", "stat:{}", "http://cv.iptc.org/newscodes/pubstatusg2/{}", " {} "])
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("mixed Published UPDATED live released", PubStatus.USABLE),
        ("hold scheduled Pending", PubStatus.WITHHELD),
        ("Killed deleted REMOVED withdrawn retracted", PubStatus.CANCELED),
    ],
)
def test_the_words_of_newsrooms_own_systems_are_statuses(words: str, expected: PubStatus, coat: str) -> None:
    """As a code, an address or a word in any case: a story of several states is sent, so its text may run."""
    for word in words.split():
        assert publication_status("pubstatus", coat.format(word), has_embargo=False) == expected
