"""Styles and list definitions of an OpenDocument text."""

from __future__ import annotations

from dataclasses import dataclass

from ... import numerals
from ..markup import Element, attribute, child, local, number

DEEPEST = 30
_UNSAID = "\0"
FORMS = {
    "1": "decimal",
    "a": "lowerLetterBase",
    "A": "upperLetterBase",
    "i": "lowerRoman",
    "I": "upperRoman",
    "一, 二, 三, ...": "chineseCounting",
    "壹, 贰, 叁, ...": "chineseLegalSimplified",
    "壹, 貳, 參, ...": "ideographLegalTraditional",
    "甲, 乙, 丙, ...": "ideographTraditional",
    "子, 丑, 寅, ...": "ideographZodiac",
    "①, ②, ③, ...": "decimalEnclosedCircle",
    "１, ２, ３, ...": "decimalFullWidth",
}


@dataclass(frozen=True, slots=True)
class OdtStyle:
    """What a style says itself.

    Attributes:
        name: as the user sees it.
        parent: name of the style that it inherits from, or "".
        list_style: its list; "" for none, None where it does not say.
        raised, hidden: of its text; None where it does not say.
        formats: names of the formatting that it gives itself.
    """

    name: str
    parent: str
    list_style: str | None
    raised: bool | None
    hidden: bool | None
    formats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OdtLevel:
    """One level of a list: number format, what stands around the number, first number."""

    form: str
    prefix: str
    suffix: str
    start: int
    shown: int
    template: str
    bullet: bool


class OdtStyles:
    """All styles and lists of the parts given."""

    def __init__(self, *roots: Element) -> None:
        self._styles: dict[str, OdtStyle] = {}
        self._lists: dict[str, dict[int, OdtLevel]] = {}
        self._outline: dict[int, OdtLevel] = {}
        for root in roots:
            for element in root.iter():
                name = local(element)
                if name == "style":
                    self._styles[attribute(element, "name")] = _style(element)
                elif name == "list-style":
                    self._lists[attribute(element, "name")] = _levels(element)
                elif name == "outline-style":
                    self._outline = _levels(element)
                    self._lists[attribute(element, "name")] = self._outline

    def chain(self, name: str) -> list[OdtStyle]:
        """The style and those that it inherits from, nearest first."""
        found: list[OdtStyle] = []
        while name in self._styles and len(found) < DEEPEST:
            found.append(self._styles[name])
            name = self._styles[name].parent
        return found

    def raised(self, name: str) -> bool:
        """Whether text of that style stands as superscript."""
        return bool(next((s.raised for s in self.chain(name) if s.raised is not None), False))

    def hidden(self, name: str) -> bool:
        """Whether text of that style is hidden."""
        return bool(next((s.hidden for s in self.chain(name) if s.hidden is not None), False))

    def formats(self, name: str) -> tuple[str, ...]:
        """Names of the formatting of a style, its parents' included."""
        named = (each for style in self.chain(name) for each in style.formats)
        return tuple(dict.fromkeys(named)) or ("style",)

    def list_style(self, name: str) -> str | None:
        """The list of a paragraph style; "" where it has none, None where no style says so."""
        named = (style.list_style for style in self.chain(name))
        return next((each for each in named if each is not None), None)

    def shown_name(self, name: str) -> str:
        """The name of the user's own style that an automatic one is based on."""
        for style in self.chain(name):
            if style.name:
                return style.name
        return name

    def level(self, list_style: str, depth: int) -> OdtLevel | None:
        """The rule for a 1-based depth of a list."""
        return self._lists.get(list_style, {}).get(depth)

    def label(self, levels: dict[int, OdtLevel], depth: int, counts: dict[int, int]) -> str:
        """The label at a depth, from the rules and the counts of every depth."""
        rule = levels[depth]
        if rule.bullet or not rule.form:
            return ""

        def shown(at: int) -> str:
            other = levels.get(at, rule)
            return numerals.write(counts.get(at, other.start), other.form) if other.form else ""

        if rule.template:
            text = rule.template
            for at in range(1, 11):
                text = text.replace(f"%{at}%", shown(at))
            return text.strip()
        first = max(1, depth - rule.shown + 1)
        numbers = ".".join(filter(None, (shown(at) for at in range(first, depth + 1))))
        return f"{rule.prefix}{numbers}{rule.suffix}".strip()

    def levels(self, list_style: str) -> dict[int, OdtLevel]:
        """All depths of a list."""
        return self._lists.get(list_style, {})

    def outline_levels(self) -> dict[int, OdtLevel]:
        """All depths of chapter numbering."""
        return self._outline


def _style(element: Element) -> OdtStyle:
    text = child(element, "text-properties")
    position = "" if text is None else attribute(text, "text-position")
    display = "" if text is None else attribute(text, "display")
    name = attribute(element, "name")
    automatic = name[:1] in ("P", "T") and name[1:].isdecimal()
    return OdtStyle(
        name="" if automatic else attribute(element, "display-name", name),
        parent=attribute(element, "parent-style-name"),
        list_style=_list_named(element),
        raised=None if not position else _is_raised(position),
        hidden=None if not display else display == "none",
        formats=_formats(text, position),
    )


def _list_named(element: Element) -> str | None:
    # An empty name takes the numbering away.
    name = attribute(element, "list-style-name", _UNSAID)
    return None if name == _UNSAID else name


def _formats(text: Element | None, position: str) -> tuple[str, ...]:
    if text is None:
        return ()
    named = {
        "bold": attribute(text, "font-weight") not in ("", "normal", "400"),
        "italic": attribute(text, "font-style") not in ("", "normal"),
        "underlined": attribute(text, "text-underline-style") not in ("", "none"),
        "struck": attribute(text, "text-line-through-style") not in ("", "none"),
        "superscript": bool(position) and _is_raised(position),
        "subscript": position.startswith(("sub", "-")),
    }
    return tuple(name for name, given in named.items() if given)


def _is_raised(position: str) -> bool:
    first = position.split()[0] if position.split() else ""
    return first == "super" or (first.endswith("%") and number(first[:-1], 0) > 0)


def _levels(element: Element) -> dict[int, OdtLevel]:
    found = {}
    for item in element:
        name = local(item)
        if name not in (
            "list-level-style-number",
            "list-level-style-bullet",
            "list-level-style-image",
            "outline-level-style",
        ):
            continue
        form = attribute(item, "num-format")
        found[number(attribute(item, "level"), 1)] = OdtLevel(
            form=FORMS.get(form, "decimal") if form else "",
            prefix=attribute(item, "num-prefix"),
            suffix=attribute(item, "num-suffix"),
            start=number(attribute(item, "start-value"), 1),
            shown=number(attribute(item, "display-levels"), 1),
            template=attribute(item, "num-list-format"),
            bullet=name in ("list-level-style-bullet", "list-level-style-image"),
        )
    return found
