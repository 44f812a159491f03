from __future__ import annotations

import pytest

from duizhao.memory.terms.match import Matcher
from duizhao.memory.terms.starter import united_nations
from duizhao.memory.terms.termbase import Concept, Term, TermStatus
from duizhao.memory.terms.words import han_key, stem, term_key, words


def concept(zh: str, en: str, *more: Term) -> Concept:
    return Concept(en, (Term(zh, "zh"), Term(en, "en"), *more))


PEACE = concept("建设和平委员会", "Peacebuilding Commission")
STATES = concept("会员国", "Member State")
WHO = concept(
    "世界卫生组织", "World Health Organization", Term("WHO", "en", TermStatus.ABBREVIATION)
)
HEALTH = concept("卫生", "health")
WOMEN = concept(
    "消除对妇女歧视委员会", "Committee on the Elimination of Discrimination against Women"
)
CHILD = concept("联合国儿童基金会", "United Nations Children's Fund")


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (PEACE, "the Peace-building Commission met"),
        (PEACE, "PEACEBUILDING COMMISSION"),
        (STATES, "All Member States agreed"),
        (STATES, "the Member State's vote"),
        (WOMEN, "Committee on Elimination of Discrimination Against Women"),
        (CHILD, "the United Nations Children’s Fund"),
        (WHO, "The World Health Organisation’s report"),
    ],
)
def test_english_variants(found: Concept, text: str) -> None:
    matcher = Matcher([PEACE, STATES, WHO, WOMEN, CHILD])
    assert [m.concept for m in matcher.find(text, "en") if not m.inner] == [found]


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("matrix", "two matrices"),
        ("hypothesis", "several hypotheses"),
        ("retrovirus", "retroviruses"),
        ("bus", "buses"),
        ("stop", "The pump is stopping."),
        ("write", "Data were written."),
        ("shut down", "shutting down"),
        ("specify", "as specified"),
        ("cancel", "cancelled"),
        ("cancel", "canceled"),
    ],
)
def test_english_inflection(term: str, text: str) -> None:
    [mention] = Matcher([concept("某", term)]).find(text, "en")
    assert mention.term.text == term


def test_a_name_has_no_verb_forms() -> None:
    assert Matcher([concept("停", "Stop")]).find("Stopping", "en") == []


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("会费", "社会费用很高。", False),
        ("会费", "按时缴纳会费。", True),
        ("关税", "取消关税壁垒", True),
        ("会费用很", "社会费用很高。", True),
    ],
)
def test_a_short_chinese_term_is_no_part_of_two_words(term: str, text: str, found: bool) -> None:
    assert bool(Matcher([concept(term, "term")]).find(text, "zh")) is found


@pytest.mark.parametrize("text", ["those who work", "peace. Building Commission", "a world health"])
def test_what_is_no_term(text: str) -> None:
    assert Matcher([PEACE, WHO]).find(text, "en") == []


def test_the_longest_term_wins_in_both_languages() -> None:
    matcher = Matcher([HEALTH, WHO])
    english = matcher.find("the World Health Organization on health", "en")
    assert [(m.term.text, m.inner) for m in english] == [
        ("World Health Organization", False),
        ("health", True),
        ("health", False),
    ]
    chinese = matcher.find("世界卫生组织的卫生工作", "zh")
    assert [(m.term.text, m.inner) for m in chinese] == [
        ("世界卫生组织", False),
        ("卫生", True),
        ("卫生", False),
    ]


def test_places_are_those_of_the_text() -> None:
    text = "回顾《联合国 打击跨国有组织犯罪公约》⁴和UNODC"
    matcher = Matcher(united_nations().concepts)
    found = {text[m.start : m.end] for m in matcher.find(text, "zh") if not m.inner}
    assert found == {"联合国 打击跨国有组织犯罪公约", "UNODC"}


def test_traditional_text_matches_simplified_terms() -> None:
    [mention] = Matcher([WHO]).find("世界衛生組織的報告", "zh")
    assert (mention.start, mention.end) == (0, 6)


def test_an_abbreviation_in_brackets_is_marked() -> None:
    name, short = Matcher([WHO]).find("World Health Organization (WHO)", "en")
    assert (name.bracketed, short.bracketed) == (False, True)


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("Agencies", "agency"),
        ("wastes", "waste"),
        ("clashes", "clash"),
        ("Status", "status"),
        ("Women’s", "women"),
        ("organisation", "organization"),
    ],
)
def test_stems(word: str, key: str) -> None:
    assert stem(word) == key


def test_keys() -> None:
    assert han_key("《条约》（甲）") == ("条约(甲)", (1, 2, 4, 5, 6))
    assert term_key("The Rights of the Child") == term_key("rights of Child")
    assert [word.key for word in words("Crime⁴ and UN-Women")] == ["crime", "and", "un", "women"]


def test_a_name_does_not_reach_into_the_next_clause() -> None:
    terms = (
        Term("General Committee", "en"),
        Term("Abolition of Slavery, the Slave Trade and Servitude", "en"),
    )
    matcher = Matcher([Concept("1", terms)])
    text = "Noting the report of the Secretary-General, the Committee met."
    assert matcher.find(text, "en") == []
    text = "Convention on the Abolition of Slavery, the Slave Trade and Servitude"
    assert len(matcher.find(text, "en")) == 1
