"""A mail that somebody passed on: whose it is, and where its text begins."""

from __future__ import annotations

import email.utils
import re
from typing import Final, NamedTuple

# The line that programs put above what they pass on, in the languages of newsrooms.
_LINE: Final = re.compile(
    r"^[> \t]*+(?:-{2,}+[ \t]*+)?(?:(?:Begin |Start )?forwarded message|original message|(?:Anfang der )?weitergeleitete[n]? (?:nachricht|E-?Mail)"
    r"|urspr\u00fcngliche nachricht|(?:d\u00e9but du )?message (?:transf\u00e9r\u00e9|r\u00e9exp\u00e9di\u00e9|d'origine)|mensaje reenviado|mensaje original"
    r"|mensagem encaminhada|messaggio (?:inoltrato|originale)|doorgestuurd bericht|oorspronkelijk bericht|vidarebefordrat meddelande"
    r"|videresendt (?:melding|meddelelse)|v\u00e4litetty viesti)[ \t]*+(?::[ \t]*+)?(?:-++[ \t]*+)?$",
    re.IGNORECASE | re.MULTILINE,
)
_FIELD: Final = re.compile(r"\*?(?P<name>[^\W\d_][\w -]{1,23}?)\*?[ \t]?:\*?[ \t]*(?P<value>.*)")
_FROM: Final = frozenset(["from", "von", "de", "da", "van", "från", "fra", "lähettäjä", "od"])
_SUBJECT: Final = frozenset(
    [
        "subject",
        "betreff",
        "objet",
        "asunto",
        "oggetto",
        "onderwerp",
        "ämne",
        "emne",
        "aihe",
        "assunto",
        "temat",
    ]
)
_MOST_FIELDS: Final = 40  # lines, of which some name receivers without end
_PREFIX: Final = re.compile(r"^(?:(?:fwd?|wg|tr|rv|doorst|vb|vs|enc)[ \t]*:[ \t]*)+(?=\S)", re.IGNORECASE)


class Forwarded(NamedTuple):
    """What was passed on: what stands above it, who sent it first, under what subject, and its text."""

    above: str
    sender: str
    subject: str
    text: str


def forwarded_in(text: str) -> Forwarded | None:
    """The mail that a text passes on; None where it passes none on."""
    line = _LINE.search(text)
    if line is None:
        return None
    rest = text[line.end() :].strip("\n").split("\n")
    quoted = all(each.startswith(">") for each in rest if each.strip())
    lines = [each.removeprefix(">").removeprefix(" ") for each in rest] if quoted else rest
    while lines and not lines[0].strip():
        lines.pop(0)
    end = next((at for at, each in enumerate(lines[:_MOST_FIELDS]) if not each.strip()), _MOST_FIELDS)
    fields: dict[str, str] = {}
    for each in lines[:end]:
        if (found := _FIELD.fullmatch(each.strip())) is not None:
            fields.setdefault(found["name"].casefold(), found["value"].strip())
    sender = next((value for name, value in fields.items() if name in _FROM), "")
    if not sender:
        return None
    name, address = email.utils.parseaddr(sender.replace("[mailto:", "<").replace("]", ">"))
    subject = next((value for name, value in fields.items() if name in _SUBJECT), "")
    return Forwarded(
        text[: line.start()].strip(),
        name or address.rpartition("@")[2] or sender,
        bare_subject(subject),
        "\n".join(lines[end:]).strip("\n"),
    )


def bare_subject(subject: str) -> str:
    """A subject without the words that say that it was passed on."""
    return _PREFIX.sub("", subject)
