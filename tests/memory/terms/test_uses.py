"""How each name is rendered throughout the units."""

from __future__ import annotations

from duizhao.corpora.unit import Unit
from duizhao.memory.terms.consistency import NameUse
from duizhao.memory.terms.names import survey_names
from duizhao.memory.terms.termbase import Concept, Term, Termbase, TermStatus

AGENCY = "International Atomic Energy Agency"
UNITS = [
    Unit("国际原子能机构通过了决议。", f"The {AGENCY} adopted the resolution."),
    Unit("国际原子能机构的报告。", f"Report of the {AGENCY}."),
    Unit("原子能机构的报告。", "Report of IAEA."),
    Unit("国际原子能机构总部。", "Headquarters of the International Atomic Energy Authority."),
    Unit("国际原子能机构成员国。", "Its members."),
]


def use_of(units: list[Unit], name: str) -> NameUse:
    (use,) = [use for use in survey_names(units).names if use.name == name]
    return use


def test_renderings_are_counted_with_their_places_the_majority_first() -> None:
    use = use_of(UNITS, "国际原子能机构")
    assert use.language == "zh"
    assert use.preferred == AGENCY
    found = {one.text: (one.units, one.status) for one in use.renderings}
    assert found == {
        AGENCY: ((0, 1), TermStatus.PREFERRED),
        "IAEA": ((2,), TermStatus.ABBREVIATION),
        "International Atomic Energy Authority": ((3,), None),
    }
    assert use.majority.text == AGENCY
    assert use.bare == 1


def test_a_rendering_that_is_no_variant_says_why() -> None:
    (wrong,) = use_of(UNITS, "国际原子能机构").doubtful
    assert wrong.text == "International Atomic Energy Authority"
    assert wrong.reason == "“authority” for “agency”"


def test_the_other_direction() -> None:
    use = use_of(UNITS, AGENCY)
    assert use.language == "en"
    assert {one.text: one.units for one in use.renderings} == {
        "国际原子能机构": (0, 1),
        "原子能机构": (2,),
    }
    assert not use.doubtful


def test_one_english_name_for_several_chinese_ones_is_doubtful() -> None:
    right = Unit("人权理事会通过了决议。", "The Human Rights Council adopted the resolution.")
    wrong = Unit("人权理事局的报告。", "Report of the Human Rights Council.")
    (one,) = use_of([right, right, wrong], "Human Rights Council").doubtful
    assert (one.text, one.units) == ("人权理事局", (2,))


def test_a_name_that_is_always_rendered_alike_is_not_listed() -> None:
    assert survey_names(UNITS[:2]).names == ()


def test_doubtful_names_come_first() -> None:
    legitimate = [
        Unit("联合国儿童基金会的报告。", "Report of UNICEF."),
        Unit("儿基会的报告。", "Report of the United Nations Children's Fund."),
        Unit("儿基会的来信。", "Letter of UNICEF."),
    ]
    names = survey_names([*legitimate, *UNITS]).names
    assert [bool(use.doubtful) for use in names] == sorted(
        (bool(use.doubtful) for use in names), reverse=True
    )
    assert len(names) > 1


def test_what_a_house_deprecates_is_doubtful() -> None:
    house = Termbase(
        (
            Concept(
                "1",
                (
                    Term("湖区渔业署", "zh"),
                    Term("Lakes Fisheries Service", "en"),
                    Term("Lakes Fishing Office", "en", TermStatus.DEPRECATED),
                ),
            ),
        ),
        "house",
    )
    units = [
        Unit("湖区渔业署的来信。", "Letter of the Lakes Fisheries Service."),
        Unit("湖区渔业署的报告。", "Report of the Lakes Fishing Office."),
    ]
    (use,) = [use for use in survey_names(units, [house]).names if use.language == "zh"]
    assert use.authority == "house termbase"
    assert [(one.text, one.reason) for one in use.doubtful] == [
        ("Lakes Fishing Office", "a term no longer used")
    ]


def test_copies_of_a_unit_teach_no_name_and_another_rendering_is_reported_once() -> None:
    unit = Unit("北湖渔业合作委员会审议了报告。", "The North Lake Cooperation Commission met.")
    other = Unit("北湖渔业合作委员会审议了报告。", "The North Lake Cooperation Committee met.")
    assert not survey_names([unit] * 5, starter=False).findings
    (finding,) = survey_names([unit] * 5 + [other], starter=False).findings
    assert finding.unit == 5


def many(zh: str, en: str, count: int) -> list[Unit]:
    places = ("日内瓦", "维也纳", "内罗毕", "纽约", "罗马", "巴黎", "曼谷", "智利")
    cities = ("Geneva", "Vienna", "Nairobi", "New York", "Rome", "Paris", "Bangkok", "Chile")
    return [
        Unit(f"{zh}在{place}开会。", f"The {en} met in {city}.")
        for place, city in zip(places[:count], cities, strict=False)
    ]


def test_a_second_rendering_that_nobody_lists_is_found_beside_the_usual_one() -> None:
    units = [
        *many("北湖渔业委员会", "North Lake Fisheries Commission", 7),
        *many("北湖渔业委员会", "Great Northern Water Authority", 3),
    ]
    (use,) = [use for use in survey_names(units, starter=False).names if use.language == "zh"]
    (other,) = use.doubtful
    assert use.majority.text == "North Lake Fisheries Commission"
    assert (other.text, other.units) == ("Great Northern Water Authority", (7, 8, 9))
    assert "7 units" in other.reason


def test_a_rendering_of_other_names_too_is_none_of_this_one() -> None:
    units = [
        *many("北湖渔业委员会", "North Lake Fisheries Commission", 7),
        *many("北湖渔业委员会", "Great Northern Water Authority", 2),
        *many("大水务局", "Great Northern Water Authority", 8)[2:],
    ]
    names = survey_names(units, starter=False).names
    assert not any(use.doubtful for use in names)
