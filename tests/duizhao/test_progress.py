from __future__ import annotations

import io
import time

import pytest

from duizhao import progress


class Terminal(io.StringIO):
    """Standard error that somebody looks at."""

    def isatty(self) -> bool:
        return True


def drawn(monkeypatch: pytest.MonkeyPatch, delay: float, wanted: bool = True) -> str:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr(progress, "DELAY", delay)
    monkeypatch.setattr(progress, "INTERVAL", 0.0)
    with progress.terminal_progress(wanted) as show:
        if show is not None:
            # The second side begins again, and another stage follows.
            for stage, done, total in (
                ("encode", 0, 4),
                ("encode", 4, 4),
                ("encode", 0, 3),
                ("align", 1, 2),
            ):
                show(stage, done, total)
    return terminal.getvalue()


def test_a_silent_stage_is_said_and_the_line_cleared(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr(progress, "DELAY", 0.01)
    with progress.terminal_progress(first="read"):
        end = time.monotonic() + 5
        while "read" not in terminal.getvalue() and time.monotonic() < end:
            time.sleep(0.01)
    assert "\rread [00:0" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r")
    assert not terminal.getvalue().rpartition("\r")[0].rpartition("\r")[2].strip()


def test_every_stage_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    text = drawn(monkeypatch, 0.0)
    for said in ("encode:   0%", "4 of 4", "0 of 3", "align:  50%"):
        assert said in text
    assert "-" not in text.replace("00:00, ?", "")


def test_short_work_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(monkeypatch, 60.0) == ""


def test_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(monkeypatch, 0.0, wanted=False) == ""


def test_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", io.StringIO())
    with progress.terminal_progress() as show:
        assert show is None
