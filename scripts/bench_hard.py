"""Documents that make programs slow, at three sizes: time grows with the text, not its square.

    python scripts/bench_hard.py              # the whole table, as docs/robustness.md prints it
    python scripts/bench_hard.py --scale 0.1 --only digits

Each document is made at n, 2n and 4n and taken through ``align`` (paragraph, sentence and line),
``terms check`` and ``tm import``. Printed are the seconds of processor time at 4n and the
growth at each step, which is 2 where time is linear; exit code 1 where a step grows by more
than 2.3 and takes longer than a second, or anything takes longer than 30 seconds.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from duizhao.corpora.errors import DuizhaoError
from duizhao.memory.store import Store
from duizhao.memory.store.importing import import_file
from duizhao.memory.terms.checks import survey
from duizhao.memory.terms.sources import read_checked
from duizhao.pipeline import align

GROWTH = 2.3
LONGEST = 30.0
SHORT = 1.0
"""Seconds below which growth says nothing."""
STOP = 600
"""Seconds after which a run is given up."""

Text = Callable[[int], str]

PARTS = (
    "秘书长 理事会 委员会 缔约国 审计员 主任 大会 专家组 协调员 银行",
    "今年 去年 每月 上周 明年 昨天 每年 近来 同时 最后",
    "在日内瓦 在内罗毕 在北京 在总部 在边境 在港口 在山区 在沿海 在学校 在医院",
    "通过 提交 审查 拒绝 公布 修订 讨论 批准 推迟 执行",
    "预算 报告 决议 计划 条约 名单 账目 建议 标准 合同",
), (
    "the Secretary-General,the Council,the Committee,the States Parties,the auditors,the Director,"
    "the Assembly,the expert group,the Coordinator,the bank",
    "This year,Last year,Every month,Last week,Next year,Yesterday,Every year,Recently,"
    "At the same time,Finally",
    "in Geneva,in Nairobi,in Beijing,at Headquarters,on the border,in the port,in the mountains,"
    "on the coast,at the school,in the hospital",
    "adopted,submitted,reviewed,rejected,published,revised,discussed,approved,postponed,"
    "carried out",
    "the budget,the report,the resolution,the plan,the treaty,the list,the accounts,the proposal,"
    "the standard,the contract",
)  # fmt: skip
"""Of sentences no two of which are the same: who, when, where, does, what."""


def sentences(count: int, english: bool) -> str:
    """Different lines, up to 100,000, that are much like each other."""
    words = [each.split("," if english else " ") for each in PARTS[english]]
    lines = []
    for number in range(count):
        # The last digit changes most: neighbours are as unlike as can be.
        who, when, where, does, what = (
            words[place][(number // 10**place + number * (place > 0)) % 10] for place in range(5)
        )
        if english:
            lines.append(f"{when}, {who} {does} {what} {where}.\n")
        else:
            lines.append(f"{when}，{who}{where}{does}了{what}。\n")
    return "".join(lines)


# Name, size at 4n, Chinese and English text of a size.
DOCUMENTS: tuple[tuple[str, int, Text, Text], ...] = (
    (
        "sentences of fifty phrases, lines",
        50_000,
        lambda n: sentences(n, english=False),
        lambda n: sentences(n, english=True),
    ),
    (
        "one paragraph without a stop, bytes",
        1_000_000,
        lambda n: "渡船每日往返于两岸之间，" * (n // 36),
        lambda n: "the ferry goes between the two banks every day, " * (n // 48),
    ),
    (
        "one paragraph of sentences, bytes",
        1_000_000,
        lambda n: "".join(f"第{k}号渡船每日往返于两岸之间。" for k in range(n // 48)),
        lambda n: "".join(f"Ferry {k} goes between the banks every day. " for k in range(n // 44)),
    ),
    (
        "identical lines",
        100_000,
        lambda n: "渡船往返于两岸之间。\n" * n,
        lambda n: "The ferry goes between the banks.\n" * n,
    ),
    (
        "carriage returns only, lines",
        50_000,
        lambda n: "".join(f"第{k}号渡船靠岸。\r" for k in range(n)),
        lambda n: "".join(f"Ferry {k} has landed.\r" for k in range(n)),
    ),
    (
        "page-number lines",
        20_000,
        lambda n: "".join(f"渡船往返于两岸之间，每日\n- {k} -\n" for k in range(n // 2)),
        lambda n: "".join(f"The ferry goes between the banks and\n{k}\n" for k in range(n // 2)),
    ),
    (
        "runs like 1-2-3, figures",
        20_000,
        lambda n: "渡船" + "-".join(str(k % 10) for k in range(n)),
        lambda n: "Ferry " + "-".join(str(k % 10) for k in range(n)),
    ),
    (
        "notes",
        10_000,
        lambda n: "".join(f"渡船{k}靠岸[{k}]。\n" for k in range(n))
        + "".join(f"[{k}] 见第{k}页。\n" for k in range(n)),
        lambda n: "".join(f"Ferry {k} landed.[{k}]\n" for k in range(n))
        + "".join(f"[{k}] See page {k}.\n" for k in range(n)),
    ),
    (
        "nested brackets (.md), characters",
        40_000,
        lambda n: "渡船" * 9 + "[" * (n // 2) + "]" * (n // 2),
        lambda n: "ferry " * 9 + "![" * (n // 2) + "](a)" * (n // 4),
    ),
    ("only digits", 200_000, lambda n: "渡7" * 20 + "7" * n, lambda n: "ferry " * 20 + "7" * n),
    ("only marks", 60_000, lambda n: "渡船" * 9 + "，。（" * n, lambda n: "ferry " * 9 + ",.(" * n),
)  # fmt: skip
ROWS = 50_000


def stopped(*_: object) -> None:
    """What the alarm does."""
    raise TimeoutError


def seconds(work: Callable[[], object]) -> float:
    """Processor time of a piece of work; `STOP` where it was given up."""
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.signal(signal.SIGPROF, stopped)
    signal.setitimer(signal.ITIMER_PROF, STOP)
    began = time.process_time()
    try:
        work()
    except TimeoutError:
        return STOP
    except DuizhaoError as error:
        print(f"    refused: {str(error)[:90]}", flush=True)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return time.process_time() - began


def measured(name: str, size: int, make: Callable[[int], Callable[[], object]]) -> bool:
    """Time a piece of work at three sizes and print a row; whether it is good."""
    found: list[float] = []
    for step in (1, 2, 4):
        given_up = found and found[-1] >= STOP
        found.append(STOP if given_up else seconds(make(max(size * step // 4, 1))))
    growth = [b / max(a, 1e-6) for a, b in pairwise(found)]
    good = found[-1] <= LONGEST and all(
        each <= GROWTH or later < SHORT for each, later in zip(growth, found[1:], strict=True)
    )
    steps = " | ".join(f"{each:.1f}" for each in growth)
    print(f"| {name} | {size:,} | {found[-1]:.1f} | {steps} | {'' if good else '**'} |", flush=True)
    return good


def in_pairs(
    folder: Path, zh: Text, en: Text, level: str, suffix: str = ".txt"
) -> Callable[[int], Callable[[], object]]:
    """Aligning two files of a size."""

    def make(size: int) -> Callable[[], object]:
        paths = folder / f"a.zh{suffix}", folder / f"a.en{suffix}"
        for path, text in zip(paths, (zh, en), strict=True):
            path.write_text(text(size), encoding="utf-8", newline="")
        return lambda: align(*paths, level=level)  # type: ignore[arg-type]

    return make


def in_table(folder: Path, zh: Text, en: Text, way: str) -> Callable[[int], Callable[[], object]]:
    """Checking or importing a table with one row for each line of two texts."""

    def make(size: int) -> Callable[[], object]:
        path = folder / "a.tsv"
        first, second = zh(size).split("\n"), en(size).split("\n")
        rows = [f"{a}\t{b}" for a, b in zip(first, second, strict=False) if a]
        path.write_text("\n".join(["zh\ten", *rows]), encoding="utf-8", newline="")
        if way == "check":
            return lambda: survey(read_checked([path]).units)
        (folder / "a.db").unlink(missing_ok=True)

        def take() -> None:
            with Store(folder / "a.db") as store:
                import_file(store, path)

        return take

    return make


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=float, default=1.0, help="of the sizes in the table")
    parser.add_argument("--only", default="", help="part of the name of a document")
    parser.add_argument("--ways", default="paragraph,sentence,line,check,import")
    args = parser.parse_args()
    good = True
    align_small()
    print(
        "| document, by | size (4n) | seconds | n to 2n | 2n to 4n | |\n|---|---|---|---|---|---|"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows: Text = lambda n: "".join(f"第{k}号渡船靠岸。\n" for k in range(n))  # noqa: E731
        other: Text = lambda n: "".join(f"Ferry {k} has landed.\n" for k in range(n))  # noqa: E731
        for title, size, zh, en in (*DOCUMENTS, ("rows", ROWS, rows, other)):
            if args.only not in title:
                continue
            for way in args.ways.split(","):
                if way in ("check", "import"):
                    make = in_table(folder, zh, en, way)
                else:
                    make = in_pairs(folder, zh, en, way, ".md" if ".md" in title else ".txt")
                good &= measured(f"{title}: {way}", int(size * args.scale), make)
    sys.exit(not good)


def align_small() -> None:
    """Load the encoder and all libraries before the clock runs."""
    with tempfile.TemporaryDirectory() as name:
        in_pairs(Path(name), lambda _: "渡船靠岸。", lambda _: "The ferry has landed.", "line")(1)()


if __name__ == "__main__":
    main()
