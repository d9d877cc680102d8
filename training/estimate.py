"""Estimates the weights of `claimcheck.facts.decide` from labelled pairs, and writes them and a report.

    python training/estimate.py            # reads all texts; writes weights.txt, pairs.json.gz and report.md
    python training/estimate.py --refit    # from pairs.json.gz alone, after a change of the estimation

Each feature's levels are coded as steps, so that the weights of a rising feature cannot fall, and fitted by logistic regression with
a ridge penalty (bounded L-BFGS). Figures of the report come from cross-validation by case: no case helps to judge itself.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).parent))

import itertools

import labelled

from claimcheck.facts import decide as deciding
from claimcheck.facts import levels as outer
from claimcheck.facts import values
from claimcheck.facts.elsewhere import ELSEWHERE
from claimcheck.facts.exchanged import LABELS
from claimcheck.facts.features import FEATURES
from claimcheck.facts.weighed import Weights, joint, weights

OUT = Path(deciding.__file__).parent / "weights.txt"
REPORT = Path(__file__).parent / "report.md"
PAIRS = Path(__file__).parent / "pairs.json.gz"
FOLDS = 5
RIDGE = 3.0
RIDGE_TOGETHER = 10.0
"""Levels together are many and each is rare: they are drawn to zero more strongly."""
LEAST_TOGETHER = 0.05
"""Bits below which two levels together are not worth a line."""
WEIGHTS = {"changed": 0.1, "copies": 0.15, "drafted": 0.6, "pairs": 2.0}
"""Made pairs are many and of one kind each; they count less than those that people wrote."""
Array = NDArray[np.float64]
Levels = Mapping[str, str]

SAME_FEATURES: dict[str, tuple[tuple[str, ...], bool]] = {f.name: (f.levels, f.rising) for f in FEATURES}
JOINED_FEATURES: dict[str, tuple[tuple[str, ...], bool]] = {
    "sure": (outer.SURE, True),
    "value": (values.VALUE, True),
    "beside": (outer.BESIDE, True),
    "better": (outer.BEST, True),
    **{name: SAME_FEATURES[name] for name in outer.CARRIED},
}
CONTRADICTING_FEATURES: dict[str, tuple[tuple[str, ...], bool]] = {
    "sure": (outer.SURE, True),
    "rival": (outer.RIVAL, True),
    "rival of the other": (outer.RIVAL, True),
    "best": (outer.BEST, True),
    "beside": (outer.BESIDE, True),
    "figures": (values.FIGURES, False),
    "size": (values.SIZE, True),
    "elsewhere": (ELSEWHERE, False),
    "third": (outer.THIRD, False),
    "retold": (outer.RETOLD, False),
    "choice": (outer.CHOICE, True),
    "circle": (outer.CIRCLE, True),
    "draft": (outer.DRAFT, True),
    "backed": (outer.BACKED, False),
    "class": (outer.CLASS, False),
    "crossed": (outer.CROSSED, True),
    "labels": (LABELS, False),
    "surprise": (outer.SURPRISE, True),
    **{name: SAME_FEATURES[name] for name in outer.CARRIED},
}


@dataclass(frozen=True, slots=True)
class Question:
    """One of the questions that weights answer."""

    features: dict[str, tuple[tuple[str, ...], bool]]
    title: str
    words: str
    together: int
    """How many pairs of its features are weighed together."""


QUESTIONS: dict[str, Question] = {
    "same": Question(SAME_FEATURES, "Of one quantity, by the words", "Pairs", 0),
    "joined": Question(JOINED_FEATURES, "Of one quantity, and agreeing", "Agreeing pairs", 10),
    "contradicting": Question(CONTRADICTING_FEATURES, "Contradicting", "Pairs that exclude each other", 40),
}


def estimate_of(question: str, rows: Sequence[Row]) -> Estimate:
    """The weights of a question from its labelled pairs."""
    asked = QUESTIONS[question]
    return estimate(rows, asked.features, asked.words, asked.together)


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled pair of one question."""

    levels: Levels
    label: bool
    weight: float
    group: str
    natural: bool


