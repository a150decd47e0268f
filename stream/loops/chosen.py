"""The hot loops: machine code from `compiled.c` where it was compiled, else plain Python, the same byte for byte."""

from stream.loops import plain, plain_index, plain_profiles, plain_texts, plain_threads

ascii_words = plain.ascii_words
label_words = plain.label_words
sketch_hashes = plain.sketch_hashes
word_hashes = plain.word_hashes
words_in_text = plain_texts.words_in_text
typeset_words = plain_texts.typeset_words
beyond_ascii = plain_texts.beyond_ascii
has_needle = plain_texts.has_needle
telling_places = plain_texts.telling_places
shared_runs = plain_index.shared_runs
find_postings = plain_index.find_postings
find_name = plain_index.find_name
change_name = plain_index.change_name
ascii_profile = plain_profiles.ascii_profile
term_profile = plain_profiles.term_profile
near_threads = plain_threads.near_threads
shared_weights = plain_threads.shared_weights
shared_by_term = plain_threads.shared_by_term
mean_terms = plain_threads.mean_terms
put_story = plain_threads.put_story
likeness_matrices = plain_threads.likeness_matrices
link_groups = plain_threads.link_groups
try:
    from stream.loops import compiled
except ImportError:
    pass
else:
    ascii_words = compiled.ascii_words
    label_words = compiled.label_words
    sketch_hashes = compiled.sketch_hashes
    word_hashes = compiled.word_hashes
    words_in_text = compiled.words_in_text
    typeset_words = compiled.typeset_words
    beyond_ascii = compiled.beyond_ascii
    has_needle = compiled.has_needle
    telling_places = compiled.telling_places
    shared_runs = compiled.shared_runs
    find_postings = compiled.find_postings
    find_name = compiled.find_name
    change_name = compiled.change_name
    ascii_profile = compiled.ascii_profile
    term_profile = compiled.term_profile
    near_threads = compiled.near_threads
    shared_weights = compiled.shared_weights
    shared_by_term = compiled.shared_by_term
    mean_terms = compiled.mean_terms
    put_story = compiled.put_story
    likeness_matrices = compiled.likeness_matrices
    link_groups = compiled.link_groups
