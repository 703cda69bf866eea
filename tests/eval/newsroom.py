"""Two small invented articles with one error of every kind, and one that a stranger wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from musnad.dataset import Article, Attribution, Claim, Corpus, Source, Span, as_prediction
from musnad.eval import evaluate
from musnad.eval.breakdown import break_down
from musnad.eval.pages import write_report_page

from .builders import article, corpus, words

ARABIC = (
    "الوزير: السد امتلأ\n\n"
    "قال الوزير إن السد امتلأ وإن المدارس ستغلق غدا. "
    "ونفى المحافظ أن الطرق مقطوعة، ولم يرد على الأسئلة. "
    "وأضاف الخبير أن المطر سيعود يوم الجمعة وأن الرياح ستهدأ."
)
ENGLISH = (
    "Minister: the dam is full\n\n"
    "The minister said that the dam is full and that schools will close 🌧 tomorrow. "
    "The governor denied that roads are cut. "
    "The expert added that the rain will be back on Friday."
)
HOSTILE = "</script><img src=x onerror=alert(1)>\u202eسلام\u2028&amp;<!--"


def named(text: str, key: str, name: str) -> Source:
    return Source(key, name, "official", True, None, (words(text, name),))


def quote(
    text: str, source: Source | None, content: Sequence[str], cue: str = "", **labels: str
) -> Attribution:
    """An attribution by its words; without a source nobody is named."""
    return replace(
        Attribution(
            "",
            words(text, cue) if cue else Span(),
            source.mentions[0] if source else Span(),
            words(text, *content) if content else Span(),
            source.id if source else None,
            "indirect",
            "state",
        ),
        **labels,  # type: ignore[arg-type]  # labels are checked by the decoder
    )


def arabic() -> tuple[Article, Article]:
    minister, governor, expert = (
        named(ARABIC, key, name)
        for key, name in (("S1", "الوزير"), ("S2", "المحافظ"), ("S3", "الخبير"))
    )
    sources = [minister, governor, expert]
    gold = article(
        quote(ARABIC, minister, ["السد امتلأ"]),
        quote(ARABIC, minister, ["إن السد امتلأ وإن المدارس ستغلق غدا"], "قال"),
        quote(ARABIC, governor, ["أن الطرق مقطوعة"], "ونفى", act="deny"),
        quote(ARABIC, governor, [], "ولم يرد", act="decline"),
        quote(ARABIC, expert, ["أن المطر سيعود يوم الجمعة"], "وأضاف"),
        quote(ARABIC, expert, ["وأن الرياح ستهدأ"]),
        sources=sources,
        claims=[words(ARABIC, "السد امتلأ").bounds, words(ARABIC, "المطر سيعود").bounds],
        text=ARABIC,
        id="ar-1",
    )
    answer = article(
        quote(ARABIC, minister, ["السد امتلأ"]),
        quote(ARABIC, minister, ["إن السد", "امتلأ وإن المدارس"], "قال"),
        quote(ARABIC, expert, ["أن الطرق مقطوعة"], "ونفى"),
        quote(ARABIC, expert, ["أن المطر سيعود يوم الجمعة وأن الرياح ستهدأ"], "وأضاف"),
        quote(ARABIC, governor, ["الأسئلة"]),
        sources=sources,
        claims=[words(ARABIC, "السد امتلأ").bounds],
        text=ARABIC,
        id="ar-1",
    )
    return replace(gold, title="الوزير: السد امتلأ"), answer


def english() -> tuple[Article, Article]:
    minister, governor, expert = (
        named(ENGLISH, key, name)
        for key, name in (("S1", "The minister"), ("S2", "The governor"), ("S3", "The expert"))
    )
    sources = [minister, governor, expert]
    said = "that the dam is full and that schools will close 🌧 tomorrow"
    gold = article(
        quote(ENGLISH, minister, [said], "said"),
        quote(ENGLISH, governor, ["that roads are cut"], "denied", act="deny"),
        quote(ENGLISH, expert, ["that the rain will be back on Friday"], "added"),
        sources=sources,
        claims=[words(ENGLISH, "schools will close 🌧 tomorrow").bounds],
        text=ENGLISH,
        id="en-1",
    )
    answer = article(
        quote(ENGLISH, expert, ["that the dam is full"], "said"),
        quote(ENGLISH, governor, ["schools will close 🌧"]),
        quote(ENGLISH, governor, ["that roads are cut"], "denied", act="deny"),
        sources=sources,
        claims=[words(ENGLISH, "the dam is full").bounds],
        text=ENGLISH,
        id="en-1",
    )
    return replace(gold, language="en"), replace(answer, language="en")


def hostile() -> tuple[Article, Article]:
    """An article whose every string would break a page that trusts it."""
    text = f"{HOSTILE}\nقال {HOSTILE}"
    source = Source("S1", HOSTILE, None, None, None, (words(text, "سلام"),))
    made = article(
        quote(text, source, ["onerror=alert(1)"], "قال"),
        sources=[source],
        claims=[words(text, "img").bounds],
        text=text,
        id=HOSTILE,
        event=HOSTILE,
    )
    made = replace(made, outlet=HOSTILE, title=HOSTILE, language=HOSTILE, date=HOSTILE)
    return made, replace(made, attributions=(), claims=(Claim(HOSTILE, made.claims[0].span),))


def newsroom(*pairs: tuple[Article, Article]) -> tuple[Corpus, list[Article]]:
    """A corpus and a system's answers, of the Arabic and the English article by default."""
    golds, answers = zip(*(pairs or (arabic(), english())), strict=True)
    return corpus(*golds), [*answers]


def page_of(
    path: Path, gold: Corpus, answers: Sequence[Article], system: str = "rules"
) -> dict[str, Any]:
    """Write the page of some answers; what the writer returns."""
    report = evaluate(gold, answers, resamples=50)
    breakdowns = [break_down(gold, answers, by, resamples=50) for by in ("style", "language")]
    predictions = [as_prediction(answer) for answer in answers]
    return write_report_page(path, report, gold, predictions, breakdowns, system=system)
