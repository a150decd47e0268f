"""Stories: the sets of articles that carry the same text, joined as articles join them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Story:
    """A story: its id is the article id of its founder.

    `founded` is the number of its first member, `origin` that of the article it was found to come from since.
    """

    story_id: str
    founded: int
    members: list[int] = field(default_factory=list)
    origin: int | None = None


class Stories:
    """Articles grouped by relabelling on merge, so that the expiry of any member leaves the rest as it was."""

    def __init__(self) -> None:
        self._story: dict[int, Story] = {}
        self._by_id: dict[str, Story] = {}

    def __len__(self) -> int:
        return len(self._by_id)

    def of(self, entry: int) -> Story:
        """The story of an article, by its number."""
        return self._story[entry]

    def get(self, story_id: str) -> Story | None:
        """A story by its present id."""
        return self._by_id.get(story_id)

    def found(self, entry: int, story_id: str) -> Story:
        """A new story around one article."""
        story = Story(story_id, entry, [entry])
        self._story[entry] = story
        self._by_id[story_id] = story
        return story

    def join(self, entry: int, story: Story) -> None:
        """Put an article into a story."""
        story.members.append(entry)
        self._story[entry] = story

    def merge(self, kept: Story, other: Story) -> None:
        """Take a story into another. Which id stays is the decision's to say: that of the story founded first."""
        kept.members.extend(other.members)
        kept.founded = min(kept.founded, other.founded)
        for member in other.members:
            self._story[member] = kept
        del self._by_id[other.story_id]

    def forget(self, entry: int) -> None:
        """Let an article go; the story goes with its last one."""
        story = self._story.pop(entry)
        story.members.remove(entry)
        if story.origin == entry:
            story.origin = None
        if not story.members:
            del self._by_id[story.story_id]
        elif story.founded == entry:
            story.founded = min(story.members)
