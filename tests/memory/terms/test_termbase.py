from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from translate.storage import tbx

from duizhao import Termbase
from duizhao.corpora.errors import DuizhaoError, FormatError, MissingFileError, SettingsError
from duizhao.memory.terms.columns import COLUMNS
from duizhao.memory.terms.starter import united_nations
from duizhao.memory.terms.termbase import Concept, Term, TermStatus, merge_concepts

BASE = Termbase(
    (
        Concept(
            "unodc",
            (
                Term("联合国毒品和犯罪问题办公室", "zh"),
                Term("毒罪办", "zh", TermStatus.ABBREVIATION),
                Term("United Nations Office on Drugs and Crime", "en"),
                Term("Office on Drugs & Crime", "en", TermStatus.ADMITTED),
                Term("UNODC", "en", TermStatus.ABBREVIATION),
                Term("the Office", "en", TermStatus.SHORT),
                Term("Office for Drug Control", "en", TermStatus.DEPRECATED),
            ),
            "office",
            "Fights <drugs> & crime",
            'said "so", with a comma',
            "one; two",
        ),
        Concept(
            "crc", (Term("儿童权利公约", "zh"), Term("Convention on the Rights of the Child", "en"))
        ),
    ),
    "base",
)


@pytest.mark.parametrize("name", ["b.tbx", "b.csv", "b.tsv", "b.xlsx", "b.jsonl"])
def test_every_form_gives_back_what_was_written(name: str, tmp_path: Path) -> None:
    BASE.write(tmp_path / name)
    again = Termbase.read(tmp_path / name)
    assert again.concepts == BASE.concepts
    assert again.name == "b"
    assert again.skipped == ()


def test_the_2019_edition_gives_back_what_was_written(tmp_path: Path) -> None:
    BASE.write(tmp_path / "b.tbx", "tbx-2019")
    assert b"urn:iso:std:iso:30042:ed-2" in (tmp_path / "b.tbx").read_bytes()
    assert Termbase.read(tmp_path / "b.tbx").concepts == BASE.concepts


def test_translate_toolkit_reads_our_tbx(tmp_path: Path) -> None:
    BASE.write(tmp_path / "b.tbx")
    units = tbx.tbxfile(BytesIO((tmp_path / "b.tbx").read_bytes())).units
    assert [(unit.source, unit.target) for unit in units] == [
        ("联合国毒品和犯罪问题办公室", "United Nations Office on Drugs and Crime"),
        ("儿童权利公约", "Convention on the Rights of the Child"),
    ]


def test_an_omegat_glossary_keeps_what_a_glossary_can(tmp_path: Path) -> None:
    BASE.write(tmp_path / "b.txt")
    lines = (tmp_path / "b.txt").read_text(encoding="utf-8").splitlines()
    assert lines[0].split("\t")[:2] == [
        "United Nations Office on Drugs and Crime",
        "联合国毒品和犯罪问题办公室",
    ]
    first, second = Termbase.read(tmp_path / "b.txt")
    assert [term.text for term in first.of("en")] == [
        "United Nations Office on Drugs and Crime",
        "Office on Drugs & Crime",
        "UNODC",
    ]
    assert second.preferred("zh") == "儿童权利公约"


DCT = """<?xml version="1.0"?>
<tbx xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://www.tbxinfo.net/ns/min"
 xmlns:basic="http://www.tbxinfo.net/ns/basic" style="dct" type="TBX-Basic" xml:lang="en">
<text><body><conceptEntry id="c1"><min:subjectField>law</min:subjectField>
<langSec xml:lang="zh-Hans"><termSec><term>条约</term></termSec></langSec>
<langSec xml:lang="fr"><termSec><term>traité</term></termSec></langSec>
<langSec xml:lang="en-GB"><termSec><term>treaty</term>
<min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec>
<termSec><term>pact</term>
<min:administrativeStatus>supersededTerm-admn-sts</min:administrativeStatus></termSec></langSec>
</conceptEntry></body></text></tbx>"""

NTIG = """<martif type="TBX"><text><body><termEntry id="c1">
<descripGrp><descrip type="definition">a body</descrip></descripGrp>
<langSet xml:lang="zh-CN"><ntig><termGrp><term>大会</term></termGrp></ntig></langSet>
<langSet xml:lang="en"><ntig><termGrp><term>General Assembly</term></termGrp></ntig>
<ntig><termGrp><term>GA</term><termNote type="termType">acronym</termNote></termGrp></ntig>
</langSet></termEntry>
<termEntry><langSet xml:lang="en"><tig><term>alone</term></tig></langSet></termEntry>
</body></text></martif>"""


