"""`claimcheck review`: decide on findings in the browser."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimcheck.cli.handing_over import baseline_place, git_user, record_place
from claimcheck.cli.means import Jobs, NoCache, means
from claimcheck.cli.options import (
    STDIN,
    BaselineFile,
    Config,
    Draft,
    Scope,
    complain,
    config_parts,
    configured,
    documents_to_verify,
    inputs,
    registry_paths,
)
from claimcheck.cli.output import show
from claimcheck.cli.progress import progress

if TYPE_CHECKING:
    from claimcheck.engine.reading import Means


def review(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH",
            help="Files and folders; with --registry those that must not contradict it.  [default: sources]",
            show_default=False,
        ),
    ] = None,
    draft: Draft = None,
    scope: Scope = None,
    registry: Annotated[
        bool,
        typer.Option("--registry", help="Review `claimcheck verify` of the project's registry instead."),
    ] = False,
    port: Annotated[
        str,
        typer.Option(
            metavar="NUMBER", help="The port to serve on.  [default: any that is free]", show_default=False
        ),
    ] = "0",
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Whether to open a browser.")
    ] = True,
    by: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Who decides.  [default: git's user.name]", show_default=False),
    ] = None,
    baseline: BaselineFile = None,
    config: Config = None,
    jobs: Jobs = None,
    no_cache: NoCache = False,
) -> None:
    """Review findings in the browser; what is dismissed there goes into the baseline at once.

    The page is served to this machine only. Notes and confirmations stand in claimcheck-decisions.json beside the baseline.
    Quick questions on what the words leave open are answered there, too; answers go into claimcheck.judgements.jsonl.
    Files that change are checked again, and the page follows. Ctrl-C ends the review.

    \b
    Examples:
      claimcheck review
      claimcheck review sources/ --draft article.md
      claimcheck review --registry
    """
    if not port.isdecimal() or int(port) > 65_535:
        raise typer.BadParameter(f"'{port}' is no port: 0 to 65535.", param_hint="'--port'")
    if STDIN in (*(paths or ()), draft):
        raise typer.BadParameter("a review reads files again when they change; standard input cannot be.")
    settings = configured(config)
    place = baseline_place(baseline, settings)
    if registry:
        read = registry_paths(None, settings)
        watched = [*read, *documents_to_verify(paths, settings)]
    else:
        read = inputs(paths, draft=draft, sources=settings.sources)
        watched = [*read, *([draft] if draft is not None else ())]
    try:
        from claimcheck.review.server import CannotServe, ReviewServer
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in ("starlette", "uvicorn", "watchfiles"):
            raise
        from claimcheck.distribution import install_hint

        complain(f"`claimcheck review` needs more packages: {install_hint('review')}")
        raise typer.Exit(2) from None
    from claimcheck.review.checking import DocumentCheck, RegistryCheck
    from claimcheck.review.session import CannotCheck, ReviewSession
    from claimcheck.suppressions.decisions import DecisionStore

    def reading() -> AbstractContextManager[Means]:
        return means(jobs, no_cache, settings, watched)

    record = record_place(settings)
    file, overrides = config_parts(config)
    store = DecisionStore(place, by or git_user())
    session = ReviewSession(
        RegistryCheck(read, watched[len(read) :], file, place, overrides, reading)
        if registry
        else DocumentCheck(read, draft, scope, file, place, record, overrides, reading),
        store,
        None if registry else record,
    )
    try:
        with progress() as advance:
            session.run(advance)
        server = ReviewServer(
            session,
            watched=[Path(path) for path in (*watched, *([settings.file] if settings.file else ()), record)],
            decided=[store.baseline, store.others],
            port=int(port),
            say=complain,
        )
    except CannotCheck as error:
        complain(str(error))
        raise typer.Exit(2) from None
    except CannotServe as error:
        complain(f"cannot serve: {error}")
        raise typer.Exit(2) from None
    show(f"Review at {server.url}\nCtrl-C ends it; decisions go into {place.as_posix()}.\n")
    if browser:
        import webbrowser

        webbrowser.open(server.url)
    try:
        server.run()
    except KeyboardInterrupt:
        raise typer.Exit(0) from None
