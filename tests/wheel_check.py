"""In an environment with only the wheel: the dataset folder loads, every module is there."""

from __future__ import annotations

import os
import pkgutil
import tempfile
from importlib import import_module

import musnad


def main() -> None:
    assert "site-packages" in musnad.__file__, musnad.__file__
    names = [module.name for module in pkgutil.walk_packages(musnad.__path__, "musnad.")]
    for name in names:
        import_module(name)
    os.environ["HF_HUB_OFFLINE"] = "1"
    from datasets import load_dataset

    with tempfile.TemporaryDirectory() as cache:
        rows = load_dataset(
            musnad.dataset_path(), "starter-articles", split="test", cache_dir=cache
        )
        assert musnad.from_hf(rows).digest == musnad.load("musnad-starter/test").digest
    report = musnad.evaluate(rows, musnad.baseline("tagger").predict(musnad.from_hf(rows)))
    assert (report["wsw_f1"].value or 0) > 0.3, "the embedded model does not answer"
    print(f"wheel: {len(names)} modules import, the dataset folder loads")


if __name__ == "__main__":
    main()
