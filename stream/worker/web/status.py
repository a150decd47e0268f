"""The status page as a function of what is shown: plain HTML, everything that came from outside escaped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Final

from stream.worker.health import Recovering
from stream.worker.recent import Given

LATE_SECONDS: Final = 60.0  # a record that waited a minute is shown as late: a desk feels seconds
LONGEST: Final = 160  # characters of a name from outside; a page of one uri helps nobody

_STYLE: Final = (Path(__file__).parent / "status.css").read_text()
_SCRIPT: Final = (Path(__file__).parent / "status.js").read_text()


@dataclass(frozen=True, slots=True)
class Held:
    """A partition of this worker's: how many records are behind, and how long the oldest waits in seconds."""

    topic: str
    partition: int
    behind: int
    waiting: float


@dataclass(frozen=True, slots=True)
class PageContent:
    """What the page shows of one moment.

    `rates` are records a second over the last minute and `totals` since the start, by the same names; `dead` counts
    dead letters by stage and reason.
    """

    at: datetime
    worker: str
    version: str
    missing: Sequence[str]
    recovered: bool
    held: Sequence[Held]
    totals: Mapping[str, float]
    rates: Mapping[str, float]
    verdicts: Mapping[str, float]
    given: Sequence[Given]
    dead: Mapping[tuple[str, str], float]
    recovery: Mapping[tuple[str, int], Recovering]


def headers() -> dict[str, str]:
    """What the page may do, said to the browser: its own style and script, and asking its own server again."""
    return {
        "Content-Security-Policy": (
            f"default-src 'none'; style-src '{_source(_STYLE)}'; script-src '{_source(_SCRIPT)}'; connect-src 'self'; "
            "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        ),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
    }


def render(status: PageContent) -> str:
    """The page."""
    word = "not ready" if status.missing else "ready"
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{word}: newswire {_text(status.worker)}</title>\n"
        '<link rel="icon" href="data:,">\n<noscript><meta http-equiv="refresh" content="10"></noscript>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<header><h1>newswire worker <small>{_text(status.worker)}</small></h1>"
        '<label hidden><input type="checkbox" id="again" checked> refresh every 5 s</label></header>\n'
        '<p class="stale" id="stale" role="alert"></p>\n'
        f"<main>\n{''.join(_main(status))}</main>\n<script>{_SCRIPT}</script>\n</body>\n</html>\n"
    )


def _main(status: PageContent) -> Iterable[str]:
    yield _state(status)
    yield _numbers(status)
    yield '<div class="side">\n<div>\n'
    yield _section("Partitions", _partitions(status.held))
    if status.recovery:
        yield _section("Table recovery", _recovery(status))
    yield "</div>\n"
    yield _section("Dead letters", _dead(status.dead))
    yield "</div>\n"
    yield _section("Last verdicts", _verdicts(status.given))
    yield (
        f"<footer>As of {_when(status.at)} UTC · version {_text(status.version)} · "
        '<a href="/readyz">readyz</a> · <a href="/healthz">healthz</a> · <a href="/metrics">metrics</a></footer>\n'
    )


def _state(status: PageContent) -> str:
    if not status.missing:
        words = f"{len(status.held)} partitions" if status.held else "no partition is left for it: a spare"
        return f'<div class="state"><strong>Ready</strong>: articles flow; {words}.</div>\n'
    items = "".join(f"<li>{_text(each)}</li>" for each in status.missing)
    return f'<div class="state bad"><strong>Not ready</strong><ul>{items}</ul></div>\n'


def _numbers(status: PageContent) -> str:
    cells = []
    for name, total in status.totals.items():
        rate = status.rates.get(name)
        told = "no rate yet" if rate is None else f"{rate:.1f}/s in the last minute"
        cells.append(f"<div><dt>{_text(name)}</dt><dd>{total:,.0f}<small>{told}</small></dd></div>")
    verdicts = [
        f"<div><dt>{_text(verdict)}</dt><dd>{count:,.0f}</dd></div>"
        for verdict, count in status.verdicts.items()
        if count
    ]
    few = f'<dl class="few">{"".join(verdicts)}</dl>\n' if verdicts else ""
    return f"<dl>{''.join(cells)}</dl>\n{few}"


