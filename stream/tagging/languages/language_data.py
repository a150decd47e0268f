"""The data of one language as its folder has it: lists under headings, read into one set of phrases.

A file is lines under `[heading]`. In a list every word is a phrase; an underscore is a space, a final `*` any ending. A line
`value: phrases` gives its phrases a value of their own ("5: пять пяти пятеро"). `#` begins a comment.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from stream.model.errors import StopError
from stream.tagging.languages.phrase_trie import STEM, PhraseSense, PhraseTrie
from stream.tagging.languages.script_words import ScriptWords, fold_word, read_words

FOLDER: Final = Path(__file__).parent
# Each with the language behind it, as in `de/arms.de.txt`: so that an editor, a search or an error says which one it is.
_FILES: Final = ("grammar", "actors", "arms", "events", "evidence")
# Arabic: "for" swallows the first letter of the article behind it.
_FOR_THE: Final = "\u0644\u0644"
_THE: Final = "\u0627\u0644"
# The key of every body of bodies.txt: it is called as it is written.
BODY: Final = "body"
# What is left of a word when a clitic is stripped must be a word.
_SHORTEST_STRIPPED: Final = 3


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A named actor: one canonical name and country over all languages (shared.tsv)."""

    kind: str
    name: str
    country: str


@dataclass(frozen=True, slots=True)
class LanguageData:
    """What one language brings. `settings` are the lines of its `[settings]`, `body_endings` the last parts of compounds that name bodies."""

    code: str
    phrases: PhraseTrie
    settings: dict[str, str]
    prefixes: tuple[str, ...]
    abbreviations: frozenset[str]
    body_endings: tuple[str, ...]

    def variants(self, words: ScriptWords) -> list[tuple[str, ...]]:
        """The forms that each word may have: as it is, and without its clitics."""
        return [_stripped(form, self.prefixes) for form in words.forms]


def supported() -> frozenset[str]:
    """The languages that have a folder with a grammar."""
    return _supported()


@cache
def _supported() -> frozenset[str]:
    return frozenset(path.parent.name for path in FOLDER.glob(f"*/{_FILES[0]}.*.txt"))


@cache
def language_settings(code: str) -> dict[str, str]:
    """The lines of a language's `[settings]` by their names, none where it has no folder."""
    if code not in supported():
        return {}
    return {
        name: value.strip()
        for heading, name, value in _lines(_file_of(code, _FILES[0]))
        if heading == "settings"
    }


@cache
def shared_actors() -> dict[str, GroupRow]:
    """The named actors by key."""
    rows = {key: GroupRow(kind, name, country) for key, kind, name, country, _ in _shared_rows()}
    return rows | {BODY: GroupRow("ORGANISATION", "", "")}


def load_language(code: str) -> LanguageData:
    """Read the folder of a language.

    Raises:
        StopError: when a file is missing or a line cannot be read.
    """
    phrases = PhraseTrie()
    settings = language_settings(code)
    endings: list[str] = []
    sections: list[tuple[str, str, str]] = []
    for name in _FILES:
        sections.extend(_lines(_file_of(code, name)))
    abbreviations = frozenset(fold_word(word) for word in settings.get("abbreviations", "").split())
    known = shared_actors()
    if settings.get("script") == "latin":
        for key, _, _, _, forms in _shared_rows():
            _add(phrases, PhraseSense("named", key), forms)
    for _, _, listed in _bodies(settings.get("script", "")):
        _add(phrases, PhraseSense("named", BODY), listed)
    for heading, value, listed in sections:
        if heading == "settings":
            continue
        if heading == "body_ending":
            endings.extend(fold_word(word) for word in listed.split())
            continue
        if heading == "attributive":
            _add(
                phrases, PhraseSense("no_party", ""), " ".join(f"{value}_{thing}" for thing in listed.split())
            )
            continue
        if heading == "named" and value not in known:
            msg = f"{FOLDER / code}: [named] {value}: no such key in shared.tsv. Reinstall the package."
            raise StopError(msg)
        _add(phrases, PhraseSense(heading, value), listed)
    prefixes = tuple(
        sorted((fold_word(one) for one in settings.get("prefixes", "").split()), key=len, reverse=True)
    )
    return LanguageData(code, phrases, settings, prefixes, abbreviations, tuple(endings))


def _file_of(code: str, name: str) -> Path:
    return FOLDER / code / f"{name}.{code}.txt"


def _add(phrases: PhraseTrie, sense: PhraseSense, listed: str) -> None:
    for written in listed.split():
        words = read_words(written.replace("_", " ")).forms
        joined: list[str] = []
        for word in words:
            if word == STEM and joined:
                joined[-1] += STEM
            else:
                joined.append(word)
        if joined:
            phrases.add(joined, sense)


def _lines(path: Path) -> list[tuple[str, str, str]]:
    """(heading, value, phrases) of each line."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        msg = f"{path}: cannot be read ({error.strerror}). Reinstall the package."
        raise StopError(msg) from error
    found: list[tuple[str, str, str]] = []
    heading = ""
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("["):
            heading = line.strip().strip("[]")
            continue
        value, colon, listed = line.partition(": ")
        found.append((heading, value.strip(), listed) if colon else (heading, "", line))
    return found


@cache
def _bodies(script: str) -> tuple[tuple[str, str, str], ...]:
    """The lines of bodies.txt for a script."""
    return tuple(line for line in _lines(FOLDER / "bodies.txt") if line[0] == script)


@cache
def _shared_rows() -> tuple[tuple[str, str, str, str, str], ...]:
    rows = []
    for line in (FOLDER / "shared.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            key, kind, name, country, forms = line.split("\t")
            rows.append((key, kind, name, country, forms))
    return tuple(rows)


# News has the same words again and again; some 300 bytes each.
@lru_cache(maxsize=16_384)
def _stripped(form: str, prefixes: tuple[str, ...]) -> tuple[str, ...]:
    found = [form]
    for prefix in prefixes:
        if form.startswith(prefix) and len(form) - len(prefix) >= _SHORTEST_STRIPPED:
            rest = form[len(prefix) :]
            if rest not in found:
                found.append(rest)
            if prefix.endswith(_FOR_THE) and (whole := _THE + rest) not in found:
                found.append(whole)
    return tuple(found)
