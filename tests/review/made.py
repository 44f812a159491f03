"""Reviews made by hand, and random operations on them."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from duizhao.corpora.document import LANGUAGES
from duizhao.review.state import Row, State, TextSegment, state_of


def made_state(pairs: list[tuple[list[str], list[str]]]) -> State:
    """A state with a row for each pair of lists of texts."""
    segments: list[TextSegment] = []
    rows: list[Row] = []
    counts = {"zh": 0, "en": 0}
    for place, sides in enumerate(pairs):
        held: list[tuple[int, ...]] = []
        for side, texts in zip(LANGUAGES, sides, strict=True):
            ids = []
            for text in texts:
                number = len(segments) + 1
                at = counts[side]
                counts[side] += 1
                gap = " " if side == "en" and at % 3 else ""
                shown = str(at + 1)
                segments.append(
                    TextSegment(number, side, Fraction(at), shown, text, text, gap, at // 3)
                )
                ids.append(number)
            held.append(tuple(ids))
        rows.append(Row(place + 1, Fraction(place), held[0], held[1], confidence=0.9))
    return state_of(segments, rows)


def plain_state(count: int = 12) -> State:
    """Rows of one sentence of a few words on each side, every fourth without its English."""
    return made_state(
        [
            (
                [f"第{n}条，甲方应当在{n}日内通知乙方。"],
                [] if n % 4 == 3 else [f"Article {n}: Party A shall notify Party B in {n} days."],
            )
            for n in range(count)
        ]
    )


def texts(state: State, side: str) -> str:
    """All that stood in a document, without white space."""
    order = state.zh_order if side == "zh" else state.en_order
    return "".join("".join(state.segments[n].source.split()) for n in order)


def check(state: State) -> None:
    """Every segment is in exactly one row, and rows hold their segments in order."""
    held = [number for row in state.rows for number in row.segments]
    assert sorted(held) == sorted(state.segments)
    assert all(row.segments for row in state.rows)
    assert [row.rank for row in state.rows] == sorted({row.rank for row in state.rows})
    for side in LANGUAGES:
        order = state.zh_order if side == "zh" else state.en_order
        ranks = [state.segments[number].rank for number in order]
        assert ranks == sorted(set(ranks))
        assert {*order} == {n for n, one in state.segments.items() if one.side == side}
        for row in state.rows:
            places = [state.segments[n].rank for n in row.side(side)]
            assert places == sorted(places)


def random_operation(random: Random, state: State) -> dict[str, Any]:
    """Any operation with any values that exist; it may still be impossible."""
    row = random.choice(state.rows)
    segment = random.choice(list(state.segments))
    text = state.segments[segment].text
    at = random.randrange(len(text) + 1)
    some = random.sample(list(state.segments), min(3, len(state.segments)))
    index = state.index(row.id)
    stretch = state.rows[index : index + 4]
    beads = [{"zh": [n], "en": [], "confidence": 0.5} for r in stretch for n in r.zh]
    beads += [{"zh": [], "en": [n], "confidence": 0.5} for r in stretch for n in r.en]

    def border(side: tuple[int, ...]) -> list[int] | None:
        if not side or random.random() < 0.3:
            return None
        number = random.choice(side)
        return [number, random.randrange(len(state.segments[number].text))]

    return random.choice(
        [
            {"op": "split", "segment": segment, "at": at},
            {"op": "divide", "row": row.id, "zh": border(row.zh), "en": border(row.en)},
            {"op": "merge", "row": row.id},
            {"op": "join", "segment": segment},
            {"op": "move", "segments": [segment], "row": row.id},
            {
                "op": "shift",
                "row": row.id,
                "side": random.choice(["zh", "en"]),
                "by": random.choice([1, -1]),
            },
            {"op": "unlink", "row": row.id},
            {"op": "link", "segments": some[:2]},
            {"op": "link", "segments": some},
            {"op": "confirm", "row": row.id},
            {"op": "confirm_down_to", "row": row.id},
            {"op": "reject", "row": row.id, "value": random.random() < 0.5},
            {"op": "comment", "row": row.id, "text": random.choice(["", "see 5"])},
            {"op": "bookmark", "row": row.id, "value": random.random() < 0.5},
            {"op": "realign", "rows": [one.id for one in stretch], "beads": beads},
            {"op": "edit", "segment": segment, "text": text[:at] + "改" + text[at + 1 :]},
        ]
    )
