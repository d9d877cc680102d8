"""Why two numbers are worth a look: the named levels of the evidence, as a person would say them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claimcheck.facts.weighed import parted
from claimcheck.model import Feature
from claimcheck.wording import visible

LEAST_BITS = 0.3
"""What weighs less tells a person nothing."""

_EXPLAINED = {
    **dict.fromkeys(
        ("over 2.5 bits", "over 1 bits", "over 0 bits"), "a figure that agrees explains {} of them"
    ),
    **dict.fromkeys(
        ("over -1 bits", "over -2 bits", "over -3.5 bits"), "a figure that agrees may explain {} of them"
    ),
    **dict.fromkeys(("over -5 bits", "a doubtful one"), "a figure that agrees hardly explains {} of them"),
}
WORDS: Mapping[str, Mapping[str, str]] = {
    "words beside": {
        "none": "no word beside both",
        "a common word": "a common word beside both",
        "a telling word": "a telling word beside both",
        "two telling words": "two telling words beside both",
        "several telling words": "several telling words beside both",
        "many telling words": "many telling words beside both",
    },
    "words of the line": {
        "none": "no other word of the lines shared",
        "a word": "a word of the lines shared",
        "some words": "some words of the lines shared",
        "several words": "several words of the lines shared",
        "many words": "many words of the lines shared",
    },
    "words around": {
        "none": "no word around them shared",
        "some words": "some words around them shared",
        "several words": "several words around them shared",
        "many words": "many words around them shared",
    },
    "coverage": {
        "hardly any": "hardly anything said of both",
        "a part": "a part of what is said of one is said of both",
        "half": "half of what is said of one is said of both",
        "most": "most of what is said of one is said of both",
        "nearly all": "nearly all that is said of one is said of both",
    },
    "likeness": {
        "hardly any": "lines hardly alike",
        "a part": "lines alike in part",
        "half": "lines half alike",
        "most": "lines mostly alike",
        "nearly all": "lines nearly alike",
    },
    "measure": {
        "different measures": "different measures",
        "unsaid": "no common measure",
        "a common word": "a common word for the measure",
        "same measure": "same measure",
    },
    "who": {
        "two names": "two names",
        "different names": "different names",
        "unsaid": "a name unsaid",
        "a common name": "a common name",
        "same name": "same name",
    },
    "capitals": {
        "each its own": "names of its own on each side",
        "unsaid": "no name in common",
        "shared": "a name in common",
    },
    "when": {
        "different times": "different times",
        "a part of it": "one time within the other",
        "different around": "different times around them",
        "unsaid": "a time unsaid",
        "same around": "same time around them",
        "same time": "same time",
    },
    "frame": {
        "contrasted": "measure, name or time contrasted",
        "unsaid": "neither measure, name nor time in common",
        "one part": "measure, name or time in common",
        "two parts": "two of measure, name and time in common",
        "all of it": "measure, name and time in common",
    },
    "sense": {
        "hypothetical": "one is hypothetical",
        "compared": "one stands for comparison",
        "plan and outcome": "a plan and an outcome",
        "plans of two days": "plans of two days",
        "replaced": "one was replaced",
        "otherwise": "meant in different senses",
        "same": "meant in one sense",
    },
    "kind": {
        "change and level": "a change and a level",
        "other bases": "changes from other bases",
        "same": "one kind of number",
    },
    "scope": {
        "contrasted": "contrasted scopes",
        "one-sided": "a scope said of one only",
        "none": "no scope said",
        "same": "same scope",
    },
    "days": {
        "months apart": "published months apart",
        "weeks apart": "published weeks apart",
        "days apart": "published days apart",
        "unsaid": "day of publication unknown",
        "one day": "published on one day",
    },
    "unit": {
        "other dimension": "units of other dimensions",
        "rate and total": "a rate and a total",
        "other currency": "other currencies",
        "percent and points": "per cent and points",
        "bare in a table": "a cell without a unit",
        "bare in prose": "a number without a unit",
        "bare and count": "a count and a bare number",
        "other noun": "other things counted",
        "convertible": "units that convert",
        "same noun": "same thing counted",
        "same": "same unit",
    },
    "place": {
        "twin among other figures": "same place in one line, among figures that differ",
        "crossed": "other places in like lines",
        "none": "no like place",
        "aligned in part": "same place in lines alike in part",
        "aligned in half": "same place in lines half alike",
        "aligned in most": "same place in lines mostly alike",
        "aligned in all": "same place in lines nearly alike",
        "twin": "same place in one line",
        "twin among agreeing figures": "same place in one line, among figures that agree",
        "twin in a copy": "same place in a text and its copy",
    },
    "company": {
        "all others differ": "all other figures of the lines differ",
        "none to compare": "no other figures of the lines to compare",
        "one agrees": "another figure of the lines agrees",
        "several agree": "other figures of the lines agree",
    },
    "where": {
        "same paragraph": "both in one paragraph",
        "other documents": "texts of other stories",
        "perhaps one story": "perhaps texts of one story",
        "same section": "both in one section",
        "same document": "both in one document",
        "one story": "texts of one story",
        "draft and source": "a draft and its source",
    },
    "form": {
        "two cells": "two cells of tables",
        "a cell and prose": "a cell of a table and prose",
        "a total and prose": "a total of a table and prose",
        "prose": "both in prose",
    },
    "rival": {
        **{level: words.format("one") for level, words in _EXPLAINED.items()},
        "none agrees": "no figure that agrees with either",
    },
    "rival of the other": {
        **{level: words.format("each") for level, words in _EXPLAINED.items()},
        "none agrees": "no figure that agrees with the other",
    },
    "best": {
        "another fits much better": "another figure fits much better",
        "another fits better": "another figure fits better",
        "others fit as well": "other figures fit as well",
        "fits best": "no other figure fits as well",
        "fits best by far": "no other figure fits nearly as well",
    },
    "beside": {
        "none, though elsewhere": "no figures near them agree, though others do",
        "none": "no figures near them agree",
        "one near": "a figure near them agrees",
        "two near": "two figures near them agree",
        "three near": "three figures near them agree",
        "several near": "several figures near them agree",
    },
    "figures": {
        "two bounds": "two bounds",
        "a bound and a figure": "one says how much at most, or at least, and the other lies far from it",
        "no rounding of the source": "a figure that does not come of rounding the source's",
        "far apart": "figures far apart",
        "of one size": "figures of one size",
        "close": "figures close to each other",
        "the last digit differs": "one of the last digits differs",
        "a scale apart": "figures a scale apart",
        "one figure in other units": "one figure in other units",
        "one figure in percent and in points": "one figure in percent and in percentage points",
        "one digit differs": "one digit differs",
        "digits exchanged": "digits exchanged",
        "one change in two directions": "one change, given as a rise and as a fall",
    },
    "size": {
        "perhaps a year": "a figure that may be a year",
        "one digit": "a figure of one digit",
        "small": "a small figure",
        "round": "a round figure",
        "telling": "telling figures",
    },
    "elsewhere": {
        "nothing": "neither figure said of something else",
        "the figure of another time": "the very figure said of another time",
        "the figure of another name": "the very figure said of another name",
        "the figure compared with": "the very figure said as one compared with",
        "the figure that was replaced, told before": "the very figure, told before it was replaced",
        "the figure that was replaced": "the very figure said as one that was replaced",
        "the figure that was replaced, told since": "the very figure, told after it was replaced",
        "the figure that was replaced, surely told since": "the very figure, surely told after it was replaced",
        "the figure beside it, of another time": "the very figure stands beside it, for another time",
    },
    "third": {
        "another text has both": "other texts have both figures",
        "another text has one": "another text has one of the figures",
        "no other text": "no other text has either figure",
    },
    "choice": {
        "many others": "many other figures it might be held against",
        "some others": "some other figures it might be held against",
        "two others": "two other figures it might be held against",
        "one other": "one other figure it might be held against",
        "no other": "no other figure it might be held against",
    },
    "alone": {
        "among others": "other numbers of their kind beside them",
        "one alone": "one of them the only number of its kind in its line",
        "both alone": "each the only number of its kind in its line",
    },
    "plain": {
        "not plain": "not all of measure, name and time the same",
        "plain": "the same measure, name and time, plainly",
        "plain, in the same words": "the same measure, name and time in the same words",
    },
    "own words": {
        "both several": "each line has words that the other lacks",
        "both": "each line has a word that the other lacks",
        "one several": "one line has words that the other lacks",
        "one": "one line has a word that the other lacks",
        "neither": "neither line has a word that the other lacks",
    },
    "exchange": {
        "one word for another": "the lines are one but for a word that stands for another",
        "several words for others": "the lines are one but for words that stand for others",
        "not lined up": "lines told in other words",
        "word for word": "the lines are one, word for word",
    },
    "circle": {
        "several further texts": "several further texts tell the story",
        "a further text": "a further text tells the story",
        "no further text": "no further text tells the story",
    },
    "draft": {
        "none": "no draft",
        "with many numbers": "a draft with many numbers",
        "with some numbers": "a draft with some numbers",
        "with a few numbers": "a draft with a few numbers",
    },
    "backed": {
        "no draft": "no draft",
        "agrees surely": "the draft's number surely agrees with one of a source",
        "agrees": "the draft's number agrees with one of a source",
        "agrees perhaps": "the draft's number perhaps agrees with one of a source",
        "hardly agrees": "the draft's number hardly agrees with any of a source",
        "agrees with none": "no source has the draft's number",
    },
    "class": {
        "mixed": "units of different sorts",
        "money": "amounts of money",
        "percent": "percentages",
        "ratio": "ratios",
        "time": "spans of time",
        "clock": "times of day",
        "year": "years of events",
        "date": "days of events",
        "measure": "measures",
        "count": "counts",
        "bare": "bare numbers",
        "rank": "ranks",
    },
    "crossed": {
        "no": "not told the other way round",
        "straight fits better": "told the other way round, which fits less well",
        "straight and crossed fit alike": "told the other way round, which fits as well",
        "crossed fits better": "told the other way round, which fits better",
    },
    "labels": {
        "not exchanged": "not told the other way round",
        "each beside its own label": "told the other way round, each figure beside its own label",
        "labels do not tell": "told the other way round, beside labels that do not tell which is which",
        "one beside the other's label": "told the other way round, one figure beside the other's label",
        "each beside the other's label": "told the other way round, each figure beside the other's label",
        "each beside the other's label, and no chance": "told the other way round, each figure beside the other's label, and hardly by chance",
    },
    "surprise": {
        "no slip": "figures that no slip of the pen turns into each other",
        "likely by chance": "a likeness as of a slip of the pen that chance makes often",
        "as likely by chance": "a likeness as of a slip of the pen that chance may make as well",
        "hardly by chance": "a likeness as of a slip of the pen that chance makes rarely",
        "very hardly by chance": "a likeness as of a slip of the pen that chance makes very rarely",
        "not by chance": "a likeness as of a slip of the pen that chance does not make",
    },
    "retelling": {
        "in other words": "told in other words",
        "one line, contrasted": "one line, though something sets them apart",
        "one line among others that differ": "one line, among others whose figures differ",
        "nearly one line, not contrasted": "nearly one line, and nothing sets them apart",
        "one line, not contrasted": "one line, and nothing sets them apart",
        "one line, of one name": "one line, of one name or under like headings",
    },
    "retold": {
        "one document": "both in one document",
        "few numbers": "texts of a few numbers",
        "hardly any": "texts that retell hardly any figures of each other",
        "a part": "texts that retell a part of their figures",
        "half": "texts that retell half of their figures",
        "most": "texts that retell most of their figures",
        "nearly all": "texts that retell nearly all figures",
    },
}
"""Feature → level → what a person would say."""

SUMS = frozenset({"sure"})
"""Features that only add up the others, for the next question; they are no reasons of their own."""


def reasons(features: Sequence[Feature], *, against: bool = False) -> tuple[str, ...]:
    """What speaks for two numbers being worth a look, most telling first; `against`: what speaks against it.

    What is asked in two questions is told once, by what it weighs in both.
    """
    weights: dict[tuple[str, str], float] = {}
    for feature in features:
        parts = parted(feature.name, feature.note)
        for key in parts:  # what two weigh together is told of each
            if key[0] not in SUMS:
                weights[key] = weights.get(key, 0.0) + feature.weight / len(parts)
    told = {key: -weight if against else weight for key, weight in weights.items()}
    kept = sorted((key for key, weight in told.items() if weight >= LEAST_BITS), key=lambda key: -told[key])
    return tuple(dict.fromkeys(_in_words(name, level) for name, level in kept))


def _in_words(name: str, level: str) -> str:
    """One level in words; one that has none of ours as it is."""
    words = WORDS.get(name, {}).get(level)
    return words if words is not None else visible(f"{name}: {level}" if level else name)


def worded(feature: Feature) -> str:
    """One piece of evidence as a person would say it."""
    return ", with ".join(_worded(name, level) for name, level in parted(feature.name, feature.note))


def _worded(name: str, level: str) -> str:
    if name in SUMS:
        return f"all words together ({level})"
    known = WORDS.get(name, {}).get(level)
    return known if known is not None else level or name
