"""Bytes of a wire message to characters: as they are, not always as they are declared.

Files that were transcoded keep their old declaration, and files declared as iso-8859-1 are mostly windows-1252. So three rules are
tried in order: bytes that are valid UTF-8 are UTF-8; a declared encoding of another script counts; otherwise each byte that is not
UTF-8 is read as windows-1252, which keeps the valid parts of a message of mixed encodings.
"""

from __future__ import annotations

import codecs
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What an 8-bit declaration of these says is not to be believed: windows-1252 has all that they have, and more.
_WESTERN: Final = frozenset({"", "ascii", "iso8859-1", "cp1252", "utf-8", "utf-7"})
_OTHER: Final = frozenset({
    "iso8859-2", "iso8859-3", "iso8859-4", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8", "iso8859-9", "iso8859-10",
    "iso8859-13", "iso8859-14", "iso8859-15", "iso8859-16", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256",
    "cp1257", "cp1258", "cp874", "koi8-r", "koi8-u", "mac-roman", "shift_jis", "euc_jp", "iso2022_jp", "gb2312", "gbk",
    "gb18030", "big5", "euc_kr", "cp949", "tis-620", "cp437", "cp850",
})  # fmt: skip
_WIDER: Final = {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949"}
_MIXED: Final = "newswire-mixed"


def decode_text(data: bytes, declared: str = "") -> str:
    """The characters of a message; `declared` is the encoding that it names, "" for none. Never fails.

    A byte order mark goes before all else. UTF-7 is not decoded: nobody sends it but to hide markup.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    wide = _without_mark(data[:4])
    if wide:
        return data[: len(data) // 2 * 2].decode(wide, "replace")
    name = _name(declared)
    try:
        if name != "iso2022_jp":  # seven bits, so that it is always valid UTF-8
            return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if name in _OTHER:
        return data.decode(_WIDER.get(name, name), "replace")
    return data.decode("utf-8", _MIXED)


def is_wide(data: bytes) -> bool:
    """Whether a message has two or four bytes a character, by its byte order mark or its first characters."""
    return data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)) or bool(
        _without_mark(data[:4])
    )


def _name(declared: str) -> str:
    try:
        name = codecs.lookup(declared.strip()).name if declared.strip() else ""
    except (LookupError, ValueError):
        return ""
    return "" if name in _WESTERN else name


def _without_mark(data: bytes) -> str:
    """UTF-16 that lacks its mark, told by the zero bytes of its first two characters."""
    if len(data) < 4:
        return ""
    first = data[:4]
    if first[0] and not first[1] and first[2] and not first[3]:
        return "utf-16-le"
    if first[1] and not first[0] and first[3] and not first[2]:
        return "utf-16-be"
    return ""


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    # Five bytes are nothing in windows-1252: they stay the control characters that Latin-1 has there.
    text = "".join(bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in bad)
    return text, error.end


codecs.register_error(_MIXED, _as_windows)
