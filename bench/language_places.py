"""How well places are found in ten languages: precision, recall and F1 by overlap, and the towns of war by their point.

    NEWSWIRE_EVAL_DATA=DIR python -m bench.language_places [--errors N] [--only FILE]

DIR holds `multilingual/` with the annotated files. Every file is split by document as `newswire eval tagging` splits it: the read part is what the rules were
tuned on, the unread part is only scored. A found place is right where it overlaps a PLACE of the annotation, a PLACE is
found where a found place overlaps it. Of `fr_textmine` only what begins with a capital counts. A town of `toponyms.jsonl`
is right within 30 km of its point, in a plain sentence.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import time
from collections import Counter
from pathlib import Path
from typing import Any, Final

from stream.evaluation.corpora import READ_PART, UNREAD_PART, part
from stream.tagging.languages.gazetteer.found_place import FoundPlace
from stream.tagging.languages.gazetteer.place_finder import find_places
from stream.tagging.lexicon.gazetteer import kilometres

FILES: Final = (
    "ru_nerel", "ru_factrueval", "ru_pud", "uk_neruk", "ar_anercorp", "ar_wojood", "es_conll2002", "fr_textmine",
    "fr_wikineural", "zh_msra", "zh_gsd", "zh_cec", "pt_bosque", "de_germeval", "de_pud",
)  # fmt: skip
# A town stands in a sentence that says no more than that something happened there.
SENTENCES: Final = {
    "es": "Al menos doce personas murieron en {} tras un ataque.",
    "fr": "Au moins douze personnes ont été tuées à {} dans une attaque.",
    "de": "Mindestens zwölf Menschen wurden in {} bei einem Angriff getötet.",
    "pt": "Pelo menos doze pessoas morreram em {} após um ataque.",
    "ru": "Город {} подвергся обстрелу, погибли двенадцать человек.",
    "uk": "Місто {} зазнало обстрілу, загинули дванадцять людей.",
    "ar": "قتل اثنا عشر شخصا في {} جراء هجوم.",
    "zh": "{}发生袭击，造成十二人死亡。",
    "fa": "دوازده نفر در {} کشته شدند.",
    "tr": "{} kentinde düzenlenen saldırıda on iki kişi öldü.",
}
_NEAR_KM: Final = 30.0


def main() -> None:
    """Score every file, print a line each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--errors", type=int, default=0, help="print this many of the most frequent errors of the read part"
    )
    parser.add_argument("--only", default="", help="files and languages whose name begins so")
    options = parser.parse_args()
    folder = Path(os.environ["NEWSWIRE_EVAL_DATA"]) / "multilingual"
    print(f"{'file':<16}{'part':<8}{'gold':>6}{'found':>7}{'P':>7}{'R':>7}{'F1':>7}")
    for name in FILES:
        if not name.startswith(options.only):
            continue
        docs = [
            json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        ]
        for which in (READ_PART, UNREAD_PART):
            chosen = [doc for doc in docs if part(doc) == which]
            _score(name, which, chosen, options.errors if which == READ_PART else 0)
    _towns(folder / "toponyms.jsonl", options)
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most, all languages loaded")


def _score(name: str, which: str, docs: list[dict[str, Any]], errors: int) -> None:
    language = name[:2]
    gold_met = gold = right = found_all = characters = 0
    wrong: Counter[str] = Counter()
    begun = time.process_time()
    results = [find_places(doc["text"], language) for doc in docs]
    seconds = time.process_time() - begun
    for doc, found in zip(docs, results, strict=True):
        characters += len(doc["text"])
        labelled = [
            one
            for one in doc["entities"]
            if one["type"] == "PLACE" and (name != "fr_textmine" or one["text"][0].isupper())
        ]
        left_out = [one for one in doc["entities"] if one["type"] == "PLACE"]
        for place in found:
            if place.precision == "unresolved":
                continue
            if not any(_overlap(place, one) for one in labelled) and any(
                _overlap(place, one) for one in left_out
            ):
                continue
            hit = any(_overlap(place, one) for one in labelled)
            found_all += 1
            right += hit
            if not hit:
                over = next((one["type"] for one in doc["entities"] if _overlap(place, one)), "-")
                wrong[
                    f"FALSE {doc['text'][max(0, place.start - 12) : place.start]}[{doc['text'][place.start : place.end]}]{doc['text'][place.end : place.end + 8]} {place.name} {place.precision} in {over}".replace(
                        "\n", " "
                    )
                ] += 1
        for one in labelled:
            met = any(_overlap(place, one) for place in found if place.precision != "unresolved")
            gold += 1
            gold_met += met
            if not met:
                wrong[
                    f"MISSED {doc['text'][max(0, one['start'] - 12) : one['start']]}[{one['text']}]{doc['text'][one['end'] : one['end'] + 10]}".replace(
                        "\n", " "
                    )
                ] += 1
    precision, recall = right / max(found_all, 1), gold_met / max(gold, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(
        f"{name:<16}{which:<8}{gold:>6}{found_all:>7}{precision:>7.3f}{recall:>7.3f}{f1:>7.3f}  {characters / max(seconds, 1e-6) / 1e6:.2f} M characters/s"
    )
    for line, count in wrong.most_common(errors):
        print("   ", count, line)


def _overlap(place: FoundPlace, one: dict[str, Any]) -> bool:
    return bool(place.start < one["end"] and one["start"] < place.end)


def _towns(path: Path, options: argparse.Namespace) -> None:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    print("towns of war within 30 km, read and unread:")
    for language, sentence in SENTENCES.items():
        met: Counter[bool] = Counter()
        whole: Counter[bool] = Counter()
        missed = []
        for row in rows:
            name = row["names"].get(language)
            if not name:
                continue
            scored = part(row) == UNREAD_PART
            whole[scored] += 1
            near = [
                place
                for place in find_places(sentence.format(name), language)
                if place.lat is not None
                and place.lon is not None
                and kilometres(place.lat, place.lon, row["lat"], row["lon"]) <= _NEAR_KM
            ]
            met[scored] += bool(near)
            if not near and not scored:
                missed.append(name)
        print(
            f"  {language}  {met[False]}/{whole[False]}  {met[True]}/{whole[True]}",
            *(missed if options.errors else ()),
        )


if __name__ == "__main__":
    main()