class Coding:
    """Levels as columns: steps for rising features, one column a level for the others."""

    def __init__(
        self,
        features: Mapping[str, tuple[tuple[str, ...], bool]],
        together: Sequence[tuple[str, str]] = (),
    ) -> None:
        self.features = features
        self.together = tuple(together)
        """Features of which two levels together weigh more, or less, than each for itself."""
        self.columns: dict[tuple[str, str], int] = {}
        self.rising: list[bool] = []
        for name, (levels, rising) in features.items():
            for level in levels[1:] if rising else levels:
                self.columns[name, level] = len(self.rising)
                self.rising.append(rising)
        self.alone = len(self.rising)
        """How many columns are of features alone; those of levels together follow."""
        for one, other in self.together:
            for a, b in itertools.product(features[one][0], features[other][0]):
                self.columns[joint(one, other), joint(a, b)] = len(self.rising)
                self.rising.append(False)

    @property
    def ridge(self) -> Array:
        """How strongly each column is drawn to zero; that of small pairs is the last."""
        return np.array([RIDGE] * self.alone + [RIDGE_TOGETHER] * (len(self.rising) - self.alone) + [RIDGE])

    def matrix(self, rows: Sequence[Row]) -> csr_matrix:
        """The levels of some rows, and behind them a column for small pairs (see `Problem.of`)."""
        places: dict[tuple[str, str | None], list[int]] = {}
        for name, (levels, rising) in self.features.items():
            places[name, None] = []
            for index, level in enumerate(levels):
                steps = levels[1 : index + 1] if rising else (level,)
                places[name, level] = [self.columns[name, step] for step in steps]
        columns, ends = array("q"), array("q", [0])
        for row in rows:
            for name in self.features:
                columns.extend(places[name, row.levels.get(name)])
            for one, other in self.together:
                if one in row.levels and other in row.levels:
                    columns.append(self.columns[joint(one, other), joint(row.levels[one], row.levels[other])])
            # Small pairs are alike or apart as often as their makers wanted: that is none of the features' doing, and left out again.
            if row.group.startswith("pairs "):
                columns.append(len(self.rising))
            ends.append(len(columns))
        shape = (len(rows), len(self.rising) + 1)
        return csr_matrix((np.ones(len(columns)), np.array(columns), np.array(ends)), shape=shape)

    def table(self, theta: Array, rows: Sequence[Row]) -> tuple[float, dict[str, dict[str, float]]]:
        """Bits a level, each feature's commonest level at zero, and the prior."""
        prior, table = float(theta[-1]), {}
        for name, (levels, rising) in self.features.items():
            raw, total = {}, 0.0
            for index, level in enumerate(levels):
                if rising:
                    total += float(theta[self.columns[name, level]]) if index else 0.0
                    raw[level] = total
                else:
                    raw[level] = float(theta[self.columns[name, level]])
            common = Counter(row.levels[name] for row in rows if name in row.levels).most_common(1)[0][0]
            prior += raw[common]
            table[name] = {level: round((value - raw[common]) / log(2), 2) for level, value in raw.items()}
        for one, other in self.together:
            name = joint(one, other)
            cells = {
                level: round(float(theta[at]) / log(2), 2)
                for (of, level), at in self.columns.items()
                if of == name
            }
            table[name] = {level: bits for level, bits in cells.items() if abs(bits) >= LEAST_TOGETHER}
        return round(prior / log(2), 2), table


@dataclass(frozen=True, slots=True)
class Problem:
    """The labelled pairs of one question as numbers: levels coded, labels, weights, folds."""

    x: csr_matrix
    y: Array
    w: Array
    folds: NDArray[np.int_]
    natural: NDArray[np.bool_]

    @classmethod
    def of(cls, coding: Coding, rows: Sequence[Row]) -> Problem:
        """The rows, coded."""
        return cls(
            coding.matrix(rows),
            np.array([row.label for row in rows], dtype=float),
            np.array([row.weight for row in rows]),
            np.array([fold_of(row.group) for row in rows]),
            np.array([row.natural for row in rows]),
        )


