"""English abbreviations by what their full stop may mean, and words that begin sentences."""

from __future__ import annotations

from .layout.marks import words

# Before a name, or in the middle of a sentence: never a border.
TITLES = words(
    "mr mrs ms messrs mme mlle dr prof st hon rev fr gen col maj capt lt sgt cpl brig adm cmdr "
    "amb gov sen rep pres e.g i.e cf viz vs v op loc ca approx incl esp h.e h.m h.r.h"
)
# Before a number or a letter: a border only before something else.
NUMBERED = words(
    "no nos vol vols para paras art arts sect sects sec chap chaps ch p pp fig figs pt pts ser "
    "suppl supp add corr rev app eq ed eds cl subpara subparas res doc docs ref refs l ll n nn "
    "fn tel ext"
)
# May end a sentence: a border only before a word that clearly begins one.
EITHER = words(
    "al inc ltd corp co bros llc plc jr sr esq a.m p.m am pm ph.d m.d b.a m.a ll.m dept univ "
    "jan feb mar apr jun jul aug sep sept oct nov dec ave blvd rd bldg mt ft est misc max min avg"
)
BEGINNERS = words(
    "the a an it its he she his her they their we our i my you your this that these those there "
    "here in on at for from by with as if when while where although though because since after "
    "before during however moreover furthermore therefore thus but and so yet also some many "
    "most all each every both no not what who why how which to under such other another one two "
    "three once then now see despite according following further additionally consequently "
    "meanwhile ibid"
)
