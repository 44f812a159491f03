"""Weights are learnt from what a person decided, and from nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from duizhao import learning
from duizhao.align.bead import Bead
from duizhao.align.evaluate import Count, Evaluation
from duizhao.align.learning.fit import fit
from duizhao.align.model import load_model, model_for
from duizhao.cli import main
from duizhao.corpora.errors import FormatError, InputError, SettingsError
from duizhao.learning import ENOUGH, LEAST, Lesson, learn, read_corrected
from duizhao.review.file import ProjectFile
from duizhao.review.state import Row, RowState, TextSegment, state_of

NAMES = ("甲方", "Party A"), ("乙方", "Party B"), ("海关", "the customs"), ("法院", "the court")
ACTS = ("应当通知", "shall notify"), ("可以起诉", "may sue"), ("必须告知", "must inform")
WHEN = ("三日内", "within three days"), ("每年", "every year"), ("在北京", "in Beijing")


def project(path: Path, count: int = 120, level: str = "sentence", **changes: object) -> Path:
    """A review of pairs of sentences, all confirmed."""
    segments, rows = [], []
    for n in range(count):
        one, two = NAMES[n % 4], NAMES[(n // 4 + n) % 4]
        act, when = ACTS[n % 3], WHEN[n // 5 % 3]
        zh = f"{one[0]}{when[0]}{act[0]}{two[0]}第{n}号。"
        en = f"{one[1].capitalize()} {act[1]} {two[1]} {when[1]}, number {n}."
        rank = Fraction(n)
        segments.append(TextSegment(2 * n + 1, "zh", rank, str(n), zh, zh))
        segments.append(TextSegment(2 * n + 2, "en", rank, str(n), en, en))
        row = Row(2 * count + n + 1, rank, (2 * n + 1,), (2 * n + 2,), RowState.CONFIRMED)
        rows.append(replace(row, **changes) if n % 20 == 19 else row)  # type: ignore[arg-type]
    file = ProjectFile(path, create=True)
    file.fill(state_of(segments, rows), {"level": level}, {})
    file.close()
    return path


def test_stretches_end_where_nobody_decided(tmp_path: Path) -> None:
    path = project(tmp_path / "a.duizhao", 60, state=RowState.AUTOMATIC)
    texts, encoders = read_corrected([path])
    assert [len(text.gold) for text in texts] == [19, 19, 19]
    assert encoders == {"use"}
    assert texts[1].zh[0].text.endswith("第20号。")
    rejected = project(tmp_path / "b.duizhao", 60, state=RowState.REJECTED)
    assert [len(text.gold) for text in read_corrected([rejected])[0]] == [19, 19, 19]
    assert not read_corrected([project(tmp_path / "c.duizhao", LEAST - 1)])[0]


def test_moved_rows_are_no_steps_of_a_path(tmp_path: Path) -> None:
    (text,) = read_corrected([project(tmp_path / "a.duizhao", 60, moved=True)])[0]
    assert len(text.gold) == len(text.zh) == 57


def test_too_little_and_paragraphs_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="only 60 pairs"):
        learn([project(tmp_path / "a.duizhao", 60)])
    with pytest.raises(InputError, match="--level sentence"):
        learn([project(tmp_path / "b.duizhao", ENOUGH, level="paragraph")])


def test_the_command_tests_and_writes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning, "ENOUGH", 30)
    monkeypatch.setattr(learning, "PARTS", 2)
    path, out = project(tmp_path / "a.duizhao", 32), tmp_path / "mine.json"
    assert main(["learn", str(path), "-o", str(out), "--anyway", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["pairs"] == 32 and said["folds"] == 2 and said["written"] == str(out)
    # All of these pairs are plain: there is nothing to gain.
    assert said["shipped"]["strict"]["f1"] == 1.0 and not said["lifts"]
    shipped, learnt = load_model(), model_for("use-multilingual-3", str(out))
    assert learnt.beads.keys() == shipped.beads.keys()
    zh, en = (tmp_path / name for name in ("z.txt", "e.txt"))
    zh.write_text("甲方应当通知乙方。\n法院可以起诉。\n", encoding="utf-8")
    en.write_text("Party A shall notify Party B.\nThe court may sue.\n", encoding="utf-8")
    made = tmp_path / "made.tmx"
    assert main(["align", str(zh), str(en), "--weights", str(out), "-o", str(made)]) == 0
    assert "weights:" in made.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("found", "loss", "lifts"), [(9, 0.1, True), (8, 0.1, False), (9, 0.3, False), (7, 0.1, False)]
)
def test_what_counts_as_better(
    found: int,
    loss: float,
    lifts: bool,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def scored(right: int) -> Evaluation:
        return Evaluation(strict=Count(10, 10, right, right))

    lesson = Lesson(10, 2, scored(8), scored(found), 0.2, loss, load_model(), "use-multilingual-3")
    assert lesson.lifts is lifts
    monkeypatch.setattr(learning, "learn", lambda *_, **__: lesson)
    path, out = project(tmp_path / "a.duizhao", 8), tmp_path / "mine.json"
    assert main(["learn", str(path), "-o", str(out)]) == 0
    assert out.exists() is lifts
    assert ("nothing is written" in capsys.readouterr().out) is not lifts


def test_the_prior_holds_what_nothing_speaks_against(tmp_path: Path) -> None:
    from duizhao.align.encode import load
    from duizhao.align.learning.example import example

    (text,) = read_corrected([project(tmp_path / "a.duizhao", 20, state=RowState.EDITED)])[0]
    # Somebody who wants two pairs at a time.
    gold = [Bead((n, n + 1), (n, n + 1)) for n in range(0, len(text.zh), 2)]
    one = example("a", text.zh, text.en, gold, load("use"))
    shipped = load_model()

    def away(penalty: float) -> float:
        beads = fit([one], penalty, prior=shipped).beads
        return sum(abs(beads[name] - shipped.beads[name]) for name in shipped.beads)

    assert away(1e6) < 1e-2 < away(1.0)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"beads": 3}'])
def test_files_that_hold_no_weights(tmp_path: Path, content: str) -> None:
    path = tmp_path / "mine.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FormatError, match="duizhao learn"):
        model_for("use-multilingual-3", str(path))


def test_weights_are_those_of_an_encoder(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    parts = {"beads": {}, "zh_null": {}, "en_null": {}, "zh_open": 0, "en_open": 0}
    path.write_text(json.dumps({"encoder": "other", **parts}), encoding="utf-8")
    with pytest.raises(FormatError, match="encoder other"):
        model_for("use-multilingual-3", str(path))
