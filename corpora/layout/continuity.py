"""Whether a text sounds finished, and whether another sounds like its continuation."""

from __future__ import annotations

import re
from enum import IntEnum

from ..document import Language
from ..patterns import lazy
from .marks import SUPERSCRIPTS, label_of, words

_CLOSERS = "”’」』）)】》〉\"'］]*†‡ "
_TRAILING = lazy(f"(?:[{SUPERSCRIPTS}]|(?<=[^\\d\\s])\\s?[0-9]{{1,3}}/|\\[[0-9]{{1,3}}\\])$")

# Openings of preambular paragraphs, simplified and traditional.
_ZH_OPENERS = lazy(
    "(?:[又并並还還再]{0,4}(?:特别|特別|深为|深為|深感|深切|十分|极为|極為|严重|嚴重|满意地|滿意地|赞赏地|"
    "讚賞地|贊賞地|感谢地|感謝地|关切地|關切地|遗憾地|遺憾地|欣慰地|高兴地|高興地|铭感地)?"
    "(?:回顾|回顧|重申|注意到|欢迎|歡迎|欣见|欣見|欣悉|确认|確認|认识到|認識到|意识到|意識到|铭记|銘記|"
    "考虑到|考慮到|强调|強調|关切|關切|关注|關注|深信|相信|确信|確信|赞扬|讚揚|贊揚|赞赏|讚賞|贊賞|"
    "感谢|感謝|审议了|審議了|审查了|審查了|谴责|譴責|忆及|憶及|遵循|依照|依据|依據|本着|本著|鉴于|鑒於|鑑於|"
    "念及|希望|期望|期待|决心|決心|渴望|表示|承认|承認|指出|申明|宣布|宣告|遗憾|遺憾|震惊|震驚|惊悉|"
    "察及|着重|著重|坚信|堅信|肯定|收到|听取|聽取|痛惜|支持|赞同|贊同|知悉|体认|體認|忧虑|憂慮|警觉))"
)
_EN_OPENERS = lazy(
    "(?:Deeply|Gravely|Seriously|Strongly|Fully|Further|Firmly|Also|Particularly|Keenly|Profoundly|"
    "Highly|Again|Once again|Mindful|Aware|Conscious|Concerned|Convinced|Determined|Guided|Alarmed|"
    "Appalled|Disturbed|Dismayed|Shocked|Desirous|Cognizant|Encouraged|Inspired|Resolved|Confident|"
    "Grateful|Having|Bearing|Taking|[A-Z][a-z]{2,14}ing)\\b"
)
_BODIES = lazy(
    "(?:大会|大會|安全理事会|安全理事會|经济及社会理事会|經濟及社會理事會|人权理事会|人權理事會|"
    "[\u4e00-\u9fff]{0,20}(?:委员会|委員會|会议|會議|理事会|理事會|大会|大會|缔约方|締約方))，$"
)
_EN_BODIES = lazy(r"(?:The|We,)\s[A-Z][\w ,’'-]{3,120},$")

_FUNCTION_WORDS = words(
    "a an the of and or nor to in on at by for from with without within into under over against "
    "between among through during before after since until upon about across along as than that "
    "which who whose whom where when while if whether because although though is are was were be "
    "been being has have had its their his her our your this these those such any all each every "
    "both either neither not no more most other including concerning regarding per via"
)
_ABBREVIATED = lazy(
    r"(?:^|[\s(\[“\"])(?:No|Nos|Mr|Mrs|Ms|Dr|Prof|St|vol|vols|para|paras|art|arts|sect|sects|chap|"
    r"chaps|p|pp|fig|figs|pt|cf|e\.g|i\.e|viz|vs|ed|eds|Gen|Lt|Col|Hon|[A-Z])\.$"
)


class Ending(IntEnum):
    """How a text ends."""

    FINISHED = 0  # . 。 ; ： ! ?
    COMMA = 1  # , ，
    BARE = 2  # a word or figure
    OPEN = 3  # 、 ( “ -, a function word, an abbreviation


class Opening(IntEnum):
    """How a text begins."""

    LABEL = 0  # a number, a bullet
    FORMULA = 1  # as preambular paragraphs begin
    NEUTRAL = 2  # a capital, a figure, a Han character
    RUNS_ON = 3  # a small letter, closing punctuation


def ending(text: str, language: Language) -> Ending:
    """How `text` ends, note marks, closing quotes and brackets set aside."""
    tail = text[-120:].rstrip(_CLOSERS)
    # Most lines end in a letter or a stop; only a figure or a slash may be a mark.
    previous = tail if tail[-1:].isalpha() or tail[-1:] in ".,;，。；：" else ""
    while tail != previous:
        previous = tail
        tail = _TRAILING.sub("", tail).rstrip(_CLOSERS)
    if not tail:
        return Ending.FINISHED
    last = tail[-1]
    if last in "。！？；：!?;:｡．…":
        return Ending.FINISHED
    if last == ".":
        return Ending.OPEN if _ABBREVIATED.search(tail) else Ending.FINISHED
    if last in ",，":
        return Ending.COMMA
    if last in "、(（[［“‘「『《〈【-‐–—/":
        return Ending.OPEN
    if language == "en":
        word = re.search(r"(?<![A-Za-z])[A-Za-z]+$", tail)
        if word and word.group() in _FUNCTION_WORDS:
            return Ending.OPEN
    return Ending.BARE


def opening(text: str, language: Language) -> Opening:
    """How `text` begins."""
    if not text or label_of(text) or text[0] in "•●○■□◆◇▪▫·–—-*†‡§" + "⁰¹²³⁴⁵⁶⁷⁸⁹":
        return Opening.LABEL
    if is_formula(text, language):
        return Opening.FORMULA
    head = text.lstrip("“‘\"'(（[「『《")
    if text[0] in ",.;:!?)]，。；：！？、）》〉】”’」』%％…":
        return Opening.RUNS_ON
    if head and head[0].islower():
        return Opening.RUNS_ON
    return Opening.NEUTRAL


def is_formula(text: str, language: Language) -> bool:
    """Whether `text` begins as preambular paragraphs of resolutions do."""
    pattern = _ZH_OPENERS if language == "zh" else _EN_OPENERS
    return pattern.match(text) is not None


def names_body(text: str, language: Language) -> bool:
    """Whether `text` is the line that opens a resolution: 大会，or The General Assembly,."""
    if text[-1:] not in (",", "，") or len(text) >= 140:
        return False
    pattern = _BODIES if language == "zh" else _EN_BODIES
    return pattern.match(text) is not None
