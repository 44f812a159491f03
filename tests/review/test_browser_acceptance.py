"""A person at work in Chromium: pairs corrected by keys and mouse, the server killed in between."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from duizhao.review.project import Project
from duizhao.review.state import RowState, State
from duizhao.review.texts import joined

pytestmark = pytest.mark.acceptance

ZH = """清河镇图书馆章程
图书馆每周二至周日上午九点开放。星期一闭馆整理。
读者凭借书证最多可借八本书。借期为三十天，可续借一次。
儿童阅览室设在二楼，由两名馆员值班。
本馆还与附近三所中学共建读书小组。
逾期不还者，每天每册缴纳一角。
本章程自六月一日起施行。
"""
EN = """Rules of the Qinghe Town Library
The library is open from nine in the morning, Tuesday to Sunday. It is closed on Mondays.
Readers may borrow up to eight books on a card. The loan period is thirty days, renewable once.
The children's reading room is on the second floor and is staffed by two librarians.
Translator's note: the photographs of the building were omitted here.
A fine of ten cents a day is charged for each overdue volume.
These rules take effect on 1 June.
"""
"""An omission opposite an added note, as in a translation that somebody else made."""


class Server:
    """``duizhao review`` as a process of its own."""

    def __init__(self, folder: Path, *args: str) -> None:
        self.folder, self.args = folder, args
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "duizhao", "review", "--no-browser", "-q", *self.args]
        env = os.environ | {"DUIZHAO_STATE": str(self.folder / "state")}
        self.process = subprocess.Popen(
            command, cwd=self.folder, env=env, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout
        self.link = self.process.stdout.readline().strip()

    def kill(self) -> None:
        """As ``kill -9``."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("google-chrome")
    assert program, "Chromium is missing: apt-get install chromium"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "rules.zh.txt").write_text(ZH, encoding="utf-8")
    (tmp_path / "rules.en.txt").write_text(EN, encoding="utf-8")
    return tmp_path


@pytest.fixture
def server(folder: Path) -> Iterator[Server]:
    running = Server(folder, "rules.zh.txt", "rules.en.txt")
    yield running
    if running.process.poll() is None:
        running.stop()