def _verdicts(given: Sequence[Given]) -> str:
    rows = [
        f"<td>{_when(datetime.fromtimestamp(each.at, UTC))}</td><td><strong>{_text(each.verdict)}</strong></td>"
        f"<td>{_text(each.source)}<small>{_text(each.uri)}</small></td>"
        f"<td>{_text(each.reason)}<small>rule {_text(each.rule)}</small></td>"
        f"<td><code>{_text(each.article_id)}</code><small>in <code>{_text(each.story_id)}</code></small></td>"
        for each in given
    ]
    heads = ("UTC", "verdict", "source, uri", "why", "article, in story")
    return _table(heads, rows, "No verdict since the worker started.", kind="verdicts")


def _partitions(held: Sequence[Held]) -> str:
    """By topic; each partition behind a click, for there can be hundreds."""
    topics: dict[str, list[Held]] = {}
    for each in held:
        topics.setdefault(each.topic, []).append(each)
    rows = [
        f'<td>{_text(topic)}</td><td class="n">{len(parts)}</td>{_behind(parts)}'
        for topic, parts in topics.items()
    ]
    every = [
        f'<td>{_text(each.topic)}</td><td class="n">{each.partition}</td>{_behind([each])}' for each in held
    ]
    heads = ("#behind", "#oldest waits")
    summary = _table(
        ("topic", "#partitions", *heads),
        rows,
        "None: other workers have them all, or a rebalance is under way.",
    )
    if not rows:
        return summary
    return f"{summary}<details><summary>each partition</summary>\n{_table(('topic', '#partition', *heads), every, '')}</details>\n"


def _behind(parts: Sequence[Held]) -> str:
    behind, waiting = sum(each.behind for each in parts), max(each.waiting for each in parts)
    late = " late" if waiting >= LATE_SECONDS else ""
    wait = f"{waiting:,.1f} s" if behind else "\N{EN DASH}"
    return f'<td class="n">{behind:,}</td><td class="n{late}">{wait}</td>'


def _dead(dead: Mapping[tuple[str, str], float]) -> str:
    counts = sorted(((count, *place) for place, count in dead.items() if count), reverse=True)
    rows = [
        f'<td>{_text(stage)}</td><td>{_text(reason)}</td><td class="n">{count:,.0f}</td>'
        for count, stage, reason in counts
    ]
    return _table(("stage", "reason", "#records"), rows, "None since the worker started.")


def _recovery(status: PageContent) -> str:
    if status.recovered:
        changelogs = ", ".join(sorted({_text(changelog) for changelog, _ in status.recovery}))
        return f'<p class="none">Done: {changelogs} read to the end.</p>\n'
    rows = []
    for (changelog, partition), each in sorted(status.recovery.items()):
        end, done = each.end + 1, each.end + 1 - each.remaining
        rows.append(
            f'<td>{_text(changelog)}</td><td class="n">{partition}</td><td class="n">{done:,} of {end:,}</td>'
            f'<td><progress max="{max(end, 1)}" value="{done if end else 1}" '
            f'aria-label="{_text(changelog)} {partition}"></progress></td>'
        )
    return _table(("changelog", "#partition", "#rows read", "progress"), rows, "")


def _section(title: str, body: str) -> str:
    return f"<section><h2>{title}</h2>\n{body}</section>\n"


def _table(heads: Sequence[str], rows: Sequence[str], nothing: str, *, kind: str = "") -> str:
    """A table; a head that begins with # is over numbers."""
    if not rows:
        return f'<p class="none">{nothing}</p>\n'
    head = "".join(
        f'<th scope="col" class="n">{name[1:]}</th>'
        if name.startswith("#")
        else f'<th scope="col">{name}</th>'
        for name in heads
    )
    body = "".join(f"<tr>{row}</tr>\n" for row in rows)
    opened = f'<table class="{kind}">' if kind else "<table>"
    return f"{opened}<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody></table>\n"


def _text(value: str) -> str:
    """Text from anywhere, as text: cut, without control characters, escaped."""
    cut = value if len(value) <= LONGEST else f"{value[:LONGEST]}…"
    return escape("".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in cut))


def _when(at: datetime) -> str:
    return f'<time datetime="{at.isoformat(timespec="seconds")}">{at:%H:%M:%S}</time>'


def _source(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
