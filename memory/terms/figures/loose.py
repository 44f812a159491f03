"""English words that imply a value without stating it.

They may explain a figure of the Chinese (两年期 and "biennium"); that they have no answer
there proves nothing.
"""

from __future__ import annotations

import re
from fractions import Fraction

from duizhao.corpora.patterns import lazy

from .figure import Value

_HALF = (Fraction(1, 2), 6, 30, 50)
_QUARTER = (4, 3, Fraction(1, 4))
LOOSE: dict[str, tuple[Value, ...]] = {
    **dict.fromkeys(("once", "single", "sole", "primary"), (1,)),
    **dict.fromkeys(("twice", "both", "double", "doubled", "doubling", "twofold"), (2,)),
    **dict.fromkeys(("biennium", "bienniums", "biennial", "biennially", "bilateral"), (2,)),
    **dict.fromkeys(("pair", "twin", "dual", "couple", "halves", "halved", "secondary"), (2,)),
    **dict.fromkeys(("thrice", "threefold", "triple", "tripled", "triennial"), (3,)),
    **dict.fromkeys(("trilateral", "tripartite", "tertiary", "trimester", "trimesters"), (3,)),
    **dict.fromkeys(("fourfold", "quadruple", "quadrupled", "quadrennial", "quartet"), (4,)),
    **dict.fromkeys(("quintet", "quinquennial"), (5,)),
    **dict.fromkeys(("semi", "semiannual", "biannual", "biannually"), (2, 6)),
    **dict.fromkeys(("dozen", "dozens"), (12,)),
    **dict.fromkeys(("century", "centenary"), (100,)),
    **dict.fromkeys(("fortnight", "fortnightly"), (14,)),
    **dict.fromkeys(("quadratic", "binary"), (2,)),
    **dict.fromkeys(("ternary", "trinary"), (3,)),
    **dict.fromkeys(("cubic", "cube"), (3,)),
    **dict.fromkeys(("hex", "hexadecimal"), (16,)),
    **dict.fromkeys(("quarterfinal", "quarterfinals", "quarterfinalists"), (Fraction(1, 4), 4, 8)),
    **dict.fromkeys(("semifinal", "semifinals", "finalists", "semifinalists"), (4, 2)),
    **dict.fromkeys(("trio", "trilogy", "triplets", "triplet", "thirds"), (3,)),
    **dict.fromkeys(("duo", "duet", "twins", "couples", "pairs", "seconds"), (2,)),
    **dict.fromkeys(("quad", "quads", "quadruplets", "fours", "foursome"), (4,)),
    **dict.fromkeys(("fives", "pentathlon", "pentagon"), (5,)),
    **dict.fromkeys(("sevens", "heptathlon"), (7,)),
    **dict.fromkeys(("octet", "octagon"), (8,)),
    **dict.fromkeys(("decathlon", "tenfold"), (10,)),
    "octal": (8,),
    "decimal": (10,),
    "fivefold": (5, 4),
    "decade": (10,),
    "decades": (10, 20),
    "half": _HALF,
    "quarter": _QUARTER,
    "quarters": (4, Fraction(1, 4)),
    "quarterly": (4, 3),
    "bicentenary": (200,),
    "millennium": (1000, 2000),
    "noon": (12,),
    "midnight": (0, 24, 12),
    "week": (1, 7),
}
"""The values of each word."""

LOOSE_WORD = lazy(rf"\b(?:{'|'.join(LOOSE)})\b", re.IGNORECASE)
