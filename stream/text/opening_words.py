"""Words that sentences of several languages begin with, as data: their capital makes no names of them.

A word that several languages have stands with the first of them.
"""

from __future__ import annotations

from typing import Final

STARTERS: Final = frozenset({
    # English
    "a", "about", "after", "all", "also", "although", "among", "an", "and", "another", "any", "are", "as", "at",
    "because", "before", "both", "but", "by", "despite", "did", "do", "during", "each", "earlier", "even", "every", "few",
    "for", "from", "had", "has", "have", "he", "her", "here", "his", "how", "however", "i", "if", "in", "into", "is",
    "it", "its", "just", "last", "later", "like", "many", "meanwhile", "more", "most", "much", "my", "nearly", "neither",
    "next", "no", "nobody", "none", "nor", "not", "nothing", "now", "of", "officials", "on", "once", "one", "only", "or",
    "other", "our", "over", "people", "police", "reports", "residents", "several", "she", "since", "so", "some", "still",
    "such", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "though",
    "through", "to", "two", "under", "until", "up", "was", "we", "were", "what", "when", "where", "whether", "which",
    "while", "who", "why", "will", "with", "witnesses", "would", "yet", "you", "your",
    # French
    "le", "la", "les", "un", "une", "des", "il", "elle", "ils", "elles", "ce", "cette", "ces", "dans", "en", "à", "au",
    "aux", "pour", "par", "sur", "selon", "mais", "et", "ou", "si", "son", "sa", "ses", "leur", "nous",
    # German
    "der", "die", "das", "ein", "eine", "er", "sie", "es", "ihr", "im", "am", "auf", "mit", "von", "zu", "nach", "bei",
    "aus", "und", "aber", "doch", "auch", "wie",
    # Spanish
    "el", "los", "las", "una", "con", "por", "para", "según", "pero", "y", "o", "su", "sus", "al", "del", "de",
    # Portuguese
    "os", "um", "uma", "na", "nos", "nas", "em", "mas", "e",
    # Italian
    "lo", "gli", "nel", "nella", "per", "secondo", "ma",
    # Dutch
    "het", "een", "op", "met", "van", "maar", "den",
    # Scandinavian
    "det", "ett", "på", "og", "som",
})  # fmt: skip
