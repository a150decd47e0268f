"""What `newswire.conflict` tells of stories: whether they are about armed conflict, and how many were killed."""

from __future__ import annotations

from typing import Any, Final

import orjson

from stream.model.errors import RejectedError
from stream.model.notices import Notice

# Stories and articles remembered, the latest told: some 150 MB, and many times what the topic keeps of a busy feed.
MOST_NAMES: Final = 1_000_000


class StoryTags:
    """The relevant stories, by their ids and those of their articles, each with the most killed that was told of it."""

    def __init__(self, most: int = MOST_NAMES) -> None:
        self._killed: dict[str, int] = {}
        self._most = most

    def observe(self, value: bytes) -> None:
        """Take in a record of the topic.

        Raises:
            RejectedError: it is none.
        """
        try:
            fields = orjson.loads(value)
            names = {str(fields["story_id"]), str(fields["article_id"])}
            killed = _killed(fields["conflict"]["tolls"])
        except (orjson.JSONDecodeError, KeyError, TypeError) as error:
            reason = "bad_record"
            msg = f"no record of newswire.conflict: {type(error).__name__}"
            raise RejectedError(reason, "", msg) from error
        for name in sorted(names):
            self._killed[name] = max(
                killed, self._killed.pop(name, 0)
            )  # popped, so that the latest stand last
        while len(self._killed) > self._most:
            del self._killed[next(iter(self._killed))]

    def killed(self, notice: Notice) -> int | None:
        """The most killed that was told of what a notice concerns; None where nothing relevant is known of it."""
        names = (notice.story_id, notice.article_id, *notice.versions, *notice.merged)
        return max((self._killed[name] for name in names if name in self._killed), default=None)


def _killed(tolls: Any) -> int:
    """At least so many; of "up to 20" that bound, for there is no other."""
    counts = [toll.get("minimum") or toll.get("maximum") or 0 for toll in tolls if toll["kind"] == "killed"]
    return max((int(count) for count in counts), default=0)