def test_tbx_of_other_makers(tmp_path: Path) -> None:
    path = tmp_path / "x.tbx"
    path.write_text(DCT, encoding="utf-8")
    [concept] = Termbase.read(path)
    assert concept.subject == "law"
    assert [(t.text, t.language, t.status.value) for t in concept.terms] == [
        ("条约", "zh", "preferred"),
        ("treaty", "en", "preferred"),
        ("pact", "en", "deprecated"),
    ]
    path.write_text(NTIG, encoding="utf-8")
    base = Termbase.read(path)
    [concept] = base
    assert concept.definition == "a body"
    assert [t.status for t in concept.of("en")] == [TermStatus.PREFERRED, TermStatus.ABBREVIATION]
    assert list(map(str, base.skipped)) == ["entry c2: no term in one of the two languages"]


def test_tables_of_other_makers(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        "English;Chinese;Notes\nrule of law;法治 | 法制;n\nrule of law;法治;\nalone;;\n",
        encoding="gb18030",
    )
    base = Termbase.read(path)
    [concept] = base
    assert [term.text for term in concept.of("zh")] == ["法治", "法制"]
    assert concept.of("zh")[1].status is TermStatus.ADMITTED
    assert list(map(str, base.skipped)) == ["row 4: no term in one of the two languages"]


