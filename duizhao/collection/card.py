"""The data card: what a corpus holds and how it came to be, for whoever uses it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from duizhao.corpora.atomic import atomic_write
from duizhao.corpora.counted import counted
from duizhao.corpora.version import __version__

from .collected import Collected
from .folder import MADE_BY
from .job import Job

if TYPE_CHECKING:
    from .results import Wanted


def write_card(path: Path, job: Job, wanted: Wanted, collected: Collected) -> None:
    """Write ``README.md``, the card of a data set as Hugging Face reads it.

    Raises:
        OutputError: it cannot be written.
    """
    totals = collected.totals()
    pairs = counted(len(job.entries), "pair of documents", "pairs of documents")
    lines = [
        *_metadata(wanted, collected),
        "# Data card",
        "",
        f"{MADE_BY} {__version__} from {pairs}.",
        "",
    ]
    lines += ["## Counts", "", "| what | how many |", "|---|---:|"]
    names = {
        "documents": "pairs of documents aligned",
        "failed": "pairs of documents that failed (failed.csv)",
        "unpaired": "files without a counterpart (manifest.csv)",
        "doubtful": "doubtful pairs of documents (manifest.csv)",
        "pairs": "aligned pairs of text",
        "zh_only": "Chinese text without counterpart",
        "en_only": "English text without counterpart",
        "moved": "pairs in another order on the other side",
        "changes": "changes made by segmentation",
        "kept": "rows in the corpus",
    }
    lines += [f"| {names[name]} | {count} |" for name, count in totals.items()]
    if "tmx" in wanted.formats:
        lines.append(f"| units in memory.tmx | {collected.in_memory} |")
    lines += ["", "## Left out", ""]
    if wanted.filter.active:
        lines += ["| reason | rows |", "|---|---:|"]
        lines += [f"| {reason} | {count} |" for reason, count in sorted(collected.dropped.items())]
        lines += ["", "They stand in dropped.parquet, each with its reason."]
    else:
        lines.append("Nothing: no filter was set.")
    lines += ["", "## Confidence", "", "| from | to | pairs |", "|---:|---:|---:|"]
    for bar, count in enumerate(collected.histogram()):
        lines.append(f"| {bar / 10:.1f} | {(bar + 1) / 10:.1f} | {count} |")
    lines += ["", "## Settings", ""]
    lines += [f"- {name}: {_shown(value)}" for name, value in asdict(job.options).items()]
    lines += [f"- shard size: {job.size}", f"- formats: {', '.join(wanted.formats)}"]
    lines += [f"- filter: {wanted.filter.signature()}", "", "## Signature", ""]
    signatures = sorted({record["signature"] for record in collected.records})
    lines += [f"    {signature}" for signature in signatures] or ["    none"]
    with atomic_write(path) as temporary:
        temporary.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


_SIZES = (1000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (10**6, "100K<n<1M")


def _metadata(wanted: Wanted, collected: Collected) -> list[str]:
    """What tools read at the head of a card: languages, task, and which file holds the pairs."""
    from .results import FILES

    size = next((name for most, name in _SIZES if collected.kept < most), "n>1M")
    lines = ["---", "language:", "- zh", "- en", "task_categories:", "- translation"]
    lines += ["size_categories:", f"- {size}"]
    corpora = [FILES[name][0] for name in ("parquet", "jsonl", "csv") if name in wanted.formats]
    if corpora:
        lines += ["configs:", "- config_name: default", f"  data_files: {corpora[0]}"]
    return [*lines, "---", ""]


def _shown(value: object) -> str:
    """A setting as people write it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "none"
    return "default" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
