"""The search page in Chromium: search, filter, edit, reject, links, a draft, both languages."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from duizhao.corpora.entry import Entry
from duizhao.corpora.unit import Unit
from duizhao.memory.facade import Memory

pytestmark = pytest.mark.acceptance

SAID = (
    ("各国承诺促进{}。", "States undertook to promote {}."),
    ("秘书长的报告谈到{}问题。", "The report of the Secretary-General deals with {}."),
    ("没有和平就没有{}。", "There is no {} without peace."),
    ("基金会资助了四个{}项目。", "The foundation paid for four projects of {}."),
)
UNITS = [
    Unit(zh.format("可持续发展"), en.format(said))
    for said in ("sustainable development", "lasting growth")
    for zh, en in SAID
]
UNITS.append(Unit("预算<b>增加</b>了。", "The budget <b>grew</b>."))


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    path = tmp_path / "memory.db"
    with Memory(path) as memory:
        memory.add(Entry(unit, created="20190101T000000Z") for unit in UNITS)
    return path


@pytest.fixture
def address(memory: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "duizhao", "tm", "serve", str(memory), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    yield next(word for word in process.stdout.readline().split() if word.startswith("http"))
    process.terminate()
    process.wait(20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("google-chrome")
    assert program, "Chromium is missing: apt-get install chromium"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()


def opened(browser: Any, address: str, **options: Any) -> Any:
    context = browser.new_context(**({"locale": "en-GB", "bypass_csp": True} | options))
    page = context.new_page()
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.goto(address)
    page.wait_for_selector("#said:not(:empty), #draft:not([hidden])")
    return page


def answered(page: Any) -> None:
    page.wait_for_function("document.documentElement.dataset.shown === location.search")


def find(page: Any, text: str, other: str = "") -> None:
    page.fill("[name=text]", text)
    page.fill("[name=other]", other)
    page.keyboard.press("Enter")
    answered(page)


def test_search_edit_and_reject(browser: Any, address: str, memory: Path) -> None:
    page = opened(browser, address)
    find(page, "可持续发展")
    assert page.inner_text("#said") == "8 units"
    assert page.locator("#renderings button").count() == 2
    page.click("#renderings button:has-text('lasting growth')")
    page.wait_for_function("document.querySelectorAll('#lines li').length === 4")
    # The filter is in the address: another browser sees the same.
    other = opened(browser, page.url)
    assert other.locator("#lines li").count() == 4
    assert other.input_value("[name=other]") == "lasting growth"
    # Edited here, edited there: the second is refused and keeps the text that was typed.
    for window, said in ((page, "Growth that lasts."), (other, "Lasting growth, always.")):
        window.fill("#who", "Ada")
        item = window.locator("#lines li").first
        item.get_by_role("button", name="Edit").click()
        window.locator(".edit textarea[lang=en]").fill(said)
    page.get_by_role("button", name="Save").click()
    page.wait_for_function("document.querySelectorAll('#lines li').length === 3")
    other.get_by_role("button", name="Save").click()
    other.wait_for_selector(".fault")
    assert other.locator(".edit textarea[lang=en]").input_value() == "Lasting growth, always."
    # Rejected: gone from the answers, and from what others are told.
    page.locator("#lines li").first.get_by_role("button", name="Reject").click()
    page.wait_for_function("document.querySelectorAll('#lines li').length === 2")
    page.go_back()
    answered(page)
    assert page.input_value("[name=other]") == ""
    assert page.faults == other.faults == []
    with Memory(memory) as store:
        entries = list(store.store.entries())
        assert [e.changer for e in entries if e.unit.en == "Growth that lasts."] == ["Ada"]
        assert sum(e.status.label == "rejected" for e in entries) == 1
        assert len(entries) == len(UNITS)


def test_a_permanent_link_and_markup_as_text(browser: Any, address: str) -> None:
    page = opened(browser, address)
    find(page, "增加")
    assert "预算<b>增加</b>了。" in page.locator(".kwic").inner_text().replace("\n", "")
    page.locator(".about a").click()
    page.wait_for_selector("li.whole")
    assert page.locator("#lines .text").inner_text() == "The budget <b>grew</b>."
    page.get_by_role("button", name="Edit").click()
    page.locator(".edit textarea[lang=en]").fill("The budget rose.")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=The budget rose.")
    assert page.faults == []


def test_a_fault_is_in_the_language_of_the_page(browser: Any, address: str) -> None:
    page = opened(browser, f"{address.rstrip('/')}/?unit=99999", locale="zh-CN")
    assert page.inner_text("#said") == "没有这一条。"
    page.select_option("#language", "en")
    page.wait_for_selector("#said:has-text('There is no such unit.')")


def test_a_draft_is_coloured(browser: Any, address: str) -> None:
    page = opened(browser, f"{address}?view=draft")
    text = f"{UNITS[-1].zh}秘书长的新报告还谈到可持续发展的问题。\n这里没有相近的句子。𠮷"
    page.fill("#text", text)
    page.get_by_role("button", name="Look it up").click()
    page.wait_for_function("document.querySelector('#progress').textContent === ''")
    assert page.inner_text("#coloured") == text
    kinds = [each.get_attribute("class") for each in page.locator("#coloured > *").all()]
    assert kinds[0] == "exact" and kinds[1] in ("near", "fuzzy") and kinds[2] == "new"
    page.click("#coloured .exact")
    assert UNITS[-1].en in page.inner_text("#match")
    assert page.faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en-GB", "zh-CN"])
def test_nothing_bars_anybody(browser: Any, address: str, scheme: str, locale: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened(browser, address, color_scheme=scheme, locale=locale)
    assert page.get_attribute("html", "lang") == {"en-GB": "en", "zh-CN": "zh-CN"}[locale]
    find(page, "可持续发展")
    page.locator("#lines li").first.locator("button").nth(1).click()
    page.wait_for_selector(".edit")
    results = [Axe().run(page)]
    page.click("[data-view=draft]")
    page.fill("#text", UNITS[1].zh + "这里没有。" + UNITS[2].zh.replace("就", "也就"))
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#coloured .new")
    page.locator("#coloured button").first.click()
    results.append(Axe().run(page))
    for result in results:
        assert result.violations_count == 0, result.generate_report()
    assert page.faults == []
