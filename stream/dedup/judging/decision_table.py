"""The decision table: one article and what is known, in; verdict and reason, out. Pure, total, in one place.

Lineage decides before text: an update and a copy look alike to any measure of text, and a kill resembles nothing.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from stream.dedup.journal.lineage import ItemVersion, Lineage, Status, version_order
from stream.model.articles import Article, PubStatus, Signal
from stream.model.verdicts import Match, Reason, Verdict

# How the item of an article is known, in the order in which it is looked for (see `stream.dedup.judging.item_lookup`).
LINKS: Final = (
    "uri",
    "replaces",
    "alt_id",
    "evolved_from",
    "named",
    "headline",
    "slug",
    "thread",
    "text",
    "particulars",
)
# Every rule in the order in which they are tried, `*` standing for one of the links; docs/verdicts.md has them with examples.
RULES: Final = (
    "same_version_same_content",
    "replaced_before",
    "killed_before",
    "lower_version",
    "kill_ambiguous",
    "kill_before_original",
    "kill_by_*",
    "hold_ambiguous",
    "hold_before_original",
    "hold_by_*",
    "repeat",
    "carries_killed_text",
    "later_version_of_copy",
    "released_before_original",
    "releases_killed",
    "releases_held",
    "own_text_now",
    "correction_by_*",
    "refile_by_*",
    "update_by_*",
    "substitute",
    "fuller_text",
    "source_of_withdrawn_page",
    "same_short_text",
    "same_text",
    "furniture_alone",
    "no_match",
)


class Evidence(NamedTuple):
    """What the shard knows that bears on an article.

    `lineage` is the item it belongs to, `link` how that is known (see `stream.dedup.judging.meaning`); `match` is the
    best copy candidate at or above the threshold, `exact` whether it was found by identical short text;
    `replaces` says that the article names the known item it substitutes, `between` are the items that a kill or hold
    could mean. `carried` is what a new version of a known item carries of another source, if anything: `killed` says that this
    is under a kill, `republished` that the item is a page with another's text, `again` that its version before carried the
    same. `fuller` says that what it matches is only the beginning of it. `succeeded` says that a version known replaces the article by name. `bare` says that its body is a page's furniture alone,
    `foreign` that the item is known by another source's note alone, `withdrawn` that what it matches is a page that its outlet
    withdrew, and that the text is this article's.
    """

    lineage: Lineage | None = None
    link: str = ""
    match: Match | None = None
    exact: bool = False
    replaces: bool = False
    bare: bool = False
    between: tuple[Lineage, ...] = ()
    carried: Match | None = None
    killed: bool = False
    republished: bool = False
    again: bool = False
    succeeded: bool = False
    fuller: bool = False
    foreign: bool = False
    withdrawn: bool = False


class Ruling(NamedTuple):
    """A verdict with its reason; `supersedes` is the version it replaces, `lifts` the status that it ends."""

    verdict: Verdict
    reason: Reason
    supersedes: ItemVersion | None = None
    lifts: Status | None = None


def as_version(article: Article, digest: str) -> ItemVersion:
    """The article as a version of its item."""
    return ItemVersion(article.article_id, article.uri, article.version, article.version_created, digest)


def decide(article: Article, digest: str, evidence: Evidence) -> Ruling:
    """Say what an article is.

    The rules are `RULES`, in their order: seen before, late, kill, hold, repeat, page with another's text, new version of a
    known item (correction, refile, update), substitute, copy, original.
    """
    lineage = evidence.lineage
    kill = article.pubstatus is PubStatus.CANCELED or Signal.KILL in article.signals
    hold = article.pubstatus is PubStatus.WITHHELD or Signal.HOLD in article.signals
    if lineage is not None:
        version = as_version(article, digest)
        if lineage.is_known(version) and (kill or hold or not lineage.reinstates(version)):
            return _ruling(
                Verdict.REDELIVERY, "same_version_same_content", f"{article.uri} came before, unchanged"
            )
        if evidence.succeeded and (version_order(version, lineage.newest() or version) or 0) <= 0:
            newest = lineage.newest()
            text = f"{newest.uri if newest else lineage.identity} replaces it and came before"
            return _ruling(Verdict.STALE, "replaced_before", text)
        late = _late(version, lineage, kill=kill)
        if late is not None and not evidence.foreign:
            return late
    if kill:
        return _note(Verdict.KILL, article, evidence)
    if hold:
        return _note(Verdict.HOLD, article, evidence)
    if lineage is not None:
        if _repeats(article, lineage) and evidence.match is not None:
            return _by_text(article, evidence, evidence.match)
        return _new_version(article, lineage, evidence)
    if evidence.replaces:
        return _ruling(Verdict.ORIGINAL, "substitute", "names the item that it replaces")
    if evidence.match is not None and evidence.fuller and Signal.REPEAT not in article.signals:
        match = evidence.match
        text = f"{match.uri} of {match.source} is only a teaser of it: {match.added:.2f} of it is new"
        return Ruling(Verdict.UPDATE, Reason("fuller_text", text, match.containment))
    if evidence.match is not None and evidence.withdrawn:
        match = evidence.match
        text = f"{match.uri} of {match.source} carried it and is withdrawn: that page alone"
        return Ruling(Verdict.ORIGINAL, Reason("source_of_withdrawn_page", text, match.containment))
    if evidence.match is not None:
        return _by_text(article, evidence, evidence.match)
    if evidence.bare:
        text = "the body is a page's furniture alone (a wall, links), which tells no two articles apart"
        return _ruling(Verdict.ORIGINAL, "furniture_alone", text)
    return _ruling(Verdict.ORIGINAL, "no_match", "no known item and no known text")


def _late(version: ItemVersion, lineage: Lineage, *, kill: bool) -> Ruling | None:
    newest = lineage.newest()
    if newest is None:
        return None
    order = version_order(version, newest)
    if lineage.status is Status.KILLED and not kill and (order is None or order <= 0):
        return _ruling(
            Verdict.STALE, "killed_before", f"the item was killed by version {newest.version or '?'}"
        )
    if order is not None and order < 0 and not (kill and _made_later(version, newest)):
        held = " (held)" if lineage.status is Status.HELD else ""
        text = f"version {version.version or '?'} comes after version {newest.version or '?'}{held}"
        return _ruling(Verdict.STALE, "lower_version", text)
    return None


def _repeats(article: Article, lineage: Lineage) -> bool:
    marks = {Signal.CORRECTION, Signal.REFILE, Signal.UPDATE}
    live = lineage.status is Status.LIVE and lineage.latest is not None
    return live and Signal.REPEAT in article.signals and marks.isdisjoint(article.signals)


def _made_later(version: ItemVersion, newest: ItemVersion) -> bool:
    # Some feeds number the kill anew: a kill taken for late is a killed story on the page.
    return version.created is not None and newest.created is not None and version.created > newest.created


def _note(verdict: Verdict, article: Article, evidence: Evidence) -> Ruling:
    lineage, link = evidence.lineage, evidence.link
    if evidence.between:
        which = " or ".join(each.latest.uri if each.latest else each.identity for each in evidence.between)
        return _ruling(
            verdict, f"{verdict}_ambiguous", f"could mean {which}: a person must say, nothing is suppressed"
        )
    if lineage is None or lineage.latest is None:
        return _ruling(verdict, f"{verdict}_before_original", f"{article.uri} is not known yet: remembered")
    return _ruling(verdict, f"{verdict}_by_{link}", f"of {lineage.latest.uri}, all versions", lineage.latest)


def _new_version(article: Article, lineage: Lineage, evidence: Evidence) -> Ruling:
    lifts = None if lineage.status is Status.LIVE else lineage.status
    verdict, link = _version_verdict(article), evidence.link
    if evidence.carried is not None:
        page = _page(article, lineage, evidence, evidence.carried)
        if page is not None:
            return page
    if lineage.latest is None:
        # Held or killed before any usable version came: this is the first to publish.
        text = f"first usable version of {lineage.identity} after its {lineage.status} notice"
        return Ruling(Verdict.ORIGINAL, Reason("released_before_original", text), None, lifts)
    what = f"{article.version or '?'} follows {lineage.latest.version or '?'} of {lineage.latest.uri}"
    if lifts is not None:
        return Ruling(verdict, Reason(f"releases_{lifts}", f"version {what}"), lineage.latest, lifts)
    if evidence.republished and evidence.carried is None:
        return Ruling(
            verdict, Reason("own_text_now", f"version {what}; its text is its own now"), lineage.latest
        )
    return Ruling(verdict, Reason(f"{verdict}_by_{link}", f"version {what}"), lineage.latest)


def _page(article: Article, lineage: Lineage, evidence: Evidence, carried: Match) -> Ruling | None:
    """The ruling on a version that carries another source's text: no news, unless it corrects a text of its own making."""
    lifts = None if lineage.status is Status.LIVE else lineage.status
    what = f"carries version {carried.version or '?'} of {carried.uri} of {carried.source} now"
    if evidence.killed:
        reason = Reason("carries_killed_text", f"{what}, which is under a kill", carried.containment)
        return Ruling(Verdict.COPY, reason, lineage.latest, lifts)
    corrects = not {Signal.CORRECTION, Signal.REFILE}.isdisjoint(article.signals)
    if not evidence.republished or (corrects and evidence.again):
        return None
    return Ruling(
        Verdict.COPY, Reason("later_version_of_copy", what, carried.containment), lineage.latest, lifts
    )


def _version_verdict(article: Article) -> Verdict:
    if Signal.CORRECTION in article.signals:
        return Verdict.CORRECTION
    if Signal.REFILE in article.signals:
        return Verdict.REFILE
    return Verdict.UPDATE


def _by_text(article: Article, evidence: Evidence, match: Match) -> Ruling:
    carried = f"{match.containment:.2f} of the shorter text is shared with {match.uri} of {match.source}"
    if match.source == article.source and Signal.REPEAT in article.signals:
        return Ruling(Verdict.COPY, Reason("repeat", carried, match.containment))
    rule = "same_short_text" if evidence.exact else "same_text"
    return Ruling(Verdict.COPY, Reason(rule, carried, match.containment))


def _ruling(verdict: Verdict, rule: str, text: str, supersedes: ItemVersion | None = None) -> Ruling:
    return Ruling(verdict, Reason(rule, text), supersedes)
