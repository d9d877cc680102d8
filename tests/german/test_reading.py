"""What is read off German text: numbers with units and bounds, and what their sentences say of them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

import claimcheck
from claimcheck.claims.foreign import claims_of
from claimcheck.claims.lexical import sentences
from claimcheck.data import extended
from claimcheck.documents import read_string
from claimcheck.documents.language import SETTING, language_of
from claimcheck.language.lexical import known, lexical
from claimcheck.quantities.lexical import compound, find_quantities
from claimcheck.settings.toml_file import Configuration
from growing import assert_linear

_DATA = Path(__file__).parent / "data"


def _load(name: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load((_DATA / f"{name}.yaml").read_text(encoding="utf-8")))


@pytest.mark.parametrize("case", _load("readings"), ids=lambda case: str(case["text"])[:40])
def test_numbers(case: dict[str, Any]) -> None:
    text = case["text"]
    read = []
    for mention in find_quantities(text, "de"):
        quantity = mention.quantity
        value = (
            f"{quantity.value.quantize(Decimal('0.01')).normalize():f}"
            if quantity.value is not None
            else f"{quantity.low:f}..{quantity.high:f}"
        )
        value = "..".join(
            part.rstrip("0").rstrip(".") if "." in part.strip(".") else part for part in value.split("..")
        )
        read.append(f"{text[mention.span.start : mention.span.end]} = {value} {quantity.unit}")
    assert read == case["reads"]


@pytest.mark.parametrize(
    ("word", "value"),
    [("siebzehn", 17), ("dreiundzwanzig", 23), ("hundert", 100), ("zweitausenddreihundertelf", 2311), ("tausendundeins", 1001), ("hund", None), ("undzwanzig", None), ("zwanzigund", None)],
)  # fmt: skip
def test_number_words(word: str, value: int | None) -> None:
    assert compound(word, lexical("de")) == value


@pytest.mark.parametrize("case", _load("frames"), ids=lambda case: str(case["text"])[:40])
def test_frames(case: dict[str, Any]) -> None:
    before, _, rest = case["text"].partition("«")
    number, _, behind = rest.partition("»")
    with extended({SETTING: [["de"]]}):
        claims = claims_of(read_string(before + number + behind, "a.txt", ".txt"))
    (claim,) = [c for c in claims if c.span.start <= len(before) < c.span.end]
    told = {
        "kind": claim.kind.value,
        "sense": claim.modality.value,
        "direction": claim.direction,
        "compared": claim.compared,
        "period": claim.period.label if claim.period is not None else None,
    }
    assert told | {key: value for key, value in case.items() if key != "text"} == told


def test_sentences_end_behind_no_abbreviation_and_no_ordinal() -> None:
    text = "Am 3. Mai kamen rd. 40 Gäste. Das kostete ca. 5 Mio. Euro im 2. Quartal. Es war kalt. Um 8 Uhr begann es."
    assert [text[span.start : span.end] for span in sentences(text, "de")] == [
        "Am 3. Mai kamen rd. 40 Gäste.",
        "Das kostete ca. 5 Mio. Euro im 2. Quartal.",
        "Es war kalt.",
        "Um 8 Uhr begann es.",
    ]


def test_every_language_that_is_data_can_be_set() -> None:
    (allowed,) = [
        entry["enum"]
        for name, entry in Configuration.model_json_schema()["properties"].items()
        if name == "language"
    ]
    assert set(allowed) == {"auto", "en", *known()}


def test_a_project_says_in_which_language_its_texts_are(tmp_path: Path) -> None:
    """Six words tell no language; the configuration does."""
    (tmp_path / "a.md").write_text("# Preise\n\n- Eintritt: 12,50 Euro\n", encoding="utf-8")
    config = tmp_path / "claimcheck.toml"
    config.write_text('language = "de"\n', encoding="utf-8")
    (claim,) = claimcheck.check([tmp_path / "a.md"], config=config).claims
    assert (claim.language, claim.quantity.value, claim.quantity.unit) == ("de", Decimal("12.50"), "EUR")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Die Fahrt dauert 32 Minuten, und das ist nicht lang.", "de"),
        ("La société a vendu 40 trains dans les deux pays.", "fr"),
        ("The fare is 32 euros for the trip.", None),
        ("Die Hard made 140 million dollars in theaters.", None),
        ("Sales rose 4%.", None),
    ],
)
def test_the_language_of_a_few_words(text: str, code: str | None) -> None:
    assert language_of(read_string(text, "a.txt", ".txt")) == code


def test_reading_takes_linear_time() -> None:
    sentence = "Im Jahr 2025 stieg der Umsatz um 18,2 Prozent auf rund 39,0 Mio. Euro, nach zwischen 3 und 4 Tonnen je Hektar. "
    assert_linear(_read, sentence * 20)
    for hostile in ("1.234", "und", "zwischen 3 und ", "zwei", "12,5 bis ", "ein Plus von "):
        assert_linear(_read, hostile * 400)


def _read(text: str) -> object:
    return find_quantities(text, "de")
