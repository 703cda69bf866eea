"""The parts of a document that a command writes, between two marks."""

from __future__ import annotations

from pathlib import Path

from musnad.dataset import replacing

BASELINES_PAGE = Path(__file__).resolve().parent.parent / "docs" / "baselines.md"


def write_part(start: str, end: str, fresh: str, page: Path = BASELINES_PAGE) -> None:
    """Replace what stands between the lines `start` and `end` of a page.

    Raises:
        ValueError: the page does not hold the two lines in this order.
    """
    text = page.read_text(encoding="utf-8")
    if end not in text.partition(start)[2]:
        raise ValueError(f"{page}: expected the lines {start!r} and {end!r}; put them back")
    before, _, rest = text.partition(start)
    _, _, after = rest.partition(end)
    with replacing(page) as handle:
        handle.write(f"{before}{start}{fresh}{end}{after}")
