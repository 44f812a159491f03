"""Write a translation memory of made-up text in the manner of UN documents.

A synchronous grammar (`un_grammar.txt`): each rule has a Chinese and an English side with the
same slots, so that the sides are translations of each other. Names of people and places are
made of syllables, numbers, dates and document symbols are drawn at random, and rules nest, so
that the words are as unevenly spread as in real text. No two units are the same, and the same
seed gives the same units.

    python scripts/generate_tm.py 1000000 memory.tmx --seed 1
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from un_names import Names, Pair

from duizhao.corpora.unit import Unit
from duizhao.memory.store.keys import digest

_GRAMMAR = Path(__file__).with_name("un_grammar.txt")
_SLOT = re.compile(r"\{([a-z]+)(\d?)(\^?)\}")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place that something of another list takes.

    Attributes:
        name: tells it from the other slots of its rule.
        of: the list.
        capital: whether a capital begins it.
    """

    name: str
    of: str
    capital: bool


Side = tuple[str | Slot, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """What one name may stand for: the sides of each rule, and the sums of their weights."""

    sides: tuple[tuple[Side, Side], ...]
    weights: tuple[float, ...]


def read_grammar(text: str) -> dict[str, Rules]:
    """The lists of a grammar, by name."""
    lists: dict[str, list[list[str]]] = {}
    for line in text.splitlines():
        if line.startswith("["):
            cells = lists.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            cells.append(line.split("|"))
    return {name: _rules(cells) for name, cells in lists.items()}


def _rules(lines: Sequence[list[str]]) -> Rules:
    if any(len(line) == 3 for line in lines):
        weights = [float(line[0]) if len(line) == 3 else 1.0 for line in lines]
    else:
        # The words of a text are spread like this (Zipf, 1935), the commonest somewhat less so.
        weights = [1 / (3 + rank) for rank in range(len(lines))]
    sides = tuple((_side(line[-2]), _side(line[-1])) for line in lines)
    return Rules(sides, tuple(accumulate(weights)))


def _side(template: str) -> Side:
    parts: list[str | Slot] = []
    end = 0
    for slot in _SLOT.finditer(template):
        parts += [template[end : slot.start()], Slot(slot[1] + slot[2], slot[1], bool(slot[3]))]
        end = slot.end()
    return tuple(part for part in (*parts, template[end:]) if part)


class Generator:
    """Makes units from the grammar.

    Args:
        seed: the same one gives the same units.
    """

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._grammar = read_grammar(_GRAMMAR.read_text("utf-8"))
        self._made: dict[str, Callable[[], Pair]] = {}
        self._made = Names(
            self._random, lambda: self.expand("country"), lambda: self.expand("syllable")
        ).made

    def units(self, count: int) -> Iterator[Unit]:
        """So many units, each another one."""
        # Eight bytes of each are enough: a unit too many is taken for a known one once in
        # thirty thousand runs of a million, and another one is made then.
        known: set[int] = set()
        while len(known) < count:
            zh, en = self.expand("unit")
            mark = digest(zh, en)
            if mark not in known:
                known.add(mark)
                yield Unit(zh, en)

    def expand(self, name: str) -> Pair:
        """A Chinese and an English text of one kind."""
        if name in self._made:
            return self._made[name]()
        rules = self._grammar[name]
        zh, en = self._random.choices(rules.sides, cum_weights=rules.weights)[0]
        filled: dict[str, Pair] = {}
        for part in zh + en:
            if isinstance(part, Slot) and part.name not in filled:
                filled[part.name] = self.expand(part.of)
        return (
            "".join([part if isinstance(part, str) else filled[part.name][0] for part in zh]),
            "".join([part if isinstance(part, str) else _english(part, filled) for part in en]),
        )


def _english(slot: Slot, filled: dict[str, Pair]) -> str:
    text: str = filled[slot.name][1]
    return text[:1].upper() + text[1:] if slot.capital else text


def write(path: str, count: int, seed: int) -> None:
    """Write a TMX file of so many units."""
    from duizhao.corpora.bilingual.tmx import write_tmx

    write_tmx(Generator(seed).units(count), path)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int)
    parser.add_argument("out", help="the .tmx to write, or - to print tab-separated text")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    if args.out == "-":
        for unit in Generator(args.seed).units(args.count):
            print(unit.zh, unit.en, sep="\t")
    else:
        write(args.out, args.count, args.seed)


if __name__ == "__main__":
    main()
