"""``duizhao tm`` as it is typed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from duizhao.cli import main
from duizhao.corpora.bilingual.tmx import write_tmx
from duizhao.corpora.unit import Unit

UNITS = [
    Unit("附件", "Annex"),
    Unit("安全理事会第5次会议", "5th meeting of the Security Council"),
    Unit("安全理事会的报告", "Report of the Security Council"),
    Unit("会议于2015年举行", "The meeting was held in 2017"),
]


@pytest.fixture
def memory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    write_tmx(UNITS, tmp_path / "a.tmx")
    memory = str(tmp_path / "m.db")
    assert main(["tm", "import", memory, str(tmp_path / "a.tmx"), "-q"]) == 0
    assert capsys.readouterr() == ("", "")
    return memory


def told(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert main(["tm", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_import(memory: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_tmx([*UNITS, Unit("新的", "new")], tmp_path / "b.tmx")
    found = told(capsys, "import", memory, str(tmp_path / "b.tmx"), "--property", "client=UN")
    assert {name: found[name] for name in ("read", "added", "merged", "skipped")} == {
        "read": 5,
        "added": 1,
        "merged": 4,
        "skipped": 0,
    }
    assert told(capsys, "search", memory, "新的", "--property", "client=UN")[0]["target"] == "new"
    assert main(["tm", "import", memory, str(tmp_path / "b.tmx")]) == 0
    assert "5 read, 0 added, 5 merged, 0 skipped" in capsys.readouterr().out


def test_what_is_skipped_is_written(
    memory: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "b.jsonl").write_text('{"zh": "", "en": "x"}\n', encoding="utf-8")
    skipped = tmp_path / "skipped.jsonl"
    words = ("import", memory, str(tmp_path / "b.jsonl"), "--skipped", str(skipped))
    assert told(capsys, *words)["skipped"] == 1
    assert "Chinese side is empty" in json.loads(skipped.read_text("utf-8"))["reason"]


def test_search(memory: str, capsys: pytest.CaptureFixture[str]) -> None:
    (match,) = told(capsys, "search", memory, "附件", "--no-semantic")
    assert (match["source"], match["target"]) == ("附件", "Annex")
    assert (match["score"], match["band"], match["reasons"]) == (100, "exact", ["same text"])
    assert match["origin"].endswith("a.tmx")
    assert told(capsys, "search", memory, "annex", "--lang", "en")[0]["band"] == "format"
    assert told(capsys, "search", memory, "附件", "--origin", "none") == []
    assert main(["tm", "search", memory, "安全理事会第7次会议"]) == 0
    out = capsys.readouterr().out
    assert "97 figures" in out
    assert "[7th] meeting of the Security Council" in out or "[7]th" in out
    assert main(["tm", "search", memory, "没有"]) == 0
    assert "no match" in capsys.readouterr().out


def test_concordance(memory: str, capsys: pytest.CaptureFixture[str]) -> None:
    hits = told(capsys, "concordance", memory, "安全理事会")
    assert [hit["spans"] for hit in hits] == [[[0, 5]], [[0, 5]]]
    assert main(["tm", "concordance", memory, "Council", "--limit", "1"]) == 0
    assert "Report of the Security [Council]" in capsys.readouterr().out


def test_stats_and_status(memory: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "stats", memory)["statuses"] == {"draft": 4}
    assert told(capsys, "status", memory, "rejected", "1") == {"changed": 1}
    assert told(capsys, "search", memory, "附件") == []
    assert main(["tm", "stats", memory]) == 0
    assert "units: 4" in capsys.readouterr().out


@pytest.mark.parametrize("suffix", ["tmx", "csv", "xlsx", "parquet", "jsonl", "utf8"])
def test_export(
    memory: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], suffix: str
) -> None:
    out = str(tmp_path / f"out.{suffix}")
    assert told(capsys, "export", memory, out) == {"written": 4, "file": out}
    if suffix != "utf8":
        again = str(tmp_path / "again.db")
        assert told(capsys, "import", again, out)["added"] == 4


def test_clean(memory: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "clean", memory, "--dry-run") == {"removed": 0, "rules": {"numbers": 1}}
    removed = str(tmp_path / "removed.jsonl")
    found = told(capsys, "clean", memory, "--removed", removed)
    assert found == {"removed": 1, "rules": {"numbers": 1}}
    assert told(capsys, "stats", memory)["units"] == 3


def test_vectors(memory: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "vectors", memory)
    assert (found["encoded"], found["count"], found["rebuilt"]) == (4, 4, "")
    (match,) = told(capsys, "search", memory, "安理会报告书", "--limit", "1")
    assert match["source"] == "安全理事会的报告"
    (index,) = Path(memory + ".vectors").glob("*.faiss")
    index.write_bytes(b"nonsense")
    assert main(["tm", "search", memory, "安理会报告书"]) == 0
    assert "the vector index is damaged: it was rebuilt" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["search", "missing.db", "x"], "no such memory"),
        (["import", "new.db", "missing.tmx"], "no such file"),
        (["search", "{memory}", "x", "--property", "nothing"], "write NAME=VALUE"),
        (["export", "{memory}", "no/out.csv"], "its folder does not exist"),
        (["export", "{memory}", "out.doc"], "no format 'doc'"),
        (["clean", "{memory}", "--dry-run", "--rules", "x"], "no rule 'x'"),
    ],
)
def test_errors(
    memory: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["tm", *(word.format(memory=memory) for word in words)]) == 2
    err = capsys.readouterr().err
    assert message in err
    assert err.count("\n") == 1
