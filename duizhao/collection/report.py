"""The report on a collection: one page, self-contained, readable offline."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from duizhao.corpora.atomic import atomic_write
from duizhao.corpora.version import __version__
from duizhao.memory.page.templates import templates

from .collected import Collected

NAMES = {
    "documents": "pairs of documents",
    "unpaired": "files unpaired",
    "doubtful": "doubtful pairs of files",
    "pairs": "pairs of text",
    "zh_only": "only in Chinese",
    "en_only": "only in English",
    "changes": "joins and removals",
    "kept": "rows in the corpus",
}
"""What the totals are called where their own name does not say it."""
MOST_DOCUMENTS = 2000
"""Documents in the table, least sure first."""


def write_report(path: Path, collected: Collected) -> None:
    """Write ``report.html``.

    Raises:
        OutputError: it cannot be written.
    """
    template = templates("duizhao.collection").get_template("report.html.jinja")
    bars = collected.histogram()
    documents = sorted(collected.records, key=lambda record: (_sure(record), record["number"]))
    text = template.render(
        totals=collected.totals(),
        names=NAMES,
        version=__version__,
        bars=bars,
        tallest=max(*bars, 1),
        findings=collected.findings(),
        documents=documents[:MOST_DOCUMENTS],
        left_out=max(0, len(documents) - MOST_DOCUMENTS),
        worst=collected.worst_units(),
        terms=collected.varying_terms()[:200],
        failed=collected.failed,
        doubtful=collected.pairing.doubtful,
        unpaired=collected.pairing.unpaired,
        dropped=dict(sorted(collected.dropped.items())),
    )
    with atomic_write(path) as temporary:
        temporary.write_text(text, encoding="utf-8", errors="surrogatepass", newline="\n")


def _sure(record: dict[str, Any]) -> float:
    """Mean confidence, what has no counterpart counting as none."""
    pairs, alone = record["pairs"], record["zh_only"] + record["en_only"]
    mean = record["mean_confidence"]
    return float((1.0 if mean is None else mean) * pairs / max(pairs + alone, 1))
