from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from musnad.dataset import IMPORTERS, Manifest, import_corpus, load
from musnad.dataset.corpora.rating_lists import MAPPINGS
from musnad.dataset.records import Rating
from musnad.errors import DataError

Write = Callable[[dict[str, str]], Path]

LISTS = [
    "domain_quality",
    "mbfc_factuality",
    "news_media_reliability",
    "opensources",
    "wikipedia_perennial_sources",
]


def test_every_mapping_is_an_importer() -> None:
    assert sorted(path.stem for path in MAPPINGS.glob("*.toml")) == LISTS
    assert set(LISTS) <= set(IMPORTERS)


@pytest.mark.parametrize("name", LISTS)
def test_a_mapping_gives_a_manifest(name: str) -> None:
    manifest = IMPORTERS[name]().manifest
    assert isinstance(manifest, Manifest)
    assert (manifest.name, manifest.tables, manifest.layers) == (name, ("ratings",), ())
    assert manifest.origin.startswith("https://")


def test_no_mapping_is_read_before_it_is_asked_for() -> None:
    code = (
        "import sys\nopened = []\n"
        "sys.addaudithook(lambda event, args: event == 'open' and opened.append(str(args[0])))\n"
        "import musnad.dataset.corpora\n"
        "sys.exit(any(name.endswith('.toml') for name in opened))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def outlet(
    subject: str, given: str | float, scale: str, rater: str, date: str | None, text: str | None
) -> Rating:
    label, score = (given, None) if isinstance(given, str) else (None, given)
    return Rating(subject, "outlet", label, score, scale, rater, date, text)


MBFC = "Media Bias/Fact Check"
HEAD = "source_url\tsource_url_normalized\tref\tfact\tbias\n"


def test_two_lists_of_one_rater_keep_their_dates(write: Write) -> None:
    files = {
        "emnlp18/corpus.tsv": HEAD
        + "http://palm.example/news/\tpalm.example-news\thttp://m/1\tmixed\textreme-left\n"
        + "http://oasis.example\toasis.example\thttp://m/2\thigh\tcenter\n",
        "acl2020/corpus.tsv": HEAD
        + "http://palm.example/news/\tpalm.example-news\thttp://m/1\thigh\tleft\n"
        + "http://oasis.example\toasis.example\thttp://m/2\thigh\tcenter\n",
        "acl2020/splits.json": "{}",
    }
    manifest = import_corpus("news_media_reliability", write(files))
    palm, oasis = "http://palm.example/news/", "http://oasis.example"
    assert load("news_media_reliability/all").table("ratings") == [
        outlet("palm.example-news", "mixed", "factuality", MBFC, "2018", palm),
        outlet("palm.example-news", "extreme-left", "bias_7", MBFC, "2018", palm),
        outlet("oasis.example", "high", "factuality", MBFC, "2018", oasis),
        outlet("oasis.example", "center", "bias_7", MBFC, "2018", oasis),
        outlet("palm.example-news", "high", "factuality", MBFC, "2020", palm),
        outlet("palm.example-news", "left", "bias_3", MBFC, "2020", palm),
        outlet("oasis.example", "high", "factuality", MBFC, "2020", oasis),
        outlet("oasis.example", "center", "bias_3", MBFC, "2020", oasis),
    ]
    assert manifest.quirks == {
        "factuality of a subject on 2 dates": 2,
        "factuality of a subject that changed between dates: both kept": 1,
        "file acl2020/splits.json: left out, five folds over the same outlets, for which ratings "
        "have no place": 1,
        "ref: not kept": 4,
    }


