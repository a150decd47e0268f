"""Text of no format, which a telegraph line's marks or the record's media type say to be a message.

Of bytes that only look like text nobody can say so: they stay dead letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from stream.intake.draft import Draft, Found, Hints
from stream.intake.encodings import decode_text
from stream.intake.formats.edges import edged
from stream.intake.formats.nitf import made_id
from stream.intake.formats.notebook import without_notebook
from stream.intake.formats.story import agency_in, text_in

_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_FEWEST_WORDS: Final = 3
_SAMPLE: Final = 4000  # characters
_ABOVE: Final = 12  # lines: slugs, codes and a headline
_LONGEST_HEADLINE: Final = 200  # characters
# A paragraph's first line: indented, or with a dateline.
_INDENTED: Final = re.compile(r" {3}|\t")
_DATELINE: Final = re.compile(r"\s*[^\W\d_][^()\n]{0,60}?\([^()\n]{2,40}\)\s{0,2}(?:[-\u2013\u2014:]|\S)")


def is_text(data: bytes) -> bool:
    """Whether bytes are words rather than anything else."""
    text = decode_text(data)[:_SAMPLE]
    return "\ufffd" not in text and len(_WORD.findall(text)) >= _FEWEST_WORDS


def read(data: bytes, hints: Hints) -> Iterator[Found]:
    """The message as a draft: the line above its first paragraph is the headline, those above that one are slugs."""
    text = _CONTROL.sub("", decode_text(data).replace("\r\n", "\n").replace("\r", "\n")).strip("\n")
    lines = text.split("\n")
    begin = _first_paragraph(lines)
    above = [line.strip() for line in lines[:begin] if line.strip()]
    headline = above.pop() if above and len(above[-1]) <= _LONGEST_HEADLINE else ""
    parts = edged(without_notebook(text_in("\n".join(lines[begin:]), plain=True).strip()))
    source = hints.source or agency_in(parts.story)
    yield Draft(
        uri=made_id("text", source, text),
        source=source,
        headline=headline,
        byline=parts.byline,
        slugline=" ".join(above),
        ednote=parts.note,
        body=parts.story,
        extra={"format": "text"},
        names={"uri": "text", "body": "text"},
    )


def _first_paragraph(lines: list[str]) -> int:
    """Where the text begins: at the first line that is indented, has a dateline or stands below a blank one."""
    for at, line in enumerate(lines[: _ABOVE + 1]):
        if not line.strip():
            continue
        if _INDENTED.match(line) or _DATELINE.match(line) or (at and not lines[at - 1].strip()):
            return at
    return 0
