"""The words that mark a lineage signal, as patterns, by where they stand: headline, slugline, editor's note, text.

The marks are those of the agencies' public style guides: Reuters (UPDATE n-, CORRECTED-, REFILE-, RPT-, STORY
WITHDRAWN-), dpa (KILL KILL KILL, HOLD HOLD HOLD), AP (nth Ld-Writethru, ELIMINATION), Yonhap (2nd LD), Business
Wire (CORRECTING and REPLACING); those of other languages are in `marks.tsv`. Matched where agencies put them and in their
case: ordinary prose has the words. What they mean together is in `signals`.
"""

from __future__ import annotations

import re
from typing import Final

from stream.intake.lineage.marks import CALL, behind_patterns, headline_patterns, mark_words, note_pattern
from stream.model.articles import PubStatus, Signal

_ORDINAL_LEAD: Final = (
    r"\d{1,2}(?:st|nd|rd|th)[ -](?:Ld|LD|Lead|LEAD)(?:[ -]?(?:Writethru|WRITETHRU|writethru))?"
)
_LEAD_IN_CAPITALS: Final = r"(?:\d{1,2}\. ?LEAD|\d{1,2}(?:ST|ND|RD|TH) (?:LEAD|LD|NET|ADD|UPDATE)(?:[ -]WRITETHRU)?|(?:LEAD|LD) \d{1,2})"
# After a hyphen these make an everyday compound of a headline in capitals: HOLD-UP, KILL-SWITCH, REPEAT-OFFENDER.
_COMPOUNDS: Final = r"(?i:-(?:UPS?|OUTS?|OVERS?|ING|SWITCH\w*|JOYS?|OFFS?|RATES?|ZONES?|SHOTS?|OR|TEAMS?|CHAINS?|OFFEND\w+|OFFENCE\w*)\b)"
_TO_THE_DESKS: Final = r"(?:(?:(?i:advisory|notice|note to editors|attention(?:,? editors)?|editors)|URGENT|BULLETIN)\s*[:,\u2013\u2014-]\s*)?"
_DASH: Final = r"[-:,\u2013\u2014]"  # what parts a mark from the headline
_AGAIN: Final = r"[\s,;.!/|*+:()\[\]<>\u2013\u2014-]+"  # what stands between a mark and the same once more
_KILLS: Final = r"(?:(?:BULLETIN|MANDATORY|STORY|ITEM|REPORT) )?(?:KILL|WITHDRAWN|ELIMINAT(?:ION|E)|RETRACT(?:ED|ION)|CANCELL?ED)"


def _said_again(words: str) -> str:
    """A mark that stands there twice or more, whatever is between: `KILL KILL KILL`, `WITHDRAWN, WITHDRAWN:`."""
    return rf"{CALL}[*(\[<+=#\s]*{words}(?:{_AGAIN}{words})+(?!\w)[\s:,;.!*/)\]>|\u2013\u2014-]*"


