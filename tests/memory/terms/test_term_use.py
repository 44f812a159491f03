"""What a termbase says of the use of its terms, and what of that a check makes."""

from __future__ import annotations

import csv
from dataclasses import replace
from operator import itemgetter
from pathlib import Path

import pytest

from duizhao import Termbase, check
from duizhao.cli import main
from duizhao.corpora.errors import SettingsError
from duizhao.memory.finding import Finding
from duizhao.memory.terms.extract import Extracted, to_termbase
from duizhao.memory.terms.status_words import direction_named, is_candidate
from duizhao.memory.terms.termbase import Concept, Term, TermStatus, in_domains, merge_concepts

RICH = Termbase(
    (
        Concept(
            "c1",
            (
                Term("不可抗力", "zh", note="首选", details=(("context", "因不可抗力｜免责。"),)),
                Term(
                    "force majeure",
                    "en",
                    note="a note",
                    details=(
                        ("partOfSpeech", "noun"),
                    ("note", "another note"),
                        ("context", "In case of force majeure | he is free."),
                        ("context", "Force majeure ended the contract."),
                        ("history", "modification; 2024-05-01; Anna Li"),
                    ),
                ),
                Term("act of God", "en", TermStatus.DEPRECATED, details=(("register", "old"),)),
            ),
            "law",
            "what it is",
            "n",
            "Port Act",
            direction="en",
            details=(("projectSubset", "Harbour"), ("definition", "another"),
                     ("history", "origination; 2023-01-02; Bo"),
                     ("zh: definition", "定义")),
        ),
        Concept("c2", (Term("QuayWorks", "zh"), Term("QuayWorks", "en")), kept=True),
        Concept(
            "c3",
            (
                Term("艾滋病", "zh", candidate=True),
                Term("AIDS", "en", case=True, candidate=True),
                Term("HIV disease", "en", TermStatus.ADMITTED, candidate=True),
            ),
        ),
        Concept(
            "c4",
            (Term("顏色", "zh", details=(("language", "zh-TW"),)), Term("colour", "en", case=True)),
        ),
    ),
    "b",
)  # fmt: skip


def by_name(terms: tuple[Term, ...]) -> list[Term]:
    """Terms with their details by name: a table has those of one name in one column."""
    return [replace(t, details=tuple(sorted(t.details, key=itemgetter(0)))) for t in terms]


@pytest.mark.parametrize("form", ["tbx", "tbx-2019", "csv", "tsv", "xlsx", "jsonl"])
def test_nothing_is_lost_when_a_termbase_is_converted(form: str, tmp_path: Path) -> None:
    path = tmp_path / "b.x"
    path = path.with_suffix(".tbx" if form == "tbx-2019" else f".{form}")
    RICH.write(path, form)
    for read, given in zip(Termbase.read(path), RICH, strict=True):
        assert by_name(read.terms) == by_name(given.terms)
        assert (read.kept, read.direction, read.note) == (given.kept, given.direction, given.note)
        assert read.details == given.details


def test_the_command_keeps_what_other_programs_say(tmp_path: Path) -> None:
    path, output, again = (tmp_path / name for name in ("m.xml", "m.tbx", "m.csv"))
    path.write_text(
        "<mtf><conceptGrp><concept>7</concept><transacGrp><transac type='origination'>anna"
        "</transac><date>2020-03-04T05:06:07</date></transacGrp>"
        "<descripGrp><descrip type='Subject'>law</descrip></descripGrp>"
        "<descripGrp><descrip type='Project'>Harbour</descrip></descripGrp>"
        "<languageGrp><language type='English' lang='EN-GB'/><termGrp><term>lease</term>"
        "<descripGrp><descrip type='Context'>the lease of a quay</descrip><descripGrp>"
        "<descrip type='Source'>Port Act</descrip></descripGrp></descripGrp>"
        "<descripGrp><descrip type='Note'>case-sensitive</descrip></descripGrp></termGrp>"
        "</languageGrp><languageGrp><language type='Chinese (PRC)' lang='ZH-CN'/>"
        "<termGrp><term>租赁</term></termGrp></languageGrp></conceptGrp></mtf>",
        "utf-8",
    )
    for source, target in ((path, output), (output, again)):
        assert main(["terms", "termbase", str(source), "-o", str(target)]) == 0
        text = target.read_text("utf-8")
        for kept in ("anna", "2020-03-04T05:06:07", "origination", "Harbour", "EN-GB", "ZH-CN",
                     "the lease of a quay", "Port Act", "case-sensitive"):  # fmt: skip
            assert kept in text
        [concept] = Termbase.read(target)
        assert concept.domains == {"law", "harbour"}
        assert [(t.text, t.case) for t in concept.terms] == [("租赁", False), ("lease", True)]


