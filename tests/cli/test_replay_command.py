from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

from stream.cli.surroundings import Surroundings
from stream.demo.day import build_day
from stream.demo.write_day import write_jsonl
from stream.model.tags import Conflict
from tests.cli.conftest import Run, json_lines
from tests.dedup.texts import BRIDGE, HARVEST


def day_file(folder: Path) -> Path:
    """The demo's day as a file."""
    path = folder / "day.jsonl"
    write_jsonl(build_day(), path)
    return path


def test_replay_prints_topic_key_and_value(run: Run, tmp_path: Path) -> None:
    """One line a record that a worker would send, merges and kills among them, the same on every run."""
    file = str(day_file(tmp_path))
    first, second = run("replay", file), run("replay", file)
    assert first.stdout == second.stdout
    lines = json_lines(first.stdout)
    assert {frozenset(("topic", "key", "value"))} == {frozenset(line) for line in lines}
    assert {
        f"newswire.{name}" for name in ("judged", "copies", "notices", "enriched", "conflict", "deadletters")
    } == {line["topic"] for line in lines}
    kinds = {
        orjson.loads(orjson.dumps(line["value"]))["kind"]
        for line in lines
        if line["topic"] == "newswire.notices"
    }
    assert {"kill", "hold", "release", "correction", "merge", "origin", "thread_link"} == kinds
    assert first.stderr.startswith("352 records read, ")


def test_replay_of_one_topic_reads_stdin(run: Run, tmp_path: Path) -> None:
    """`--topic` leaves out the rest; `-` is stdin."""
    result = run("replay", "-", "--topic", "copies", "--no-tags", stdin=day_file(tmp_path).read_bytes())
    assert {"newswire.copies"} == {line["topic"] for line in json_lines(result.stdout)}


def test_replay_of_a_missing_file_is_a_usage_error(run: Run) -> None:
    """Exit code 2, and the file is named."""
    assert "nowhere.jsonl" in run("replay", "nowhere.jsonl", code=2).stderr


def test_explain_looks_in_what_replay_printed(run: Run, tmp_path: Path) -> None:
    """Verdict, rule and match of a copy by its uri; by its article id the same."""
    printed = tmp_path / "printed.jsonl"
    printed.write_text(run("replay", str(day_file(tmp_path)), "--no-tags").stdout)
    copy = next(
        orjson.loads(line)["value"]
        for line in printed.read_bytes().splitlines()
        if b'"verdict":"copy"' in line
    )
    said = run("explain", copy["uri"], "--replayed", str(printed)).stdout
    assert f"verdict    copy  by rule {copy['reason']['rule']}" in said
    assert copy["match"]["uri"] in said
    (found,) = json_lines(run("explain", copy["article_id"], "--replayed", str(printed), "--json").stdout)
    assert found["verdicts"] == [copy]
    (comparison,) = found["comparisons"]
    assert (copy["article_id"], copy["match"]["article_id"]) == (
        comparison["article_id"],
        comparison["match"],
    )
    shared = [passage["after"] for passage in comparison["passages"] if passage["kind"] == "shared"]
    assert shared
    assert all(text in copy["body"] for text in shared)
    assert "\nshared\t" in said


def test_explain_of_an_unknown_article_says_what_to_give(run: Run, tmp_path: Path) -> None:
    """Exit code 1 and a way out."""
    empty = tmp_path / "empty.jsonl"
    empty.touch()
    assert (
        "give an article_id or a uri" in run("explain", "urn:none", "--replayed", str(empty), code=1).stderr
    )


def test_demo_writes_its_day(run: Run, tmp_path: Path) -> None:
    """The day as a feed to send, without running it; what no line holds is said."""
    path = tmp_path / "out.jsonl"
    assert "352 records written" in run("demo", "--write", str(path)).stderr
    assert len(path.read_bytes().splitlines()) == 352


def cut_day(folder: Path) -> Path:
    """A story and its copy that keeps three of five paragraphs and adds as much."""
    shorter = "\n\n".join(BRIDGE.split("\n\n")[:3])
    items = [
        {"uri": "urn:harrow:1", "source": "Harrow", "headline": "Bridge", "body": BRIDGE},
        {
            "uri": "urn:gull:1",
            "source": "Gull",
            "headline": "Crossing",
            "body": f"{shorter}\n\n{HARVEST.partition(' - ')[2][:290]}",
        },
    ]
    path = folder / "cut.jsonl"
    path.write_bytes(b"\n".join(map(orjson.dumps, items)))
    return path


