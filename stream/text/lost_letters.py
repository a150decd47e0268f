"""Letters that a transfer turned to "?" or to U+FFFD, guessed for comparison alone: "d?fil?" is "défilé".

A text in seven bits, or wrongly read as UTF-8, has a hole for every letter with a mark. The letters beside a hole mostly show which
letter it was: enough words come out right to find the passages of the sound text. Each hole becomes one character, so that places stay
the same. A question mark counts as a hole only in a text that has several inside its words.
"""

from __future__ import annotations

import re
from typing import Final

from stream.text.lost_accents import HOLE, LANGUAGES

_LEAST: Final = 3  # holes inside words: a text may have one "and?or"
_MARKS: Final = ("?", "\ufffd")
_LETTER: Final = r"[^\W\d_]"
_INSIDE: Final = re.compile(rf"(?<={_LETTER})[?\ufffd](?={_LETTER})")
# Inside a word, before one, behind one that goes on in small letters; U+FFFD always; and "?" for "à" alone.
_HOLE: Final = re.compile(
    rf"(?<={_LETTER})[?\ufffd]+(?={_LETTER})|(?<![^\s'\u2019(\"?\ufffd])[?\ufffd]+(?={_LETTER})|(?<={_LETTER})[?\ufffd]+(?=[,;)]|\s+[a-z])"
    r"|(?<=[a-z,] )\?(?= [a-z])|\ufffd"
)
_ADDRESS: Final = re.compile(r"(?:https?:|www\.)\S+")


def _rules(*pairs: tuple[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern.replace("_", "\0"), re.IGNORECASE), letter) for pattern, letter in pairs)


