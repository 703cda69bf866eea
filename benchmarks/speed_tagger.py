"""How fast the tagger is beside a plain CRF with nearest-cue linking, in one run.

    python benchmarks/speed_tagger.py MODEL [--train 200] [--rounds 5]

Both read PolNeAR validation, words per CPU second, in turns; the median of the ratios counts. The
plain CRF is trained on the first articles of PolNeAR train here; the tagger is MODEL. The first
round also pays for what the tagger does once: tables of its weights, and each spelling it meets.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable

from plain_crf import PlainCrf

import musnad
from musnad.baselines.tagger import Tagger
from musnad.dataset import Article, Prediction, words


def rate(predict: Callable[[list[Article]], list[Prediction]], articles: list[Article]) -> float:
    """Words that a system reads in a CPU second."""
    count = sum(word.is_word for article in articles for word in words(article.text))
    start = time.process_time()
    predict(articles)
    return count / (time.process_time() - start)


def main() -> None:
    """Print the rates of both, round by round, and the median ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model")
    parser.add_argument("--train", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    train = list(musnad.load("polnear/train"))[: arguments.train]
    articles = list(musnad.load("polnear/validation"))
    plain, tagger = PlainCrf().fit(train), Tagger.load(arguments.model)
    rates = [
        (rate(tagger.predict, articles), rate(plain.predict, articles))
        for _ in range(arguments.rounds)
    ]
    for ours, theirs in rates:
        print(f"tagger {ours:,.0f}  plain CRF {theirs:,.0f}  ratio {ours / theirs:.2f}")
    print(f"median ratio {statistics.median(ours / theirs for ours, theirs in rates):.2f}")


if __name__ == "__main__":
    main()
