"""What is temporary is its owner's alone; what is a result follows the umask."""

from __future__ import annotations

import os
import pickle
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

import duizhao
from duizhao.align.encode import load, sentence_transformer
from duizhao.align.encode.cache import VectorCache
from duizhao.corpora.atomic import atomic_write, umask
from duizhao.corpora.errors import EncoderError, FormatError
from duizhao.corpora.readers import convert

from ..present import present


@pytest.fixture(params=[0o022, 0o077, 0o002])
def mask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_results_follow_the_umask_and_what_is_half_written_is_private(
    tmp_path: Path, mask: int
) -> None:
    assert umask() == mask
    with atomic_write(tmp_path / "out.tmx") as temporary:
        assert rights(temporary) == 0o600
    assert rights(tmp_path / "out.tmx") == 0o666 & ~mask


def test_vectors_kept_on_disk_are_private(tmp_path: Path, mask: int) -> None:
    cache = VectorCache(tmp_path / "cache" / "duizhao")
    cache.put([b"k" * 16], np.ones((1, 4), np.float32))
    assert not cache.problem
    assert rights(cache.path.parent) == 0o700
    assert rights(cache.path) == 0o600


def test_the_working_folder_of_a_collection_is_private(tmp_path: Path, mask: int) -> None:
    zh, en = tmp_path / "zh.txt", tmp_path / "en.txt"
    zh.write_text("附件一\n")
    en.write_text("Annex I\n")
    out = tmp_path / "out"
    duizhao.batch([(zh, en)], checks=()).write(out, workers=0, formats=["jsonl"])
    assert rights(out) == 0o777 & ~mask
    assert rights(out / ".shards") == 0o700
    assert rights(out / "corpus.jsonl") == 0o666 & ~mask


# -- models ---------------------------------------------------------------------------------


def model(folder: Path, name: str, content: bytes) -> Path:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text("{}")
    (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("pytorch_model.bin", b"PK\x03\x04zip", "holds pickled weights"),
        ("1_Dense/pytorch_model.bin", pickle.dumps([1]), "holds pickled weights"),
        ("weights.pkl", pickle.dumps([1]), "holds pickled weights"),
        ("modeling_own.py", b"print('hello')", "is code that the model brings"),
        ("deep/own.so", b"\x7fELF", "is code that the model brings"),
        ("modules.json", b'[{"type": "own.Module"}]', "asks for code of its own"),
        ("modules.json", b"[1]", "is not a list of modules"),
    ],
)
def test_a_model_that_could_run_code_is_refused(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    folder = model(tmp_path / "model", name, content)
    with pytest.raises(EncoderError, match=said):
        load(str(folder))


@pytest.mark.parametrize(("before", "trusted"), [("trust:", True), ("", False)])
def test_one_that_is_trusted_or_safe_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str, trusted: bool
) -> None:
    folder = model(tmp_path / "model", "pytorch_model.bin", b"PK\x03\x04zip")
    (folder / ("own.py" if trusted else "model.safetensors")).touch()
    asked = []

    def loading(*given: object) -> None:
        asked.append(given)
        raise ZeroDivisionError

    monkeypatch.setattr(sentence_transformer, "_load", loading)
    with pytest.raises(ZeroDivisionError):
        load(f"{before}{folder}")
    assert asked == [(folder, trusted)]


# -- LibreOffice ----------------------------------------------------------------------------


def test_libreoffice_gets_an_empty_profile_no_macros_and_no_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, Any] = {}

    class Process:
        pid = 0
        args = ()

        def __init__(self, command: list[str], **options: Any) -> None:
            seen["command"], seen["environment"] = command, options["env"]
            profile = next(word for word in command if word.startswith("-env:UserInstallation="))
            user = Path(profile.removeprefix("-env:UserInstallation=file://")) / "user"
            seen["files"] = [path.name for path in user.iterdir()]
            seen["settings"] = (user / "registrymodifications.xcu").read_text()
            seen["rights"] = rights(user.parents[1])
            (Path(options["env"]["TMPDIR"]) / "lu12.tmp").write_text("text of the document")
            seen["folder"] = user.parents[1]

        def communicate(self, timeout: float) -> tuple[None, str]:
            return None, "made nothing"

    monkeypatch.setattr(convert, "find_office", lambda: "/usr/bin/soffice")
    monkeypatch.setattr(convert, "_without_network", lambda: ("unshare", "--net"))
    monkeypatch.setattr(subprocess, "Popen", Process)
    monkeypatch.setattr(convert, "_bound", lambda pid: None)
    monkeypatch.setattr(convert, "_end", lambda process: None)
    (tmp_path / "a.rtf").write_text("{\\rtf1 a}")
    refused = pytest.raises(FormatError, match="made nothing")
    with refused, convert.converted(tmp_path / "a.rtf", "rtf", "docx"):
        pytest.fail("the block ran")
    assert seen["command"][:3] == ["unshare", "--net", "/usr/bin/soffice"]
    assert seen["files"] == ["registrymodifications.xcu"]
    name = "{http://openoffice.org/2001/registry}name"
    settings = {
        present(item.find("prop")).get(name): item.findtext("prop/value")
        for item in ElementTree.fromstring(seen["settings"])
    }
    assert settings["DisableMacrosExecution"] == "true"
    assert settings["MacroSecurityLevel"] == "3"
    assert settings["BlockUntrustedRefererLinks"] == "true"
    assert settings["ooInetProxyType"] == "1"
    assert settings["ooInetHTTPProxyName"] == settings["ooInetHTTPSProxyName"] == "127.0.0.1"
    assert seen["rights"] == 0o700
    assert not seen["folder"].exists()
    environment = seen["environment"]
    assert Path(environment["HOME"]).is_relative_to(seen["folder"])
    assert Path(environment["TMPDIR"]).is_relative_to(seen["folder"])
