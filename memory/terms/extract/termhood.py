"""How much an English phrase looks like a term: a name or a noun phrase.

There is no tagger here; words that begin or end no noun phrase are listed, and the endings
of English adjectives, adverbs and verbs are known.
"""

from __future__ import annotations

from duizhao.corpora.months import MONTHS
from duizhao.corpora.patterns import lazy

from ..words import word_set
from .candidates import Phrase

_MONTHS = frozenset(name.lower() for name in MONTHS)
# Words that open no term: verbs of resolutions, determiners, quantifiers, ordinals.
_NO_OPENING = word_set(
    "above accordingly acknowledge acknowledging act address adopt adopted adopting affirm "
    "affirming all also another any appreciating approve available aware based been being believe "
    "below both call calling can certain committed concerned condemn condemning consider "
    "considered considering contained continue continued could current decide decided deciding "
    "deeply did do does during each eighth either eleventh emphasize emphasizing encourage "
    "encouraged encouraging ensure ensuring entitled established establishing every existing "
    "express expressed expressing few fifth final first five following four fourth full fully "
    "further given had has have having held her highlighted his i important include included "
    "increase increasing invite invited inviting is it key last latter less made main make making "
    "many may more most mr mrs ms much must my necessary need new next ninth no not note noted "
    "noting number number on one only other our out over own paragraph part particular past "
    "possible present previous promote promoting propose proposed provide provided providing "
    "reaffirm reaffirming recall recalling recent recognize recognizing recommend related "
    "relevant reiterate reiterating report request requested requesting require required said "
    "same second see seek set seventh several shall should significant six sixth so some specific "
    "stress stressed stressing strengthen strengthening strongly such support supporting take "
    "taking tenth than that their them there these they third this those three through thus "
    "together total twelfth two underline underlining urge urging use used various very was we "
    "welcome welcomed welcoming well were when where which while who whole whose will with "
    "without would year"
)
# They open names all the same: Fifth Committee, New Urban Agenda.
_ORDINALS = word_set("first second third fourth fifth sixth seventh eighth ninth tenth new")

# Words that stand in no term at all.
_NOWHERE = _MONTHS | word_set(
    "recommend recommended recommending indicate indicated wish wished please monday tuesday "
    "wednesday thursday friday saturday sunday said was were has have had been be is are can "
    "could shall should would will must i me you he she we us they if how why let suppose your"
)
_NO_ENDING = word_set(
    "above accordance according adopted after all also and any are as available based be been "
    "before being below can committed concerned contained could did do does due during each "
    "entitled established existing first following given had has have held however if include "
    "included including is it its made many may more most must need new no not noted only other "
    "out over own present provide provided proposed regard regarding related relevant requested "
    "required respect said same second set shall should since so some such take taken than that "
    "the their them then there these they third this those through thus under until up use used "
    "various very was we well were when where which while who whose will within without would "
    "active annual better clear close complete concrete cultural different direct economic "
    "effective equal full general global great high human important independent international "
    "joint legal local long main major military multilateral national natural necessary "
    "particular political possible private public recent regional responsible rural second "
    "several significant similar social special specific strong substantive sustainable technical "
    "timely traditional urban very whole"
)
_SINGLE_NO = _MONTHS | word_set(
    "actively approximately armed based better clear comprehensive different early effective "
    "effectively efforts entire equal especially essential fully greater here high higher hundred "
    "large larger late level low lower million mr mrs ms namely new old other particular past "
    "percent percentage previous recently similar several small subject successful successfully "
    "therefore thousand today together toward towards unless until year month week day today "
    "monday tuesday wednesday thursday friday saturday sunday"
)
_ADJECTIVE = lazy(
    r"(?:al|ive|ous|ible|able|ful|less|ly|ed|ing|ary|ory|ical|ic|ian|ese|ish|ern|est)$"
)
# Nouns with such endings that terms of their own are made of.
_NOUNS = word_set(
    "airspace ally appeal approval archive arrival assembly beneficiary boundary capital ceiling "
    "chemical clothing commentary committed council crime criminal decision-making dialogue "
    "dispersal disarmament disposal drilling ecology economy family farming fishing flooding "
    "funding goal hearing hospital housing initiative internal investigative journal livestock "
    "logging logic mainstreaming manual material meeting memorial metal mineral mining "
    "monitoring motive music narrative objective official peacebuilding peacekeeping personnel "
    "perspective planning policing portal potential principal proposal public pupil rating ruling "
    "salary secondary secretary signal statistic strategy summary supply survival terminal "
    "testing territory topic traffic trafficking training tribunal trial vocabulary voting "
    "well-being withdrawal writing building accounting banking aging ageing directive executive "
    "laboratory directory history inventory factory theory signatory category glory memory"
)


def termhood(phrase: Phrase) -> float:
    """How much a phrase looks like a term, between 0 (not at all) and 1."""
    key = phrase.key
    first, last = key[0], key[-1]
    opens = first not in _NO_OPENING or (phrase.is_name and len(key) > 1 and first in _ORDINALS)
    if not opens or not _NOWHERE.isdisjoint(key):
        return 0.0
    if last in _NO_ENDING and not phrase.is_name:
        return 0.0
    solid = [word for word in key if not word.isdigit()]
    if not solid or any(len(word) < 2 for word in (first, last) if not word.isdigit()):
        return 0.0
    if len(key) > 1:
        return 1.0 if phrase.is_name else 0.9
    if phrase.is_name:
        return 0.8
    if first in _SINGLE_NO:
        return 0.0
    if _ADJECTIVE.search(first) and first not in _NOUNS:
        return 0.25
    return 0.6
