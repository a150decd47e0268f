"""Which notices a target gets, in which order, and how far its offsets may move."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from stream.model.notices import Notice, NoticeKind
from stream.notify.targets import Filter

# A story's last one of these says whether its text may be used: no notice overtakes them within a story.
_STANDING = frozenset({NoticeKind.KILL, NoticeKind.HOLD, NoticeKind.RELEASE})


@dataclass(frozen=True, slots=True)
class Arrived:
    """A notice as it came: its place on the topic, and the bytes of its record."""

    partition: int
    offset: int
    value: bytes
    notice: Notice


def passes(wanted: Filter, notice: Notice) -> bool:
    """Whether a target with this filter gets the notice, by what the notice itself tells."""
    return (
        (not wanted.kinds or notice.kind in wanted.kinds)
        and (not wanted.sources or notice.source.casefold() in _folded(wanted.sources))
        and (not wanted.own or bool(own_copies(wanted, notice)))
        and (not wanted.languages or not notice.language or _primary(notice.language) in wanted.languages)
    )


def passes_tags(wanted: Filter, killed: int | None) -> bool:
    """Whether a target with this filter gets a notice, by the tags of its story.

    Args:
        wanted: the filter.
        killed: the most killed that was told of the story; None where it is not known as relevant.
    """
    return not wanted.asks_tags or (killed is not None and killed >= wanted.killed)


def own_copies(wanted: Filter, notice: Notice) -> tuple[int, ...]:
    """The places in `notice.copies` of those that stand in own outlets."""
    own = _folded(wanted.own)
    return tuple(at for at, copy in enumerate(notice.copies) if copy.source.casefold() in own)


def kills_first(batch: Sequence[Arrived]) -> list[Arrived]:
    """A batch in the order of sending: kills of copies that came after the kill first, all else as it came.

    Such a copy is a killed text that somebody has just put out. What was said before of its story's standing (kill, hold,
    release) goes with it, so that no release comes after the kill that followed it.
    """
    first: list[int] = []
    taken: set[int] = set()
    for at, arrived in enumerate(batch):
        if arrived.notice.kind is not NoticeKind.KILL or not arrived.notice.late:
            continue
        for before in range(at + 1):
            other = batch[before].notice
            same_standing = other.story_id == arrived.notice.story_id and other.kind in _STANDING
            if same_standing and before not in taken:
                taken.add(before)
                first.append(before)
    return [batch[at] for at in first] + [arrived for at, arrived in enumerate(batch) if at not in taken]


def committable(read: Mapping[int, Iterable[int]], done: Collection[tuple[int, int]]) -> dict[int, int]:
    """The offset that each partition may be committed at: that of the first record that is not done yet.

    Args:
        read: the offsets of a batch by partition, ascending.
        done: partition and offset of each record that was sent, or that no target wants.
    """
    offsets = {}
    for partition, given in read.items():
        at = None
        for offset in given:
            at = offset
            if (partition, offset) not in done:
                break
            at = offset + 1
        if at is not None:
            offsets[partition] = at
    return offsets


def _folded(names: Iterable[str]) -> set[str]:
    return {name.casefold() for name in names}


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()
