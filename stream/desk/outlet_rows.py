"""What each outlet's page carries of a story, worked out anew from the story's articles and notices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import orjson

from stream.desk.desk_rows import DeskArticle, DeskNotice
from stream.desk.outlet_states import OPEN, CarriedVersion, OutletState
from stream.desk.story_versions import NoticeStanding
from stream.desk.toll_words import toll_words

_HOPS: Final = 8  # from a copy of a copy to the version that both carry; texts are not copied further


@dataclass(frozen=True, slots=True)
class OutletRow:
    """What an outlet's page carries of a story; the states come of it with the time of looking (see `outlet_states`).

    `carries` is the version's article id, `carries_version` its number as the agency counts. `late` says that the page came after
    the kill, hold or correction of what it carries. `early` is when the embargo of what it carries ended, where the page came
    before that.
    """

    story: str
    uri: str
    source: str
    article_id: str
    url: str
    headline: str
    first_seen: int
    seen: int
    delay: int | None
    carries: str
    carries_version: str
    own_headline: int
    cut: int
    added: int
    toll: str
    late: int
    killed: int | None
    held: int | None
    corrected: int | None
    newer: int | None
    withdrawn: int | None
    own: int
    early: int | None

    def carried(self) -> CarriedVersion:
        """The times that decide the state."""
        return CarriedVersion(
            self.seen, self.killed, self.held, self.corrected, self.newer, self.withdrawn, bool(self.own)
        )

    def noticed(self, state: OutletState) -> int | None:
        """When the kill, hold or correction came that makes the page wrong; None in any other state."""
        return {
            OutletState.KILLED_TEXT: self.killed,
            OutletState.HELD_TEXT: self.held,
            OutletState.WRONG_VERSION: self.corrected,
        }.get(state)

    def came_late(self, state: OutletState) -> bool:
        """Whether the page came after what was said of its text: a late copy, as alerts call it."""
        noticed = self.noticed(state)
        return state in OPEN and (bool(self.late) or (noticed is not None and self.first_seen > noticed))

    def not_seen_since(self, state: OutletState) -> bool:
        """Whether nothing was heard of the page since it is wrong."""
        noticed = self.noticed(state)
        return noticed is not None and self.seen < noticed


def outlet_rows(
    story: str,
    articles: Sequence[DeskArticle],
    versions: Sequence[DeskArticle],
    notices: Sequence[DeskNotice],
    standing: NoticeStanding,
    waiting: Sequence[DeskArticle] = (),
) -> list[OutletRow]:
    """A row for each page that is no version of the origin, in the order of their outlets' names; `waiting` are texts under embargo."""
    pages: dict[tuple[str, str], list[DeskArticle]] = {}
    for each in articles:
        pages.setdefault((each.source, each.uri), []).append(each)
    # A late notice names the page, and what it says of it holds for that page whatever the page is said to carry.
    late = {copy[1]: each for each in notices if each.late for copy in orjson.loads(each.copies)}
    taken_back = {(each.source, each.uri): each.received for each in notices if each.kind == "kill"}
    by_id = {each.article_id: each for each in articles}
    rows = []
    for place in sorted(pages):
        seen = pages[place]
        last = seen[-1]
        version = _carried(last, by_id, versions, waiting)
        name = version.article_id if version else last.carries
        after = [each.received for each in versions if version and each.received > version.received]
        came_late = late.get(last.uri)
        rows.append(
            OutletRow(
                story=story,
                uri=last.uri,
                source=last.source,
                article_id=last.article_id,
                url=last.url or (last.uri if last.uri.startswith(("http://", "https://")) else ""),
                headline=last.headline,
                first_seen=seen[0].received,
                seen=last.received,
                delay=seen[0].delay,
                carries=name,
                carries_version=version.version if version else last.carried_version,
                own_headline=last.own_headline,
                cut=last.cut,
                added=last.added,
                toll=toll_words(version.tolls)[1] if version else "",
                late=int(came_late is not None),
                killed=standing.killed.get(name),
                held=standing.held.get(name),
                corrected=standing.corrected.get(name),
                newer=min(after) if after else None,
                withdrawn=taken_back.get(place),
                own=int(last.verdict != "copy" and len(seen) > 1),
                early=_embargo_broken(version, seen[0]),
            )
        )
    return rows


def _carried(
    article: DeskArticle,
    by_id: Mapping[str, DeskArticle],
    versions: Sequence[DeskArticle],
    waiting: Sequence[DeskArticle],
) -> DeskArticle | None:
    """The version whose text an article carries, through copies of copies; the first where it came before its origin did."""
    known = {each.article_id: each for each in (*versions, *waiting)}
    for _ in range(_HOPS):
        if article.carries in known:
            return known[article.carries]
        following = by_id.get(article.carries)
        if following is None:
            break
        article = following
    return versions[0] if versions and not article.carries else None


def _embargo_broken(version: DeskArticle | None, page: DeskArticle) -> int | None:
    until = version.until if version else None
    kept = page.embargo == "parked"  # it came under the embargo itself
    return until if until is not None and page.received < until and not kept else None
