"""The intake stage whole: a raw record to a prepared article, or to its dead letter."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from stream.dedup.sketch import encode_sketch, sketch
from stream.dedup.uris import item_uri, version_in
from stream.errors import RejectedError
from stream.intake import identity
from stream.intake.credits import credits as credits_of
from stream.intake.decode import decode_json
from stream.intake.draft import Draft
from stream.intake.embargo_words import embargo_in
from stream.intake.formats import read
from stream.intake.language import language_of, shard_language
from stream.intake.mentions import headline_key, mentions
from stream.intake.normalise import SHORT, headline_words, read_body
from stream.intake.reasons import Refusal, refuse
from stream.intake.signals import ORDER, bare_headline, lineage_slug, signals
from stream.intake.values import language, status, time
from stream.records import Article, DeadLetter, Position, Prepared, Signal

_NEEDS_NO_TEXT: Final = frozenset({Signal.KILL, Signal.HOLD})
_MEANS_ANOTHER: Final = frozenset({Signal.KILL, Signal.HOLD, Signal.CORRECTION})
_BASE64: Final = "base64:"  # what marks a header of a dead letter that is no UTF-8


@dataclass(frozen=True, slots=True)
class Raw:
    """A record of `newswire.raw` as Kafka has it; `received` is its timestamp."""

    value: bytes | None
    key: bytes | None
    headers: tuple[tuple[str, bytes | None], ...]
    position: Position
    received: datetime


@dataclass(frozen=True, slots=True)
class IntakeRules:
    """What a newsroom sets: the language of items that name none ("" to detect it), the longest body, agencies to know."""

    default_language: str
    max_body_chars: int
    agencies: tuple[str, ...]


def prepare(raw: Raw, rules: IntakeRules) -> Prepared:
    """Decode, validate and normalise one record, and mark its identity and lineage.

    A pure function: the same record gives the same result on every run.

    Raises:
        RejectedError: with a reason of `Refusal`; no other exception is meant to come, whatever the bytes.
    """
    draft = read(decode_json(raw.value))
    article, lineage, digest = _article(raw, draft, rules)
    reading = read_body(article.body)
    tokens = reading.words
    headline = headline_words(bare_headline(article.headline))
    short = len(tokens) < SHORT
    return Prepared(
        article=article,
        identity=lineage,
        digest=digest,
        sketch=encode_sketch(sketch(tokens, reading.paragraphs, shard_language(article.language), headline)),
        tokens=len(tokens),
        exact=_exact(article.language, [*headline, *tokens]) if short else "",
        slug=lineage_slug(article.slugline),
        headline_key=headline_key(article.source, article.headline),
        mentions=_mentions(article),
    )


def _mentions(article: Article) -> tuple[str, ...]:
    if _MEANS_ANOTHER.isdisjoint(article.signals):
        return ()
    return mentions(
        source=article.source,
        headline=article.headline,
        ednote=article.ednote,
        body=article.body,
        associations=article.extra.get("associations"),
    )


def _exact(language: str, words: list[str]) -> str:
    """The hash of a text too short for a sketch: copies meet within one language, as those of longer texts do."""
    return identity.exact([shard_language(language), *words]) if words else ""


def dead_letter(raw: Raw, stage: str, error: RejectedError) -> DeadLetter:
    """The dead letter of a record: reason, place and the bytes whole (`value` and `key` in base64).

    Header values are text where they are UTF-8, else `base64:` and their base64; None where Kafka has null.
    """
    return DeadLetter(
        stage=stage,
        reason=error.reason,
        field=error.field,
        message=error.message,
        position=raw.position,
        received=raw.received,
        key=None if raw.key is None else _base64(raw.key),
        value=None if raw.value is None else _base64(raw.value),
        headers=tuple((name, _header(value)) for name, value in raw.headers),
    )


def _article(raw: Raw, draft: Draft, rules: IntakeRules) -> tuple[Article, str, str]:
    _require(draft, "uri")
    _require(draft, "source")
    if len(draft.body) > rules.max_body_chars:
        problem = (
            f"{len(draft.body)} characters: expected at most {rules.max_body_chars} (NEWSWIRE_MAX_BODY_CHARS)"
        )
        raise refuse(Refusal.TOO_LONG, draft.name("body"), problem)
    embargoed_until = time(draft.name("embargoed_until"), draft.embargoed_until)
    version_created = time(draft.name("version_created"), draft.version_created)
    in_words = embargo_in(draft.headline, draft.ednote, version_created or raw.received)
    if embargoed_until is None and in_words is not None:
        embargoed_until = in_words.until
    pubstatus = status(draft.name("pubstatus"), draft.pubstatus, has_embargo=embargoed_until is not None)
    marks = signals(
        headline=draft.headline,
        slugline=draft.slugline,
        ednote=draft.ednote,
        pubstatus=pubstatus,
        marks=draft.marks,
        body=draft.body,
    )
    if in_words is not None and embargoed_until is None and Signal.KILL not in marks:
        # Nobody knows when it may run: it holds until a person or a later version says.
        marks = tuple(signal for signal in ORDER if signal in {*marks, Signal.HOLD})
    if not draft.headline and not draft.body.strip() and _NEEDS_NO_TEXT.isdisjoint(marks):
        problem = "is empty and so is the headline: send one of them (only a kill or hold goes without)"
        raise refuse(Refusal.NO_TEXT, draft.name("body"), problem)
    declared = language(draft.name("language"), draft.language)
    version = version_in(draft.uri, draft.version)
    lineage = identity.identity(item_uri(draft.uri, version), draft.source)
    embargo = embargoed_until.isoformat() if embargoed_until else ""
    digest = identity.digest(pubstatus.value, draft.headline, draft.body, draft.ednote, embargo)
    article = Article(
        article_id=identity.article_id(lineage, version, digest),
        uri=draft.uri,
        source=draft.source,
        version=version,
        version_created=version_created,
        pubstatus=pubstatus,
        language=language_of(declared or rules.default_language, draft.headline, draft.body),
        headline=draft.headline,
        byline=draft.byline,
        located=draft.located,
        slugline=draft.slugline,
        ednote=draft.ednote,
        urgency=draft.urgency,
        embargoed_until=embargoed_until,
        copyright_holder=draft.copyright_holder,
        url=draft.url,
        body=draft.body,
        alt_ids=draft.alt_ids,
        evolved_from=draft.evolved_from,
        signals=marks,
        credits=credits_of(draft.body, draft.byline, draft.located, draft.copyright_holder, rules.agencies),
        received=raw.received,
        position=raw.position,
        extra=draft.extra,
    )
    return article, lineage, digest


def _require(draft: Draft, field: str) -> None:
    if not getattr(draft, field):
        problem = "is required and blank: every item needs one"
        raise refuse(Refusal.MISSING_FIELD, draft.name(field), problem)


def _header(value: bytes | None) -> str | None:
    if value is None:
        return None
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        return _BASE64 + _base64(value)
    return _BASE64 + _base64(value) if text.startswith(_BASE64) else text


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
