from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stream.intake.markup import looks_like_markup, plain_text

NITF = (
    "<nitf><body><body.head><hedline><hl1>Head</hl1></hedline></body.head><body.content><p>Text</p></body.content>"
    "<body.end><tagline>Foot</tagline></body.end></body></nitf>"
)
MARKUP = st.lists(
    st.sampled_from(["<p>", "</p>", "<br/>", "<b>", "<script>", "</script>", "<!--", "-->", "<", ">", "&amp;", "&", "ferry ", "\n", '"'])
).map("".join)  # fmt: skip


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Ferries idle.</p><p>Talks resume.</p>", "Ferries idle.\n\nTalks resume."),
        ("<p>Ferries\n   idle.</p>\n\n<p> Talks resume. </p>", "Ferries idle.\n\nTalks resume."),
        ("Ferries idle.<br/>Talks resume.<BR>Soon.", "Ferries idle.\nTalks resume.\nSoon."),
        ("Fer<b>ri</b>es <i>idle</i>.", "Ferries idle."),
        ("A &amp; B &lt;C&gt; &eacute;&#233;&#xE9;&nbsp;D", "A & B <C> ééé D"),
        ("<script>var a = '<p>';</script>Text<style>p {}</style>", "Text"),
        ("<html><head><title>Port Esk</title></head><body><p>Text</p></body></html>", "Text"),
        ("a<!-- <p>not this</p> -->b", "ab"),
        ("<p>one <!-- open", "one"),
        ("<script>open", ""),
        ("<![CDATA[5 < 6]]> is true", "5 < 6 is true"),
        ("<?xml version='1.0'?><!DOCTYPE html><p>Text</p>", "Text"),
        ('<a title="a > b" href=x>link</a>', "link"),
        ("5 < 6 and 7 > 2", "5 < 6 and 7 > 2"),
        ("<ul><li>one</li><li>two</li></ul>", "one\n\ntwo"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        (NITF, "Text"),
        ("&#99999999999999999999;", "\N{REPLACEMENT CHARACTER}"),
        ("&#xd800;&#0;", "\N{REPLACEMENT CHARACTER}" * 2),
    ],
)  # fmt: skip
def test_markup_becomes_paragraphs(markup: str, text: str) -> None:
    """Blocks are parted by a blank line, scripts and comments are gone, entities are characters."""
    assert plain_text(markup) == text


@settings(deadline=None)
@given(MARKUP)
def test_no_markup_breaks_the_conversion(markup: str) -> None:
    """Any soup gives a text without outer space and without more than one blank line in a row."""
    text = plain_text(markup)

    assert text == text.strip()
    assert "\n\n\n" not in text


@settings(deadline=None)
@given(
    st.text(
        alphabet=st.characters(
            exclude_characters="<&\x1d\x1e", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")
        ),
        min_size=1,
    )
)
def test_text_without_markup_is_left_alone(text: str) -> None:
    """Where there is nothing to convert, nothing changes."""
    assert plain_text(text) == text


@pytest.mark.parametrize("text", ["<p>Port Esk", "a<br>b", "<DIV class='x'>", "</span>"])
def test_everyday_tags_are_recognised(text: str) -> None:
    """A body of undeclared type with a common tag is HTML."""
    assert looks_like_markup(text)


@pytest.mark.parametrize("text", ["5 < 6", "<Lantern>", "a <- b", "mail <ilse@lanternwire.example>"])
def test_other_angle_brackets_are_text(text: str) -> None:
    """Comparisons, names and addresses in angle brackets are no HTML."""
    assert not looks_like_markup(text)
