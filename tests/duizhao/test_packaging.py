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
    assert tops == set(ORDER)


def test_the_wheel_holds_every_file_of_data(wheel_files: list[str]) -> None:
    kept = {".json", ".tsv", ".txt", ".html", ".css", ".js", ".jinja", ".jsonl", ".typed"}
    data = {
        str(path.relative_to(ROOT))
        for package in ORDER
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix != ".py" and "__pycache__" not in path.parts
    }
    assert {Path(name).suffix or Path(name).name for name in data} <= kept
    assert data <= set(wheel_files)


def _imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.split(".")[0])
    return names


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
    assert not {"numpy", "faiss", "pandas", "torch", "align", "memory"} & set(loaded)


def test_public_names() -> None:
    import duizhao

    for name in duizhao.__all__:
        assert getattr(duizhao, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = duizhao.nonsense


def test_no_module_hides_a_public_name() -> None:
    import duizhao

    modules = {path.stem for path in (ROOT / "duizhao").iterdir()}
    assert not modules & set(duizhao.__all__)
