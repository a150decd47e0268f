"""The sources of the demo's day: five agencies, each in a format of its own, and ten outlets, all invented, with the habits that make their copies hard to find."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

JsonForm = Literal["flat", "ninjs1", "ninjs2", "ninjs3"]
WireForm = Literal[
    "flat", "ninjs1", "ninjs2", "ninjs3", "newsml-g2", "newsml-1", "nitf", "iptc-7901", "anpa-1312", "own-xml", "rss", "atom", "e-mail"
]  # fmt: skip
CreditStyle = Literal["kept", "told", "sign_off", "byline", "copyright", "none"]


@dataclass(frozen=True, slots=True)
class Agency:
    """A wire agency: `short` is how datelines and republishers name it, `form` the format it sends."""

    key: str
    name: str
    short: str
    domain: str
    form: WireForm
    dash: str


@dataclass(frozen=True, slots=True)
class Outlet:
    """A republisher.

    `abbreviation` is for narrow tables. `head`, `tail` and `between` are the page furniture that its scrape
    carries along, `credit` what becomes of the agency's name, `trim` the smallest part of the paragraphs that it
    keeps, `hyphens` the chance that a long word comes out broken, `edits` the chance that a house-style word
    replaces the wire's, `join` the chance that two paragraphs become one, `html` that the body is sent as markup.
    """

    key: str
    name: str
    abbreviation: str
    domain: str
    form: WireForm
    languages: tuple[str, ...]
    credit: CreditStyle
    trim: float
    head: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()
    hyphens: float = 0.0
    edits: float = 0.3
    join: float = 0.1
    curly: bool = True
    html: bool = False
    numbered: bool = True


AGENCIES = {
    agency.key: agency
    for agency in (
        Agency("lantern", "Lantern Wire", "Lantern", "lanternwire.example", "newsml-g2", "-"),
        Agency("meridian", "Meridian News Agency", "Meridian", "meridian.example", "nitf", "—"),
        Agency("corvus", "Corvus Press", "Corvus", "corvuspress.example", "newsml-1", "-"),
        # The old formats do not give the sender's full name, so the agency's name is the short one that they give.
        Agency("kestrel", "Kestrel", "Kestrel", "kestrel.example", "iptc-7901", "-"),
        Agency("sable", "SABLE", "SABLE", "sable.example", "anpa-1312", "-"),
    )
}

OUTLETS = {
    outlet.key: outlet
    for outlet in (
        Outlet(
            "daily-mercury", "Daily Mercury", "Mercury", "dailymercury.example", "ninjs3", ("en",), "sign_off", 0.7,
            head=("Daily Mercury",),
            tail=("Newspapers in English",),
        ),
        Outlet(
            "coast-herald", "Coast Herald", "Herald", "coastherald.example", "flat", ("en",), "kept", 0.4,
            tail=("Sign up for the Herald's evening briefing",),
            curly=False, numbered=False,
        ),
        Outlet(
            "north-dispatch", "North Dispatch", "Dispatch", "northdispatch.example", "ninjs2", ("en",), "told", 0.6,
            between=("ADVERTISEMENT",),
            edits=0.5, join=0.3,
        ),
        Outlet(
            "tamar-post", "Tamar Post", "Post", "tamarpost.example", "flat", ("en",), "none", 0.5,
            head=("Home > World > Veldria and region",),
            tail=("Share this on Chirper", "Print this page"),
            edits=0.4, numbered=False,
        ),
        Outlet(
            "harbour-gazette", "Harbour Gazette", "Gazette", "harbourgazette.example", "own-xml", ("en",), "byline", 0.6,
            tail=("More from this section: letters, crossword, tides",),
            html=True,
        ),
        Outlet(
            "esk-valley-online", "Esk Valley Online", "EVO", "eskvalley.example", "rss", ("en",), "told", 0.45,
            head=("We use cookies to make this site work. Accept all",),
            tail=("Have you seen something? Write to our newsdesk.",),
            hyphens=0.02, edits=0.5, numbered=False,
        ),
        Outlet(
            "kalen-courier", "Kalen Courier", "Courier", "kalencourier.example", "ninjs1", ("en",), "copyright", 0.8,
            tail=("Subscribe for one crown a week",),
            join=0.4, html=True,
        ),
        Outlet(
            "newsharbour", "NewsHarbour", "NewsHarbour", "newsharbour.example", "flat", ("en", "de", "fr"), "none", 0.75,
            head=("Menu Search Sign in", "Top stories | Markets | Weather | Puzzles"),
            between=("Story continues below",),
            tail=("Related: ten bridges you must see", "© NewsHarbour. Terms. Privacy. Imprint."),
            hyphens=0.04, edits=0.1, join=0.2, curly=False, numbered=False,
        ),
        Outlet(
            "morgenblatt", "Kalener Morgenblatt", "Morgenblatt", "morgenblatt.example", "e-mail", ("de",), "sign_off", 0.6,
            tail=("Mehr zum Thema im Abonnement",),
            numbered=False,
        ),
        Outlet(
            "gazette-du-port", "La Gazette du Port", "GdP", "gazetteduport.example", "atom", ("fr",), "kept", 0.7,
            tail=("Recevez notre lettre du matin",),
            numbered=False,
        ),
    )
}  # fmt: skip

AGENCY_NAMES = tuple(agency.name for agency in AGENCIES.values())
"""What `Settings.agencies` must hold for the day: the intake cannot know agencies that do not exist."""


def agency_named(name: str) -> str:
    """The full name of one of the agencies by any of its names; "" for anybody else."""
    folded = name.casefold().strip()
    for agency in AGENCIES.values():
        if folded in (agency.name.casefold(), agency.short.casefold(), agency.key):
            return agency.name
    return ""
