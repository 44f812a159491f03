"""``duizhao align`` as a user types it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import duizhao
from duizhao.cli import main

SUFFIXES = (".tmx", ".html", ".tsv", ".csv", ".jsonl", ".xlsx", ".parquet", ".links")


def test_segmentation_rules_for_one_side(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = Path(__file__).resolve().parents[1] / "cases" / "sentences" / "rules.srx"
    zh, en = tmp_path / "zh.txt", tmp_path / "en.txt"
    zh.write_text("图书馆今天开门；博物馆今天关门。", encoding="utf-8")
    en.write_text("The library opens today. The museum is closed today.", encoding="utf-8")
    command = ["align", str(zh), str(en), "--level", "sentence", "--json"]
    for option, pairs in ((None, 1), (f"zh={rules}", 2), (str(rules), 2), (f"en={rules}", 1)):
        assert main([*command, *(["--srx", option] if option else [])]) == 0
        summary = json.loads(capsys.readouterr().out)
        assert (summary["pairs"], "srx:" in summary["signature"]) == (pairs, option is not None)
    assert main([*command, "--srx", str(zh)]) == 2
    assert "is not an SRX file" in capsys.readouterr().err


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
    zh_short: Path, en_short: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["align", str(zh_short), str(en_short)]) == 0
    out = capsys.readouterr().out
    assert "6 (6 1-1)" in out
    assert "mean confidence" in out
    assert "repeat" in out


def test_quiet_says_nothing(
    zh_short: Path, en_short: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["align", str(zh_short), str(en_short), "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


def test_a_pipe_holds_nothing_but_the_data(zh_short: Path, en_short: Path) -> None:
    command = [sys.executable, "-m", "duizhao", "align", str(zh_short), str(en_short)]
    done = subprocess.run(
        [*command, "-o", "-", "--format", "jsonl"], capture_output=True, check=True
    )
    assert len([json.loads(line) for line in done.stdout.splitlines()]) == 6
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
    zh_short: Path,
    en_short: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    grave = ["--checks", "number" if threshold == "error" else "repeat"]
    arguments = ["align", str(zh_short), str(en_short), *grave, "--fail-on", threshold, "-q"]
    assert main(arguments) == code


def test_swapped_sides_are_put_right_and_said(
    zh_short: Path, en_short: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["align", str(en_short), str(zh_short), "--json"]) == 0
    captured = capsys.readouterr()
    assert "wrong way round" in captured.err
    assert json.loads(captured.out)["pairs"] == 6


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
    name: str, en_short: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, _ = BAD[name]
    bad, out = tmp_path / "bad.txt", tmp_path / "out.tmx"
    out.write_text("earlier")
    if content is not None:
        bad.write_bytes(content)
    assert main(["align", str(bad), str(en_short), "-o", str(out)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1
    assert "bad.txt" in captured.err
    assert ";" in captured.err, "says what mends it"
    assert out.read_text() == "earlier"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        ["out.tmx", *(["bad.txt"] if content is not None else [])]
    )


def test_debug_shows_the_traceback(en_short: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "duizhao", "align", str(tmp_path / "none"), str(en_short)]
    plain = subprocess.run(command, capture_output=True, text=True)
    debug = subprocess.run([*command, "--debug"], capture_output=True, text=True)
    assert "Traceback" not in plain.stderr
    assert "Traceback" in debug.stderr
    assert plain.returncode == 2


@pytest.mark.parametrize("output", ["nowhere/out.tmx", "out.doc", ".", "-"])
def test_outputs_that_cannot_be_written_are_refused_before_the_work(
    output: str,
    zh_short: Path,
    en_short: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("duizhao.pipeline.align", lambda *_, **__: pytest.fail("did the work"))
    assert main(["align", str(zh_short), str(en_short), "-o", output]) == 2
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


def test_a_small_pair_loads_nothing_heavy(zh_short: Path, en_short: Path, tmp_path: Path) -> None:
    script = (
        "import sys; from duizhao.cli import main; code = main(sys.argv[1:]); "
        "print(*sys.modules); raise SystemExit(code)"
    )
    options = ["-o", str(tmp_path / "out.tmx"), "-o", str(tmp_path / "out.html"), "-q"]
    done = subprocess.run(
        [sys.executable, "-c", script, "align", zh_short, en_short, *options],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(done.stdout.split())
    assert "numpy" in loaded
    assert not {"faiss", "torch", "sentence_transformers", "pandas", "numba"} & loaded


def test_the_page_is_named_by_the_files_without_their_folders(
    zh_short: Path, en_short: Path, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    assert main(["align", str(zh_short), str(en_short), "-o", str(page), "-q"]) == 0
    text = page.read_text(encoding="utf-8")
    assert "<title>resolution.zh.txt ↔ resolution.en.txt</title>" in text
    assert f'<h1 title="{zh_short}\n{en_short}">resolution.zh.txt ↔' in text


def test_a_file_that_is_read_is_never_written(
    zh_short: Path, en_short: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    zh = tmp_path / "zh.tsv"
    zh.write_bytes(zh_short.read_bytes())
    (tmp_path / "link.tsv").symlink_to(zh)
    for output in (str(zh), str(tmp_path / "link.tsv"), f"{tmp_path}/../{tmp_path.name}/zh.tsv"):
        assert main(["align", str(zh), str(en_short), "-o", output]) == 2
        assert "would be overwritten" in capsys.readouterr().err
    assert zh.read_bytes() == zh_short.read_bytes()


def test_findings_and_pairs_go_to_two_files(
    zh_short: Path, en_short: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "out.jsonl")
    assert main(["align", str(zh_short), str(en_short), "-o", out, "--findings", out]) == 2
    assert "two outputs" in capsys.readouterr().err


def test_a_device_is_written_to_and_not_replaced(zh_short: Path, en_short: Path) -> None:
    pair = ["align", str(zh_short), str(en_short), "-q", "--format", "tmx", "-o"]
    assert main([*pair, os.devnull]) == 0
    assert Path(os.devnull).is_char_device()


def test_a_link_is_written_through(zh_short: Path, en_short: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.tmx"
    link.symlink_to("real.tmx")
    assert main(["align", str(zh_short), str(en_short), "-q", "-o", str(link)]) == 0
    assert link.is_symlink()
    assert (tmp_path / "real.tmx").stat().st_size > 500


def test_a_document_from_standard_input(zh_short: Path, en_short: Path) -> None:
    command = [sys.executable, "-m", "duizhao", "align", "-", str(en_short), "--json"]
    with zh_short.open("rb") as stream:
        done = subprocess.run(command, stdin=stream, capture_output=True, check=True)
    assert json.loads(done.stdout)["pairs"] == 6
    assert main(["align", "-", "-"]) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Le chat est sur la table, et le chien est dans le jardin avec les enfants de la voisine.",
        "Der Hund ist nicht auf dem Tisch, und die Katze ist mit der Nachbarin in den Garten.",
        "El perro no está sobre la mesa, y los gatos están con la vecina en el jardín de la casa.",
    ],
)
def test_another_language_of_latin_script(
    zh_short: Path, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.txt"
    other.write_text(text, encoding="utf-8")
    assert main(["align", str(zh_short), str(other)]) == 2
    assert "other.txt: is in Latin script but not in English" in capsys.readouterr().err


def test_documents_that_do_not_belong_together(
    zh_short: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("The cat sat on the mat.\n\nIt was raining.\n", encoding="utf-8")
    assert main(["align", str(zh_short), str(other)]) == 0
    assert "do not look like translations of each other" in capsys.readouterr().err


def test_a_pin_that_does_not_fit_names_its_file(
    zh_short: Path, en_short: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pins = tmp_path / "pins.links"
    pins.write_text("[0]:[500]\n", encoding="utf-8")
    assert main(["align", str(zh_short), str(en_short), "--pins", str(pins)]) == 2
    assert f"{pins}: pin [0]:[500]" in capsys.readouterr().err


PINNED = (
    ("大会通过了决议。", "委员会在日内瓦开会。"),
    ("The Committee met.", "A resolution was adopted."),
)


def test_pins_by_text_hold_and_lost_ones_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [tmp_path / "a.zh.txt", tmp_path / "a.en.txt"]
    for path, texts in zip(paths, PINNED, strict=True):
        path.write_text("\n\n".join(texts), encoding="utf-8")
    pins = tmp_path / "a.pins"
    assert main(["align", *map(str, paths), "-o", str(pins), "-q"]) == 0
    head, *lines = pins.read_text("utf-8").splitlines()
    assert json.loads(head) == {"zh_file": "a.zh.txt", "en_file": "a.en.txt"}
    assert sum(len(json.loads(line)["zh"]) for line in lines) == 2
    own = [
        {"zh": [PINNED[0][0]], "en": [PINNED[1][0]]},
        {"zh": [PINNED[0][1]], "en": []},
        {"zh": ["没有这一段。"], "en": ["Nothing."]},
    ]
    pins.write_text("\n".join([head, *map(json.dumps, own)]), encoding="utf-8")
    paths[0].write_text("新的一段话。\n\n" + paths[0].read_text("utf-8"), encoding="utf-8")
    out = tmp_path / "a.jsonl"
    command = ["align", *map(str, paths), "--pins", str(pins), "-o", str(out), "-q"]
    assert main(command) == 0
    found = {(row["zh"], row["en"]) for row in map(json.loads, out.read_text("utf-8").splitlines())}
    assert {(PINNED[0][0], PINNED[1][0]), (PINNED[0][1], "")} <= found
    assert "a pin is not used, its text is not there any more" in capsys.readouterr().err


def test_a_border_is_a_pin_at_every_level() -> None:
    pins = [
        duizhao.Border.after("en", "The Committee met in Geneva, ", "and a report was adopted."),
        duizhao.Pin.texts("通过了报告。", "and a report was adopted."),
    ]
    zh, en = (
        "委员会在日内瓦开会。\n\n通过了报告。",
        "The Committee met in Geneva, and a report was adopted.",
    )
    for level in ("paragraph", "sentence", "line"):
        pair = duizhao.align(zh, en, level=level, pins=pins)  # type: ignore[arg-type]
        assert [(unit.zh, unit.en) for unit in pair if unit.zh or unit.en] == [
            ("委员会在日内瓦开会。", "The Committee met in Geneva,"),
            ("通过了报告。", "and a report was adopted."),
        ]
        # All its pins, given again, make the same pair: the border is among them.
        again = duizhao.align(zh, en, level=level, pins=pair.pins())
        assert [(one.zh, one.en) for one in again] == [(one.zh, one.en) for one in pair]


def test_a_wrong_option_is_told_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit:
        main(["align", "a", "b", "--min-confidence", "x"])
    assert exit.value.code == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "--min-confidence" in error
    assert "duizhao align --help" in error
