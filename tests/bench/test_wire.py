from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import orjson
import pytest

from bench.mix import SHARES, Mix, mix_of
from bench.texts import Text, read_texts
from bench.wire import Sent, Wire
from stream.config.settings import Settings
from stream.intake.prepare import Raw
from stream.intake.stage import intake
from stream.model.articles import Position
from stream.model.clock import UNTIMED
from stream.pipeline.core_rules import intake_rules

RECORDS = 4000


def kinds(records: list[Sent]) -> Counter[str]:
    """What a feed's records are, told from the records alone."""
    found: Counter[str] = Counter()
    for before, record in pairwise([Sent(b"", b"{}"), *records]):
        fields = orjson.loads(record.value)
        if record == before:
            found["again"] += 1
        elif fields.get("pubstatus") == "canceled":
            found["kills"] += 1
        elif fields["version"] != "1":
            found["versions"] += 1
        elif fields["source"].startswith("Outlet"):
            found["copies"] += 1
        else:
            found["new"] += 1
    return found


@pytest.mark.parametrize(
    "mix", [Mix(), Mix(copies=0.1, versions=0.3, again=0.05, kills=0.1), Mix(0.0, 0.0, 0.0, 0.0)]
)
def test_a_feed_has_the_shares_that_are_asked_for(mix: Mix) -> None:
    """Of some thousand records each kind comes within a hundredth and a half of its share, and none that is not asked for."""
    found = kinds(list(Wire(1, mix, [Text("A headline", "A text of six plain words.")]).records(RECORDS)))
    for name in SHARES:
        share = getattr(mix, name)
        assert abs(found[name] / RECORDS - share) < 0.015, name
        assert found[name] or not share


def test_a_feed_is_the_same_for_the_same_seed() -> None:
    """Byte for byte, and another for another seed."""
    once, again, other = (list(Wire(seed).records(50)) for seed in (3, 3, 4))
    assert once == again
    assert once != other


def test_every_record_of_a_feed_is_an_article() -> None:
    """The intake refuses none, kills and texts of the user's in any script among them."""
    texts = [
        Text("", "นี่คือข้อความสั้น ๆ\nและย่อหน้าที่สอง", "th"),
        Text("One", "Two words"),
    ]
    for wire in (Wire(1, Mix(kills=0.1)), Wire(1, Mix(kills=0.1), texts)):
        raws = [
            Raw(record.value, record.key, (), Position("raw", 0, at), UNTIMED)
            for at, record in enumerate(wire.records(200))
        ]
        outcome = intake(raws, intake_rules(Settings()), 1)
        assert [] == outcome.rejected
        assert 0 == outcome.not_text


def test_made_up_texts_are_in_the_languages_asked_for() -> None:
    """By weight; one that the demo has no story in is refused by name."""
    mix = mix_of("copies=0,versions=0,again=0,kills=0", "en=0.5,fr=0.25,de=0.25")
    found = Counter(orjson.loads(record.value)["language"] for record in Wire(1, mix).records(400))
    assert {"en", "fr", "de"} == set(found)
    assert 150 < found["en"] < 250
    with pytest.raises(ValueError, match=r"^xx: texts can be made up in .*en"):
        Wire(1, mix_of("", "xx"))


def test_texts_of_the_user_come_whole_and_then_with_words_exchanged() -> None:
    """Each once as it is, with its headline and language; when all were used, others of the same length come."""
    texts = [
        Text(f"Headline {number}", f"Plain words of the text number {number}.", "en") for number in range(5)
    ]
    records = [orjson.loads(each.value) for each in Wire(1, Mix(0, 0, 0, 0), texts).records(10)]
    assert {text.body for text in texts} == {record["body"] for record in records[:5]}
    assert {text.headline for text in texts} == {record["headline"] for record in records}
    assert not {text.body for text in texts} & {record["body"] for record in records[5:]}
    assert {7} == {len(record["body"].split()) for record in records}


def test_a_text_without_a_language_names_none() -> None:
    """The record has no such field: telling the language is part of the job."""
    assert "language" not in orjson.loads(Wire(1, texts=[Text("One", "Two words")]).next().value)


def test_texts_are_read_from_lines_of_json(tmp_path: Path) -> None:
    """`body` or `text`, `headline` or `title` or the first words."""
    file = tmp_path / "texts.jsonl"
    file.write_text(
        '{"body": "One two.", "headline": "H", "language": "en", "more": 1}\n{"text": "Three", "title": null}\n'
    )
    assert [Text("H", "One two.", "en"), Text("Three", "Three")] == read_texts(file)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("", "no texts in it"),
        ('{"body": "One"}\n{"title": "none"}', "line 2: no text in `body` or `text`"),
        ('{"body": 7}', "line 1: no text"),
        ("[1]", "line 1: no text"),
        ("{", "line 1: "),
    ],
)
def test_a_file_without_texts_is_refused_by_line(tmp_path: Path, lines: str, said: str) -> None:
    """The error names the file, the line and what is missing."""
    file = tmp_path / "texts.jsonl"
    file.write_text(lines)
    with pytest.raises(ValueError, match=said) as error:
        read_texts(file)
    assert str(file) in str(error.value)


@pytest.mark.parametrize(
    ("shares", "languages", "said"),
    [
        ("fakes=0.1", "", "fakes: no such share; there are copies"),
        ("copies=much", "", "'much' is not a number"),
        ("copies=0.9,versions=0.2", "", "together they must stay below 1"),
        ("kills=-0.1", "", "kills=-0.1: a share cannot be below 0"),
        ("", "en=-1", "en=-1: a share cannot be below 0"),
        ("", "en=0", "at least one must have a weight"),
    ],
)
def test_a_mix_that_cannot_be_is_refused(shares: str, languages: str, said: str) -> None:
    """The error names the share, the number and what there is."""
    with pytest.raises(ValueError, match=said):
        mix_of(shares, languages)


def test_shares_that_are_not_named_stay() -> None:
    """One is changed alone."""
    assert Mix(kills=0.1) == mix_of("kills=0.1", "")
    assert (("en", 1.0), ("fr", 1.0)) == mix_of("", "en,fr").languages
