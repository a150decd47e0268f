"""News agencies by the names that texts credit them with.

Short names are matched in their own case (`AP`, `dpa`: "ap" and "DPA Inc" are other things), long ones in any.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

# Canonical name -> other names in text. Public facts: the agencies' own style for naming themselves.
_KNOWN: Final[Mapping[str, tuple[str, ...]]] = {
    "Reuters": ("Thomson Reuters",),
    "AP": ("Associated Press", "A.P."),
    "AFP": ("Agence France-Presse", "Agence France Presse", "AFP News"),
    "dpa": ("Deutsche Presse-Agentur", "DPA", "dpa International"),
    "EFE": ("Agencia EFE", "Efe"),
    "ANSA": (),
    "Xinhua": ("Xinhua News Agency",),
    "CNS": ("China News Service",),
    "TASS": ("ITAR-TASS", "Itar-Tass"),
    "RIA": ("RIA Novosti",),
    "Interfax": ("Interfax-Ukraine",),
    "Ukrinform": (),
    "UNIAN": (),
    "Bloomberg": ("Bloomberg News",),
    "UPI": ("United Press International",),
    "PA": ("Press Association", "PA Media"),
    "PTI": ("Press Trust of India",),
    "ANI": ("Asian News International",),
    "IANS": ("Indo-Asian News Service",),
    "UNI": ("United News of India",),
    "APP": ("Associated Press of Pakistan",),
    "BSS": ("Bangladesh Sangbad Sangstha",),
    "Kyodo": ("Kyodo News",),
    "Jiji": ("Jiji Press",),
    "Yonhap": ("Yonhap News Agency", "Yonhap News"),
    "KCNA": ("Korean Central News Agency",),
    "CNA": ("Central News Agency",),
    "VNA": ("Vietnam News Agency",),
    "Bernama": (),
    "Antara": (),
    "AAP": ("Australian Associated Press",),
    "CP": ("Canadian Press",),
    "ANP": (),
    "Belga": (),
    "APA": ("Austria Presse Agentur",),
    "KEYSTONE-SDA": ("Keystone-SDA", "SDA"),
    "NTB": ("Norsk Telegrambyrå",),
    "TT": ("Tidningarnas Telegrambyrå",),
    "STT": ("Suomen Tietotoimisto", "STT-Lehtikuva"),
    "Ritzau": (),
    "BNS": ("Baltic News Service",),
    "PAP": ("Polish Press Agency",),
    "CTK": ("ČTK", "Czech News Agency"),
    "MTI": (),
    "Agerpres": (),
    "BTA": ("Bulgarian News Agency",),
    "HINA": ("Hina",),
    "Tanjug": (),
    "ANA-MPA": ("Athens News Agency",),
    "Lusa": (),
    "Anadolu": ("Anadolu Agency", "Anadolu Ajans\u0131"),
    "DHA": ("Demirören News Agency", "Doğan News Agency"),
    "SANA": ("Syrian Arab News Agency",),
    "SPA": ("Saudi Press Agency",),
    "WAM": ("Emirates News Agency",),
    "KUNA": ("Kuwait News Agency",),
    "QNA": ("Qatar News Agency",),
    "MENA": ("Middle East News Agency",),
    "NNA": ("National News Agency",),
    "Petra": ("Jordan News Agency",),
    "Wafa": ("WAFA",),
    "IRNA": ("Islamic Republic News Agency",),
    "ISNA": (),
    "Fars": ("Fars News Agency",),
    "Tasnim": ("Tasnim News Agency",),
    "APS": ("Algérie Presse Service", "Algeria Press Service"),
    "NAN": ("News Agency of Nigeria",),
    "Notimex": (),
    "Télam": ("Telam",),
    "Europa Press": (),
    "Agência Brasil": (),
    "Business Wire": ("BUSINESS WIRE",),
    "PR Newswire": ("PRNewswire",),
}
_SHORT: Final = 5  # characters: up to here a name is an acronym or a common word, and its case matters
# "The Associated Press", "Reuters news agency", "AFP news agency": how names stand in running text.
_AROUND: Final = re.compile(r"^(?:[Tt]he|THE)\s+|\s+(?:news agency|newswire|wire service)$")
# Without which that pattern cannot match.
_BEFORE: Final = ("The", "the", "THE")
_BEHIND: Final = ("news agency", "newswire", "wire service")


class AgencyNames:
    """The built-in agencies and a newsroom's own, by any of their names."""

    __slots__ = ("_any_case", "_own_case", "pattern")

    def __init__(self, own: tuple[str, ...]) -> None:
        self._own_case: dict[str, str] = {}
        self._any_case: dict[str, str] = {}
        for canonical, others in {**_KNOWN, **dict.fromkeys(own, ())}.items():
            for name in (canonical, *others):
                self._own_case[name] = canonical
                if len(name) > _SHORT:
                    self._any_case[name.casefold()] = canonical
        longest_first = sorted(self._own_case, key=lambda name: (-len(name), name))
        self.pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
        """Any of the names in running text, in their own case."""

    def canonical(self, name: str) -> str | None:
        """The agency of that name, with or without "the" before and "news agency" behind; None if unknown."""
        form = name.strip(" .,;:")
        found = self._own_case.get(form) or self._any_case.get(form.casefold())
        if found is None and (form.startswith(_BEFORE) or any(map(form.__contains__, _BEHIND))):
            form = _AROUND.sub("", form)
            found = self._own_case.get(form) or self._any_case.get(form.casefold())
        return found or None


@cache
def agency_names(own: tuple[str, ...]) -> AgencyNames:
    """The names for a newsroom's setting, compiled once."""
    return AgencyNames(own)
