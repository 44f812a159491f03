"""Ids of findings survive another alignment of the same documents."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

import duizhao
from duizhao.memory.finding import Finding
from duizhao.memory.terms.decisions import apply, decide, finding_id

FAULTS = (
    ("resolution 64/178", "resolution 64/187"),
    ("Commission on Crime Prevention", "Committee on Crime Prevention"),
    ("2012", "2011"),
)


def sample(language: str) -> str:
    folder = files("duizhao.corpora").joinpath("samples")
    return folder.joinpath(f"resolution.{language}.txt").read_text("utf-8")


@pytest.fixture(scope="module")
def faulty() -> tuple[str, str]:
    english = sample("en")
    for right, wrong in FAULTS:
        assert right in english
        english = english.replace(right, wrong, 1)
    return sample("zh"), english


def findings_of(folder: Path, zh: str, en: str) -> tuple[Finding, ...]:
    (folder / "zh.txt").write_text(zh, "utf-8")
    (folder / "en.txt").write_text(en, "utf-8")
    return duizhao.align(folder / "zh.txt", folder / "en.txt").findings


@pytest.fixture(scope="module")
def before(
    faulty: tuple[str, str], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Finding, ...]:
    return findings_of(tmp_path_factory.mktemp("before"), *faulty)


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        (
            "本文件所载决议案文由秘书处发布。\n\n",
            "The text of the resolution in this document is issued by the Secretariat.\n\n",
        ),
        ("", "This translation was made by the Secretariat for the delegations.\n\n"),
    ],
)
def test_a_paragraph_in_front_changes_no_id(
    tmp_path: Path, faulty: tuple[str, str], before: tuple[Finding, ...], zh: str, en: str
) -> None:
    assert len(before) >= len(FAULTS)
    after = findings_of(tmp_path, zh + faulty[0], en + faulty[1])
    assert [finding.unit for finding in after] != [finding.unit for finding in before]
    assert [finding_id(finding) for finding in after] == [finding_id(f) for f in before]
    settled = apply([decide(finding, "here") for finding in before], after)
    assert settled.open == ()
