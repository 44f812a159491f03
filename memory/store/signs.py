"""Signs that are part of what a text says, though no letters and no figures.

The index holds words only. Two texts with the same words and other signs (€20 and $20, C++ and
C#, 5 and −5, {name} and name) are not the same text.
"""

from __future__ import annotations

import re

_SIGN = re.compile(r"[€$£¥₤₩₹฿¢<>=#+*×÷±≤≥≠≈%‰°℃℉§&@^|~\\{}\[\]]|(?<![\w.,])[-−–](?=\d)|!(?==)")
_SAME = str.maketrans({"−": "-", "–": "-", "＄": "$", "￥": "¥", "％": "%", "＋": "+", "＝": "=",
                       "＜": "<", "＞": ">", "＃": "#", "＆": "&", "＠": "@", "｛": "{", "｝": "}",
                       "［": "[", "］": "]", "＊": "*"})  # fmt: skip


def signs(text: str) -> tuple[str, ...]:
    """The signs with a meaning in a text, in order, width folded.

    A hyphen counts only as the minus of a figure.
    """
    return tuple(_SIGN.findall(text.translate(_SAME)))
