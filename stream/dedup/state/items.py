"""The items of the window: their names, their articles and their lineage.

An item's articles are a chain of numbers, the last one first (`WindowArticles.before`); three kinds of names lead to a number:
an article's id, an item's identity (its last article) and a further name of an item (the last article that used it).
A lineage is made from the articles when asked for; the lineages of items with a kill, a hold or many versions are stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from stream.dedup.journal.decision import Decision
from stream.dedup.journal.facts import Facts, Names
from stream.dedup.journal.lineage import ItemVersion, Lineage, Status
from stream.dedup.state.window_articles import WindowArticles
from stream.dedup.store.name_table import Hashes, NameTable, alias_name, article_name, item_name
from stream.model.verdicts import Verdict

MANY: Final = 8  # versions from which on an item's lineage is stored and not made anew
# Items that a further name leads to, those that used it last: more have nothing but the word in common.
MOST_ITEMS_OF_A_NAME: Final = 8


def version_of(article: Decision | Facts) -> ItemVersion:
    """A decided article as a version of its item."""
    return ItemVersion(article.article_id, article.uri, article.version, article.created, article.digest)


def _followed(lineage: Lineage, article: Facts) -> Lineage:
    version = version_of(article)
    if article.verdict is Verdict.KILL:
        return lineage.with_note(version, Status.KILLED)
    if article.verdict is Verdict.HOLD:
        return lineage.with_note(version, Status.HELD)
    if article.verdict is Verdict.REDELIVERY:
        # It represents the item that it repeats when that one has left the window.
        if lineage.is_known(version):
            return lineage
        return lineage.with_usable(version, supersedes=lineage.latest is None)
    return lineage.with_usable(version, supersedes=article.verdict is not Verdict.STALE)


class Items:
    """Items and articles by name.

    Args:
        articles: those of the window, by number.
    """

    def __init__(self, articles: WindowArticles) -> None:
        self.killed: set[str] = set()
        self.withheld: set[str] = set()  # held or killed
        self._articles = articles
        self._names = NameTable()
        self._lineages: dict[str, Lineage] = {}

    def __len__(self) -> int:
        return len(self._names) + len(self._lineages)

    # -- reading

    def number(self, article_id: str, name: int | None = None) -> int | None:
        """The number of an article; `name` is the hash of its name where that is known."""
        for number in self._names.find(article_name(article_id) if name is None else name):
            if self._articles.article_id(number) == article_id:
                return number
        return None

    def numbers(self, identity: str) -> tuple[int, ...]:
        """The numbers of an item's articles, in order of arrival."""
        number = self._last(identity, item_name(identity))
        return () if number is None else tuple(self._chain(number))[::-1]

    def articles(self, identity: str) -> tuple[Facts, ...]:
        """What is known of an item's versions, in order of arrival."""
        return tuple(self._articles[number] for number in self.numbers(identity))

    def lineage(self, identity: str) -> Lineage | None:
        """What is known of an item."""
        lineage = self._lineages.get(identity)
        return self._told(identity) if lineage is None else lineage

    def alias(self, name: str) -> tuple[str, datetime] | None:
        """The item that last used a further name, and when."""
        found = self._named(name, alias_name(name))
        return None if not found else (self._articles.identity(found[-1]), self._used(name, found[-1]))

    def aliases(self, name: str) -> tuple[tuple[str, datetime], ...]:
        """The items that used a further name, at most `MOST_ITEMS_OF_A_NAME`, the latest user last, and when each last used it."""
        found = self._named(name, alias_name(name))
        return tuple((self._articles.identity(number), self._used(name, number)) for number in found)

    # -- writing

    def meets(self, names: Hashes) -> NDArray[np.bool_]:
        """Which of these hashes of names lead to anything here."""
        return self._names.meets(names)

    def add_all(self, names: Hashes, numbers: NDArray[np.int64]) -> None:
        """Let the first articles of new items be found by the hashes of their names, which lead to nothing yet."""
        self._names.put_all(names, numbers)

    def reserve(self, articles: int) -> None:
        """Make room for so many articles to come, each with the names that all have: its id and its item."""
        self._names.reserve(2 * articles)

    def name(self, number: int, name: int) -> None:
        """Let an article be found by the hash of its id (see `article_name`)."""
        self._names.put(name, number)

    def add(self, number: int, facts: Facts, names: Names) -> bool:
        """Put an article into its item, found by these names; whether there was anything of the item before."""
        identity, verdict = facts.resolved, facts.verdict
        last = self._last(identity, names.item)
        if last is not None:
            self._names.remove(names.item, last)
            self._articles.before.put(number, last)
        self._names.put(names.item, number)
        for alias, name in zip(facts.aliases, names.aliases, strict=True):
            named = self._named(alias, name)
            if named:
                own = [other for other in named if self._articles.identity(other) == identity]
                for other in own or named[: max(0, len(named) + 1 - MOST_ITEMS_OF_A_NAME)]:
                    self._names.remove(name, other)
            self._names.put(name, number)
        known = self._lineages.get(identity)
        if known is not None:
            self._know(_followed(known, self._articles[number]))
        elif verdict in (Verdict.KILL, Verdict.HOLD) or (
            last is not None and sum(1 for _ in self._chain(number)) > MANY
        ):
            self._learn(identity)
        return last is not None

    def forget(self, leaving: Iterable[tuple[int, Facts]]) -> None:
        """Drop articles, given with their facts; what is left of an item stays known by its names."""
        gone: set[int] = set()
        items: dict[str, int] = {}
        names: list[tuple[str, str]] = []
        for number, facts in leaving:
            gone.add(number)
            identity = facts.resolved
            last = None if identity in items else self._last(identity, item_name(identity))
            if last is not None:
                items[identity] = last
            self._names.remove(article_name(facts.article_id), number)
            names += [
                (name, identity) for name in facts.aliases if self._names.remove(alias_name(name), number)
            ]
        for identity, last in items.items():
            self._relink(identity, last, gone)
            if self._lineages.pop(identity, None) is not None:
                self.killed.discard(identity)
                self.withheld.discard(identity)
                lineage = self._told(identity)
                if lineage is not None and (
                    lineage.status is not Status.LIVE or lineage.notes or lineage.versions[MANY:]
                ):
                    self._know(lineage)
        for name, identity in names:
            left = [number for number in self.numbers(identity) if name in self._articles[number].aliases]
            if left:
                self._names.put(alias_name(name), left[-1])

    def renumber(self, new: NDArray[np.int64]) -> None:
        """Put `new[number]` in the place of each article's number."""
        self._names.renumber(new)

    # -- within

    def _learn(self, identity: str) -> None:
        lineage = self._told(identity)
        if lineage is not None:
            self._know(lineage)

    def _know(self, lineage: Lineage) -> None:
        identity = lineage.identity
        self._lineages[identity] = lineage
        if lineage.status is Status.LIVE:
            self.withheld.discard(identity)
        else:
            self.withheld.add(identity)
        if lineage.status is Status.KILLED:
            self.killed.add(identity)
        else:
            self.killed.discard(identity)

    def _told(self, identity: str) -> Lineage | None:
        """The lineage of an item, made from its articles in the window alone, so that a rebuilt state knows the same."""
        last = self._last(identity, item_name(identity))
        if last is None:
            return None
        item = [self._articles[number] for number in self._chain(last)][::-1]
        lineage = Lineage(identity, item[0].source)
        for article in item:
            lineage = _followed(lineage, article)
        return lineage

    def _named(self, alias: str, name: int) -> list[int]:
        """The articles that use a further name, given with its hash: of each item the last one that does."""
        found = self._names.find(name)
        # Most names that are looked up do not exist.
        return sorted(each for each in found if alias in self._articles[each].aliases) if found else []

    def _used(self, alias: str, number: int) -> datetime:
        item = self.articles(self._articles.identity(number))
        return max(article.time for article in item if alias in article.aliases)

    def _last(self, identity: str, name: int) -> int | None:
        for number in self._names.find(name):
            if self._articles.identity(number) == identity:
                return number
        return None

    def _chain(self, number: int) -> Iterator[int]:
        before = self._articles.before
        while number >= 0:
            yield number
            number = int(before.values[number])

    def _relink(self, identity: str, last: int, gone: set[int]) -> None:
        """Take forgotten articles out of an item's chain."""
        chain = list(self._chain(last))
        left = [number for number in chain if number not in gone]
        for number, before in zip(left, [*left[1:], -1], strict=False):
            self._articles.before.put(number, before)
        if not left or left[0] != last:
            name = item_name(identity)
            self._names.remove(name, last)
            if left:
                self._names.put(name, left[0])
