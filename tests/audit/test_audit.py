"""The audit: models that must not guess, shares, words, and the table of gates."""

from __future__ import annotations

from dataclasses import replace

import pytest

from musnad.audit import Gate, to_markdown
from musnad.audit.guessing import (
    Example,
    agreements,
    auroc,
    guessed,
    told_apart,
    verdicts,
)
from musnad.audit.likeness import alike, shared_grams, shares, type_token_ratio
from musnad.dataset import Article, Pair, load

TRAIN = load("musnad-starter/train")


def with_verdict(verdict: str | None) -> Article:
    article = TRAIN["ar-01"]
    claims = tuple(replace(claim, fact="f1", verdict=verdict) for claim in article.claims)
    return replace(article, claims=claims)


def test_only_claims_that_are_right_or_wrong_are_guessed() -> None:
    assert verdicts([with_verdict("unverifiable"), with_verdict(None)]) == []
    found = verdicts([with_verdict("supported")])
    assert {example.answer for example in found} == {"supported"}
    assert {example.event for example in found} == {"e01"}


def test_names_of_sources_are_masked() -> None:
    found = verdicts([with_verdict("supported")])
    article = TRAIN["ar-01"]
    names = {span.cut(article.text) for source in article.sources for span in source.mentions}
    assert not any(name in example.words for name in names for example in found)
    assert any("official" in example.words for example in found)


def test_figures_of_pairs_are_masked_in_both_scripts() -> None:
    pair = Pair("p1", "a", "b", "agree", "جرفت 1,300 دار", "جرفت ٢٥٫٥ دارا", "e1")
    other = replace(pair, id="p2", label="unrelated")
    assert agreements([pair, other]) == [Example("جرفت # دار || جرفت # دارا", "agree", "e1")]


@pytest.mark.parametrize(("leaks", "low", "high"), [(True, 0.99, 1.0), (False, 0.0, 0.7)])
def test_a_word_that_gives_the_answer_away_is_found(leaks: bool, low: float, high: float) -> None:
    examples = [
        Example(
            f"خبر {'كاذب' if leaks and n % 2 else 'عاجل'} {n % 7}",
            str(n % 2),
            f"e{n % 4 // 2}{n % 3}",
        )
        for n in range(60)
    ]
    value, first, last = auroc(guessed(examples), seed=1)
    assert low <= value <= high
    assert first <= value <= last


def test_each_event_is_guessed_by_a_model_of_the_others() -> None:
    # the only word that tells the answers apart stands in one event alone
    examples = [Example("سر" if event == "e1" else "خبر", "ا", event) for event in ("e1", "e2")]
    examples += [Example("خبر", "ب", event) for event in ("e1", "e2")]
    secret = next(row for row in guessed(examples) if row[0].words == "سر")
    assert secret[2] == pytest.approx(0.5)


def test_texts_of_two_alphabets_are_told_apart() -> None:
    ours, theirs = [f"خبر رقم {n}" for n in range(20)], [f"story {n}" for n in range(20)]
    assert told_apart(ours, theirs, seed=1) == 1
    assert told_apart(ours, ours, seed=1) <= 0.6


def test_grams_count_across_events_not_within() -> None:
    line = "قالت الوزارة إن الطريق مغلق حتى الغد"
    assert shared_grams([[line, line], ["نص آخر تماما لا يشبه ما قبله بشيء"]]) == 0
    # diacritics and alef forms make no difference: two of the runs of six words are shared
    assert shared_grams([[line], ["قالَت الوزاره ان الطريق مغلق حتى الغد"]]) == 1


def test_type_token_ratio_takes_the_first_words() -> None:
    assert type_token_ratio(["قال قال نعم", "لا"], 4) == 3 / 4
    assert type_token_ratio(["قال قال نعم"], 2) == 1 / 2


def test_likeness_of_texts_and_shares_of_a_corpus_with_itself() -> None:
    assert alike(["قال نعم", "قال لا"]) == 1 / 3
    assert all(ours == theirs for ours, theirs in shares(TRAIN, TRAIN).values())


def test_the_table_says_what_failed() -> None:
    table = to_markdown(
        [Gate("(a)", "0.60", "at most 0.55", False), Gate("(f)", "90 %", "-", None)]
    )
    assert table.splitlines()[2:] == [
        "| (a) | 0.60 | at most 0.55 | **failed** |",
        "| (f) | 90 % | - | not measured |",
    ]
