"""What a language costs: processor seconds and memory of its first text, then articles and characters a second, beside English and others.

    python -m bench.languages [--rounds N] [--peers PYTHON]

The texts are the demo's event in nine languages and two more of its kind in Persian and Turkish. The first text of a language
is measured in a process of its own, the pace of all in one process, a round of each language in turn: the best of the rounds in
processor time, so that a busy machine slows all alike. `--peers` names a Python that has natasha or spaCy with its small
French model: they run on the same texts, in the same run, the best of as many rounds. Lines are printed.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import time
from typing import Final

from stream.demo.story_files import read_stories
from stream.tagging.tagger import Tagger

OTHERS: Final = {
    "fa": "نیروهای واکنش سریع روز سه‌شنبه بازاری در شهر ابیض را با پهپاد هدف قرار دادند. ۱۲ نفر کشته و ۳۰ نفر زخمی شدند.",
    "tr": "Hızlı Destek Kuvvetleri salı günü El Ubeyd kentinde bir pazarı insansız hava aracıyla vurdu. 12 kişi öldü, 30 kişi yaralandı.",
}
_ROUNDS: Final = 25
_TURN: Final = (
    20  # texts of one language in a row: far more than the clock's step, far less than a neighbour's burst
)
_ALONE: Final = """
import json, resource, sys, time
sys.path.insert(0, ".")
from stream.tagging.tagger import Tagger
tagger = Tagger.load("rules")
tagger.tag("Two soldiers were killed near Aleppo.", language="en")
language, text = sys.argv[1:3]
def resident():
    return int(open("/proc/self/statm").read().split()[1]) * resource.getpagesize() / 1e6
before, begun = resident(), time.process_time()
tagger.tag(text, language=language)
loaded, grown = time.process_time() - begun, resident() - before
print(json.dumps([loaded, grown]))
"""
_PEER: Final = """
import json, sys, time
which, text, rounds, turn = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
if which == "natasha":
    from natasha import Doc, NewsEmbedding, NewsNERTagger, Segmenter
    segmenter, tagger = Segmenter(), NewsNERTagger(NewsEmbedding())
    def run(text):
        doc = Doc(text)
        doc.segment(segmenter)
        doc.tag_ner(tagger)
else:
    import spacy
    run = spacy.load("fr_core_news_sm")
run(text)
best = 9.9
for _ in range(rounds):
    begun = time.process_time()
    for _ in range(turn):
        run(text)
    best = min(best, (time.process_time() - begun) / turn)
print(json.dumps(1 / best))
"""


def texts() -> dict[str, str]:
    """A text a language, of one event."""
    told = {
        story.language: "\n\n".join(story.versions[0].paragraphs)
        for story in read_stories()
        if story.truth and story.truth.event
    }
    return told | OTHERS


def main() -> None:
    """Measure the first text of each language alone, the pace of all in turn, then the peers; print a line each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=_ROUNDS)
    parser.add_argument("--peers", default="", help="a Python that has natasha or spaCy")
    options = parser.parse_args()
    told = texts()
    languages = ("en", *sorted(told.keys() - {"en"}))
    rates = _in_turn(languages, told, options.rounds)
    english = rates["en"]
    print(
        f"{'language':<10}{'load s':>8}{'MB':>7}{'articles/s':>12}{'of English':>12}{'k characters/s':>16}{'of English':>12}"
    )
    for language in languages:
        loaded, grown = json.loads(_run(sys.executable, _ALONE, language, told[language]))
        pace = rates[language] * len(told[language])
        print(
            f"{language:<10}{loaded:>8.2f}{grown:>7.0f}{rates[language]:>12,.0f}{rates[language] / english:>11.0%} "
            f"{pace / 1000:>16,.0f}{pace / (english * len(told['en'])):>11.0%}",
            flush=True,
        )
    for which, language in (("natasha", "ru"), ("spacy", "fr")):
        if options.peers:
            try:
                rate = float(
                    _run(options.peers, _PEER, which, told[language], str(options.rounds), str(_TURN))
                )
            except subprocess.CalledProcessError:
                print(f"{which:<10} is not there")
                continue
            print(
                f"{which:<10}{'':>15}{rate:>12,.0f}{'':>12}{rate * len(told[language]) / 1000:>16,.0f}"
                f"  ({language}, names alone; ours is {rates[language] / rate:.1f} times as fast)"
            )
    print(time.strftime("%Y-%m-%d"), "one core; characters of each script carry different amounts of text")


def _in_turn(languages: tuple[str, ...], told: dict[str, str], rounds: int) -> dict[str, float]:
    """Articles a second of processor time by language, the best of the rounds; the rules alone, as in every other language."""
    tagger = Tagger.load("rules")
    best = dict.fromkeys(languages, math.inf)
    for language in languages:  # the first text loads
        tagger.tag(told[language], language=language)
    for _ in range(rounds):
        for language in languages:
            begun = time.process_time()
            for _ in range(_TURN):
                tagger.tag(told[language], language=language)
            best[language] = min(best[language], (time.process_time() - begun) / _TURN)
    return {language: 1 / seconds for language, seconds in best.items()}


def _run(python: str, code: str, *arguments: str) -> str:
    return subprocess.run(
        [python, "-c", code, *arguments],
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ).stdout


if __name__ == "__main__":
    main()