@pytest.fixture
def opened(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens a link in a browser of its own that has never been here; faults fail the test."""
    contexts = []
    faults: list[str] = []

    def see(link: str, until: str = "#grid:focus .row", **options: Any) -> Any:
        # The driver's waiting needs eval, which the page's policy forbids.
        context = browser.new_context(locale="en-GB", bypass_csp=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(link)
        page.wait_for_selector(until, timeout=60_000)
        return page

    yield see
    for context in contexts:
        context.close()
    assert not faults


def settle(page: Any) -> None:
    """Wait until the server has answered every call for a change, and the page has drawn it."""
    page.wait_for_function("!document.documentElement.dataset.busy")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


def press(page: Any, *keys: str) -> None:
    """Press keys, and wait for each until the page has what came of it."""
    for key in keys:
        page.keyboard.press(key)
        settle(page)


def leave_dialog(page: Any, key: str = "Escape") -> None:
    """Press a key that closes the dialog; the rows have the focus again."""
    page.keyboard.press(key)
    page.wait_for_selector("dialog", state="detached")
    page.wait_for_selector("#grid:focus")


def click_between(page: Any, text: str, before: str) -> None:
    """Click between two characters of a text in a row, at the beginning of `before`."""
    x, y = page.evaluate(
        """([text, before]) => {
          const node = [...document.querySelectorAll('.text')].find((e) => e.textContent === text);
          const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
          for (let at = text.indexOf(before); walker.nextNode(); ) {
            const piece = walker.currentNode;
            if (at < piece.length) {
              const range = document.createRange();
              range.setStart(piece, at);
              range.setEnd(piece, at + 1);
              const box = range.getClientRects()[0];
              return [box.left + 1, (box.top + box.bottom) / 2];
            }
            at -= piece.length;
          }
        }""",
        [text, before],
    )
    page.mouse.click(x, y)


def on_disk(folder: Path) -> State:
    """What another process reads; the server has it open."""
    from duizhao.review.file import ProjectFile

    file = ProjectFile(folder / "rules.duizhao")
    try:
        return file.state()
    finally:
        file.close()


def shown(state: State) -> list[tuple[str, str, str]]:
    """Texts and state of each row."""
    return [
        (
            joined([state.segments[n] for n in row.zh]).text,
            joined([state.segments[n] for n in row.en]).text,
            str(row.state),
        )
        for row in state.rows
    ]


def on_screen(page: Any) -> list[tuple[str, str, str]]:
    """The same, as the page has it."""
    rows = page.evaluate(
        """() => [...document.querySelectorAll('.row')].map((row) => [
          ...['zh', 'en'].map((side) =>
            [...row.querySelectorAll(`.side.${side} .text`)].map((one) => one.textContent)
              .join(side === 'en' ? ' ' : '')),
          ["automatic", "confirmed", "edited", "rejected"]
            .find((s) => row.classList.contains(s))])"""
    )
    return [tuple(row) for row in rows]


def test_an_omission_opposite_a_note_takes_two_keys(
    server: Server, folder: Path, opened: Callable[..., Any]
) -> None:
    page = opened(server.link)
    press(page, "n", "u", "Control+s")
    page.wait_for_selector("dialog form button:focus")
    page.keyboard.press("Enter")
    page.wait_for_selector(".told p")
    texts = re.findall("<seg>(.*?)</seg>", (folder / "rules.tmx").read_text("utf-8"))
    assert len(texts) == 16
    assert not [text for text in texts if "三所中学" in text or "photographs" in text]
    leave_dialog(page)
    page.get_by_role("button", name="Send to memory").click()
    page.locator("dialog form button.main").click()
    page.wait_for_selector("dialog .told p")
    from duizhao import Memory

    with Memory(folder / "memory.db") as memory:
        assert not memory.search("本馆还与附近三所中学共建读书小组。", "zh", threshold=90)
        assert memory.search("逾期不还者，每天每册缴纳一角。", "zh", threshold=95)
    # Another browser sees the same.
    leave_dialog(page)
    page.get_by_role("button", name="Link for another browser").click()
    page.wait_for_function("document.querySelector('dialog .long')?.value")
    second = opened(page.locator("dialog .long").input_value())
    assert on_screen(second) == shown(on_disk(folder))
    assert ("本馆还与附近三所中学共建读书小组。", "", "edited") in on_screen(second)


def test_a_link_works_once(server: Server, browser: Any) -> None:
    first = browser.new_context()
    page = first.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(server.link)
    page.wait_for_selector(".row", timeout=60_000)
    page.keyboard.press("Enter")
    page.wait_for_selector(".row.confirmed")
    # Nothing that the content security policy forbids.
    assert not said
    first.close()
    context = browser.new_context()
    page = context.new_page()
    answer = page.goto(server.link)
    assert answer.status == 401
    assert context.request.get(f"{server.link.partition('?')[0]}api/rows").status == 401
    context.close()


def test_killed_between_any_two_operations(
    server: Server, folder: Path, opened: Callable[..., Any]
) -> None:
    page = opened(server.link)
    steps = (
        ("Enter",),  # confirm the title
        ("m",),  # merge
        ("s", "Enter"),  # and apart again
        ("j", "u"),  # unlink
        ("j", "Alt+ArrowUp"),  # the English side back to its row
        ("e",),
        ("r",),
    )
    for keys in steps:
        press(page, *keys)
        if keys == ("e",):
            page.keyboard.type(" Corrected.")
            press(page, "Enter")
        before = shown(on_disk(folder))
        server.kill()
        server.start()
        page.goto(server.link)
        page.wait_for_selector("#grid:focus .row")
        assert on_screen(page) == before
    whole = on_disk(folder)
    for _ in range(10):
        press(page, "Control+z")
    first = shown(on_disk(folder))
    assert all(state == "automatic" for *_, state in first)
    for _ in range(10):
        press(page, "Control+y")
    assert shown(on_disk(folder)) == shown(whole)
    page.reload()
    page.wait_for_selector(".row")
    assert on_screen(page) == shown(whole)
    server.stop()
    with Project(folder / "rules.duizhao") as project:
        assert shown(project.state) == shown(whole)


def test_by_mouse_alone(server: Server, folder: Path, opened: Callable[..., Any]) -> None:
    page = opened(server.link)
    target = page.locator(".row", has_text="儿童阅览室")
    page.locator(".segment", has_text="逾期不还者").drag_to(target.locator(".side.zh"))
    page.wait_for_function("document.querySelectorAll('.row.edited').length === 2")
    assert ("", "A fine of ten cents a day is charged for each overdue volume.", "edited") in shown(
        on_disk(folder)
    )
    page.get_by_role("button", name="Undo").click()
    page.wait_for_function("document.querySelectorAll('.row.edited').length === 0")
    target.locator(".link").click()
    page.get_by_role("button", name="Reject").click()
    page.wait_for_selector(".row.rejected")
    page.get_by_role("button", name="Split").click()
    page.get_by_role("button", name="Split into two rows").wait_for()
    settle(page)
    with page.expect_response("**/api/border*"):
        click_between(page, "儿童阅览室设在二楼，由两名馆员值班。", before="楼，")
    settle(page)
    page.get_by_role("button", name="Split into two rows").click()
    page.wait_for_function("document.querySelectorAll('.row.edited').length === 2")
    assert on_screen(page) == shown(on_disk(folder))
    assert [zh for zh, _, state in on_screen(page) if state == "edited"] == [
        "儿童阅览室设在二",
        "楼，由两名馆员值班。",
    ]


def test_two_windows(server: Server, folder: Path, opened: Callable[..., Any]) -> None:
    page = opened(server.link)
    second = page.context.new_page()
    second.goto(page.url)
    second.wait_for_selector(".row")
    press(second, "e")
    second.keyboard.type(" One.")
    press(second, "Enter")
    page.wait_for_selector(".segment.edited")
    assert on_screen(page) == on_screen(second)
    # One that has missed the news is told, and its own change is refused.
    page.evaluate(
        "() => fetch('/api/operations', {method: 'POST', "
        "headers: {'content-type': 'application/json'}, "
        "body: JSON.stringify({operation: {op: 'edit', segment: 1, text: 'x'}, base: 0})})"
        ".then((answer) => { window.answered = answer.status; })"
    )
    page.wait_for_function("window.answered")
    assert page.evaluate("window.answered") == 409
    assert on_disk(folder).segments[1].text.endswith(" One.")


def test_two_people_edit_the_same_segment(
    server: Server, folder: Path, opened: Callable[..., Any]
) -> None:
    page = opened(server.link)
    second = page.context.new_page()
    second.goto(page.url)
    second.wait_for_selector(".row")
    second.locator(".who").fill("王")
    second.keyboard.press("Enter")
    page.wait_for_selector(".sum:has-text('王')")
    second.reload()
    second.wait_for_selector(".row")
    assert second.input_value(".who") == "王"
    for window, said in ((page, "甲"), (second, "乙")):
        window.locator("#grid").focus()
        window.keyboard.press("e")
        window.wait_for_selector("textarea.editor:focus")
        window.keyboard.type(said)
    press(second, "Enter")
    assert on_disk(folder).segments[1].text.endswith("章程乙")
    page.wait_for_function("document.documentElement.dataset.version > 0")
    # What was typed stays in the editor, beside what the other has saved; nothing is overwritten.
    press(page, "Enter")
    page.wait_for_selector(".theirs:has-text('章程乙')")
    assert page.input_value("textarea.editor").endswith("章程甲")
    assert on_disk(folder).segments[1].text.endswith("章程乙")
    press(page, "Enter")
    page.wait_for_selector("textarea.editor", state="detached")
    assert on_disk(folder).segments[1].text.endswith("章程甲")
    # Two comments at the same time: both are kept.
    for window, said in ((page, "one"), (second, "two")):
        window.locator("#comment").fill(said)
    for window in (page, second):
        window.locator("#grid").focus()
        settle(window)
        window.wait_for_timeout(300)
    assert on_disk(folder).rows[0].comment == "one\ntwo"
    page.keyboard.press("Control+z")
    settle(page)
    journal = page.evaluate("() => fetch('/api/journal').then((answer) => answer.json())")
    assert [line["who"] for line in journal][-1] == "王"


def test_an_input_method_composes(server: Server, folder: Path, opened: Callable[..., Any]) -> None:
    page = opened(server.link)
    # Letters that go to an input method are no keys of ours.
    page.evaluate(
        """() => { for (const key of ['u', 'm', 'x', 'Enter']) document.getElementById('grid')
          .dispatchEvent(new KeyboardEvent('keydown',
            {key, code: key, keyCode: 229, isComposing: true, bubbles: true})); }"""
    )
    settle(page)
    assert {state for *_, state in on_screen(page)} == {"automatic"}
    assert page.locator("dialog, textarea.editor").count() == 0
    press(page, "e")
    client = page.context.new_cdp_session(page)
    client.send(
        "Input.imeSetComposition", {"text": "ceshi", "selectionStart": 5, "selectionEnd": 5}
    )
    page.evaluate(
        """() => document.activeElement.dispatchEvent(new KeyboardEvent('keydown',
          {key: 'Enter', keyCode: 229, isComposing: true, bubbles: true}))"""
    )
    assert page.locator("textarea.editor").count() == 1
    client.send("Input.insertText", {"text": "测试"})
    press(page, "Enter")
    assert on_disk(folder).segments[1].text == "清河镇图书馆章程测试"


def test_keyboard_only(server: Server, folder: Path, opened: Callable[..., Any]) -> None:
    page = opened(server.link)
    press(page, "?")
    page.wait_for_selector("dialog kbd")
    assert page.locator("dialog kbd").count() > 25
    leave_dialog(page)
    press(page, "b", "c")
    page.keyboard.type("再看")
    press(page, "Enter", "j", "j", "Shift+Enter", "x", "/")
    page.keyboard.type("ＬＩＢＲＡＲＹ")
    page.wait_for_selector("mark.hit")
    press(page, "Enter", "Escape", "g")
    page.keyboard.type("2")
    leave_dialog(page, "Enter")
    press(page, "Tab", "F6")
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"
    press(page, "F6")
    assert page.evaluate("document.activeElement.id") == "grid"
    assert page.locator(".row.here").get_attribute("aria-rowindex") == "2"
    state = on_disk(folder)
    assert state.rows[0].comment == "再看"
    assert state.rows[0].bookmark
    assert [str(row.state) for row in state.rows[:4]] == [
        "confirmed",
        "confirmed",
        "rejected",
        "automatic",
    ]
    assert state.rows[2].state == RowState.REJECTED


@pytest.mark.parametrize("language", ["en", "zh"])
def test_axe_finds_nothing(server: Server, opened: Callable[..., Any], language: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened(server.link)
    page.get_by_label("Language").select_option(language)
    page.wait_for_selector(f"html[lang|={language}]")
    page.locator("#grid").focus()
    page.evaluate(Axe().axe_script)

    def look(what: str) -> None:
        settle(page)
        if page.locator("#grid").count():
            page.wait_for_selector(".panel .around")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found = page.evaluate(
                "async () => (await axe.run({resultTypes: ['violations']})).violations"
            )
            assert not found, f"{what}, {scheme}: {json.dumps(found, ensure_ascii=False)[:3000]}"

    look("grid")
    press(page, "n")
    look("a doubtful row")
    press(page, "s")
    look("splitting")
    press(page, "Escape", "x", "b")
    look("a rejected row")
    press(page, "e")
    look("editing")
    press(page, "Escape", "l")
    look("linking")
    press(page, "Escape")
    for name in ("?", "g", "Control+s"):
        press(page, name)
        page.wait_for_selector("dialog")
        look(f"dialog {name}")
        leave_dialog(page)
    # Each dialog, and what says that its content has come.
    dialogs = [
        ("History", "历史", "dialog li time"),
        ("Align again…", "重新对齐…", "dialog .proposals, dialog p:text-matches('Nothing|不会')"),
        ("Send to memory", "写入记忆库", "dialog form"),
        ("Link for another browser", "另一浏览器", "dialog .long:not([value=''])"),
    ]
    for english, chinese, content in dialogs:
        label = english if language == "en" else chinese
        page.get_by_role("button", name=label, exact=True).click()
        page.wait_for_selector(content)
        look(f"dialog {label}")
        leave_dialog(page)
    page.get_by_role("button", name={"en": "Open another", "zh": "打开其他"}[language]).click()
    page.wait_for_selector(".recent button")
    look("opening")


def test_opening_by_dropping_two_files(
    folder: Path, browser: Any, opened: Callable[..., Any]
) -> None:
    elsewhere = folder / "work"
    elsewhere.mkdir()
    running = Server(folder, "--folder", str(elsewhere))
    try:
        page = opened(running.link, ".opening")
        files = page.evaluate_handle(
            """(files) => {
              const dropped = new DataTransfer();
              for (const [name, text] of files) dropped.items.add(new File([text], name));
              return dropped;
            }""",
            [["rules.en.txt", EN], ["rules.zh.txt", ZH]],
        )
        page.locator("form.drop").dispatch_event("drop", {"dataTransfer": files})
        chinese = page.get_by_label("Chinese document")
        page.wait_for_function("(field) => field.value", arg=chinese.element_handle())
        assert chinese.input_value().endswith("rules.zh.txt")
        # And again, chosen by name.
        with page.expect_response("**/api/dropped"):
            page.locator("input[type=file]:not([webkitdirectory])").set_input_files(
                [folder / "rules.en.txt", folder / "rules.zh.txt"]
            )
        page.get_by_label("Level").select_option("paragraph")
        page.locator("form.drop button.main").click()
        page.wait_for_selector(".row", timeout=60_000)
        assert (elsewhere / "rules.duizhao").is_file()
        page.get_by_role("button", name="Open another").click()
        page.wait_for_selector(".recent button")
        page.locator(".recent button").first.click()
        page.wait_for_selector(".row")
    finally:
        running.stop()


def made_folder(at: Path) -> Path:
    """A folder with two pairs of documents, and a file that nobody translated."""
    folder = at / "pairs"
    for language, text in (("zh", ZH), ("en", EN)):
        (folder / language).mkdir(parents=True)
        (folder / language / "rules.txt").write_text(text, encoding="utf-8")
        part = "\n".join(text.splitlines()[:2])
        (folder / language / "notice.txt").write_text(part, encoding="utf-8")
    (folder / "en" / "diary.txt").write_text("Rain all day. The cat slept.\n", encoding="utf-8")
    (folder / ".hidden").write_text("x", encoding="utf-8")
    return folder


def drag_onto(page: Any, selector: str, *paths: Path) -> None:
    """Drop files and folders of this machine, as a file manager does."""
    box = page.locator(selector).bounding_box()
    place = {"x": box["x"] + box["width"] / 2, "y": box["y"] + 20}
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    client = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        client.send("Input.dispatchDragEvent", {"type": kind, **place, "data": data})


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_folder_is_dropped_and_worked_through(
    folder: Path, opened: Callable[..., Any], language: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    elsewhere = folder / "work"
    elsewhere.mkdir()
    running = Server(folder, "--folder", str(elsewhere))
    try:
        page = opened(running.link, ".opening")
        page.locator("header select").nth(1).select_option(language)
        page.wait_for_selector(f"html[lang|={language}]")
        drag_onto(page, "form.drop", made_folder(folder))
        page.wait_for_selector(".collection tbody tr", timeout=60_000)
        names = page.locator(".collection tbody button").all_text_contents()
        assert [" ".join(name.split()) for name in names] == [
            "notice.txt ↔ notice.txt",
            "rules.txt ↔ rules.txt",
        ]
        left = page.locator(".collection li").all_text_contents()
        assert left == [
            {
                "en": "diary.txt: no Chinese counterpart found",
                "zh": "diary.txt：没有找到对应的中文文件",
            }[language]
        ]
        assert not (elsewhere / "pairs" / ".hidden").exists()
        page.evaluate(Axe().axe_script)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found = page.evaluate("async () => (await axe.run()).violations")
            assert not found, json.dumps(found, ensure_ascii=False)[:3000]
        page.locator(".collection tbody button").first.press("Enter")
        page.wait_for_selector("#grid:focus .row", timeout=60_000)
        press(page, "Enter")
        # The next document, and back to the list, which knows how far the first one is.
        page.get_by_role(
            "button", name={"en": "Next document", "zh": "下一个文件"}[language]
        ).click()
        page.wait_for_selector(".row:has-text('逾期不还者')", timeout=60_000)
        close = {"en": "Open another", "zh": "打开其他"}[language]
        page.get_by_role("button", name=close).click()
        page.wait_for_selector(".collection tbody tr:has-text('1 /')")
        page.get_by_role("button", name=close).click()
        page.wait_for_selector("form.drop")
        # The same folder again, by the button: nothing is copied twice.
        page.locator("input[webkitdirectory]").set_input_files(folder / "pairs")
        page.wait_for_selector(".collection tbody tr:has-text('1 /')", timeout=60_000)
        assert sorted(one.name for one in elsewhere.iterdir()) == ["pairs"]
    finally:
        running.stop()


def test_faults_and_reasons_are_in_the_language_of_the_page(
    server: Server, folder: Path, opened: Callable[..., Any]
) -> None:
    page = opened(server.link)
    page.get_by_label("Language").select_option("zh")
    page.wait_for_selector("html[lang|=zh]")
    page.locator("#grid").focus()
    press(page, "n")
    page.wait_for_selector(".panel .around")
    assert page.locator(".panel [lang=en]:not(.around):not(q):not(dd span)").count() == 0
    assert "语义" in page.locator(".panel").inner_text()
    page.locator("#grid").focus()
    press(page, "Home", "u", "u")
    page.wait_for_selector(".notice:has-text('该行只有一段')")
    page.get_by_role("button", name="打开其他").click()
    page.get_by_label("文件夹").last.fill("no-such.duizhao")
    page.keyboard.press("Enter")
    page.wait_for_selector(".notice.error:has-text('没有这个项目；请检查名称')")
