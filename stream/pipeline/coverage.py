"""The threads of a replay: each with what every source tells of its event, and why an article is in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from stream.model.plurals import counted
from stream.model.verdicts import NEWS, Verdict
from stream.pipeline.explanation import evidence_lines
from stream.pipeline.threaded import Placed, StoriesMoved, ThreadedStories

_TAKEN_BACK: Final = frozenset({Verdict.KILL.value, Verdict.HOLD.value})


@dataclass(frozen=True, slots=True)
class Thread:
    """All that is known of one event at the end.

    `headline` is that of its first article, `first` and `last` are times as in the records, `articles` their uris in
    order of arrival, copies and later versions included; those of items that are killed or held, and copies of their texts, are
    left out.
    """

    thread_id: str
    headline: str
    first: str
    last: str
    stories: int
    sources: tuple[str, ...]
    languages: tuple[str, ...]
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why an article is in its thread.

    `score` and `evidence` are of its story as it was placed. `moves` are those that the story went with since, in order.
    `withheld` is "kill" or "hold" where its item, or the one whose text it carries, is under one at the end.
    """

    uri: str
    article_id: str
    story_id: str
    thread_id: str
    score: float
    evidence: Mapping[str, Any]
    moves: tuple[StoriesMoved, ...]
    withheld: str = ""


class Coverage:
    """Gathers the threads of records in order, as `replay` gives them with threads on."""

    def __init__(self) -> None:
        self._stories = ThreadedStories()
        self._articles: list[tuple[Placed, dict[str, Any]]] = []
        self._moves: list[StoriesMoved] = []
        self._withheld: dict[str, str] = {}  # what items are under, by uri

    def add(self, stream: str, value: Mapping[str, Any]) -> None:
        """Look at a record."""
        found = self._stories.add(stream, value)
        if isinstance(found, StoriesMoved):
            self._moves.append(found)
        elif found is not None:
            told = {
                name: value[name]
                for name in ("headline", "source", "language", "version_created", "received")
            }
            match = value.get("match") or {}
            self._articles.append((found, {**told, "carries": match.get("uri") or found.uri}))
            if value["verdict"] in _TAKEN_BACK:
                self._withheld[found.uri] = value["verdict"]
            elif value["verdict"] in NEWS:
                self._withheld.pop(found.uri, None)

    def threads(self, least: int = 1) -> Iterator[Thread]:
        """The threads of at least so many stories, those of most stories first, of equal ones the earlier."""
        held: defaultdict[str, list[tuple[Placed, dict[str, Any]]]] = defaultdict(list)
        for found, told in self._articles:
            if self._under(found, told):
                continue
            held[self._thread_of(found)].append((found, told))
        threads = [_thread(thread_id, articles) for thread_id, articles in held.items()]
        for thread in sorted(threads, key=lambda one: -one.stories):
            if thread.stories >= least:
                yield thread

    def reasons(self, name: str) -> Iterator[Reasons]:
        """Why an article is in its thread, by its id or uri: one a delivery."""
        for found, told in self._articles:
            if name in {found.article_id, found.uri}:
                story = next(one for one, _ in self._articles if one.story_id == found.story_id)
                moves = tuple(move for move in self._moves if found.story_id in move.stories)
                yield Reasons(
                    found.uri,
                    found.article_id,
                    found.story_id,
                    self._thread_of(found),
                    story.score,
                    story.evidence,
                    moves,
                    self._under(found, told),
                )

    def _under(self, found: Placed, told: Mapping[str, Any]) -> str:
        return self._withheld.get(found.uri) or self._withheld.get(told["carries"], "")

    def _thread_of(self, found: Placed) -> str:
        return self._stories.thread_of(found.story_id) or found.thread_id

    def headline(self, story_id: str) -> str:
        """The headline of a story's first article, for a person; "" for one that is not known."""
        return next((told["headline"] for one, told in self._articles if one.story_id == story_id), "")


def coverage_lines(coverage: Coverage, reasons: Reasons) -> Iterator[str]:
    """The reasons in lines for a person."""
    yield f"{reasons.uri}  (id {reasons.article_id}, story {reasons.story_id})"
    yield f"  thread     {reasons.thread_id}: {coverage.headline(reasons.thread_id)}"
    if reasons.withheld:
        yield f"  withheld   a {reasons.withheld} is in force: its thread is told without it"
    yield from evidence_lines(reasons.score, reasons.evidence, coverage.headline)
    for move in reasons.moves:
        yield (
            f"  {move.kind.removeprefix('thread_'):<10} from {move.from_thread} to {move.to_thread} with "
            f"{counted(len(move.stories), 'story', 'stories')}"
        )


def _thread(thread_id: str, articles: list[tuple[Placed, dict[str, Any]]]) -> Thread:
    times = sorted(told["version_created"] or told["received"] for _, told in articles)
    return Thread(
        thread_id,
        articles[0][1]["headline"],
        times[0],
        times[-1],
        len({found.story_id for found, _ in articles}),
        tuple(sorted({told["source"] for _, told in articles})),
        tuple(sorted({told["language"] for _, told in articles})),
        tuple(dict.fromkeys(found.uri for found, _ in articles)),
    )
