"""`musnad list`: what can be loaded, predicted with, imported and measured."""

from __future__ import annotations

from typing import Any

import click

from musnad.errors import DataError

from .display import escaped
from .options import json_option, print_json


def catalogue() -> dict[str, Any]:
    """Corpora with their splits (and damaged ones), baselines, importers, tables and metrics."""
    from musnad.baselines import BASELINES
    from musnad.dataset import IMPORTERS, TABLES
    from musnad.dataset.corpora import manifests
    from musnad.eval import METRICS

    found, damaged = {}, []
    for name, manifest in manifests().items():
        if isinstance(manifest, DataError):
            damaged.append(str(manifest))
            continue
        found[name] = {
            "version": manifest.version,
            "languages": list(manifest.languages),
            "licence": manifest.licence,
            "layers": list(manifest.layers),
            "tables": list(manifest.tables),
            "splits": {
                split: sum(
                    size for name in manifest.tables if type(size := counts.get(name)) is int
                )
                for split, counts in manifest.splits.items()
            },
        }
    return {
        "corpora": found,
        "damaged": damaged,
        "baselines": sorted(BASELINES),
        "importers": sorted(IMPORTERS),
        "tables": sorted(TABLES),
        "metrics": {name: METRICS[name].description for name in METRICS},
    }


def importable() -> dict[str, Any]:
    """What each importer brings in: languages, tables, layers, licence, origin, citation, size.

    The size is that of the import in the data folder, None before it.
    """
    from musnad.dataset import IMPORTERS
    from musnad.dataset.corpora import manifests

    known = manifests()
    found = {}
    for name in sorted(IMPORTERS):
        manifest = IMPORTERS[name]().manifest
        here = known.get(name)
        imported = None if here is None or isinstance(here, DataError) else here.splits
        found[name] = {
            "languages": list(manifest.languages),
            "tables": list(manifest.tables),
            "layers": list(manifest.layers),
            "licence": manifest.licence,
            "origin": manifest.origin,
            "citation": manifest.citation,
            "imported": imported,
        }
    return found


@click.command("list")
@click.option("--corpora", "wants_corpora", is_flag=True, help="What can be imported, in detail.")
@json_option
@click.pass_context
def command(context: click.Context, wants_corpora: bool, as_json: bool) -> None:
    """List corpora, baselines, importers, tables and metrics.

    Examples: musnad list; musnad list --corpora
    """
    if wants_corpora:
        found = importable()
        if as_json:
            print_json(found)
        else:
            _print_corpora(found)
        return
    known = catalogue()
    for problem in known["damaged"]:
        click.echo(f"error: {escaped(problem)}", err=True)
    if as_json:
        print_json(known)
    else:
        _print(known)
    context.exit(1 if known["damaged"] else 0)


def _print(known: dict[str, Any]) -> None:
    click.echo("corpora")
    for name, about in known["corpora"].items():
        sizes = ", ".join(f"{name}/{split} {size}" for split, size in about["splits"].items())
        line = f"{name} {about['version']} ({', '.join(about['languages'])}): {sizes}"
        click.echo(f"  {escaped(line)}")
    for kind in ("baselines", "importers", "tables"):
        click.echo(f"{kind}\n  {', '.join(known[kind])}")
    click.echo("metrics")
    for name, description in known["metrics"].items():
        click.echo(f"  {name:<24} {description}")


def _print_corpora(found: dict[str, Any]) -> None:
    for name, about in found.items():
        click.echo(f"{name} ({', '.join(about['languages'])})")
        click.echo(f"  tables    {', '.join(about['tables'])}")
        if about["layers"]:
            click.echo(f"  layers    {', '.join(about['layers'])}")
        for key in ("licence", "origin", "citation"):
            if about[key]:
                click.echo(f"  {key:<9} {about[key]}")
        if about["imported"] is None:
            click.echo("  imported  no")
        for split, counts in (about["imported"] or {}).items():
            sizes = ", ".join(
                f"{size:,} {what}" for what, size in counts.items() if what != "digest"
            )
            click.echo(f"  imported  {split}: {sizes}")
