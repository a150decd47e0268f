"""Messages for the tests of the formats, and how they are read; every one is fictional."""

from __future__ import annotations

from stream.intake.draft import Draft, Found, Hints
from stream.intake.formats.detect import read

LEAD = (
    "PORT ESK, March 17 (Lantern) - Ferry crews in Port Esk walked out on Tuesday over night pay, stranding some "
    "400 passengers on both banks of the Kesh, the harbour office said."
)
SECOND = "The crews want the night rate back that the council cut in January. Talks resume on Wednesday."
STORY = f"{LEAD}\n\n{SECOND}"
HEADLINE = "Ferry crews strike in Port Esk"


def found(value: str | bytes, source: str = "") -> tuple[Found, ...]:
    """All that a record holds."""
    return read(value.encode() if isinstance(value, str) else value, Hints(source))


def one(value: str | bytes, source: str = "") -> Draft:
    """The one draft that a record holds."""
    (draft,) = found(value, source)
    assert isinstance(draft, Draft), draft
    return draft


def wrapped(text: str, width: int = 69) -> str:
    """A text as a wire wraps it: lines of at most `width` characters, paragraphs indented by three."""
    lines: list[str] = []
    for paragraph in text.split("\n\n"):
        line = "   "
        for word in paragraph.split():
            if len(line) + len(word) >= width:
                lines.append(line.rstrip())
                line = ""
            line += f"{word} "
        lines.append(line.rstrip())
    return "\r\n".join(lines)
