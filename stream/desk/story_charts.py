"""A story's rows as what its page draws: the timeline, the tolls over its versions, two of its texts compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from markupsafe import Markup

from stream.desk.charts.drawing import draw_timeline, draw_tolls
from stream.desk.charts.timeline import TimelineItem, timeline
from stream.desk.charts.toll_steps import step_lines, version_tolls
from stream.desk.compare.two_texts import Comparison, compare
from stream.desk.desk_queries import DeskStory
from stream.desk.desk_rows import DeskArticle
from stream.desk.desk_templates import shown
from stream.model.notices import NoticeKind


def drawn_timeline(story: DeskStory) -> Markup:
    """Versions, copies and notices on one axis of article time, with the same in a list."""
    killed = {each.row.article_id for each in story.outlets if each.row.killed is not None}
    carried = {each.row.article_id: each.row.carries_version for each in story.outlets}
    versions = {each.article_id for each in story.versions}
    happened = [
        TimelineItem(
            kind="version" if each.article_id in versions else "copy",
            name=each.verdict if each.article_id in versions else "copy",
            article_id=each.article_id,
            version=each.version,
            who=each.source,
            at=_moment(each.created or each.received),
            reason=each.reason,
            carries=carried.get(each.article_id, ""),
            killed=each.article_id in killed
            or (each.article_id in versions and story.row.status == "killed"),
        )
        for each in story.articles
    ]
    told = [
        TimelineItem(
            "notice", each.kind, each.article_id, each.version, each.source,
            _moment(each.created or each.received), each.ednote or each.text,
        )
        for each in story.notices
        if not each.late and each.kind != NoticeKind.THREAD_LINK
    ]  # fmt: skip
    found = timeline([*happened, *told])
    return _plain(draw_timeline(found)) if found else Markup("")


def drawn_tolls(records: Iterable[Mapping[str, Any]]) -> Markup:
    """The tolls over a story's versions, "" where none is told."""
    lines = step_lines(version_tolls(each) for each in records if each.get("conflict"))
    return _plain(draw_tolls(lines))


def default_against(story: DeskStory, article: DeskArticle) -> str:
    """What a text is compared with unless another is asked for: a version with the one before, a copy with what it carries."""
    for each in story.outlets:
        if each.row.article_id == article.article_id:
            return each.row.carries
    names = [each.article_id for each in story.versions]
    at = names.index(article.article_id) if article.article_id in names else 0
    return names[at - 1] if at else ""


def compared_texts(before: Mapping[str, Any], after: Mapping[str, Any]) -> Comparison:
    """Two records' texts, word by word."""
    return compare(
        before["body"], after["body"], headline=before["headline"], after_headline=after["headline"]
    )


def choices(story: DeskStory) -> Sequence[DeskArticle]:
    """What a text may be compared with: the versions, then the pages of outlets."""
    versions = {each.article_id for each in story.versions}
    return [*story.versions, *(each for each in story.articles if each.article_id not in versions)]


def _moment(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC)


def _plain(drawn: Markup) -> Markup:
    """Markup without the characters that no page shows."""
    return Markup(shown(str(drawn)))  # noqa: S704 - it was markup before, and has some characters replaced by another
