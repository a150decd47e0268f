from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.text.language import UNKNOWN_LANGUAGE, detected, language_of, script_of, shard_language
from tests.intake.making import RULES, article, flat
from tests.intake.scripts import STORY


@pytest.mark.parametrize("language", STORY)
def test_a_language_is_detected_where_none_is_named(language: str) -> None:
    """Each of the world's scripts, from one short story."""
    assert language == language_of("", "", STORY[language])


@pytest.mark.parametrize("language", STORY)
def test_a_declared_language_stands_when_the_script_can_be_its(language: str) -> None:
    """The feed knows best: a detector's other opinion does not count, as long as the script fits."""
    assert language == language_of(language, "", STORY[language])


@pytest.mark.parametrize("language", sorted(STORY.keys() - {"en", "fr", "de"}))
def test_a_declared_language_that_the_script_denies_is_detected(language: str) -> None:
    """Feeds stamp everything with the newsroom's own language: its copies would meet no other."""
    assert language == language_of("en", "", STORY[language])


def test_a_quote_in_another_language_moves_no_article() -> None:
    """Within one script the tag counts as long as the text is not plainly in another language."""
    quote = STORY["fr"][:160]
    assert "de" == language_of("de", "", f"{STORY['de'][:300]}\n\n{quote}")
    assert "en" == language_of("en", "Le Conseil et la Nation", "Vive la France libre, et vive le roi!")


@pytest.mark.parametrize(
    "text", ["", "12 4 77 0-3 2:1 88 91", "xkq zzv brrp qwx vvtk mlk pqr", "\u2014 \u2026 !"]
)
def test_what_is_in_no_language_is_unknown(text: str) -> None:
    """Tables, codes and nothing at all have no language; they have a shard of their own."""
    assert UNKNOWN_LANGUAGE == language_of("", "", text)


@pytest.mark.parametrize("declared", ["und", "mul", "zxx", "mis"])
def test_codes_for_no_language_are_as_none(declared: str) -> None:
    """`und` says that the feed does not know: then the text is asked."""
    assert "en" == language_of(declared, "", STORY["en"])


def test_retired_codes_are_the_present_ones() -> None:
    """Old feeds call Hebrew `iw`; CLD2 does too."""
    assert "he" == language_of("iw", "", STORY["he"])


@given(st.text(max_size=60))
def test_any_text_has_a_language_or_none(text: str) -> None:
    """Control characters, lone surrogates and emoji raise nothing."""
    assert detected(text)
    assert detected("\ud800\x00" + text)


def test_the_text_decides_by_most_of_its_letters() -> None:
    """A foreign name in the lead is no change of script."""
    assert "latin" == script_of(f"{STORY['zh'][:20]} {STORY['en']}")
    assert "han" == script_of(f"{STORY['zh']} Port Esk")


def test_norwegian_forms_and_serbo_croatian_share_a_shard() -> None:
    """The same text is tagged with each of them."""
    assert shard_language("nb") == shard_language("nn") == shard_language("no")
    assert shard_language("hr") == shard_language("bs") == shard_language("sr")
    assert "en" == shard_language("en")


def test_the_newsrooms_own_language_counts_before_the_detector() -> None:
    """Where `default_language` is set, articles that name none are in it."""
    assert "en" == RULES.default_language
    assert "en" == article(flat(body="Kesh 12, Tamar 4, Esk 0")).language
    assert "de" == article(flat(body=STORY["de"])).language
    assert "zh" == article(flat(body=STORY["zh"])).language
