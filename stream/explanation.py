"""Why an article got its verdict: gathered from the records that name it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from stream.records import Stream

VERDICT_STREAMS: Final = frozenset({Stream.JUDGED.value, Stream.COPIES.value})


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is known of an article: its verdict records (one a delivery) and the notices that concern it, in order."""

    verdicts: tuple[dict[str, Any], ...]
    notices: tuple[dict[str, Any], ...]


def explain(name: str, records: Iterable[tuple[str, dict[str, Any]]]) -> Explanation:
    """Gather what concerns an article, by its id or uri, from (stream, value) records of the pipeline.

    A record that was sent twice counts once.
    """
    verdicts: dict[tuple[Any, ...], dict[str, Any]] = {}
    notices: dict[str, dict[str, Any]] = {}
    for stream, value in records:
        if stream in VERDICT_STREAMS and name in {value["article_id"], value["uri"]}:
            position = value["position"]
            verdicts[position["topic"], position["partition"], position["offset"], value["embargo"]] = value
        elif stream == Stream.NOTICES.value and name in _named(value):
            notices[repr(value)] = value
    return Explanation(tuple(verdicts.values()), tuple(notices.values()))


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
                f"{match['added']:.0%} of this added, {match['shared']} hashes shared"
            )
        if value["supersedes"]:
            yield f"  supersedes {value['supersedes']}"
        if value["embargo"]:
            yield f"  embargo    until {value['embargoed_until']}: {value['embargo']}"
        origin = value["origin"]
        if origin is not None:
            evidence = "; ".join(f"{trace['evidence']}: {trace['text']!r}" for trace in origin["evidence"])
            yield f"  origin     {origin['agency']}, from {origin['uri']} of {origin['source']}  ({evidence or 'first seen'})"
        for near in value["related"]:
            yield f"  related    {near['uri']}  ({near['source']}): containment {near['containment']:.2f}"
    for notice in explanation.notices:
        named = f", names {len(notice['copies'])} copies" if notice["copies"] else ""
        yield f"  notice     {notice['kind']} by {notice['uri']} version {notice['version'] or '-'}{named}: {notice['text']}"