def fit(coding: Coding, problem: Problem, without: int | None = None, start: Array | None = None) -> Array:
    """Coefficients by ridge logistic regression, those of rising steps not negative; `without`: a fold left out."""
    kept = np.nonzero(problem.folds != without)[0]
    x, y, w = problem.x[kept], problem.y[kept], problem.w[kept]
    ridge = coding.ridge

    def loss(theta: Array) -> tuple[float, Array]:
        z = x @ theta[:-1] + theta[-1]
        p = 1 / (1 + np.exp(-np.clip(z, -50, 50)))
        value = float(np.sum(w * (np.logaddexp(0, z) - y * z)) + np.sum(ridge * theta[:-1] ** 2))
        error = w * (p - y)
        return value, np.append(x.T @ error + 2 * ridge * theta[:-1], np.sum(error))

    free = x.shape[1] + 1 - len(coding.rising)
    bounds = [(0.0, None) if rising else (None, None) for rising in coding.rising] + [(None, None)] * free
    begin = np.zeros(x.shape[1] + 1) if start is None else start
    found = minimize(loss, begin, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 500})
    return np.asarray(found.x)


def fold_of(group: str) -> int:
    """In which part of the cross-validation a case is."""
    return sum(map(ord, group)) % FOLDS


def calibrated(bits: Array, problem: Problem) -> tuple[float, float]:
    """Slope and shift that make the bits of natural rows probabilities (Platt)."""
    z, y = bits[problem.natural] * log(2), problem.y[problem.natural]

    def loss(theta: Array) -> float:
        t = theta[0] * z + theta[1]
        return float(np.sum(np.logaddexp(0, t) - y * t))

    slope, shift = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return float(slope), float(shift) / log(2)


def scaled(
    prior: float, table: dict[str, dict[str, float]], slope: float, shift: float
) -> tuple[float, dict[str, dict[str, float]]]:
    return round(prior * slope + shift, 2), {
        name: {level: round(value * slope, 2) for level, value in levels.items()}
        for name, levels in table.items()
    }


def curve(bits: Array, problem: Problem, origin: str) -> list[str]:
    """Recall at several precisions, and how often pairs decided at a probability are right."""
    p = 1 / (1 + 2.0 ** -bits[problem.natural])
    y = problem.y[problem.natural]
    order = np.argsort(-p)
    right = np.cumsum(y[order])
    precision = right / np.arange(1, len(order) + 1)
    lines = [f"{origin}: {int(y.sum())} of {len(y)} pairs are", ""]
    lines += ["| precision at least | recall |", "|---:|---:|"]
    for floor in (0.97, 0.95, 0.9, 0.85, 0.8, 0.7, 0.5):
        enough = np.nonzero(precision >= floor)[0]
        recall = right[enough[-1]] / max(y.sum(), 1) if len(enough) else 0.0
        lines.append(f"| {floor:.2f} | {recall:.3f} |")
    lines += ["", "| decided at | pairs | right |", "|---|---:|---:|"]
    edges = (0.0, 0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97, 1.0001)
    for low, high in itertools.pairwise(edges):
        inside = (p >= low) & (p < high)
        if inside.sum():
            lines.append(
                f"| {low:.2f} to {min(high, 1):.2f} | {int(inside.sum())} | {y[inside].mean():.3f} |"
            )
    return lines


Table = tuple[float, dict[str, dict[str, float]]]
NATURAL = ("cases", "reports", "own", "pairs")