HEADLINE: Final[tuple[tuple[Signal, re.Pattern[str]], ...]] = tuple(
    (signal, re.compile(rf"\s*(?:{pattern})\s*"))
    for signal, pattern in (
        (Signal.KILL, _said_again(_KILLS)),
        (
            Signal.KILL,
            r"(?:(?:Story |Item )?Withdrawn|Kill|Retracted)(?:[ ,]+(?:(?:story |item )?withdrawn|kill|retracted))+\s*[-:\u2013\u2014]",
        ),
        (Signal.REPEAT, _said_again("(?:REPEAT|RPT)")),
        (
            Signal.KILL,
            r"[*(\[<]+\s*(?:(?:MANDATORY|STORY|ITEM) )?(?:KILL|WITHDRAWN)\s*[*)\]>]+[\s:,\u2013\u2014-]*",
        ),
        (
            Signal.KILL,
            (
                rf"(?:(?:BULLETIN|MANDATORY|URGENT|FLASH|STORY) )?KILL(?: (?:NOTICE|ADVISORY|STORY|ITEM))?(?!{_COMPOUNDS})"
                rf"(?:\s*{_DASH}|\s*/|\s*\((?=urn:|tag:|http)|\s*$)"
            ),
        ),
        (
            Signal.KILL,
            r"(?:Mandatory [Kk]ill|(?:Story |Item )?Kill (?:[Nn]otice|[Aa]dvisory))(?:\s*[-:,]|\s*$)",
        ),
        (Signal.KILL, rf"(?:(?:STORY|ITEM) )?WITHDRAWN(?!{_COMPOUNDS})(?:\s*{_DASH}|\s*$)"),
        (Signal.KILL, rf"{_TO_THE_DESKS}STORY (?:WITHDRAWN|REMOVED|KILLED)(?:\s*{_DASH}|\s*\.|\s*$)"),
        (
            Signal.KILL,
            rf"{_TO_THE_DESKS}(?:Story|Item|Article|Report) (?:withdrawn|killed|retracted|removed)(?:\s*[-:]|\s*$)",
        ),
        (Signal.KILL, rf"(?:BULLETIN |MANDATORY )?ELIMINAT(?:ION|E)(?:\s*{_DASH}|\s*$)"),
        (Signal.KILL, rf"(?:(?:STORY|ITEM|REPORT) )?RETRACT(?:ED|ION)(?!{_COMPOUNDS})(?:\s*{_DASH}|\s*$)"),
        (Signal.HOLD, _said_again("HOLD")),
        (Signal.HOLD, rf"HOLD(?!{_COMPOUNDS})(?:\s*{_DASH}|\s*$)"),
        (Signal.CORRECTION, r"(?:CORRECTED|CORRECTION|CORRECTS)(?:[ -]?\(OFFICIAL\))?\s*[-:]"),
        (Signal.CORRECTION, r"(?:Corrected|Correction):|\((?:CORRECTED|CORRECTION|Corrected)\)\s*[-:]?"),
        (
            Signal.CORRECTION,
            r"(?i:corrections?|clarifications?)(?: (?i:and|&) (?i:corrections?|clarifications?))?\s*(?:[-:]|$)",
        ),
        (
            Signal.CORRECTION,
            r"(?:Correction|Clarification|CORRECTION|CLARIFICATION) (?:to|on|of|for|in|TO|ON)\s+(?:(?:the|our)\s+)?(?=.{3,}\s(?i:story|article|report|item)\s*$)",
        ),
        (
            Signal.CORRECTION,
            r"(?:Correction|Clarification|CORRECTION|CLARIFICATION) (?i:(?:to|on|of|for) (?:our|the|an?)(?: \w+){0,3}? (?:story|report|article|item) (?:on|about|of|from))\s",
        ),
        # In capitals over a headline that goes on in small letters it is no news of a correction.
        (
            Signal.CORRECTION,
            r"(?:CORRECTION|CORRECTIVE|CLARIFICATION) (?i:to|for)\s+(?:(?i:the|our) )?(?=[\"\u201c\u201e\u00ab\u2018']?[^\W\d_a-z]\w*[ ,'\u2019-].*[a-z])",
        ),
        (Signal.CORRECTION, r"(?:CANCELS?|ANNULS?) (?:AND|&) REPLACES?\b\s*[-:]?"),
        (Signal.CORRECTION, r"CORRECTING and REPLACING\b:?"),
        (Signal.REFILE, rf"REFILED?\s*{_DASH}|\(REFILE\)\s*[-:]?"),
        (
            Signal.REPEAT,
            rf"(?:REPEAT|RPT)(?!{_COMPOUNDS})(?: \d{{1,2}})?\s*{_DASH}|\((?:REPEAT|RPT)\)\s*[-:]?",
        ),
        (
            Signal.UPDATE,
            rf"(?:UPDATE|WRAPUP) \d{{1,2}}\s*{_DASH}|UPDATED?\s*[-:\u2013\u2014]|Updated?:|\(UPDATE(?: \d{{1,2}})?\)\s*[-:]?",
        ),
        (Signal.UPDATE, rf"\((?:{_ORDINAL_LEAD}|LEAD)\)\s*[-:]?|{_ORDINAL_LEAD}\s*[-:]"),
        (Signal.UPDATE, rf"{_LEAD_IN_CAPITALS}(?:\s*[-:/]|\s+(?=[A-Z\d(])|\s*$)"),
    )
)
# A kill behind the headline: "Bridge taken (WITHDRAWN)", "Bridge taken - STORY WITHDRAWN".
BEHIND: Final = re.compile(
    r"(?:\s[-\u2013\u2014]{1,2}\s*|\s*[(\[]\s*)((?:STORY |ITEM |REPORT )?(?P<said>WITHDRAWN|KILLED|RETRACTED|ELIMINATED|KILL)(?:[ ,!/-]+(?P=said))*|MANDATORY KILL)\s*[)\]!]?\s*$"
)
# Without anything behind them ("KILL Bridge taken") they are an order where the text says so.
BARE: Final = re.compile(
    rf"\s*(?:BULLETIN |MANDATORY )?(?P<mark>KILL|HOLD|WITHDRAW|ELIMINATE|RETRACT)(?!{_COMPOUNDS})\s+(?=\S)"
)
DESK_ORDER: Final = re.compile(
    r"(?i)\b(?:please|kindly|editors?|eds|subscribers|clients)\b[^.;]{0,60}?\b(?:kill|withdraw|hold|eliminate|do not (?:use|publish|run))\b"
    r"|\b(?:story|item|report|article|dispatch)\b[^.;]{0,80}?\b(?:is|was|has been|should be|must be) (?:withdrawn|killed|retracted|held|eliminated)\b"
    r"|\bno substitute\b|\b(?:we|has|have|are|is) (?:withdr[ae]w\w*|retract\w*|kill(?:ed|ing)) (?:the |this |its |our |an? )?(?:\w+ ){0,3}(?:story|item|report|article|dispatch)\b"
)
# A short item that begins with an order to the desks kills, whatever its headline.
BEGINS: Final = re.compile(
    r"(?i)\W*(?:(?:attention|note to|notice to)\s+)?(?:(?:editors?|eds|subscribers|clients)\b[\s.,:;\u2013\u2014-]*)?"
    r"(?:(?:please|kindly)\s+)?(?:mandatory kill\b|kill|withdraw|retract)\s+(?:the|our|this|an?)\s[^.;\n]{0,80}?\b(?:story|item|report|article|dispatch|version)\b"
    r"|(?i:\W*(?:(?:attention|note to|notice to)\s+)?(?:editors?|eds|subscribers|clients|(?:news )?desks)\b[^.;\n]{0,80}?\b(?:story|item|report|article|dispatch)\b"
    r"[^.;\n]{0,60}?\b(?:is|was|has been)\s+(?:withdrawn|killed|retracted)\b)"
)
# Marks that are also words of the news. Over a story whose beginning gives no order they are no mark, unless they are the whole headline.
WEAK: Final = re.compile(
    r"[*(\[<\s]*(?:KILL(?! KILL| NOTICE| ADVISORY)|(?:STORY|ITEM|REPORT) (?:KILL\b|WITHDRAWN|REMOVED|KILLED|RETRACT\w+)|WITHDRAWN|ELIMINAT(?:ION|E)|HOLD|RETRACT(?:ED|ION)|(?:Story|Item|Article|Report) \w+|Withdrawn|Kill|Retracted)(?!\s+(?:HOLD|WITHDRAWN))\b|\s*[(\[<]?(?:"
    + "|".join(words for words in mark_words("kill", "headline") if " " not in words)
    + r")\b"
)
# Cried out ("KILL! KILL!") they are no more than said once.
STRONG: Final = re.compile(r"\W*(\w+(?: \w+)?)(?:[^\w!]+\1)+\b")
# Participles are what the news says of things, too, and said three times it cries it out: over a text that tells of that, no order.
CRIED: Final = re.compile(r"\W*(WITHDRAWN|RETRACTED|ELIMINATED|KILLED|CANCELL?ED)(?:\W+\1)+\b")
OF_THINGS: Final = re.compile(
    r"(?i)\b(?:withdr\w+|recall\w*|retract\w*|scrapp\w+|eliminat\w+|cancel\w*|killed|pulled|taken off)\b"
)
# What a crowd sings: a mark said again, and who says it ("KILL KILL KILL, sang the crowd").
SUNG: Final = re.compile(r"\s*(\w+)(?:[ ,!]+\1)+\b\W*[,!\"\u201d\u201c\u00bb\u2019']\W*[^\W\d_A-Z]")
TOLD: Final = re.compile(
    DESK_ORDER.pattern
    + r"|\bdo not use\b|"
    + "|".join(
        re.escape(words) for words in (*mark_words("kill", "anywhere"), *mark_words("hold", "anywhere"))
    )
)
LONG: Final = 60  # words: a kill's own text is a sentence or two
REASON: Final = 25  # words in which a kill says why, whatever they are
BEGINNING: Final = 400  # characters in which a kill says that it is one

