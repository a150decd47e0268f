from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stream.text.markup import clean_line, looks_like_markup, plain_text

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
        ("<p>A</p><table><tr><td>a</td><td>b</td></tr>\n<tr><td>c</td></tr></table><p>B</p>", "A\n\na b\nc\n\nB"),
        ("Ferries idle.<br/><br/>Talks resume.<br>\n<br>Soon.", "Ferries idle.\n\nTalks resume.\n\nSoon."),
        ("<x:p>Ferries idle.</x:p><x:p>Talks resume.</x:p>", "Ferries idle.\n\nTalks resume."),
        ("<p>A</p><figure><img src='x'/><figcaption>A ferry.</figcaption></figure><p>B</p>", "A\n\nB"),
        ("<p>A</p><media><media-caption>A ferry.</media-caption></media><p>B</p>", "A\n\nB"),
        ("<pre>Esk  3\nKesh 2\n\nThe end.</pre>", "Esk 3\nKesh 2\n\nThe end."),
        ("<p>Ferries idle.\n\nTalks resume.</p>", "Ferries idle.\n\nTalks resume."),
        ("<p>Caf&amp;eacute; &amp;amp; bar</p>", "Café & bar"),
        (NITF, "Text"),
        ("&#99999999999999999999;", "\N{REPLACEMENT CHARACTER}"),
        ("&#xd800;&#0;", "\N{REPLACEMENT CHARACTER}" * 2),
    ],
)  # fmt: skip
def test_markup_becomes_paragraphs(markup: str, text: str) -> None:
    """Blocks are parted by a blank line, scripts and comments are gone, entities are characters."""
    assert plain_text(markup) == text


WRAPPED = (
    "The ferry that crosses the Kesh every morning stood idle on Tuesday<br/>because its crew walked out "
    "over night pay, the harbour office in Port<br/>Esk said."
)


def test_lines_broken_where_a_wire_wraps_are_joined() -> None:
    """A `<br>` at the end of every full line is the wire's, one after a short line the writer's."""
    assert plain_text(f"<p>{WRAPPED}</p>") == WRAPPED.replace("<br/>", " ")
    assert plain_text(f"<p>{WRAPPED}<br/>Later.<br/>Soon.</p>").endswith("Esk said.\nLater.\nSoon.")


def test_a_story_in_one_paragraph_is_parted_at_its_indents() -> None:
    """Lines of one run that are indented deeper than the rule begin paragraphs; an even indent is the file's."""
    lines = ["Ferries lay idle", "in Port Esk.", "    Talks resume", "on Wednesday in", "the harbour."]
    even = "\n".join(f"      {line.strip()}" for line in lines)

    assert (
        plain_text("<p>" + "\n".join(lines) + "</p>")
        == "Ferries lay idle in Port Esk.\n\nTalks resume on Wednesday in the harbour."
    )
    assert "\n" not in plain_text(f"<p>{even}</p>")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Ferries idle", "Ferries idle"),
        ("<b>Ferries</b> idle &amp; empty", "Ferries idle & empty"),
        ("Ferries &amp;amp; boats", "Ferries & boats"),
        ("&lt;b&gt;Ferries&lt;/b&gt; idle", "Ferries idle"),
        ("Ferries\n   idle", "Ferries idle"),
        ("Profit < forecast", "Profit < forecast"),
        ("AT&T up", "AT&T up"),
    ],
)
def test_a_line_is_cleaned_of_markup(given: str, expected: str) -> None:
    """Tags and entities go, however often they were escaped; comparisons and names stay."""
    assert clean_line(given) == expected


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
