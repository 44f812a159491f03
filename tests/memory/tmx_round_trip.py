"""What a memory loses of TMX files: imported, exported, and compared.

Run it on a folder of TMX files::

    python tests/memory/tmx_round_trip.py FOLDER

It prints, for each file, how many Chinese-English pairs it holds and what is not there again.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from duizhao.corpora.bilingual.tmx import Record, Variant, read_header, read_tmx
from duizhao.corpora.errors import DuizhaoError
from duizhao.corpora.language import parse
from duizhao.corpora.skipped import Skipped
from duizhao.corpora.times import normal_time
from duizhao.memory.facade import Memory

Facts = frozenset[tuple[str, ...]]
Pair = tuple[str, str]

_TIMES = ("creationdate", "changedate")


def pairs_of(path: Path) -> Iterator[tuple[Pair, Facts]]:
    """Each Chinese and English pair of a file as its contents, with all that is said of it."""
    header = dict(read_header(path).attributes)
    for item in read_tmx(path):
        if isinstance(item, Skipped):
            continue
        for zh in item.variants:
            for en in item.variants:
                if (parse(zh.language).language, parse(en.language).language) == ("zh", "en"):
                    yield (zh.content, en.content), _facts(item, zh, en, header)


def _facts(record: Record, zh: Variant, en: Variant, header: dict[str, str]) -> Facts:
    found: set[tuple[str, ...]] = {("language", one.language.lower()) for one in (zh, en)}
    for holder in (record, zh, en):
        where = "unit" if isinstance(holder, Record) else holder.language.lower()
        for name, value in holder.attributes:
            time = normal_time(value) if name in _TIMES else ""
            found.add(("attribute", where, name, time or value))
        found |= {("property", one.type, one.text) for one in holder.props}
        found |= {("note", one.text) for one in holder.notes}
    source = dict(record.attributes).get("srclang") or header.get("srclang") or "*all*"
    language = parse(source).language
    if language not in ("zh", "en"):
        language = "zh" if record.variants.index(zh) < record.variants.index(en) else "en"
    found = {fact for fact in found if fact[:3] != ("attribute", "unit", "srclang")}
    return frozenset(found | {("source", language)})


def losses(path: Path, folder: Path) -> tuple[int, list[str]]:
    """How many pairs a file holds, and what an export of a memory of it does not have.

    Args:
        path: the file.
        folder: for the memory and its export.
    """
    memory, out = folder / "round.tm", folder / "round.tmx"
    memory.unlink(missing_ok=True)
    with Memory(memory) as opened:
        opened.import_file(path)
        opened.export(out)
    exported: dict[Pair, list[Facts]] = {}
    for pair, facts in pairs_of(out):
        exported.setdefault(pair, []).append(facts)
    missing: list[str] = []
    count = 0
    for count, (pair, facts) in enumerate(pairs_of(path), 1):  # noqa: B007
        candidates = exported.get(pair)
        if not candidates:
            if pair[0].strip() and pair[1].strip():
                missing.append(f"pair: {pair}")
            continue
        best = min((facts - there for there in candidates), key=len)
        missing += [f"{' '.join(fact)}: {pair[0][:40]}" for fact in sorted(best)]
    return count, missing


def main(folder: Path) -> None:
    """Compare every TMX file in a folder."""
    with tempfile.TemporaryDirectory() as work:
        for path in sorted(folder.rglob("*")):
            if not path.name.lower().endswith((".tmx", ".tmx.gz", ".zip")):
                continue
            try:
                count, missing = losses(path, Path(work))
            except DuizhaoError as error:
                print(f"{path}: {error}")
                continue
            if count:
                print(f"{path}: {count} pairs, {len(missing)} losses")
            for one in missing[:10]:
                print(f"  {one}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
