"""`claimcheck judge`: answers to what the words leave open."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimcheck.cli.handing_over import git_user, record_place, recorded, tell_stale
from claimcheck.cli.lean import INTERRUPTED
from claimcheck.cli.means import Jobs, NoCache, means
from claimcheck.cli.options import (
    STDIN,
    Config,
    Draft,
    Paths,
    Scope,
    complain,
    configured,
    inputs,
    standard_input,
)
from claimcheck.cli.output import show
from claimcheck.cli.progress import progress
from claimcheck.wording import count, visible

if TYPE_CHECKING:
    from claimcheck.engine.inquiry import Inquiry
    from claimcheck.judges.interface import Judge
    from claimcheck.judges.model import Usage
    from claimcheck.judges.record import Record
    from claimcheck.model import Judgement, Question
    from claimcheck.settings import ModelSettings, Settings

STALE = "stale"
_ROUNDS = 3
"""How often questions are worked out anew from the answers of a model: one number may have another counterpart."""


def judge(
    paths: Paths = None,
    draft: Draft = None,
    scope: Scope = None,
    export: Annotated[
        str | None,
        typer.Option(
            "--export", metavar="FILE", help="Write the open questions to FILE (- for standard output).",
            show_default=False,
        ),
    ] = None,
    answers: Annotated[
        str | None,
        typer.Option(
            "--import", metavar="FILE", help="Record the answers of FILE (- for standard input).",
            show_default=False,
        ),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(
            "--model", metavar="NAME",
            help="Ask a language model; - for the one that the configuration names.", show_default=False,
        ),
    ] = None,
    plugin: Annotated[
        str | None,
        typer.Option(
            "--judge", metavar="NAME", help="Ask the judge of a plugin that the configuration names.", show_default=False
        ),
    ] = None,
    base_url: Annotated[
        str | None,
        typer.Option(
            "--base-url", metavar="URL",
            help="The model's OpenAI-compatible server.  [default: the configuration's, else Ollama on this machine]",
            show_default=False,
        ),
    ] = None,
    limit: Annotated[
        str | None,
        typer.Option(metavar="N", help="At most N questions, the most valuable first.", show_default=False),
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="List the recorded judgements.")] = False,
    forget: Annotated[
        list[str] | None,
        typer.Option(
            "--forget", metavar="WHAT",
            help="Take judgements out of the record: an id, a judge (“model NAME”), or stale.", show_default=False,
        ),
    ] = None,
    sort: Annotated[bool, typer.Option("--sort", help="Write the record anew, sorted.")] = False,
    by: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Who answers, for --import.  [default: git's user.name]", show_default=False),
    ] = None,
    config: Config = None,
    jobs: Jobs = None,
    no_cache: NoCache = False,
) -> None:  # fmt: skip
    """Ask a person or a model whether numbers speak of the same quantity; arithmetic decides what follows.

    Answers stand in claimcheck.judgements.jsonl beside the configuration, and `check` always uses them. Nothing is sent
    anywhere unless --model is given; --export shows what would be.

    \b
    Examples:
      claimcheck judge                              how many questions are open
      claimcheck judge --export questions.jsonl
      claimcheck judge --import answers.jsonl --by "Ines Vorwerk"
      claimcheck judge --model llama3.1 --limit 20
      claimcheck judge --list
      claimcheck judge --forget stale
    """
    chosen = [
        name
        for name, given in (
            ("--export", export), ("--import", answers), ("--model", model), ("--judge", plugin), ("--list", listed),
            ("--forget", forget), ("--sort", sort),
        )
        if given
    ]  # fmt: skip
    if len(chosen) > 1:
        raise typer.BadParameter(f"{chosen[0]} and {chosen[1]} are two commands: give one of them.")
    most = _limit(limit)
    from claimcheck.judges.record import Record

    settings = configured(config)
    place = record_place(settings)
    record = recorded(settings) or Record(place.as_posix())
    if listed:
        _list(record)
    elif sort:
        _rewrite(place, set())
    elif forget and STALE not in forget:
        _rewrite(place, _named(forget, record))
    else:
        named = inputs(paths, draft=draft, sources=settings.sources)
        from claimcheck.engine.inquiry import Inquiry

        with progress() as advance, means(jobs, no_cache, settings, [*named, draft]) as allowed:
            inquiry = Inquiry(
                named,
                scope=scope or settings.scope,
                draft=draft,
                stdin=standard_input([*named, draft]) if answers != STDIN else None,
                progress=advance,
                settings=settings,
                means=allowed,
            )
        unread = bool(inquiry.failures)
        for failure in inquiry.failures:
            complain(f"{failure.path}: {failure.message}")
        if forget:
            _rewrite(place, _named(forget, record) | set(inquiry.stale(record)))
        elif export is not None:
            _export(inquiry.open(record)[:most], export)
        elif answers is not None:
            unread |= not _import(answers, inquiry, record, place, by)
        elif model is not None:
            unread |= not _ask(inquiry, place, settings, model, base_url, most)
        elif plugin is not None:
            unread |= not _ask_plugin(inquiry, place, settings, plugin, most)
        else:
            _status(inquiry, record)
        if not forget:
            tell_stale(inquiry.stale(record))
        raise typer.Exit(2 if unread else 0)


def _limit(given: str | None) -> int | None:
    if given is None:
        return None
    if not given.isdecimal() or not int(given[:9]) or len(given) > 9:
        raise typer.BadParameter(f"'{given}' is no number of questions.", param_hint="'--limit'")
    return int(given)


def _list(record: Record) -> None:
    standing = set(record.standing().values())
    lines = []
    for judgement in sorted(record.judgements, key=lambda j: (j.documents, j.id, j.at)):
        who = f"{judgement.by} {judgement.who}".strip()
        kept = "" if judgement in standing else ", overruled"
        why = f": {judgement.why}" if judgement.why else ""
        lines.append(f"{judgement.id}  {judgement.answer.value}, says {who} ({judgement.at[:10]}{kept}){why}")
        lines += [
            f"    {document}  {passage}"
            for document, passage in zip(judgement.documents, judgement.passages, strict=False)
        ]
    lines.append(f"{count(len(record.judgements), 'judgement')} in {record.path}")
    show("".join(f"{visible(line)}\n" for line in lines))


def _named(wanted: Sequence[str], record: Record) -> set[Judgement]:
    """The judgements that are to be forgotten; a name that fits none ends the program."""
    found: set[Judgement] = set()
    for name in wanted:
        if name == STALE:
            continue
        fitting = {
            judgement
            for judgement in record.judgements
            if name in (judgement.by, judgement.who) or (len(name) >= 4 and judgement.id.startswith(name))
        }
        if not fitting:
            complain(f"--forget {name}: no recorded judgement has this id or judge")
            raise typer.Exit(2)
        found |= fitting
    return found


def _rewrite(place: Path, gone: set[Judgement]) -> None:
    from claimcheck.judges.record import RecordError, rewrite

    if not place.exists():
        show(f"{place.as_posix()}: there is none\n")
        return
    try:
        kept, taken = rewrite(place, lambda judgement: judgement not in gone)
    except RecordError as error:
        complain(str(error))
        raise typer.Exit(2) from None
    show(f"{place.as_posix()}: {count(taken, 'judgement')} taken out, {kept:,} left\n")


def _status(inquiry: Inquiry, record: Record) -> None:
    open_ones = len(inquiry.open(record))
    answered = len(record.standing())
    show(
        f"{count(open_ones, 'open question')} in {count(len(inquiry.documents), 'document')}, "
        f"{count(answered, 'judgement')} recorded\n"
    )
    if open_ones:
        show(
            "Answer them in `claimcheck review`, write them out with --export, or ask a model with --model NAME.\n"
        )


def _export(questions: Sequence[Question], file: str) -> None:
    from claimcheck.judges.exchange import line_of
    from claimcheck.writing import write_whole

    text = "".join(f"{line_of(question)}\n" for question in questions)
    if file == STDIN:
        show(text, for_people=False)
        return
    try:
        write_whole(Path(file), text)
    except OSError as error:
        complain(f"cannot write {file}: {error.strerror or error}")
        raise typer.Exit(2) from None
    complain(f"wrote {file}: {count(len(questions), 'question')}")


def _import(file: str, inquiry: Inquiry, record: Record, place: Path, by: str | None) -> bool:
    """Records the answers of a file; whether all of them could be."""
    from claimcheck.judges.exchange import MOST_BYTES, Given, judgement_of, read_answers
    from claimcheck.judges.record import MODEL, PERSON, RecordError, append

    try:
        data = sys.stdin.buffer.read(MOST_BYTES + 1) if file == STDIN else _contents(Path(file), MOST_BYTES)
        if len(data) > MOST_BYTES:
            raise ValueError(f"larger than {MOST_BYTES:,} bytes")
        text = data.decode("utf-8-sig")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or (
            "not UTF-8 text" if isinstance(error, UnicodeError) else error
        )
        complain(f"{file}: {why}")
        raise typer.Exit(2) from None
    shown = "standard input" if file == STDIN else file
    read = list(read_answers(text.split("\n"), shown))
    given = [answer for answer in read if isinstance(answer, Given)]
    faults = [fault for fault in read if not isinstance(fault, Given)]
    for fault in faults:
        complain(str(fault))
    questions = inquiry.questions([answer.id for answer in given], record)
    judge, who = (by, "") if by is not None and by.startswith(MODEL) else (PERSON, by or git_user() or "")
    made = [
        judgement_of(questions[answer.id], answer, by=judge, who=who, record=place)
        for answer in given
        if answer.id in questions
    ]
    try:
        new = append(place, made) if made else []
    except RecordError as error:
        complain(str(error))
        raise typer.Exit(2) from None
    unknown = len(given) - len(made)
    if unknown:
        complain(
            f"{shown}: {count(unknown, 'answer')} to questions that the documents do not pose; not recorded"
        )
    show(f"{place.as_posix()}: {count(len(new), 'judgement')} recorded\n")
    return not faults


def _contents(file: Path, most: int) -> bytes:
    with file.open("rb") as opened:
        return opened.read(most + 1)


def _ask(
    inquiry: Inquiry, place: Path, settings: Settings, model: str, base_url: str | None, most: int | None
) -> bool:
    """Asks a model the open questions; whether it came to an end."""
    chosen = _model_settings(settings, model, base_url)
    name = chosen.name
    if name is None:
        complain("--model -: the configuration names no model")
        raise typer.Exit(2)
    try:
        from claimcheck.judges.model import ModelJudge
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in ("httpx", "httpcore"):
            raise
        from claimcheck.distribution import install_hint

        complain(f"`claimcheck judge --model` needs one more package: {install_hint('model')}")
        raise typer.Exit(2) from None
    key = os.environ.get(chosen.api_key_env) if chosen.api_key_env is not None else None
    if chosen.api_key_env is not None and not key:
        complain(f"the variable {chosen.api_key_env} of the environment holds no key")
        raise typer.Exit(2)
    budget = chosen.max_questions if most is None else min(most, chosen.max_questions)

    def made() -> tuple[Judge, Usage]:
        judge = ModelJudge(chosen, name, place, key=key)
        return judge, judge.usage

    return _put(inquiry, place, made, name, f"{name} at {chosen.base_url}", budget)


def _ask_plugin(inquiry: Inquiry, place: Path, settings: Settings, name: str, most: int | None) -> bool:
    """Asks the judge of a plugin the open questions; whether it came to an end."""
    from claimcheck.plugins import load

    judges = load(settings.plugins).judges
    if name not in judges:
        known = ", ".join(judges) or "none"
        complain(f"--judge {name}: no plugin of the configuration brings it (there are: {known})")
        raise typer.Exit(2)
    budget = settings.model.max_questions if most is None else min(most, settings.model.max_questions)
    return _put(inquiry, place, lambda: (judges[name](), None), name, name, budget)


def _put(
    inquiry: Inquiry,
    place: Path,
    made: Callable[[], tuple[Judge, Usage | None]],
    name: str,
    described: str,
    budget: int,
) -> bool:
    """Puts the open questions to a judge and records its answers; whether it came to an end."""
    from claimcheck.judges.asking import ask
    from claimcheck.judges.interface import JudgeError
    from claimcheck.judges.record import RecordError, read_record

    kept: list[Judgement] = []
    asked: set[str] = set()
    fault: str | None = None
    interrupted = False
    usage = None
    try:
        judge, usage = made()
        for _ in range(_ROUNDS):
            questions = [q for q in inquiry.open(read_record(place), to_model=True) if q.id not in asked]
            questions = questions[: budget - len(asked)]
            if not questions:
                break
            if not asked:
                complain(f"asking {described}: {count(len(questions), 'question')}")
            asked.update(question.id for question in questions)
            with progress() as advance:
                for new, done in ask(judge, questions, place):
                    kept += new
                    if advance is not None:
                        advance(done, len(questions), f"asking {name}")
    except (JudgeError, RecordError) as error:
        fault = str(error)
    except KeyboardInterrupt:
        interrupted = True
    show(f"{place.as_posix()}: {count(len(kept), 'judgement')} recorded\n")
    for line in _costs(usage) if usage is not None else ():
        complain(line)
    left = len(inquiry.open(read_record(place), to_model=True)) if not (fault or interrupted) else 0
    if left:
        complain(f"{count(left, 'question')} left open")
    if interrupted:
        complain("interrupted; what was answered is kept")
        raise typer.Exit(INTERRUPTED)
    if fault is not None:
        complain(fault)
    return fault is None


def _model_settings(settings: Settings, model: str, base_url: str | None) -> ModelSettings:
    """What the configuration says of the model, and the options instead."""
    from dataclasses import replace

    from claimcheck.settings.model import is_address

    chosen = settings.model
    if base_url is not None:
        if not is_address(base_url):
            raise typer.BadParameter(
                f"'{base_url}' is no address such as {chosen.base_url}.", param_hint="'--base-url'"
            )
        # A key is for the server that the configuration names it with.
        same = base_url.rstrip("/") == chosen.base_url.rstrip("/")
        chosen = replace(chosen, base_url=base_url, api_key_env=chosen.api_key_env if same else None)
    return chosen if model == STDIN else replace(chosen, name=model)


def _costs(usage: Usage) -> Iterator[str]:
    tokens = f", {usage.tokens_in:,} tokens sent and {usage.tokens_out:,} received" if usage.tokens_in else ""
    if usage.requests:
        yield f"{count(usage.requests, 'request')}{tokens}"
    for why, number in sorted(usage.unanswered.items()):
        yield f"{count(number, 'question')} without an answer: {why}"