def test_a_table_of_memoq(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_text(
        "Entry_ID,Entry_Subject,Entry_Domain,Entry_Note,English_Def,English,Term_Info,Term_Example,"
        "English,Term_Info,Term_Example,Chinese_PRC,Term_Info,Term_Example\n"
        "7,law,ports,n,what it is,Dock,CaseSense;Exact,At the Dock.,pier,CasePermissive;Forbidden,,"
        "码头,CasePermissive;Exact,在码头。\n",
        "utf-8",
    )
    [concept] = Termbase.read(path)
    assert [(t.text, t.case, t.status.value) for t in concept.terms] == [
        ("Dock", True, "preferred"),
        ("pier", False, "deprecated"),
        ("码头", False, "preferred"),
    ]
    assert ("Term_Example", "At the Dock.") in concept.terms[0].details
    assert ("Term_Example", "在码头。") in concept.terms[2].details
    assert ("English_Def", "what it is") in concept.details
    assert concept.domains == {"law", "ports"}


def base(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "base.csv"
    path.write_text(text, "utf-8")
    return path


def terms(path: Path, *pairs: tuple[str, str], domain: tuple[str, ...] = ()) -> list[Finding]:
    return check(pairs, checks=["term"], termbase=[path], domain=domain, starter=False)


@pytest.mark.parametrize(
    ("zh", "en", "found"),
    [
        ("请打开QuayWorks。", "Open QuayWorks.", None),
        ("请打开 QuayWorks。", "QuayWorks' menu opens in QuayWorks’s window.", None),
        ("请打开港通。", "Open QuayWorks.", "QuayWorks"),
        ("请打开QuayWorks。", "Open Harbour Soft.", "QuayWorks"),
        ("请打开QuayWorks。", "Open Quayworks.", "Quayworks"),
        ("请打开它。", "Open the quay works.", None),
    ],
)
def test_what_is_not_to_be_translated(tmp_path: Path, zh: str, en: str, found: str | None) -> None:
    path = base(tmp_path, "zh,en,DNT\n,QuayWorks,yes\n")
    findings = terms(path, (zh, en))
    assert [(one.found, one.severity.value) for one in findings] == (
        [(found, "warning")] if found else []
    )


@pytest.mark.parametrize("heading", ["case", "Case Sensitive", "English CaseSense", "区分大小写"])
def test_case_matters_where_the_file_says_so(tmp_path: Path, heading: str) -> None:
    pairs = [("艾滋病很多。", "AIDS"), ("艾滋病很多。", "many aids"), ("辅助工具", "three aids")]
    table = f"zh,en,{heading}\n艾滋病,AIDS,"
    assert [one.unit for one in terms(base(tmp_path, table + "yes\n"), *pairs)] == [1]
    lower = f"zh,en,{heading}\n极点,pole,"
    swap = [("极点", "two poles"), ("极点", "a Pole")]
    assert [one.unit for one in terms(base(tmp_path, lower + "yes\n"), *swap)] == [1]
    assert not terms(base(tmp_path, lower + "no\n"), *swap)


@pytest.mark.parametrize("status", ["candidate", "Proposed", "待审"])
def test_a_candidate_gives_information_only(tmp_path: Path, status: str) -> None:
    row = "zh,en,en_deprecated,status\n海港,sea port,sea harbour,{}\n"
    pairs = [("海港", "the sea harbour"), ("海港", "the town")]
    found = {
        said: [one.severity.value for one in terms(base(tmp_path, row.format(said)), *pairs)]
        for said in (status, "approved")
    }
    assert found == {status: ["info", "info"], "approved": ["warning", "info"]}


def test_a_candidate_is_written_as_one(tmp_path: Path) -> None:
    contexts = (("海港。", "A sea port."), ("新海港", "the new sea port"))
    evidence = (0.9, 2, 2, 2, 1.0, 20.0, 2, True, (0, 1))
    found = [Extracted("海港", "sea port", *evidence, contexts=contexts)]
    path = tmp_path / "x.tbx"
    to_termbase(found).write(path)
    assert b"provisionallyProcessed" in path.read_bytes()
    [concept] = Termbase.read(path)
    assert concept.candidate
    assert [t.details for t in concept.of("en")] == [
        (("context", "A sea port."), ("context", "the new sea port"))
    ]
    assert [one.severity.value for one in terms(path, ("海港", "the town"))] == ["info"]


def test_the_list_of_extracted_terms_has_contexts_and_candidates(tmp_path: Path) -> None:
    path, output = tmp_path / "pairs.tsv", tmp_path / "list.csv"
    rows = [("新港务局成立。", "The new Port Authority was founded."),
            ("港务局开会。", "The Port Authority met."),
            ("他见港务局。", "He saw the Port Authority.")]  # fmt: skip
    path.write_text("zh\ten\n" + "".join(f"{zh}\t{en}\n" for zh, en in rows * 3), "utf-8")
    assert main(["terms", "extract", str(path), "-o", str(output), "-q"]) == 0
    with output.open(encoding="utf-8", newline="") as stream:
        first = next(csv.DictReader(stream))
    assert first["status"] == "candidate"
    assert len(first["en_context"].split(" | ")) == 2
    lines = tmp_path / "list.jsonl"
    assert main(["terms", "extract", str(path), "-o", str(lines), "-q"]) == 0
    for name in (output, lines):
        assert all(concept.candidate for concept in Termbase.read(name))


def test_an_approved_name_goes_before_a_candidate(tmp_path: Path) -> None:
    one, other = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_text("zh,en,status\n海港,sea port,candidate\n", "utf-8")
    other.write_text("zh,en,en_deprecated\n海港,sea port,sea harbour\n", "utf-8")
    [finding] = check(
        [("海港", "the sea harbour")], checks=["term"], termbase=[one, other], starter=False
    )
    assert finding.severity.value == "warning"


DOMAINS = "zh,en,subject,project\n资产,asset,fin; tax,\n索引,index,it,Harbour\n帮助,help,,\n"


@pytest.mark.parametrize(
    ("names", "units"),
    [((), [0, 1, 2]), (("FIN",), [0, 2]), (("tax", "Harbour"), [0, 1, 2]), (("it",), [1, 2])],
)
def test_entries_of_a_domain(tmp_path: Path, names: tuple[str, ...], units: list[int]) -> None:
    pairs = [("资产很多。", "much"), ("索引很多。", "much"), ("帮助很多。", "much")]
    assert [one.unit for one in terms(base(tmp_path, DOMAINS), *pairs, domain=names)] == units


def test_the_option_of_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pairs = tmp_path / "p.csv"
    pairs.write_text("zh,en\n资产很多。,much\n索引很多。,much\n", "utf-8")
    command = ["terms", "check", str(pairs), "--kinds", "term", "--termbase",
               str(base(tmp_path, DOMAINS)), "--fail-on", "info"]  # fmt: skip
    assert main([*command, "--domain", "fin", "--domain", "it"]) == 1
    assert "2 findings" in capsys.readouterr().out
    assert main([*command, "--domain", "fin"]) == 1
    assert "1 finding " in capsys.readouterr().out
    assert main([*command, "--domain", "law"]) == 2
    error = capsys.readouterr().err
    assert "has the domain law" in error
    assert "fin" in error
    with pytest.raises(SettingsError):
        in_domains([], ["law"])


def test_an_entry_of_one_direction(tmp_path: Path) -> None:
    pairs = [("本所", "the town"), ("该镇", "our firm")]
    table = "zh,en,direction\n本所,our firm,{}\n"
    found = {
        said: [one.unit for one in terms(base(tmp_path, table.format(said)), *pairs)]
        for said in ("zh>en", "EN-ZH", "both", "")
    }
    assert found == {"zh>en": [0], "EN-ZH": [1], "both": [0, 1], "": [0, 1]}


@pytest.mark.parametrize(
    ("text", "language"),
    [("en-US → zh-CN", "en"), ("zh to en", "zh"), ("英译中", "en"), ("zh", None), ("en<>zh", None)],
)
def test_directions(text: str, language: str | None) -> None:
    assert direction_named(text) == language


def test_entries_of_both_directions_make_one_of_none() -> None:
    one, other = (
        Concept("1", (Term("甲", "zh"), Term("a", "en")), direction=side) for side in ("zh", "en")
    )
    assert [concept.direction for concept in merge_concepts([one, other])] == [None]
    assert [concept.direction for concept in merge_concepts([one, one])] == ["zh"]


def test_a_glossary_is_of_one_direction(tmp_path: Path) -> None:
    RICH.write(tmp_path / "g.txt", source="zh")
    assert "不可抗力" not in (tmp_path / "g.txt").read_text("utf-8")
    RICH.write(tmp_path / "g.txt", source="en")
    assert "force majeure" in (tmp_path / "g.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("status", "is_one"),
    [("candidateTerm-admn-sts", True), ("not approved", True), ("approved", False), ("", False)],
)
def test_candidates(status: str, is_one: bool) -> None:
    assert is_candidate(status) is is_one


def test_what_is_left_out_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "b.jsonl"
    RICH.write(path)
    assert (
        main(["terms", "termbase", str(path), "-o", str(tmp_path / "g.txt"), "--source", "zh"]) == 0
    )
    error = capsys.readouterr().err
    assert error == "not in the glossary: details of 2 concepts, 1 concept of the other direction\n"
    assert main(["terms", "termbase", str(path), "-o", str(tmp_path / "b.tbx")]) == 0
    assert not capsys.readouterr().err


def test_terms_of_other_languages_are_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.tbx"
    section = '<langSet xml:lang="{}"><tig><term>{}</term></tig></langSet>'
    texts = {"en-GB": "quay", "zh-Hant": "碼頭", "fr": "quai", "hu": "part"}
    entry = "".join(section.format(*one) for one in texts.items())
    path.write_text(f"<martif><text><body><termEntry>{entry}</termEntry></body></text></martif>")
    [skipped] = Termbase.read(path).skipped
    assert str(skipped) == "terms in fr, hu: neither Chinese nor English"


@pytest.mark.parametrize("form", ["tbx", "csv"])
def test_what_is_said_in_a_language_stays_there(form: str, tmp_path: Path) -> None:
    path, output = tmp_path / "a.tbx", tmp_path / f"b.{form}"
    section = (
        '<langSet xml:lang="{}"><descrip type="definition">{}</descrip>'
        "<tig><term>{}</term></tig></langSet>"
    )
    entry = section.format("en", "a wall", "quay") + section.format("zh", "岸壁", "码头")
    path.write_text(f"<martif><text><body><termEntry>{entry}</termEntry></body></text></martif>")
    Termbase.read(path).write(output)
    [concept] = Termbase.read(output)
    assert concept.definition == "a wall"
    assert concept.details == (("zh: definition", "岸壁"),)
    concept_text = output.read_text("utf-8")
    if form == "tbx":
        assert concept_text.index('lang="zh"') < concept_text.index("岸壁")


def test_case_is_of_all_terms_of_a_cell(tmp_path: Path) -> None:
    path = base(tmp_path, "zh,en,English case\n极,Pole | Arctic | Cap,yes\n")
    [concept] = Termbase.read(path)
    assert [(t.text, t.case) for t in concept.of("en")] == [
        ("Pole", True),
        ("Arctic", True),
        ("Cap", True),
    ]
