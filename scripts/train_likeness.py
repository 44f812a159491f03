"""Train the weights of `duizhao.align.likeness`.

    python scripts/train_likeness.py --eval FOLDER [--out align/weights/likeness.json]

Right pairs are the gold pairs of ten kinds of text; wrong ones pair the same Chinese with English
of like length, or of any, from the same document and from the same kind, so that half of all is
wrong. Half of the documents are given labels (`made.headings`, `made.numbered`), which few kinds
have. Without --out each kind is left out in turn; with --out the weights are trained on all and
written.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt
from faults import GENRES, genre, like
from made import headings, numbered
from stress import Chapter

from duizhao.align.dictionary import built_in
from duizhao.align.encode import load
from duizhao.align.likeness import NAMES, TextPairs, features
from duizhao.align.words import words_of
from duizhao.corpora.labels import LabelKind, read_label

Doubles = npt.NDArray[np.float64]
Vector = npt.NDArray[np.float32]

PENALTY = 3.0
"""Of the squared weights, each in the measure of its feature's spread."""

PAIRS = 1500
"""Most pairs of a kind of text."""

MISLABELLED = 0.1
"""Share of the right pairs with a label of which one side gets another."""

RELABELLED = 0.25
"""Share of the wrong pairs whose English gets the label of the right one: that is how a clause that
was replaced comes to be paired, so that a label alone must not carry a pair."""

CONTEXT = (0, 1, 2, 4, 9, 60)
"""Texts of the same document that a pair is compared with; drawn, so that short documents are
among what is learned."""


ANY_LENGTH = 0.4
"""Share of the wrong pairs whose English is of any length."""

COUNTED = {"places": 0.2}
"""What a kind of text counts, where not 1: names teach how names sound, but few texts are names."""

CHOSEN, DRAWN = 0.0, 12
"""Share of the wrong pairs whose English is the most similar of so many. Of .15, right pairs of
novels that training has not seen were flagged far too often."""

NEVER_FOR = (
    "log ratio of lengths, absolute",
    "log ratio of lengths beyond .7",
    "log ratio of lengths, short text",
)
"""Features that may only speak against a pair. Most wrong pairs are of like length by the way they
are drawn, which would have them speak for one."""

LABELLED = 8
"""Beads from which a document may be given labels."""


@dataclass(frozen=True)
class Example:
    """Pairs of one kind of text.

    Attributes:
        values: their features.
        right: whether they are translations.
        texts: of each.
        counted: what the kind counts in training.
    """

    values: Doubles
    right: npt.NDArray[np.bool_]
    texts: list[tuple[str, str]]
    counted: float = 1.0


def pairs_of(documents: Sequence[Chapter]) -> list[list[tuple[str, str]]]:
    """Gold pairs of each document."""
    return [
        [
            ("".join(chapter.zh[i] for i in b.zh), " ".join(chapter.en[j] for j in b.en))
            for b in chapter.gold
            if not b.is_null
        ]
        for chapter in documents
    ]


def with_labels(chapter: Chapter, random: Random) -> Chapter:
    """A document, or the same with headings that are labels or with numbers before its text."""
    if len(chapter.gold) < LABELLED or random.random() < 0.5:
        return chapter
    return random.choice((headings, numbered))(chapter, random)


