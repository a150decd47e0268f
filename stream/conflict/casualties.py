"""Casualties: a count or a person, tied to a word of killing, hurting, taking or fleeing in the same sentence."""

from __future__ import annotations

from stream.conflict.draft import Draft
from stream.conflict.numbers import starts_count
from stream.conflict.victims import DOING, DONE, NOUNS, SELF, TELLING, Group, group_at
from stream.conflict.vocabulary import words
from stream.records import Casualty, EntityType

_AUXILIARY = words("casualties auxiliary")
_PASSIVE = words("casualties passive")
# Words between the victims and what befell them.
_REACH = 9


def find_casualties(draft: Draft, texts: list[tuple[int, int, str]]) -> list[Casualty]:
    """Casualties of every sentence, in order. `texts` are the places: first word, last word and text."""
    found: list[Casualty] = []
    for sentence in draft.reading.sentences:
        inside = draft.reading.words[sentence[0] : sentence[1]]
        if not any(word in TELLING for word in inside):
            continue
        previous = ""
        at = sentence[0]
        while at < sentence[1]:
            group = group_at(draft, at, sentence)
            if group is None:
                at += 1
                continue
            if group.victim in {"", "others", "other", "more"}:
                group.victim = previous
            elif group.victim:
                previous = group.victim
            casualty, at = _tied(draft, group, sentence, texts)
            if casualty is not None:
                found.append(casualty)
    return found


def _tied(
    draft: Draft, group: Group, sentence: tuple[int, int], texts: list[tuple[int, int, str]]
) -> tuple[Casualty | None, int]:
    """The casualty a group is, if a telling word claims it, and the word to read on from."""
    reading = draft.reading
    last = max(group.last, group.count.last)
    kind = _before(draft, group.count.first, sentence[0], group)
    end = last
    if not kind:
        kind, verb = _after(draft, last, sentence[1])
        if kind and group.last < 0 and verb - last <= 2 and reading.gaps[last] == " ":
            end = verb
    counted = group.count.minimum is not None or group.count.maximum is not None or group.count.qualifier
    if not kind or (group.last < 0 and not _alone(draft, group, kind)):
        return None, last + 1
    if (not counted and kind in {"displaced", "missing", "surrendered"}) or (
        group.weak and kind not in {"killed", "injured"}
    ):
        return None, last + 1
    start, stop = reading.starts[group.count.first], reading.ends[end]
    casualty = Casualty(
        EntityType.CASUALTY,
        start,
        stop,
        reading.text[start:stop],
        kind=kind,
        minimum=group.count.minimum,
        maximum=group.count.maximum,
        qualifier=group.count.qualifier,
        victim=group.victim or ("people" if counted else ""),
        place=_nearest(texts, group.count.first, sentence),
    )
    return casualty, last + 1


def _alone(draft: Draft, group: Group, kind: str) -> bool:
    """A bare number is people if it is no date, age, sum or part of a longer figure."""
    reading = draft.reading
    count = group.count
    after = reading.gaps[count.last]
    before = reading.gaps[count.first - 1] if count.first else ""
    return (
        bool(kind)
        and not any(sign in after + before for sign in "%$\u00a3\u20ac:")
        and (count.maximum or count.minimum or 0) < 1900
    ) or bool(count.qualifier)


def _before(draft: Draft, first: int, low: int, group: Group) -> str:
    """The kind told right before: "killed 12", "wounding at least 3", "the deaths of 40", "death toll rose to 45"."""
    reading = draft.reading
    words, gaps = reading.words, reading.gaps
    at = first - 1
    while (
        at >= low
        and words[at] in {"the", "about", "as", "also", "another", "off", "dead", "his", "her", "their"}
        and gaps[at] in {" ", "\n"}
    ):
        at -= 1
    if at < low or gaps[at].strip():
        return ""
    word = words[at]
    active = DOING.get(word) or DONE.get(word) or ""
    if word == "shot" and words[at + 1] == "dead":
        active = "killed"
    if active and not _passive_before(words, at, low):
        named = group.last >= 0
        return active if named or word in DOING or word in DONE else ""
    if word == "of" and at > low:
        return NOUNS.get(words[at - 1], "")
    if (
        word in {"to", "at", "of", "reached", "exceeded", "hit", "passed"}
        and "toll" in words[max(low, at - 9) : at]
    ):
        return "killed"
    return ""