def test_one_list_in_two_forms_has_scales_of_its_own(write: Write) -> None:
    files = {
        "mbfc.csv": "source,bias,factual_reporting\nقمة.example,left,high\nقمة.example,left,low\n",
        "mbfc_raw.csv": "source,country,bias,factual_reporting,press_freedom,media_type,"
        "popularity,mbfc_credibility_rating\n"
        "قمة.example,oasis,far left,very high,free,,,high credibility\n"
        ",oasis,left,high,,,,\n"
        "سوق.example,,,mixed,,website,,\n",
    }
    manifest = import_corpus("mbfc_factuality", write(files))
    assert load("mbfc_factuality/all").table("ratings") == [
        outlet(subject, label, scale, MBFC, "2024", None)
        for subject, label, scale in [
            ("قمة.example", "high", "factuality"),
            ("قمة.example", "left", "bias_5"),
            ("قمة.example", "low", "factuality"),
            ("قمة.example", "left", "bias_5"),
            ("قمة.example", "very high", "factuality_5"),
            ("قمة.example", "far left", "bias_raw"),
            ("قمة.example", "high credibility", "credibility"),
            ("سوق.example", "mixed", "factuality_5"),
        ]
    ]
    assert manifest.quirks == {
        "bias_5 of a subject met before, with the same label: kept": 1,
        "country: not kept": 1,
        "factuality of a subject met before, with another label: kept": 1,
        "media_type: not kept": 1,
        "press_freedom: not kept": 1,
        "row without subject: left out": 1,
    }


SETS = "afm,afm_bias,afm_min,afm_rely,fc,mbfc,mbfc_bias,mbfc_fact,mbfc_min,lewandowsky_acc,"
SETS += "lewandowsky_trans,lewandowsky_rely,lewandowsky_mean,lewandowsky_min,misinfome_bin"


def test_a_score_is_a_number(write: Write) -> None:
    files = {
        "domain_ratings.csv": f"domain,pc1,{SETS}\nقمة.example,0.78,{'0.5,' * 14}1\n"
        f"سوق.example,1,{',' * 14}\n",
        "domain_pc1.csv": "domain,pc1\n",
    }
    manifest = import_corpus("domain_quality", write(files))
    rater = "Lin et al., first component of six rating sets"
    assert load("domain_quality/all").table("ratings") == [
        outlet("قمة.example", 0.78, "quality", rater, "2023", None),
        outlet("سوق.example", 1.0, "quality", rater, "2023", None),
    ]
    assert manifest.quirks == {
        "file domain_pc1.csv: left out, the first two columns of domain_ratings.csv": 1,
        **{f"{name}: not kept": 1 for name in SETS.split(",")},
    }


def test_what_is_no_number_is_refused(write: Write) -> None:
    folder = write({"domain_ratings.csv": f"domain,pc1,{SETS}\nقمة.example,high{',' * 15}\n"})
    with pytest.raises(DataError) as error:
        import_corpus("domain_quality", folder)
    assert str(error.value) == (
        f"{folder}/domain_ratings.csv:2: found 'high' as pc1; expected a number; "
        "look for a shifted column"
    )


def test_an_outlet_may_be_of_several_types(write: Write) -> None:
    files = {
        "sources.csv": ",type,2nd type,3rd type,Source Notes (things to know?),\r\n"
        "palm.example,fake ,Conspiracy, ,closed,\r\n"
        "oasis.example,satirical,,,,perhaps\r\n"
        "palm.example,satire,,,,\r\n"
    }
    manifest = import_corpus("opensources", write(files))
    assert load("opensources/all").table("ratings") == [
        outlet(subject, label, "type", "OpenSources", "2017", None)
        for subject, label in [
            ("palm.example", "fake"),
            ("palm.example", "conspiracy"),
            ("oasis.example", "satirical"),
            ("palm.example", "satire"),
        ]
    ]
    assert manifest.quirks == {
        "Source Notes (things to know?): not kept": 1,
        "file with CRLF line ends: read as line feeds": 1,
        "more notes: not kept": 1,
        "type 'Conspiracy': read as 'conspiracy'": 1,
        "type 'fake ': read as 'fake'": 1,
        "type of a subject met before, with another label: kept": 1,
    }


def test_codes_are_written_out(write: Write) -> None:
    files = {
        "reliability_ranking.csv": "source_name,status,domain,total_citations,fa_citations,"
        "ga_citations,distinct_articles\r\n"
        'Palm ("The Palm"),gr,palm.example,0,0,0,0\r\nOasis,d,oasis.example,1,,,\r\n'
    }
    import_corpus("wikipedia_perennial_sources", write(files))
    rater = "editors of the English Wikipedia"
    assert load("wikipedia_perennial_sources/all").table("ratings") == [
        outlet("palm.example", "generally reliable", "reliability", rater, None,
               'Palm ("The Palm")'),
        outlet("oasis.example", "deprecated", "reliability", rater, None, "Oasis"),
    ]  # fmt: skip
