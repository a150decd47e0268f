"""The intake on made-up and sample messages of the XML and text formats, where their folder is there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from stream.intake.draft import NotAnArticle
from stream.intake.prepare import prepare_all
from stream.model.articles import Prepared, PubStatus, Signal
from stream.model.errors import RejectedError
from tests.intake.making import RULES, raw

pytestmark = pytest.mark.quality

SLUG = "BC-VELDRIA-Bridge"
# The wire story's life in both old envelopes: uri, version, headline, signals, urgency.
OLD_WIRES = {
    "20_iptc7901.txt": ("", "Fighters seize key bridge near Veldria's Port Esk", (), 3),
    "21_anpa1312_original.txt": ("0", "Fighters seize key bridge near Veldria's Port Esk", (), 3),
    "22_anpa1312_1st_ld_writethru.txt": ("1", "Fighters seize key bridge near Veldria's Port Esk; 19 killed", (Signal.UPDATE,), 3),
    "23_anpa1312_kill.txt": ("", "KILL: Fighters seize key bridge near Veldria's Port Esk", (Signal.KILL,), 2),
}  # fmt: skip


def folder() -> Path:
    """Where the samples are."""
    return Path(os.environ["NEWSWIRE_EVAL_DATA"]) / "formats"


def outcome(file: Path) -> tuple[Prepared | NotAnArticle | RejectedError, ...]:
    """What a file holds."""
    return prepare_all(raw(file.read_bytes(), headers=(("source", b"Lantern Wire"),)), RULES)


@pytest.mark.parametrize(
    "pattern",
    ["newsml-g2/examples/*.xml", "newsml1/*.xml", "nitf/*.xml", "ninjs/examples/userguide/*/*.json"],
)
def test_every_sample_is_read_or_no_article(pattern: str) -> None:
    """Nothing is refused: each is an article, or a picture, package, concept, plan or part of an item."""
    files = sorted(folder().glob(pattern))
    refused = {
        file.name: [str(each) for each in outcome(file) if isinstance(each, RejectedError)] for file in files
    }

    assert {name: errors for name, errors in refused.items() if errors} == {}
    assert files


def test_the_text_items_of_newsml_g2_are_articles() -> None:
    """Those whose class is text and that hold some; all others are none."""
    read = {
        file.name[:10].rstrip("_")
        for file in folder().glob("newsml-g2/examples/LISTING_*")
        if any(isinstance(each, Prepared) for each in outcome(file))
    }

    assert read == {f"LISTING_{number}" for number in (1, 2, 21, 22, 25, 27)}


def test_agencies_samples_have_the_right_fields() -> None:
    """Identity, version, time, source, slug and a text without its furniture."""
    (ntb,) = outcome(folder() / "nitf" / "NTB_nitf_sample.xml")
    (afp,) = outcome(folder() / "newsml1" / "afp.com_newsml1.2_sample.xml")
    (tt,) = (
        each
        for each in outcome(folder() / "newsml-g2" / "examples" / "TT_newsmlg2_sample.xml")
        if isinstance(each, Prepared)
    )
    assert isinstance(ntb, Prepared)
    assert isinstance(afp, Prepared)

    assert (ntb.article.source, ntb.article.version, ntb.article.language) == ("NTB", "1", "nb")
    assert not ntb.article.uri.endswith("_00")
    assert (ntb.article.located, ntb.article.urgency) == ("Unnao", 5)
    assert "Foto:" not in ntb.article.body
    assert afp.article.uri.endswith(":TX-PAR-WGF71")
    assert afp.article.threads == ("urn:newsml:afp.com:20210508T124951Z:doc-99j8na",)
    assert Signal.UPDATE in afp.article.signals
    assert afp.article.ednote.startswith("RECASTS")
    assert afp.article.located.endswith("(AFP) -")
    assert tt.article.body.startswith("Jan Guillou arbetar")
    assert "Arkivbild" not in tt.article.body


def test_press_releases_leave_their_contacts_out() -> None:
    """Title, style sheet, contact and tweet stand in components of their own."""
    for file in sorted(folder().glob("newsml1/businesswire-*.xml")):
        (made,) = outcome(file)
        assert isinstance(made, Prepared)
        assert made.article.source == "Business Wire"
        assert made.article.slugline
        assert "text-align" not in made.article.body
        assert made.article.headline not in made.article.body[: len(made.article.headline) + 2]


@pytest.mark.parametrize("name", OLD_WIRES)
def test_the_story_in_the_old_envelopes(name: str) -> None:
    """Version, headline and signals; the text has its four or five paragraphs and nothing of the envelope."""
    (made,) = outcome(folder() / "synthetic" / name)
    assert isinstance(made, Prepared)
    version, headline, signals, urgency = OLD_WIRES[name]

    article = made.article
    assert (article.version, article.headline, article.signals, article.urgency) == (
        version,
        headline,
        signals,
        urgency,
    )
    assert article.body.isprintable() or all(char.isprintable() or char == "\n" for char in article.body)
    assert article.body.endswith(("western bank.", '"within hours".', "shortly."))
    assert (article.pubstatus is PubStatus.CANCELED) == ("kill" in name)
    assert article.version_created is not None


def test_a_lead_and_a_kill_are_of_the_same_item() -> None:
    """The slug and the day are its identity."""
    made = [outcome(folder() / "synthetic" / name)[0] for name in OLD_WIRES if "anpa" in name]
    assert len({each.identity for each in made if isinstance(each, Prepared)}) == 1
