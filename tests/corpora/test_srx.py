"""Segmentation rules of a user."""

from __future__ import annotations

from pathlib import Path

import pytest

from duizhao.corpora.document import Language
from duizhao.corpora.errors import FormatError, MissingFileError, SettingsError
from duizhao.corpora.sentences import srx
from duizhao.corpora.sentences.srx import read_splitters, rules_by_language

RULES = Path(__file__).resolve().parents[1] / "cases" / "sentences" / "rules.srx"


def sentences(text: str, language: Language, rules: Path = RULES) -> list[str]:
    splitter = read_splitters({language: rules})[language]
    return [text[start:end] for start, end in splitter(text, language)]


def write(tmp_path: Path, *rules: str, cascade: str = "yes", language: str = ".*") -> Path:
    """A file with these rules, one a line from line 3."""
    path = tmp_path / "own.srx"
    body = "\n".join(rules)
    path.write_text(
        '<srx xmlns="http://www.lisa.org/srx20" version="2.0"><header segmentsubflows="yes" '
        f'cascade="{cascade}"/><body>\n<languagerules><languagerule languagerulename="One">\n'
        f"{body}\n</languagerule></languagerules><maprules>"
        f'<languagemap languagepattern="{language}" languagerulename="One"/></maprules>'
        "</body></srx>",
        encoding="utf-8",
    )
    return path


def rule(before: str, after: str, breaks: str = "yes") -> str:
    return (
        f'<rule break="{breaks}"><beforebreak>{before}</beforebreak>'
        f"<afterbreak>{after}</afterbreak></rule>"
    )


def test_the_first_rule_that_matches_decides() -> None:
    assert sentences("Dr. Lee met Mr. Wu. He left.", "en") == ["Dr. Lee met Mr. Wu.", "He left."]


def test_each_language_has_its_rules_and_the_default_ones() -> None:
    assert sentences("第一；第二。Good. 第三！", "zh") == ["第一；", "第二。", "Good.", "第三！"]
    assert sentences("One; two.", "en") == ["One; two."]


def test_without_cascade_only_the_first_map_counts(tmp_path: Path) -> None:
    single = tmp_path / "single.srx"
    text = RULES.read_text(encoding="utf-8").replace('cascade="yes"', 'cascade="no"')
    single.write_text(text, encoding="utf-8")
    assert sentences("第一；第二。Good. 第三！", "zh", single) == [
        "第一；",
        "第二。",
        "Good. 第三！",
    ]
    with pytest.raises(FormatError, match="no rule that divides text in the language en"):
        sentences("", "en", single)


def test_regular_expressions_of_icu_and_java(tmp_path: Path) -> None:
    rules = write(
        tmp_path,
        rule(r"\Qp.\E", r"\h", "no"),
        rule(r"\x{3002}", r"[\p{L}&amp;&amp;[^a-z]]"),
        rule(r"[.]", r"\h++\p{javaUpperCase}"),
    )
    assert sentences("See p. 5. Good. bad. 一。二。a", "zh", rules) == [
        "See p. 5.",
        "Good. bad. 一。",
        "二。a",
    ]


def test_rules_for_one_side() -> None:
    assert list(read_splitters({"en": RULES})) == ["en"]
    assert rules_by_language(RULES) == {"zh": str(RULES), "en": str(RULES)}
    with pytest.raises(SettingsError, match="no language 'de'"):
        read_splitters({"de": RULES})  # type: ignore[dict-item]


def test_what_cannot_be_read_is_said_with_its_line(tmp_path: Path) -> None:
    path = write(tmp_path, rule("[.]", r"\s"), rule("(.", r"\s"))
    with pytest.raises(FormatError, match=r"own\.srx: line 4: .* is not a regular expression"):
        read_splitters(path)
    with pytest.raises(MissingFileError):
        read_splitters(tmp_path / "none.srx")
    other = tmp_path / "other.srx"
    for text in ("plain text", "<tmx/>", "<srx"):
        other.write_text(text)
        with pytest.raises(FormatError, match=r"SRX|damaged"):
            read_splitters(other)


def test_a_rule_without_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, rule("[.]", "(?:a|aa)+$"), rule("[.]", r"\s"))
    monkeypatch.setattr(srx, "_SECONDS", 0.1)
    with pytest.raises(FormatError, match="line 3: the rule takes more than"):
        sentences("." + "a" * 60 + "!", "en", path)


def test_a_language_without_a_map(tmp_path: Path) -> None:
    path = write(tmp_path, rule("[.]", r"\s"), language="FR.*")
    with pytest.raises(FormatError, match="no rule that divides text in the language zh"):
        read_splitters(path)
