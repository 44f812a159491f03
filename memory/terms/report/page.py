"""The report as one self-contained page.

The findings go into the page as JSON and are drawn by its script as they come into view,
so that thousands of them open at once. The page asks for nothing over the network.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Sequence
from typing import Any, BinaryIO

from markupsafe import Markup

from duizhao.memory.finding import Finding, Severity
from duizhao.memory.page.templates import templates
from duizhao.memory.terms.decisions import finding_id

from ..consistency import NameUse
from .names import page_names, section_of
from .places import Place, address, labels
from .wording import KIND_TITLES

_PACK_FROM = 4_000_000  # bytes of data from which they are packed


def page_data(
    findings: Sequence[Finding],
    *,
    units: int = 0,
    places: Sequence[Place] = (),
    title: str = "",
    settled: int = 0,
    names: Sequence[NameUse] = (),
) -> dict[str, Any]:
    """What the page's script draws: every text once, findings with spans and id, names."""
    label = labels(places)
    drawn, of = page_names(names, label)
    texts: dict[tuple[int, str, str], int] = {}
    rows = []
    for finding in findings:
        key = (finding.unit, finding.zh, finding.en)
        number = texts.setdefault(key, len(texts))
        rows.append(
            [
                finding.kind,
                str(finding.severity),
                number,
                finding.zh_span,
                finding.en_span,
                finding.found,
                finding.expected,
                finding.message,
                finding_id(finding),
                concept(finding),
                section_of(finding, of),
            ]
        )
    return {
        "title": title or "Findings",
        "units": units,
        "settled": settled,
        "kinds": KIND_TITLES,
        "severities": list(Severity),
        "texts": [[unit, zh, en, label(unit), address(places, unit)] for unit, zh, en in texts],
        "findings": rows,
        "names": drawn,
    }


def concept(finding: Finding) -> str:
    """What findings of one cause have in common: the Chinese name of a term, else the pair."""
    if finding.kind == "term":
        if finding.zh_span is not None:
            return finding.zh[slice(*finding.zh_span)]
        return finding.expected or finding.found
    if finding.kind in ("length", "untranslated"):
        return ""
    return f"{finding.found} ≠ {finding.expected}" if finding.expected else finding.found


def write_page(
    findings: Sequence[Finding],
    stream: BinaryIO,
    *,
    units: int = 0,
    places: Sequence[Place] = (),
    title: str = "",
    settled: int = 0,
    names: Sequence[NameUse] = (),
) -> None:
    """Write the page, in UTF-8."""
    data = page_data(
        findings, units=units, places=places, title=title, settled=settled, names=names
    )
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    raw = text.encode("utf-8", "backslashreplace")
    if len(raw) > _PACK_FROM:
        packed = base64.b64encode(zlib.compress(raw, 6)).decode("ascii")
        island = f'<script id="data" type="application/json" data-packed>{packed}</script>'
    else:
        # Nothing in the texts may end the script or open a comment in it.
        safe = raw.decode("utf-8").replace("<", "\\u003c")
        safe = safe.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
        island = f'<script id="data" type="application/json">{safe}</script>'
    template = templates("duizhao.memory.terms.report").get_template("page.html")
    for piece in template.generate(title=data["title"], data=Markup(island)):  # noqa: S704
        stream.write(piece.encode("utf-8"))
