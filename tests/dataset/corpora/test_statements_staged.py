"""Golden counts of statements, pairs, assertions and ratings on the real data, none of it shown.

They were worked out once with other readers (plain `csv` and `str.split`), and agree with what is
published about the corpora; where a number does not, the comment says why.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from musnad import settings
from musnad.dataset import Manifest, import_corpus, load, validate

STAGED = settings.staged_corpora()

# Rows by split and table.
COUNTS: dict[str, dict[str, dict[str, int]]] = {
    "ans": {
        "train": {"pairs": 2652, "ratings": 3185},
        "validation": {"pairs": 755, "ratings": 906},
        "test": {"pairs": 379, "ratings": 456},
    },
    # 4,064 sentences and 94 verdicts.
    "checkthat2018": {"ar": {"ratings": 4158}, "en": {"ratings": 4158}},
    "checkthat2019_task1": {"train": {"ratings": 16421}, "test": {"ratings": 7080}},
    "checkthat2020_task5": {"train": {"ratings": 42776}, "test": {"ratings": 21514}},
    "checkthat2025_subjectivity": {
        "ar_train": {"ratings": 2446},
        "ar_validation": {"ratings": 467},
        "ar_dev_test": {"ratings": 748},
        "ar_test": {"ratings": 1036},
        "en_train": {"ratings": 830},
        "en_validation": {"ratings": 462},
        "en_dev_test": {"ratings": 484},
        "en_test": {"ratings": 300},
    },
    "claimbuster": {
        "train": {"ratings": 7976},
        "test": {"ratings": 702},
        "2020_debate": {"ratings": 100},
        "kfold_20ncs": {"ratings": 8292},
        "kfold_25ncs": {"ratings": 9674},
        "kfold_30ncs": {"ratings": 11056},
    },
    # 64,290 sentences of transcripts, 476 fact-checks of the pairs and 349 others.
    "known_lie_politifact": {"all": {"pairs": 770, "ratings": 65115}},
    "averitec": {"validation": {"assertions": 382, "ratings": 500}},
    "liar": {
        "train": {"assertions": 10269, "ratings": 10269},
        "validation": {"assertions": 1284, "ratings": 1284},
        "test": {"assertions": 1283, "ratings": 1283},
    },
    "fnc1_test": {"test": {"pairs": 25413}},
    "truth_books": {"all": {"assertions": 33971}},
    "truth_flights": {"all": {"assertions": 21557}},
    # Factuality and bias of 1,066 and of 859 outlets.
    "news_media_reliability": {"all": {"ratings": 3850}},
    # Two scales of 3,920 rows; of 4,497 others, 7 without an outlet, three scales where filled.
    "mbfc_factuality": {"all": {"ratings": 20417}},
    "domain_quality": {"all": {"ratings": 11520}},
    # Up to three types in each of 833 rows of 825 outlets.
    "opensources": {"all": {"ratings": 1263}},
    "wikipedia_perennial_sources": {"all": {"ratings": 369}},
}

# Labels by scale, over all splits.
LABELS: dict[str, dict[str, dict[str | None, int]]] = {
    "ans": {"verdict": {"fake": 1475, "true": 3072}},
    "checkthat2018": {
        "check_worthy": {"check_worthy": 188, "not_check_worthy": 7940},
        "verdict": {"FALSE": 96, "HALF-TRUE": 48, "TRUE": 44},
    },
    "checkthat2019_task1": {"check_worthy": {"check_worthy": 576, "not_check_worthy": 22925}},
    "checkthat2020_task5": {"check_worthy": {"check_worthy": 623, "not_check_worthy": 63667}},
    "checkthat2025_subjectivity": {"subjectivity": {"OBJ": 4140, "SUBJ": 2633}},
    "known_lie_politifact": {
        "check_worthy": {"check_worthy": 623, "not_check_worthy": 63667},
        "flip": {"Full Flop": 6, "No Flip": 1},
        "verdict": {
            "True": 92,
            "Mostly True": 125,
            "Half-True": 131,
            "Mostly False": 148,
            "False": 226,
            "Pants on Fire!": 96,
        },
    },
    "averitec": {
        "verdict": {
            "Refuted": 305,
            "Supported": 122,
            "Conflicting Evidence/Cherrypicking": 38,
            "Not Enough Evidence": 35,
        }
    },
    "liar": {
        "verdict": {
            "true": 2063,
            "mostly-true": 2466,
            "half-true": 2638,
            "barely-true": 2108,
            "false": 2511,
            "pants-fire": 1050,
        }
    },
    "wikipedia_perennial_sources": {
        "reliability": {
            "generally reliable": 117,
            "generally unreliable": 119,
            "no consensus": 80,
            "deprecated": 53,
        }
    },
}

PAIRS = {
    "ans": {"agree": 1301, "contradict": 2399, "other": 86},
    "fnc1_test": {"agree": 1903, "contradict": 697, "discuss": 4464, "unrelated": 18349},
    "known_lie_politifact": {"matched": 770},
}

QUIRKS: dict[str, dict[str, int]] = {
    "ans": {"pair of a sentence with itself: kept": 1},
    "checkthat2018": {
        "byte-order mark at the start of a file: dropped": 3,
        "claim_number: not kept": 188,
        "file with CRLF line ends: read as line feeds": 6,
        "normalised_claim: not kept": 188,
        "sentence of task 2 without verdict: its row of task 1 stands for it": 7940,
        "sentence that reads otherwise in task 2": 10,
        "speaker: not kept": 8128,
    },
    "checkthat2019_task1": {
        "file with CRLF line ends: read as line feeds": 7,
        "speaker: not kept": 23501,
    },
    "checkthat2020_task5": {"speaker: not kept": 64290},
    "checkthat2025_subjectivity": {
        "sentence id used twice in a file: the later one gets a number": 1,
        "sentence of an unlabelled test file: left out": 1336,
        "solved_conflict: not kept": 1049,
    },
    "claimbuster": {
        "file with CRLF line ends: read as line feeds": 1,
        "screening: not kept": 9674,
        "sentence id met before in another file: kept": 22976,
        "sentence of kfold_25ncs.csv as in kfold_25ncs.json: left out": 9674,
        "words met before under another id and with another label: kept": 1,
        "words met before under another id: kept": 44,
    },
    "known_lie_politifact": {
        "body: not kept": 349,
        "debate without transcript: its sentences have ids of their own": 8,
        "fact-check met before: its claim is one row": 294,
        "file that ends inside a record: the last cell is cut": 1,
        "notes: not kept": 116,
        "page: not kept": 349,
        "politifact_statement: not kept": 770,
        "said: not kept": 349,
        "sentence in no transcript, or on several lines: has an id of its own": 128,
        "sentence on another line of its transcript than said: that line is meant": 285,
        "speaker: not kept": 65375,
        "text with characters that were decoded wrongly before (‚Ä…): kept": 51,
        "title: not kept": 349,
        "verdict FALSE: read as False": 188,
        "verdict TRUE: read as True": 90,
        "verified_claim_article_title: not kept": 770,
    },
    "averitec": {
        "answer from the evidence: not kept": 1399,
        "cached_original_claim_url: not kept": 258,
        "claim met before: kept": 9,
        "claim without speaker: no assertion": 118,
        "claim_types: not kept": 500,
        "fact_checking_article: not kept": 500,
        "fact_checking_strategies: not kept": 500,
        "justification: not kept": 500,
        "location_ISO_code: not kept": 450,
        "original_claim_url: not kept": 262,
        "outlet in misinfo_list.txt: left out": 1562,
        "question to the evidence: not kept": 1287,
        "reporting_source: not kept": 410,
        "required_reannotation: not kept": 122,
        "speaker with space around the name: trimmed": 25,
    },
    "liar": {
        "context: not kept": 12707,
        "counts of the speaker's verdicts, this one included: not kept": 12836,
        "job: not kept": 9262,
        "party: not kept": 12836,
        "state: not kept": 10085,
        "statement met before in another split: kept": 9,
        "statement met before with another verdict: kept": 6,
        "statement met before: kept": 26,
        "subjects: not kept": 12836,
    },
    "fnc1_test": {"pair met before: kept": 242},
    "truth_books": {
        "claim that names no author: kept as it is, never judged": 793,
        "claim that may name more or fewer than the gold authors: verdict left open": 173,
        "empty line of a table: left out": 102,
        "file with CRLF line ends: read as line feeds": 1,
        "shop that names other authors for the same book: kept": 689,
        "shop that repeats itself: kept": 8463,
        "silver answer: not used": 1265,
        "title: not kept": 33968,
    },
    "truth_flights": {
        "fact with two gold values: not judged": 4,
        "gate with concourse on one side only: verdict left open": 22,
        "gold value given twice": 8,
        "gold value given twice, differently": 4,
        "gold value of a fact that nobody claims: left out": 407,
        "gold value that is no time or gate: not used": 1,
        "site that repeats itself: kept": 297,
        "site that says something else of the same fact: kept": 66,
        "value that is no time or gate: kept as it is, never judged": 679,
    },
    "news_media_reliability": {
        "factuality of a subject on 2 dates": 505,
        "factuality of a subject that changed between dates: both kept": 12,
        "file acl2020/splits.json: left out, five folds over the same outlets, for which ratings "
        "have no place": 1,
        "file emnlp18/splits.json: left out, five folds over the same outlets, for which ratings "
        "have no place": 1,
        "ref: not kept": 1924,
    },
    "mbfc_factuality": {
        "bias_5 of a subject met before, with another label: kept": 10,
        "bias_5 of a subject met before, with the same label: kept": 35,
        "bias_raw of a subject met before, with another label: kept": 11,
        "bias_raw of a subject met before, with the same label: kept": 34,
        "country: not kept": 4475,
        "credibility of a subject met before, with another label: kept": 3,
        "credibility of a subject met before, with the same label: kept": 42,
        "factuality of a subject met before, with another label: kept": 7,
        "factuality of a subject met before, with the same label: kept": 38,
        "factuality_5 of a subject met before, with another label: kept": 11,
        "factuality_5 of a subject met before, with the same label: kept": 44,
        "media_type: not kept": 4048,
        "popularity: not kept": 4047,
        "press_freedom: not kept": 4125,
        "row without subject: left out": 7,
    },
    "domain_quality": {
        "file domain_pc1.csv: left out, the first two columns of domain_ratings.csv": 1,
        **{
            f"{name}: not kept": 11520
            for name in (
                *("afm", "afm_bias", "afm_min", "afm_rely", "fc", "mbfc", "mbfc_bias"),
                *("mbfc_fact", "mbfc_min", "lewandowsky_acc", "lewandowsky_trans"),
                *("lewandowsky_rely", "lewandowsky_mean", "lewandowsky_min", "misinfome_bin"),
            )
        },
    },
    "wikipedia_perennial_sources": {
        "distinct_articles: not kept": 369,
        "fa_citations: not kept": 369,
        "file with CRLF line ends: read as line feeds": 1,
        "ga_citations: not kept": 369,
        "total_citations: not kept": 369,
    },
    "opensources": {
        "Source Notes (things to know?): not kept": 260,
        "file sources.json: left out, the same list, in which a later row of an outlet hides the "
        "earlier one": 1,
        "file with CRLF line ends: read as line feeds": 1,
        "more notes: not kept": 1,
        "type ' unreliable': read as 'unreliable'": 1,
        "type 'Conspiracy': read as 'conspiracy'": 1,
        "type 'Fake': read as 'fake'": 1,
        "type 'Political': read as 'political'": 2,
        "type 'fake ': read as 'fake'": 1,
        "type 'rumor ': read as 'rumor'": 1,
        "type of a subject met before, with another label: kept": 4,
        "type of a subject met before, with the same label: kept": 6,
    },
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("statements")


@pytest.fixture(scope="module")
def manifests(place: Path) -> Iterator[dict[str, Manifest]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MUSNAD_HOME", str(place))
        yield {}


@pytest.fixture(autouse=True)
def home(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MUSNAD_HOME", str(place))
    return place


@pytest.fixture
def imported(home: Path, manifests: dict[str, Manifest]) -> Any:
    """Imports a corpus once, or skips the test where it is not there."""

    def imported(name: str) -> Manifest:
        if STAGED is None or not (STAGED / name).is_dir():
            pytest.skip(f"needs {name}: set MUSNAD_CORPORA to the folder that holds it")
        if name not in manifests:
            manifests[name] = import_corpus(name, STAGED / name)
        return manifests[name]

    return imported


def rows(manifest: Manifest, table: str, *splits: str) -> Iterator[Any]:
    for split in splits or manifest.splits:
        yield from load(f"{manifest.name}/{split}").table(table)


@pytest.mark.parametrize("name", COUNTS)
def test_every_row_is_imported(name: str, imported: Any) -> None:
    assert imported(name).splits == COUNTS[name]


@pytest.mark.parametrize("name", COUNTS)
def test_what_was_imported_is_valid(name: str, imported: Any, place: Path) -> None:
    manifest = imported(name)
    for table in manifest.tables:
        for file in sorted((place / "corpora" / name / table).glob("*.jsonl")):
            assert next(validate(file, table), None) is None


@pytest.mark.parametrize("name", COUNTS)
def test_every_quirk_is_counted(name: str, imported: Any) -> None:
    assert imported(name).quirks == QUIRKS[name]


@pytest.mark.parametrize("name", LABELS)
def test_labels_are_as_many_as_published(name: str, imported: Any) -> None:
    found: dict[str, Counter[str | None]] = defaultdict(Counter)
    for row in rows(imported(name), "ratings"):
        found[row.scale][row.label] += 1
    assert found == LABELS[name]


@pytest.mark.parametrize("name", PAIRS)
def test_pairs_are_labelled_as_published(name: str, imported: Any) -> None:
    assert Counter(row.label for row in rows(imported(name), "pairs")) == PAIRS[name]


@pytest.mark.parametrize("name", [name for name in COUNTS if name in LABELS])
def test_a_subject_has_one_label_on_a_scale(name: str, imported: Any) -> None:
    manifest = imported(name)
    for split in manifest.splits:
        seen = [(row.subject, row.scale) for row in rows(manifest, "ratings", split)]
        assert len(seen) == len(set(seen))


def test_translated_debates_agree_in_labels(imported: Any) -> None:
    manifest = imported("checkthat2018")
    arabic, english = (
        [(row.subject, row.scale, row.label) for row in rows(manifest, "ratings", split)]
        for split in ("ar", "en")
    )
    assert arabic == english


def test_claimbuster_files_share_what_is_known(imported: Any) -> None:
    manifest = imported("claimbuster")
    ids = {
        split: {row.subject for row in rows(manifest, "ratings", split)}
        for split in manifest.splits
    }
    assert not ids["train"] & ids["test"]
    assert len(ids["test"] & ids["kfold_25ncs"]) == 533
    # The number published for "five files" leaves out kfold_20ncs and the debate of 2020.
    five = ("train", "test", "kfold_25ncs", "kfold_30ncs")
    assert len(set().union(*(ids[split] for split in five))) == 14364
    assert len(set().union(*ids.values())) == 14824


def test_sources_and_facts_are_as_many_as_published(imported: Any) -> None:
    sizes = {
        name: (len({row.source for row in found}), len({row.fact for row in found}))
        for name in ("truth_books", "truth_flights", "liar")
        for found in [[*rows(imported(name), "assertions")]]
    }
    # Facts of flights are properties of 256 flights.
    assert sizes == {"truth_books": (895, 1265), "truth_flights": (38, 1536), "liar": (3318, 12836)}


# Counted with another reader as well, times with `strptime`, except those of books: there a
# plain comparison of surnames, where all are written `last, first`, contradicts none.
VERDICTS = {
    "truth_books": {"supported": 1977, "refuted": 712, None: 31282},
    "truth_flights": {"supported": 1378, "refuted": 469, None: 19710},
    "averitec": {"supported": 92, "refuted": 224, None: 66},
    "liar": {"supported": 2063, "refuted": 3561, None: 7212},
}


@pytest.mark.parametrize("name", VERDICTS)
def test_assertions_are_judged_where_gold_is_given(name: str, imported: Any) -> None:
    assert Counter(row.verdict for row in rows(imported(name), "assertions")) == VERDICTS[name]


def test_all_gold_books_are_judged_and_all_flights_but_one(imported: Any) -> None:
    books = {row.fact for row in rows(imported("truth_books"), "assertions") if row.verdict}
    flights = {row.fact for row in rows(imported("truth_flights"), "assertions") if row.verdict}
    # 118 facts of flights have a gold value, which for one is that the gate is to be announced.
    assert (len(books), len(flights)) == (100, 117)


def host(address: str) -> str:
    """Some addresses lack `http://`."""
    name = address.strip().lower().rpartition("://")[2].partition("/")[0]
    return re.sub(r"^www[0-9]?\.", "", name)


@pytest.mark.parametrize(("date", "shared", "changed"), [("2018", 581, 131), ("2020", 544, 137)])
def test_outlets_changed_their_label_between_lists(
    date: str, shared: int, changed: int, imported: Any
) -> None:
    later = {
        row.subject: row.label
        for row in rows(imported("mbfc_factuality"), "ratings")
        if row.scale == "factuality"
    }
    # By the host of the address: the subject has the path as well where one was rated.
    earlier = {
        host(row.text): row.label
        for row in rows(imported("news_media_reliability"), "ratings")
        if (row.scale, row.date) == ("factuality", date)
    }
    both = earlier.keys() & later.keys()
    assert len(both) == shared
    assert sum(earlier[outlet] != later[outlet] for outlet in both) == changed


def test_repeated_outlets_of_the_raw_list_are_kept(imported: Any) -> None:
    manifest = imported("mbfc_factuality")
    labels = defaultdict(list)
    scales = Counter[str]()
    for row in rows(manifest, "ratings"):
        scales[row.scale] += 1
        if row.scale == "factuality":
            labels[row.subject].append(row.label)
    assert scales["factuality"] == scales["bias_5"] == 3920
    assert scales["factuality_5"] == 4490
    assert 3920 - len(labels) == 45
    assert sum(len(set(found)) > 1 for found in labels.values()) == 6


def test_every_domain_has_one_score(imported: Any) -> None:
    found = [*rows(imported("domain_quality"), "ratings")]
    assert len({row.subject for row in found}) == 11520
    assert all(row.label is None and 0 <= row.score <= 1 for row in found)


def test_outlets_of_opensources_are_825(imported: Any) -> None:
    assert len({row.subject for row in rows(imported("opensources"), "ratings")}) == 825


def test_test_sentences_of_2020_are_in_the_transcripts(imported: Any) -> None:
    known = {row.text for row in rows(imported("known_lie_politifact"), "ratings")}
    tested = {row.text for row in rows(imported("checkthat2020_task5"), "ratings", "test")}
    assert {text for text in tested if len(text.split()) > 6} <= known
