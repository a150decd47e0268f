"""What a language costs: processor seconds and memory of its first text, then articles and characters a second, beside English and others.

    python -m bench.languages [--peers PYTHON]

The texts are the demo's event in nine languages and two more of its kind in Persian and Turkish. `--peers` names a Python that
has natasha or spaCy with its small French model: they run on the same texts, in the same run. Lines are printed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from typing import Final

from stream.demo.story_files import read_stories

OTHERS: Final = {
    "fa": "نیروهای واکنش سریع روز سه‌شنبه بازاری در شهر ابیض را با پهپاد هدف قرار دادند. ۱۲ نفر کشته و ۳۰ نفر زخمی شدند.",
    "tr": "Hızlı Destek Kuvvetleri salı günü El Ubeyd kentinde bir pazarı insansız hava aracıyla vurdu. 12 kişi öldü, 30 kişi yaralandı.",
}
_SECONDS: Final = 3.0  # long enough for a steady rate on a shared machine
_ALONE: Final = """
import json, resource, sys, time
sys.path.insert(0, ".")
from stream.tagging.tagger import Tagger
tagger = Tagger.load("rules")
tagger.tag("Two soldiers were killed near Aleppo.", language="en")
language, text, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
def resident():
    return int(open("/proc/self/statm").read().split()[1]) * resource.getpagesize() / 1e6
before, begun = resident(), time.process_time()
tagger.tag(text, language=language)
loaded, grown = time.process_time() - begun, resident() - before
count, begun = 0, time.process_time()
while time.process_time() - begun < seconds:
    tagger.tag(text, language=language)
    count += 1
print(json.dumps([loaded, grown, count / (time.process_time() - begun)]))
"""
_PEER: Final = """
import json, sys, time
which, text, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
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
count, begun = 0, time.process_time()
while time.process_time() - begun < seconds:
    run(text)
    count += 1
print(json.dumps(count / (time.process_time() - begun)))
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
    """Measure each language in a process of its own, then the peers; print a line each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--peers", default="", help="a Python that has natasha or spaCy")
    options = parser.parse_args()
    told = texts()
    print(f"{'language':<10}{'load s':>8}{'MB':>7}{'articles/s':>12}{'k characters/s':>16}{'of English':>12}")
    english = 0.0
    for language in ("en", *sorted(told.keys() - {"en"})):
        loaded, grown, rate = json.loads(_run(sys.executable, _ALONE, language, told[language]))
        pace = rate * len(told[language]) / 1000
        english = english or pace
        print(
            f"{language:<10}{loaded:>8.2f}{grown:>7.0f}{rate:>12,.0f}{pace:>16,.0f}{pace / english:>11.0%}",
            flush=True,
        )
    for which, language in (("natasha", "ru"), ("spacy", "fr")):
        if options.peers:
            try:
                rate = float(_run(options.peers, _PEER, which, told[language]))
            except subprocess.CalledProcessError:
                print(f"{which:<10} is not there")
                continue
            print(
                f"{which:<10}{'':>8}{'':>7}{rate:>12,.0f}{rate * len(told[language]) / 1000:>16,.0f}  ({language}, names alone)"
            )
    print(time.strftime("%Y-%m-%d"), "one core; characters of each script carry different amounts of text")


def _run(python: str, code: str, which: str, text: str) -> str:
    command = [python, "-c", code, which, text, str(_SECONDS)]
    return subprocess.run(
        command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ).stdout


if __name__ == "__main__":
    main()