# For each language what a hole, written `_`, is: the first pattern that fits. Letters as they are compared, without marks.
_GUESSES: Final = {
    "fr": _rules(
        (r"(?<![^\W\d])_(?![^\W\d])", "a"), (r"(?<=n)_(?=[aou])|(?<=\bre)_(?=u)|(?<=le)_(?=on)|(?<=fa)_(?=ade)|(?<=er)_(?=u|ant)|\b_(?=a\b)", "c"),
        (r"(?<=\bl)_\b|(?<=\bl)_(?!\w)|(?<=voil)_|(?<=del)_|(?<=j)_(?!\w)|(?<=ch)_(?=t)|(?<=gr)_(?=ce)|(?<=b)_(?=t)", "a"),
        (r"(?<=[cg]o)_(?=t)|(?<=\ba)o_(?=t)|(?<=\bs)_(?=r)|(?<=\bao)_(?=t)|(?<=\bd)_(?!\w)", "u"),
        (r"(?<=h)_(?=[pt])|(?<=c)_(?=t)|(?<=tr)_(?=l)|(?<=[^\W\d_]t)_(?=t)|(?<=\bt)_(?=t\b)|(?<=r)_(?=le)|(?<=dipl)_", "o"),
        (r"(?<=\bd)_(?=n)|(?<=ma)_(?=tr)|(?<=\bna)_|\b_(?=les?\b)", "i"), (r"_", "e"),
    ),
    "de": _rules(
        (r"(?<=stra)_|(?<=gro)_|(?<=gr_)_|(?<=\bhei)_|(?<=wei)_|(?<=\bmu)_|(?<=au)_(?=er)|(?<=schlie)_|(?<=drei)_|(?<=ma)_(?=n)|(?<=spa)_|(?<=fu)_", "s"),
        (r"_(?=nn|gl|rd|ffn|ln\b|lk)|(?<=h)_(?=r|h|ch|fe)|(?<=st)_(?=r)|(?<=l)_(?=s)|(?<=sch)_(?=n)|(?<=t)_(?=t|dl)|(?<=gr)_(?=s|_)|(?<=b)_(?=se)|(?<=\bk)_(?=n|rp)|(?<=w)_(?=ch)|(?<=\bm)_(?=g)", "o"),
        (r"(?<=w)_(?=hr|hl|r)|(?<=h)_(?=tt|lt|ng|uf|fen|rt)|(?<=pr)_(?=s)|(?<=t)_(?=g|t)|\b_(?=nder|hn|rzt|u_er)|(?<=sp)_|(?<=l)_(?=nd|ng|uf|r)|(?<=m)_(?=nn|rz|_)|(?<=ch)_(?=ft|d|tz)|(?<=n)_(?=chst|mlich|he)|(?<=tr)_(?=g)|(?<=kr)_(?=ft)|(?<=st)_(?=dt|nd|rk)|(?<=f)_(?=hr|ll|ng)|_(?=u)", "a"),
        (r"_", "u"),
    ),
    "es": _rules(
        (r"(?<=[aeiou])_(?=[aeiou])", "n"), (r"(?<=[cstxg]i)_(?=n)", "o"), (r"(?<=\bm)_(?=s\b)|(?<=est)_|(?<=r)_(?=n?\b(?! ?\w*ci))(?=n)", "a"),
        (r"(?<=[bcdfghjlmnprstvz])_(?=as?\b|an\b|amos\b)|(?<=a)_(?=s|z)|(?<=pol)_|(?<=l)_(?=m|n|d)|(?<=t)_(?=tul|pic|stic)|(?<=s)_(?=\b)", "i"),
        (r"(?<=\bn)_(?=m)|(?<=p)_(?=b)|\b_(?=lt|nic)|(?<=\ba)_(?=n)|(?<=g)_(?=n)|(?<=seg)_", "u"),
        (r"(?<=i)_(?=n)|(?<=\bm)_(?=d|x|t)|(?<=qu)_|(?<=ej)_(?=r)|(?<=r)_(?=s)|(?<=tambi)_", "e"), (r"_", "o"),
    ),
    "pt": _rules(
        (r"_(?=_[oe])|(?<=[ae]n)_(?=a)|(?<=for)_(?=a)|(?<=pre)_(?=o)", "c"), (r"_(?=es\b)", "o"), (r"(?<=u)_(?=s)|(?<=[cmt])_(?=m\b)|(?<=\bat)_|(?<=tamb)_|(?<=qu)_", "e"),
        (r"(?<=pol)_|(?<=t)_(?=tul)|(?<=pa)_(?=s)|(?<=d)_(?=ci)", "i"), (r"_", "a"),
    ),
    "it": _rules((r"(?<=pi)_|(?<=gi)_", "u"), (r"(?<=\bpu)_|(?<=per)_(?!\w)|(?<=ci)_", "o"), (r"(?<![^\W\d])_(?![^\W\d])|(?<=ch)_", "e"), (r"_", "a")),
    "sv": _rules((r"(?<=\bf)_(?=r|l)|\b_(?=v|st|pp|n)|(?<=h)_(?=g|r|st)|(?<=s)_(?=d|k)|(?<=m)_(?=t|j)|(?<=k)_(?=p|r)|(?<=g)_(?=r)|(?<=[^\W\d_]r)_(?=st|r)|(?<=bes)_", "o"), (r"_", "a")),
    "da": _rules((r"(?<=\bf)_(?=r|l|d)|\b_(?=st|n|v)|(?<=h)_(?=j|r)|(?<=k)_(?=b|r)|(?<=st)_(?=r)|(?<=s)_(?=g|n)|(?<=g)_(?=r)|(?<=m)_(?=d)|(?<=l)_(?=b|r)|(?<=br)_(?=d)", "o"), (r"_", "a")),
}  # fmt: skip
_GUESSES_OF: Final = {**_GUESSES, "no": _GUESSES["da"]}


def with_letters(text: str, language: str) -> str:
    """A text with its lost letters guessed, of the same length; unchanged if it lost none.

    In a language without guesses each hole becomes `HOLE`, and `stream.text.lost_accents` completes the words.
    """
    if not (language in _GUESSES_OF or language in LANGUAGES) or not any(mark in text for mark in _MARKS):
        return text
    if len(_INSIDE.findall(_ADDRESS.sub("", text))) < _LEAST:
        return text
    if language not in _GUESSES_OF:
        return _HOLE.sub(lambda hole: HOLE * len(hole.group()), text)
    holed = _HOLE.sub(lambda hole: "\0" * len(hole.group()), text)
    for pattern, letter in _GUESSES_OF[language]:
        holed = pattern.sub(letter, holed)
    return holed
