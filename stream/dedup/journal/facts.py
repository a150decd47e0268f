"""What the state keeps of a decision in memory, packed: the facts that later decisions need, and no more.

What a decision does besides (its `act`) is not kept at all once it is applied, and the decision itself stays in its row.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from stream.model.verdicts import Verdict

LONG_AGO: Final = datetime(1, 1, 1, tzinfo=UTC)
MICROSECOND: Final = timedelta(microseconds=1)
# Codes in rows: only ever added to.
VERDICTS: Final = (
    Verdict.ORIGINAL,
    Verdict.COPY,
    Verdict.UPDATE,
    Verdict.CORRECTION,
    Verdict.REFILE,
    Verdict.HOLD,
    Verdict.KILL,
    Verdict.STALE,
    Verdict.REDELIVERY,
)


class Facts(NamedTuple):
    """What is known of an article in the window, with the names of `Decision` for what is read from its fields.

    Times are microseconds: `at` since the year 1, `made` since `at`. `code` is the verdict's place in `VERDICTS`,
    `other_item` the item that it was found to belong to where its uri is not that one's, `other_text` the article whose
    text it carries where that is not its own. `agency` is that of its origin ("" for none), `trace` the words of the
    first evidence, None without any. `paged` says that the decision names a page that carries it, or parts that it carries:
    only then need it be read for them.
    """

    code: int
    at: int
    made: int | None
    article_id: str
    uri: str
    other_item: str
    source: str
    version: str
    digest: str
    exact: str
    url: str
    other_text: str = ""
    aliases: tuple[str, ...] = ()
    agency: str | None = None
    trace: str | None = None
    container: bool = False
    paged: bool = False

    @property
    def verdict(self) -> Verdict:
        """What it was found to be."""
        return VERDICTS[self.code]

    @property
    def time(self) -> datetime:
        """Article time."""
        return moment(self.at)

    @property
    def created(self) -> datetime | None:
        """When its feed says that the version was made."""
        return None if self.made is None else moment(self.at + self.made)

    @property
    def resolved(self) -> str:
        """The item that it was found to belong to."""
        return self.other_item or self.uri

    @property
    def carries(self) -> str:
        """The article whose text it carries."""
        return self.other_text or self.article_id


class Act(NamedTuple):
    """What a decision does to the state besides adding its facts; `until` is `time_of`, `story` empty for the article's id.

    `parked` is the end of the embargo that it waits for, 0 when it does not. `item` is the position's index; it comes last
    since rows hold acts as arrays.
    """

    topic: str
    partition: int
    offset: int
    clock: int
    until: int
    releases: tuple[str, ...]
    story: str = ""
    merges: tuple[str, ...] = ()
    moves_origin: bool = False
    parked: int = 0
    item: int = 0


class Names(NamedTuple):
    """The hashes by which the state finds a decision: of its position, and of the article, its item and its aliases.

    See `stream.dedup.store.name_table`; a tick has a place alone.
    """

    place: int
    article: int = 0
    item: int = 0
    aliases: tuple[int, ...] = ()


class Step(NamedTuple):
    """A decision as the state takes it and as its row is written; ticks have no facts.

    `beside` is what another stage decided with it (see `stream.dedup.stage.Following`), in bytes of its own.
    """

    act: Act
    names: Names
    facts: Facts | None = None
    packed: bytes = b""
    sketch: bytes = b""
    beside: bytes = b""


def micros(time: datetime) -> int:
    """A time as microseconds since the year 1."""
    return (time - LONG_AGO) // MICROSECOND


def moment(at: int) -> datetime:
    """The time that `micros` packed."""
    return LONG_AGO + timedelta(0, 0, at)
