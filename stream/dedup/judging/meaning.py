"""Which item a kill, a hold, a correction or a later lead means that came under an id of its own.

In this order: the items that it names by id (`evolved_from`, an association, an id in its note or text), by headline
(its own without the mark, or one that it quotes), by slug, and by the text that it repeats. Only items of the same source.
Many stories of a day share a slug, so a slug alone is enough only where it carries the mark itself ("…, 1st
Ld-Writethru", "…, KILL") and one item has it; else headline or text must say the same. Of a kill or hold that could mean
several items none is chosen: a wrong kill takes a good story down and leaves the bad one up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from stream.dedup.journal.lineage import Lineage, Status
from stream.dedup.judging.article_time import article_time
from stream.dedup.judging.like_headlines import like_headlines
from stream.dedup.judging.matching import overlaps_of, same_text
from stream.dedup.state.state import State
from stream.model.articles import Article, Prepared, PubStatus, Signal
from stream.model.uris import item_uri

# A slugline names one story within a day, AP's practice; later it is reused.
SLUG_LIFE: Final = timedelta(hours=24)
TOPIC_LIFE: Final = timedelta(days=7)  # AP corrects within the week
ALIKE: Final = (
    0.6  # part of the shorter headline's words: "UPDATE 1-Bridge taken, 14 dead" is of "Bridge taken"
)
REPEATED: Final = (
    20  # words in shared passages by which a lead is of an item with its slug, as of a related article
)
FEW: Final = 4  # versions whose headlines are looked at
NOTES: Final = frozenset({Signal.KILL, Signal.HOLD})
LEAD_MARKS: Final = frozenset({Signal.UPDATE, Signal.CORRECTION, Signal.REFILE, Signal.KILL, Signal.HOLD})
_VERSION_MARKS: Final = frozenset({Signal.UPDATE, Signal.CORRECTION, Signal.REFILE})
_SUBSTITUTES: Final = re.compile(
    r"(?i)\bsubstitut|\breplac\w+ (?:an? |the |our )?(?:withdrawn|killed|retracted)\b|\bin place of (?:an? |the )?withdrawn\b"
)
_WITHDRAWN: Final = re.compile(r"(?i)\bwithdrawn\b|\bkilled\b|\bretracted\b|\bcancell?ed\b|\bsubstitut")
_WORD: Final = re.compile(r"\w+")
# What AP's slugs begin with before the words that a correction names ("Correction: Velmar Ferry story").
_REGIONS: Final = (
    "",
    *(
        f"{region}{dash}"
        for region in ("eu", "as", "af", "ml", "lt", "cn", "us", "un", "bc", "ap", "ca", "au", "me")
        for dash in ("-", "--")
    ),
)
_SLUG_MARK: Final = re.compile(
    r"(?i),\s*\w|\([^)]*\)\s*$|\b\d{1,2}(?:st|nd|rd|th)[ -](?:ld|lead|add)\b|\bld-writethru\b"
)
# What a headline may say beside its slug without naming anything.
_SAYS_NOTHING: Final = frozenset(
    {"kill", "hold", "withdrawn", "mandatory", "bulletin", "elimination", "eliminate", "advisory", "notice", "editors",
     "correction", "corrected", "corrects", "clarification", "update", "refile", "story", "item", "the", "of", "to", "a"}
)  # fmt: skip


class Item(NamedTuple):
    """The item that an article belongs to, None when it is unknown, and how we know.

    `link` is `uri`, `replaces`, `alt_id`, `evolved_from`, `named`, `headline`, `slug`, `thread` or `text`. `named` is the lineage key of an
    item that a kill or hold names by id and that is yet to come, `between` are those that it could mean. `succeeded`
    says that a version that came before replaces the article.
    """

    lineage: Lineage | None
    link: str
    named: str = ""
    between: tuple[Lineage, ...] = ()
    succeeded: bool = False


UNKNOWN: Final = Item(None, "")


def is_note(article: Article) -> bool:
    """Whether an article is a kill or a hold."""
    return article.pubstatus is not PubStatus.USABLE or not NOTES.isdisjoint(article.signals)


def is_lead(article: Article) -> bool:
    """Whether an article says that it is a later version of something."""
    return not _VERSION_MARKS.isdisjoint(article.signals) and Signal.REPEAT not in article.signals


def replaced_by(article: Article) -> tuple[str, ...]:
    """The items that an article says it replaces, by their lineage keys: as uris, or as its source's own names."""
    uris = dict.fromkeys(each for uri in article.evolved_from for each in (uri, item_uri(uri, "")))
    return tuple(name for uri in uris for name in (uri, f"{article.source}:{uri}"))


