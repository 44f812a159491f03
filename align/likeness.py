"""How likely it is that two texts are translations of each other.

The path model compares pairings with each other, so that it is sure of two texts that only
have nothing better. Here each pair is compared with the truth: similarity of meaning, by itself
and against what other texts of the same documents have, words of a dictionary, figures, labels,
names in Latin letters, lengths. The weights are those of a logistic regression on pairs of which
half are exchanged for unrelated ones (`scripts/train_likeness.py`); how many are right is then
estimated from those around each pair (`duizhao.align.belief`; for whole sets by Saerens, Latinne
and Decaestecker, 2002, "Adjusting the Outputs of a Classifier to New a Priori Probabilities").
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from duizhao.corpora.contents import page_at
from duizhao.corpora.document import Segment
from duizhao.corpora.labels import Label, LabelKind, alike, read_label, read_lone_numeral
from duizhao.corpora.patterns import lazy

from .figures import figures
from .shared_words import shared_words
from .sounds import sounds_alike
from .word_numbers import in_han_figures, in_words
from .wordless import wordless
from .words import Words

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]

AROUND = 128
"""Texts of each side that every pair is compared with, drawn evenly."""

_USUAL = (0.08, 0.12)
"""Mean and spread of the cosine of unrelated texts, where a document is too short to tell."""
_TRUST = 8
"""Texts that these count for."""

_RATIO = 0.87
"""Bytes of Chinese to a byte of English."""

_FOUND = (0.5, 2.0)
"""Words found, and words, that each pair's own are added to."""

_CHANCE = 0.6
"""Share of the sounds that unrelated texts have in common often enough."""

_LATIN = lazy(r"(?<![(（][&_])[A-Za-z][A-Za-z0-9.+#-]*")
"""Names in Latin letters; the X of 文件(_X) is a key."""

NAMES = (
    "always",
    "cosine",
    "cosine up to .3",
    "cosine up to .5",
    "cosine, short text",
    "short text",
    "log of length",
    "log ratio of lengths, absolute",
    "log ratio of lengths beyond .7",
    "log ratio of lengths, short text",
    "figures of both",
    "figures of the Chinese alone",
    "figures of the English alone",
    "figures of each alone",
    "Latin names of both",
    "Latin names of the Chinese alone",
    "same label",
    "other article",
    "nothing but the same label",
    "nothing but another label",
    "nothing but a label on one side only",
    "cosine against the English around",
    "cosine against the Chinese around",
    "cosine against the texts around, up to 2",
    "cosine against the texts around, up to 4",
    "cosine against the texts around, short text",
    "Chinese words found",
    "English words found",
    "words found, on the poorer side",
    "Chinese words not found, log",
    "English words not found, log",
    "cosine below that with the best English text",
    "cosine below that with the best Chinese text",
    "sounds of both",
    "sounds of both beyond 2.5",
    "numbers in Han figures of both",
    "numbers in Han figures of the Chinese alone",
)
"""Names of the features."""


@dataclass(frozen=True, slots=True)
class TextPairs:
    """Pairs of texts of which it is asked whether they are translations.

    Attributes:
        zh, en: the texts.
        vectors: of both sides, by the built-in encoder as it gives them, each
            (pairs, dimension).
        around: of texts of the same documents on each side, (texts, dimension).
        words: of the segments of both documents.
        members: segments that each pair is made of, on each side.
    """

    zh: Sequence[str]
    en: Sequence[str]
    vectors: tuple[Floats, Floats]
    around: tuple[Floats, Floats]
    words: tuple[Words, Words]
    members: tuple[Sequence[Sequence[int]], Sequence[Sequence[int]]]

    def __len__(self) -> int:
        return len(self.zh)


@cache
def _weights() -> Doubles:
    text = files("duizhao.align").joinpath("weights", "likeness.json").read_text(encoding="utf-8")
    weights = json.loads(text)["weights"]
    return np.array([weights[name] for name in NAMES])


def evidence(candidates: TextPairs) -> Doubles:
    """Log-odds that each pair is one of translations where half of all pairs are, (pairs,).

    Nothing speaks against a pair of equal texts, or one of which a side has no words.
    """
    odds = features(candidates) @ _weights()
    bare = [
        zh == en or wordless(zh) or wordless(en)
        for zh, en in zip(candidates.zh, candidates.en, strict=True)
    ]
    return np.where(bare, np.maximum(odds, 0), odds)


