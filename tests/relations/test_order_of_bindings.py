"""What a text is bound to does not depend on how Python happens to hash words."""

from __future__ import annotations

import os
import subprocess
import sys

SCRIPT = """
from claimcheck.claims.foreign import claims_of
from claimcheck.documents import read_string
from claimcheck.relations.links import reader
from claimcheck.relations.links.bindings import EQUATIONS
from claimcheck.relations.links.sites import sites_of

TEXT = "The harbours had 24 vessels on average. Ostend had 20 boats and 28 boats, Ghent 30 ships and 18 ships, Bruges 25 barges and 23 barges."
document = read_string(TEXT, "a.md")
sites = sites_of(claims_of(document), document)
stated = next(site for site in sites if site.claim.quantity.value == 24)
pool = reader._pool(stated, sites, reader.Index(claims_of(document)))
print([[site.claim.text for site in binding.operands] for binding in EQUATIONS["average"](pool)])
"""


def test_bindings_come_in_one_order_for_any_hash_seed() -> None:
    told = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in "0123"
    }  # fmt: skip
    (order,) = told
    assert "'20 boats', '28 boats'" in order
