"""Labelled pairs of numbers: out of annotated texts, and made by changing digits in them.

A text is read and its pairs proposed just as `claimcheck check` does. Labels say whether two numbers speak of one quantity (`same`), and
whether the pair is a fault that a careful reader would report (`fault`); None where the annotation does not tell.
"""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml
from annotated import Place, quoted_facts, span

from claimcheck.engine.readable import as_read
from claimcheck.engine.reading import read
from claimcheck.facts.decide import decide_all
from claimcheck.facts.weighed import Decisions, Weighed
from claimcheck.model import Claim
from claimcheck.settings.model import DEFAULT

HERE = Path(__file__).parent
PAIR_KINDS = ("contradiction", "attribution", "stale", "unit", "period", "rank")
_MISPLACED = ("attribution", "period", "stale")
"""Faults of a figure that stands elsewhere in its own right: for another name, another time, or before a change."""
COPIES_EACH = 2
"""How many variants with changed digits are made of each case."""
CHANGES_EACH = 3
"""How many numbers are changed in a variant."""
_NEAR = 300
"""Characters between two figures that somebody might exchange."""


@dataclass(slots=True)
class Labelled:
    """A weighed pair and what is known of it."""

    pair: Weighed
    same: bool | None
    fault: bool | None
    weight: float = 1.0


@dataclass(slots=True)
class Sample:
    """All pairs of one run over one case."""

    group: str
    """The case: a case is never in two parts of a cross-validation."""
    origin: str
    """cases, reports, drafts, changed, copies, pairs."""
    decisions: Decisions
    pairs: list[Labelled] = field(default_factory=list)


def samples() -> Iterator[Sample]:
    """All samples, in a fixed order."""
    cases = [*_cases("cases"), *_cases("reports"), *_cases("own")]
    for origin, case in cases:
        yield _annotated(case, origin, case["documents"], case.get("draft"))
        yield from _changed(case)
        yield from _exchanged(case)
        yield from _copied(case)
        yield from _drafted(case)
    yield from _small_pairs()


