"""What came in from TMX goes out again."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from duizhao.corpora.bilingual.tmx import read_header, read_tmx
from duizhao.corpora.bilingual.tmx.record import Record
from duizhao.memory.facade import Memory

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4"><header creationtool="t" '
    'creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="{}" '
    'datatype="plaintext"/><body>'
)
END = "</body></tmx>"


def tuv(code: str, content: str, rest: str = "") -> str:
    return f'<tuv xml:lang="{code}"{rest}><seg>{content}</seg></tuv>'


def unit(en: str, zh: str, inside: str = "", rest: str = "") -> str:
    return f"<tu{rest}>{inside}{tuv('en-US', en)}{tuv('zh-CN', zh)}</tu>"


def prop(name: str, value: str) -> str:
    return f'<prop type="{name}">{value}</prop>'


PLACES = [
    prop("file", "a.po") + prop("id", "1") + prop("prev", "Open") + prop("next", "Close"),
    prop("file", "b.po") + prop("id", "2") + prop("prev", "Money") + prop("next", "Time"),
]
PRESSED = [("按。", "Lid."), ("请按。", "Cap."), ("按。", "Box.")]
CODE = '<ph x="1"/>'
FILES = {
    "alternatives": HEAD.format("en-US")
    + unit("Save", "保存")
    + unit("Save", "保存", PLACES[0])
    + unit("Save", "节省", PLACES[1])
    + END,
    "contexts": HEAD.format("en-US")
    + "".join(
        unit(
            "Press it.",
            zh,
            prop("x-context-pre", before) + prop("x-context-post", "End."),
            f' tuid="{n}" changedate="2020010{n}T000000Z" changeid="u{n}"',
        )
        for n, (zh, before) in enumerate(PRESSED, 1)
    )
    + unit("Go.", "走。", prop("x-context-pre", "Lid."))
    + unit("Go.", "走。", prop("x-context-pre", "Cap."))
    + END,
    "all": HEAD.format("*all*")
    + '<tu tuid="7" creationdate="20180601" creationid="li" usagecount="3" srclang="zh-CN">'
    + f"<note>seen</note>{prop('x-client', 'A &amp; B')}"
    + tuv("zh-CN", f"关{CODE}", ' changeid="q"')
    + tuv("en-GB", f"Close{CODE}")
    + "</tu>"
    + END,
}


def script() -> ModuleType:
    spec = spec_from_file_location("round_trip", Path(__file__).with_name("tmx_round_trip.py"))
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_lost(tmp_path: Path, name: str) -> None:
    path = tmp_path / "in.tmx"
    path.write_text(FILES[name], "utf-8")
    count, missing = script().losses(path, tmp_path)
    assert (count, missing) == (FILES[name].count("<tu ") + FILES[name].count("<tu>"), [])


def test_the_comparison_finds_what_is_missing(tmp_path: Path) -> None:
    module = script()
    path, less = tmp_path / "in.tmx", tmp_path / "less.tmx"
    path.write_text(FILES["all"], "utf-8")
    less.write_text(FILES["all"].replace(' usagecount="3"', "").replace("A &amp; B", "A"), "utf-8")
    (first,), (second,) = module.pairs_of(path), module.pairs_of(less)
    assert {fact[0] for fact in first[1] - second[1]} == {"attribute", "property"}


def exported(folder: Path, *names: str) -> tuple[str, list[Record]]:
    with Memory(folder / "m.tm") as memory:
        for name in names:
            path = folder / f"{name}.tmx"
            path.write_text(FILES[name], "utf-8")
            memory.import_file(path)
        memory.export(folder / "out.tmx")
    records = [item for item in read_tmx(folder / "out.tmx") if isinstance(item, Record)]
    return dict(read_header(folder / "out.tmx").attributes)["srclang"], records


def test_each_unit_has_a_variant_in_the_language_of_the_header(tmp_path: Path) -> None:
    code, records = exported(tmp_path, "alternatives")
    assert code == "en-US"
    assert {record.variants[0].language for record in records} == {"en-US"}
    (tmp_path / "m.tm").unlink()
    code, records = exported(tmp_path, "alternatives", "all")
    assert code == "*all*"
    assert [dict(record.attributes)["srclang"] for record in records[:3]] == ["en-US"] * 3
    assert dict(records[-1].attributes)["srclang"] == "zh-CN"


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    with Memory(tmp_path / "m.tm") as memory:
        for name, text in FILES.items():
            path = tmp_path / f"{name}.tmx"
            path.write_text(text, "utf-8")
            memory.import_file(path)
            count = len(memory)
            done = memory.import_file(path, properties={"client": "A"})
            assert (len(memory), done.added) == (count, 0)


def test_equal_units_are_one_match(tmp_path: Path) -> None:
    with Memory(tmp_path / "m.tm") as memory:
        path = tmp_path / "a.tmx"
        path.write_text(FILES["contexts"], "utf-8")
        memory.import_file(path)
        matches = memory.search("Press it.", before="Box.", after="End.")
        assert [(match.target, match.score) for match in matches] == [("按。", 101), ("请按。", 99)]
        assert matches[0].entry.changer == "u3"
        # Without a context the newest comes first, and the three are two translations.
        assert [match.entry.changer for match in memory.search("Press it.")] == ["u3", "u2"]


def test_what_we_made_ourselves_is_not_doubled(tmp_path: Path) -> None:
    from duizhao import Unit

    with Memory(tmp_path / "m.tm") as memory:
        memory.add([Unit("走。", "Go.", zh_file="a", en_file="b")])
        memory.export(tmp_path / "out.tmx")
        done = memory.import_file(tmp_path / "out.tmx")
        assert (done.added, len(memory)) == (0, 1)


def test_copies_from_elsewhere_are_no_duplicates(tmp_path: Path) -> None:
    with Memory(tmp_path / "m.tm") as memory:
        path = tmp_path / "a.tmx"
        path.write_text(FILES["alternatives"], "utf-8")
        memory.import_file(path)
        assert memory.clean(tmp_path / "removed.jsonl", ["duplicate"]) == {}


def test_the_direction_is_the_users(tmp_path: Path) -> None:
    from duizhao.memory.export import export, turned

    with Memory(tmp_path / "m.tm") as memory:
        path = tmp_path / "a.tmx"
        path.write_text(FILES["contexts"], "utf-8")
        memory.import_file(path)
        entries = list(memory.store.entries())
    export(turned(entries, "zh"), tmp_path / "zh.tmx")
    assert dict(read_header(tmp_path / "zh.tmx").attributes)["srclang"] == "zh-CN"
    (record, *_) = [item for item in read_tmx(tmp_path / "zh.tmx") if isinstance(item, Record)]
    assert [one.language for one in record.variants] == ["zh-CN", "en-US"]
    assert not any("x-context" in one.type for one in (*record.props, *record.variants[0].props))
    export(turned(entries, "zh"), tmp_path / "zh.utf8")
    assert (tmp_path / "zh.utf8").read_text("utf-8").startswith("按。\tPress it.\t")
    export(turned(entries, "en"), tmp_path / "en.utf8")
    assert (tmp_path / "en.utf8").read_text("utf-8").startswith("Press it.\t按。\t")
