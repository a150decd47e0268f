"""What is known of one item: its versions, and whether it is held or killed. Frozen: each change is a new value."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from stream.model.uris import item_uri


class Status(StrEnum):
    """Where an item stands."""

    LIVE = "live"
    HELD = "held"
    KILLED = "killed"


class ItemVersion(NamedTuple):
    """One version of an item: enough to order it and to know it again."""

    article_id: str
    uri: str
    version: str
    created: datetime | None
    digest: str


class Lineage(NamedTuple):
    """An item's life so far.

    `versions` are the usable ones in order of arrival, `latest` the newest of them; `standing` is the hold or kill
    in force, if any, `notes` all holds and kills seen, to know their redelivery.
    """

    identity: str
    source: str
    versions: tuple[ItemVersion, ...] = ()
    latest: ItemVersion | None = None
    status: Status = Status.LIVE
    standing: ItemVersion | None = None
    notes: tuple[ItemVersion, ...] = ()

    def is_known(self, version: ItemVersion) -> bool:
        """Whether this very content came before, under this version."""
        return any(
            known.version == version.version and known.digest == version.digest
            for known in (*self.versions, *self.notes)
        )

    def reinstates(self, version: ItemVersion) -> bool:
        """Whether known content comes back after the hold or kill in force: this is how feeds without versions release it."""
        return self.standing is not None and (version_order(version, self.standing) or 0) > 0

    def newest(self) -> ItemVersion | None:
        """The newest version of any status."""
        if self.latest is None or self.standing is None:
            return self.latest or self.standing
        return self.standing if (version_order(self.standing, self.latest) or 1) > 0 else self.latest

    def with_usable(self, version: ItemVersion, *, supersedes: bool) -> Lineage:
        """The lineage after a usable version; one that supersedes also lifts a hold or kill."""
        versions = (*self.versions, version)
        if not supersedes:
            return self._replace(versions=versions)
        return Lineage(self.identity, self.source, versions, version, notes=self.notes)

    def with_note(self, version: ItemVersion, status: Status) -> Lineage:
        """The lineage after a hold or kill; a hold lifts no kill."""
        notes = (*self.notes, version)
        if self.status is Status.KILLED and status is Status.HELD:
            return self._replace(notes=notes)
        return self._replace(status=status, standing=version, notes=notes)


def version_order(one: ItemVersion, other: ItemVersion) -> int | None:
    """Order two versions: negative when `one` is older, 0 when they are level, None when nothing tells.

    The times of creation decide if both have one and the two differ: Reuters' version numbers show no order, and a lead
    under a new uri counts from 1 again. Otherwise the versions decide, if both are integers (ninjs has them as strings) of
    the same uri.
    """
    timed = one.created is not None and other.created is not None
    if one.created is not None and other.created is not None and one.created != other.created:
        return (one.created > other.created) - (one.created < other.created)
    if _is_integer(one.version) and _is_integer(other.version) and _is_one_uri(one, other):
        difference = int(one.version) - int(other.version)
        if difference:
            return difference
    if timed:
        return 0
    return 0 if one.uri == other.uri and one.version == other.version and one.version else None


def _is_one_uri(one: ItemVersion, other: ItemVersion) -> bool:
    return one.uri == other.uri or item_uri(one.uri, one.version) == item_uri(other.uri, other.version)


def _is_integer(version: str) -> bool:
    # Longer ones are timestamps or serials: still integers, but int() refuses absurd lengths.
    return version.isascii() and version.isdigit() and len(version) <= 40
