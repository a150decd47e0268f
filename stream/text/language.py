"""The language of an article: as its feed says, or as its text shows where the feed is silent or cannot be right.

A shard is a language and copies meet only within one, so the same text must come out the same whoever sends it: a
declared tag counts unless the text plainly is in another language: in a script that the language is not written in, or,
within one script, when CLD2 is sure of nearly all of the first thousand characters. Publishing software stamps its own
default (`en-US`) on everything. If neither the tag nor CLD2 is sure, the language is `und` (BCP 47: undetermined), which has its own shard.

CLD2 was taken for its speed (ten times that of py3langid and five times that of CLD3 in one run), because it says when
it is unsure, and because it ships all that it needs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

import pycld2

from stream.text.orthography import repaired

UNKNOWN_LANGUAGE: Final = "und"
ENGLISH: Final = "en"
CHARACTERS_READ: Final = 1000  # characters: ten lines tell a language, the foot of a page speaks the page's
# Before a text outvotes its tag: a shorter one may be a name, a title or a quote, and less than nearly all of it a
# quote in another language within the article.
_ENOUGH: Final = 120  # letters
_PLAIN: Final = 90  # percent of the text, as CLD2 counts it
# An English text has a dozen in a thousand characters, and no other language has the word: no need to ask CLD2, which
# takes 60 microseconds.
_ENGLISH: Final = " the "
_ENGLISH_ENOUGH: Final = 3
# Where nobody names a language: eight of them, one at least in each quarter of the text, which is in one script. Of 900 such
# texts, of the news that the rule was chosen on, up to six in ten of whose sentences were exchanged for French, German, Spanish or Portuguese ones, CLD2 finds none in another.
_ENGLISH_THROUGHOUT: Final = 8
_QUARTERS: Final = 4
REMEMBERED_TEXTS: Final = 1024  # texts of a thousand characters: copies and versions begin alike
_NO_LANGUAGE: Final = frozenset(
    {"und", "mul", "zxx", "mis", "xx", "xxx", "zz", "un", "unk", "qaa", "none", "null"}
)  # ISO 639-2: undetermined, several, none, uncoded; and what software writes for want of one
_CURRENT: Final = {
    "iw": "he",
    "in": "id",
    "ji": "yi",
    "jw": "jv",
    "mo": "ro",
}  # retired codes that CLD2 and old feeds use

_SCRIPTS: Final = {
    "greek": "\u0370-\u03ff\u1f00-\u1fff",
    "cyrillic": "\u0400-\u052f\u1c80-\u1c8f",
    "armenian": "\u0530-\u058f",
    "hebrew": "\u0590-\u05ff\ufb1d-\ufb4f",
    "arabic": "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefe",
    "devanagari": "\u0900-\u097f",
    "bengali": "\u0980-\u09ff",
    "gurmukhi": "\u0a00-\u0a7f",
    "gujarati": "\u0a80-\u0aff",
    "oriya": "\u0b00-\u0b7f",
    "tamil": "\u0b80-\u0bff",
    "telugu": "\u0c00-\u0c7f",
    "kannada": "\u0c80-\u0cff",
    "malayalam": "\u0d00-\u0d7f",
    "sinhala": "\u0d80-\u0dff",
    "thai": "\u0e00-\u0e7f",
    "lao": "\u0e80-\u0eff",
    "tibetan": "\u0f00-\u0fff",
    "myanmar": "\u1000-\u109f",
    "georgian": "\u10a0-\u10ff\u1c90-\u1cbf",
    "ethiopic": "\u1200-\u137f",
    "khmer": "\u1780-\u17ff",
    "hangul": "\uac00-\ud7af\u1100-\u11ff\u3130-\u318f",
    "han": "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff",
}  # fmt: skip
LATIN: Final = "latin"
# The scripts that a language's news is written in. Languages that are in neither list are never doubted.
_WRITTEN_IN: Final = {
    "el": {"greek"}, "hy": {"armenian"}, "he": {"hebrew"}, "yi": {"hebrew"}, "ka": {"georgian"}, "th": {"thai"},
    "ru": {"cyrillic"}, "uk": {"cyrillic"}, "be": {"cyrillic"}, "bg": {"cyrillic"}, "mk": {"cyrillic"},
    "ky": {"cyrillic"}, "tg": {"cyrillic"}, "sr": {"cyrillic", LATIN}, "kk": {"cyrillic", LATIN},
    "mn": {"cyrillic"}, "ar": {"arabic"}, "fa": {"arabic"}, "ps": {"arabic"}, "ur": {"arabic"}, "ckb": {"arabic"},
    "hi": {"devanagari"}, "mr": {"devanagari"}, "ne": {"devanagari"}, "bn": {"bengali"}, "gu": {"gujarati"},
    "pa": {"gurmukhi", "arabic"}, "or": {"oriya"}, "ta": {"tamil"}, "te": {"telugu"}, "kn": {"kannada"},
    "ml": {"malayalam"}, "si": {"sinhala"}, "lo": {"lao"}, "bo": {"tibetan"}, "my": {"myanmar"}, "am": {"ethiopic"},
    "ti": {"ethiopic"}, "km": {"khmer"}, "ko": {"hangul", "han"}, "ja": {"han"}, "zh": {"han"}, "yue": {"han"},
}  # fmt: skip
_IN_LATIN: Final = frozenset({
    "af", "ca", "cs", "cy", "da", "de", "en", "es", "et", "eu", "fi", "fr", "ga", "gl", "hr", "hu", "id", "is",
    "it", "lt", "lv", "nb", "nl", "nn", "no", "pl", "pt", "ro", "sk", "sl", "so", "sq", "sv", "sw", "tr", "vi",
})  # fmt: skip
# Written so alike, or so differently tagged, that the same text comes under each: one shard for each group.
_GROUPS: Final = {
    "nb": "no", "nn": "no", "bs": "sr", "hr": "sr", "cnr": "sr", "sh": "sr", "cmn": "zh", "yue": "zh", "ms": "id",
    "prs": "fa",
}  # fmt: skip

# Among these CLD2 errs on whole news articles: the feed knows better.
_ALIKE: Final = (
    {"no", "da"}, {"id", "jv", "su"}, {"hi", "mr", "ne", "bh", "sa"}, {"cs", "sk"}, {"gl", "pt"}, {"az", "tr"},
    {"fa", "ps"}, {"zh", "ja"}, {"nl", "af"}, {"sr", "sl"}, {"mk", "bg"}, {"es", "gl", "ca"},
)  # fmt: skip

_KANA: Final = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_HAN_OR_KANA: Final = re.compile("[\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff]")
_ENOUGH_HAN: Final = 40  # characters: a headline in kanji alone may be Japanese
_KANA_PART: Final = 0.2  # half of Japanese is kana; a Chinese text quotes names
_FOREIGN: Final = re.compile("[" + "".join(_SCRIPTS.values()) + "]")
_LETTER: Final = re.compile(r"[^\W\d_]")
_WORD: Final = re.compile(r"[^\W\d_]+")
# Below this a place or a name is most of a text, and CLD2 reads the language of the name. Of 2,454 English texts from a
# sentence on none was taken for another language.
_FEW_LETTERS: Final = 40
# No English sentence of so many words goes without one of these.
_MANY_WORDS: Final = 10
_ENGLISH_WORDS: Final = frozenset({
    "the", "of", "and", "to", "is", "were", "are", "for", "by", "with", "from", "that", "it", "his", "they", "said", "has",
    "have", "had",
})  # fmt: skip
_SHORT: Final = 2  # letters
_SHORT_ENGLISH: Final = frozenset({
    "an", "as", "at", "be", "by", "he", "in", "is", "it", "of", "on", "or", "so", "to", "up", "us", "we",
})  # fmt: skip
_BY_SCRIPT: Final = {script: re.compile(f"[{ranges}]") for script, ranges in _SCRIPTS.items()}


def language_of(declared: str, headline: str, body: str) -> str:
    """The language of an article: the declared tag (a primary subtag, "" for none), or what the text shows."""
    declared = _CURRENT.get(declared, declared)
    lead = repaired(body[:CHARACTERS_READ])
    text = f"{repaired(headline)}\n{lead}"
    if not declared or declared in _NO_LANGUAGE or not _is_plausible(declared, text):
        return ENGLISH if _is_english_throughout(lead) else detected(text)
    return _by_kana(lead, declared) or _plainly(lead, declared) or declared


def _is_english_throughout(text: str) -> bool:
    if text.count(_ENGLISH) < _ENGLISH_THROUGHOUT or (not text.isascii() and _FOREIGN.search(text)):
        return False
    part = len(text) // _QUARTERS + 1
    return all(text.find(_ENGLISH, at, at + part) >= 0 for at in range(0, len(text), part))


def _by_kana(text: str, declared: str) -> str:
    """Of Chinese and Japanese the one that a text plainly is in: no Japanese sentence is without kana; "" for others."""
    if declared not in ("zh", "ja"):
        return ""
    kana, all_of_both = len(_KANA.findall(text)), len(_HAN_OR_KANA.findall(text))
    if all_of_both < _ENOUGH_HAN:
        return ""
    return "ja" if kana >= _KANA_PART * all_of_both else "zh" if not kana else ""


def detected(text: str) -> str:
    """The language that a text is in, `und` when it is too short, too mixed or in none that CLD2 knows."""
    return _most(text)[0]


@lru_cache(maxsize=REMEMBERED_TEXTS)
def _most(text: str) -> tuple[str, int]:
    """The language of most of a text, `und` if CLD2 is not sure, and the percentage of the text that is in it."""
    try:
        reliable, _, found = pycld2.detect(text, isPlainText=True)
    except (pycld2.error, UnicodeEncodeError):  # control characters and lone surrogates are not for it
        text = "".join(char for char in text if char.isprintable() or char.isspace())
        try:
            reliable, _, found = pycld2.detect(text, isPlainText=True)
        except pycld2.error:
            return UNKNOWN_LANGUAGE, 0
    code = found[0][1].partition("-")[0]
    if not reliable or code == "un":
        return UNKNOWN_LANGUAGE, 0
    return _CURRENT.get(code, code), int(found[0][2])


def _plainly(text: str, declared: str) -> str:
    """The language that a body plainly is in although it is declared to be in another; "" when nothing denies that."""
    if declared not in _IN_LATIN and declared not in _WRITTEN_IN:
        return ""
    if declared == "en" and text.count(_ENGLISH) >= _ENGLISH_ENOUGH:
        return ""
    if len(_LETTER.findall(text)) < _ENOUGH:
        return ""
    code, percent = _most(text)
    one, other = shard_language(declared), shard_language(code)
    if code == UNKNOWN_LANGUAGE or percent < _PLAIN or one == other:
        return ""
    return "" if any({one, other} <= alike for alike in _ALIKE) else code


def written_in(
    declared: str, headline: str, body: str, is_english: Callable[[str], bool] = lambda _: True
) -> str:
    """The language that a text is read in: the declared one (a primary subtag, "" for none) unless it is plainly another.

    Sharding believes a feed within one script, as a name or a quotation must not move an article; who reads the text
    cannot. Where a text is too short or too mixed to tell and nobody has named one, it counts as English if most of its
    words are (`is_english` tells of a word as it is written; with a capital it may be a name), else as undetermined.
    """
    label = _CURRENT.get(declared, declared)
    label = "" if label in _NO_LANGUAGE else label
    text = f"{headline}\n{body[:CHARACTERS_READ]}"
    if label in {"", ENGLISH} and text.count(_ENGLISH) >= _ENGLISH_ENOUGH:
        return ENGLISH
    script = script_of(text)
    if script in {"", LATIN} and len(_LETTER.findall(text)) < _FEW_LETTERS:
        return label or (ENGLISH if _has_english_words(text, is_english) else UNKNOWN_LANGUAGE)
    found = detected(text)
    if found != UNKNOWN_LANGUAGE:
        return label if label and shard_language(label) == shard_language(found) else found
    if label and _is_plausible(label, text):
        return label
    if script in {"", LATIN}:
        words = _WORD.findall(text.lower())
        if len(words) >= _MANY_WORDS and _ENGLISH_WORDS.isdisjoint(words):
            return UNKNOWN_LANGUAGE
        return ENGLISH if _has_english_words(text, is_english) else UNKNOWN_LANGUAGE
    return UNKNOWN_LANGUAGE


def _has_english_words(text: str, is_english: Callable[[str], bool]) -> bool:
    """Whether most words in small letters are English; if there are none, whether any other word is.

    Words of one or two letters are in many languages: of these only the ones that every English text has count.
    """
    words = _WORD.findall(text)
    small = [word for word in words if word.islower() and (len(word) > _SHORT or word in _SHORT_ENGLISH)]
    if small:
        known = sum(word in _SHORT_ENGLISH or is_english(word) for word in small)
        return 2 * known > len(small)
    others = [word for word in words if len(word) > _SHORT]
    return not others or any(map(is_english, others))


def shard_language(language: str) -> str:
    """The language that stands for a language in sharding: `no` for `nb` and `nn`."""
    return _GROUPS.get(language, language)


def script_of(text: str) -> str:
    """The script that most letters of a text are in, "" for a text without letters.

    Han stands for Chinese and Japanese together. A text in a script that is not in the table counts as Latin.
    """
    if _FOREIGN.search(text) is None:
        return LATIN if _LETTER.search(text) else ""
    foreign = _FOREIGN.findall(text)
    if 2 * len(foreign) <= len(_LETTER.findall(text)):
        return LATIN
    joined = "".join(foreign)
    for script, letters in _BY_SCRIPT.items():
        if letters.match(joined):  # mostly the only one; then the others need no count
            if 2 * len(letters.findall(joined)) > len(joined):
                return script
            break
    return max(_BY_SCRIPT, key=lambda script: len(_BY_SCRIPT[script].findall(joined)))


def _is_plausible(language: str, text: str) -> bool:
    expected = {LATIN} if language in _IN_LATIN else _WRITTEN_IN.get(language)
    if expected is None or (text.isascii() and LATIN in expected):
        return True
    script = script_of(text)
    return not script or script in expected