def is_substitute(article: Article) -> bool:
    """Whether an article says that what it replaces is withdrawn, or that it substitutes it: it is no version of that."""
    associations = article.extra.get("associations")
    if _SUBSTITUTES.search(article.ednote):
        return True
    names: list[Any] = []
    if isinstance(associations, dict):
        names += [*associations]
        associations = [*associations.values()]
    if isinstance(associations, list):
        names += [one.get("name") for one in associations if isinstance(one, dict)]
    return any(isinstance(name, str) and _WITHDRAWN.search(name) for name in names)


def is_version(article: Article) -> bool:
    """Whether an article names an item that it is a new version of."""
    return bool(article.evolved_from) and not is_substitute(article)


def headline_name(prepared: Prepared) -> str:
    """The further name that an item has by its headline, "" for none."""
    return f"h:{prepared.headline_key}" if prepared.headline_key else ""


def slug_name(source: str, slug: str) -> str:
    """The further name that an item has by its slug."""
    return f"slug:{source}:{slug}"


def evolved(state: State, prepared: Prepared) -> Item:
    """The item that an article is a new version of under a name of its own, by `evolved_from`; or that has replaced it.

    Superdesk gives each update an id of its own and names the one before. Only within a source, and not of what is
    killed: that is a substitute, and an outlet that names the agency's item is judged by its text.
    """
    article = prepared.article
    known = _aliased(state, f"evolves:{prepared.identity}")
    if known is not None and known.source == article.source and known.status is not Status.KILLED:
        made = known.latest.created if known.latest is not None else None
        if not is_note(article):
            # It comes after its successor: where no time tells the order, the name does.
            return Item(known, "evolved_from", succeeded=True)
        # Made after its successor a kill is of both; made before, the successor is what substitutes it.
        return Item(known, "evolved_from") if made is None or _time(state, prepared) > made else UNKNOWN
    if is_note(article) or not is_version(article):
        return UNKNOWN
    for name in replaced_by(article):
        lineage = state.lineage(name) or _aliased(state, f"uri:{name}")
        if lineage is not None and lineage.source == article.source and lineage.status is not Status.KILLED:
            return Item(lineage, "evolved_from")
    return UNKNOWN


def meant(state: State, prepared: Prepared) -> Item:
    """The item that an article of an id unknown so far says it is about; `UNKNOWN` when it says nothing or nobody knows it."""
    article = prepared.article
    if is_note(article):
        return _noted(state, prepared)
    if Signal.CORRECTION in article.signals:
        item = _one_of(state, prepared, _by_id(state, prepared), "named")
        return item if item.lineage is not None else _led(state, prepared)
    return _led(state, prepared) if LEAD_MARKS.intersection(article.signals) else UNKNOWN


def _noted(state: State, prepared: Prepared) -> Item:
    """The item that a kill or hold means."""
    found = _by_id(state, prepared)
    if found:
        return _one_of(state, prepared, found, "named")
    named = _to_come(prepared)
    if named:
        return Item(None, "", named)
    if _numbered_on(prepared.article):
        return UNKNOWN
    found = _by_headline(state, prepared)
    slugged = _by_slug(state, prepared)
    both = [each for each in found if each in slugged]
    if found:
        return _one_of(state, prepared, both or found, "slug" if both else "headline")
    if not slugged:
        item = _by_text(state, prepared)
        return item if item != UNKNOWN else _by_part_of_headline(state, prepared)
    said = _WORD.findall(_said(prepared.article).casefold())
    fits = [each for each in slugged if _is_told(state, each, prepared, said)]
    if len(fits) == 1:
        return Item(fits[0], "slug")
    item = _by_text(state, prepared)
    if item.lineage is not None:
        return item
    if len(slugged) == 1 and _slug_is_all(prepared):
        return Item(slugged[0], "slug")
    return Item(None, "", "", tuple(fits or slugged))


def _led(state: State, prepared: Prepared) -> Item:
    """The item that a correction or a later lead is a version of."""
    slugged = _by_slug(state, prepared)
    named = prepared.headline_key or any(each.startswith("h:") for each in prepared.mentions)
    if named and not _numbered_on(prepared.article):
        found = _recent(_by_headline(state, prepared), _time(state, prepared), state)
        if len(found) == 1:
            return Item(found[0], "slug" if found[0] in slugged else "headline")
    if not slugged:
        return UNKNOWN
    near = _nearest(state, prepared, slugged)
    if near is not None:
        return Item(near, "slug")
    alike = [
        each
        for each in slugged
        if any(are_alike(headline, prepared.article.headline) for headline in headlines_of(state, each))
    ]
    if alike:
        return Item(alike[-1], "slug")
    if len(slugged) == 1 and _slug_is_all(prepared):
        return Item(slugged[0], "slug")
    return UNKNOWN


