"""Bodies that no list names: acronyms, names in Latin letters among others, and proper adjectives before a body's noun."""

from __future__ import annotations

from typing import Final

from stream.model.tags import EntityType
from stream.tagging.languages.expanded_names import find_expanded
from stream.tagging.languages.gazetteer.name_forms import name_forms
from stream.tagging.languages.party_finder import CLOSING, OPENING, Party
from stream.tagging.languages.script_words import MARK, WORD
from stream.tagging.languages.sense_map import SenseMap

_SHORTEST: Final = 2
_LONGEST: Final = 6  # letters of an acronym
_MOST_WORDS: Final = 4
_BEFORE: Final = 4  # words between a body's noun and the proper adjective that begins its name
_LEGAL: Final = 5  # words of a company's name before its legal form
_TOWNLY: Final = 6  # letters of the shortest adjective of a town
_CASED: Final = frozenset({"latin", "cyrillic"})
# Endings of Slavic adjectives: what stands before a body's noun and names it.
_ADJECTIVAL: Final = name_forms("slavic", "adjectives")
_ROMAN: Final = frozenset("IVXLC\u041c\u0425")


def find_bodies(senses: SenseMap, parties: list[Party]) -> list[Party]:
    """The bodies of a text beside the parties already found."""
    if senses.data.settings.get("script") not in _CASED:
        return []  # all that tells these bodies is their capitals
    taken = {at for party in parties for at in range(party.first, party.last + 1)}
    found = find_expanded(senses, taken)
    for first, stop in senses.words.sentences:
        capitals = sum(
            senses.words.is_capital(at) for at in range(first, stop) if senses.words.kinds[at] == WORD
        )
        if 2 * capitals > stop - first and stop - first > _LONGEST:
            continue  # a headline in capitals tells nothing by them
        at = first
        while at < stop:
            last = weak = -1
            if _is_spelled_abroad(senses, at, first):
                at = _latin_run(senses, at, stop) + 1
                continue
            if at not in taken:
                last = _body(senses, at, first, stop, taken)
                weak = _by_role(senses, at, first, stop, taken) if last < 0 else -1
            last = max(last, weak)
            if last < 0:
                at += 1
                continue
            found.append(Party(at, last, EntityType.ORGANISATION, "", "", generic=False, weak=weak >= 0))
            at = last + 1
    return found


def _body(senses: SenseMap, at: int, first: int, stop: int, taken: set[int]) -> int:
    """The last word of the body whose name begins at a word, -1 if none does."""
    words = senses.words
    if words.kinds[at] != WORD or not words.is_capital(at) or _is_known(senses, at):
        return -1
    written = words.between(at, at)
    settings = senses.data.settings
    named = _before_form(senses, at, first, stop)
    if named < 0:
        named = max(
            _before_name(senses, at, stop), _quoted(senses, at, first, stop), _on_the_web(senses, at, stop)
        )
    if named >= 0:
        return named
    if (
        settings.get("script") == "cyrillic"
        and written.isascii()
        and len(written) >= _SHORTEST
        and not _is_model(senses, at)
    ):
        if _ROMAN.issuperset(written):
            return -1
        return _latin_run(senses, at, stop)
    if (
        settings.get("acronyms") == "yes"
        and (_SHORTEST - _is_cued(senses, at, first))
        < len(written) + (settings.get("script") == "cyrillic")
        <= _LONGEST
        and written.isupper()
        and not _ROMAN.issuperset(written)
        and not _is_model(senses, at)
    ):
        return at
    if settings.get("body_last") != "yes":
        return -1
    if not words.forms[at].endswith(_ADJECTIVAL):
        return -1
    for index in range(at + 1, min(stop, at + 1 + _BEFORE)):
        if words.kinds[index] != WORD or index in taken:
            break
        head = senses.at(index, "head")
        if head is not None and head.sense.value == "body" and at > first:
            return head.stop - 1
        if words.is_capital(index) or not words.forms[index].endswith(_ADJECTIVAL):
            break
    return -1


def _is_spelled_abroad(senses: SenseMap, at: int, first: int) -> bool:
    """Whether Latin letters in brackets spell the name before them as its country does: a person's mostly."""
    words = senses.words
    return (
        senses.data.settings.get("script") == "cyrillic"
        and at > first
        and words.kinds[at] == WORD
        and words.forms[at - 1] == "("
        and words.between(at, at).isascii()
    )


def _on_the_web(senses: SenseMap, at: int, stop: int) -> int:
    """The last word of a name that is an address: "Газета.Ru", "Gazeta.ru"."""
    words = senses.words
    if (
        at + 2 < stop
        and words.forms[at + 1] == "."
        and words.touches(at + 1)
        and words.touches(at + 2)
        and senses.has(at + 2, "domain")
    ):
        return at + 2
    return -1


