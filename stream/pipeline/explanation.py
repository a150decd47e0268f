"""Why an article got its verdict: gathered from the records that name it."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Iterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import orjson

from stream.model.articles import Stream
from stream.model.plurals import counted
from stream.text.diff import Passage, side_by_side

VERDICT_STREAMS: Final = frozenset({Stream.JUDGED.value, Stream.COPIES.value})
TEXT_STREAMS: Final = VERDICT_STREAMS | {Stream.ENRICHED.value}  # kept longer than `judged`
FOUND_IN: Final = (Stream.JUDGED, Stream.COPIES, Stream.NOTICES)
TEXTS_IN: Final = (
    Stream.ENRICHED,
    Stream.JUDGED,
    Stream.COPIES,
)  # where the text of an original most likely is, first
WORDS_SHOWN: Final = 24  # words of a shared passage that are shown: a reader needs only where it begins

# Gives the records of some streams, as (stream, value), one at a time.
Read: TypeAlias = Callable[[Sequence[Stream]], AsyncGenerator[tuple[str, bytes], None]]


@dataclass(frozen=True, slots=True)
class CopyComparison:
    """The text of a copy beside that of the article that it carries."""

    article_id: str
    match: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is known of an article: its verdict records (one a delivery) and the notices that concern it, in order.

    `comparisons` are of the copies among the verdicts, as far as the texts are still kept.
    """

    verdicts: tuple[dict[str, Any], ...]
    notices: tuple[dict[str, Any], ...]
    comparisons: tuple[CopyComparison, ...] = ()


class Gathering:
    """Picks the records that concern one article out of records as they come, and holds these alone.

    First all records of `FOUND_IN` go through `add`; then, as long as texts are `wanted`, those of `TEXT_STREAMS` through
    `add_text`: a copy may stand before or behind what it carries.

    Args:
        name: article id or uri.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._needle = orjson.dumps(name)[1:-1]
        self._verdicts: dict[tuple[Any, ...], dict[str, Any]] = {}
        self._notices: dict[str, dict[str, Any]] = {}
        self._bodies: dict[str, str] = {}

    def add(self, stream: str, data: bytes) -> None:
        """Look at a record; one that was sent twice counts once."""
        if not self._concerns(stream, data):
            return
        name, value = self._name, orjson.loads(data)
        if stream in VERDICT_STREAMS and name in {value["article_id"], value["uri"]}:
            position = value["position"]
            place = position["topic"], position["partition"], position["offset"], value["embargo"]
            self._verdicts[place] = value
        elif stream == Stream.NOTICES.value and (name in _named(value) or self._moves(value)):
            self._notices[repr(value)] = value

    def _concerns(self, stream: str, data: bytes) -> bool:
        """Whether a record names the article, or moves its story, which its verdict has told by then."""
        if self._needle in data:  # most records do not, and are not parsed
            return True
        if stream != Stream.NOTICES.value or b'"stories":' not in data:
            return False
        return any(value["story_id"].encode() in data for value in self._verdicts.values())

    def _moves(self, notice: dict[str, Any]) -> bool:
        stories = notice.get("stories", ())
        return any(value["story_id"] in stories for value in self._verdicts.values())

    @property
    def wanted(self) -> set[str]:
        """The articles whose text is still to be found: what the copies among the verdicts carry."""
        copies = (value for value in self._verdicts.values() if value["match"] is not None and value["body"])
        return {value["match"]["article_id"] for value in copies} - self._bodies.keys()

    def add_text(self, stream: str, data: bytes) -> bool:
        """Look whether a record holds a text that is wanted; whether one was found."""
        wanted = self.wanted
        if stream not in TEXT_STREAMS or not any(name.encode() in data for name in wanted):
            return False
        value = orjson.loads(data)
        found = value["article_id"] in wanted and bool(value["body"])
        if found:
            self._bodies[value["article_id"]] = value["body"]
        return found

    def explanation(self) -> Explanation:
        """All that was found."""
        verdicts = tuple(self._verdicts.values())
        return Explanation(verdicts, tuple(self._notices.values()), tuple(self._comparisons()))

    def _comparisons(self) -> Iterator[CopyComparison]:
        matched = {
            value["article_id"]: value for value in self._verdicts.values() if value["match"] is not None
        }
        for article_id, value in matched.items():
            match = value["match"]["article_id"]
            if match in self._bodies and value["body"]:
                yield CopyComparison(article_id, match, side_by_side(self._bodies[match], value["body"]))


async def gather(name: str, read: Read) -> Explanation:
    """Explain an article from what `read` gives of the streams; it is asked again for texts, and stopped when all are found."""
    gathering = Gathering(name)
    async with aclosing(read(FOUND_IN)) as records:
        async for stream, data in records:
            gathering.add(stream, data)
    if gathering.wanted:
        async with aclosing(read(TEXTS_IN)) as records:
            async for stream, data in records:
                if gathering.add_text(stream, data) and not gathering.wanted:
                    break
    return gathering.explanation()


def evidence_lines(
    score: float, evidence: Mapping[str, Any], headline: Callable[[str], str] = lambda _: ""
) -> Iterator[str]:
    """Why an article is in its thread, in lines for a person; `headline` gives a story's, "" where it is not known."""
    known = counted(evidence["stories"], "story", "stories")
    apart = "" if evidence["rule"] == "story" else f", {evidence['hours']:g} hours away"
    yield f"  score      {score:.2f}  by rule {evidence['rule']}, of {known} known{apart}"
    if evidence["terms"]:
        yield f"  shares     {', '.join(evidence['terms'])}"
    for near in evidence["nearest"]:
        told = f"  {headline(near['story_id'])}".rstrip()
        yield f"  near       {near['story_id']}  {near['likeness']:.2f}{told}"


