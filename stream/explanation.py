"""Why an article got its verdict: gathered from the records that name it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from stream.records import Stream
from stream.wording import Passage, side_by_side

VERDICT_STREAMS: Final = frozenset({Stream.JUDGED.value, Stream.COPIES.value})
TEXT_STREAMS: Final = VERDICT_STREAMS | {Stream.ENRICHED.value}  # kept longer than `judged`
SHOWN: Final = 24  # words of a shared passage: what is the same need not be read


@dataclass(frozen=True, slots=True)
class Comparison:
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
    comparisons: tuple[Comparison, ...] = ()


def explain(name: str, records: Iterable[tuple[str, dict[str, Any]]]) -> Explanation:
    """Gather what concerns an article, by its id or uri, from (stream, value) records of the pipeline.

    A record that was sent twice counts once. Texts are looked for in all records that hold whole articles.
    """
    records = list(records)
    verdicts: dict[tuple[Any, ...], dict[str, Any]] = {}
    notices: dict[str, dict[str, Any]] = {}
    for stream, value in records:
        if stream in VERDICT_STREAMS and name in {value["article_id"], value["uri"]}:
            position = value["position"]
            verdicts[position["topic"], position["partition"], position["offset"], value["embargo"]] = value
        elif stream == Stream.NOTICES.value and name in _named(value):
            notices[repr(value)] = value
    return Explanation(
        tuple(verdicts.values()), tuple(notices.values()), tuple(_comparisons(verdicts.values(), records))
    )


def _comparisons(
    verdicts: Iterable[dict[str, Any]], records: Iterable[tuple[str, dict[str, Any]]]
) -> Iterator[Comparison]:
    matched = {value["article_id"]: value for value in verdicts if value["match"] is not None}
    wanted = {value["match"]["article_id"] for value in matched.values()}
    bodies = {
        value["article_id"]: value["body"]
        for stream, value in records
        if stream in TEXT_STREAMS and value["article_id"] in wanted and value["body"]
    }
    for article_id, value in matched.items():
        match = value["match"]["article_id"]
        if match in bodies and value["body"]:
            yield Comparison(article_id, match, side_by_side(bodies[match], value["body"]))


def _changed(changes: dict[str, Any] | None) -> Iterator[str]:
    if changes is not None:
        headline = "another headline" if changes["headline"] else "the same headline"
        parts = f"{len(changes['cut'])} paragraphs cut, {len(changes['added'])} added"
        yield f"  changed    {headline}, {parts}, {timedelta(seconds=changes['delay'])} after the original"


def rows(comparison: Comparison) -> Iterator[tuple[str, str, str]]:
    """The passages of a comparison for a table: kind, the text carried, the copy's; shared ones shortened."""
    for passage in comparison.passages:
        texts = (" ".join(text.split()) for text in (passage.before, passage.after))
        before, after = map(_shortened, texts) if passage.kind == "shared" else texts
        yield passage.kind, before, after


def _shortened(text: str) -> str:
    words = text.split(" ")
    return text if len(words) <= SHOWN else f"{' '.join(words[:8])} \u2026 {' '.join(words[-8:])}"


def _named(notice: dict[str, Any]) -> set[str]:
    copies = {name for copy in notice["copies"] for name in (copy["article_id"], copy["uri"])}
    return {notice["article_id"], notice["uri"], *notice["versions"], *copies}


def sentences(explanation: Explanation) -> Iterator[str]:
    """The explanation in lines for a person."""
    for value in explanation.verdicts:
        yield f"{value['uri']}  (version {value['version'] or '-'}, {value['source']}, id {value['article_id']})"
        reason = value["reason"]
        yield f"  verdict    {value['verdict']}  by rule {reason['rule']}: {reason['text']}"
        yield f"  story      {value['story_id']}"
        match = value["match"]
        if match is not None:
            yield (
                f"  carries    {match['uri']}  (version {match['version'] or '-'}, {match['source']}): "
                f"containment {match['containment']:.2f}, {match['coverage']:.0%} of it kept, "
                f"{match['added']:.0%} of this added, {match['shared']} words shared"
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
        named = f", names {len(notice['copies'])} copies" if notice["copies"] else ""
        yield f"  notice     {notice['kind']} by {notice['uri']} version {notice['version'] or '-'}{named}: {notice['text']}"
