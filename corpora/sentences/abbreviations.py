"""English abbreviations by what their full stop may mean, and words that begin sentences."""

from __future__ import annotations

from ..layout.marks import words
from ..months import MONTHS

# Before a name, or in the middle of a sentence: never a border.
TITLES = words(
    "mr mrs ms messrs mme mlle dr prof hon rev fr gen col maj capt lt sgt cpl brig adm cmdr "
    "amb gov sen rep pres assoc asst attn mt e.g i.e cf viz vs v op loc ca approx incl excl esp "
    "h.e h.m h.r.h p.o p.s n.b"
)
# Before a number or a letter: a border only before something else.
NUMBERED = words(
    "no nos vol vols para paras art arts sect sects sec chap chaps ch p pp fig figs tab tabs pt "
    "pts ser suppl supp add corr rev app eq eqs ed eds cl subpara subparas res doc docs ref refs "
    "reg regs l ll n nn fn tel ext ex exs lat"
)
# After a figure: a border before a capital letter. Without a figure, ordinary words.
UNITS = words("min max hr hrs sec secs ft in yd yds mi lb lbs oz kg km cm mm am pm yr yrs wk wks")
# Names of firms, degrees, streets and the like may end a sentence: a border only before a word
# that clearly begins one.
EITHER = words(
    "al inc ltd corp co bros llc plc esq ph.d m.d b.a m.a b.sc m.sc ll.m dept univ ave blvd rd "
    "bldg st ft est misc avg max"
)
FIRMS = words("inc ltd corp co llc plc")
# Hardly ever in front of the name that they belong to: a border before a capital letter.
CLOSING = words("a.m p.m b.c a.d b.c.e c.e d.c u.s.a etc jr sr")
# What goes on after one of those: 5 p.m. Monday, the D.C. Circuit, the King Jr. Library.
ADDED = frozenset(name.lower() for name in MONTHS) | words(
    "monday tuesday wednesday thursday friday saturday sunday est edt cst cdt mst mdt pst pdt gmt "
    "utc cet cest bst et pt eastern central mountain pacific universal circuit council superior "
    "court day boulevard drive library school center memorial institute"
)
# What is numbered: a capital letter after one of these is its number, not an initial, and
# "Table 2." at the head of a paragraph is its label.
NUMBERED_THINGS = words(
    "annex appendix schedule exhibit attachment addendum table figure chart plate map box part "
    "chapter article section clause paragraph rule regulation order principle guideline "
    "recommendation decision resolution amendment protocol standard form option vitamin type "
    "class group grade plan level phase category hepatitis influenza zone block building room "
    "point item note case list team version series volume book division tier stage step line "
    "question answer problem exercise task test example theorem lemma corollary definition "
    "proposition axiom remark column row unit area lesson lecture session module topic theme "
    "goal target objective priority action measure activity experiment act scene canto day week "
    "month year letter page slide tip fact reason method number sample recital finding count "
    "issue claim condition requirement criterion indicator outcome output strategy pillar cluster"
)
AUXILIARIES = words(
    "is are was were will would shall should can could may might must has have had does did do"
)
# Never a surname after an initial.
PRONOUNS = words("he she it they we his her their its the this these those there nobody nothing")
BEGINNERS = words(
    "the a an it its he his she her they their we our i my you your this that these those there "
    "here in on at for from by with as if when while where although though because since after "
    "before during however moreover furthermore therefore thus but and so yet also some many "
    "most all each every both no not what who why how which to under such other another one two "
    "three once then now see despite according following further additionally consequently "
    "meanwhile ibid nobody nothing neither either"
)
SPEECH = (
    "said|says|asked|asks|cried|cries|shouted|replied|answered|called|whispered|muttered|"
    "murmured|exclaimed|yelled|screamed|demanded|inquired|enquired|wondered|thought|began|"
    "added|repeated|continued|interrupted|snapped|insisted|begged|ordered|commanded|suggested|"
    "remarked|observed|declared|announced|protested|agreed|admitted|explained|warned|pleaded|"
    "moaned|groaned|hissed|growled|barked|roared"
)
"""Verbs that say who spoke what was quoted, for a regular expression."""