def test_compare_tells_what_other_settings_would_have_decided(run: Run, tmp_path: Path) -> None:
    """A diff of verdicts, for people and as JSON, and nothing where nothing changes."""
    file = str(cut_day(tmp_path))
    said = run("replay", "--set", "dedup.containment=0.5", file, "--compare")
    assert said.stdout.startswith(
        "urn:gull:1 (version -, Gull): original (no_match) \u2192 copy of urn:harrow:1 (same_text, 0."
    )
    assert "1 of 2 records decided otherwise." in said.stderr
    (found,) = json_lines(run("replay", "--set", "dedup.containment=0.5", file, "--compare", "--json").stdout)
    assert ("original", "copy") == (found["before"]["verdict"], found["after"]["verdict"])
    assert "urn:harrow:1" == found["after"]["match"]
    assert "" == run("replay", "--set", "dedup.window_days=15", file, "--compare").stdout


def test_set_replays_with_another_setting(run: Run, tmp_path: Path) -> None:
    """Without --compare the records are those of the other settings."""
    file = str(cut_day(tmp_path))
    verdicts = [
        line["value"]["verdict"]
        for line in json_lines(run("replay", "--no-tags", "--set", "dedup.containment=0.5", file).stdout)
    ]
    assert ["original", "copy"] == verdicts


def test_wrong_settings_are_clear_errors(run: Run, tmp_path: Path) -> None:
    """The setting, the value and what is possible; --compare alone has nothing to compare."""
    file = str(cut_day(tmp_path))
    unknown = run("replay", "--set", "dedup.contanment=0.6", file, "--compare", code=1).stderr
    assert "dedup.contanment=0.6" in unknown
    assert "dedup.containment" in unknown
    value = run("replay", "--set", "dedup.containment=most", file, "--compare", code=1).stderr
    assert "dedup.containment: " in value
    assert "'most'" in value
    below = run("replay", "--set", "dedup.containment=0.05", file, "--compare", code=1).stderr
    assert "related (0.1) must be below containment (0.05)" in below
    assert "add --set" in run("replay", file, "--compare", code=2).stderr


class Failing:
    """A tagger that fails on every text."""

    def tag(self, text: str, **_: Any) -> Conflict:
        """Fail."""
        raise IndexError(text)


def test_a_record_that_a_stage_fails_on_stops_no_other(run: Run, tmp_path: Path) -> None:
    """Each is a dead letter of that stage, the verdicts are all there, and the exit code is 1."""
    file = tmp_path / "two.jsonl"
    records = [
        {"uri": f"urn:{at}", "source": "Harrow", "body": text} for at, text in enumerate((BRIDGE, HARVEST))
    ]
    file.write_bytes(b"\n".join(map(orjson.dumps, records)))
    done = run("replay", str(file), code=1, given=Surroundings(tagger=lambda _: Failing()))
    topics = [line["topic"] for line in json_lines(done.stdout)]
    assert ["newswire.judged", "newswire.deadletters"] * 2 == topics
    assert "2 records failed by a fault of newswire" in done.stderr


def test_replay_of_raw_files_reads_each_as_one_record(run: Run, tmp_path: Path) -> None:
    """Any format, numbered in the order given; the articles of one record by their index, what is none left out."""
    items = [
        {"uri": f"urn:harrow:{at}", "source": "Harrow", "body": text}
        for at, text in enumerate((BRIDGE, HARVEST))
    ]
    feed = "".join(
        f"<item><guid>{each['uri']}-m</guid><title>T</title><description>{each['body']}</description></item>"
        for each in items
    )
    files = {
        "b.json": orjson.dumps([items[0], {"type": "picture", "guid": "urn:p"}, items[1]]),
        "a.xml": f"<rss><channel><title>Coast Herald</title>{feed}</channel></rss>".encode(),
        "c.txt": b"no format at all",
    }
    for name, value in files.items():
        (tmp_path / name).write_bytes(value)

    printed = json_lines(
        run("replay", "--raw", "--no-tags", *(str(tmp_path / name) for name in files)).stdout
    )

    places = [
        (line["topic"], line["value"]["position"]["offset"], line["value"]["position"]["index"])
        for line in printed
    ]
    assert places == [
        ("newswire.judged", 0, 0), ("newswire.judged", 0, 2), ("newswire.copies", 1, 0), ("newswire.copies", 1, 1), ("newswire.deadletters", 2, 0),
    ]  # fmt: skip
    assert printed[-1]["key"] == "newswire.raw/0/2"
