"""How each name is rendered throughout a file, a memory or a collection."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from duizhao.corpora.counted import counted
from duizhao.corpora.document import Language
from duizhao.corpora.patterns import lazy
from duizhao.corpora.unit import Unit

from ..consistency import NameUse, Rendering
from ..match import Mention
from ..termbase import TermStatus
from .finding import NameFinding
from .known import KnownConcept
from .named_text import NamedText
from .near_zh import difference
from .unlisted import Key, unlisted_renderings

# Admitted forms that differ only in these are equivalent; a text should use one of them.
_JOINING = lazy("以及|[和与及暨]")
_LEAST = 2  # units of the usual form
_TIMES = 2  # as often as the other, where the termbase does not prefer the usual form

# A short form stands for the name only where the full name was said.
_BY_NAME = (TermStatus.PREFERRED, TermStatus.ADMITTED, TermStatus.ABBREVIATION)


class MinorityForm(NamedTuple):
    """A form that the termbase admits, where the units use another one more.

    Attributes:
        concept: what it names.
        text: the form.
        units: the units that have it.
        usual: the form that is used more.
        usual_count: how many units have that one.
        reason: what differs, for a person.
    """

    concept: KnownConcept
    text: str
    units: tuple[int, ...]
    usual: str
    usual_count: int
    reason: str


class Renderings:
    """Collects, unit by unit, how the names are rendered."""

    def __init__(self) -> None:
        # For each name, the units of each rendering and reason ("" where it is legitimate).
        self._units: dict[Key, dict[tuple[str, str], list[int]]] = {}
        self._status: dict[tuple[KnownConcept, str], TermStatus] = {}
        self._bare: dict[Key, list[int]] = {}

    def add(
        self, position: int, zh: NamedText, en: NamedText, findings: Iterable[NameFinding]
    ) -> None:
        """Take in the names of one unit and what was found about them."""
        faults: dict[Key, NameFinding] = {}
        for found in findings:
            if found.reason:
                faults.setdefault((found.concept, found.language), found)
        for here, there in ((zh, en), (en, zh)):
            counted: set[KnownConcept] = set()
            for mention in here.strong:
                concept = mention.concept
                if mention.inner or concept in counted:
                    continue
                counted.add(concept)
                key = (concept, here.language)
                fault = faults.get((concept, there.language))
                if fault:
                    rendering = fault.finding.found, fault.reason
                else:
                    counterpart = _counterpart(concept, there)
                    if counterpart is None:
                        # 欧洲委员会 is two bodies; only one of them is meant.
                        if not here.same_place(mention) & there.named:
                            self._bare.setdefault(key, []).append(position)
                        continue
                    rendering = counterpart.term.text, ""
                    self._status[concept, counterpart.term.text] = counterpart.term.status
                self._units.setdefault(key, {}).setdefault(rendering, []).append(position)

    def add_unlisted(self, units: Sequence[Unit], keys: Collection[str]) -> None:
        """Take in renderings that no termbase lists; `keys` are those of all known names."""
        named = {
            key: {unit for found in renderings.values() for unit in found}
            | set(self._bare.get(key, ()))
            for key, renderings in self._units.items()
        }
        bare = {key: found for key, found in self._bare.items() if key in named}
        for key, text, found in list(unlisted_renderings(units, bare, named, keys)):
            usual, usual_units = max(
                self._units[key].items(), key=lambda item: (len(item[1]), item[0])
            )
            reason = f"not listed; “{usual[0]}” in {counted(len(usual_units), 'unit')}"
            self._units[key][text, reason] = list(found)
            self._bare[key] = [unit for unit in self._bare[key] if unit not in set(found)]

    def names(self) -> tuple[NameUse, ...]:
        """Names that are rendered in more than one way, or in a doubtful one.

        Those with doubtful renderings come first, then those with most renderings.
        """
        uses = [use for use in self._uses() if len(use.renderings) > 1 or use.doubtful]
        return tuple(sorted(uses, key=_rank))

    def minority_forms(self) -> Iterator[MinorityForm]:
        """Chinese forms that differ from a more frequent one in a joining character only."""
        for (concept, language), renderings in self._units.items():
            if language != "en" or (concept.authority and not concept.lenient):
                continue
            equivalent: dict[str, list[tuple[int, str]]] = defaultdict(list)
            for (text, reason), units in renderings.items():
                if not reason:
                    equivalent[_JOINING.sub("和", text)].append((len(units), text))
            for forms in equivalent.values():
                most, usual = max(forms)
                preferred = self._status[concept, usual] is TermStatus.PREFERRED
                for count, text in forms:
                    needed = count + 1 if preferred else _TIMES * count
                    if text != usual and most >= max(_LEAST, needed):
                        found = tuple(renderings[text, ""])
                        yield MinorityForm(
                            concept, text, found, usual, most, difference(usual, text)
                        )

    def _uses(self) -> Iterator[NameUse]:
        minority = {(form.concept, form.text): form.reason for form in self.minority_forms()}
        for (concept, language), found in self._units.items():
            other: Language = "en" if language == "zh" else "zh"
            renderings = []
            for (text, reason), units in found.items():
                listed = concept.authority and not reason
                status = self._status.get((concept, text)) if listed else None
                reason = reason or (minority.get((concept, text), "") if other == "zh" else "")
                renderings.append(Rendering(text, tuple(units), status, reason))
            renderings.sort(key=lambda each: (-len(each.units), bool(each.reason), each.text))
            yield NameUse(
                concept.preferred(language),
                language,
                tuple(renderings),
                concept.authority,
                concept.preferred(other),
                len(self._bare.get((concept, language), ())),
            )


def _counterpart(concept: KnownConcept, other: NamedText) -> Mention[KnownConcept] | None:
    """The mention that answers a name on the other side: the fullest there is."""
    candidates = [mention for mention in other.mentions if mention.concept is concept]
    for status in (*_BY_NAME, TermStatus.SHORT):
        for mention in candidates:
            if mention.term.status is status and (
                status is not TermStatus.SHORT or not mention.inner
            ):
                return mention
    return None


def _rank(use: NameUse) -> tuple[bool, int, int, str, str]:
    total = sum(len(each.units) for each in use.renderings)
    return not use.doubtful, -len(use.renderings), -total, use.language, use.name
