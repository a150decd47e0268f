"""Stories: the sets of articles that carry the same text, joined as articles join them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from stream.dedup.store.columns import Column

ALONE: Final = -1


@dataclass(slots=True)
class Story:
    """A story: its id is the article id of its founder.

    `founded` is the number of its first member, `origin` that of the article it was found to come from since.
    """

    story_id: str
    founded: int
    members: array[int] = field(default_factory=lambda: array("I"))
    origin: int | None = None


def _nobody(_: str) -> None:
    """No article is alone in any story."""


class Stories:
    """Articles grouped by relabelling on merge, so that the expiry of any member leaves the rest as it was.

    Most stories have one article: those are not stored at all (`alone`), but told from the article when asked for.
    The others take an object and 8 bytes a member, and every article 4 bytes.

    Args:
        id_of: the id of the story that an article is alone in.
        find: the article that is alone in the story of this id, if there is one.
    """

    def __init__(
        self, id_of: Callable[[int], str] = str, find: Callable[[str], int | None] = _nobody
    ) -> None:
        self._id_of = id_of
        self._find = find
        self._at = Column(np.int32, ALONE)
        self._stories: list[Story | None] = []
        self._free: list[int] = []
        self._by_id: dict[str, int] = {}
        self._alone = 0

    def __len__(self) -> int:
        return len(self._by_id) + self._alone

    def of(self, number: int) -> Story:
        """The story of an article, by its number."""
        at = int(self._at.values[number])
        story = self._stories[at] if at >= 0 else None
        return story or Story(self._id_of(number), number, array("I", (number,)))

    def key_of(self, number: int) -> int:
        """A number that two articles share when they share a story, for as long as the stories stay as they are."""
        at = int(self._at.values[number])
        return at if at >= 0 else -1 - number

    def get(self, story_id: str) -> Story | None:
        """A story by its present id."""
        at = self._by_id.get(story_id)
        return self._stories[at] if at is not None else self._of_founder(self._find(story_id))

    def by_founder(self, story_id: str, number: int | None) -> Story | None:
        """As `get`, where the article that may be alone in it was found before."""
        at = self._by_id.get(story_id)
        return self._stories[at] if at is not None else self._of_founder(number)

    def _of_founder(self, number: int | None) -> Story | None:
        return None if number is None or self._at.values[number] >= 0 else self.of(number)

    def alone(self, number: int) -> None:
        """A new story around one article, with the id that `id_of` tells."""
        self._at.put(number, ALONE)
        self._alone += 1

    def alone_all(self, numbers: Sequence[int]) -> None:
        """New stories around one article each."""
        if numbers:
            self._at.grow_to(max(numbers))
            self._at.values[numbers] = ALONE
            self._alone += len(numbers)

    def is_stored(self, story_id: str) -> bool:
        """Whether the story of this id is more than one article alone."""
        return story_id in self._by_id

    def enter(self, number: int, story_id: str) -> None:
        """Put an article into the story of this id, a new one if there is none."""
        story = self.get(story_id)
        if story is None:
            self.found(number, story_id)
        else:
            self.join(number, story)

    def found(self, number: int, story_id: str) -> Story:
        """A new story around one article."""
        story = Story(story_id, number, array("I", (number,)))
        self._store(story)
        return story

    def join(self, number: int, story: Story) -> None:
        """Put an article into a story."""
        at = self._stored(story)
        story.members.append(number)
        self._at.put(number, at)

    def merge(self, kept: Story, other: Story) -> None:
        """Take a story into another. Which id stays is the decision's to say: that of the story founded first."""
        at, gone = self._stored(kept), self._by_id.pop(other.story_id, None)
        kept.members.extend(other.members)
        kept.founded = min(kept.founded, other.founded)
        for member in other.members:
            self._at.put(member, at)
        if gone is None:
            self._alone -= 1
        else:
            self._stories[gone] = None
            self._free.append(gone)

    def forget(self, number: int) -> None:
        """Let an article go; the story goes with its last one."""
        at = int(self._at.values[number])
        story = self._stories[at] if at >= 0 else None
        if story is None:
            self._alone -= 1
            return
        self._at.values[number] = ALONE
        story.members.remove(number)
        if story.origin == number:
            story.origin = None
        if not story.members:
            del self._by_id[story.story_id]
            self._stories[at] = None
            self._free.append(at)
        elif story.founded == number:
            story.founded = min(story.members)

    def renumber(self, new: NDArray[np.int64]) -> None:
        """Put `new[number]` in the place of each article's number; those of the forgotten are negative."""
        self._at.renumber(new)
        for story in self._stories:
            if story is not None:
                story.members = array("I", new[story.members].tolist())
                story.founded = int(new[story.founded])
                story.origin = None if story.origin is None else int(new[story.origin])

    def _stored(self, story: Story) -> int:
        at = self._by_id.get(story.story_id)
        if at is None:
            self._alone -= 1
            at = self._store(story)
        return at

    def _store(self, story: Story) -> int:
        if self._free:
            at = self._free.pop()
            self._stories[at] = story
        else:
            at = len(self._stories)
            self._stories.append(story)
        self._by_id[story.story_id] = at
        for member in story.members:
            self._at.put(member, at)
        return at