def features(candidates: TextPairs) -> Doubles:
    """What is known of each pair, (pairs, len(NAMES))."""
    zh, en = candidates.vectors
    cosine = (zh * en).sum(axis=1, dtype=np.float64)
    size = [
        np.array([len(t.encode("utf-8", "replace")) for t in s])
        for s in (candidates.zh, candidates.en)
    ]
    length = np.log(np.minimum(*size) + 1)
    short = np.clip((np.log(60) - length) / 2, 0, 1)
    ratio = np.minimum(np.abs(np.log((size[0] + 12) / (size[1] * _RATIO + 12))), 3)
    pairs = list(zip(candidates.zh, candidates.en, strict=True))
    (zh_against, zh_below), (en_against, en_below) = (
        _against(own, around, cosine)
        for own, around in zip((zh, en), candidates.around[::-1], strict=True)
    )
    against = np.stack([zh_against, en_against])
    least = against.min(axis=0)
    shared, share = np.array([sounds_alike(*texts) for texts in pairs]).reshape(-1, 2).T
    known = {texts: _signs(*texts) for texts in dict.fromkeys(pairs)}
    signs = np.array([known[texts] for texts in pairs]).reshape(-1, 13)
    columns = (
        np.ones(len(cosine)),
        cosine,
        np.minimum(cosine, 0.3),
        np.minimum(cosine, 0.5),
        cosine * short,
        short,
        length,
        ratio,
        np.maximum(ratio - 0.7, 0),
        ratio * short,
        *signs.T[:11],
        *np.clip(against, -5, 12),
        np.clip(least, -5, 2),
        np.clip(least, -5, 4),
        np.clip(least, -5, 12) * short,
        *_words(candidates),
        np.maximum(zh_below, -0.4),
        np.maximum(en_below, -0.4),
        np.maximum(share - _CHANCE, 0) * np.minimum(shared, 3),
        np.clip(shared - 2.5, 0, 3) * (share > _CHANCE),
        *signs.T[11:],
    )
    return np.stack([np.asarray(column, np.float64) for column in columns], axis=1)


def _against(own: Floats, around: Floats, cosine: Doubles) -> tuple[Doubles, Doubles]:
    """Each cosine against those with the texts around, (pairs,).

    Returns:
        By how many spreads it is above their mean; how far it is below the highest, or 0.
    """
    similar = own @ around.T
    count = similar.shape[1] + _TRUST
    mean = (similar.sum(axis=1) + _TRUST * _USUAL[0]) / count
    spread = ((similar - mean[:, None]) ** 2).sum(axis=1) + _TRUST * _USUAL[1] ** 2
    below = np.minimum(cosine - similar.max(axis=1, initial=-1), 0)
    return np.asarray((cosine - mean) / np.sqrt(spread / count), np.float64), below


def _words(candidates: TextPairs) -> tuple[Doubles, ...]:
    """How far the words of each pair are found on its other side, by the dictionary."""
    zh, zh_all, en, en_all = shared_words(candidates.words, candidates.members).T
    zh_share, en_share = (
        (zh + _FOUND[0]) / (zh_all + _FOUND[1]),
        (en + _FOUND[0]) / (en_all + _FOUND[1]),
    )
    return (
        zh_share,
        en_share,
        np.minimum(zh_share, en_share),
        np.log1p(zh_all - zh),
        np.log1p(en_all - en),
    )


def _label(text: str) -> Label | None:
    return read_label(text) or read_lone_numeral(text)


def _signs(zh: str, en: str) -> tuple[float, ...]:
    """Figures, Latin names and labels of a pair.

    The number of a list says where a text stands, and so does the page number in a table of
    contents: other ones do not make it another text. Articles and chapters keep their numbers.
    """
    labels = _label(zh), _label(en)
    own = [
        text[label.end if label else 0 : page_at(text)]
        for text, label in zip((zh, en), labels, strict=True)
    ]
    here, there = (set(figures(Segment(text))) for text in own)
    han = in_han_figures(own[0])
    words = in_words(own[1]) if han or here - there else set()
    same, only_zh, only_en, same_han, only_han = (
        min(len(each), 3)
        for each in (
            here & there,
            here - there - words,
            there - here - han,
            han & (there | words),
            han - there - words,
        )
    )
    names, other = ({name.lower() for name in _LATIN.findall(text)} for text in (zh, en))
    agree = differ = False
    bare = [bool(label and label.alone) for label in labels]
    if labels[0] and labels[1]:
        agree = alike(labels[0].kind, labels[1].kind) and bool(labels[0].values & labels[1].values)
        named = all(bare) or LabelKind.NUMBER not in (labels[0].kind, labels[1].kind)
        differ = named and not labels[0].values & labels[1].values
    return (
        same,
        only_zh,
        only_en,
        bool(only_zh and only_en),
        min(len(names & other), 3),
        min(len(names - other), 3),
        agree,
        differ and not all(bare),
        agree and all(bare),
        differ and all(bare),
        bare[0] != bare[1],
        same_han,
        only_han,
    )