HEADLINE_OTHER: Final[tuple[tuple[Signal, re.Pattern[str]], ...]] = headline_patterns()
BEHIND_OTHER: Final = behind_patterns()
SLUG_WORDS: Final = {
    "KILL": Signal.KILL, "ELIMINATION": Signal.KILL, "WITHDRAWN": Signal.KILL, "STORY WITHDRAWN": Signal.KILL,
    "HOLD": Signal.HOLD, "CORRECTED": Signal.CORRECTION, "CORRECTION": Signal.CORRECTION, "CORRECTIVE": Signal.CORRECTION,
    "REFILE": Signal.REFILE, "REPEAT": Signal.REPEAT, "RPT": Signal.REPEAT, "UPDATE": Signal.UPDATE,
}  # fmt: skip
SLUG_LEAD: Final = re.compile(
    r"[\s,(-]{0,4}\b\d{1,2}(?:st|nd|rd|th)[ -](?:Ld|Lead|Add)(?:[ -]?Writethru)?\b\)?|[\s,(-]{0,4}\bLd-Writethru\b\)?",
    re.IGNORECASE,
)
# A mark stands behind a comma, in parentheses, or is the whole slug: VELDRIA-ARMY/KILL is a slug about a killing.
SLUG_MARK: Final = re.compile(
    r"(?:^|,\s*|\(\s*)(KILL|ELIMINATION|(?:STORY )?WITHDRAWN|HOLD|CORRECTED|CORRECTION|CORRECTIVE|REFILE|REPEAT|RPT|UPDATE)"
    r"(?: \d{1,2})?\s*(?:\)|$|(?=,))"
)
SLUG_OTHER: Final = tuple(
    (signal, re.compile(rf"(?i:(?:,\s*|\(\s*)(?:{'|'.join(found)})(?: \d{{1,2}})?\s*(?:\)|$|(?=,)))"))
    for signal in Signal
    if (found := mark_words(signal.value, "slug"))
)

