"""The rules of the project that no other tool checks: packages, imports, start-up."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SETUPTOOLS = PROJECT["tool"]["setuptools"]
PARTS = {name: ROOT / folder for name, folder in SETUPTOOLS["package-dir"].items()}
FOLDERS = ("src", "dataset", "baselines", "eval", "tests", "benchmarks")
FILES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))


def shipped_packages() -> Iterator[tuple[str, Path]]:
    """Every folder that is a package by its `__init__.py`, with its import name."""
    for name, folder in PARTS.items():
        for init in folder.rglob("__init__.py"):
            yield ".".join([name, *init.parent.relative_to(folder).parts]), init.parent


def imports(path: Path) -> Iterator[str]:
    """The absolute names that a file imports, at any depth; relative ones made absolute."""
    package = next(
        (
            ".".join([name, *path.parent.relative_to(folder).parts])
            for name, folder in PARTS.items()
            if path.is_relative_to(folder)
        ),
        "",
    )
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        # A relative import outside the parts leads from test to test.
        elif isinstance(node, ast.ImportFrom) and (package or not node.level):
            base = package.rsplit(".", node.level - 1)[0] if node.level else ""
            module = ".".join(filter(None, [base, node.module]))
            yield from (f"{module}.{alias.name}" for alias in node.names)


def part_of(path: Path) -> str:
    """The import package of a file: `musnad.dataset`, …, `musnad`, or nothing for the others."""
    found = [name for name, folder in PARTS.items() if path.is_relative_to(folder)]
    return max(found, key=len, default="")


def test_the_package_list_is_what_the_folders_hold() -> None:
    assert sorted(name for name, _ in shipped_packages()) == sorted(SETUPTOOLS["packages"])


def test_every_module_lies_in_a_listed_package() -> None:
    packages = {folder for _, folder in shipped_packages()}
    modules = [path for folder in PARTS.values() for path in folder.rglob("*.py")]
    assert [path for path in modules if path.parent not in packages] == []


def test_the_wheel_takes_every_data_file_and_no_authored_one() -> None:
    taken = {
        path
        for name, patterns in SETUPTOOLS["package-data"].items()
        for pattern in patterns
        for path in PARTS[name].glob(pattern)
    }
    dataset = ROOT / "dataset"
    wanted = {path for path in (dataset / "data").rglob("*") if path.is_file()}
    wanted |= {dataset / "README.md", dataset / "LICENSE", ROOT / "src" / "musnad" / "py.typed"}
    wanted |= set((ROOT / "baselines").rglob("*.toml"))
    wanted |= set((ROOT / "baselines" / "tagger" / "embedded").iterdir())
    wanted |= set((ROOT / "eval").rglob("*.toml")) | set((dataset / "world").rglob("*.toml"))
    wanted |= set((dataset / "corpora").rglob("*.toml"))
    wanted |= {path for path in (dataset / "detached").rglob("*") if path.is_file()}
    for folder in ("templates", "assets"):
        wanted |= set((ROOT / "eval" / "pages" / folder).iterdir())
    assert taken == wanted


def test_every_pattern_of_package_data_takes_something() -> None:
    empty = [
        (name, pattern)
        for name, patterns in SETUPTOOLS["package-data"].items()
        for pattern in patterns
        if not any(PARTS[name].glob(pattern))
    ]
    assert empty == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_part_is_imported_by_its_folder(path: Path) -> None:
    # `import eval` would make a second copy of every class in it.
    tops = {name.partition(".")[0] for name in imports(path)}
    assert tops.isdisjoint({"dataset", "baselines", "eval", "src", "tests"})


FORBIDDEN = {
    "musnad.dataset": ("musnad.baselines", "musnad.eval", "musnad.cli"),
    "musnad.baselines": ("musnad.eval", "musnad.cli"),
    "musnad.eval": ("musnad.baselines", "musnad.cli"),
}


@pytest.mark.parametrize("part", FORBIDDEN)
def test_the_parts_know_only_what_they_stand_on(part: str) -> None:
    wrong = [
        (path.relative_to(ROOT).as_posix(), name)
        for path in FILES
        if part_of(path) == part
        for name in imports(path)
        if name.startswith(FORBIDDEN[part])
    ]
    assert wrong == []


def test_inside_a_part_imports_are_relative() -> None:
    wrong = []
    for path in FILES:
        part = part_of(path)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            module = node.module if isinstance(node, ast.ImportFrom) and not node.level else None
            if part not in ("", "musnad") and module and f"{module}.".startswith(f"{part}."):
                wrong.append((path.relative_to(ROOT).as_posix(), module))
    assert wrong == []


UNSAFE_MODULES = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"}
UNSAFE_CALLS = {"eval", "exec", "compile", "__import__"}
SHIPPED = [path for path in FILES if part_of(path)]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_that_is_shipped_can_run_code_from_data(path: Path) -> None:
    tops = {name.partition(".")[0] for name in imports(path)}
    calls = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert (tops & UNSAFE_MODULES, calls & UNSAFE_CALLS) == (set(), set())


def test_the_checks_see_what_they_forbid(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text("def f():\n    import eval.x\n    from dataset import y\n", encoding="utf-8")
    assert list(imports(path)) == ["eval.x", "dataset.y"]
    inside = ROOT / "eval" / "evaluate.py"
    assert "musnad.eval.report.Report" in set(imports(inside))
    assert part_of(inside) == "musnad.eval"


def test_no_folder_is_taken_for_a_data_set_by_its_files() -> None:
    # load_dataset(<root>) takes data files in a folder `eval` for a test split.
    suffixes = {".jsonl", ".json", ".csv", ".tsv", ".parquet", ".txt", ".arrow"}
    assert [path for path in (ROOT / "eval").rglob("*") if path.suffix in suffixes] == []


HEAVY = ("datasets", "sklearn", "scipy", "numpy", "pyarrow", "pandas", "torch", "rich", "yaml")


@pytest.mark.parametrize(
    ("code", "beside"),
    [
        ("import musnad; dir(musnad); musnad.__version__", ()),
        ("import musnad.cli", ()),
        ("import sys; sys.argv = ['musnad', '--help']; from musnad.cli import main\n"
         "try: main()\nexcept SystemExit: pass", ()),
        ("import musnad; musnad.load('musnad-starter/test')", ()),
        ("import musnad; musnad.baseline('nothing').predict([])", ()),
        ("import musnad; musnad.dataset_path()", ()),
        ("import musnad; musnad.evaluate", ("numpy", "scipy")),
    ],
    ids=["import", "import cli", "--help", "load", "predict", "dataset_path", "evaluate"],
)  # fmt: skip
def test_nothing_heavy_is_imported_before_it_is_needed(code: str, beside: tuple[str, ...]) -> None:
    seen = f"{code}\nimport sys\nprint('\\n', *(name for name in {HEAVY} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    assert set(done.stdout.splitlines()[-1].split()) <= set(beside)
