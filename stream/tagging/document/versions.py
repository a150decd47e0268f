"""What earlier versions told: the tagging stage remembers the tolls of each, so that an update shows what changed.

A version is known by its story and its article id. Records of `newswire.judged` are keyed by story, so a partition holds
all versions of a story, and the answer is a function of the log before it. Where two stories were merged between two
versions the second has another story id: then the version before is not known, on every worker and on every replay.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from stream.model import codec
from stream.model.enriched import Change
from stream.model.errors import RejectedError, StopError
from stream.model.tags import Toll
from stream.tagging.document.tolls import toll_difference


@dataclass(frozen=True, slots=True)
class VersionReport:
    """What one version told. `received` is the raw record's time, as in its article."""

    story_id: str
    article_id: str
    received: datetime
    tolls: tuple[Toll, ...]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """The versions of one batch, as the table keeps them."""

    versions: tuple[VersionReport, ...]


class Versions:
    """The versions of one partition.

    A version counts as known for `window` after it was received. It is dropped only after twice that time, so that a
    batch that is read again after a crash finds what it found before.
    """

    def __init__(self, window: timedelta) -> None:
        self._window = window
        self._tolls: dict[tuple[str, str], VersionReport] = {}
        self._order: deque[VersionReport] = deque()
        self._latest: datetime | None = None

    def __len__(self) -> int:
        return len(self._tolls)

    def change(self, version: VersionReport, supersedes: str | None) -> Change | None:
        """How a version differs from the one before; None if it replaces none, or one that is not known (any more)."""
        before = self._tolls.get((version.story_id, supersedes)) if supersedes is not None else None
        if before is None or version.received - before.received > self._window:
            return None
        return toll_difference(before.article_id, before.tolls, version.tolls)

    def append(self, version: VersionReport) -> None:
        """Remember a version; the same one again changes nothing."""
        name = version.story_id, version.article_id
        if self._tolls.get(name) == version:
            return
        self._tolls[name] = version
        self._order.append(version)
        self._latest = max(version.received, self._latest or version.received)
        while self.is_done(self._order[0].received):
            gone = self._order.popleft()
            if self._tolls.get((gone.story_id, gone.article_id)) is gone:
                del self._tolls[gone.story_id, gone.article_id]

    def is_done(self, received: datetime) -> bool:
        """Whether nothing received at a time will be asked for again."""
        return self._latest is not None and self._latest - received > 2 * self._window


def encode_row(versions: Iterable[VersionReport]) -> bytes:
    """Versions as a row of the table."""
    return codec.encode(VersionRow(tuple(versions)))


def decode_version_reports(value: bytes) -> tuple[VersionReport, ...]:
    """The versions of a row.

    Raises:
        StopError: another version of this program wrote it, or nobody did.
    """
    try:
        return codec.decode(VersionRow, value).versions
    except RejectedError as error:
        msg = (
            f"a row of the table of earlier versions cannot be read ({error}): another version of newswire wrote it, or it "
            "is damaged. Run the version that wrote it, or give this one a group of its own (NEWSWIRE_GROUP): it starts with "
            "an empty table and reads the topics again from their start (docs/migration.md)."
        )
        raise StopError(msg) from error
