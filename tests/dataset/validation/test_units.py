"""Offsets in another unit: the message names the units that would fit, as advice."""

from __future__ import annotations

from typing import Any

import pytest

ARABIC = "قال الوزير نعم"  # 14 code points, 14 UTF-16 units, 26 bytes
WIDE = "😀😀 قال نعم"  # 10 code points, 12 UTF-16 units, 21 bytes
PLAIN = "He said yes"  # 11 in every unit
NOTHING = "; offsets count code points, end-exclusive [E-OFFSET]"
MAYBE = "; these may be {}, offsets count code points; give each fragment its text [E-OFFSET]"


@pytest.mark.parametrize(
    ("text", "fragments", "advice"),
    [
        (ARABIC, [(21, 26)], MAYBE.format("UTF-8 bytes")),
        (ARABIC, [(0, 3), (21, 26)], MAYBE.format("UTF-8 bytes")),
        (ARABIC, [(21, 27)], NOTHING),
        (WIDE, [(9, 12)], MAYBE.format("UTF-8 bytes or UTF-16 units")),
        (WIDE, [(9, 13)], MAYBE.format("UTF-8 bytes")),
        (PLAIN, [(8, 12)], NOTHING),
        # the words are there to tell, and tell
        (ARABIC, [(20, 26, "نعم")], "; these look like UTF-8 bytes, offsets count code points "
         "[E-OFFSET]"),
        (ARABIC, [(21, 26, "كلا")], NOTHING),
    ],
)  # fmt: skip
def test_offsets_past_the_end_are_explained_where_another_unit_fits(
    text: str, fragments: list[tuple[Any, ...]], advice: str, problems: Any
) -> None:
    keys = ("start", "end", "text")
    span = [dict(zip(keys, fragment, strict=False)) for fragment in fragments]
    row = {"id": "ar-90", "text": text, "claims": [{"id": "c1", "span": span}]}
    (problem,) = problems(row, table="predictions")
    assert problem.startswith("dev.jsonl:1: article 'ar-90', claim 'c1', span[")
    assert problem.endswith(advice)
