"""The hot loops: machine code from `compiled.c` where it was compiled, else plain Python, the same byte for byte."""

from stream.loops import plain

ascii_words = plain.ascii_words
label_words = plain.label_words
sketch_hashes = plain.sketch_hashes
word_hashes = plain.word_hashes
try:
    from stream.loops import compiled
except ImportError:
    pass
else:
    ascii_words = compiled.ascii_words
    label_words = compiled.label_words
    sketch_hashes = compiled.sketch_hashes
    word_hashes = compiled.word_hashes
