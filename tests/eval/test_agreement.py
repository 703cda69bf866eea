"""Agreement between annotators: characters, items, pairs, missing articles, refusals."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import permutations
from pathlib import Path
from random import Random
from typing import Any

import pytest

import musnad
from musnad.dataset import (
    LAYERS,
    Article,
    Attribution,
    Claim,
    Layer,
    Source,
    as_prediction,
    to_json,
)
from musnad.errors import DataError, UsageError
from musnad.eval.agreement import Agreement, agree, pattern
from musnad.eval.agreement.characters import character_patterns
from musnad.eval.agreement.items import groups, item_patterns, matches
from musnad.eval.canonical import canonical
from musnad.eval.metrics.spans import union

from .builders import WITHOUT_IDENTITY, article, corpus, report, said, source, words

# Letters: 3, 6, 2, 5, 3; diacritics, tatweel and spaces weigh nothing.
TEXT = "قالَ الوزيـــرُ إن الجسرَ سقط"


def labelled(cue: str, who: str, content: str, text: str = TEXT, **labels: Any) -> Article:
    """An article with one attribution."""
    item = Attribution(
        "a1", words(text, cue), words(text, who), words(text, content), "S1", **labels
    )
    mention = Source("S1", mentions=(words(text, who),))
    return replace(article(text=text), attributions=(item,), sources=(mention,))


AMAL = labelled("قالَ", "الوزيـــرُ", "إن الجسرَ سقط")
BADR = labelled("قال", "الوزيـــر", "الجسرَ سقط")


def alphas(found: Agreement, *names: str) -> list[float | None]:
    """The alphas over all annotators."""
    values = []
    for name in names:
        alpha = found[f"{name}_alpha"].alpha
        assert alpha is not None
        values.append(alpha.value)
    return values


def study(*sides: Article, layers: Sequence[Layer] = LAYERS) -> Agreement:
    """The agreement of annotators of one article, called أ, ب and ج."""
    return agree(
        {name: corpus(side, layers=layers) for name, side in zip("أبج", sides, strict=False)}
    )


def test_characters_are_letters_so_diacritics_and_tatweel_are_no_disagreement() -> None:
    # 19 letters; content: both 8, one 2, neither 9: 1 - 37 * 4 / (38^2 - 18^2 - 20^2).
    # Roles: cue 6, source 12, content 18, none 2 of 38: 1 - 37 * 4 / (38^2 - 508).
    found = agree({"أمل": [AMAL], "بدر": [BADR]})
    assert alphas(found, "cue", "source", "content", "roles") == [
        1.0,
        1.0,
        float(1 - Fraction(148, 720)),
        float(1 - Fraction(148, 936)),
    ]
    alpha = found["content_alpha"].alpha
    assert alpha is not None and alpha.units == 19


def test_a_pair_is_scored_by_the_metrics_of_evaluation() -> None:
    found, pair = agree({"أمل": [AMAL], "بدر": [BADR]}), ("أمل", "بدر")
    scored = report(AMAL, BADR)
    names = [name for name in found.measures if name.endswith("_f1") and "claim" not in name]
    assert len(names) == 10
    assert [found[name].pairs[pair] for name in names] == [scored[name].value for name in names]
    # Contents of 10 and 8 letters that share 8: Dice 16 / 18.
    assert found["content_soft_f1"].mean == pytest.approx(16 / 18)


def test_who_said_what_is_counted_both_ways() -> None:
    # A system's first mention is looked up among all mentions of gold, not the other way round.
    both = article(said((10, 20)), sources=[source("S1", (0, 5), (6, 9))])
    late = article(said((10, 20)), sources=[source("S1", (6, 9))])
    assert [report(*sides)["wsw_f1"].value for sides in ((both, late), (late, both))] == [1, 0]
    assert study(both, late)["wsw_f1"].mean == study(late, both)["wsw_f1"].mean == 0.5


def test_identity_of_sources_counts_only_where_everybody_gave_it() -> None:
    one = article(said((10, 20), (30, 35)), sources=[source("S1", (0, 5), (30, 35))])
    other = article(said((10, 20), (0, 5)), sources=[source("S1", (0, 5))])
    plain = corpus(other, layers=WITHOUT_IDENTITY)
    assert study(one, other)["wsw_f1"].mean == 0.5
    assert agree({"أ": corpus(one), "ب": plain})["wsw_f1"].mean == 0


def test_order_and_names_of_annotators_have_no_effect() -> None:
    other = labelled("قالَ", "الوزيـــرُ", "سقط")
    tables = set()
    for files in permutations([[AMAL], [BADR], [other]]):
        found = agree({f"{at}": file for at, file in enumerate(files)})
        table = {name: item.to_json() for name, item in found.measures.items()}
        tables.add(json.dumps([table, found.signature]))
    assert len(tables) == 1


def test_an_article_without_labels_is_agreement_on_nothing() -> None:
    empty = article(id="ar-2", text="سقط الجسر")
    pairs = {"أمل": [AMAL, empty], "بدر": [BADR, empty]}
    # 8 more letters that nobody labelled: content 18 of 54, none 36.
    found = agree(pairs)
    assert alphas(found, "content") == [float(1 - Fraction(53 * 4, 54**2 - 18**2 - 36**2))]
    assert (
        found["content_soft_f1"].mean == agree({"أ": [AMAL], "ب": [BADR]})["content_soft_f1"].mean
    )


def test_who_found_nothing_disagrees_and_is_named() -> None:
    nothing = article(text=TEXT)
    found = agree({"أمل": [AMAL], "بدر": [nothing]})
    # 19 letters, 6 of them the source of one: 1 - 37 * 12 / (38^2 - 6^2 - 32^2).
    assert alphas(found, "source") == [float(1 - Fraction(37 * 12, 384))]
    assert (found["source_exact_f1"].mean, found["wsw_f1"].mean) == (0, 0)
    assert "بدر has no attributions at all: counted as having found none." in found.all_notes()


def test_if_nobody_found_anything_only_alpha_has_a_value() -> None:
    nothing = corpus(article(text=TEXT))
    found = agree({"أمل": nothing, "بدر": nothing})
    assert found["wsw_f1"].reason == "nothing to find and nothing found"
    alpha = found["source_alpha"].alpha
    assert alpha is not None
    assert (alpha.value, alpha.constant, found["source_alpha"].constant) == (1.0, True, 1)
    assert any(note.startswith("* source_alpha: every label is the same") for note in
               found.all_notes())  # fmt: skip


def test_an_article_that_an_annotator_lacks_is_missing_and_not_empty() -> None:
    second = labelled("قالت", "البلدية", "إن الطريق مغلق", "قالت البلدية إن الطريق مغلق")
    second = replace(second, id="ar-2")
    third = replace(second, id="ar-3")
    found = agree({"أمل": [AMAL, second], "بدر": [BADR, third], "تيم": [AMAL, second]})
    assert (found.articles, found.alone) == (2, 1)
    assert found.pairs == {("أمل", "بدر"): 1, ("أمل", "تيم"): 2, ("بدر", "تيم"): 1}
    assert found["content_soft_f1"].pairs["أمل", "تيم"] == 1
    assert found["content_soft_f1"].pairs["أمل", "بدر"] == pytest.approx(16 / 18)
    # The 19 letters of the first article have three labels, the 23 of the second two.
    alpha = found["content_alpha"].alpha
    assert alpha is not None and alpha.units == 19 + 23


def test_two_who_share_no_article_are_no_pair() -> None:
    second = replace(AMAL, id="ar-2")
    found = agree({"أمل": [AMAL, second], "بدر": [AMAL], "تيم": [second]})
    assert [*found.pairs] == [("أمل", "بدر"), ("أمل", "تيم")]


def test_items_of_three_annotators_are_one_unit() -> None:
    one, two = article(said((0, 20), act="state")), article(said((0, 19), act="state"))
    three = article(said((0, 18), act="ask"), said((40, 50), act="ask"))
    alpha = study(one, two, three)["act_alpha"].alpha
    # state + state + ask: n = 3, o = 2: 1 - 2 * 2 / (9 - 5).
    assert alpha is not None and (alpha.value, alpha.units) == (0.0, 1)


def test_a_unit_holds_at_most_one_item_of_each_annotator() -> None:
    # Dice: first with the second's long one 38/39, third with the second's short one 28/29,
    # first with third 30/35, which would put both of the second's into one unit.
    one, three = article(said((0, 20), act="state")), article(said((0, 15), act="ask"))
    two = article(said((0, 14), act="deny"), said((0, 19), act="state"))
    alpha = study(one, two, three)["act_alpha"].alpha
    # state + state, deny + ask: n = 4: 1 - 3 * 2 / (16 - 6).
    assert alpha is not None and (alpha.value, alpha.units) == (0.4, 2)


def test_attributions_whose_contents_hardly_overlap_are_no_item() -> None:
    # IoU 6 / 14: paired for the roles, but not the same content.
    one, two = article(said((0, 10), act="state")), article(said((4, 14), act="state"))
    assert study(one, two)["act_alpha"].reason == "nothing was labelled by two annotators"


def test_of_two_annotators_the_groups_are_their_pairs() -> None:
    one = article(said((0, 10), act="state"), said((20, 30), act="deny"))
    two = article(said((0, 9), act="state"), said((20, 29), act="state"), said((50, 55)))
    labels = [canonical(side, side, ("attributions", "act")) for side in (one, two)]
    found = groups(matches(labels, "attributions"))
    assert sorted(item_patterns(found, "act").items()) == [
        (("deny", "state"), 1),
        (("state", "state"), 1),
    ]


def test_labels_that_were_not_given_are_missing() -> None:
    one = article(said((0, 10), act="state", style="direct"), said((20, 30), act="deny"))
    two = article(said((0, 10), act="state"), said((20, 30), act="state"))
    found = study(one, two)
    # state/state and deny/state: n = 4, state 3, deny 1: 1 - 3 * 2 / (16 - 10).
    assert alphas(found, "act", "style") == [0.0, None]
    assert found["style_alpha"].reason == "nothing was labelled by two annotators"


def test_types_and_names_of_sources_are_compared_where_attributions_pair() -> None:
    sources = [source("S1", (0, 5), type="official", named=True)]
    others = [source("S7", (0, 5), type="official", named=False)]
    one = article(said((10, 20)), said((30, 40)), sources=sources)
    two = article(said((10, 20), to="S7"), said((30, 40), to="S7"), sources=others)
    found = study(one, two)
    assert alphas(found, "type", "named") == [1.0, -0.5]
    alpha = found["type_alpha"].alpha
    assert alpha is not None and alpha.constant


def test_claims_are_compared_beside_attributions() -> None:
    def with_claims(*given: tuple[int, int, bool]) -> Article:
        plain = article(claims=[(start, end) for start, end, _ in given])
        claims = [
            Claim(claim.id, claim.span, checkable)
            for claim, (_, _, checkable) in zip(plain.claims, given, strict=True)
        ]
        return replace(plain, claims=tuple(claims))

    one = with_claims((0, 10, True), (20, 30, False), (50, 60, True))
    two = with_claims((0, 10, True), (20, 30, False), (55, 60, False))
    found = study(one, two, layers=("claims", "checkable"))
    # The third claims have IoU 5 / 10, which is not more than half.
    assert alphas(found, "checkable") == [1.0]
    assert found["claim_exact_f1"].mean == found["claim_iou50_f1"].mean == 4 / 6
    assert found["wsw_f1"].reason == "nobody labelled attributions"


def test_claims_are_matched_so_that_most_pairs_are_kept() -> None:
    # Each claim of the first equals the one before of the second, but for the ends of the chain:
    # three equal pairs have more Dice (3) than four neighbours (4 * 0.7, IoU 7 / 13).
    def chain(start: int) -> Article:
        plain = article(claims=[(at, at + 10) for at in range(start, start + 12, 3)])
        return replace(plain, claims=tuple(replace(c, checkable=True) for c in plain.claims))

    alpha = study(chain(0), chain(3))["checkable_alpha"].alpha
    assert alpha is not None and alpha.units == 4


def test_a_pair_that_gave_one_label_only_is_noted() -> None:
    one, two = article(said((0, 10), act="state")), article(said((0, 10), act="deny"))
    found = study(one, one, two)
    assert found["act_alpha"].pairs == {("أ", "ب"): 1, ("أ", "ج"): 0, ("ب", "ج"): 0}
    note = "act_alpha: 1 of 3 pairs gave only one label; 1 by definition."
    assert note in found.all_notes()


@pytest.mark.parametrize(
    ("coders", "length", "patterns"),
    [
        ([{}, {}], 0, {}),
        ([{}, {}], 4, {("none", "none"): 4}),
        (
            [{"cue": ((0, 2),)}, {"cue": ((1, 3),)}],
            4,
            {("cue", "none"): 2, ("cue", "cue"): 1, ("none", "none"): 1},
        ),
        (
            [{"cue": ((0, 2),), "source": ((1, 4),)}, {"cue": (), "source": ((0, 4),)}],
            4,
            {("cue", "source"): 1, ("cue+source", "source"): 1, ("source", "source"): 2},
        ),
    ],
)
def test_characters_are_counted_by_the_roles_that_cover_them(
    coders: list[Any], length: int, patterns: dict[tuple[str, ...], int]
) -> None:
    assert character_patterns(coders, length) == patterns


@pytest.mark.parametrize("seed", range(50))
def test_the_sweep_counts_what_looking_at_every_character_counts(seed: int) -> None:
    random = Random(seed)
    length = random.randint(1, 30)
    coders: list[dict[str, Any]] = []
    for _ in range(random.randint(2, 5)):
        kinds = {}
        for role in ("source", "cue", "content")[: random.randint(1, 3)]:
            starts = [random.randrange(length) for _ in range(random.randint(0, 4))]
            runs = [((at, random.randint(at + 1, length)),) for at in starts]
            kinds[role] = union(runs)
        coders.append(kinds)
    wanted = Counter(
        pattern(
            "+".join(
                sorted(
                    role
                    for role, span in kinds.items()
                    if any(start <= at < end for start, end in span)
                )
            )
            or "none"
            for kinds in coders
        )
        for at in range(length)
    )
    assert character_patterns(coders, length) == wanted


def lines_of(path: Path, *rows: dict[str, Any]) -> str:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return str(path)


def test_files_of_articles_and_of_predictions_agree_alike(tmp_path: Path) -> None:
    answer = to_json(as_prediction(BADR), "predicted")
    files = [
        lines_of(tmp_path / "amal.jsonl", to_json(AMAL)),
        lines_of(tmp_path / "badr.jsonl", answer),
    ]
    values = {name: item.mean for name, item in agree(files).measures.items()}
    in_memory = agree({"أ": [AMAL], "ب": [BADR]}).measures
    assert values == {name: item.mean for name, item in in_memory.items()}


def test_predictions_take_the_text_of_whoever_has_it() -> None:
    for one, other in permutations(("أ", "ب")):
        found = agree({one: [as_prediction(BADR)], other: [AMAL]})
        assert found["content_soft_f1"].mean == pytest.approx(16 / 18)


def test_predictions_with_texts_need_no_articles() -> None:
    sides = [{**to_json(as_prediction(side), "predicted"), "text": TEXT} for side in (AMAL, BADR)]
    found = agree([[side] for side in sides])
    assert [*found.annotators] == ["annotator 1", "annotator 2"]
    assert found["content_soft_f1"].mean == pytest.approx(16 / 18)


def test_a_layer_that_predictions_do_not_answer_is_missing() -> None:
    answer = replace(as_prediction(BADR), claims=None)
    claims = replace(AMAL, claims=(Claim("c1", words(TEXT, "الجسرَ سقط")),))
    found = agree({"أ": [claims], "ب": [answer], "ج": [claims]})
    assert found["claim_exact_f1"].pairs == {("أ", "ب"): None, ("أ", "ج"): 1, ("ب", "ج"): None}
    assert found["claim_exact_f1"].mean == 1
    assert "ب does not answer claims: missing there." in found.notes


def test_the_three_ways_to_print_say_the_same() -> None:
    found = musnad.agree({"أمل": [AMAL], "بدر": [BADR]})
    text, markdown, table = str(found), found.to_markdown(), found.to_json()
    assert re.search(r"content_alpha +79\.4 +79\.4 +79\.4 +79\.4 +19\n", text)
    assert "| content_alpha | 79.4 | 79.4 | 79.4 | 79.4 | 19 |" in markdown
    assert table["measures"]["content_alpha"]["value"] == round(1 - 148 / 720, 9)
    assert table["pairs"][0]["values"]["content_alpha"] == round(1 - 148 / 720, 9)
    assert text.endswith(found.signature) and found.signature in markdown


def test_the_signature_changes_with_the_labels_and_not_with_the_names() -> None:
    one = agree({"أمل": [AMAL], "بدر": [BADR]}).signature
    assert re.fullmatch(
        r"agreement\|data:#[0-9a-f]{8}\|lang:ar\|n:1\|annotators:2\|cfg:[0-9a-f]{8}\|v:.+", one
    )
    assert agree({"x": [BADR], "y": [AMAL]}).signature == one
    assert agree({"أمل": [AMAL], "بدر": [AMAL]}).signature != one


def test_texts_that_differ_are_refused_with_both_places(tmp_path: Path) -> None:
    other = labelled("قالَ", "الوزيـــرُ", "إن الجسر سقط", TEXT.replace("الجسرَ", "الجسر"))
    spare = article(id="ar-0", text="سقط الجسر")
    files = [
        lines_of(tmp_path / "amal.jsonl", to_json(AMAL)),
        lines_of(tmp_path / "badr.jsonl", to_json(spare), to_json(other)),
    ]
    with pytest.raises(DataError) as refused:
        agree(files)
    assert str(refused.value) == (
        f"{files[1]}:2: article 'ar-1' has another text than in {files[0]}:1 "
        "from code point 24 on; annotators must label the same text, so copy it unchanged, "
        "or give the article another id"
    )


@pytest.mark.parametrize("names", [("أ", "ب"), ("ب", "أ")])
def test_which_text_is_the_other_one_does_not_depend_on_the_order(names: tuple[str, str]) -> None:
    texts = {"أ": AMAL, "ب": labelled("قال", "الوزير", "سقط", "قال الوزير إن الجسر سقط")}
    with pytest.raises(DataError, match=r"^ب:1: article 'ar-1' has another text than in أ:1 from"):
        agree({name: [texts[name]] for name in names})


def test_a_hash_that_differs_is_refused_with_both_places(tmp_path: Path) -> None:
    answer = {**to_json(as_prediction(BADR), "predicted"), "text_sha256": "0" * 64}
    file = lines_of(tmp_path / "badr.jsonl", answer)
    with pytest.raises(
        DataError, match=r"badr.jsonl:1: article 'ar-1' has another text than in أمل:1;"
    ):
        agree({"أمل": [AMAL], "بدر": file})


@pytest.mark.parametrize(
    ("inputs", "message"),
    [
        ([[AMAL]], "agreement needs two annotators or more; found 1"),
        ("amal.jsonl", "agreement needs two annotators or more; give a list of them"),
        (["a.jsonl", "a.jsonl"], "a.jsonl is given twice; name different annotators"),
        (
            {"أ": [AMAL], "ب": [replace(AMAL, id="ar-2")]},
            "no article was labelled by two annotators; أ has 'ar-1'; ب has 'ar-2'",
        ),
    ],
)
def test_what_cannot_agree_is_refused(inputs: Any, message: str) -> None:
    with pytest.raises(UsageError, match=f"^{re.escape(message)}$"):
        agree(inputs)


@pytest.mark.parametrize(
    ("inputs", "message"),
    [
        (
            {"أ": corpus(AMAL, AMAL), "ب": [BADR]},
            "أ: holds two articles 'ar-1'; expected one of each id",
        ),
        ({"أ": [AMAL], "ب": []}, "ب: holds no article; expected what one annotator labelled"),
        (
            {"أ": [as_prediction(AMAL)], "ب": [as_prediction(BADR)]},
            "أ:1: article 'ar-1' gives only text_sha256; name the file of its articles too, or "
            "write the text into the record",
        ),
        (
            {
                "أ": [AMAL, replace(AMAL, id="ar-2")],
                "ب": [
                    as_prediction(BADR),
                    replace(as_prediction(BADR), id="ar-2", claims=None),
                ],
            },
            "ب:2: article 'ar-2' does not answer claims, though other predictions do (1 of 2 lack "
            "it); write an empty list where nothing is found",
        ),
    ],
)
def test_what_is_wrong_with_an_annotator_is_said(inputs: Any, message: str) -> None:
    with pytest.raises(DataError, match=f"^{re.escape(message)}"):
        agree(inputs)


def test_a_row_that_breaks_the_format_is_refused_by_its_line(tmp_path: Path) -> None:
    file = lines_of(tmp_path / "badr.jsonl", to_json(BADR), to_json(BADR))
    with pytest.raises(
        DataError, match=r"badr.jsonl:2: .*was already used on line 1 \[E-DUP-DOC\]"
    ):
        agree({"أمل": [AMAL], "بدر": file})
