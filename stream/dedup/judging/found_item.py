"""The item that an article belongs to, how we know, and the further names by which items are found."""

from __future__ import annotations

from typing import Final, NamedTuple

from stream.dedup.journal.lineage import Lineage
from stream.dedup.state.state import State
from stream.model.articles import Prepared

# Words in shared passages by which a lead is of an item with its slug, as of a related article.
REPEATED: Final = 20


class FoundItem(NamedTuple):
    """The item that an article belongs to, None when it is unknown, and how we know.

    `link` is `uri`, `replaces`, `alt_id`, `evolved_from`, `named`, `headline`, `slug`, `thread` or `text`. `named` is the lineage key of an
    item that a kill or hold names by id and that is yet to come, `between` are those that it could mean. `succeeded`
    says that a version that came before replaces the article, `foreign` that another source's note alone is known of it.
    """

    lineage: Lineage | None
    link: str
    named: str = ""
    between: tuple[Lineage, ...] = ()
    succeeded: bool = False
    foreign: bool = False


UNKNOWN_ITEM: Final = FoundItem(None, "")


def headline_name(prepared: Prepared) -> str:
    """The further name that an item has by its headline, "" for none."""
    return f"h:{prepared.headline_key}" if prepared.headline_key else ""


def slug_name(source: str, slug: str) -> str:
    """The further name that an item has by its slug."""
    return f"slug:{source}:{slug}"


def aliased(state: State, name: str) -> Lineage | None:
    """The item that has a further name."""
    known = state.alias(name)
    return None if known is None else state.lineage(known[0])
