"""A run that is killed again and again: nothing that was answered is lost, nothing stands twice."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from claimcheck.judges.record import NAME, read_record

from .asked import many
from .server import Reply, answers, said, scripted

QUESTIONS, KILLS = 1_000, 50
RUN = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from claimcheck.judges.asking import ask
from claimcheck.judges.model import ModelJudge
from claimcheck.judges.record import read_record
from claimcheck.settings import ModelSettings
from judges.asked import many

def run():
    path = Path(sys.argv[1])
    known = read_record(path).standing()
    questions = [question for question in many(int(sys.argv[4])) if question.id not in known]
    judge = ModelJudge(ModelSettings(base_url=sys.argv[3], per_request=5), "qwen", path)
    for _ in ask(judge, questions, path):
        pass

# A run for each line: a process of its own, without the wait for an interpreter.
for line in sys.stdin:
    pid = os.fork()
    if not pid:
        try:
            run()
        except BaseException as error:
            print(repr(error), file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    print(pid, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="runs are forked")
def test_fifty_random_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    path, tests = tmp_path / NAME, str(Path(__file__).parents[1])
    chance = random.Random(1789)
    whys: list[str] = []

    def script(request: dict[str, Any], number: int) -> Reply:
        # Whoever is asked twice answers in other words: a line that stood twice would show.
        whys.append(f"answer {number}")
        return 200, said(answers(request, why=whys[-1]))

    kills = 0
    kept: dict[str, str] = {}
    with scripted(script) as server:
        command = [sys.executable, "-c", RUN, str(path), tests, server.base_url, str(QUESTIONS)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as runs:
            assert runs.stdin is not None
            assert runs.stdout is not None
            while True:
                print("run", file=runs.stdin, flush=True)
                pid = int(runs.stdout.readline())
                if kills < KILLS:
                    time.sleep(chance.uniform(0.0, 0.08))
                    with suppress(ProcessLookupError):  # it may have come to its end meanwhile
                        os.kill(pid, signal.SIGKILL)
                    kills += 1
                code = int(runs.stdout.readline())
                record = read_record(path)
                now = {judgement.id: judgement.why for judgement in record.judgements}
                assert len(now) == len(record.judgements), "an answer stands twice"
                assert kept.items() <= now.items(), "an answer is lost"
                kept = now
                if code == 0 and kills == KILLS:
                    break
                assert code in (0, -signal.SIGKILL)
            runs.stdin.close()
    assert set(kept) == {question.id for question in many(QUESTIONS)}
    # What was answered and not yet written down when the program died is asked again, and nothing else.
    assert server.asked() <= QUESTIONS + 5 * KILLS
