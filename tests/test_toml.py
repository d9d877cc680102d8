"""TOML of strangers: what is legal is read, and what would swell is refused at once."""

from __future__ import annotations

import contextlib

import pytest

from claimcheck.toml import MOST_PARTS, load_toml
from growing import assert_linear


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a.b.c = 1\n", {"a": {"b": {"c": 1}}}),
        (f"{'a.' * (MOST_PARTS - 1)}a = 1\n", None),
        ("[a . 'b' . \"c\"]\nd = 2\n", {"a": {"b": {"c": {"d": 2}}}}),
        ('dots = "....................................................................."\n', None),
        ("version = '1.2.3.4.5.6.7.8'\n", {"version": "1.2.3.4.5.6.7.8"}),
    ],
)
def test_what_is_legal_is_read(text: str, wanted: dict[str, object] | None) -> None:
    found = load_toml(text)
    assert found if wanted is None else found == wanted


@pytest.mark.parametrize(
    "text",
    [
        "a." * 32_000 + "a = 1\n",
        "x = 1\n[" + "'a' . " * 20_000 + "b]\n",
        "x = {" + '"a".' * 20_000 + "b = 1}\n",
        "x = " + "[" * 50_000 + "]" * 50_000,
        "x = " + "{a=" * 50_000,
        "a" * 300_000,
        '"' * 100_000,
        "'" * 100_001,
        'a = "' + "." * 300_000,
    ],
)
def test_what_would_swell_is_refused_at_once(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        load_toml(text)

    def refused(text: str) -> None:
        with contextlib.suppress(ValueError):
            load_toml(text)

    assert_linear(refused, text)
