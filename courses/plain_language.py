"""How plain a Dutch or English text is: long sentences, long words, passive sentences; and its words, to be spelt.

B1 asks for short sentences, known words and people who do things. These figures point to lines worth reading again;
no figure says that a text is B1: that takes a reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONG_SENTENCE = 20
"""Words from which a sentence is named."""
LONG_WORD = 14
"""Letters from which a word is named: in Dutch a sign that it is rare or can be split."""

_NOT_SAID = (
    re.compile(r"\{\{.*?\}\}"),
    re.compile(r"(?<=\])\([^)]*\)"),
    re.compile(r"^!!! \w+", re.MULTILINE),
    re.compile(r"https?://\S+"),
)
_TABLE_LINE = re.compile(r"^[|:\- ]+$", re.MULTILINE)
_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’-][A-Za-zÀ-ÿ]+)*")
_SENTENCE_END = re.compile(r"[.!?:;]+[”\"')*]*\s+|\n\s*\n|\n(?=\s*(?:[-*|#>]|\d+\.))|\|")
_PASSIVE = {
    "nl": re.compile(r"\b(?:word|wordt|worden|werd|werden)\b[^.!?]{0,60}?\b(?:ge|be|ver|ont|her)\w{3,}(?:d|t|en)\b"),
    "en": re.compile(r"\b(?:is|are|was|were|been|being|be)\s+(?:\w+ly\s+)?\w{3,}ed\b"),
}


@dataclass(frozen=True)
class Plainness:
    """Figures of one text: words and sentences, and what is worth reading again."""

    words: int
    sentences: int
    long_sentences: tuple[str, ...]
    long_words: tuple[str, ...]
    passive: tuple[str, ...]

    @property
    def words_in_a_sentence(self) -> float:
        """Words in a sentence, on average."""
        return self.words / self.sentences if self.sentences else 0.0


def plainness(markdown: str, language: str) -> Plainness:
    """Return the figures of a text."""
    said = spoken(markdown)
    sentences = [each for each in _sentences(said) if _WORD.search(each)]
    words = words_in(markdown)
    return Plainness(
        words=len(words),
        sentences=len(sentences),
        long_sentences=tuple(each for each in sentences if len(_WORD.findall(each)) > LONG_SENTENCE),
        long_words=tuple(sorted({word for word in words if len(word) >= LONG_WORD})),
        passive=tuple(found.group() for found in _PASSIVE[language].finditer(said)),
    )


def words_in(markdown: str) -> list[str]:
    """Return the words that a reader meets; names that the norm fills in, addresses and marks are left out."""
    return [word.replace("’", "'") for word in _WORD.findall(spoken(markdown))]


def spoken(markdown: str) -> str:
    """Return a text without what is not read out."""
    for pattern in _NOT_SAID:
        markdown = pattern.sub(" ", markdown)
    return _TABLE_LINE.sub("", markdown)


def _sentences(said: str) -> Iterator[str]:
    for sentence in _SENTENCE_END.split(said):
        yield " ".join(sentence.split())
