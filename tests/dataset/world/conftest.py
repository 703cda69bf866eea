"""The simulation on file, run once for all tests of the world."""

from __future__ import annotations

import pytest

from musnad.dataset.world.simulation import Simulation, simulate


@pytest.fixture(scope="session")
def simulation() -> Simulation:
    return simulate()