LEASE = [
    ("lease", "en", "preferred"),
    ("hire", "en", "deprecated"),
    ("租赁", "zh", "preferred"),
]
TBX_MIN = """<TBX dialect="TBX-Min"><header><languages source="en" target="zh"/></header><body>
<entry id="7"><langGroup xml:lang="en"><termGroup><term>lease</term></termGroup>
<termGroup><term>hire</term><termStatus>obsolete</termStatus></termGroup></langGroup>
<langGroup xml:lang="zh"><termGroup><term>租赁</term></termGroup></langGroup></entry>
</body></TBX>"""
MULTITERM = """<mtf><conceptGrp><concept>7</concept>
<languageGrp><language type="English" lang="EN"/><termGrp><term>lease</term></termGrp>
<termGrp><term>hire</term><descripGrp><descrip type="Status">forbidden</descrip></descripGrp>
</termGrp></languageGrp><languageGrp><language type="Chinese (PRC)" lang="ZH-CN"/>
<termGrp><term>租赁</term></termGrp></languageGrp></conceptGrp></mtf>"""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.tbx", TBX_MIN),
        ("a.xml", MULTITERM),
        (
            "a.csv",
            "Concept ID,Language,Term,Status\n7,en,lease,\n7,en,hire,Forbidden\n7,zh,租赁,\n",
        ),
        ("a.csv", "E_ID,L_CODE,T_TERM,T_EVALUATION\n7,en,lease,\n7,en,hire,Obsolete\n7,zh,租赁,\n"),
        (
            "a.csv",
            '"Entry_ID","English","English_Status","Chinese_PRC","Chinese_PRC_Status"\n'
            '"7","lease","","租赁",""\n"7","hire","Forbidden","",""\n',
        ),
        ("a.csv", "English,Forbidden English,Chinese (Simplified)\nlease,hire,租赁\n"),
    ],
)
def test_termbases_as_other_programs_export_them(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    base = Termbase.read(path)
    [concept] = base
    assert sorted((t.text, t.language, t.status.value) for t in concept.terms) == sorted(LEASE)
    assert not base.skipped


def test_a_table_of_names_with_short_forms_and_one_that_is_not_translated(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "English Term,English Short Form,English Acronym,Chinese Term,DNT\n"
        "Office of Ports,the Office,OP,港口局,\nQuayWorks,,,,yes\n",
        encoding="utf-8",
    )
    office, product = Termbase.read(path)
    assert [t.status.value for t in office.of("en")] == ["preferred", "short", "abbreviation"]
    assert [t.text for t in product.terms] == ["QuayWorks", "QuayWorks"]


def test_other_languages_are_reported_once(tmp_path: Path) -> None:
    path = tmp_path / "a.tbx"
    entry = '<termEntry><langSet xml:lang="{}"><tig><term>a</term></tig></langSet></termEntry>'
    entries = "".join(map(entry.format, ("fr", "de", "fr")))
    path.write_text(f"<martif><text><body>{entries}</body></text></martif>", encoding="utf-8")
    with pytest.raises(FormatError, match=r"its languages: fr, de"):
        Termbase.read(path)


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.csv", "one,two\n1,2\n", FormatError),
        ("a.tbx", "<martif><text>", FormatError),
        ("a.tbx", "<html/>", FormatError),
        ("a.jsonl", '{"id": "1"}\n', FormatError),
        ("a.txt", "no tabs here\n", FormatError),
        ("a.xlsx", "PK\x03\x04 broken", FormatError),
        ("a.csv", "", DuizhaoError),
    ],
)
def test_a_broken_file_gives_one_line_that_names_it(
    name: str, content: str, error: type[DuizhaoError], tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(error) as raised:
        Termbase.read(path)
    assert name in str(raised.value)
    assert "\n" not in str(raised.value)


def test_an_entity_bomb_does_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.tbx"
    path.write_text(
        '<!DOCTYPE martif [<!ENTITY a "b"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
        '<martif><text><body><termEntry><langSet xml:lang="zh"><tig><term>甲&x;</term></tig>'
        '</langSet><langSet xml:lang="en"><tig><term>one</term></tig></langSet></termEntry>'
        "</body></text></martif>",
        encoding="utf-8",
    )
    [concept] = Termbase.read(path)
    assert concept.preferred("zh").startswith("甲")
    assert "root" not in concept.preferred("zh")


def test_missing_files_and_unknown_suffixes(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError):
        Termbase.read(tmp_path / "none.tbx")
    with pytest.raises(SettingsError):
        BASE.write(tmp_path / "b.doc")
    assert list(tmp_path.iterdir()) == []


def test_control_characters_do_not_break_xml(tmp_path: Path) -> None:
    base = Termbase((Concept("a\x0b", (Term("甲\x0b乙", "zh"), Term("one\ufffe", "en"))),))
    base.write(tmp_path / "b.tbx")
    base.write(tmp_path / "b.xlsx")
    assert Termbase.read(tmp_path / "b.tbx").concepts[0].preferred("zh") == "甲 乙"


def test_concepts_with_the_same_names_become_one() -> None:
    one = Concept("1", (Term("甲", "zh"), Term("One", "en")))
    two = Concept("2", (Term("甲", "zh"), Term("one", "en"), Term("first", "en")))
    [merged] = merge_concepts([one, two])
    assert [term.text for term in merged.of("en")] == ["One", "one", "first"]
    assert [t.status for t in merged.of("en")][1:] == [TermStatus.ADMITTED, TermStatus.ADMITTED]


def test_find_whatever_the_case_and_script() -> None:
    assert [c.id for c in BASE.find("unodc")] == ["unodc"]
    assert [c.id for c in BASE.find("聯合國毒品和犯罪問題辦公室")] == ["unodc"]
    assert BASE.find("nothing") == ()


class TestStarter:
    def test_it_is_large_and_its_ids_are_unique(self) -> None:
        base = united_nations()
        assert len(base) >= 200
        assert len({concept.id for concept in base}) == len(base)
        assert base.lenient

    def test_every_concept_has_one_preferred_name_in_each_language(self) -> None:
        for concept in united_nations():
            assert len(concept.of("zh", TermStatus.PREFERRED)) == 1, concept.id
            assert len(concept.of("en", TermStatus.PREFERRED)) == 1, concept.id
            assert concept.subject, concept.id

    def test_no_two_concepts_have_the_same_names(self) -> None:
        pairs = [(c.preferred("zh"), c.preferred("en")) for c in united_nations()]
        assert len(set(pairs)) == len(pairs)

    def test_it_says_which_names_were_checked_and_where(self) -> None:
        for concept in united_nations():
            places = [place for place in concept.source.split("; ") if place]
            assert (len(places) < 2) == bool(concept.note), concept.id

    def test_its_table_has_the_columns_that_we_document(self) -> None:
        table = Path(__file__).parents[3] / "memory/terms/starter/united_nations.tsv"
        assert tuple(table.read_text(encoding="utf-8").split("\n")[0].split("\t")) == COLUMNS
