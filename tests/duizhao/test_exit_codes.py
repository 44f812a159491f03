"""Exit codes: a crash is never taken for findings."""

from __future__ import annotations

import pytest

from duizhao.cli import main
from duizhao.corpora.errors import InputError


@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (InputError("is broken", path="a.txt"), 2, "duizhao: a.txt: is broken"),
        (ValueError("no such thing\nline 2"), 3, "internal error (ValueError: no such"),
        (MemoryError(), 2, "not enough memory"),
        (ImportError("no module"), 3, "internal error (ImportError: no module)"),
        (KeyboardInterrupt(), 130, "interrupted; earlier results are whole"),
    ],
)
def test_codes(
    error: BaseException,
    code: int,
    said: str,
    debug: bool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fails(_: object) -> int:
        raise error

    monkeypatch.setattr("duizhao.cli.doctor.run", fails)
    assert main(["doctor", *(["--debug"] if debug else [])]) == code
    told = capsys.readouterr().err
    assert said in told
    assert ("Traceback" in told) == debug
    assert debug or told.count("\n") == 1