_CLAUSE: Final = r"(?:^|[.;,(:]|\band )\W{0,4}(?:Eds?[.:]\s*|Editors?:\s*|Note:\s*)?"
# How a house says that it was wrong. In a note the report of somebody else may have been wrong as well.
_WRONGLY: Final = r"\b(?:misstated|misspelled|misidentified|misquoted|incorrect(?:ly)?|wrong(?:ly)?|erroneous(?:ly)?|mistakenly|inaccurate(?:ly)?|in error)\b"
_STORY: Final = r"(?:version|story|article|report|item|dispatch)s?"
_OWNS_UP: Final = (
    rf"\b(?:earlier|previous|prior|original|first|initial) {_STORY} (?:of|in|on|about) (?:this|the|our)\b[^.;]{{0,120}}?{_WRONGLY}"
    rf"|\b(?:this|our) (?:earlier |previous )?{_STORY}\b[^.;]{{0,120}}?{_WRONGLY}"
)
_AVOWAL: Final = rf"{_OWNS_UP}|\b{_STORY}\b[^.;]{{0,160}}?{_WRONGLY}"
EDNOTE: Final = tuple(
    (signal, re.compile(pattern))
    for signal, pattern in (
        (Signal.KILL, r"(?i:\b(?:story|item|article|report) (?:is |was |has been )?(?:withdrawn|killed)\b)"),
        (
            Signal.KILL,
            r"(?i:\b(?:this|our) (?:entire |whole )?(?:story|item|article|report|dispatch) (?:is|was|has been) (?:retracted|deleted|removed|pulled|cancell?ed|spiked)\b)",
        ),
        (
            Signal.KILL,
            rf"{_CLAUSE}(?i:(?:please |kindly )?(?:disregard|discard|delete|remove|destroy)(?: and (?:delete|remove|destroy))? (?:this|our|the) (?:story|item|article|report|dispatch)\b)",
        ),
        (
            Signal.KILL,
            rf"{_CLAUSE}(?:KILL(?: KILL)*\b|ELIMINAT(?:ION|E)\b|WITHDRAWN\b|(?i:mandatory kill|please kill|kindly kill)\b)",
        ),
        (
            Signal.KILL,
            (
                rf"{_CLAUSE}(?i:(?:please |kindly )?(?:kills?|withdraws?|retracts?|eliminates?)\s+(?:(?:(?:the|this|our|all)\s+)?(?:photo|picture|image|graphic|video|caption|headline)s?\s+and\s+(?=(?:(?:the|this|our|its)\s+)?(?:story|item|article|text|copy)\b))?(?:(?:the|this|our|above|entire|whole|following|previous|earlier|all|both)\s+){{0,4}}"
                r"(?:stor(?:y|ies)\b|(?<=and\s)(?:text|copy)\b|(?<=all\s)(?:versions|takes|copies)\b|item\b|article\b|report\b(?! (?:that|of|on)\b)|dispatch\b|urn:|tag:))"
            ),
        ),
        (
            Signal.KILL,
            rf"{_CLAUSE}(?i:(?:(?:withdrawn|retracted)\b(?=\W*$|\s*:|\s+(?:at|by|because|due|following|pending|as|until)\b)|killed\b(?=\W*$|\s*:|\s+(?:because|pending|due)\b)))",
        ),
        (
            Signal.HOLD,
            rf"{_CLAUSE}(?:HOLD(?: HOLD)+\b|HOLD\s*(?:[:.,-]|$)|(?i:please (?:hold|do not use|do not publish))\b)",
        ),
        (Signal.CORRECTION, rf"{_CLAUSE}(?:(?i:corrects|correcting|corrected|corrections?|corrective)\b)"),
        (
            Signal.CORRECTION,
            r"(?i:\b(?:story|version|item|article|this|that|which|lead|an?) (?:corrects|correction)\b)",
        ),
        (Signal.CORRECTION, rf"(?i:{_OWNS_UP})"),
        (Signal.REFILE, rf"{_CLAUSE}(?i:refil(?:es|ed|ing|e)\b)"),
        (Signal.REPEAT, rf"{_CLAUSE}(?i:repeats\b|repeat(?:ed|ing)? (?:to|for|without|story|item)\b)"),
        # "UPDATES: With AP Photos." stands on first versions too: only pictures are new.
        (
            Signal.UPDATE,
            rf"{_CLAUSE}(?i:(?:updates|updating|recasts|adds|adding)\b(?!\W{{0,3}}with (?:AP )?(?:photos?|videos?|graphics?|audio)\b\W*(?:$|\.)))",
        ),
    )
)
EDNOTE_OTHER: Final = tuple((signal, note_pattern(signal.value)) for signal in Signal)
NOTES: Final = frozenset({Signal.KILL, Signal.HOLD})
CLAUSE_END: Final = re.compile(r"[.;!?\n。](?!\d)")
WORD: Final = re.compile(r"\w+")
WORDS_FOR_PART: Final = frozenset(words.casefold() for words in mark_words("part", "note"))
WORDS_FOR_STORY: Final = frozenset(words.casefold() for words in mark_words("story", "note"))
AND: Final = frozenset({"and", "und", "et", "y", "e", "en", "och", "og", "ja", "i", "и", "та", "ve", "plus"})
WORDS_BEFORE_STORY: Final = frozenset(
    {"the", "this", "our", "its", "all", "entire", "whole", "der", "die", "das", "den", "le", "la", "les", "el", "los", "las", "il", "lo",
     "o", "a", "os", "as", "het", "de"}
)  # fmt: skip
OBJECT: Final = 8  # words behind a kill in which it says of what
PART_KILL: Final = re.compile(
    r"\s*(?:PHOTO|PHOTOS|PICTURE|PICTURES|GRAPHIC|GRAPHICS|IMAGE|IMAGES|VIDEO|CAPTION|INFOGRAPHIC)\b"
)
LIFTED: Final = re.compile(
    r"^\W*(?:MANDATORY |BULLETIN )?(?:KILL|HOLD|ELIMINATION|WITHDRAWAL)(?: NOTICE| ORDER| ADVISORY)? "
    r"(?:IS |WAS |HAS BEEN |NOW )?(?:WITHDRAWN|LIFTED|RESCINDED|CANCELL?ED|REVOKED|REVERSED|VOID|VOIDED|RELEASED|OFF)\b"
    r"|(?i:\bmandatory kill (?:is |was |has been |now )?(?:withdrawn|lifted|rescinded|cancell?ed|revoked|reversed|void)\b)"
    r"|(?i:\b(?:the|our|this|that|an?|previous|earlier|preceding|mandatory) (?:mandatory |earlier |previous )?"
    r"(?:kill|hold|withdrawal|elimination)(?: notice| order| advisory| note| message)?\b[^.;]{0,60}?"
    r"\b(?:in error|by mistake|mistakenly|erroneously|(?:is|was|has been|now) (?:withdrawn|lifted|rescinded|cancell?ed|revoked|reversed|void)))\b"
    r"|(?i:\b(?:disregard|ignore|withdraws?|withdrawing|rescinds?|rescinding|cancels?|cancelling|lifts?|lifting|revokes?|reverses?|voids?)"
    r"(?: (?:the|our|an?|this|that|previous|earlier|last|mandatory|preceding|\d{4} ?(?:gmt|utc)?)){0,4} (?:kill|hold|withdrawal|elimination)\b)",
    re.MULTILINE,
)
# An item whose headline says only that it is a note of the house corrects where its text avows an error.
NOTE_OF_THE_HOUSE: Final = re.compile(
    r"(?i)\s*(?:editor(?:s['\u2019]|['\u2019]?s)?(?: note)|note to (?:editors|readers)|advisory|a note to (?:editors|readers))\b"
)
AVOWS: Final = re.compile(rf"(?i){_AVOWAL}")
LIFTED_OTHER: Final = note_pattern("lifted")

CODE: Final = {
    "update": Signal.UPDATE, "correction": Signal.CORRECTION, "corrected": Signal.CORRECTION, "refile": Signal.REFILE,
    "repeat": Signal.REPEAT, "hold": Signal.HOLD, "kill": Signal.KILL, "withdrawn": Signal.KILL, "retraction": Signal.KILL,
}  # fmt: skip
STATUS: Final = {PubStatus.WITHHELD: Signal.HOLD, PubStatus.CANCELED: Signal.KILL}