def _by_id(state: State, prepared: Prepared) -> list[Lineage]:
    """The items of the same source that an article names by id."""
    article = prepared.article
    keys = [*replaced_by(article), *(each[3:] for each in prepared.mentions if each.startswith("id:"))]
    found: list[Lineage] = []
    for key in keys:
        lineage = (
            state.lineage(key)
            or _aliased(state, f"uri:{key}")
            or _aliased(state, f"alt:{article.source}:{key}")
        )
        found.append(lineage) if lineage is not None else None
    return _distinct(
        each for each in found if each.source == article.source and each.identity != prepared.identity
    )


def _to_come(prepared: Prepared) -> str:
    """The item that a note names by id and that nobody knows yet; only what is an id for certain."""
    named = tuple(item_uri(uri, "") for uri in prepared.article.evolved_from[:1]) or tuple(
        each[3:] for each in prepared.mentions if each.startswith(("id:urn:", "id:tag:"))
    )
    return named[0] if len(set(named)) == 1 and named[0] != prepared.identity else ""


def _by_headline(state: State, prepared: Prepared) -> list[Lineage]:
    """The items whose headline an article has or quotes, without those made after it and those that carry another's text."""
    names = [headline_name(prepared), *(each for each in prepared.mentions if each.startswith("h:"))]
    time = _time(state, prepared)
    found = _distinct(
        lineage
        for name in names
        if name
        for identity, _ in state.aliases(name)
        if (lineage := state.lineage(identity)) is not None
        and lineage.latest is not None
        and identity != prepared.identity
        and state.articles[state.numbers_of(identity)[0]].time <= time
    )
    live = [each for each in found if each.status is not Status.KILLED]
    return _own_texts(state, _recent(live or found, time, state) or live or found)


def _by_slug(state: State, prepared: Prepared) -> list[Lineage]:
    """The items that had the slug within a day before."""
    slugs = [prepared.slug, *(each[5:] for each in prepared.mentions if each.startswith("slug:"))]
    topics = [each[6:] for each in prepared.mentions if each.startswith("topic:")]
    for topic in topics:
        forms = (topic, topic.replace(" ", "-"))
        slugs += [f"{region}{form}" for region in _REGIONS for form in forms]
    time = _time(state, prepared)
    found = _slugged(state, prepared.article.source, slugs, time, SLUG_LIFE)
    if found or not topics:
        return found
    # What corrects a story of the days before names it by its topic, and means it where no other had that.
    found = _slugged(state, prepared.article.source, slugs, time, TOPIC_LIFE)
    return found if len(found) == 1 else []


def _slugged(state: State, source: str, slugs: list[str], time: datetime, life: timedelta) -> list[Lineage]:
    found = [
        lineage
        for slug in slugs
        if slug
        for identity, used in state.aliases(slug_name(source, slug))
        # What was made before the last use of a slug is no later lead of it: it belongs to an item yet to come.
        if timedelta() <= time - used <= life and (lineage := state.lineage(identity)) is not None
    ]
    return _own_texts(state, _distinct(found))


def _by_text(state: State, prepared: Prepared) -> Item:
    """The item of the same source whose text a note repeats: the last resort."""
    own = [
        each
        for each in same_text(state, overlaps_of(state, prepared))
        if state.articles[each.number].source == prepared.article.source
    ]
    found = _own_texts(state, _distinct(_lineages(state, (each.number for each in own))))
    return _one_of(state, prepared, found, "text")


def _by_part_of_headline(state: State, prepared: Prepared) -> Item:
    """The item whose headline begins or ends with, or holds, that of a note: "KILL-Bridge taken by" for a longer one."""
    article = prepared.article
    words = _WORD.findall(article.headline.casefold())
    while words and (words[0] in _SAYS_NOTHING or words[-1] in _SAYS_NOTHING):
        words = words[1:] if words[0] in _SAYS_NOTHING else words[:-1]
    names = like_headlines(state, article.source, " ".join(words), _time(state, prepared))
    lineages = (state.lineage(name) for name in names if name != prepared.identity)
    found = [each for each in lineages if each is not None and each.latest is not None]
    live = [each for each in found if each.status is not Status.KILLED]
    return _one_of(state, prepared, _own_texts(state, live or found), "headline")


