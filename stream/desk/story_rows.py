"""A story as the desk shows it: worked out anew from all its articles and notices, so that their order of arrival says nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from stream.desk.desk_rows import DeskArticle, DeskNotice, ThreadMove, is_waiting, row_number
from stream.desk.outlet_rows import OutletRow, outlet_rows
from stream.desk.story_facets import facets_number
from stream.desk.story_versions import decisive_of, named_in, order_of, standing_of, versions_of
from stream.desk.toll_words import toll_words
from stream.desk.wire_filters import COUNTED


@dataclass(frozen=True, slots=True)
class StoryRow:
    """One row of the wire. Times are milliseconds since 1970; lists are JSON or between bars as in `DeskArticle`.

    `number` orders stories by their last change (a version or a notice, never a copy). `status` is "", `killed` or `held`, since
    `status_at`, by `status_by`, because of `status_why`. `what` says what happened last: NEW, UPD 3, CORR, KILL, HOLD, BACK.
    `unknown` is 1 where what was killed or held is not known. `killed_least` is the least number of dead that the head tells, `toll` its words, `toll_fell` when it was last told that fewer died than before, 0 where that is not told. `differs` is 1 where an outlet's version tells another.
    `facets` is the number of what it is counted under (see `story_facets`), `traits` what filters ask of it (see `story_traits`), and
    `victims` whom its events hurt; the last two are filled in with the events.
    """

    story: str
    number: int
    changed: int
    first: int
    head: str
    headline: str
    headline_before: str
    headline_changed: int | None
    agency: str
    source: str
    language: str
    urgency: int | None
    slug: str
    place: str
    countries: str
    event_types: str
    relevant: int | None
    verdict: str
    what: str
    status: str
    status_at: int | None
    status_by: str
    status_why: str
    unknown: int
    killed_least: int | None
    toll: str
    toll_fell: int
    versions: int
    copies: int
    outlets: str
    thread: str
    differs: int
    facets: int
    traits: int = 0
    victims: str = ""


@dataclass(frozen=True, slots=True)
class BuiltStory:
    """A story and its outlets, in the order of their names; `killed` are the articles that have a killed text."""

    row: StoryRow
    outlets: tuple[OutletRow, ...]
    killed: tuple[str, ...] = ()


def build(
    story: str,
    articles: Sequence[DeskArticle],
    notices: Sequence[DeskNotice],
    moves: Sequence[ThreadMove] = (),
) -> BuiltStory | None:
    """The story of these articles and notices, in whatever order they are given; None where there is nothing to show."""
    waiting = [each for each in articles if is_waiting(each)]
    articles = sorted((each for each in articles if not is_waiting(each)), key=order_of)
    notices = sorted(notices, key=lambda each: (each.received, each.position, each.digest))
    versions = versions_of(articles, notices)
    if not versions and not notices:
        return None
    standing = standing_of(notices)
    decisive = decisive_of(versions, notices)
    # Who carries a text before its embargo ends is an outlet, though the story begins with it.
    early = {each.article_id for each in waiting}
    others = [each for each in articles if each not in versions or each.carries in early]
    outlets = tuple(outlet_rows(story, others, versions, notices, standing, waiting))
    row = _row(story, versions, decisive, outlets, _thread(articles, moves))
    facets = facets_number(getattr(row, column) for column in COUNTED.values())
    killed = [each for each in articles if {each.article_id, each.carries} & standing.killed.keys()]
    return BuiltStory(replace(row, facets=facets), outlets, tuple(each.article_id for each in killed))


def _row(
    story: str,
    versions: Sequence[DeskArticle],
    decisive: DeskNotice | None,
    outlets: Sequence[OutletRow],
    thread: str,
) -> StoryRow:
    head = versions[-1] if versions else None
    status = {"kill": "killed", "hold": "held"}.get(decisive.kind, "") if decisive else ""
    changed = max([each.received for each in versions] + ([decisive.received] if decisive else []))
    before = next((each for each in reversed(versions[:-1]) if head and each.headline != head.headline), None)
    told = [each for each in versions if toll_words(each.tolls)[0] is not None]
    least, toll = toll_words(head.tolls) if head else (None, "")
    earlier = [each for each in told[:-1] if toll_words(each.tolls)[0] != least]
    was = toll_words(earlier[-1].tolls)[0] if earlier and least is not None else None
    told_now = toll + (f", was {was}" if was is not None else "")
    names = sorted({each.source for each in outlets})
    return StoryRow(
        story=story,
        number=row_number(changed, story),
        changed=changed,
        first=versions[0].received if versions else changed,
        head=head.article_id if head else "",
        headline=(head.headline if head else decisive.headline if decisive else "") or "(no headline)",
        headline_before=before.headline if before else "",
        headline_changed=_headline_changed(versions),
        agency=next((each.agency for each in reversed(versions) if each.agency), "")
        or (decisive.source if decisive and head is None else ""),
        source=head.source if head else decisive.source if decisive else "",
        language=head.language if head else "",
        urgency=head.urgency if head else None,
        slug=next((each.slug for each in reversed(versions) if each.slug), "")
        or (decisive.slug if decisive else ""),
        place=(head.place or head.located) if head else "",
        countries=head.countries if head else "",
        event_types=head.event_types if head else "",
        relevant=head.relevant if head else None,
        verdict=head.verdict if head else "",
        what=_what(versions, decisive),
        status=status,
        status_at=decisive.received if decisive and status else None,
        status_by=decisive.source if decisive and status else "",
        status_why=(decisive.ednote or decisive.body or decisive.text) if decisive and status else "",
        unknown=int(bool(decisive and status and not versions and not named_in(decisive))),
        killed_least=least,
        toll=told_now,
        toll_fell=_last_told(told[told.index(earlier[-1]) + 1 :])
        if was is not None and least is not None and least < was
        else 0,
        versions=len(versions),
        copies=len(outlets),
        outlets="|" + "".join(f"{name.replace('|', '/')}|" for name in names) if names else "",
        thread=thread,
        differs=int(any(_other_toll(each.toll, told_now) for each in outlets)),
        facets=0,
    )


def _other_toll(outlet: str, head: str) -> bool:
    """Whether an outlet's toll is not the head's ("11 killed, was 8" is 11 killed); `wire_filters.OTHER_TOLL` says the same in SQL."""
    return bool(outlet and head) and outlet != head and not head.startswith(f"{outlet}, was ")


def _last_told(versions: Sequence[DeskArticle]) -> int:
    """When versions of one toll told it as news: the first, or the newest correction after it; other versions repeat it."""
    return max(each.received for each in versions if each is versions[0] or each.verdict == "correction")


def _thread(articles: Sequence[DeskArticle], moves: Sequence[ThreadMove]) -> str:
    """The thread that was told last, by an article or by a notice that moved the story."""
    told = [(each.received, each.position, each.thread) for each in articles if each.thread]
    told += [(each.received, each.position, each.thread) for each in moves]
    return max(told, default=(0, "", ""))[2]


def _what(versions: Sequence[DeskArticle], decisive: DeskNotice | None) -> str:
    head = versions[-1] if versions else None
    if decisive and decisive.kind in {"kill", "hold"}:
        return decisive.kind.upper()
    if decisive and decisive.kind == "release" and (head is None or decisive.article_id == head.article_id):
        return "BACK" if len(versions) > 1 else "NEW"
    if head and head.verdict == "correction":
        return "CORR"
    if len(versions) > 1:
        return f"UPD {len(versions) - 1}"
    return "NEW"


def _headline_changed(versions: Sequence[DeskArticle]) -> int | None:
    for before, after in reversed(list(pairwise(versions))):
        if before.headline != after.headline:
            return after.received
    return None
