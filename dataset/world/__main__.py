"""The world's command: `python -m musnad.dataset.world plan --out DIR`."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from musnad.errors import MusnadError

from ..io import replacing, to_json, write_lines
from .briefs import brief
from .events import events, in_words
from .latent import draw_nature
from .ledger import as_toml, draw_ledger
from .lots import Lots
from .simulation import SEED, assertions, ratings, simulate

OUT = click.option("--out", type=click.Path(path_type=Path), required=True, help="A folder.")
SEEDED = click.option("--seed", default=SEED, show_default=True, help="Of all choices.")


@click.group()
def main() -> None:
    """Plan articles over the invented region and write down who asserts what."""


@main.command()
@OUT
@SEEDED
def plan(out: Path, seed: int) -> None:
    """Write a brief for every article, and all plans as plan.json; nothing hidden is in them."""
    plans = simulate(seed).plans
    for item in plans:
        with replacing(out / f"{item.id}.md") as handle:
            handle.write(brief(item))
    with replacing(out / "plan.json") as handle:
        json.dump([asdict(item) for item in plans], handle, ensure_ascii=False, indent=1)
        handle.write("\n")
    click.echo(f"{out}: {len(plans)} briefs and plan.json", err=True)


@main.command("assertions")
@OUT
@SEEDED
def assertions_command(out: Path, seed: int) -> None:
    """Write the tables assertions (by split) and ratings (test only); they hold the truth."""
    for split, rows in assertions(simulate(seed)).items():
        count = write_lines(out / "assertions" / f"{split}.jsonl", map(to_json, rows))
        click.echo(f"{out}: {count} assertions in {split}", err=True)
        # The same sources speak in every split: rated in one, they would be given away in another.
        if split == "test":
            write_lines(out / "ratings" / f"{split}.jsonl", map(to_json, ratings(rows)))


@main.command()
@OUT
def facts(out: Path) -> None:
    """Write each event's facts with their values but not the truth, for those who join claims."""
    for event in events().values():
        rows = [
            {
                "fact": key.name,
                "type": fact.type,
                "unit": fact.unit,
                "question": fact.question,
                "values": {
                    value: {language: in_words(fact, value, language) for language in ("ar", "en")}
                    for value in fact.values(key)
                },
            }
            for fact in event.facts
            for key in fact.all_keys()
        ]
        write_lines(out / f"{event.id}.jsonl", rows)
    click.echo(f"{out}: facts of {len(events())} events", err=True)


@main.command()
@click.argument("event", type=click.Choice(sorted(events())))
@SEEDED
def ledger(event: str, seed: int) -> None:
    """Draw the truth of a new event by lot and print it, to be kept as ledger/EVENT.toml."""
    click.echo(as_toml(draw_ledger(events()[event], Lots(seed, "ledger", event))), nl=False)


@main.command()
@click.argument("source")
@SEEDED
def nature(source: str, seed: int) -> None:
    """Draw the hidden nature of a new source by lot and print it, to be kept in latent.toml."""
    drawn = draw_nature(Lots(seed, "nature", source))
    click.echo(f'{source} = {{ right = {drawn.right:.2f}, errs = "{drawn.errs}" }}')


if __name__ == "__main__":
    try:
        main(prog_name="python -m musnad.dataset.world")
    except MusnadError as error:
        raise SystemExit(f"error: {error}") from None
