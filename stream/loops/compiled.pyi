from stream.loops.plain import Ints, Shorts

def label_words(
    sentences: list[tuple[int, int]],
    words: list[int],
    rows: Ints,
    columns: list[tuple[list[int], Shorts]],
    bias: Ints,
    start: Ints,
    step: Ints,
) -> bytes: ...
def word_hashes(words: list[str], known: dict[str, int]) -> bytes: ...
def sketch_hashes(hashes: bytes, salt: int, counts: list[int]) -> tuple[bytes, bytes, bytes]: ...
def ascii_words(text: str) -> tuple[list[str], list[str]]: ...
