"""Every text colour can be read on every ground that it is used on, light and dark."""

from __future__ import annotations

import re

import pytest

from duizhao.memory.page.templates import templates

TEXTS = ("ink", "soft", "faint", "here", "error", "warning", "info")
WASHED = ("here", "error", "warning", "info")


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    """Of WCAG 2.1, 1.4.3."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _palettes() -> list[dict[str, str]]:
    style = templates("duizhao.memory.page").get_template("theme.css").render()
    blocks = re.findall(r"\{([^{}]*--paper: #[^{}]*)\}", style)
    return [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block)) for block in blocks]


def test_contrast_by_the_standard() -> None:
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)
    assert _contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_texts_can_be_read() -> None:
    light, by_system, by_choice = _palettes()
    assert by_system == by_choice
    for colours in (light, by_system):
        pairs = [(text, ground) for text in TEXTS for ground in ("paper", "sheet")]
        pairs += [(text, f"{name}-wash") for name in WASHED for text in (name, "ink")]
        low = [(a, b) for a, b in pairs if _contrast(colours[a], colours[b]) < 4.5]
        assert not low
