"""The front door: public names, what they take, and the script of the README."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
import pytest

import duizhao
from duizhao.corpora.errors import MissingFileError, SettingsError
from duizhao.given import Text

ROOT = Path(__file__).resolve().parents[2]
ZH = ["秘书长提交了报告。", "委员会感谢各国政府提供的支持。", "会议于下午六时结束。"]
EN = [
    "The Secretary-General submitted a report.",
    "The Committee thanked Governments for their support.",
    "The meeting rose at 6 p.m.",
]


def test_every_public_name_can_be_imported_and_says_what_it_is() -> None:
    for name in duizhao.__all__:
        value = getattr(duizhao, name)
        if name != "__version__":
            assert (value.__doc__ or "").strip(), name


def test_the_script_of_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    start = text.index("    import duizhao\n")
    lines = []
    for line in text[start:].splitlines():
        if line and not line.startswith("    "):
            break
        lines.append(line[4:])
    assert len("\n".join(lines).strip().splitlines()) <= 30
    monkeypatch.chdir(tmp_path)
    exec("\n".join(lines), {})
    said = capsys.readouterr().out
    assert "2 number" in said
    assert "The Secretary-General submitted a report on the Sustainable" in said
    assert "<Pair" in said
    assert (tmp_path / "memory.tmx").stat().st_size > 500


@pytest.mark.parametrize("kind", ["list", "text", "open", "bytes", "path"])
def test_texts_are_taken_in_every_form(kind: str, tmp_path: Path) -> None:
    def given(lines: list[str], name: str) -> Text:
        text = "\n".join(lines)
        path = tmp_path / name
        path.write_text(text, "utf-8")
        forms: dict[str, Text] = {
            "list": lines,
            "text": text,
            "open": io.StringIO(text),
            "bytes": io.BytesIO(text.encode()),
            "path": path,
        }
        return forms[kind]

    pair = duizhao.align(given(ZH, "a.zh.txt"), given(EN, "a.en.txt"), checks=())
    assert [(unit.zh, unit.en) for unit in pair] == list(zip(ZH, EN, strict=True))
    assert len(pair) == 3
    assert repr(pair).startswith("<Pair ")
    assert ZH[0] in pair._repr_html_()


def test_a_name_typed_wrong_is_no_text() -> None:
    with pytest.raises(MissingFileError):
        duizhao.align("nowhere.zh.txt", "nowhere.en.txt")


def test_units_are_taken_in_every_form(tmp_path: Path) -> None:
    pairs = [("会议有5人。", "There were 6 people.")]
    table = pd.DataFrame(pairs, columns=["zh", "en"])
    table.to_csv(tmp_path / "a.csv", index=False)
    for given in (pairs, table, tmp_path / "a.csv", [duizhao.Unit(*pairs[0])]):
        assert [finding.kind for finding in duizhao.check(given)] == ["number"]


def test_checks_take_what_the_command_takes(tmp_path: Path) -> None:
    pairs = [("会议有5人。", "There were 6 people."), ("退出", "Quit")]
    (tmp_path / "s.toml").write_text('[checks.severity]\nnumber = "info"\n', "utf-8")
    (tmp_path / "rules.tsv").write_text(
        "language\tpattern\tseverity\tmessage\nen\tquit\twarning\tthe house says Exit\n", "utf-8"
    )
    known = [("退出", "Exit"), ("退出", "Exit")]
    assert duizhao.check(pairs, off=["number"]) == []
    (graded,) = duizhao.check(pairs, settings=tmp_path / "s.toml")
    assert graded.severity == "info"
    found = duizhao.check(pairs, off=["number"], checklist=tmp_path / "rules.tsv", memory=known)
    assert [(one.kind, one.unit, one.expected) for one in found] == [
        ("consistency", 1, "Exit"),
        ("checklist", 1, ""),
    ]
    with pytest.raises(SettingsError):
        duizhao.check(pairs, off=["nothing"])


def test_a_memory_does_what_the_command_does(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"zh,en\n{ZH[0]},{EN[0]}\n{ZH[1]},{EN[1]}\n", "utf-8")
    with duizhao.Memory(tmp_path / "m.db") as memory:
        assert memory.import_file(tmp_path / "a.csv", properties={"for": "us"}).added == 2
        (match,) = memory.search(EN[0], limit=1)  # in the language of the query
        assert match.target == ZH[0]
        assert memory.set_status([match.entry.id], "checked") == 1
        assert memory.export(tmp_path / "a.xlsx") == 2
        (tmp_path / "a.txt").write_text(EN[1] + "\n", "utf-8")
        assert memory.pretranslate(tmp_path / "a.txt", tmp_path / "b.txt").sure == 1
        assert (tmp_path / "b.txt").read_text("utf-8").strip() == ZH[1]
        assert memory.clean(tmp_path / "removed.jsonl") == {}


def test_frames_of_texts_are_aligned() -> None:
    frame = pd.DataFrame({"zh": ["\n".join(ZH)], "en": ["\n".join(EN)]})
    job = duizhao.batch(frame, checks=())
    assert [len(pair) for pair in job] == [3]
    assert not job.failed
