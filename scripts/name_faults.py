"""Faults of names to plant in one text of a unit, one of five kinds at a time."""

from __future__ import annotations

import random
from dataclasses import dataclass

from bodies import UNITED_NATIONS

from duizhao.corpora.document import Language
from duizhao.corpora.unit import Unit

KINDS = ("preposition", "former name", "another body", "another abbreviation", "word order")

FORMER = {
    "Human Rights Council": "Commission on Human Rights",
    "African Union": "Organization of African Unity",
    "European Union": "European Communities",
    "World Trade Organization": "General Agreement on Tariffs and Trade",
    "United Nations Human Settlements Programme": "United Nations Centre for Human Settlements",
    "United Nations Population Fund": "United Nations Fund for Population Activities",
    "United Nations Office on Drugs and Crime": (
        "United Nations Office for Drug Control and Crime Prevention"
    ),
    "United Nations Entity for Gender Equality and the Empowerment of Women": (
        "United Nations Development Fund for Women"
    ),
    "Office for the Coordination of Humanitarian Affairs": "Department of Humanitarian Affairs",
    "Organization for Security and Cooperation in Europe": (
        "Conference on Security and Cooperation in Europe"
    ),
    "Economic Commission for Latin America and the Caribbean": (
        "Economic Commission for Latin America"
    ),
    "Commission on Crime Prevention and Criminal Justice": (
        "Committee on Crime Prevention and Control"
    ),
    "Organization of Islamic Cooperation": "Organization of the Islamic Conference",
    "Department of Public Information": "Office of Public Information",
    "Office for Disarmament Affairs": "Department for Disarmament Affairs",
    "Committee for Development Policy": "Committee for Development Planning",
    "Conference on Disarmament": "Committee on Disarmament",
    "Special Political and Decolonization Committee": "Special Political Committee",
    "Office of Internal Oversight Services": "Office for Inspections and Investigations",
    "Department of Peacekeeping Operations": "Office of Special Political Affairs",
    "United Nations Children's Fund": "United Nations International Children's Emergency Fund",
    "United Nations Industrial Development Organization": "Centre for Industrial Development",
}
"""Bodies and what they were called before."""


_PREPOSITIONS = ("of", "on", "for", "against", "to")


@dataclass(frozen=True, slots=True)
class Place:
    """A name in a unit."""

    unit: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Plant:
    """A fault put in a unit."""

    place: Place
    kind: str
    new: str


def plant(place: Place, kind: str, chance: random.Random, unit: Unit, side: Language) -> str | None:
    """The name with a fault of one kind, or None where it offers no place for it."""
    if side == "zh":
        return _plant_han(place.text, kind, chance, unit)
    text = place.text
    if kind == "former name":
        return FORMER.get(text.replace("’", "'").removeprefix("United Nations ")) or FORMER.get(
            text.replace("’", "'")
        )
    others = [each for each in UNITED_NATIONS if not {*each.english} & {*unit_words(unit)}]
    if kind == "another body":
        return chance.choice([each.en for each in others if not each.is_in(unit.zh, unit.en)])
    if kind == "another abbreviation":
        return chance.choice([each.short for each in others if each.zh[0] not in unit.zh])
    parts = text.split(" ")
    if kind == "preposition":
        spots = [at for at, part in enumerate(parts) if part in _PREPOSITIONS]
        if not spots:
            return None
        at = chance.choice(spots)
        parts[at] = chance.choice([word for word in _PREPOSITIONS if word != parts[at]])
        return " ".join(parts)
    return _reorder(parts, chance)


def unit_words(unit: Unit) -> list[str]:
    """Words of a unit's English text as they stand."""
    return unit.en.replace("(", " ").replace(")", " ").split()


def _plant_han(text: str, kind: str, chance: random.Random, unit: Unit) -> str | None:
    """A Chinese name with a fault; "preposition" stands for a joining character."""
    if kind == "another body":
        others = [each for each in UNITED_NATIONS if not each.is_in(unit.zh, unit.en)]
        return chance.choice([each.zh[0] for each in others])
    if kind == "preposition":
        for old, new in (
            ("和", "与"),
            ("及", "和"),
            ("与", "和"),
            ("问题", "事务"),
            ("事务", "问题"),
        ):
            if old in text:
                return text.replace(old, new, 1)
        return None
    if kind == "former name":
        for old, new in (
            ("委员会", "理事会"),
            ("理事会", "委员会"),
            ("组织", "机构"),
            ("机构", "组织"),
            ("规划署", "计划署"),
            ("公约", "协定"),
            ("基金会", "基金组织"),
            ("办公室", "办事处"),
            ("办事处", "办公室"),
            ("条约", "协定"),
            ("宣言", "声明"),
            ("会议", "大会"),
        ):
            if text.endswith(old):
                return text.removesuffix(old) + new
        return None
    if kind == "word order":
        for joint in "和及、":
            left, found, right = text.partition(joint)
            if found and len(left) >= 2 and len(right) >= 4:
                return left[:-2] + right[:2] + joint + left[-2:] + right[2:]
    return None


def _reorder(parts: list[str], chance: random.Random) -> str | None:
    """Two neighbouring capitalised words exchanged, or the two sides of an "and"."""
    spots = [
        (at, at + step)
        for step in (1, 2)
        for at in range(len(parts) - step)
        if parts[at][:1].isupper()
        and parts[at + step][:1].isupper()
        and "," not in parts[at] + parts[at + step]
        and (step == 1 or parts[at + 1] == "and")
        and parts[at] != "United"
    ]
    if not spots:
        return None
    one, other = chance.choice(spots)
    parts[one], parts[other] = parts[other], parts[one]
    return " ".join(parts)
