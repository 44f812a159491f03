"""Reading a long PDF: time and peak memory beside poppler's pdftotext on the same file.

    python scripts/bench_pdf.py [--pages 300] [--runs 3] [FILE...]

Without files, the printed sample of each language (``tests/fixtures/resolution.*.pdf``) is
repeated to that many pages, which differ in their page numbers' places only. Each program runs as
a process of its own, in turns; printed are medians of processor time and peak memory, and the
ratios.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path

import pikepdf
from measured import in_turns, ran, show

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
        for path in files:
            print(path.name)
            commands = {
                "duizhao": [sys.executable, "-c", _READ, str(path)],
                "pdftotext": [reference, "-layout", str(path), "-"],
            }
            works = {name: partial(ran, command) for name, command in commands.items()}
            show(in_turns(works, args.runs), "pdftotext")


if __name__ == "__main__":
    main()
