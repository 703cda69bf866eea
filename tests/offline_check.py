"""Run the front door with every socket refused: load, predict, score, Hugging Face loading."""

from __future__ import annotations

import os
import socket
import tempfile
from typing import Any


def refuse(*arguments: Any, **options: Any) -> Any:
    raise OSError(f"networking is disabled here, but something asked for it: {arguments[:2]}")


def main() -> None:
    socket.socket.connect = refuse  # type: ignore[method-assign]  # that is the test
    socket.getaddrinfo = refuse
    os.environ["HF_HUB_OFFLINE"] = "1"
    with tempfile.TemporaryDirectory() as cache:
        os.environ["HF_HOME"] = cache
        import musnad

        test = musnad.load("musnad-starter/test")
        report = musnad.evaluate(test, musnad.baseline("cues").predict(test))
        assert report["wsw_f1"].value is not None

        from datasets import load_dataset

        for streaming in (False, True):
            rows = load_dataset(
                musnad.dataset_path(),
                "starter-articles",
                split="test",
                streaming=streaming,
                cache_dir=cache,
            )
            assert musnad.from_hf(rows).digest == test.digest
    print("offline: load, predict, evaluate and load_dataset need no network")


if __name__ == "__main__":
    main()
