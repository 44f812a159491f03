"""What is wanted of the checks, by `duizhao align`, `duizhao batch` and `duizhao.align` alike."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import duizhao
from duizhao.cli import main
from duizhao.corpora.errors import SettingsError

SETTINGS = '[checks.severity]\nnumber = "info"\nrepeat = "off"\n'


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    path = tmp_path / "pairs.tsv"
    path.write_text("zh\ten\n共有40人到场。\tThe the hall held 50 people.\n", encoding="utf-8")
    return path


def kinds(pairs: Path, **options: object) -> dict[str, str]:
    found = duizhao.align(pairs, **options).findings  # type: ignore[arg-type]
    return {one.kind: str(one.severity) for one in found}


def test_kinds_are_switched_off_and_graded(pairs: Path, tmp_path: Path) -> None:
    assert kinds(pairs) == {"number": "error", "repeat": "warning"}
    assert kinds(pairs, off=("number",)) == {"repeat": "warning"}
    settings = tmp_path / "s.toml"
    settings.write_text(SETTINGS, encoding="utf-8")
    assert kinds(pairs, check_settings=settings) == {"number": "info"}


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ((), {"number", "repeat"}),
        (("--off", "number"), {"repeat"}),
        (("--kinds", "number"), {"number"}),
        (("--check-settings", "s.toml"), {"number"}),
    ],
)
def test_the_command_takes_them(
    pairs: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    more: tuple[str, ...],
    found: set[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("s.toml").write_text(SETTINGS, encoding="utf-8")
    assert main(["align", str(pairs), "--findings", "f.jsonl", "-q", *more]) == 0
    lines = Path("f.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["kind"] for line in lines} == found


def test_what_is_wrong_in_them_is_said_before_the_work_begins(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no check named nubmer"):
        duizhao.align("missing.txt", "missing.txt", off=("nubmer",))
    with pytest.raises(SettingsError, match="no check named nubmer"):
        duizhao.batch([("甲。", "One.")], off=("nubmer",))
