"""What is open on the desk: a page with a killed, held or wrong text, a kill that could mean several, a toll that went down."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from stream.desk.desk_rows import DeskNotice
from stream.desk.outlet_rows import OutletRow
from stream.desk.outlet_states import OPEN, OutletState, since_of, state_of
from stream.desk.story_rows import StoryRow

# Worst first. A late copy is a killed, held or wrong text that came after it was said to be: somebody is still putting it out.
KINDS: Final = (
    "late copy",
    "killed text",
    "held text",
    "wrong version",
    "broke embargo",
    "ambiguous kill",
    "kill of something never seen",
    "toll went down",
    "agency quiet",
)
CARRIED: Final = frozenset(KINDS[:4])  # what an outlet's page carries that it should not
EMBARGO_SHOWN: Final = 86_400_000  # milliseconds after its end; then a broken embargo is for the records


@dataclass(frozen=True, slots=True)
class Alert:
    """One row an outlet and story. Times are milliseconds since 1970.

    `since` is when it began, `noticed` when the kill, hold or correction came, `seen` when the page was seen last; None where it
    has no page.
    """

    kind: str
    story: str
    headline: str
    who: str
    own: bool
    since: int
    noticed: int | None
    seen: int | None
    url: str
    text: str
    uri: str = ""

    @property
    def name(self) -> str:
        """A short name for the row on a page."""
        return hashlib.blake2b(f"{self.story}\0{self.who}\0{self.uri}".encode(), digest_size=6).hexdigest()

    @property
    def told(self) -> int:
        """When what it stands for was last told: the notice, or where there is none its beginning."""
        return self.since if self.noticed is None else self.noticed

    @property
    def rank(self) -> tuple[int, bool, int, str]:
        """Worst and own first, then the newest."""
        return KINDS.index(self.kind), not self.own, -self.since, self.who


def alerts_of(
    story: StoryRow, outlets: Iterable[OutletRow], now: int, grace: int, own: Collection[str]
) -> list[Alert]:
    """What is open of one story at `now`, worst first."""
    found = []
    names = {name.casefold() for name in own}
    for each in outlets:
        carried = each.carried()
        if each.early is not None and now - each.early < EMBARGO_SHOWN:
            before = f"{(each.early - each.first_seen) // 60_000} min before its time"
            waits = f"carries a text that is under embargo until {_hour(each.early)}"
            found.append(
                Alert(
                    "broke embargo", story.story, story.headline, each.source, own=each.source.casefold() in names,
                    since=each.first_seen, noticed=None, seen=each.seen, url=each.url,
                    text=waits if now < each.early else f"carried it {before}", uri=each.uri,
                )
            )  # fmt: skip
        state = state_of(carried, now, grace)
        if state not in OPEN:
            continue
        noticed = each.noticed(state)
        text = _WORDS[state].format(version=each.carries_version or "?", by=story.status_by or story.agency)
        found.append(
            Alert(
                kind="late copy" if each.came_late(state) else state.value,
                story=story.story,
                headline=story.headline,
                who=each.source,
                own=each.source.casefold() in names,
                since=since_of(carried, state),
                noticed=noticed,
                seen=each.seen,
                url=each.url,
                text=text,
                uri=each.uri,
            )
        )
    if story.toll_fell:
        found.append(_alone("toll went down", story, story.source, story.toll_fell, story.toll))
    if story.unknown:
        found.append(
            _alone(
                "kill of something never seen", story, story.status_by, story.changed,
                "No article came under this name; it is left out should one come.",
            )
        )  # fmt: skip
    return sorted(found, key=lambda alert: alert.rank)


def ambiguous(story: StoryRow, notices: Sequence[DeskNotice]) -> list[Alert]:
    """Kills and holds that could mean several items: a person decides."""
    return [
        _alone("ambiguous kill", story, each.source, each.received, each.text or each.headline)
        for each in notices
        if each.ambiguous
    ]


_WORDS: Final = {
    OutletState.KILLED_TEXT: "carries version {version}, killed by {by}",
    OutletState.HELD_TEXT: "carries version {version}, withheld by {by}",
    OutletState.WRONG_VERSION: "carries version {version}, which is corrected",
}


def _hour(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%H:%M UTC")


def _alone(kind: str, story: StoryRow, who: str, since: int, text: str) -> Alert:
    return Alert(
        kind,
        story.story,
        story.headline,
        who,
        own=False,
        since=since,
        noticed=None,
        seen=None,
        url="",
        text=text,
    )
