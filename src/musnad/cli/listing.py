"""`musnad list`: what can be loaded, predicted with, imported and measured."""

from __future__ import annotations

from typing import Any

import click

from .options import json_option, print_json


def catalogue() -> dict[str, Any]:
    """Corpora with their splits, baselines, importers, metrics and tables by name."""
    from musnad.baselines import BASELINES
    from musnad.dataset import IMPORTERS, TABLES, corpora
    from musnad.dataset.corpora import read_manifest
    from musnad.eval import METRICS

    found = {}
    for name, folder in corpora().items():
        manifest = read_manifest(folder)
        found[name] = {
            "version": manifest.version,
            "languages": list(manifest.languages),
            "licence": manifest.licence,
            "layers": list(manifest.layers),
            "splits": {split: counts["articles"] for split, counts in manifest.splits.items()},
        }
    return {
        "corpora": found,
        "baselines": sorted(BASELINES),
        "importers": sorted(IMPORTERS),
        "tables": sorted(TABLES),
        "metrics": {name: METRICS[name].description for name in METRICS},
    }


@click.command("list")
@json_option
def command(as_json: bool) -> None:
    """List corpora, baselines, importers, tables and metrics.

    Example: musnad list
    """
    known = catalogue()
    if as_json:
        print_json(known)
        return
    click.echo("corpora")
    for name, about in known["corpora"].items():
        sizes = ", ".join(f"{name}/{split} {size}" for split, size in about["splits"].items())
        click.echo(f"  {name} {about['version']} ({', '.join(about['languages'])}): {sizes}")
    for kind in ("baselines", "importers", "tables"):
        click.echo(f"{kind}\n  {', '.join(known[kind])}")
    click.echo("metrics")
    for name, description in known["metrics"].items():
        click.echo(f"  {name:<24} {description}")
