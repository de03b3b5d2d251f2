"""What the full-text search sees: text cut so that words of every script are found, and queries to match."""

from __future__ import annotations

import re
import unicodedata

# Scripts that are written without spaces (Thai to Khmer, kana, Han, Hangul): every character counts as a word, and
# a word that is searched for is a phrase of them. FTS5's own tokenizer would take a whole sentence for one word.
_UNSPACED = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff])"
)


def words(text: str) -> str:
    """Return a text as it is put into the search index: folded (ß is ss), diacritics are left to the tokenizer."""
    if text.isascii():
        return text.replace("\0", " ")
    return _UNSPACED.sub(r" \1 ", unicodedata.normalize("NFKC", text).casefold().replace("\0", " "))


def query(search: str) -> str:
    """Return the FTS5 query for what a person typed: all words, each as the beginning of one; "" for none."""
    phrases = []
    for word in search.split():
        shown = words(word).replace('"', " ")
        if any(_counts(character) for character in shown):
            phrases.append(f'"{shown.strip()}"*')
    return " ".join(phrases)


def _counts(character: str) -> bool:
    """Tell whether the tokenizer (see the schema) takes a character for part of a word."""
    category = unicodedata.category(character)
    return category[0] in "LN" or category in ("Co", "So")
