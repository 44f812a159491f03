"""TMX files for tests, made from what stands in their body."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from duizhao.corpora.bilingual.tmx import Record, read_tmx
from duizhao.corpora.skipped import Skipped

CASES = Path(__file__).parents[1] / "cases" / "tmx"

HEADER = (
    '<header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" '
    'adminlang="en" srclang="en" datatype="plaintext"/>'
)
FRONT = f'<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">{HEADER}\n<body>\n'
BACK = "\n</body>\n</tmx>\n"
GOOD = '<tu><tuv xml:lang="en"><seg>good</seg></tuv><tuv xml:lang="zh-CN"><seg>好</seg></tuv></tu>'


def cases(name: str) -> list[dict[str, Any]]:
    lines = (CASES / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def save(folder: Path, body: str, name: str = "m.tmx", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes((FRONT + body + BACK).encode(encoding, "surrogatepass"))
    return path


def read(path: Path) -> tuple[list[Record], list[Skipped]]:
    items = list(read_tmx(path))
    return (
        [item for item in items if isinstance(item, Record)],
        [item for item in items if isinstance(item, Skipped)],
    )
