"""`musnad list --corpora`: what can be brought in, and from where."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from musnad.dataset import IMPORTERS


def test_every_importer_says_what_it_brings_in(run: Callable[..., Any]) -> None:
    found = run("list", "--corpora", "--json").json
    assert set(found) == set(IMPORTERS)
    for name, about in found.items():
        assert about["tables"], name
        assert about["licence"], name
        assert about["imported"] is None, name
        # brat is a format, not a corpus
        assert about["origin"].startswith("https://") or name == "brat", name
        assert about["languages"] or name == "brat", name


def test_the_table_for_people(run: Callable[..., Any]) -> None:
    lines = run("list", "--corpora").out.splitlines()
    at = lines.index("polnear (en)")
    assert lines[at + 1 : at + 3] == [
        "  tables    articles",
        "  layers    sentences, attributions",
    ]
    assert lines.count("  imported  no") == len(list(IMPORTERS))