def example(documents: Sequence[Chapter], encoder: Any, seed: int = 7) -> Example:
    """Right and wrong pairs of a kind of text."""
    random = Random(seed)
    parts = pairs_of([with_labels(chapter, random) for chapter in documents])
    random.shuffle(parts)
    kept: list[list[tuple[str, str]]] = []
    while parts and sum(map(len, kept)) < PAIRS:
        kept.append(parts.pop())
    every = [pair for part in kept for pair in part]
    vectors = _encoded((text for pair in every for text in pair), encoder)
    chosen = [_with_wrong(part, every, vectors, random) for part in kept]
    relabelled = (en for rows in chosen for _, en, _ in rows if en not in vectors)
    vectors |= _encoded(relabelled, encoder)
    values, right, texts = [], [], []
    for part, rows in zip(kept, chosen, strict=True):
        own = [en for _, en in part]
        for first in range(0, len(rows), 12):
            some = rows[first : first + 12]
            near = random.choice(CONTEXT)
            around = [
                random.sample(side, min(near, len(side))) for side in ([zh for zh, _ in part], own)
            ]
            values.append(_features(some, (around[0], around[1]), vectors))
            right += [good for _, _, good in some]
            texts += [(zh, en) for zh, en, _ in some]
    return Example(np.concatenate(values), np.array(right), texts)


def _encoded(texts: Iterable[str], encoder: Any) -> dict[str, Vector]:
    distinct = list(dict.fromkeys(texts))
    return dict(zip(distinct, encoder.encode(distinct), strict=True)) if distinct else {}


def _with_wrong(
    part: Sequence[tuple[str, str]],
    every: Sequence[tuple[str, str]],
    vectors: Mapping[str, Vector],
    random: Random,
) -> list[tuple[str, str, bool]]:
    """The pairs of a document, and as many that are no translations."""
    known = set(every)
    own, others = ([en for _, en in pairs] for pairs in (part, every))
    rows = [(zh, en, True) for zh, en in part]
    for zh, en in part:
        pool = own if len(own) > 5 and random.random() < 0.4 else others
        other = like(en, pool, random)
        if random.random() < ANY_LENGTH:
            other = random.choice(others)
        if random.random() < CHOSEN:
            drawn = [text for text in random.sample(pool, min(DRAWN, len(pool))) if text != en]
            other = max(drawn, key=lambda text: float(vectors[zh] @ vectors[text]), default=en)
        if (zh, other) not in known:
            relabelled = random.random() < RELABELLED
            rows.append((zh, _relabelled(other, en) if relabelled else other, False))
    return rows


def _relabelled(text: str, pattern: str) -> str:
    """A text under the label that another one has, if it has one and more than that."""
    label, own = read_label(pattern), read_label(text)
    rest = text[own.end if own else 0 :].strip()
    return f"{pattern[: label.end]} {rest}" if label and not label.alone and rest else text


def _features(
    rows: Sequence[tuple[str, str, bool]],
    around: tuple[list[str], list[str]],
    vectors: Mapping[str, Vector],
) -> Doubles:
    """Of pairs, and some more texts of their documents."""
    zh, en = [zh for zh, _, _ in rows], [en for _, en, _ in rows]
    size = len(vectors[zh[0]])
    one, other, one_around, other_around = (
        np.array([vectors[text] for text in each], np.float32).reshape(-1, size)
        for each in (zh, en, *around)
    )
    words = words_of((zh + around[0], en + around[1]), built_in())
    alone = [(place,) for place in range(len(rows))]
    return features(
        TextPairs(zh, en, (one, other), (one_around, other_around), words, (alone, alone))
    )


def examples(folder: Path, encoder: Any, keep: Path | None) -> dict[str, Example]:
    """Those of all kinds of text, from a file where there is one; written to it otherwise."""
    if keep and keep.exists():
        # As plain tuples: the file is read by more than one script.
        read = pickle.loads(keep.read_bytes())
        made = {name: Example(*parts) for name, parts in read.items()}
    else:
        made = {name: example(genre(folder, name), encoder) for name in GENRES}
    if keep and not keep.exists():
        plain = {name: (one.values, one.right, one.texts) for name, one in made.items()}
        keep.write_bytes(pickle.dumps(plain))
    return {name: replace(one, counted=COUNTED.get(name, 1.0)) for name, one in made.items()}