def write(tables: Mapping[str, Table]) -> None:
    """Writes the weights of all questions."""
    lines = [
        "# What each level of evidence weighs, in bits. Made by training/estimate.py: nobody writes here by hand.",
        "# QUESTION | FEATURE (empty: before any evidence) | LEVEL | BITS",
    ]
    for name, (prior, features) in tables.items():
        lines.append(f"{name} | | | {prior}")
        lines += [
            f"{name} | {feature} | {level} | {bits}"
            for feature, levels in features.items()
            for level, bits in levels.items()
        ]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    weights.cache_clear()


@dataclass(frozen=True, slots=True)
class Estimate:
    """The weights of one question, those of each fold, and the report on them."""

    table: Table
    folds: dict[int, Table]
    report: list[str]


def told_together(alone: Coding, problem: Problem, rows: Sequence[Row], most: int) -> list[tuple[str, str]]:
    """The pairs of features whose levels together tell most of natural pairs beyond what each tells for itself.

    By the gain of one Newton step from the fit of the features alone, as FAST ranks interactions (Lou et al., KDD 2013).
    """
    if not most:
        return []
    theta = fit(alone, problem)
    z = problem.x @ theta[:-1] + theta[-1]
    p = 1 / (1 + np.exp(-np.clip(z, -50, 50)))
    weight = problem.w * problem.natural
    error, curve_ = weight * (problem.y - p), weight * p * (1 - p)
    names = list(alone.features)
    at = {name: {level: index for index, level in enumerate(alone.features[name][0])} for name in names}
    places = np.array([[at[name].get(row.levels.get(name, ""), 0) for name in names] for row in rows])
    sizes = [len(alone.features[name][0]) for name in names]

    def gain(cells: NDArray[np.int_], count: int) -> float:
        pull = np.bincount(cells, error, count)
        return float((pull**2 / (np.bincount(cells, curve_, count) + RIDGE)).sum())

    single = [gain(places[:, k], sizes[k]) for k in range(len(names))]
    found = [
        (gain(places[:, a] * sizes[b] + places[:, b], sizes[a] * sizes[b]) - single[a] - single[b], a, b)
        for a, b in itertools.combinations(range(len(names)), 2)
    ]
    return [(names[a], names[b]) for _, a, b in sorted(found, reverse=True)[:most]]


def estimate(
    rows: Sequence[Row],
    features: Mapping[str, tuple[tuple[str, ...], bool]],
    words: str,
    together: int = 0,
) -> Estimate:
    """Fits, cross-validates and calibrates the weights of one question; `together`: how many pairs of features are weighed together."""
    alone = Coding(features)
    coding = Coding(features, told_together(alone, Problem.of(alone, rows), rows, together))
    problem = Problem.of(coding, rows)
    bits = np.zeros(len(rows))
    folds: dict[int, Array] = {}
    whole = fit(coding, problem)
    for fold in range(FOLDS):
        folds[fold] = fit(coding, problem, fold, whole)
        inside = problem.folds == fold
        size = len(coding.rising)
        bits[inside] = (problem.x[inside][:, :size] @ folds[fold][:size] + folds[fold][-1]) / log(2)
    slope, shift = calibrated(bits, problem)
    tables = {fold: scaled(*coding.table(theta, rows), slope, shift) for fold, theta in folds.items()}
    table = scaled(*coding.table(whole, rows), slope, shift)
    return Estimate(table, tables, curve(bits * slope + shift, problem, words))


def rows_of(taken: Sequence[labelled.Sample], question: str) -> list[Row]:
    """The labelled pairs of one question; pairs of one case that are alike in everything are one row of their joint weight."""
    found: dict[tuple[tuple[str, ...], bool, str, bool], float] = defaultdict(float)
    names = tuple(QUESTIONS[question].features)
    for sample in taken:
        natural = sample.origin in NATURAL
        for item in sample.pairs:
            pair = item.pair
            if question == "same" or (question == "joined" and pair.agreeing):
                label, levels = item.same, pair.levels if question == "same" else pair.outer
            elif question == "contradicting" and pair.excluded:
                label, levels = item.fault, pair.outer
            else:
                continue
            if label is not None:
                key = (tuple(levels[name] for name in names), label, sample.group, natural)
                found[key] += item.weight * WEIGHTS.get(sample.origin, 1.0)
    return [
        Row(dict(zip(names, levels, strict=True)), label, round(weight, 3), group, natural)
        for (levels, label, group, natural), weight in found.items()
    ]