def _cases(folder: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted((HERE / folder).glob("*.yaml")):
        yield folder, yaml.safe_load(path.read_text(encoding="utf-8"))


def run(documents: list[dict[str, Any]], draft: str | None) -> tuple[Decisions, list[Claim], str]:
    """Reads some texts and weighs their pairs; with the folder that they were written to."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        for document in documents:
            path = folder / document["name"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(document["text"], encoding="utf-8")
        read_documents, claims, _ = read([folder], None, None, DEFAULT)
        drafted = None
        if draft is not None:
            drafted = next((d.path for d in read_documents if d.path.endswith("/" + draft)), None)
        return decide_all(as_read(claims), read_documents, draft=drafted), claims, str(folder)


def _facts_of(case: dict[str, Any]) -> list[list[Place]]:
    """The annotated mentions of one quantity, as places; none where the case has neither readings nor pairs that agree."""
    texts = {d["name"]: d["text"] for d in case["documents"]}
    if "agree" in case:
        return _merged(
            [[(m["doc"], *span(texts[m["doc"]], m["text"])) for m in pair] for pair in case["agree"]]
        )
    path = HERE / "readings" / f"{case['id']}.json"
    if not path.exists():
        return []
    return quoted_facts(json.loads(path.read_text(encoding="utf-8")), texts)


def _merged(pairs: list[list[Place]]) -> list[list[Place]]:
    """Pairs of places that share one are of one quantity."""
    facts: list[list[Place]] = []
    for pair in pairs:
        known = [fact for fact in facts if set(fact) & set(pair)]
        facts = [fact for fact in facts if fact not in known]
        facts.append(sorted({place for fact in (*known, pair) for place in fact}))
    return facts


def _faults_of(case: dict[str, Any]) -> list[tuple[str, list[Place]]]:
    texts = {d["name"]: d["text"] for d in case["documents"]}
    return [
        (e["kind"], [(a["doc"], *span(texts[a["doc"]], a["text"], a.get("nth", 1))) for a in e["anchors"]])
        for e in case["expect"]
    ]


def _at(claim: Claim, places: list[Place]) -> set[int]:
    """Which of the places a claim overlaps."""
    return {
        index
        for index, (name, start, end) in enumerate(places)
        if claim.path.endswith("/" + name) and claim.span.start < end and claim.span.end > start
    }


def _annotated(
    case: dict[str, Any], origin: str, documents: list[dict[str, Any]], draft: str | None
) -> Sample:
    decisions, claims, _ = run(documents, draft)
    facts, faults = _facts_of(case), _faults_of(case)
    places = [(number, place) for number, fact in enumerate(facts) for place in fact]
    owners = {c.id: {places[i][0] for i in _at(c, [p for _, p in places])} for c in claims}
    sample = Sample(str(case["id"]), origin, decisions)
    for pair in decisions.pairs:
        same: bool | None = bool(owners[pair.left.id] & owners[pair.right.id])
        if not facts or (pair.agreeing and not owners[pair.left.id] and not owners[pair.right.id]):
            same = None  # not every figure that is told twice has been annotated
        fault: bool | None = False
        for kind, spots in faults:
            left, right = _at(pair.left, spots), _at(pair.right, spots)
            if bool(left) != bool(right) and kind in _MISPLACED and fault is False:
                fault = None  # what the figure should have been is not annotated: it may be this one
            if not left or not right or left == right:
                continue
            rightful = kind in _MISPLACED and pair.excluded and _is_told_of_another(pair, spots, decisions)
            if kind in PAIR_KINDS and (len(spots) == 2 or same or rightful):
                fault = True
                if kind in ("contradiction", "unit"):
                    same = True
            elif fault is False:
                fault = None
                same = same or None
        sample.pairs.append(Labelled(pair, same, fault))
    return sample


def _is_told_of_another(pair: Weighed, spots: list[Place], decisions: Decisions) -> bool:
    """Whether one of the two is the figure of another annotated place of the other's text: then the other is what should be there."""
    return any(
        told.agreeing and told.other(claim).path == there.path and _at(told.other(claim), spots)
        for claim, there in ((pair.left, pair.right), (pair.right, pair.left))
        for told in decisions.by_claim[claim.id]
    )


def changed_value(text: str, rng: random.Random) -> str | None:
    """`text` with another number of as many digits: one digit changed, two exchanged, or another value of its size."""
    digits = [i for i, c in enumerate(text) if c.isascii() and c.isdigit()]
    way = rng.random()
    if len(digits) < 2 or digits[-1] - digits[0] > 14:
        return None
    if way < 0.3:
        return changed_digit(text, rng)
    new = list(text)
    if way < 0.6:
        fit = [
            k
            for k in range(len(digits) - 1)
            if text[digits[k]] != text[digits[k + 1]] and text[digits[k + 1]] != "0"
        ]
        if not fit:
            return changed_digit(text, rng)
        a, b = digits[fit[0]], digits[fit[0] + 1]
        new[a], new[b] = text[b], text[a]
        return "".join(new)
    written = int("".join(text[i] for i in digits[:4]))
    other = round(written * rng.choice((0.62, 0.7, 0.78, 0.86, 0.91, 1.1, 1.17, 1.26, 1.4, 1.6)))
    shown = str(other)[: len(digits[:4])].ljust(len(digits[:4]), "1")
    for i, digit in zip(digits[:4], shown, strict=True):
        new[i] = digit
    return "".join(new) if "".join(new) != text else None


def changed_digit(text: str, rng: random.Random) -> str | None:
    """`text` with one of its first digits changed, so that no rounding explains it; None where it has too few."""
    digits = [i for i, c in enumerate(text) if c.isascii() and c.isdigit()]
    if len(digits) < 2:
        return None
    at = rng.choice(digits[:2])
    new = rng.choice([d for d in "123456789" if abs(int(d) - int(text[at])) >= 2])
    return text[:at] + new + text[at + 1 :]


def _changed(case: dict[str, Any]) -> Iterator[Sample]:
    """The case with digits changed in one telling of facts that are told twice."""
    facts = [fact for fact in _facts_of(case) if len({name for name, _, _ in fact}) > 1]
    if not facts:
        return
    rng = random.Random(f"changed {case['id']}")
    texts = {d["name"]: d["text"] for d in case["documents"]}
    faulty = [spot for _, spots in _faults_of(case) for spot in spots]
    for variant in range(COPIES_EACH):
        name = rng.choice(sorted(texts))
        edits: list[tuple[int, int, str, list[Place]]] = []
        for fact in rng.sample(facts, len(facts)):
            here = [place for place in fact if place[0] == name]
            if len(here) != 1 or len(edits) >= CHANGES_EACH:
                continue
            _, start, end = here[0]
            if _touches(faulty, here[0]):
                continue
            new = changed_value(texts[name][start:end], rng)
            if new is not None and len(new) == end - start:
                edits.append((start, end, new, fact))
        if not edits:
            continue
        text = texts[name]
        for start, end, new, _ in edits:
            text = text[:start] + new + text[end:]
        documents = [{**d, "text": text if d["name"] == name else d["text"]} for d in case["documents"]]
        draft = name if variant % 2 else None
        decisions, _claims, _ = run(documents, draft)
        sample = Sample(str(case["id"]), "changed", decisions)
        for start, end, _, fact in edits:
            _label_wrong(sample, (name, start, end), fact, (1.0, 0.3))
        yield sample


def _touches(faulty: list[Place], place: Place) -> bool:
    """Whether a place overlaps one of a fault."""
    name, start, end = place
    return any(f == name and s < end and e > start for f, s, e in faulty)


def _label_wrong(sample: Sample, place: Place, fact: list[Place], weights: tuple[float, float]) -> None:
    """Labels the pairs of a figure that was made wrong. `fact`: where its text and others tell the right one.

    `weights`: of the pairs with the right figure of another text, which are faults, and of those with any other number. These are none, but
    may be told where the right one is not.
    """
    spots = [place, *(other for other in fact if other[0] != place[0])]
    for pair in sample.decisions.pairs:
        left, right = _at(pair.left, spots), _at(pair.right, spots)
        if pair.excluded and (0 in left) != (0 in right):
            true = bool(right if 0 in left else left)
            sample.pairs.append(Labelled(pair, None, true, weights[0] if true else weights[1]))


def _exchanged(case: dict[str, Any]) -> Iterator[Sample]:
    """The case with two near figures of one unit exchanged in one telling of facts that are told twice."""
    facts = [fact for fact in _facts_of(case) if len({name for name, _, _ in fact}) > 1]
    if len(facts) < 2:
        return
    rng = random.Random(f"exchanged {case['id']}")
    texts = {d["name"]: d["text"] for d in case["documents"]}
    faulty = [spot for _, spots in _faults_of(case) for spot in spots]
    _, claims, _ = run(case["documents"], None)
    units: dict[Place, tuple[str, object]] = {}
    for place in {place for fact in facts for place in fact}:
        found = [claim for claim in claims if _at(claim, [place])]
        if len(found) == 1 and found[0].quantity.value is not None:
            units[place] = (found[0].quantity.unit, found[0].quantity.value)
    options = []
    for one, other in combinations(facts, 2):
        for name in sorted(texts):
            here = [[place for place in fact if place[0] == name] for fact in (one, other)]
            if any(len(places) != 1 or places[0] not in units for places in here):
                continue
            a, b = sorted((here[0][0], here[1][0]), key=lambda place: place[1])
            near = 0 <= b[1] - a[2] <= _NEAR and units[a][0] == units[b][0] and units[a] != units[b]
            clean = not _touches(faulty, a) and not _touches(faulty, b)
            if near and clean and _both_told_elsewhere(one, other, name, units):
                options.append((a, b, *((one, other) if a in one else (other, one))))
    if not options:
        return
    a, b, fact_a, fact_b = rng.choice(options)
    name, text = a[0], texts[a[0]]
    first, second = text[a[1] : a[2]], text[b[1] : b[2]]
    shift = len(second) - len(first)
    text = text[: a[1]] + second + text[a[2] : b[1]] + first + text[b[2] :]
    documents = [{**d, "text": text if d["name"] == name else d["text"]} for d in case["documents"]]
    decisions, _, _ = run(documents, name if rng.random() < 0.5 else None)
    sample = Sample(str(case["id"]), "changed", decisions)
    at = (name, a[1], a[1] + len(second)), (name, b[1] + shift, b[1] + shift + len(first))
    for place, fact in zip(at, (fact_a, fact_b), strict=True):
        _label_wrong(sample, place, fact, (0.3, 0.1))
    yield sample


def _both_told_elsewhere(
    one: list[Place], other: list[Place], name: str, units: dict[Place, tuple[str, object]]
) -> bool:
    """Whether another text than `name` has both facts, in one unit."""
    told = [
        {(place[0], units[place][0]) for place in fact if place in units and place[0] != name}
        for fact in (one, other)
    ]
    return bool(told[0] & told[1])


def _copied(case: dict[str, Any]) -> Iterator[Sample]:
    """The longest text of the case beside its copy in which digits are changed (law 2)."""
    rng = random.Random(f"copied {case['id']}")
    document = max(case["documents"], key=lambda d: len(d["text"]))
    text = document["text"]
    _, claims, _ = run([document], None)
    fit = [
        c
        for c in claims
        if text[c.span.start : c.span.end] == c.text
        and text.count(c.text) == 1
        and c.quantity.value is not None
    ]
    edits: list[Place] = []
    copy = text
    for claim in rng.sample(fit, min(len(fit), CHANGES_EACH)):
        new = changed_digit(claim.text, rng)
        if new is not None:
            copy = copy[: claim.span.start] + new + copy[claim.span.end :]
            edits.append(("copy" + Path(document["name"]).suffix, claim.span.start, claim.span.end))
    if not edits:
        return
    draft = rng.random() < 0.4
    pair_of_texts = [
        {"name": "original" + Path(document["name"]).suffix, "text": text},
        {"name": edits[0][0], "text": copy},
    ]
    decisions, _, _ = run(pair_of_texts, edits[0][0] if draft else None)
    sample = Sample(str(case["id"]), "copies", decisions)
    for pair in decisions.pairs:
        if Path(pair.left.path).stem == Path(pair.right.path).stem:
            continue
        at_one_place = pair.left.span == pair.right.span or (
            abs(pair.left.span.start - pair.right.span.start) <= 3
            and abs(pair.left.span.end - pair.right.span.end) <= 3
        )
        touched = _at(pair.left, edits) | _at(pair.right, edits)
        if at_one_place:
            sample.pairs.append(Labelled(pair, True, True if touched and pair.excluded else None, 0.1))
        elif not touched:
            false = False if pair.excluded else None
            sample.pairs.append(Labelled(pair, None if pair.agreeing else False, false, 0.1))
    yield sample


def _drafted(case: dict[str, Any]) -> Iterator[Sample]:
    """A short draft made of a text's own sentences, reworded by leaving words out, with some of its digits changed."""
    rng = random.Random(f"drafted {case['id']}")
    for _number, document in enumerate(case["documents"]):
        text = document["text"]
        _, claims, _ = run([document], None)
        sentences: dict[tuple[int, int], list[Claim]] = {}
        for claim in claims:
            if claim.cell is None and len(claim.sentence) < 400:
                sentences.setdefault((claim.segment, claim.sentence_number), []).append(claim)
        chosen = rng.sample(sorted(sentences), min(len(sentences), 4))
        if not chosen:
            continue
        lines: list[str] = []
        edits: list[tuple[str, str]] = []
        for place in sorted(chosen):
            sentence = sentences[place][0].sentence
            if rng.random() < 0.5:
                claim = rng.choice(sentences[place])
                shown = " ".join(claim.text.split())
                new = changed_value(shown, rng) if sentence.count(shown) == 1 else None
                if new is not None:
                    sentence = sentence.replace(shown, new)
                    edits.append((claim.id, new))
            lines.append(_shortened(sentence, [" ".join(c.text.split()) for c in sentences[place]], rng))
        suffix = Path(document["name"]).suffix
        texts = [
            {"name": f"source{suffix}", "text": text},
            {"name": "draft.md", "text": " ".join(lines) + "\n"},
        ]
        decisions, _, _ = run(texts, "draft.md")
        sample = Sample(str(case["id"]), "drafted", decisions)
        wrong = {new: claim for claim, new in edits}
        original = {claim.id: claim.span for claim in claims}
        for pair in decisions.pairs:
            source, draft = (
                (pair.left, pair.right)
                if pair.left.path.endswith(f"source{suffix}")
                else (pair.right, pair.left)
            )
            if source.path == draft.path:
                continue
            told = wrong.get(" ".join(draft.text.split()))
            if told is not None:
                there = original[told]
                true = source.span.start < there.end and source.span.end > there.start
                if pair.excluded and (true or not pair.agreeing):
                    sample.pairs.append(Labelled(pair, True if true else None, true, 1.0 if true else 0.2))
            elif source.sentence and draft.text == source.text and pair.agreeing:
                sample.pairs.append(Labelled(pair, True, None, 0.2))
            elif not pair.agreeing:
                sample.pairs.append(Labelled(pair, None, False if pair.excluded else None, 0.2))
        yield sample


def _shortened(sentence: str, kept: list[str], rng: random.Random) -> str:
    """A sentence with some of its words left out, numbers kept."""
    share = rng.choice((0.0, 0.15, 0.3, 0.45))
    words = sentence.split()
    numeric = {word for text in kept for word in text.split()}
    return " ".join(
        word for word in words if word in numeric or any(c.isdigit() for c in word) or rng.random() >= share
    )


def _small_pairs() -> Iterator[Sample]:
    """Two sentences each with what their numbers are to each other: as two documents, and as two paragraphs of one."""
    for path in sorted((HERE / "pairs").glob("*.yaml")):
        for number, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")) or ()):
            group = f"{path.stem} {number}"
            documents = []
            for index, side in enumerate(("left", "right")):
                day = f"---\ndate: {case['published'][index]}\n---\n\n" if "published" in case else ""
                documents.append({"name": f"{side}.md", "text": f"{day}{case[side]}\n"})
            yield _small_pair(group, case, documents)
            if "published" not in case:
                text = f"{case['left']}\n\nThat was in brief what is to be said of it.\n\n{case['right']}\n"
                yield _small_pair(group, case, [{"name": "both.md", "text": text}])


def _small_pair(group: str, case: dict[str, Any], documents: list[dict[str, Any]]) -> Sample:
    decisions, _, _ = run(documents, None)
    sample = Sample(group, "pairs", decisions)
    mark = case["mark"]
    for pair in decisions.pairs:
        sides = {pair.left.path, pair.right.path}
        if len(sides) < len(documents) or (len(documents) == 1 and pair.left.segment == pair.right.segment):
            continue
        texts = [pair.left.text, pair.right.text]
        if "at" in case and texts != list(case["at"]) and texts != list(case["at"])[::-1]:
            continue
        same = {"same": True, "conflict": True, "revised": True}.get(mark)
        if mark == "different":
            same = None if pair.agreeing else False
        sample.pairs.append(Labelled(pair, same, mark == "conflict" if pair.excluded else None))
    return sample
