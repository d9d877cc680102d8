from __future__ import annotations

import os
from pathlib import Path

import pytest

from claimcheck import engine
from claimcheck.model import Finding, Modality, Report
from claimcheck.report import github_format, markdown_format, text_format

RISE = "Revenue rose 27% to $610 million from $540 million.\n"
LEFT = "Kestrel Rail had revenue of $610 million in 2025.\n"
RIGHT = "In 2025 Kestrel Rail had revenue of $680 million.\n"


def _write(folder: Path, **texts: str | bytes) -> None:
    for name, text in texts.items():
        path = folder / f"{name}.md"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def _names(report: Report) -> list[str]:
    return [Path(document.path).name for document in report.documents]


def _rules(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings]


# the order of things


def test_folders_are_read_by_name(tmp_path: Path) -> None:
    _write(tmp_path, c=LEFT, a=LEFT, b=LEFT)
    assert _names(engine.check([tmp_path])) == ["a.md", "b.md", "c.md"]


def test_named_files_keep_their_order_and_are_read_once(tmp_path: Path) -> None:
    _write(tmp_path, a=LEFT, b=LEFT)
    paths = [tmp_path / "b.md", tmp_path / "a.md", tmp_path / "b.md", tmp_path]
    report = engine.check(paths)
    assert _names(report) == ["b.md", "a.md"]
    assert [Path(claim.path).name for claim in report.claims] == ["b.md", "a.md"]


def test_documents_are_summed_up(tmp_path: Path) -> None:
    _write(tmp_path, a=f"---\ndate: 2026-03-01\n---\n\n# Rail\n\n{LEFT}", b="No numbers.\n")
    first, second = engine.check([tmp_path]).documents
    assert (first.title, str(first.published), first.claims, first.error) == ("Rail", "2026-03-01", 1, None)
    assert (first.format, second.claims, second.published) == ("markdown", 0, None)


def test_most_severe_and_surest_first(tmp_path: Path) -> None:
    _write(tmp_path, a=LEFT, b=RIGHT, c=RISE)

    def rank(finding: Finding) -> tuple[int, float]:
        return -finding.severity.rank, -finding.confidence

    found = engine.check([tmp_path]).findings
    assert len(found) == 2
    assert list(found) == sorted(found, key=rank)


def test_every_run_gives_the_same(tmp_path: Path) -> None:
    _write(tmp_path, a=LEFT, b=RIGHT, c=RISE)
    assert engine.check([tmp_path]) == engine.check([tmp_path])


def test_references_between_parts_of_the_report_hold(tmp_path: Path) -> None:
    _write(tmp_path, a=LEFT, b=RIGHT, c=RISE)
    report = engine.check([tmp_path])
    ids = {claim.id for claim in report.claims}
    assert len(ids) == len(report.claims)
    assert {claim for fact in report.facts for claim in fact.claims} == ids
    assert {location.claim for found in report.findings for location in found.locations} <= ids
    for fact in report.facts:
        assert {side for match in fact.matches for side in (match.left, match.right)} <= set(fact.claims)


def test_no_paths_give_an_empty_report() -> None:
    assert engine.check([]) == Report((), (), (), (), ())


# what cannot be read

