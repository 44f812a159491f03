"""What is installed, and what a wheel holds."""

from __future__ import annotations

import ast
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ORDER = ("corpora", "align", "memory", "duizhao")


@pytest.fixture(scope="module")
def wheel_files(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    names = [*ORDER, "tests", "scripts", "pyproject.toml", "README.md", "LICENSE"]
    subprocess.run(["cp", "-r", *(ROOT / name for name in names), source], check=True)
    script = "import setuptools.build_meta as backend, sys; print(backend.build_wheel(sys.argv[1]))"
    subprocess.run(
        [sys.executable, "-c", script, str(folder)], cwd=source, check=True, capture_output=True
    )
    (wheel,) = folder.glob("*.whl")
    return zipfile.ZipFile(wheel).namelist()


def test_the_wheel_holds_our_packages_and_nothing_else(wheel_files: list[str]) -> None:
    tops = {name.split("/")[0] for name in wheel_files if ".dist-info/" not in name}
    assert tops == {"duizhao"}
    rooms = {name.split("/")[1] for name in wheel_files if name.startswith("duizhao/")}
    assert rooms >= {"align", "corpora", "memory"}


def test_the_wheel_holds_every_file_of_data(wheel_files: list[str]) -> None:
    kept = {".json", ".tsv", ".txt", ".html", ".css", ".js", ".jinja", ".jsonl", ".typed", ".toml"}
    data = {
        str(Path("duizhao" if package != "duizhao" else "") / path.relative_to(ROOT))
        for package in ORDER
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix != ".py" and "__pycache__" not in path.parts
    }
    assert {Path(name).suffix or Path(name).name for name in data} <= kept
    assert data <= set(wheel_files)


def _imports(path: Path) -> set[str]:
    """The rooms of duizhao that a file imports from, by absolute name."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module)
    parts = [name.split(".") for name in names if name.split(".")[0] == "duizhao"]
    return {each[1] if each[1:] and each[1] in ORDER else "duizhao" for each in parts}


@pytest.mark.parametrize("package", ORDER)
def test_imports_run_one_way(package: str) -> None:
    above = set(ORDER[ORDER.index(package) + 1 :])
    for path in (ROOT / package).rglob("*.py"):
        assert not _imports(path) & above, f"{path} reaches up"


def test_importing_costs_nothing() -> None:
    script = "import duizhao, sys; print(*sorted(m for m in sys.modules if '.' not in m))"
    loaded = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    ).stdout.split()
    assert not {"numpy", "faiss", "pandas", "torch"} & set(loaded)


def test_public_names() -> None:
    import duizhao

    for name in duizhao.__all__:
        assert getattr(duizhao, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = duizhao.nonsense


def test_no_module_hides_a_public_name() -> None:
    import duizhao

    modules = {path.stem for path in (ROOT / "duizhao").iterdir()}
    # The package align is callable, so that it is a function and a place to import from.
    assert modules & set(duizhao.__all__) == {"align"}
    assert callable(duizhao.align)


def test_modules_of_a_user_do_not_get_in_the_way(tmp_path: Path) -> None:
    for name in ("memory", "corpora"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('the wrong module')\n")
    script = tmp_path / "align.py"
    lines = (
        "import duizhao",
        "pair = duizhao.align('zh.txt', 'en.txt', checks=())",
        "print(len(pair.units))",
    )
    script.write_text("\n".join(lines))
    (tmp_path / "zh.txt").write_text("今天下雨。\n", encoding="utf-8")
    (tmp_path / "en.txt").write_text("It is raining today.\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "align.py"], cwd=tmp_path, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout.strip()) == (0, "1"), done.stderr
