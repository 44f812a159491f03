"""What the side panel says of a row: marks, terms, the text around, what the memory has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from duizhao.corpora.document import LANGUAGES, Language

from .borders import cut_places
from .draft import other
from .state import Row, State, TextSegment
from .texts import joined
from .units import placed

if TYPE_CHECKING:
    from duizhao.memory.facade import Memory
    from duizhao.memory.terms.termbase import Concept, Termbase

_MATCHES = 5
_THRESHOLD = 60


def details(
    state: State,
    row: Row,
    meta: Mapping[str, Any],
    lookup: TermLookup,
    memory: Memory | None,
) -> dict[str, Any]:
    """All that is shown of the row in focus."""
    marks, terms = _marks(state, row, lookup)
    return {
        "row": row.id,
        "marks": marks,
        "terms": terms,
        "around": {side: _around(state, row, side, meta) for side in LANGUAGES},
        "cuts": {str(n): cut_places(state.segments[n].text) for n in row.segments},
        "sources": {
            str(n): state.segments[n].source
            for n in row.segments
            if state.segments[n].source != state.segments[n].text
        },
        "memory": _matches(state, row, memory),
        "reasons": list(row.reasons),
    }


def _marks(
    state: State, row: Row, lookup: TermLookup
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Figures, names and terms of both sides; those that answer each other share a key."""
    from duizhao.memory.terms.figures import read_chinese, read_english

    texts: dict[Language, str] = {}
    segments: dict[Language, list[TextSegment]] = {}
    for side in LANGUAGES:
        segments[side] = [state.segments[number] for number in row.side(side)]
        texts[side] = joined(segments[side]).text
    found: dict[Language, list[tuple[str, str, int, int]]] = {"zh": [], "en": []}
    sides: tuple[tuple[Language, Any], ...] = (("zh", read_chinese), ("en", read_english))
    for side, read in sides:
        for figure in read(texts[side]).figures:
            if not figure.weak:
                key = "|".join(sorted(map(str, figure.values)))
                found[side].append(("figure", key, figure.start, figure.end))
    terms: list[dict[str, Any]] = []
    for kind, concept, places in lookup.find(texts):
        for side in LANGUAGES:
            found[side] += [(kind, f"{kind}:{concept['id']}", s, e) for s, e in places[side]]
        terms.append(
            {
                "zh": concept["zh"],
                "en": concept["en"],
                "base": concept["base"],
                "both": bool(places["zh"] and places["en"]),
            }
        )
    keys = {side: {key for _, key, _, _ in found[side]} for side in LANGUAGES}
    marks = [
        {"kind": kind, "key": key, "both": key in keys[other(side)], "places": where}
        for side in LANGUAGES
        for kind, key, start, end in found[side]
        if (where := placed(segments[side], (start, end)))
    ]
    return marks, terms


class TermLookup:
    """Finds terms of the user's termbases, and the names that ship with duizhao.

    Args:
        termbases: the user's.
    """

    def __init__(self, termbases: Sequence[Termbase]) -> None:
        from duizhao.memory.terms.match import Matcher
        from duizhao.memory.terms.starter import united_nations

        bases = [*((one, "term") for one in termbases), (united_nations(), "name")]
        self._bases = [(kind, base.name, Matcher(base)) for base, kind in bases]

    def find(
        self, texts: Mapping[Language, str]
    ) -> list[tuple[str, dict[str, Any], dict[Language, list[tuple[int, int]]]]]:
        """Kind (``term`` or ``name``), concept, and its places on each side."""
        result = []
        for kind, name, matcher in self._bases:
            found: dict[int, tuple[Concept, dict[Language, list[tuple[int, int]]]]] = {}
            for side in LANGUAGES:
                for mention in matcher.find(texts[side], side):
                    if not mention.inner:
                        _, places = found.setdefault(
                            id(mention.concept), (mention.concept, {"zh": [], "en": []})
                        )
                        places[side].append((mention.start, mention.end))
            for concept, places in found.values():
                shown = {
                    "id": concept.id or concept.preferred("zh"),
                    "zh": concept.preferred("zh"),
                    "en": concept.preferred("en"),
                    "base": name,
                }
                result.append((kind, shown, places))
        return result


def _around(state: State, row: Row, side: Language, meta: Mapping[str, Any]) -> dict[str, Any]:
    """The paragraph that the row is in, segment by segment, and where it is."""
    order = state.order(side)
    own = row.side(side)
    if not own:
        return {"segments": [], "page": None, "place": ""}
    place = order.index(own[0])
    paragraph = state.segments[own[0]].paragraph
    first = last = place
    while first > 0 and state.segments[order[first - 1]].paragraph == paragraph:
        first -= 1
    while last + 1 < len(order) and (
        state.segments[order[last + 1]].paragraph == paragraph or order[last + 1] in own
    ):
        last += 1
    # A paragraph of a single segment says nothing: its neighbours do.
    if last - first + 1 <= len(own):
        first, last = max(0, first - 1), min(len(order) - 1, last + 1)
    page, where = meta.get("places", {}).get(side, {}).get(str(paragraph), [None, ""])
    return {
        "segments": [
            [n, state.segments[n].number, state.segments[n].text, n in own]
            for n in order[first : last + 1]
        ],
        "page": page,
        "place": where,
    }


def _matches(state: State, row: Row, memory: Memory | None) -> list[dict[str, Any]]:
    """What the memory has for the row: by its Chinese text, or else by its English one."""
    if memory is None:
        return []
    side: Language = "zh" if row.zh else "en"
    text = joined([state.segments[number] for number in row.side(side)]).text
    here = joined([state.segments[number] for number in row.side(other(side))]).text
    found = memory.search(text[:4000], side, _MATCHES, _THRESHOLD, semantic=False)
    return [
        {**match.to_dict(), "same": match.target.strip() == here.strip(), "side": side}
        for match in found
    ]