def mislabelled(one: Example, seed: int = 5) -> Example:
    """Some right pairs with another label: that is a fault of the label, not of the meaning."""
    values = one.values.copy()
    same, other = NAMES.index("same label"), NAMES.index("other article")
    hit = one.right & (values[:, same] > 0) & np.array([_named(zh) for zh, _ in one.texts])
    hit &= np.random.default_rng(seed).random(len(hit)) < MISLABELLED
    values[hit, same], values[hit, other] = 0, 1
    return replace(one, values=values)


def _named(text: str) -> bool:
    """Whether a text follows a label with a name, such as Article 3."""
    label = read_label(text)
    return label is not None and label.kind is not LabelKind.NUMBER and not label.alone


def fit(examples: Sequence[Example], penalty: float = PENALTY) -> Doubles:
    """Weights of the highest penalised likelihood, each kind of text counting as it says."""
    from scipy.optimize import minimize

    examples = [mislabelled(each) for each in examples]
    x = np.concatenate([each.values for each in examples])
    y = np.concatenate([each.right for each in examples]).astype(np.float64)
    share = np.concatenate(
        [
            each.counted * np.where(each.right, 1 / each.right.sum(), 1 / (~each.right).sum())
            for each in examples
        ]
    )
    share *= len(y) / share.sum()
    scale = x.std(axis=0)
    scale[scale < 1e-6] = 1
    z = x / scale
    free = np.ones(z.shape[1])
    free[0] = 0  # the constant is free

    def loss(w: Doubles) -> tuple[float, Doubles]:
        score = z @ w
        total = float((share * (np.logaddexp(0, score) - y * score)).sum())
        slope = z.T @ (share * (1 / (1 + np.exp(-score)) - y))
        return total + penalty / 2 * float(free @ w**2), slope + penalty * free * w

    w = minimize(
        loss,
        np.zeros(z.shape[1]),
        jac=True,
        method="L-BFGS-B",
        bounds=[(None, 0 if name in NEVER_FOR else None) for name in NAMES],
        options={"maxiter": 500},
    ).x
    return np.asarray(w / scale, np.float64)


def written(examples: Sequence[Example]) -> str:
    """The file of weights."""
    content = {
        "about": "weights of align.likeness, made by scripts/train_likeness.py",
        "data": ", ".join(GENRES),
        "penalty": PENALTY,
        "weights": _by_name(fit(examples)),
    }
    return json.dumps(content, indent=1) + "\n"


def _by_name(weights: Doubles) -> dict[str, float]:
    return {n: round(float(w), 4) for n, w in zip(NAMES, weights, strict=True)}


def report(name: str, one: Example, weights: Doubles) -> str:
    """How well the weights tell right from wrong pairs of a kind of text."""
    score = one.values @ weights
    good, bad = np.sort(score[one.right]), np.sort(score[~one.right])
    area = np.searchsorted(bad, good).mean() / len(bad)
    caught = [(bad < np.quantile(good, q)).mean() for q in (0.002, 0.01)]
    return (
        f"{name:9s} AUC {area:.4f}  caught where .2% / 1% of right ones are flagged "
        f"{caught[0]:.3f} / {caught[1]:.3f}  below -3: {(good < -3).mean():.4f} of right, "
        f"{(bad < -3).mean():.3f} of wrong  right at .1%, 1%, 5%: "
        + " ".join(f"{np.quantile(good, q):.1f}" for q in (0.001, 0.01, 0.05))
    )


def main() -> None:
    """Leave each kind out in turn, or write weights."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--eval", type=Path, required=True, help="folder with the kinds of text")
    parser.add_argument("--out", type=Path, help="write weights trained on everything")
    parser.add_argument("--keep", type=Path, help="keep the features in this file, or take them")
    args = parser.parse_args()
    made = examples(args.eval, load("use"), args.keep)
    for name, one in made.items():
        rest = [each for other, each in made.items() if other != name]
        print(report(name, one, fit(rest)), flush=True)
    if args.out:
        args.out.write_text(written(list(made.values())), encoding="utf-8")


if __name__ == "__main__":
    main()
