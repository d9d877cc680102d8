"""For all tests: a cache of their own, empty at the beginning, and examples that no busy machine makes fail."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# No bound on the seconds of an example, which a busy or cold machine exceeds, and the same examples in every run: a run that fails, fails
# again. `--hypothesis-profile=default` looks for others; so does `make fuzz`.
settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    before = os.environ.get("CLAIMCHECK_CACHE_DIR")
    os.environ["CLAIMCHECK_CACHE_DIR"] = str(tmp_path_factory.mktemp("cache"))
    yield
    if before is None:
        del os.environ["CLAIMCHECK_CACHE_DIR"]
    else:
        os.environ["CLAIMCHECK_CACHE_DIR"] = before
