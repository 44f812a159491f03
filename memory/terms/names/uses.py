"""How each name is rendered throughout a file, a memory or a collection."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from duizhao.corpora.document import Language
from duizhao.corpora.unit import Unit

from ..consistency import NameUse, Rendering
from ..match import Mention
from ..termbase import TermStatus
from .known import Known
from .near_zh import difference
from .rivals import rivals
from .side import Side
from .tell import Told

# Admitted forms that differ in these only say the same; a text should choose one.
_JOINING = re.compile("以及|[和与及暨]")
_LEAST = 2  # units of the usual form
_TIMES = 2  # as often as the other, where the termbase does not prefer the usual form

# A short form stands for the name only where the full name was said.
_BY_NAME = (TermStatus.PREFERRED, TermStatus.ADMITTED, TermStatus.ABBREVIATION)


class Uneven(NamedTuple):
    """A form that the termbase admits, and another that these units use more.

    Attributes:
        concept: position of the concept.
        text: the form.
        units: where it stands.
        usual: the form that they use more.
        often: in how many units that one stands.
        reason: what differs, for a person.
    """

    concept: int
    text: str
    units: tuple[int, ...]
    usual: str
    often: int
    reason: str


class Uses:
    """Collects, unit by unit, how the names are rendered."""

    def __init__(self, known: Sequence[Known]) -> None:
        self._known = known
        self._units: dict[tuple[int, Language], dict[tuple[str, str], list[int]]] = {}
        self._status: dict[tuple[int, str], TermStatus] = {}
        self._bare: dict[tuple[int, Language], list[int]] = {}

    def add(self, position: int, zh: Side, en: Side, told: Iterable[Told]) -> None:
        """Take in the names of one unit and what was found about them."""
        faults: dict[tuple[int, Language], Told] = {}
        for one in told:
            if one.reason:
                faults.setdefault((one.concept, one.language), one)
        for here, there in ((zh, en), (en, zh)):
            seen: set[int] = set()
            for mention in here.strong:
                concept = mention.concept
                if mention.inner or concept in seen:
                    continue
                seen.add(concept)
                fault = faults.get((concept, there.language))
                if fault:
                    found = fault.finding.found, fault.reason
                else:
                    other = _answer(concept, here, there)
                    if other is None:
                        # 欧洲委员会 is two bodies; only one of them is meant.
                        if not here.same_place(mention) & there.named:
                            self._bare.setdefault((concept, here.language), []).append(position)
                        continue
                    found = other.term.text, ""
                    self._status[concept, other.term.text] = other.term.status
                key = (concept, here.language)
                self._units.setdefault(key, {}).setdefault(found, []).append(position)

    def look_for_others(self, units: Sequence[Unit], keys: Collection[str]) -> None:
        """Take in renderings that nobody lists; `keys` are those of all known names."""
        named = {
            key: {at for where in ways.values() for at in where} | set(self._bare.get(key, ()))
            for key, ways in self._units.items()
        }
        bare = {key: where for key, where in self._bare.items() if key in named}
        for key, text, where in list(rivals(units, self._known, bare, named, keys)):
            usual = max(self._units[key].items(), key=lambda way: (len(way[1]), way[0]))
            reason = f"not listed; {len(usual[1])} units have “{usual[0][0]}”"
            self._units[key][text, reason] = list(where)
            self._bare[key] = [at for at in self._bare[key] if at not in set(where)]

    def names(self) -> tuple[NameUse, ...]:
        """Names that are rendered in more than one way, or in a doubtful one.

        Those with doubtful renderings come first, then those with most renderings.
        """
        found = [use for use in self._all() if len(use.renderings) > 1 or use.doubtful]
        return tuple(sorted(found, key=_rank))

    def uneven(self) -> Iterator[Uneven]:
        """Chinese forms that differ from a more frequent one in a joining character only."""
        for (concept, language), ways in self._units.items():
            known = self._known[concept]
            if language != "en" or (known.base and not known.lenient):
                continue
            alike: dict[str, list[tuple[int, str]]] = defaultdict(list)
            for (text, reason), units in ways.items():
                if not reason:
                    alike[_JOINING.sub("和", text)].append((len(units), text))
            for forms in alike.values():
                count, usual = max(forms)
                preferred = self._status[concept, usual] is TermStatus.PREFERRED
                for less, text in forms:
                    needed = less + 1 if preferred else _TIMES * less
                    if text != usual and count >= max(_LEAST, needed):
                        where = tuple(ways[text, ""])
                        yield Uneven(concept, text, where, usual, count, difference(usual, text))

    def _all(self) -> Iterator[NameUse]:
        uneven = {(one.concept, one.text): one.reason for one in self.uneven()}
        for (concept, language), ways in self._units.items():
            known = self._known[concept]
            there: Language = "en" if language == "zh" else "zh"
            renderings = []
            for (text, reason), units in ways.items():
                status = self._status.get((concept, text)) if known.base and not reason else None
                reason = reason or (uneven.get((concept, text), "") if there == "zh" else "")
                renderings.append(Rendering(text, tuple(units), status, reason))
            renderings.sort(key=lambda one: (-len(one.units), bool(one.reason), one.text))
            yield NameUse(
                known.concept.preferred(language),
                language,
                tuple(renderings),
                known.base,
                known.concept.preferred(there),
                len(self._bare.get((concept, language), ())),
            )


def _answer(concept: int, here: Side, there: Side) -> Mention | None:
    """The mention that answers a name on the other side: the fullest there is."""
    own = [m for m in there.mentions if m.concept == concept]
    for wanted in (*_BY_NAME, TermStatus.SHORT):
        for mention in own:
            if mention.term.status is wanted and (
                wanted is not TermStatus.SHORT or not mention.inner
            ):
                return mention
    return None


def _rank(use: NameUse) -> tuple[bool, int, int, str, str]:
    total = sum(len(one.units) for one in use.renderings)
    return not use.doubtful, -len(use.renderings), -total, use.language, use.name
