"""Where public scorers contradict each other or themselves, with what Musnad says: D1 to D20.

One `Case` an input. A value of another tool was `run` (and is run again wherever it is installed),
`ran` elsewhere (it is on no package index), or only `read` in its source or paper. Offsets are
half-open, F1 unless another score is named, and every code point is a letter unless a text is
given. What Musnad says is scored through `evaluate` each time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from ..eval.builders import article, said
from .answers import (
    COVERING,
    GREEDY,
    NESTED,
    ONE,
    ROLES,
    SPLITTING,
    TEN,
    TWO,
    Value,
    Values,
    against_itself,
    apart,
    claims,
    clusters,
    crashes,
    equal_contents,
    error,
    giant_content,
    marked,
    neighbours,
    of_pairs,
    repeated_evidence,
    scores,
    sentences,
    shared_marks,
    shown,
    spans,
    with_other_ids,
)
from .others import (
    bio,
    chunks,
    correlation,
    krippendorff,
    nervaluate,
    nervaluate_tags,
    nervaluate_twice,
    old,
    pairs_of_no_worth,
    sacrebleu,
    scikit,
    scorch,
)

How = Literal["run", "ran", "read"]


@dataclass(frozen=True)
class Other:
    """What another scorer says of the input."""

    tool: str
    value: Value
    how: How
    run: Callable[[], Any] | None = None

    def __post_init__(self) -> None:
        assert (self.how == "run") == (self.run is not None), self.tool


@dataclass(frozen=True)
class Case:
    """One input, what others say of it, what Musnad says, and the rule behind that."""

    name: str
    about: str
    others: tuple[Other, ...]
    ours: Callable[[], Values]
    expected: Values
    rule: str


CASES = (
    Case(
        "D1",
        "tags `B-X I-X O`, found `I-X I-X O`",
        (
            Other("seqeval default", 1, "run", bio("B-X I-X O", "I-X I-X O", strict=False)),
            Other("seqeval strict IOB2", 0, "run", bio("B-X I-X O", "I-X I-X O", strict=True)),
            Other(
                "conlleval, chunks correct",
                1,
                "run",
                chunks("B-X I-X O", "I-X I-X O"),
            ),
            Other(
                "nervaluate list loader",
                1,
                "run",
                nervaluate_tags("B-X I-X O", "I-X I-X O"),
            ),
        ),
        spans([(0, 2)], [(0, 2)], "exact_f1"),
        {"claim_exact_f1": 1},
        "Musnad takes offsets, never tags; nothing has to be repaired.",
    ),
    Case(
        "D2",
        "gold [0,10), found [0,5), the article twice",
        (
            Other(
                "nervaluate 1.1.0 partial, once", 0.5, "run", old(1, [(0, 10)], [(0, 5)], "partial")
            ),
            Other(
                "nervaluate 1.1.0 partial, twice", 0, "run", old(2, [(0, 10)], [(0, 5)], "partial")
            ),
            Other(
                "nervaluate 1.2.1 partial", 0.5, "run", nervaluate([(0, 10)], [(0, 5)], "partial")
            ),
        ),
        lambda: scores(
            [claims((0, 10)), claims((0, 10), id="ar-2")],
            [claims((0, 5)), claims((0, 5), id="ar-2")],
            "claim_soft_f1",
        ),
        {"claim_soft_f1": 2 / 3},
        "Counts add up over articles; quotients come last.",
    ),
    Case(
        "D2, nested",
        "gold [0,10) [2,6), found [2,6)",
        (
            Other("nervaluate 1.1.0 strict", 0, "run", old(1, *NESTED, "strict")),
            Other("nervaluate 1.2.1 strict", 2 / 3, "run", nervaluate(*NESTED, "strict")),
        ),
        spans(*NESTED, "exact_f1"),
        {"claim_exact_f1": 2 / 3},
        "nervaluate is compared with at 1.2.1 only.",
    ),
    Case(
        "D3",
        "gold [0,5), found [3,8) [0,5) in this order",
        (
            Other("nervaluate strict", 0, "run", nervaluate([(0, 5)], [(3, 8), (0, 5)], "strict")),
            Other(
                "nervaluate strict, other order",
                2 / 3,
                "run",
                nervaluate([(0, 5)], [(0, 5), (3, 8)], "strict"),
            ),
        ),
        spans([(0, 5)], [(3, 8), (0, 5)], "exact_f1", "soft_f1"),
        {"claim_exact_f1": 2 / 3, "claim_soft_f1": 2 / 3},
        "No order of lines, spans or fragments changes a digit.",
    ),
    Case(
        "D4",
        "gold [0,10) [8,14), found [7,14) [0,6)",
        (Other("nervaluate partial", 0.25, "run", nervaluate(*GREEDY, "partial")),),
        spans(*GREEDY, "soft_f1", "iou50_f1"),
        # Dice 12/16 and 12/13, IoU 6/10 and 6/7
        {"claim_soft_f1": (12 / 16 + 12 / 13) / 2, "claim_iou50_f1": 1},
        "One to one, the best assignment and not the first.",
    ),
    Case(
        "D4, ids",
        "gold [0,5) [6,8), found [3,8) [0,5)",
        (
            Other("brateval overlap, [3,8) is T1", 0.5, "ran"),
            Other("brateval overlap, [0,5) is T1", 1, "ran"),
        ),
        spans([(0, 5), (6, 8)], [(3, 8), (0, 5)], "soft_f1"),
        {"claim_soft_f1": (1 + 4 / 7) / 2},
        "Ids decide nothing.",
    ),
    Case(
        "D5",
        "gold [0,5), found [0,5) twice",
        (
            Other("nervaluate strict P", 0.5, "run", nervaluate_twice),
            Other("brateval P", 0.5, "ran"),
            Other("GERBIL P", 0.5, "read"),
            Other("neleval P", 1, "ran"),
            Other("qsample P", 1, "read"),
            Other("Citron exact P", 1, "ran"),
            Other("Citron overlap R", 2, "ran"),
            Other("SemEval-2020 T11, merged", 1, "ran"),
        ),
        spans([(0, 5)], [(0, 5), (0, 5)], "exact_p", "exact_r", "coverage_r"),
        {"claim_exact_p": 1, "claim_exact_r": 1, "claim_coverage_r": 1},
        "Equal spans collapse and are counted; no score can exceed 1.",
    ),
    Case(
        "D6, one covers two",
        "gold [0,5) [5,10), found [0,10)",
        (
            Other("SemEval-2020 T11, Citron overlap", 1, "ran"),
            Other("nervaluate ent_type", 2 / 3, "run", nervaluate(*COVERING, "ent_type")),
            Other("brateval overlap", 2 / 3, "ran"),
            Other("GERBIL weak", 2 / 3, "read"),
            Other("nervaluate partial", 1 / 3, "run", nervaluate(*COVERING, "partial")),
            Other("nervaluate exact", 0, "run", nervaluate(*COVERING, "exact")),
        ),
        spans(*COVERING, "soft_p", "soft_r", "soft_f1", "exact_f1", "coverage_f1"),
        {
            "claim_soft_p": 2 / 3,
            "claim_soft_r": 1 / 3,
            "claim_soft_f1": 4 / 9,
            "claim_exact_f1": 0,
            "claim_coverage_f1": 1,
        },
        "The partial score is one to one: segmentation errors cost; coverage stands beside it.",
    ),
    Case(
        "D6, two split one",
        "gold [0,10), found [0,5) [5,10)",
        (
            Other("SemEval-2020 T11, Citron overlap", 1, "ran"),
            Other("nervaluate ent_type", 2 / 3, "run", nervaluate(*SPLITTING, "ent_type")),
            Other("brateval overlap", 2 / 3, "ran"),
            Other("GERBIL weak", 2 / 3, "read"),
            Other("nervaluate partial", 1 / 3, "run", nervaluate(*SPLITTING, "partial")),
            Other("nervaluate exact", 0, "run", nervaluate(*SPLITTING, "exact")),
        ),
        spans(*SPLITTING, "soft_p", "soft_r", "soft_f1", "exact_f1", "coverage_f1"),
        {
            "claim_soft_p": 1 / 3,
            "claim_soft_r": 2 / 3,
            "claim_soft_f1": 4 / 9,
            "claim_exact_f1": 0,
            "claim_coverage_f1": 1,
        },
        "As above, precision and recall exchanged.",
    ),
    Case(
        "D6b",
        "gold [5,7), found [0,9999)",
        (
            Other("nervaluate ent_type", 1, "run", nervaluate([(5, 7)], [(0, 9999)], "ent_type")),
            Other("nervaluate partial", 0.5, "run", nervaluate([(5, 7)], [(0, 9999)], "partial")),
            Other("SemEval-2020 T11, Citron overlap", 0.0004, "ran"),
        ),
        spans([(5, 7)], [(0, 9999)], "soft_f1", "iou50_f1", "coverage_f1"),
        {"claim_soft_f1": 4 / 10001, "claim_iou50_f1": 0, "claim_coverage_f1": 4 / 10001},
        "Touching earns nothing: IoU over one half, or in proportion.",
    ),
    Case(
        "D6b, content",
        "gold content [5,7), found [0,9999), source right",
        (),
        giant_content,
        {"wsw_f1": 0, "tuple_strict_f1": 0, "content_soft_f1": 4 / 10001},
        "Who said everything said nothing.",
    ),
    Case(
        "D6c",
        "gold [0,10) [2,6), found [2,6)",
        (
            Other("Citron exact", 2 / 3, "ran"),
            Other("Citron overlap P", 2, "ran"),
            Other("SemEval-2020 T11 R, golds merged", 0.4, "ran"),
        ),
        spans(*NESTED, "exact_f1", "coverage_p", "coverage_r"),
        {"claim_exact_f1": 2 / 3, "claim_coverage_p": 1, "claim_coverage_r": 0.7},
        "Coverage is against the union of the other side; golds are never merged.",
    ),
    Case(
        "D7, CEAF-m",
        "key {a,b}, response the same",
        (
            Other("coval CEAF-m", 2, "ran"),
            Other("CoNLL Perl CEAF-m", 1, "ran"),
            Other("scorch CEAF-e", 1, "run", scorch("ab", "ab", "ceafe")),
        ),
        clusters("ab", "ab"),
        {"source_muc_f1": 1, "source_b3_f1": 1, "source_ceafe_f1": 1, "source_lea_f1": 1},
        "CEAF-m is not reported.",
    ),
    Case(
        "D7, singletons",
        "key {a} {b}, response the same",
        (
            Other("coval, CoNLL Perl MUC", 0, "ran"),
            Other("scorch MUC", 0, "run", scorch("a b", "a b", "muc")),
            Other("scorch B3", 1, "run", scorch("a b", "a b", "b3")),
        ),
        clusters("a b", "a b"),
        {"source_muc_f1": None, "source_b3_f1": 1, "source_ceafe_f1": 1, "source_lea_f1": 1},
        "No link to find is undefined, not 0; MUC is in no headline.",
    ),
    Case(
        "D7, twice",
        "key {a,b} {c,d}, response {a,b} {b,c,d}",
        (
            Other("CoNLL Perl, all metrics", 1, "ran"),
            Other("coval MUC", 0.571, "ran"),
            Other("coval B3", 0.742, "ran"),
            Other("coval LEA", 0.545, "ran"),
            Other("scorch B3 R", 1.125, "run", scorch("ab cd", "ab bcd", "b3", 0)),
        ),
        lambda: {"error": error(clusters("ab cd", "ab bcd"))},
        {"error": "E-MENTION"},
        "A mention belongs to one source.",
    ),
    Case(
        "D7, rounding",
        "one fraction, such as 0.73448",
        (Other("CoNLL Perl", "73.44", "ran"), Other("coval", "73.45", "ran")),
        lambda: shown(0.73448),
        {"printed": "73.4", "stored": 0.73448},
        "One decimal is shown, rounded; JSON has nine.",
    ),
    Case(
        "D7, singletons kept",
        "key {a,b} {c}, response {a,b} {d}",
        (
            Other("coval LEA", 2 / 3, "ran"),
            Other("coval without singletons, all", 1, "ran"),
            Other("scorch B3", 2 / 3, "run", scorch("ab c", "ab d", "b3")),
            Other("scorch CEAF-e", 0.5, "run", scorch("ab c", "ab d", "ceafe")),
        ),
        clusters("ab c", "ab d"),
        {
            "source_muc_f1": 1,
            "source_b3_f1": 2 / 3,
            "source_ceafe_f1": 1 / 2,
            "source_lea_f1": 2 / 3,
        },
        "Singletons are kept: most sources of news are named once.",
    ),
    Case(
        "D8",
        "no span on either side",
        (
            Other("nervaluate", 0, "run", nervaluate([], [], "strict")),
            Other("seqeval", 0, "run", bio("O O", "O O", strict=False)),
            Other("Citron, coval", 0, "ran"),
            Other("SemEval-2020 T11", 1, "ran"),
            Other("FEVER evidence P", 1, "ran"),
            Other("GERBIL, qsample", 1, "read"),
        ),
        spans([], [], "exact_p", "exact_r", "exact_f1", "soft_f1"),
        dict.fromkeys(["claim_exact_p", "claim_exact_r", "claim_exact_f1", "claim_soft_f1"]),
        "Undefined (`n/a`), not 0 and not 1.",
    ),
    Case(
        "D8, one article",
        "a half-right article, and one that is empty on both sides",
        (Other("GERBIL, macro", 5 / 6, "read"),),
        lambda: scores(
            [claims((0, 5), (8, 10)), claims(id="ar-2")],
            [claims((0, 5)), claims(id="ar-2")],
            "claim_exact_f1",
        ),
        {"claim_exact_f1": 2 / 3},
        "An empty article changes nothing.",
    ),
    Case(
        "D9, one missed",
        "two attributions, one of them found",
        (Other("SpkAtt Match-F1 P", 0.5, "ran"), Other("SpkAtt Match-F1 R", 1, "ran")),
        lambda: scores(TWO, ONE, *ROLES),
        {"cue_exact_p": 1, "cue_exact_r": 1 / 2, "wsw_p": 1, "wsw_r": 1 / 2},
        "One matching for both; what is unmatched charges its own side.",
    ),
    Case(
        "D9, one invented",
        "one attribution, found with another",
        (Other("SpkAtt Match-F1 P", 0.5, "ran"), Other("SpkAtt Match-F1 R", 1, "ran")),
        lambda: scores(ONE, TWO, *ROLES),
        {"cue_exact_p": 1 / 2, "cue_exact_r": 1, "wsw_p": 1 / 2, "wsw_r": 1},
        "The opposite error has the opposite score.",
    ),
    Case(
        "D9, wrong cue",
        "source and content right, cue elsewhere",
        (Other("SpkAtt Match-F1", 0.955, "ran"), Other("SpkAtt-2023, all roles", 0, "read")),
        lambda: scores(
            ONE,
            article(said((0, 9), (20, 25), (90, 93))),
            *("cue_role_f1", "source_role_f1", "wsw_f1", "linked_f1"),
        ),
        {"cue_role_f1": 0, "source_role_f1": 1, "wsw_f1": 1, "linked_f1": 0},
        "Attributions are paired by content, not by cue.",
    ),
    Case(
        "D10, one missed",
        "two attributions, one of them found",
        (Other("layaxx/spkatt cue R", 1, "ran"),),
        lambda: scores(TWO, ONE, "cue_exact_p", "cue_exact_r", "cue_role_f1"),
        {"cue_exact_p": 1, "cue_exact_r": 1 / 2, "cue_role_f1": 2 / 3},
        "What is missed lowers recall.",
    ),
    Case(
        "D10, role omitted",
        "one of two sources left out",
        (Other("layaxx/spkatt P", 0.75, "ran"),),
        lambda: scores(
            TWO,
            article(said((0, 9), (20, 25), (30, 33)), said((40, 49), cue=(70, 73))),
            *("source_exact_p", "source_exact_r", "source_role_f1", "cue_role_f1"),
        ),
        {
            "source_exact_p": 1,
            "source_exact_r": 1 / 2,
            "source_role_f1": 2 / 3,
            "cue_role_f1": 1,
        },
        "An omission is missed, and not invented.",
    ),
    Case(
        "D11",
        "the same attributions under other ids, in another order",
        (Other("Morante 2019", "strict TP needs equal ids; ties by hash order", "read"),),
        with_other_ids,
        {"cue_exact_f1": 1, "tuple_strict_f1": 1},
        "Ids are opaque; ties have a total order.",
    ),
    Case(
        "D12",
        "labels + −, both scored 0.5",
        (
            Other("CheckThat! AP", 1, "ran"),
            Other(
                "scikit-learn AP", 0.5, "run", scikit("average_precision_score", [1, 0], [0.5, 0.5])
            ),
        ),
        sentences("+-", [0.5, 0.5]),
        {"checkable_sentence_ap": 0.5, "checkable_sentence_auroc": 0.5},
        "Equal scores are one place in the ranking.",
    ),
    Case(
        "D12, turned",
        "labels − +, both scored 0.5",
        (
            Other("CheckThat! AP", 0.5, "ran"),
            Other(
                "scikit-learn AP", 0.5, "run", scikit("average_precision_score", [0, 1], [0.5, 0.5])
            ),
        ),
        sentences("-+", [0.5, 0.5]),
        {"checkable_sentence_ap": 0.5, "checkable_sentence_auroc": 0.5},
        "As above.",
    ),
    Case(
        "D12, NaN",
        "labels + − +, the first scored NaN",
        (Other("CheckThat! AP", 1, "ran"),),
        lambda: {"error": error(sentences("+-+", [float("nan"), 0.5, 0.2]))},
        {"error": "E-JSON"},
        "A score is a number from 0 to 1, and NaN is no number of JSON.",
    ),
    Case(
        "D13",
        "the right content four times, a wrong one once",
        (
            Other("FEVER evidence P, once each", 0.5, "ran"),
            Other("FEVER evidence P, right one four times", 0.8, "ran"),
        ),
        repeated_evidence,
        {"content_exact_p": 1 / 2, "wsw_p": 1 / 5},
        "Spans are sets; a repeated attribution is one more to be right about.",
    ),
    Case(
        "D14",
        "a system against itself, 10 shufflings",
        (
            Other("sacreBLEU 2.6.0, p", 1 / 11, "run", sacrebleu),
            Other("compare-mt", "resamples half the items", "read"),
            Other("neleval", "one-sided", "read"),
        ),
        against_itself,
        {"p": 1},
        "Two-sided, `>=`, whole events; equal systems have p = 1.",
    ),
    Case(
        "D15",
        "no prediction overlaps a gold attribution",
        (Other("SciPy assignment, pairs", "2 of 2", "run", pairs_of_no_worth),),
        apart,
        {"content_soft_f1": 0, "source_role_f1": 0, "act_accuracy": None},
        "Pairs without overlap are no pairs.",
    ),
    Case(
        "D15, ties",
        "one content from two sources, predicted in the other order",
        (Other("by overlap alone, type accuracy", "0 or 1", "ran"),),
        lambda: equal_contents(turned=True),
        {"type_accuracy": 1, "source_role_f1": 1},
        "Between equal contents the right source decides.",
    ),
    Case(
        "D16",
        "P 1, R 0.1 in one sentence; P 0.1, R 1 in another",
        (
            Other("NewsClaims, F1 of the means", 0.55, "ran"),
            Other("mean of the F1s", 2 / 11, "read"),
        ),
        lambda: scores(
            [claims(*TEN), claims((0, 2), id="ar-2")],
            [claims((0, 2)), claims(*TEN, id="ar-2")],
            *("claim_exact_p", "claim_exact_r", "claim_exact_f1"),
        ),
        {"claim_exact_p": 2 / 11, "claim_exact_r": 2 / 11, "claim_exact_f1": 2 / 11},
        "F1 is computed once, from the totals.",
    ),
    Case(
        "D17",
        "what stops others",
        (
            Other("bratutils, partial overlap", "AttributeError", "ran"),
            Other("bratutils, discontinuous span", "ValueError", "ran"),
            Other("seqeval, no sentence", "TypeError", "run", bio("", "", strict=False)),
            Other(
                "krippendorff, all labels equal",
                "ValueError",
                "run",
                krippendorff([[1, 1], [1, 1]]),
            ),
            Other(
                "krippendorff, no unit with two coders",
                "ValueError",
                "run",
                krippendorff([[1, float("nan")], [float("nan"), 2]]),
            ),
            Other("scorch, a score of zero", "StatisticsError", "run", scorch("ab", "cd", "b3")),
            Other("NewsClaims, no claimer anywhere", "ZeroDivisionError", "read"),
        ),
        crashes,
        {
            "partial overlap": 0.4,
            "discontinuous span": 1,
            "no article": "toy/test has no articles; there is nothing to score",
            "all labels equal": 1,
            "no item with two coders": None,
        },
        "Values are total, errors typed; alpha of equal labels is 1 with a flag.",
    ),
    Case(
        "D18",
        "`وزير الصحة،` and `وزير الصحة`; `«النَّصّ»` and `النَّصّ`",
        (Other("NewsClaims normaliser", "both differ", "ran"),),
        marked,
        {"source_exact_f1": 1, "content_exact_f1": 1, "tuple_strict_f1": 1},
        "Spans are sets of letters and digits in the text; strings are never compared.",
    ),
    Case(
        "D19",
        "gold cue [5,6), found [4,5)",
        (
            Other("Citron cue overlap", "True", "ran"),
            Other(
                "nervaluate partial, half-open ends as they are",
                0.5,
                "run",
                nervaluate([(5, 7)], [(4, 6)], "partial"),
            ),
        ),
        neighbours((5, 6), (4, 5)),
        {"cue_soft_f1": 0, "linked_f1": 0},
        "To overlap is to share a letter or digit.",
    ),
    Case(
        "D19, turned",
        "gold cue [4,5), found [5,6)",
        (Other("Citron cue overlap", "False", "ran"),),
        neighbours((4, 5), (5, 6)),
        {"cue_soft_f1": 0, "linked_f1": 0},
        "The same both ways.",
    ),
    Case(
        "D19, marks",
        "`قال، إن`: gold source [0,4), found [3,6)",
        (),
        shared_marks,
        {"source_soft_f1": 0, "linked_f1": 0},
        "Punctuation and spaces weigh nothing.",
    ),
    Case(
        "D20, constant",
        "a constant score",
        (
            Other("SciPy tau-b", "nan", "run", correlation("kendalltau", [1, 1, 1], [1, 2, 3])),
            Other("SciPy Spearman", "nan", "run", correlation("spearmanr", [1, 1, 1], [1, 2, 3])),
        ),
        lambda: of_pairs([1, 1, 1], [1, 2, 3]),
        {"tau_b": None, "spearman": None},
        "Undefined, with a reason.",
    ),
    Case(
        "D20, one class",
        "all sentences checkable",
        (Other("scikit-learn AUROC", "nan", "run", scikit("roc_auc_score", [1, 1], [0.2, 0.5])),),
        sentences("++", [0.2, 0.5]),
        {"checkable_sentence_ap": 1, "checkable_sentence_auroc": None},
        "Undefined, with a reason.",
    ),
    Case(
        "D20, variants",
        "1 2 2 3 and 1 2 3 3",
        (
            Other("SciPy tau-b", 0.8, "run", correlation("kendalltau", [1, 2, 2, 3], [1, 2, 3, 3])),
            Other(
                "SciPy tau-c",
                0.75,
                "run",
                correlation("kendalltau", [1, 2, 2, 3], [1, 2, 3, 3], variant="c"),
            ),
        ),
        lambda: of_pairs([1, 2, 2, 3], [1, 2, 3, 3]),
        {"tau_b": 0.8, "spearman": 5 / 6},
        "Tau is tau-b.",
    ),
)
