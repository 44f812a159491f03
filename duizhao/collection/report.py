"""The report on a collection: one page, self-contained, readable offline."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from corpora.atomic import atomic_write

from .collected import Collected

MOST_DOCUMENTS = 2000
"""Documents in the table, least sure first."""


def write_report(path: Path, collected: Collected) -> None:
    """Write ``report.html``.

    Raises:
        OutputError: it cannot be written.
    """
    from jinja2 import Environment

    # Everything that comes out of a document is escaped.
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    source = (files(__package__) / "report.html.jinja").read_text(encoding="utf-8")
    bars = collected.histogram()
    documents = sorted(
        collected.records,
        key=lambda r: (1.0 if r["mean_confidence"] is None else r["mean_confidence"], r["number"]),
    )
    text = environment.from_string(source).render(
        totals=collected.totals(),
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