def save(rows: Mapping[str, Sequence[Row]]) -> None:
    """Keeps the rows of all questions, levels as their places in the features."""
    data = {}
    for question, kept in rows.items():
        features = QUESTIONS[question].features
        data[question] = {
            "features": {name: levels for name, (levels, _) in features.items()},
            "rows": [
                [[features[name][0].index(level) for name, level in row.levels.items()], int(row.label), row.weight, row.group, int(row.natural)]
                for row in kept
            ],
        }  # fmt: skip
    PAIRS.write_bytes(gzip.compress(json.dumps(data, separators=(",", ":")).encode(), mtime=0))


def load() -> dict[str, list[Row]]:
    """The rows that `save` kept. Raises ValueError where features or levels are not those of the code."""
    data = json.loads(gzip.decompress(PAIRS.read_bytes()))
    rows = {}
    for question, kept in data.items():
        features = {name: list(levels) for name, (levels, _) in QUESTIONS[question].features.items()}
        if features != kept["features"]:
            raise ValueError(f"the features of '{question}' have changed: run training/estimate.py")
        names = list(features)
        rows[question] = [
            Row(
                {n: features[n][i] for n, i in zip(names, places, strict=True)},
                bool(label),
                weight,
                group,
                bool(natural),
            )
            for places, label, weight, group, natural in kept["rows"]
        ]
    return rows


def weigh_by_fold(taken: Sequence[labelled.Sample], known: Mapping[str, Estimate]) -> None:
    """Weighs every sample with the weights of the fold that it had no part in."""
    for fold in range(FOLDS):
        tables = {
            name: Weights(*(known[name].folds[fold] if name in known else (0.0, {}))) for name in QUESTIONS
        }
        for sample in taken:
            if fold_of(sample.group) == fold:
                deciding.weigh(sample.decisions, tables)


def main() -> None:
    """Estimates all weights and writes them and the report."""
    began = time.time()
    known: dict[str, Estimate] = {}
    rows: dict[str, list[Row]] = {}
    if "--refit" in sys.argv:
        rows = load()
        known = {name: estimate_of(name, kept) for name, kept in rows.items()}
    else:
        taken = list(labelled.samples())
        print(f"{len(taken)} runs, {time.time() - began:.0f} s", flush=True)
        for name in QUESTIONS:
            weigh_by_fold(taken, known)
            rows[name] = rows_of(taken, name)
            known[name] = estimate_of(name, rows[name])
            print(f"{name}: {len(rows[name])} rows, {time.time() - began:.0f} s", flush=True)
        save(rows)
    write({name: estimated.table for name, estimated in known.items()})
    REPORT.write_text(report(known), encoding="utf-8")
    print(f"{time.time() - began:.0f} s")


def report(known: Mapping[str, Estimate]) -> str:
    """What was estimated and how good it is, as a Markdown page."""
    lines = [
        "# How the weights were estimated", "",
        "Made by `python training/estimate.py`. Weights in bits; figures by cross-validation over cases, of pairs that people wrote.", "",
    ]  # fmt: skip
    for name, estimated in known.items():
        lines += [f"## {QUESTIONS[name].title}", "", *estimated.report, ""]
    for name, estimated in known.items():
        prior, table = estimated.table
        lines += [
            f"## Weights: {name}",
            "",
            f"Prior: {prior} bits",
            "",
            "| feature | level | bits |",
            "|---|---|---:|",
        ]
        lines += [
            f"| {feature} | {level} | {value} |"
            for feature, levels in table.items()
            for level, value in levels.items()
        ]
        lines += [""]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
