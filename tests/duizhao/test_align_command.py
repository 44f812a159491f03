"""``duizhao align`` as a user types it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from duizhao.cli import main

SUFFIXES = (".tmx", ".html", ".tsv", ".csv", ".jsonl", ".xlsx", ".parquet", ".links")


def test_every_format_at_once(
    zh_sample: Path, en_sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outputs = [f"{tmp_path / 'out'}{suffix}" for suffix in SUFFIXES]
    options = [word for path in outputs for word in ("-o", path)]
    findings = tmp_path / "findings.jsonl"
    code = main(
        ["align", str(zh_sample), str(en_sample), *options, "--findings", str(findings), "--json"]
    )
    assert code == 0
    summary = json.loads(capsys.readouterr().out)
    assert summary["pairs"] == 55
    assert summary["shapes"] == {"1-1": 55}
    assert summary["written"] == outputs
    assert all(Path(path).stat().st_size > 500 for path in outputs)
    rows = [json.loads(line) for line in findings.read_text(encoding="utf-8").splitlines()]
    assert {
        "kind",
        "severity",
        "unit",
        "zh",
        "en",
        "zh_span",
        "en_span",
        "found",
        "expected",
    } <= set(rows[0])
    units = [json.loads(line) for line in Path(outputs[4]).read_text(encoding="utf-8").splitlines()]
    for row in rows:
        assert row["zh"] == units[row["unit"]]["zh"]


def test_a_table_for_people(
    zh_sample: Path, en_sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["align", str(zh_sample), str(en_sample)]) == 0
    out = capsys.readouterr().out
    assert "55 (55 1-1)" in out
    assert "mean confidence" in out
    assert "repeat" in out


def test_quiet_says_nothing(
    zh_sample: Path, en_sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["align", str(zh_sample), str(en_sample), "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


def test_a_pipe_holds_nothing_but_the_data(zh_sample: Path, en_sample: Path) -> None:
    command = [sys.executable, "-m", "duizhao", "align", zh_sample, en_sample]
    done = subprocess.run(
        [*command, "-o", "-", "--format", "jsonl"], capture_output=True, check=True
    )
    assert len([json.loads(line) for line in done.stdout.splitlines()]) == 55
    assert b"pairs" in done.stderr


def test_explain_lists_every_change(
    zh_sample: Path, en_sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["align", str(zh_sample), str(en_sample), "--explain"]) == 0
    out = capsys.readouterr().out
    assert out.count("moved:") == 24
    # Two paragraphs of the Chinese text are cut by notes or a page, two of the English one.
    assert out.count("joined:") == 4


@pytest.mark.parametrize(("threshold", "code"), [("error", 0), ("info", 1)])
def test_fail_on(
    threshold: str,
    code: int,
    zh_sample: Path,
    en_sample: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    grave = ["--checks", "number" if threshold == "error" else "repeat"]
    arguments = ["align", str(zh_sample), str(en_sample), *grave, "--fail-on", threshold, "-q"]
    assert main(arguments) == code


def test_swapped_sides_are_put_right_and_said(
    zh_sample: Path, en_sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["align", str(en_sample), str(zh_sample), "--json"]) == 0
    captured = capsys.readouterr()
    assert "wrong way round" in captured.err
    assert json.loads(captured.out)["pairs"] == 55


BAD: dict[str, tuple[bytes | None, str]] = {
    "missing": (None, "no such file"),
    "empty": (b"", "empty"),
    "blank": (b" \n\n\t\n", "no text"),
    "binary": (bytes(range(256)) * 40, "binary"),
    "digits": (b"12 34\n56 / 78\n", "neither Chinese nor English"),
    "same language": (b"The General Assembly is in session today.\n", "is English, and so"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_line_that_names_the_file(
    name: str, en_sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, _ = BAD[name]
    bad, out = tmp_path / "bad.txt", tmp_path / "out.tmx"
    out.write_text("earlier")
    if content is not None:
        bad.write_bytes(content)
    assert main(["align", str(bad), str(en_sample), "-o", str(out)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1
    assert "bad.txt" in captured.err
    assert ";" in captured.err, "says what mends it"
    assert out.read_text() == "earlier"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        ["out.tmx", *(["bad.txt"] if content is not None else [])]
    )


def test_debug_shows_the_traceback(en_sample: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "duizhao", "align", tmp_path / "none", en_sample]
    plain = subprocess.run(command, capture_output=True, text=True)
    debug = subprocess.run([*command, "--debug"], capture_output=True, text=True)
    assert "Traceback" not in plain.stderr
    assert "Traceback" in debug.stderr
    assert plain.returncode == 2


@pytest.mark.parametrize("output", ["nowhere/out.tmx", "out.doc", ".", "-"])
def test_outputs_that_cannot_be_written_are_refused_before_the_work(
    output: str,
    zh_sample: Path,
    en_sample: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("duizhao.pipeline.align", lambda *_, **__: pytest.fail("did the work"))
    assert main(["align", str(zh_sample), str(en_sample), "-o", output]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_lines_are_segments_already(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "zh").write_text("他说：“好。”\n\n天黑了。\n我们回家吧。\n", encoding="utf-8")
    (tmp_path / "en").write_text(
        '"All right," he said.\n\nIt was dark.\nLet us go home.\n', encoding="utf-8"
    )
    links = tmp_path / "out.links"
    arguments = ["align", str(tmp_path / "zh"), str(tmp_path / "en"), "--level", "line"]
    assert main([*arguments, "-o", str(links), "-q"]) == 0
    text = links.read_text()
    for link in ("[0]:[0]:", "[2]:[2]:", "[3]:[3]:"):
        assert link in text


def test_a_small_pair_loads_nothing_heavy(zh_sample: Path, en_sample: Path, tmp_path: Path) -> None:
    script = (
        "import sys; from duizhao.cli import main; code = main(sys.argv[1:]); "
        "print(*sys.modules); raise SystemExit(code)"
    )
    options = ["-o", tmp_path / "out.tmx", "-o", tmp_path / "out.html", "-q"]
    done = subprocess.run(
        [sys.executable, "-c", script, "align", zh_sample, en_sample, *options],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(done.stdout.split())
    assert "faiss" in loaded
    assert not {"torch", "sentence_transformers", "pandas", "numba"} & loaded


def test_the_page_is_named_by_the_files_without_their_folders(
    zh_sample: Path, en_sample: Path, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    assert main(["align", str(zh_sample), str(en_sample), "-o", str(page), "-q"]) == 0
    text = page.read_text(encoding="utf-8")
    assert "<title>resolution.zh.txt ↔ resolution.en.txt</title>" in text
    assert f'<h1 title="{zh_sample}\n{en_sample}">resolution.zh.txt ↔' in text
