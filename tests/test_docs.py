"""Documents cannot drift: their commands and snippets run, and print what they say.

A fence `console` holds commands after `$ ` and their exact output; a fence `python` is executed
with the names of the ones before it, and its output must equal a following fence `text`, if one
follows directly. `pytest --refresh-golden tests/test_docs.py` writes what the commands print.
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from musnad.cli.main import group
from musnad.dataset import TABLES
from musnad.dataset.schema import shape_of

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
FENCE = re.compile(r"^```(console|python)\n(.*?)^```\n(?:\n?^```text\n(.*?)^```\n)?", re.M | re.S)
SAMPLE = "news.txt"
SAMPLE_TEXT = (
    "السيول تجرف جسورا في رمان\n\n"
    "قالت بلدية واحة رمان إن السيول جرفت ثلاثة جسور، مضيفة أن «الوضع تحت السيطرة». "
    "ونفى نشطاء ذلك.\n"
)


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the checkout's `dataset` folder in sight and a raw news text in it."""
    (tmp_path / SAMPLE).write_text(SAMPLE_TEXT, encoding="utf-8")
    (tmp_path / "dataset").symlink_to(ROOT / "dataset")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUSNAD_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    return tmp_path


def transcript(block: str) -> str:
    """Run the commands of a console block and return the block as it should be."""
    out = []
    for line in block.splitlines():
        if line.startswith("$ "):
            out.append(line)
            command = shlex.split(line[2:], comments=True)
            if command[0] == "musnad":
                result = CliRunner().invoke(group, command[1:], catch_exceptions=False)
                out += result.stdout.splitlines()
            elif command[0] == "cat":
                out += Path(command[1]).read_text(encoding="utf-8").splitlines()
            else:
                raise AssertionError(f"documents only show musnad and cat, not {command[0]!r}")
    return "\n".join(out) + "\n"


def printed(code: str, names: dict[str, Any]) -> str:
    """Execute a python block and return what it prints."""
    stdout = io.StringIO()
    with contextlib.redirect_stdout(stdout):
        exec(compile(code, "document", "exec"), names)
    return stdout.getvalue()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_and_snippets_print_what_the_page_says(
    page: Path, workplace: Path, request: pytest.FixtureRequest
) -> None:
    text = page.read_text(encoding="utf-8")
    names: dict[str, Any] = {}

    def replayed(match: re.Match[str]) -> str:
        kind, block, output = match.groups()
        if kind == "console":
            return f"```console\n{transcript(block)}```\n"
        found = printed(block, names)
        if output is None:
            return match.group()
        return f"```python\n{block}```\n\n```text\n{found}```\n"

    fresh = FENCE.sub(replayed, text)
    if request.config.getoption("--refresh-golden"):
        page.write_text(fresh, encoding="utf-8")
        return
    assert fresh == text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if not (page.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("table", ["articles", "predictions", "pairs", "assertions", "ratings"])
def test_data_format_names_every_field(table: str) -> None:
    page = (ROOT / "docs" / "data-format.md").read_text(encoding="utf-8")
    missing = [item.name for item in shape_of(TABLES[table]).fields if f"`{item.name}`" not in page]
    assert missing == []


def test_make_targets_named_in_pages_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z][a-z-]*):", makefile, re.M))
    for page in [*PAGES, ROOT / "CONTRIBUTING.md"]:
        for command in re.findall(r"^make ([a-z -]+?)(?:\s+#.*)?$", page.read_text("utf-8"), re.M):
            assert set(command.split()) <= targets, f"{page.name}: make {command}"
