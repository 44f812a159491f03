"""Chromium shows the page, its filters and its keys work, and it asks nothing of the network."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding, Severity
from duizhao.memory.page import render

pytestmark = pytest.mark.acceptance

UNITS = [Unit(f"第{n}段", f"Paragraph {n}", "body", "", 0.95) for n in range(30)]
UNITS[7] = Unit("2015年", "In 2016", "body", "", 0.4)
UNITS[9] = Unit("孤", "")
FINDING = Finding("date", Severity.ERROR, 7, "2015年", "In 2016", (0, 4), (3, 7), "a", "b", "m")

# What a reader would do, done by a script; what came of it is left in the title.
ACT = """<script>
const press = (key) => document.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
const seen = () => [...document.querySelectorAll("article")].filter((r) => r.offsetParent).length;
const here = () => document.querySelector("article.here")?.id;
const told = [seen()];
press("j"); press("j"); told.push(here()); press("k"); told.push(here());
press("n"); told.push(here()); press("p"); told.push(here());
document.getElementById("doubts").click(); told.push(seen());
document.getElementById("nulls").click(); told.push(seen());
document.getElementById("all").click();
const find = document.getElementById("find");
find.value = "PARAGRAPH 2"; find.dispatchEvent(new Event("input"));
setTimeout(() => {
  told.push(seen());
  told.push(getComputedStyle(document.querySelector("mark")).textDecorationLine);
  document.title = "told: " + told.join(" ");
}, 300);
</script>"""


def browser(*args: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    assert program, "Chromium is missing: apt-get install chromium"
    command = [program, "--headless", "--no-sandbox", "--disable-gpu", *args]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def test_filters_keys_and_search(tmp_path: Path) -> None:
    text = "".join(render(UNITS, findings=[FINDING], title="t"))
    path = tmp_path / "page.html"
    path.write_text(text.replace("</body>", ACT + "</body>"), "utf-8")
    shown = browser("--virtual-time-budget=2000", "--dump-dom", path.as_uri()).stdout
    told = re.search(r"<title>told: (.*?)</title>", shown)
    assert told, shown[:500]
    assert told[1] == "30 u1 u0 u7 u7 1 1 11 underline"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_painted(scheme: str, tmp_path: Path) -> None:
    path, picture = tmp_path / "page.html", tmp_path / "page.png"
    path.write_text("".join(render(UNITS, findings=[FINDING], title="t")), "utf-8")
    flags = ["--force-dark-mode", "--blink-settings=preferredColorScheme=0"]
    browser(
        *(flags if scheme == "dark" else []),
        f"--screenshot={picture}",
        "--window-size=1200,900",
        path.as_uri(),
    )
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size > 20_000
