"""Work on numbered items in processes that are forked from this one.

A forked process has everything that this one has loaded, so that it starts at once and imports nothing from anywhere. Only bytes
come back. A process that an item kills costs that item, and another takes its place. Where forking is not safe (other systems than
Linux, a program with several threads) the caller does the work itself.
"""

from __future__ import annotations

import gc
import os
import selectors
import signal
import socket
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from typing import NoReturn

from claimcheck.documents.isolated import end_reading_process, forget_reading_process

_FEWEST, _LEAST_BYTES = 16, 60_000
"""Fewer files of fewer bytes are read before other processes would have started."""
_IN_HAND = 16
"""Items that a process is given at most at a time."""
_NUMBER = 8
"""Bytes of a number on the wire."""


def pays(sizes: Sequence[int]) -> bool:
    """Whether items of so many bytes are worth more processes, and these can be had."""
    if len(sizes) < 2 or (len(sizes) < _FEWEST and sum(sizes) < _LEAST_BYTES):
        return False
    return (
        sys.platform == "linux"
        and threading.active_count() == 1
        and threading.current_thread() is threading.main_thread()
    )


def in_processes(
    work: Callable[[int], bytes], sizes: Sequence[int], jobs: int
) -> Generator[tuple[int, bytes | None], None, None]:
    """What some work makes of each item, in any order; None for one that its process died of.

    `sizes`: of all items, by number; what takes long is begun early. `work` must not raise.
    """
    waiting = deque(sorted(range(len(sizes)), key=lambda number: (-sizes[number] // _LEAST_BYTES, number)))
    most = max(1, min(_IN_HAND, len(sizes) // (4 * jobs)))
    running: list[_Process] = []
    selector = selectors.DefaultSelector()

    def start() -> None:
        started = _Process(work, [other.connection for other in running])
        running.append(started)
        selector.register(started.connection, selectors.EVENT_READ, started)
        started.give(waiting, most)

    try:
        for _ in range(min(jobs, len(sizes))):
            start()
        while running:
            for key, _ in selector.select():
                process = key.data
                answer = process.answer()
                if answer is not None:
                    process.give(waiting, most)
                    yield answer
                if answer is None or not process.in_hand:
                    selector.unregister(process.connection)
                    running.remove(process)
                    left = process.end()
                    if left:
                        waiting.extendleft(reversed(left[1:]))
                        yield left[0], None
                    if waiting:
                        start()
    finally:
        for process in running:
            process.end()
        selector.close()


class _Process:
    """A forked process, and what it was given to do."""

    def __init__(self, work: Callable[[int], bytes], others: Sequence[socket.socket]) -> None:
        self.connection, theirs = socket.socketpair()
        self.in_hand: deque[int] = deque()
        sys.stdout.flush()
        sys.stderr.flush()
        gc.freeze()  # what the parent holds is not to be copied by collecting it
        self.identity = os.fork()
        if self.identity == 0:
            try:
                for other in (*others, self.connection):
                    other.close()
                _serve(work, theirs)
            finally:
                os._exit(1)
        gc.unfreeze()
        theirs.close()

    def give(self, waiting: deque[int], most: int) -> None:
        """Hands on so many items that there is always one more to do."""
        if len(self.in_hand) > most // 2:
            return
        numbers = [waiting.popleft() for _ in range(min(most, len(waiting)))]
        self.in_hand.extend(numbers)
        with suppress(OSError):  # it died; that no answer comes says so
            self.connection.sendall(b"".join(number.to_bytes(_NUMBER, "big") for number in numbers))

    def answer(self) -> tuple[int, bytes] | None:
        """The next answer; None where the process is no more."""
        head = _exactly(self.connection, 2 * _NUMBER)
        if head is None:
            return None
        number, length = int.from_bytes(head[:_NUMBER], "big"), int.from_bytes(head[_NUMBER:], "big")
        data = _exactly(self.connection, length)
        if data is None:
            return None
        self.in_hand.remove(number)
        return number, data

    def end(self) -> list[int]:
        """Ends the process; what it was given and has not answered."""
        self.connection.close()
        if self.in_hand:
            with suppress(ProcessLookupError):
                os.kill(self.identity, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(self.identity, 0)
        return list(self.in_hand)


def _serve(work: Callable[[int], bytes], connection: socket.socket) -> NoReturn:
    """What a forked process does until nothing more is asked."""
    from claimcheck.documents.worker import end_with_parent

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told, and ends us
    end_with_parent()
    forget_reading_process()
    while (head := _exactly(connection, _NUMBER)) is not None:
        answer = work(int.from_bytes(head, "big"))
        connection.sendall(head + len(answer).to_bytes(_NUMBER, "big"))
        connection.sendall(answer)
    end_reading_process()
    os._exit(0)


def _exactly(connection: socket.socket, length: int) -> bytes | None:
    """So many bytes; None where the other side has ended."""
    parts = bytearray()
    while len(parts) < length:
        try:
            part = connection.recv(min(length - len(parts), 1 << 20))
        except ConnectionError:
            return None
        if not part:
            return None
        parts += part
    return bytes(parts)
