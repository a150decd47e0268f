"""The texts of a feed: those that the user names, or the demo's sentences to make some up from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import orjson

from stream.demo.story_files import read_stories

_WORD: Final = re.compile(r"\b[^\W\d_A-Z]{4,}")  # in small letters: no name comes where there was none


@dataclass(frozen=True, slots=True)
class Text:
    """An article's text as the user names it; without a language none is sent."""

    headline: str
    body: str
    language: str = ""


def read_texts(path: Path) -> list[Text]:
    """Texts from lines of JSON: `body` or `text`, and where they are `headline` or `title`, and `language`.

    Raises:
        ValueError: a line is no JSON object with a text, or there is no line.
    """
    found = []
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        try:
            values = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            msg = f"{path}, line {number}: {error}"
            raise ValueError(msg) from error
        body = (values.get("body") or values.get("text")) if isinstance(values, dict) else None
        if not isinstance(body, str) or not body.strip():
            msg = f"{path}, line {number}: no text in `body` or `text`"
            raise ValueError(msg)
        headline = values.get("headline") or values.get("title") or " ".join(body.split()[:10])
        found.append(Text(headline, body, values.get("language") or ""))
    if not found:
        msg = f"{path}: no texts in it"
        raise ValueError(msg)
    return found


@dataclass(frozen=True, slots=True)
class Pool:
    """The sentences of one language, and the words to exchange in them."""

    sentences: tuple[str, ...]
    words: tuple[str, ...]


def pools_of(texts: Iterable[Text]) -> dict[str, Pool]:
    """The sentences and words of texts, by language."""
    bodies: dict[str, list[str]] = {}
    for text in texts:
        bodies.setdefault(text.language, []).append(text.body)
    pools = {}
    for language, found in bodies.items():
        sentences = tuple(each for body in found for line in body.splitlines() for each in _sentences(line))
        words = {word for sentence in sentences for word in _WORD.findall(sentence)}
        pools[language] = Pool(sentences, tuple(sorted(words)) or sentences)
    return pools


def demo_pools(languages: Iterable[str]) -> dict[str, Pool]:
    """The demo's stories as pools to make texts up from.

    Raises:
        ValueError: the demo has no story in one of the languages.
    """
    pools = pools_of(
        Text("", "\n".join(story.versions[0].paragraphs), story.language) for story in read_stories()
    )
    wanted = list(languages)
    for language in wanted:
        if language not in pools:
            msg = (
                f"{language}: texts can be made up in {', '.join(sorted(pools))} alone; name texts in it "
                "(lines of JSON with `body` and `language`)"
            )
            raise ValueError(msg)
    return {language: pools[language] for language in wanted}


def _sentences(line: str) -> list[str]:
    return [each for each in re.split(r"(?<=[.!?]) ", line) if each.strip()]
