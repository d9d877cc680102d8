"""The runs that a review repeats: settings and baseline are read anew each time, as they may have changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from claimcheck.engine.reading import ALONE, Means, Progress
from claimcheck.engine.run import check
from claimcheck.engine.verify import verify
from claimcheck.judges.record import Record, RecordError, read_record
from claimcheck.report.circumstances import circumstances
from claimcheck.review.session import CannotCheck, Checked
from claimcheck.settings import Settings
from claimcheck.settings.finding import SettingsError, find_settings
from claimcheck.suppressions import Baseline, BaselineError, read_baseline


def alone() -> AbstractContextManager[Means]:
    """One process, and nothing kept."""
    return nullcontext(ALONE)


@dataclass(frozen=True, slots=True)
class DocumentCheck:
    """`claimcheck check` of some paths."""

    paths: Sequence[str]
    draft: str | None
    scope: str | None
    """None for that of the configuration."""
    config: str | None
    baseline: Path
    record: Path | None = None
    """The record of judgements."""
    overrides: tuple[str, ...] = ()
    """Settings that go before the configuration: "KEY=VALUE"."""
    means: Callable[[], AbstractContextManager[Means]] = alone
    """What reading may use; asked for at each run, in the thread of the run."""

    def __call__(self, progress: Progress | None) -> Checked:
        """Check. Raises CannotCheck."""
        settings, accepted = _standing(self.config, self.baseline, self.overrides)
        scope = self.scope or settings.scope
        with self.means() as means:
            report = check(
                self.paths,
                scope=scope,
                draft=self.draft,
                progress=progress,
                settings=settings,
                baseline=accepted,
                record=_judgements(self.record),
                means=means,
            )
        run = circumstances(settings, scope=scope, draft=self.draft, baseline=_shown(accepted))
        return Checked(report, scope, self.draft, settings.report_link, run)


@dataclass(frozen=True, slots=True)
class RegistryCheck:
    """`claimcheck verify` of a registry."""

    claims: Sequence[str]
    documents: Sequence[str]
    config: str | None
    baseline: Path
    overrides: tuple[str, ...] = ()
    means: Callable[[], AbstractContextManager[Means]] = alone

    def __call__(self, progress: Progress | None) -> Checked:
        """Verify. Raises CannotCheck."""
        settings, accepted = _standing(self.config, self.baseline, self.overrides)
        with self.means() as means:
            report = verify(
                self.claims,
                self.documents,
                progress=progress,
                settings=settings,
                baseline=accepted,
                means=means,
            )
        run = circumstances(settings, baseline=_shown(accepted))
        return Checked(report, link=settings.report_link, run=run)


def _judgements(path: Path | None) -> Record | None:
    try:
        return read_record(path) if path is not None else None
    except RecordError as error:
        raise CannotCheck(str(error)) from None


def _shown(baseline: Baseline | None) -> str | None:
    return baseline.path if baseline is not None else None


def _standing(
    config: str | None, baseline: Path, overrides: tuple[str, ...]
) -> tuple[Settings, Baseline | None]:
    try:
        return find_settings(file=config, overrides=overrides), read_baseline(
            baseline
        ) if baseline.is_file() else None
    except (SettingsError, BaselineError) as error:
        raise CannotCheck(str(error)) from None
