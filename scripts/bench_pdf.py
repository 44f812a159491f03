"""Reading a long PDF: time and peak memory beside poppler's pdftotext on the same file.

    python scripts/bench_pdf.py [--pages 300] [--runs 3] [FILE...]

Without files, the printed sample of each language (``tests/fixtures/resolution.*.pdf``) is
repeated to that many pages, which differ in their page numbers' places only. Each program runs as
a process of its own, in turns; printed are medians of processor time and peak memory, and the
ratios.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

import pikepdf

FIXTURES = Path(__file__).resolve().parents[1] / "tests" / "fixtures"
_READ = "import sys; from duizhao.corpora.readers import read; read(sys.argv[1])"


def long_copy(source: Path, target: Path, pages: int) -> Path:
    """A PDF with the pages of another again and again."""
    made = pikepdf.new()
    with pikepdf.open(source) as document:
        while len(made.pages) < pages:
            made.pages.extend(document.pages)
        while len(made.pages) > pages:
            del made.pages[-1]
        made.save(target)
    return target


def cost(command: list[str]) -> tuple[float, float]:
    """Processor seconds and peak MB of a process.

    Raises:
        SystemExit: it failed.
    """
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command[0]} failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    """Print a line for each file."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    reference = shutil.which("pdftotext")
    if reference is None:
        raise SystemExit("pdftotext of poppler-utils is missing")
    with tempfile.TemporaryDirectory() as folder:
        files = args.files or [
            long_copy(
                FIXTURES / f"resolution.{side}.pdf", Path(folder) / f"long.{side}.pdf", args.pages
            )
            for side in ("zh", "en")
        ]
        print("file\tours s\tpdftotext s\tratio\tours MB\tpdftotext MB\tratio")
        for path in files:
            ours, theirs = [], []
            for _ in range(args.runs):
                ours.append(cost([sys.executable, "-c", _READ, str(path)]))
                theirs.append(cost([reference, "-layout", str(path), "-"]))
            seconds = [median(run[0] for run in runs) for runs in (ours, theirs)]
            memory = [median(run[1] for run in runs) for runs in (ours, theirs)]
            print(
                f"{path.name}\t{seconds[0]:.2f}\t{seconds[1]:.2f}\t{seconds[0] / seconds[1]:.1f}"
                f"\t{memory[0]:.0f}\t{memory[1]:.0f}\t{memory[0] / memory[1]:.1f}"
            )


if __name__ == "__main__":
    main()
