"""What is known of a whole collection when its shards are done."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from duizhao.corpora.pairing import Pairing

Worst = tuple[float, int, int, str, str]
"""Negated confidence, document and unit, then the texts: a heap's smallest is the surest."""


@dataclass(slots=True)
class Collected:
    """Records of all documents, and what the corpus came to.

    Attributes:
        pairing: which files were paired, and which were not.
        records: of the pairs that were aligned.
        failed: of those that were not.
        kept: units in the corpus.
        in_memory: units in ``corpora.bilingual.tmx``.
        dropped: units left out, by reason.
        worst: the units with the least confidence.
    """

    pairing: Pairing
    records: list[dict[str, Any]] = field(default_factory=list)
    failed: list[dict[str, Any]] = field(default_factory=list)
    kept: int = 0
    in_memory: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    worst: list[Worst] = field(default_factory=list)

    def add(self, records: Iterable[dict[str, Any]]) -> None:
        """Take the records of a shard."""
        for record in records:
            (self.records if record["status"] == "done" else self.failed).append(record)

    def totals(self) -> dict[str, int]:
        """Sums over all documents."""
        sums = {
            name: sum(record[name] for record in self.records)
            for name in ("pairs", "zh_only", "en_only", "moved", "changes")
        }
        return {
            "documents": len(self.records),
            "failed": len(self.failed),
            "unpaired": len(self.pairing.unpaired),
            "doubtful": len(self.pairing.doubtful),
            **sums,
            "kept": self.kept,
        }

    def histogram(self) -> list[int]:
        """Units by confidence, a bar for each tenth."""
        bars = [record["histogram"] for record in self.records]
        return [sum(column) for column in zip(*bars, strict=True)] if bars else [0] * 10

    def findings(self) -> dict[str, int]:
        """Findings by kind, most first."""
        counts: Counter[str] = Counter()
        for record in self.records:
            counts.update(record["findings"])
        return dict(counts.most_common())

    def worst_units(self) -> list[tuple[float, int, str, str]]:
        """Confidence, document, texts; least confidence first."""
        ordered = sorted(self.worst, reverse=True)
        return [(-sure, -document, zh, en) for sure, document, _, zh, en in ordered]

    def varying_terms(self) -> list[tuple[str, dict[str, list[int]]]]:
        """Names rendered in more than one way, and for each way the documents that have it.

        Only names that stand in several documents; an abbreviation or a short form beside the
        full one is no variation.
        """
        where: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        for record in self.records:
            for zh, counts in record["terms"].items():
                for en in counts:
                    where[zh][en].add(record["number"])
        varying = []
        for zh, found in where.items():
            full = _full_forms(found)
            documents = {number for en in full for number in found[en]}
            if len({en.casefold() for en in full}) > 1 and len(documents) > 1:
                varying.append((zh, {en: sorted(found[en]) for en in full}))
        return sorted(varying, key=lambda item: (-sum(map(len, item[1].values())), item[0]))


def _full_forms(renderings: Iterable[str]) -> list[str]:
    """Renderings that are no abbreviation, nor a part of another one."""
    all_of_them = sorted(renderings)
    words = {en: f" {en.casefold()} " for en in all_of_them}
    return [
        en
        for en in all_of_them
        if not (en.isupper() and " " not in en)
        and not any(words[en] in words[other] for other in all_of_them if other != en)
    ]
