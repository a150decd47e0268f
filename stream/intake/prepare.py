"""The intake stage whole: a raw record to a prepared article, or to its dead letter."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from stream.intake import identity, relations
from stream.intake.digests import is_digest
from stream.intake.draft import Draft, Hints, NotAnArticle
from stream.intake.formats.detect import read
from stream.intake.lineage.credits import credits as credits_of
from stream.intake.lineage.embargo_words import embargo_in
from stream.intake.lineage.headline_marks import bare_headline
from stream.intake.lineage.named_items import headline_key, mentions
from stream.intake.lineage.signals import ORDER, doubtful_kill, lineage_slug, signals
from stream.intake.reasons import Refusal, refuse
from stream.intake.values import language, publication_status, time
from stream.model.articles import Article, Position, Prepared, Signal
from stream.model.errors import RejectedError
from stream.model.faults import fault_of
from stream.model.outputs import DeadLetter
from stream.model.uris import item_uri, version_in
from stream.text.language import language_of, shard_language
from stream.text.normalise import SHORT, headline_words, read_body
from stream.text.sketch import encode_sketch, sketch

_NEEDS_NO_TEXT: Final = frozenset({Signal.KILL, Signal.HOLD})
_HINTS: Final = frozenset({"source", "content-type"})  # record headers
_LONGEST_HINT: Final = 1000  # characters, as of a source in JSON
# The longest fields that an article may have, in characters: those of the JSON schemas, for the other formats.
_LONGEST: Final = {
    "uri": 4000, "source": 1000, "version": 200, "language": 100, "headline": 20_000, "byline": 4000, "located": 4000,
    "slugline": 2000, "ednote": 20_000, "copyright_holder": 4000, "url": 4000,
}  # fmt: skip
BASE64: Final = "base64:"  # what marks a header of a dead letter that is no UTF-8
_MEANS_ANOTHER: Final = frozenset({Signal.KILL, Signal.HOLD, Signal.CORRECTION})


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
    """What a newsroom sets for the intake.

    The language of items that name none ("" to detect it), the longest body, further agencies, the source of records that name
    none, and whether items that are not articles go to the dead letters.
    """

    default_language: str
    max_body_chars: int
    agencies: tuple[str, ...]
    default_source: str = ""
    keep_not_text: bool = False


# What is done with each article of a record.
PrepareOne = Callable[[Raw, Draft, IntakeRules], Prepared]


def prepare_all(
    raw: Raw, rules: IntakeRules, prepare_one: PrepareOne | None = None
) -> tuple[Prepared | NotAnArticle | RejectedError, ...]:
    """Decode, validate and normalise a record, and mark identity and lineage of the articles that it holds, in its order.

    A pure function: the same record gives the same result on every run. What cannot be read is a refusal with a
    reason of `Refusal`, in its place; nothing is raised, whatever the bytes. The place in the result is the
    `index` of an article's position. An item that this fails on is a refusal too, and takes no other with it.
    `prepare_one` is what is done with each, `prepare_draft` unless told.
    """
    found = read(raw.value, _hints(raw, rules))
    return tuple(
        _prepared(prepare_one or prepare_draft, placed(raw, index), each, rules)
        if isinstance(each, Draft)
        else each
        for index, each in enumerate(found)
    )


def prepare(raw: Raw, rules: IntakeRules) -> Prepared:
    """The one article of a record that holds one.

    Raises:
        RejectedError: it cannot be read, or is no article; no other exception is meant to come, whatever the bytes.
    """
    first = prepare_all(raw, rules)[0]
    if isinstance(first, Prepared):
        return first
    raise refused(first)


def refused(found: NotAnArticle | RejectedError) -> RejectedError:
    """What is no article as a refusal, for its dead letter; a refusal as it is."""
    if isinstance(found, RejectedError):
        return found
    return refuse(Refusal.NOT_TEXT, found.field, found.message)


def placed(raw: Raw, index: int) -> Raw:
    """A record as the place of one of its items."""
    return replace(raw, position=replace(raw.position, index=index)) if index else raw


def _hints(raw: Raw, rules: IntakeRules) -> Hints:
    named = {
        name.lower(): value.decode("utf-8", "replace").strip()[:_LONGEST_HINT]
        for name, value in raw.headers
        if value is not None and name.lower() in _HINTS
    }
    return Hints(named.get("source") or rules.default_source, named.get("content-type", ""))


def _prepared(
    prepare_one: PrepareOne, raw: Raw, draft: Draft, rules: IntakeRules
) -> Prepared | RejectedError:
    try:
        return prepare_one(raw, draft, rules)
    except RejectedError as error:
        return error
    except Exception as error:  # noqa: BLE001 - whatever it is, it must not take the others of the message with it
        return fault_of(error)


def prepare_draft(raw: Raw, draft: Draft, rules: IntakeRules) -> Prepared:
    """Prepare what a format's reader found of one article.

    Raises:
        RejectedError: a field is missing or cannot be read.
    """
    article, lineage, digest = _article(raw, draft, rules)
    shard = shard_language(article.language)
    reading = read_body(article.body, shard)
    tokens = reading.words
    headline = headline_words(bare_headline(article.headline), shard)
    short = len(tokens) < SHORT
    return Prepared(
        article=article,
        identity=lineage,
        digest=digest,
        sketch=encode_sketch(sketch(tokens, reading.paragraphs, shard, headline, reading.particulars)),
        tokens=len(tokens),
        # A body that is furniture alone is compared with nothing: its headline is all that is known of the article.
        exact=_exact(article.language, [*headline, *tokens])
        if short and (tokens or not article.body.strip())
        else "",
        slug=lineage_slug(article.slugline),
        container=not short
        and is_digest(article.headline, [article.body[each.start : each.end] for each in reading.paragraphs]),
        headline_key=headline_key(article.source, article.headline),
        mentions=_mentions(article),
        doubtful=doubtful_kill(article.headline, article.signals),
    )


def _mentions(article: Article) -> tuple[str, ...]:
    if _MEANS_ANOTHER.isdisjoint(article.signals):
        return ()
    return mentions(
        source=article.source,
        headline=article.headline,
        ednote=article.ednote,
        body=article.body,
        named=(
            *article.evolved_from,
            *article.replaces,
            *relations.named(article.extra, article.uri, article.url),
        ),
        linked=relations.linked(article.extra),
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
    for name, most in _LONGEST.items():
        if len(getattr(draft, name)) > most:
            problem = f"{len(getattr(draft, name))} characters: expected at most {most}"
            raise refuse(Refusal.TOO_LONG, draft.name(name), problem)
    if len(draft.body) > rules.max_body_chars:
        problem = (
            f"{len(draft.body)} characters: expected at most {rules.max_body_chars} (NEWSWIRE_MAX_BODY_CHARS)"
        )
        raise refuse(Refusal.TOO_LONG, draft.name("body"), problem)
    embargoed_until = time(draft.name("embargoed_until"), draft.embargoed_until)
    version_created = time(draft.name("version_created"), draft.version_created)
    in_words = embargo_in(draft.headline, draft.ednote, version_created or raw.received, draft.body)
    if embargoed_until is None and in_words is not None:
        embargoed_until = in_words.until
    pubstatus = publication_status(
        draft.name("pubstatus"), draft.pubstatus, has_embargo=embargoed_until is not None
    )
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
        replaces=draft.replaces,
        threads=draft.threads,
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
        if field == "source":
            problem += (
                " (a record header `source` or NEWSWIRE_DEFAULT_SOURCE names it where the feed does not)"
            )
        raise refuse(Refusal.MISSING_FIELD, draft.name(field), problem)


def _header(value: bytes | None) -> str | None:
    if value is None:
        return None
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        return BASE64 + _base64(value)
    return BASE64 + _base64(value) if text.startswith(BASE64) else text


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
