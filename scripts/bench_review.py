"""How fast the review is with many rows: first screen, actions, size of the page.

    python scripts/bench_review.py --rows 20000

Makes a project of so many pairs, opens it in Chromium, and measures as a person waits: from
opening the page until rows are on the screen, and from a key until the row has changed there.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import tempfile
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

from browser import page_in
from measured import serving, spent

from duizhao.review.file import ProjectFile
from duizhao.review.state import Row, TextSegment, state_of

ZH = "本办法自发布之日起施行并由主管部门负责解释其他有关规定与本办法不一致的以本办法为准"
EN = ("these measures", "take effect on", "the day of issue", "where other rules", "differ", "may")
ACTIONS = {
    "confirm": "Enter",
    "merge": "m",
    "unlink": "u",
    "reject": "x",
    "move": "Alt+ArrowDown",
    "undo": "Control+z",
}


def make_project(path: Path, count: int, seed: int = 7) -> None:
    """A project of so many pairs of sentences of varying length."""
    draw = random.Random(seed)
    segments: list[TextSegment] = []
    rows: list[Row] = []
    for place in range(count):
        zh = "".join(draw.choice(ZH) for _ in range(draw.randrange(8, 60))) + "。"
        en = " ".join(draw.choice(EN) for _ in range(draw.randrange(5, 40))) + "."
        first = 2 * place + 1
        number, rank = str(place + 1), Fraction(place)
        segments.append(TextSegment(first, "zh", rank, number, zh, zh, paragraph=place // 4))
        segments.append(TextSegment(first + 1, "en", rank, number, en, en, paragraph=place // 4))
        sure = draw.choice((1.0, 0.99, 0.97, 0.9, 0.4))
        rows.append(Row(2 * count + place + 1, rank, (first,), (first + 1,), confidence=sure))
    file = ProjectFile(path, create=True)
    file.fill(state_of(segments, rows), {"title": f"{count} rows"}, {})
    file.close()


def measure(link: str, repeats: int) -> dict[str, Any]:
    """Seconds and sizes in a browser."""
    with page_in() as page:
        page.goto(link)
        page.wait_for_selector(".row", timeout=120_000)
        firsts = []
        for _ in range(3):
            with spent() as cost:
                page.reload()
                page.wait_for_selector(".row")
            firsts.append(cost.clock)
        page.wait_for_timeout(1500)
        page.locator("#grid").focus()
        found: dict[str, Any] = {"first_screen_s": round(statistics.median(firsts), 2)}
        times: dict[str, list[float]] = {name: [] for name in ACTIONS}
        for turn in range(repeats):
            page.evaluate("window.scrollTo(0, 0)")
            for name, key in ACTIONS.items():
                times[name].append(_timed(page, key))
                for _ in range(turn % 5):
                    page.keyboard.press("j")
        found["action_ms"] = {name: round(statistics.median(t)) for name, t in times.items()}
        everything = [one for some in times.values() for one in some]
        found["median_ms"] = round(statistics.median(everything))
        page.keyboard.press("End")
        page.wait_for_timeout(500)
        found["rows_in_page"] = page.locator(".row").count()
        found["elements"] = page.evaluate("document.getElementsByTagName('*').length")
        found["heap_mb"] = round(page.evaluate("performance.memory.usedJSHeapSize") / 2**20)
    return found


def _timed(page: Any, key: str) -> float:
    """Milliseconds from a key until the page has drawn what came of it."""
    return float(
        page.evaluate(
            """([key, ctrl, alt]) => new Promise((done) => {
              const grid = document.getElementById('grid');
              const began = performance.now();
              const seen = new MutationObserver(() => {
                if (document.documentElement.dataset.version === version) return;
                seen.disconnect();
                requestAnimationFrame(() => done(performance.now() - began));
              });
              const version = document.documentElement.dataset.version;
              seen.observe(document.documentElement, {attributes: true, subtree: true,
                childList: true});
              grid.dispatchEvent(new KeyboardEvent('keydown', {key, code: key, ctrlKey: ctrl,
                altKey: alt, bubbles: true, cancelable: true}));
            })""",
            [key.rpartition("+")[2], key.startswith("Control"), key.startswith("Alt")],
        )
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--repeats", type=int, default=10)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.duizhao"
        make_project(path, args.rows)
        began = time.perf_counter()
        command = ("review", "-q", "--no-browser", path)
        with serving(*command, env=os.environ | {"DUIZHAO_STATE": folder}) as (link, _):
            started = time.perf_counter() - began
            found = measure(link, args.repeats)
    print(json.dumps({"rows": args.rows, "server_s": round(started, 2), **found}, indent=1))


if __name__ == "__main__":
    main()
