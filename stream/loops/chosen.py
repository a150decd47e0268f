"""The hot loops: machine code from `loops.c` where it was compiled, else plain Python, the same byte for byte."""

from stream.loops import plain

ascii_words = plain.ascii_words
label_words = plain.label_words
sketch_hashes = plain.sketch_hashes
word_hashes = plain.word_hashes
try:
    from stream.loops import _loops
except ImportError:
    pass
else:
    ascii_words = _loops.ascii_words
    label_words = _loops.label_words
    sketch_hashes = _loops.sketch_hashes
    word_hashes = _loops.word_hashes
