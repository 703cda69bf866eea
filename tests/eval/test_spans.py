"""Span metrics: rows of gold and predicted spans with counts worked by hand (metrics.md 2).

Every code point of the text is a letter, so (0, 10) weighs 10.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from musnad.dataset import Article
from musnad.eval import METRICS

from .builders import Bounds, article, report, said, values

# gold, predicted, {kind: (precision, recall, F1)}
ROWS: dict[str, tuple[list[Bounds], list[Bounds], dict[str, tuple[float, float, float]]]] = {
    "equal": (
        [(0, 10)],
        [(0, 10)],
        dict.fromkeys(("exact", "soft", "iou50", "coverage", "char"), (1, 1, 1)),
    ),
    "apart": (
        [(0, 10)],
        [(10, 20)],
        dict.fromkeys(("exact", "soft", "iou50", "coverage", "char"), (0, 0, 0)),
    ),
    "half of it: Dice 2*5/15, IoU 5/10 is not over one half": (
        [(0, 10)],
        [(0, 5)],
        {
            "exact": (0, 0, 0),
            "soft": (2 / 3, 2 / 3, 2 / 3),
            "iou50": (0, 0, 0),
            "coverage": (1, 1 / 2, 2 / 3),
            "char": (1, 1 / 2, 2 / 3),
        },
    ),
    "just over one half": (
        [(0, 10)],
        [(0, 6)],
        {"soft": (3 / 4, 3 / 4, 3 / 4), "iou50": (1, 1, 1), "char": (1, 6 / 10, 3 / 4)},
    ),
    "one of two found, one invented": (
        [(0, 4), (10, 14)],
        [(0, 4), (20, 24), (30, 34)],
        {"exact": (1 / 3, 1 / 2, 2 / 5), "soft": (1 / 3, 1 / 2, 2 / 5)},
    ),
    "the largest pair is given up for a larger total": (
        [(0, 10), (9, 15)],
        [(3, 12), (0, 5)],
        # (0,10)-(3,12): 14/19 and nothing more; (0,10)-(0,5): 10/15 with (9,15)-(3,12): 6/15
        {"soft": ((10 / 15 + 6 / 15) / 2,) * 3, "iou50": (1 / 2, 1 / 2, 1 / 2)},
    ),
    "two assignments of equal worth": (
        [(0, 6), (3, 9)],
        [(0, 9), (3, 6)],
        # 12/15 and 6/9 both ways; IoU 6/9 and 3/6
        {"soft": ((12 / 15 + 6 / 9) / 2,) * 3, "iou50": (1 / 2, 1 / 2, 1 / 2)},
    ),
    "iou50 is a maximum matching, not a greedy one": (
        [(0, 10), (4, 12)],
        [(2, 11), (0, 6)],
        # IoU (0,10)-(2,11): 8/11, the largest; (4,12)-(2,11): 7/10; (0,10)-(0,6): 6/10
        {"iou50": (1, 1, 1), "exact": (0, 0, 0)},
    ),
    "a discontinuous span covers its fragments and not the gap": (
        [((0, 5), (10, 15))],
        [(0, 15)],
        # shared 10 of 10 and 15
        {"exact": (0, 0, 0), "soft": (4 / 5,) * 3, "iou50": (1, 1, 1), "coverage": (2 / 3, 1, 0.8)},
    ),
    "crossing fragments": (
        [((0, 4), (8, 12))],
        [((2, 6), (10, 14))],
        {"soft": (1 / 2,) * 3, "iou50": (0, 0, 0), "char": (1 / 2,) * 3},
    ),
    "fragments that touch are one": ([((0, 5), (5, 9))], [(0, 9)], {"exact": (1, 1, 1)}),
    "nested gold, both found": ([(0, 10), (2, 6)], [(2, 6), (0, 10)], {"exact": (1, 1, 1)}),
    "coverage is by the union of the other side": (
        [(0, 4), (4, 8)],
        [(2, 6)],
        {"coverage": (1, 1 / 2, 2 / 3), "char": (1, 1 / 2, 2 / 3), "soft": (1 / 2, 1 / 4, 1 / 3)},
    ),
    "coverage is a mean over spans, char is over characters": (
        [(0, 2), (10, 20)],
        [(0, 2)],
        {"coverage": (1, 1 / 2, 2 / 3), "char": (1, 2 / 12, 4 / 14)},
    ),
}


def with_spans(layer: str, spans: Sequence[Bounds]) -> Article:
    """An article whose spans of one layer are these; its other roles stand elsewhere."""
    if layer == "claim":
        return article(claims=spans)
    if layer == "content":
        return article(*[said(content=bounds) for bounds in spans])
    far = (130, 135)
    return article(*[said(content=far, **{layer: bounds}) for bounds in spans])


@pytest.mark.parametrize("layer", ["claim", "source", "cue", "content"])
@pytest.mark.parametrize("row", ROWS)
def test_spans_score_as_worked_by_hand(row: str, layer: str) -> None:
    gold, predicted, expected = ROWS[row]
    found = report(with_spans(layer, gold), with_spans(layer, predicted))
    scores = {
        kind: tuple(found[f"{layer}_{kind}_{part}"].value for part in ("p", "r", "f1"))
        for kind in expected
    }
    assert scores == {kind: pytest.approx(numbers) for kind, numbers in expected.items()}


def test_spans_of_several_articles_are_counted_together() -> None:
    gold = [article(claims=[(0, 5)], id="ar-1"), article(claims=[(0, 5), (9, 12)], id="ar-2")]
    found = [article(claims=[(0, 5)], id="ar-1"), article(claims=[(20, 25)], id="ar-2")]
    assert values(gold, found, "claim_exact_p", "claim_exact_r", "claim_exact_f1") == {
        "claim_exact_p": 1 / 2,
        "claim_exact_r": 1 / 3,
        "claim_exact_f1": 2 / 5,
    }


def test_a_span_of_another_article_is_no_hit() -> None:
    gold = [article(claims=[(0, 5)], id="ar-1"), article(id="ar-2")]
    found = [article(id="ar-1"), article(claims=[(0, 5)], id="ar-2")]
    assert values(gold, found, "claim_exact_f1", "claim_soft_f1") == {
        "claim_exact_f1": 0,
        "claim_soft_f1": 0,
    }


def test_a_span_of_another_layer_is_no_hit() -> None:
    gold = article(said(content=(0, 5), cue=(9, 12)))
    found = article(said(content=(9, 12), cue=(0, 5)))
    assert values(gold, found, "cue_exact_f1", "content_exact_f1") == {
        "cue_exact_f1": 0,
        "content_exact_f1": 0,
    }


def test_every_span_metric_is_registered() -> None:
    names = {
        f"{layer}_{kind}_{part}"
        for layer in ("claim", "source", "cue", "content")
        for kind in ("exact", "soft", "iou50", "coverage", "char")
        for part in ("p", "r", "f1")
    }
    assert names <= set(METRICS)
