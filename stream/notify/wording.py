"""A notice in words for people: one line that says it, and the lines below it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from stream.model.notices import KnownCopy, Notice, NoticeKind

# What an editor looks for first; the words of the wire in capitals, as agencies write them.
_WORDS: Final = {
    NoticeKind.KILL: "KILL",
    NoticeKind.HOLD: "HOLD",
    NoticeKind.RELEASE: "RELEASE",
    NoticeKind.CORRECTION: "CORRECTION",
    NoticeKind.MERGE: "MERGE",
    NoticeKind.ORIGIN: "ORIGIN",
    NoticeKind.THREAD_MERGE: "THREADS MERGED",
    NoticeKind.THREAD_SPLIT: "THREAD SPLIT",
    NoticeKind.THREAD_LINK: "THREADS LINKED",
}
# Bounds of what a channel shows at once: a screen. The webhook's body has everything.
TITLE_CHARS: Final = 150  # also the most that a header of Slack's takes
TEXT_CHARS: Final = 1000
COPIES_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class WordedLine:
    """A line for people: what it is about, its words, and the address that it leads to ("" for none).

    `text` is what strangers wrote, on one line.
    """

    label: str
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """A notice in words: `title` on one line, then `lines`."""

    title: str
    lines: tuple[WordedLine, ...]
    urgent: bool


def notice_words(notice: Notice, own: Collection[int] = ()) -> NoticeWords:
    """A notice as people are told of it.

    Args:
        notice: the notice.
        own: the places in `notice.copies` of those in own outlets, which are shown first and marked.
    """
    kind = f"LATE {_WORDS[notice.kind]}" if notice.late else _WORDS[notice.kind]
    kind += " (which item?)" if notice.ambiguous else ""
    said = without_controls(notice.headline) or without_controls(notice.slugline) or notice.uri
    title = cut_text(f"{kind}: {said} ({without_controls(notice.source)})", TITLE_CHARS)
    lines = [WordedLine("", cut_text(without_controls(notice.text), TEXT_CHARS))]
    if notice.ednote:
        lines.append(WordedLine("Note to editors", cut_text(without_controls(notice.ednote), TEXT_CHARS)))
    order = sorted(range(len(notice.copies)), key=lambda at: (at not in own, at))
    lines += [_copy(notice.copies[at], own=at in own) for at in order[:COPIES_SHOWN]]
    if len(order) > COPIES_SHOWN:
        lines.append(WordedLine("", f"and {len(order) - COPIES_SHOWN} more"))
    item = (
        f"{without_controls(notice.uri)}, version {without_controls(notice.version)}"
        if notice.version
        else without_controls(notice.uri)
    )
    lines += [
        WordedLine("Item", cut_text(item, TEXT_CHARS)),
        WordedLine("Story", without_controls(notice.story_id)),
    ]
    urgent = notice.kind in {NoticeKind.KILL, NoticeKind.HOLD}
    return NoticeWords(title, tuple(line for line in lines if line.text), urgent)


def _copy(copy: KnownCopy, *, own: bool) -> WordedLine:
    carries = f"carries version {without_controls(copy.version)}" if copy.version else ""
    parts = [without_controls(copy.source), without_controls(copy.headline), carries]
    text = " | ".join(part for part in parts if part)
    return WordedLine("Own copy" if own else "Copy", cut_text(text, TEXT_CHARS), _link(copy.url))


def _link(url: str) -> str:
    """An address that may be clicked: http and https alone, without what ends a link in a channel's markup."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    clean = url.isprintable() and not any(char in url for char in '<>|"\\ ')
    return url if clean and parts.scheme in {"http", "https"} and parts.netloc else ""


def without_controls(text: str) -> str:
    """Text of strangers on one line, without control characters and what turns the direction of writing."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def cut_text(text: str, most: int) -> str:
    """At most so many characters; what is left out is marked."""
    return text if len(text) <= most else text[: most - 1] + "…"