def _before_form(senses: SenseMap, at: int, first: int, stop: int) -> int:
    """The last word of a run of capitals that ends with a legal form ("Montech AG") or a word that ends names ("... Zeitung")."""
    words = senses.words
    for index in range(at, min(stop, at + _LEGAL)):
        if words.kinds[index] != WORD:
            if words.forms[index] in {"&", "-"} and words.touches(index) == words.touches(
                index + 1 if index + 1 < stop else index
            ):
                continue
            return -1
        if not words.is_capital(index):
            return -1
        if index > at and (
            senses.has(index, "legal_form")
            or (
                (at > first or _is_of_a_town(senses, at))
                and _ends_name(senses, index)
                and not senses.has(at, "head")
            )
        ):
            return index
    return -1


def _ends_name(senses: SenseMap, index: int) -> bool:
    """Whether a word ends names of bodies, as a word or as the last part of a compound ("Gebirgsverein")."""
    if senses.has(index, "name_end"):
        return True
    form = senses.words.forms[index]
    return any(
        form.endswith(ending) and form != ending for ending in senses.data.body_endings
    ) and not senses.has(index, "no_body")


def _is_of_a_town(senses: SenseMap, at: int) -> bool:
    """Whether a word that begins a sentence is the adjective of a town: "Mannheimer"."""
    form = senses.words.forms[at]
    return (
        bool(senses.data.body_endings)
        and form.endswith("er")
        and len(form) >= _TOWNLY
        and not senses.has(at, "article_before")
    )


def _before_name(senses: SenseMap, at: int, stop: int) -> int:
    """The last word of the name behind a compound that says what body it is: "Staatsgalerie Stuttgart"."""
    words = senses.words
    if not senses.data.body_endings or not _ends_name(senses, at) or senses.has(at, "name_end"):
        return -1
    last = at
    while last + 1 < min(stop, at + _MOST_WORDS):
        if words.kinds[last + 1] != WORD or not words.is_capital(last + 1):
            break
        last += 1
    return last if last > at else -1


def _quoted(senses: SenseMap, at: int, first: int, stop: int) -> int:
    """The last word of a paper's name in quotation marks behind an article, where something is reported: sagte der "Bild"."""
    words = senses.words
    if senses.data.settings.get("quoted_media") == "said":
        return _quoted_behind_said(senses, at, first, stop)
    if (
        senses.data.settings.get("quoted_media") != "yes"
        or at < first + 2
        or words.forms[at - 1] not in OPENING
        or not senses.has(at - 2, "media_article")
    ):
        return -1
    last = at
    while last + 1 < min(stop, at + _MOST_WORDS) and words.is_capital(last + 1):
        last += 1
    if last + 1 >= stop or words.forms[last + 1] not in CLOSING:
        return -1
    return last if any(senses.has(index, "saying") for index in range(first, stop)) else -1


def _quoted_behind_said(senses: SenseMap, at: int, first: int, stop: int) -> int:
    """The last word of a paper's name in quotation marks directly behind what says that it reports: "пишут «Ведомости»"."""
    words = senses.words
    if at < first + 2 or words.forms[at - 1] not in OPENING or senses.ending(at - 1, "saying", first) < 0:
        return -1
    return next(
        (
            index - 1
            for index in range(at + 1, min(stop, at + _MOST_WORDS + 1))
            if words.forms[index] in CLOSING
        ),
        -1,
    )


def _by_role(senses: SenseMap, at: int, first: int, stop: int, taken: set[int]) -> int:
    """The last word of what somebody has a role in: "porta-voz da Cortal", "Sprecher von Rowenta"."""
    words = senses.words
    if (
        at < first + 2
        or not words.is_capital(at)
        or words.kinds[at] != WORD
        or words.is_capital(at - 1)
        or not senses.has(at - 1, "role_link")
        or senses.ending(at - 1, "role", first) < 0
        or _is_known(senses, at)
        or senses.has(at, "head")
        or senses.has(at, "holder")
    ):
        return -1
    last = at
    while (
        last + 1 < min(stop, at + _MOST_WORDS)
        and last + 1 not in taken
        and (words.is_capital(last + 1) or words.forms[last + 1] == "&")
        and words.kinds[last + 1] in {WORD, MARK}
    ):
        last += 1
    return last


def _is_cued(senses: SenseMap, at: int, first: int) -> bool:
    """Whether an article stands before a word, as it does before a party's two letters ("o PS")."""
    return at > first and senses.has(at - 1, "article_before") and not senses.words.is_capital(at - 1)


def _is_known(senses: SenseMap, at: int) -> bool:
    return any(
        found.sense.kind in {"country", "weapon", "platform", "unit", "nation", "no_body"}
        for found in senses.starting[at]
    )


def _is_model(senses: SenseMap, at: int) -> bool:
    """Whether letters are part of a model's name or figure: T-72, 5G."""
    words = senses.words
    behind = (
        at + 2 < len(words.forms)
        and words.forms[at + 1] == "-"
        and (words.forms[at + 2].isdigit() or senses.data.settings.get("compounds") == "yes")
    )
    return behind or (at > 0 and words.touches(at) and words.forms[at - 1] in {"-", "/", "."})


def _latin_run(senses: SenseMap, at: int, stop: int) -> int:
    words = senses.words
    last = at
    while last + 1 < min(stop, at + _MOST_WORDS):
        written = words.between(last + 1, last + 1)
        if words.kinds[last + 1] != WORD or not written.isascii() or not written[0].isupper():
            break
        last += 1
    return last