BROKEN = {
    "empty": (b"", "empty"),
    "blank": (b" \n\n", "empty"),
    "binary": (b"PK\x03\x04" + bytes(40), ""),
    "zeros": (b"Revenue\0rose", "binary"),
    "latin": ("Umsatz für März".encode("latin-1"), "UTF-8"),
    "data": (b"12 " * 200_001, "200,001 numbers"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_failure_is_listed_and_the_others_are_checked(name: str, tmp_path: Path) -> None:
    data, words = BROKEN[name]
    _write(tmp_path, a=LEFT, **{name: data}, z=RIGHT)
    report = engine.check([tmp_path])
    assert [Path(failure.path).name for failure in report.failures] == [f"{name}.md"]
    assert words in report.failures[0].message
    assert "\n" not in report.failures[0].message
    assert _names(report) == ["a.md", "z.md", f"{name}.md"]
    assert [document.error for document in report.documents] == [None, None, report.failures[0].message]
    assert _rules(report) == ["value-conflict"]


def test_missing_file_is_listed(tmp_path: Path) -> None:
    _write(tmp_path, a=RISE)
    report = engine.check([tmp_path / "a.md", tmp_path / "missing.md"])
    assert [Path(failure.path).name for failure in report.failures] == ["missing.md"]
    assert "no such file" in report.failures[0].message
    assert _rules(report) == ["percent-change"]


def test_missing_draft_is_listed(tmp_path: Path) -> None:
    _write(tmp_path, a=RISE)
    report = engine.check([tmp_path / "a.md"], draft=tmp_path / "draft.md")
    assert len(report.failures) == 1
    assert not report.verdicts


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")
def test_file_without_permission_is_listed(tmp_path: Path) -> None:
    _write(tmp_path, a=RISE, b=RISE)
    (tmp_path / "b.md").chmod(0)
    assert "permission" in engine.check([tmp_path]).failures[0].message


# scope


def test_corpus_compares_across_documents(tmp_path: Path) -> None:
    _write(tmp_path, a=LEFT, b=RIGHT)
    assert _rules(engine.check([tmp_path])) == ["value-conflict"]


def test_document_looks_at_each_alone(tmp_path: Path) -> None:
    _write(tmp_path, a=LEFT, b=f"{RIGHT}\n{RISE}")
    report = engine.check([tmp_path], scope="document")
    assert _rules(report) == ["percent-change"]
    paths = {claim.id: claim.path for claim in report.claims}
    assert all(len({paths[claim] for claim in fact.claims}) == 1 for fact in report.facts)


def test_other_scope_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="corpus or document"):
        engine.check([tmp_path], scope="paragraph")


# a draft against its sources


def _verdicts(folder: Path, draft: str, **sources: str) -> dict[str, str]:
    """The verdict on each number of a draft."""
    _write(folder, draft=draft)
    (folder / "sources").mkdir()
    _write(folder / "sources", **sources)
    report = engine.check([folder / "sources"], draft=folder / "draft.md")
    texts = {claim.id: claim.text for claim in report.claims}
    assert all(verdict.evidence for verdict in report.verdicts if verdict.verdict != "not enough evidence")
    return {texts[verdict.claim]: str(verdict.verdict) for verdict in report.verdicts}


def test_supported(tmp_path: Path) -> None:
    draft = "In 2025 Kestrel Rail had revenue of about $610 million.\n"
    assert _verdicts(tmp_path, draft, a=LEFT) == {"about $610 million": "supported"}


def test_supported_by_several(tmp_path: Path) -> None:
    draft = "In 2025 Kestrel Rail had revenue of $610 million.\n"
    other = "Revenue of Kestrel Rail was $612 million in 2025.\n"
    assert _verdicts(tmp_path, draft, a=LEFT, b=other) == {"$610 million": "supported"}


def test_refuted(tmp_path: Path) -> None:
    assert _verdicts(tmp_path, RIGHT, a=LEFT) == {"$680 million": "refuted"}


def test_conflicting_evidence(tmp_path: Path) -> None:
    draft = "Kestrel Rail had revenue of $680 million in 2025.\n"
    assert _verdicts(tmp_path, draft, a=LEFT, b=RIGHT) == {"$680 million": "conflicting evidence"}


def test_not_enough_evidence(tmp_path: Path) -> None:
    draft = "Orrin Foods employs 1,150 people.\n"
    assert _verdicts(tmp_path, draft, a=LEFT) == {"1,150 people": "not enough evidence"}


def test_draft_is_no_evidence_for_itself(tmp_path: Path) -> None:
    draft = f"{RIGHT}\nKestrel Rail had revenue of $680 million in 2025, as we said.\n"
    assert set(_verdicts(tmp_path, draft, a="Orrin Foods employs 1,150 people.\n").values()) == {
        "not enough evidence"
    }


def test_findings_are_those_that_touch_the_draft(tmp_path: Path) -> None:
    _write(tmp_path, draft=RIGHT, source=f"{LEFT}\n{RISE}")
    report = engine.check([tmp_path / "source.md"], draft=tmp_path / "draft.md")
    told = [(finding.rule, finding.about) for finding in report.findings]
    assert sorted(told) == [("percent-change", "sources"), ("value-conflict", "draft")]


def test_draft_may_stand_among_its_sources(tmp_path: Path) -> None:
    _write(tmp_path, draft=RIGHT, source=LEFT)
    report = engine.check([tmp_path], draft=tmp_path / "draft.md")
    assert _names(report) == ["draft.md", "source.md"]
    assert [verdict.verdict for verdict in report.verdicts] == ["refuted"]


def test_draft_may_be_named_another_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(tmp_path, draft=RIGHT, source=LEFT)
    monkeypatch.chdir(tmp_path)
    report = engine.check([tmp_path], draft="draft.md")
    assert [verdict.verdict for verdict in report.verdicts] == ["refuted"]
    assert _rules(report) == ["value-conflict"]


def test_without_a_draft_no_verdicts(tmp_path: Path) -> None:
    _write(tmp_path, a=LEFT, b=RIGHT)
    assert not engine.check([tmp_path]).verdicts


# standard input, progress, extraction


def test_standard_input_is_a_document(tmp_path: Path) -> None:
    _write(tmp_path, a=LEFT)
    report = engine.check([tmp_path, "-"], stdin=RIGHT.encode())
    assert [document.path for document in report.documents][1] == "<stdin>"
    assert _rules(report) == ["value-conflict"]


def test_empty_standard_input_is_a_failure() -> None:
    assert [failure.path for failure in engine.check(["-"], stdin=b"").failures] == ["<stdin>"]


def test_progress_is_told_of_every_document(tmp_path: Path) -> None:
    _write(tmp_path, a=LEFT, b=b"", c=RIGHT)
    calls: list[tuple[int, int, str]] = []
    engine.check([tmp_path], progress=lambda *call: calls.append(call))
    assert [(done, total, Path(name).name) for done, total, name in calls] == [
        (0, 3, "a.md"),
        (1, 3, "b.md"),
        (2, 3, "c.md"),
        (3, 3, ""),
    ]


def test_extract_has_claims_and_no_findings(tmp_path: Path) -> None:
    _write(tmp_path, a=LEFT, b=RIGHT, c=b"")
    report = engine.extract([tmp_path])
    assert [claim.text for claim in report.claims] == ["$610 million", "$680 million"]
    assert (report.facts, report.findings, report.verdicts, len(report.failures)) == ((), (), (), 1)
    assert {claim.modality for claim in report.claims} == {Modality.REPORTED}


# what stands in a file, and what a person reads

PAGE = (
    "<html><body><p>Kestrel Rail had revenue of $<ix:nonFraction scale='6'><b>610</b></ix:nonFraction>&#160;million in 2025.</p>"
    "<p>Staff rose 50&nbsp;<!-- -->% to 400 <i>people</i> from 320&nbsp;people.</p></body></html>"
)


def _page(folder: Path, text: str) -> Report:
    (folder / "a.html").write_text(text)
    (folder / "b.md").write_text(RIGHT)
    return engine.check([folder / "a.html", folder / "b.md"])


def test_messages_show_no_markup(tmp_path: Path) -> None:
    report = _page(tmp_path, PAGE)
    assert sorted(_rules(report)) == ["percent-change", "value-conflict"]
    for finding in report.findings:
        told = [finding.message, finding.derivation, *(at.readable for at in finding.locations)]
        told += [at.sentence for at in finding.locations]
        assert not [line for line in told if "<" in line or "&" in line]
    assert any("$610 million here" in f.message or "$610 million in" in f.message for f in report.findings)
    written = [
        report.to_html(),
        text_format.render(report),
        markdown_format.render(report),
        github_format.render(report),
    ]
    assert not [text for text in written if "nonFraction" in text or "nbsp" in text]


def test_texts_are_as_they_are_written(tmp_path: Path) -> None:
    report = _page(tmp_path, PAGE)
    places = [at for finding in report.findings for at in finding.locations if at.path.endswith(".html")]
    spans = [(at.span, at.text) for at in places]
    spans += [(claim.span, claim.text) for claim in report.claims if claim.path.endswith(".html")]
    for span, text in spans:
        assert PAGE[span.start : span.end] == text
    assert "610" in {at.text for at in places}


def test_markup_changes_no_finding(tmp_path: Path) -> None:
    mended = PAGE.replace("&nbsp;<!-- -->%", "%")
    plain = "<html><body><p>Kestrel Rail had revenue of $610 million in 2025.</p><p>Staff rose 50% to 400 people from 320 people.</p></body></html>"
    marked, bare = _page(tmp_path, mended), _page(tmp_path, plain)
    told = [[(f.rule, f.message, f.fingerprint) for f in report.findings] for report in (marked, bare)]
    assert told[0] == told[1]
