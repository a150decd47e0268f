"""What somebody types into the search box, as an expression for SQLite's FTS5."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

LONGEST: Final = 300  # characters; beyond is a text and no query
SHORTEST: Final = 3  # characters of a beginning: of fewer, the words that begin so are a tenth of all words and take seconds
_COLUMNS: Final = {"source": "source", "place": "place", "slug": "slug"}
_LOOKUPS: Final = frozenset({"uri", "id"})
_PIECE: Final = re.compile(
    r'(?P<minus>-)?(?:(?P<field>[a-z]+):)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))|(?P<broken>")',
    re.IGNORECASE,
)
# Ids as our records write them, and names as feeds write them: what is pasted opens its story.
_PASTED: Final = re.compile(r"(?:https?://|urn:|tag:)\S+|[0-9a-f]{16}", re.IGNORECASE)
# Han, kana, Thai, Lao, Burmese, Khmer: scripts without spaces, in an index of their own.
_UNSPACED: Final = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A query as it is run.

    `match` is the FTS5 expression, "" where there is nothing to look for; `pasted` what may name an item or story; `unspaced`
    says which index has its words; `problem` is for the person, where the words were taken plainly.
    """

    match: str
    pasted: str = ""
    unspaced: bool = False
    problem: str = ""


def parse_query(text: str) -> SearchQuery:
    """Read a query; one that cannot be read is taken as plain words, and `problem` names the place."""
    # SQLite takes no NUL and no half of a surrogate pair.
    text = " ".join(text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8").split())
    if len(text) > LONGEST:
        return SearchQuery("", problem=f"A query has at most {LONGEST} characters; this one has {len(text)}.")
    if not text:
        return SearchQuery("")
    unspaced = bool(_UNSPACED.search(text))
    if _PASTED.fullmatch(text):
        return SearchQuery(_quoted(text), text, unspaced)
    field, _, value = text.partition(":")
    if field.lower() in _LOOKUPS and value.strip():
        return SearchQuery("", value.strip(), unspaced)
    match, problem = _expression(text)
    if problem:
        words = re.findall(r"[^\s\"():*^+-]+", text)
        plain = " AND ".join(_quoted(word) for word in words if word.upper() not in {"OR", "AND", "NOT"})
        return SearchQuery(plain, "", unspaced, f"{problem} Its words are searched plainly.")
    return SearchQuery(match, "", unspaced)


def _expression(text: str) -> tuple[str, str]:
    groups: list[list[str]] = []
    unwanted: list[str] = []
    joined = False
    for piece in _PIECE.finditer(text):
        if piece["broken"]:
            return "", f"The quotation mark at character {piece.start() + 1} is never closed."
        if piece["word"] == "OR" and not piece["field"] and not piece["minus"]:
            if not groups:
                return "", "OR at character 1 has nothing before it."
            joined = True
            continue
        field = (piece["field"] or "").lower()
        if field and field not in _COLUMNS:
            known = ", ".join(f"{name}:" for name in (*_COLUMNS, *sorted(_LOOKUPS)))
            return "", f"{field}: at character {piece.start() + 1} is no field; there are {known}."
        word = piece["word"] or ""
        if word.endswith("*") and 0 < len(word.strip("*")) < SHORTEST:
            return (
                "",
                f"{word} at character {piece.start() + 1} is too short: a beginning has at least {SHORTEST} characters.",
            )
        term = _term(piece["phrase"], piece["word"], _COLUMNS.get(field, ""))
        if not term:
            continue
        if piece["minus"]:
            unwanted.append(term)
        elif joined:
            groups[-1].append(term)
        else:
            groups.append([term])
        joined = False
    if joined:
        return "", f"OR at character {text.rindex('OR') + 1} has nothing behind it."
    if unwanted and not groups:
        return "", "A search needs a word that is wanted beside those that are not."
    wanted = " AND ".join(f"({' OR '.join(group)})" if len(group) > 1 else group[0] for group in groups)
    return (f"({wanted}) NOT ({' OR '.join(unwanted)})" if unwanted else wanted), ""


def _term(phrase: str | None, word: str | None, column: str) -> str:
    if phrase is not None:
        found = _quoted(phrase) if phrase.strip() else ""
    elif word and word.endswith("*") and word.strip("*"):
        found = f"{_quoted(word.strip('*'))}*"
    else:
        found = _quoted(word or "") if any(char.isalnum() for char in word or "") else ""
    return f"{{{column}}} : {found}" if found and column else found


def _quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'
