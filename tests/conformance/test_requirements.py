"""The scorers that stand in the test extra and here are the same versions."""

from __future__ import annotations

import re
import tomllib

from .page import ROOT


def test_pinned_scorers_are_those_of_the_test_extra() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extra = set(project["project"]["optional-dependencies"]["test"])
    lines = (ROOT / "tests/conformance/requirements.txt").read_text(encoding="utf-8").splitlines()
    pinned = {line for line in lines if line and not line.startswith("#")}
    assert all(re.fullmatch(r"[a-z]+==[0-9.]+", line) for line in pinned)
    for name in ("nervaluate", "seqeval"):
        assert [line for line in pinned if line.startswith(name)] == [
            line for line in extra if line.startswith(name)
        ]


def test_no_copyleft_scorer_is_a_dependency() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert "krippendorff" not in project
