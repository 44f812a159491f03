"""Names of people and places, numbers, dates and symbols, in Chinese and in English."""

from __future__ import annotations

import random
from calendar import month_name
from collections.abc import Callable

Pair = tuple[str, str]

_ORDINALS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
)
_NUMERALS = "一二三四五六七八九"
_OFTEN = 0.95
"""How often a name is one that came up before."""


class Names:
    """Makes names and figures.

    Args:
        chance: what decides; the same one gives the same names.
        countries: gives a country; some places are one.
        syllables: gives a syllable of a name.

    Attributes:
        made: what makes each kind, by its name.
    """

    def __init__(
        self,
        chance: random.Random,
        countries: Callable[[], Pair],
        syllables: Callable[[], Pair],
    ) -> None:
        self._random = chance
        self._countries = countries
        self._syllables = syllables
        # People and places that come up again and again, some often and most seldom.
        self._persons = [self._person() for _ in range(8000)]
        self._places = [self._place() for _ in range(12000)]
        self.made: dict[str, Callable[[], Pair]] = {
            "person": lambda: self._seldom(self._persons, self._person),
            "place": lambda: self._seldom(self._places, self._place),
            "number": self._number,
            "year": lambda: self._same(str(self._random.randint(1946, 2024))),
            "month": self._month,
            "day": lambda: self._same(str(self._random.randint(1, 28))),
            "percent": self._percent,
            "money": self._money,
            "symbol": self._symbol,
            "session": self._session,
            "label": lambda: self._same(str(self._random.randint(1, 120))),
            "letter": lambda: self._same(self._random.choice("abcdefghij")),
            "roman": self._roman,
        }

    @staticmethod
    def _same(text: str) -> Pair:
        return text, text

    def _seldom(self, known: list[Pair], make: Callable[[], Pair]) -> Pair:
        if self._random.random() > _OFTEN:
            return make()
        return known[int(len(known) * self._random.random() ** 3)]

    def _name(self, least: int, most: int) -> Pair:
        chosen = [self._syllables() for _ in range(self._random.randint(least, most))]
        return "".join(zh for zh, _ in chosen), "".join(en for _, en in chosen).capitalize()

    def _person(self) -> Pair:
        first, last = self._name(1, 2), self._name(2, 3)
        return f"{first[0]}·{last[0]}", f"{first[1]} {last[1]}"

    def _place(self) -> Pair:
        if self._random.random() < 0.25:
            return self._countries()
        zh, en = self._name(2, 4)
        return self._random.choice(
            [
                (zh, en),
                (zh + "省", en + " Province"),
                (zh + "市", en),
                (zh + "区", en + " District"),
                (zh + "河谷", "the " + en + " Valley"),
                (zh + "难民营", en + " refugee camp"),
            ]
        )

    def _number(self) -> Pair:
        number = int(10 ** self._random.uniform(0, 5))
        return str(number), f"{number:,}"

    def _percent(self) -> Pair:
        number = f"{self._random.uniform(0.1, 99):.{self._random.randint(0, 1)}f}"
        return number + "%", number + " per cent"

    def _money(self) -> Pair:
        if self._random.random() < 0.5:
            millions = self._random.randint(1, 999)
            return f"{millions * 100}万美元", f"${millions} million"
        number = self._random.randint(1000, 9_999_999)
        return f"{number:,}".replace(",", " ") + "美元", f"${number:,}"

    def _month(self) -> Pair:
        number = self._random.randint(1, 12)
        return f"{number}月", month_name[number]

    def _symbol(self) -> Pair:
        session, number = self._random.randint(40, 78), self._random.randint(1, 999)
        return self._same(
            self._random.choice(
                [
                    f"A/RES/{session}/{number}",
                    f"A/{session}/{number}",
                    f"S/{1946 + session}/{number}",
                    f"E/CN.4/{1946 + session}/{number}",
                    f"A/{session}/L.{number}",
                    f"{session}/{number}",
                ]
            )
        )

    def _session(self) -> Pair:
        number = self._random.randint(1, 78)
        tens, ones = divmod(number, 10)
        han = (_NUMERALS[tens - 1] if tens > 1 else "") + ("十" if tens else "")
        han += _NUMERALS[ones - 1] if ones else ""
        if number <= 20:
            return f"第{han}届会议", f"{_ORDINALS[number - 1]} session"
        names = ["twent", "thirt", "fort", "fift", "sixt", "sevent"]
        word = names[tens - 2] + (f"y-{_ORDINALS[ones - 1]}" if ones else "ieth")
        return f"第{han}届会议", f"{word} session"

    def _roman(self) -> Pair:
        number = self._random.randrange(9)
        return _NUMERALS[number], ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][number]
