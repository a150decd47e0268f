"""Which of a ninjs item's headlines and bodies is the text, and that text as plain characters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from stream.text.markup import looks_like_markup, plain_text

# Roles that mean the whole text or only its form (`body_xhtml`); others (summary, teaser) are a last resort.
_WHOLE: Final = frozenset({
    "", "main", "text", "plain", "plaintext", "body", "full", "fulltext", "html", "html5", "xhtml", "richtext", "nitf",
    "richhtml5", "headline", "title",
})  # fmt: skip
_MARKUP_ROLES: Final = frozenset({"html", "html5", "xhtml", "nitf", "richhtml5"})
# Reuters Connect's names, and AP's rendition where a feed puts it in.
_OTHER_NAMES: Final = {"headline": {"headLine": ""}, "body": {"bodyXhtml": "xhtml", "nitf": "nitf"}}


@dataclass(frozen=True, slots=True)
class PathText:
    """A text with the path it came from; "" when the item has none."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    field: str
    role: str
    value: str
    markup: bool

    @property
    def rank(self) -> tuple[bool, bool, bool]:
        """Lower is better: the whole text, then plain before markup, then the main one."""
        return (self.role not in _WHOLE, self.markup, self.role not in ("", "main"))


def text_of(fields: Mapping[str, Any], kind: Literal["headline", "body"]) -> PathText:
    """The best headline or body, plain text preferred, markup converted; of equals the first in the item."""
    candidates = [found for found in _candidates(fields, kind) if found.value.strip()]
    if not candidates:
        return PathText(kind, "")
    best = min(candidates, key=lambda found: found.rank)
    text = plain_text(best.value) if best.markup else best.value
    # Markup that was escaped on its way into a field of markup.
    return PathText(best.field, plain_text(text) if best.markup and looks_like_markup(text) else text)


def _candidates(fields: Mapping[str, Any], kind: str) -> Iterator[_Candidate]:
    plural = "headlines" if kind == "headline" else "bodies"
    for at, entry in enumerate(fields.get(plural) or []):
        role, value = _word(entry.get("role")), entry.get("value")
        declared = _word(entry.get("contentType")) or _word(entry.get("contenttype"))
        if isinstance(value, str):
            yield _Candidate(f"{plural}[{at}].value", role, value, _is_markup(declared, role, value))
    for name, value in fields.items():
        if isinstance(value, str) and (name == kind or name.startswith(f"{kind}_")):
            role = name.removeprefix(kind).lstrip("_").lower()
            yield _Candidate(name, role, value, _is_markup("", role, value))
    for name, role in _OTHER_NAMES[kind].items():
        if isinstance(fields.get(name), str):
            yield _Candidate(name, role, fields[name], _is_markup("", role, fields[name]))


def _is_markup(declared: str, role: str, value: str) -> bool:
    if declared:
        return any(sign in declared for sign in ("html", "xml", "nitf"))
    return role in _MARKUP_ROLES or (role not in ("text", "plain") and looks_like_markup(value))


def _word(value: Any) -> str:
    return value.strip().lower() if isinstance(value, str) else ""
