"""Full coverage: the threads of a replay, each with what is told of its event by whom, and why an article is in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stream.model.plurals import counted
from stream.pipeline.threaded import InThread, ThreadedStories
from stream.threads.placement import Evidence, Move, Placement
from stream.threads.thread_rules import ThreadRules


@dataclass(frozen=True, slots=True)
class Thread:
    """All that is known of one event at the end.

    `headline` is that of its first article, `first` and `last` are times as in the records, `articles` their uris in
    order of arrival, copies and later versions included.
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

    `score` and `evidence` are of the story as it was placed, None where its story was known. `moves` are those that the story
    went with since, in order.
    """

    uri: str
    article_id: str
    story_id: str
    thread_id: str
    score: float | None
    evidence: Evidence | None
    moves: tuple[Move, ...]


class Coverage:
    """Gathers the threads of records in order, as `replay` gives them."""

    def __init__(self, rules: ThreadRules | None = None) -> None:
        self._stories = ThreadedStories(rules)
        self._articles: list[tuple[InThread, dict[str, Any]]] = []
        self._moves: list[Move] = []
        self._final: dict[str, str] = {}  # of each story, the window's end left aside

    def add(self, stream: str, value: Mapping[str, Any]) -> None:
        """Look at a record."""
        found = self._stories.add(stream, value)
        if found is None:
            return
        told = {
            name: value[name] for name in ("headline", "source", "language", "version_created", "received")
        }
        self._articles.append((found, told))
        if found.placement is None:
            self._final.setdefault(found.story_id, found.thread_id)
            return
        self._final[found.story_id] = found.placement.thread_id
        for move in found.placement.moves:
            self._moves.append(move)
            self._final.update(dict.fromkeys(move.stories, move.to_thread))

    def threads(self, least: int = 1) -> Iterator[Thread]:
        """The threads of at least so many stories, those of most stories first, of equal ones the earlier."""
        held: defaultdict[str, list[tuple[InThread, dict[str, Any]]]] = defaultdict(list)
        for found, told in self._articles:
            held[self._final[found.story_id]].append((found, told))
        threads = [_thread(thread_id, articles) for thread_id, articles in held.items()]
        for thread in sorted(threads, key=lambda one: -one.stories):
            if thread.stories >= least:
                yield thread

    def reasons(self, name: str) -> Iterator[Reasons]:
        """Why an article is in its thread, by its id or uri: one a delivery."""
        for found, _ in self._articles:
            if name in {found.article_id, found.uri}:
                placed = found.placement or self._placement_of(found.story_id)
                moves = tuple(move for move in self._moves if found.story_id in move.stories)
                yield Reasons(
                    found.uri,
                    found.article_id,
                    found.story_id,
                    self._final[found.story_id],
                    placed.score if placed else None,
                    placed.evidence if placed else None,
                    moves,
                )

    def _placement_of(self, story_id: str) -> Placement | None:
        return next(
            (one.placement for one, _ in self._articles if one.story_id == story_id and one.placement), None
        )

    def headline(self, story_id: str) -> str:
        """The headline of a story's first article, for a person; "" for one that is not known."""
        return next((told["headline"] for one, told in self._articles if one.story_id == story_id), "")


def sentences(coverage: Coverage, reasons: Reasons) -> Iterator[str]:
    """The reasons in lines for a person."""
    yield f"{reasons.uri}  (id {reasons.article_id}, story {reasons.story_id})"
    yield f"  thread     {reasons.thread_id}: {coverage.headline(reasons.thread_id)}"
    evidence = reasons.evidence
    if evidence is not None and reasons.score is not None:
        yield f"  score      {reasons.score:.2f}  by rule {evidence.rule}, of {counted(evidence.stories, 'story', 'stories')} known, {evidence.hours:g} hours away"
        if evidence.terms:
            yield f"  shares     {', '.join(evidence.terms)}"
        for near in evidence.nearest:
            yield f"  near       {near.story_id}  {near.likeness:.2f}  {coverage.headline(near.story_id)}"
    for move in reasons.moves:
        yield f"  {move.kind.value:<10} from {move.from_thread} to {move.to_thread} with {counted(len(move.stories), 'story', 'stories')}: {move.score:.2f}"


def _thread(thread_id: str, articles: list[tuple[InThread, dict[str, Any]]]) -> Thread:
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
