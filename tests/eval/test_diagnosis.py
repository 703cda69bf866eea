"""What happened to each attribution and claim, worked by hand."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from musnad.dataset import LAYERS, Article, Attribution, Source, Span
from musnad.eval import METRICS
from musnad.eval.block import Block
from musnad.eval.canonical import canonical
from musnad.eval.diagnosis import KINDS, Diagnosis, counted, diagnose
from musnad.eval.pairing import Comparison

from ..conformance.generators import SHAPES, random_corpus
from .builders import Bounds, article, words

TEXT = (
    "قال الوزير إن السد امتلأ وإن المدارس ستغلق غدا. "
    "ولم يرد المحافظ على الأسئلة. وأضاف الخبير أن المطر سيعود"
)
MINISTER = Source("S1", "الوزير", mentions=(words(TEXT, "الوزير"),))
GOVERNOR = Source("S2", "المحافظ", mentions=(words(TEXT, "المحافظ"),))
EXPERT = Source("S3", "الخبير", mentions=(words(TEXT, "الخبير"),))


def quote(source: Source, *content: str, cue: str = "") -> Attribution:
    """An attribution to a source, by its words in `TEXT`."""
    [mention] = source.mentions
    cue_span = words(TEXT, cue) if cue else Span()
    return Attribution(
        "", cue_span, mention, words(TEXT, *content) if content else Span(), source.id
    )


def page(*items: Attribution) -> Article:
    return article(*items, sources=[MINISTER, GOVERNOR, EXPERT], text=TEXT)


def diagnosed(gold: Article, predicted: Article) -> Diagnosis:
    labels = [canonical(side, gold, LAYERS) for side in (gold, predicted)]
    return diagnose(Comparison(*labels))


def kinds(gold: Article, predicted: Article) -> tuple[list[str], list[str]]:
    """The kinds of gold and of predicted attributions, in text order."""
    found = diagnosed(gold, predicted).attributions
    return [item.kind for item in found.gold], [item.kind for item in found.predicted]


WHOLE = "إن السد امتلأ وإن المدارس ستغلق غدا"
FIRST, SECOND = "إن السد امتلأ", "وإن المدارس ستغلق غدا"
RAIN = "أن المطر سيعود"

ARABIC = {
    "the same words by the same source are correct": (
        [quote(MINISTER, WHOLE)], [quote(MINISTER, WHOLE)], ["correct"], ["correct"]),
    "more than half of the words by the same source differ at the boundary": (
        [quote(MINISTER, WHOLE)], [quote(MINISTER, "السد امتلأ وإن المدارس ستغلق")],
        ["boundary"], ["boundary"]),
    "less than half of the words by the same source is still a matter of the boundary": (
        [quote(MINISTER, WHOLE)], [quote(MINISTER, "السد")], ["boundary"], ["boundary"]),
    "the same words by somebody else have the wrong entity": (
        [quote(MINISTER, WHOLE)], [quote(EXPERT, WHOLE)], ["wrong entity"], ["wrong entity"]),
    "less than half of the words by somebody else are one miss and one invention": (
        [quote(MINISTER, WHOLE)], [quote(EXPERT, "السد")], ["missed"], ["spurious"]),
    "one prediction over two contents merges them": (
        [quote(MINISTER, FIRST), quote(EXPERT, SECOND)], [quote(GOVERNOR, WHOLE)],
        ["merged", "merged"], ["merged"]),
    "a prediction that hits one content and swallows its neighbour merges both": (
        [quote(MINISTER, FIRST), quote(MINISTER, SECOND)], [quote(MINISTER, WHOLE)],
        ["merged", "merged"], ["merged"]),
    "a nested content that was not found is not merged in what is almost its outer one": (
        [quote(MINISTER, WHOLE), quote(EXPERT, FIRST), quote(EXPERT, "ستغلق غدا")],
        [quote(MINISTER, "السد امتلأ وإن المدارس ستغلق غدا")],
        ["missed", "boundary", "missed"], ["boundary"]),
    "a prediction over contents that others have nearly found is an invention": (
        [quote(MINISTER, FIRST), quote(EXPERT, SECOND)],
        [quote(MINISTER, "السد امتلأ"), quote(EXPERT, "المدارس ستغلق"), quote(GOVERNOR, WHOLE)],
        ["boundary", "boundary"], ["spurious", "boundary", "boundary"]),
    "two predictions inside one content split it": (
        [quote(MINISTER, WHOLE)], [quote(EXPERT, FIRST), quote(GOVERNOR, "المدارس")],
        ["split"], ["split", "split"]),
    "a nested content that was not found is missed": (
        [quote(MINISTER, WHOLE), quote(EXPERT, SECOND)], [quote(MINISTER, WHOLE)],
        ["correct", "missed"], ["correct"]),
    "a prediction over contents that others have found is an invention": (
        [quote(MINISTER, FIRST), quote(EXPERT, SECOND)],
        [quote(MINISTER, FIRST), quote(EXPERT, SECOND), quote(GOVERNOR, WHOLE)],
        ["correct", "correct"], ["correct", "spurious", "correct"]),
    "a quotation that nobody predicted is missed": (
        [quote(MINISTER, WHOLE), quote(EXPERT, RAIN)], [quote(EXPERT, RAIN)],
        ["missed", "correct"], ["correct"]),
    "a quotation that is none is spurious": (
        [quote(EXPERT, RAIN)], [quote(MINISTER, WHOLE), quote(EXPERT, RAIN)],
        ["correct"], ["spurious", "correct"]),
    "an equal content is preferred to one that overlaps": (
        [quote(MINISTER, WHOLE)],
        [quote(MINISTER, WHOLE), quote(MINISTER, "السد امتلأ وإن المدارس ستغلق")],
        ["correct"], ["correct", "spurious"]),
    "a gap keeps two contents apart": (
        [quote(MINISTER, "إن السد", "المدارس"), quote(EXPERT, "امتلأ")],
        [quote(GOVERNOR, "إن السد امتلأ وإن المدارس ستغلق غدا")],
        ["merged", "merged"], ["merged"]),
    "a refusal to answer is paired by its cue": (
        [quote(GOVERNOR, cue="ولم يرد")], [quote(GOVERNOR, cue="ولم يرد")],
        ["correct"], ["correct"]),
    "a refusal with another cue differs at the boundary": (
        [quote(GOVERNOR, cue="ولم يرد")], [quote(GOVERNOR, cue="يرد")],
        ["boundary"], ["boundary"]),
    "a refusal by somebody else has the wrong entity": (
        [quote(GOVERNOR, cue="ولم يرد")], [quote(EXPERT, cue="ولم يرد")],
        ["wrong entity"], ["wrong entity"]),
    "a refusal is no answer to a quotation": (
        [quote(MINISTER, WHOLE, cue="قال")], [quote(MINISTER, cue="قال")],
        ["missed"], ["spurious"]),
}  # fmt: skip


@pytest.mark.parametrize(("gold", "predicted", "golds", "predictions"), ARABIC.values(), ids=ARABIC)
def test_every_attribution_has_one_kind(
    gold: list[Attribution], predicted: list[Attribution], golds: list[str], predictions: list[str]
) -> None:
    assert kinds(page(*gold), page(*predicted)) == (golds, predictions)


CLAIMS = {
    "equal": ([(0, 5)], [(0, 5)], ["correct"], ["correct"]),
    "half and more": ([(0, 5)], [(0, 4)], ["boundary"], ["boundary"]),
    "a touch": ([(0, 9)], [(8, 12)], ["boundary"], ["boundary"]),
    "merged": ([(0, 5), (5, 10)], [(0, 10)], ["merged", "merged"], ["merged"]),
    "split": ([(0, 10)], [(0, 5), (5, 10)], ["split"], ["split", "split"]),
    "apart": ([(0, 5)], [(5, 9)], ["missed"], ["spurious"]),
    "a chain": ([(0, 9), (8, 20)], [(6, 12)], ["missed", "boundary"], ["boundary"]),
}


@pytest.mark.parametrize(("gold", "predicted", "golds", "predictions"), CLAIMS.values(), ids=CLAIMS)
def test_claims_have_no_wrong_entity(
    gold: list[Bounds], predicted: list[Bounds], golds: list[str], predictions: list[str]
) -> None:
    found = diagnosed(article(claims=gold), article(claims=predicted)).claims
    assert [item.kind for item in found.gold] == golds
    assert [item.kind for item in found.predicted] == predictions


def test_a_merged_item_names_what_it_is_merged_in() -> None:
    gold = page(quote(MINISTER, FIRST), quote(EXPERT, SECOND))
    found = diagnosed(gold, page(quote(GOVERNOR, WHOLE))).attributions
    assert [item.partners for item in found.gold] == [(0,), (0,)]
    assert found.predicted[0].partners == (0, 1)
    assert not any(item.is_hit for item in (*found.gold, *found.predicted))


def test_a_pair_stays_a_hit_where_it_swallows_a_neighbour() -> None:
    gold = page(quote(MINISTER, FIRST), quote(MINISTER, SECOND))
    found = diagnosed(gold, page(quote(MINISTER, WHOLE))).attributions
    assert [item.is_hit for item in found.gold] == [False, True]
    assert found.predicted[0].is_hit


def test_counts_name_every_kind_that_a_side_can_have() -> None:
    gold = page(quote(MINISTER, WHOLE), quote(EXPERT, RAIN))
    counts = counted([diagnosed(gold, page(quote(EXPERT, RAIN))).attributions] * 2)
    none = dict.fromkeys(KINDS, 0)
    del none["spurious"]
    assert counts["gold"] == {**none, "correct": 2, "missed": 2}
    assert sum(counts["predicted"].values()) == counts["predicted"]["correct"] == 2


def shuffled(rng: Random, item: Article) -> Article:
    """The article with attributions, claims and sources in another order."""
    parts = {
        name: tuple(rng.sample(getattr(item, name), len(getattr(item, name))))
        for name in ("attributions", "claims", "sources")
    }
    return replace(item, **parts)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_order_of_a_file_changes_nothing(shape: str) -> None:
    rng = Random(shape)
    gold, answers = random_corpus(1, articles=60, shape=SHAPES[shape])
    for one, answer in zip(gold, answers, strict=True):
        assert diagnosed(shuffled(rng, one), shuffled(rng, answer)) == diagnosed(one, answer)


@pytest.mark.parametrize("shape", SHAPES)
def test_hits_are_those_of_the_metrics(shape: str) -> None:
    gold, answers = random_corpus(2, articles=60, shape=SHAPES[shape])
    for one, answer in zip(gold, answers, strict=True):
        comparison = Comparison(*(canonical(side, one, LAYERS) for side in (one, answer)))
        found = diagnose(comparison)
        pairs = zip(comparison.gold.attributions, found.attributions.gold, strict=True)
        hits = [bool(item.content) for item, finding in pairs if finding.is_hit]
        block = Block.of([comparison])
        assert hits.count(True) == METRICS["wsw_f1"].family.count(block)[0, 0, 0]
        assert hits.count(False) == METRICS["decline_f1"].family.count(block)[0, 0, 0]


@pytest.mark.parametrize("shape", SHAPES)
def test_each_item_names_partners_of_its_kind(shape: str) -> None:
    gold, answers = random_corpus(3, articles=60, shape=SHAPES[shape])
    for one, answer in zip(gold, answers, strict=True):
        found = diagnosed(one, answer)
        for layer in (found.attributions, found.claims):
            for items, others in ((layer.gold, layer.predicted), (layer.predicted, layer.gold)):
                for at, item in enumerate(items):
                    if item.kind in ("missed", "spurious"):
                        assert item.partners == ()
                    elif item.kind in ("correct", "wrong entity"):
                        [partner] = item.partners
                        assert others[partner].kind in (item.kind, "merged", "split")
                        assert others[partner].kind != "correct" or others[partner].partners == (
                            at,
                        )
                    else:
                        assert item.partners


@pytest.mark.parametrize("shape", SHAPES)
def test_exchanging_the_sides_exchanges_the_kinds_of_claims(shape: str) -> None:
    exchanged = {"merged": "split", "split": "merged", "missed": "spurious", "spurious": "missed"}
    gold, answers = random_corpus(4, articles=60, shape=SHAPES[shape])
    for one, answer in zip(gold, answers, strict=True):
        there = diagnosed(one, answer).claims
        back = diagnosed(replace(one, claims=answer.claims), one).claims
        kinds = sorted(exchanged.get(item.kind, item.kind) for item in there.predicted)
        assert sorted(item.kind for item in back.gold) == kinds


@pytest.mark.parametrize("shape", SHAPES)
def test_a_gold_file_is_all_correct(shape: str) -> None:
    gold, _ = random_corpus(5, shape=SHAPES[shape])
    for one in gold:
        found = diagnosed(one, one)
        for layer in (found.attributions, found.claims):
            assert {item.kind for item in (*layer.gold, *layer.predicted)} <= {"correct"}
