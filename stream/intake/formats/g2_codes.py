"""Codes of NewsML-G2 schemes: qcodes, literals and addresses."""

from __future__ import annotations

from stream.intake.formats.xml_tree import Element, attribute


def code_of(element: Element | None) -> str:
    """The code of an element, as a qcode, a literal or an address; "" for none."""
    return attribute(element, "qcode", "literal", "uri")


def last_part(code: str) -> str:
    """The part of a code that counts: prefixes are aliases of their scheme."""
    return (
        code.rstrip("/").rpartition("/")[2].rpartition(":")[2].lower()
        if "//" in code
        else code.rpartition(":")[2].lower()
    )