def _nearest(state: State, prepared: Prepared, among: list[Lineage]) -> Lineage | None:
    """Of some items the one that an article shares most text with, if it shares a passage of it."""
    of = {each.identity: each for each in among}
    shared = [
        (each.shared, each.containment, each.number)
        for each in overlaps_of(state, prepared)
        if state.articles[each.number].resolved in of and (each.shared >= REPEATED or not each.shared)
    ]
    return of[state.articles[max(shared)[2]].resolved] if shared else None


def _one_of(state: State, prepared: Prepared, found: list[Lineage], link: str) -> Item:
    """The only item found, or, of a note, those that it could mean."""
    if len(found) > 1:
        said = _WORD.findall(_said(prepared.article).casefold())
        fits = [each for each in found if _is_told(state, each, prepared, said)]
        found = fits if len(fits) == 1 else found
    if len(found) == 1:
        return Item(found[0], link)
    return Item(None, "", "", tuple(found)) if is_note(prepared.article) else UNKNOWN


def _is_told(state: State, lineage: Lineage, prepared: Prepared, said: list[str]) -> bool:
    """Whether a note's headline is like that of an item, or its words quote it."""
    headlines = headlines_of(state, lineage)
    for headline in headlines:
        words = _WORD.findall(headline.casefold())
        if len(words) > 1 and f" {' '.join(words)} " in f" {' '.join(said)} ":
            return True
    return bool(prepared.headline_key) and any(
        are_alike(each, prepared.article.headline) for each in headlines
    )


def _slug_is_all(prepared: Prepared) -> bool:
    """Whether an article names nothing but its slug, or its slug carries the mark itself."""
    if _SLUG_MARK.search(prepared.article.slugline) or any(map(_is_topic, prepared.mentions)):
        return True
    rest = set(_WORD.findall(prepared.article.headline.casefold())) - set(_WORD.findall(prepared.slug))
    return all(word in _SAYS_NOTHING or word.isdigit() for word in rest)


def _is_topic(mention: str) -> bool:
    return mention.startswith("topic:")


def headlines_of(state: State, lineage: Lineage) -> list[str]:
    """The headlines of an item's first and last versions: in between they change by degrees."""
    versions = [*lineage.versions[:1], *lineage.versions[1:][-FEW:]]
    numbers = (state.number(each.article_id) for each in versions)
    return list(dict.fromkeys(state.decision(number).headline for number in numbers if number is not None))


def are_alike(one: str, other: str) -> bool:
    """Whether two headlines share most of the shorter one's words."""
    first, second = (set(_WORD.findall(each.casefold())) - _SAYS_NOTHING for each in (one, other))
    shared = len(first & second)
    return shared > 1 and shared >= ALIKE * min(len(first), len(second))


def _own_texts(state: State, found: list[Lineage]) -> list[Lineage]:
    """Some items without those that carry the text of another of them: a repeat goes down with what it repeats."""
    if len(found) < 2:
        return found
    roots: dict[str, Lineage] = {}
    for lineage in found:
        number = state.number(lineage.latest.article_id) if lineage.latest is not None else None
        root = state.articles[number].carries if number is not None else lineage.identity
        if root not in roots or any(each.article_id == root for each in lineage.versions):
            roots[root] = lineage
    return list(roots.values())


def _recent(found: list[Lineage], time: datetime, state: State) -> list[Lineage]:
    return [
        each
        for each in found
        if timedelta() <= time - state.articles[state.numbers_of(each.identity)[-1]].time <= SLUG_LIFE
    ]


def _lineages(state: State, numbers: Iterable[int]) -> Iterator[Lineage]:
    for number in numbers:
        lineage = state.lineage(state.articles[number].resolved)
        if lineage is not None:
            yield lineage


def _aliased(state: State, name: str) -> Lineage | None:
    known = state.alias(name)
    return None if known is None else state.lineage(known[0])


def _distinct(found: Iterable[Lineage]) -> list[Lineage]:
    return list({each.identity: each for each in found}.values())


def _said(article: Article) -> str:
    return f"{article.headline} {article.ednote} {article.body[:4000]}"


def _time(state: State, prepared: Prepared) -> datetime:
    return article_time(prepared.article, state.log_time)


def _numbered_on(article: Article) -> bool:
    """Whether an article counts as a later version of its own id: then it means that, known or not."""
    return article.version.isascii() and article.version.isdigit() and int(article.version[:9]) > 1