def _changed(changes: dict[str, Any] | None) -> Iterator[str]:
    if changes is not None:
        headline = "another headline" if changes["headline"] else "the same headline"
        parts = f"{counted(len(changes['cut']), 'paragraph')} cut, {len(changes['added'])} added"
        yield f"  changed    {headline}, {parts}, {later(changes['delay'])}"


def later(seconds: int) -> str:
    """How long after the original a copy is dated, in the two largest units; negative where it is dated before."""
    if not seconds:
        return "dated as the original"
    days, rest = divmod(abs(seconds), 86_400)
    hours, rest = divmod(rest, 3_600)
    minutes, left = divmod(rest, 60)
    parts = [(days, "day" if days == 1 else "days"), (hours, "h"), (minutes, "min"), (left, "s")]
    first = next(at for at, (count, _) in enumerate(parts) if count)
    words = " ".join(f"{count} {unit}" for count, unit in parts[first : first + 2] if count)
    return f"{words} {'after' if seconds > 0 else 'before'} the original"


def explanation_rows(comparison: CopyComparison) -> Iterator[tuple[str, str, str]]:
    """The passages of a comparison for a table: kind, the text carried, the copy's; shared ones shortened."""
    for passage in comparison.passages:
        texts = (" ".join(text.split()) for text in (passage.before, passage.after))
        before, after = map(_shortened, texts) if passage.kind == "shared" else texts
        yield passage.kind, before, after


def _shortened(text: str) -> str:
    words = text.split(" ")
    return text if len(words) <= WORDS_SHOWN else f"{' '.join(words[:8])} \u2026 {' '.join(words[-8:])}"


def _named(notice: dict[str, Any]) -> set[str]:
    copies = {name for copy in notice["copies"] for name in (copy["article_id"], copy["uri"])}
    return {notice["article_id"], notice["uri"], *notice["versions"], *copies}


def explanation_lines(explanation: Explanation) -> Iterator[str]:
    """The explanation in lines for a person."""
    for value in explanation.verdicts:
        yield f"{value['uri']}  (version {value['version'] or '-'}, {value['source']}, id {value['article_id']})"
        if value["headline"]:
            yield f"  headline   {value['headline']}"
        reason = value["reason"]
        yield f"  verdict    {value['verdict']}  by rule {reason['rule']}: {reason['text']}"
        yield f"  story      {value['story_id']}"
        if value.get("thread_id"):
            yield f"  thread     {value['thread_id']}"
            yield from evidence_lines(value["thread"]["score"], value["thread"]["evidence"])
        match = value["match"]
        if match is not None:
            yield (
                f"  carries    {match['uri']}  (version {match['version'] or '-'}, {match['source']}): "
                f"containment {match['containment']:.2f}, {match['coverage']:.0%} of it kept, "
                f"{match['added']:.0%} of this added, {counted(match['shared'], 'word')} shared"
            )
            yield from _changed(value["changes"])
        if value["supersedes"]:
            yield f"  supersedes {value['supersedes']}"
        if value["embargo"]:
            yield f"  embargo    until {value['embargoed_until']}: {value['embargo']}"
        origin = value["origin"]
        if origin is not None:
            evidence = "; ".join(f"{trace['evidence']}: {trace['text']!r}" for trace in origin["evidence"])
            hands = "".join(f" via {hand}" for hand in origin["via"])
            yield f"  origin     {origin['agency']}{hands}, from {origin['uri']} of {origin['source']}  ({evidence or 'first seen'})"
        for near in value["related"]:
            yield (
                f"  related    {near['uri']}  ({near['source']}, {near['kind']}): "
                f"containment {near['containment']:.2f}"
            )
    for notice in explanation.notices:
        count = len(notice["copies"])
        named = f", names {counted(count, 'copy', 'copies')}" if count else ""
        yield f"  notice     {notice['kind']} by {notice['uri']} version {notice['version'] or '-'}{named}: {notice['text']}"