def _passive_before(words: list[str], at: int, low: int) -> bool:
    """Such as "were killed 12 miles away": the verb already has its victims before it."""
    return at > low and words[at] in DONE and words[at - 1] in {"was", "were", "been", "being", "is", "are"}


def _after(draft: Draft, last: int, stop: int) -> tuple[str, int]:
    """The kind told behind the group over auxiliaries, relative clauses and asides, and the word that tells it."""
    reading = draft.reading
    words, gaps = reading.words, reading.gaps
    at = last + 1
    steps = 0
    aside = False
    passive = False
    while at < stop and steps < _REACH:
        gap = gaps[at - 1]
        if ";" in gap or ":" in gap:
            return "", at
        if any(mark in gap for mark in ",\u2014\u2013(") or "--" in gap or " - " in gap:
            closing = _closing(gaps, at, stop, gap)
            if closing < 0 and not aside:
                return "", at
            if closing >= 0:
                at, aside = closing, True
                steps += 1
                continue
        word = words[at]
        kind = DONE.get(word) or SELF.get(word, "")
        if kind:
            if word in DONE and not passive and not aside and _has_object(draft, at, stop):
                return "", at
            return kind, at
        if word in _AUXILIARY or word.endswith("ly"):
            passive = passive or word in _PASSIVE
        elif word in {"in", "from", "of", "at", "near", "on"} and steps < 5:
            at = _over_phrase(draft, at, stop)
            steps += 1
            continue
        else:
            return "", at
        at += 1
        steps += 1
    return "", at


def _closing(gaps: list[str], at: int, stop: int, gap: str) -> int:
    """The first word behind an aside that opens before word `at`, -1 if it does not close soon."""
    mark = next((sign for sign in ("\u2014", "\u2013", "--", "(", ",", "-") if sign in gap), ",")
    closes = ")" if mark == "(" else mark
    for word in range(at, min(stop - 1, at + 12)):
        if closes in gaps[word]:
            return word + 1
    return -1


def _over_phrase(draft: Draft, at: int, stop: int) -> int:
    """Past a prepositional phrase: to the next auxiliary or telling word, five words at most."""
    words, gaps = draft.reading.words, draft.reading.gaps
    for word in range(at + 1, min(stop, at + 6)):
        if (
            words[word] in _PASSIVE - {"and", "or"}
            or words[word] in TELLING
            or any(mark in gaps[word - 1] for mark in ",;\u2014")
        ):
            return word
    return min(stop, at + 6)


def _has_object(draft: Draft, verb: int, stop: int) -> bool:
    """Whether a plain past has its own object, so that those before it are the killers: "gunmen killed 12"."""
    words, gaps = draft.reading.words, draft.reading.gaps
    at = verb + 1
    if at >= stop or gaps[verb].strip():
        return False
    if words[at] in {"and", "or"} and at + 1 < stop and words[at + 1] in DONE:
        at += 2
    if at >= stop:
        return False
    owned = draft.owner[at]
    if words[at] in {"at", "more", "some", "about", "over", "nearly"} and at + 2 < stop:
        return starts_count(words[at + 1]) or starts_count(words[at + 2])
    return (
        starts_count(words[at])
        or words[at] in {"the", "their", "his", "its", "her", "them", "him"}
        or (owned is not None and owned.type not in {EntityType.DATE, None})
    )


def _nearest(texts: list[tuple[int, int, str]], word: int, sentence: tuple[int, int]) -> str:
    """The place of the sentence nearest to a word."""
    inside = [(abs(first - word), text) for first, _, text in texts if sentence[0] <= first < sentence[1]]
    return min(inside)[1] if inside else ""
