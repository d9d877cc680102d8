"""Writing files so that a reader never sees half of one, and nothing that was there is lost."""

from __future__ import annotations

import errno
import os
import stat
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PATIENCE = 60.0
"""Seconds to wait for another process that writes in the same folder."""
_TURN = 0.002
"""Seconds to let others have a lock that was given back: who takes it again at once would always come before one who waits."""
_DEVICES = ("/dev", "/proc")


class ChangedMeanwhile(OSError):
    """A file that somebody else changes again and again while it is to be changed."""


def write_whole(file: Path, text: str | bytes) -> None:
    """Write a file so that nobody ever sees half of it: beside it first, then in its place. Raises OSError.

    A link is not followed, nor a folder that is one and leads out of the working folder: in a project that a stranger can add
    to, they may lead anywhere.
    """
    from tempfile import NamedTemporaryFile

    if _is_device(file):
        # /dev/stdout, a named pipe: to be written to, not to be replaced.
        with file.open("wb") as open_file:
            open_file.write(_encoded(text))
        return
    _refuse_links(file)
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("wb", dir=file.parent, prefix=f".{file.name[:60]}.", delete=False) as temporary:
        try:
            temporary.write(_encoded(text))
            temporary.flush()
            os.fsync(temporary.fileno())
            temporary.close()
            os.chmod(temporary.name, _mode(file))  # noqa: PTH101
            os.replace(temporary.name, file)  # noqa: PTH105
        except BaseException:
            temporary.close()
            Path(temporary.name).unlink(missing_ok=True)
            raise


def _encoded(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8", "backslashreplace")


def change_whole(file: Path, make: Callable[[bytes | None], str | None]) -> None:
    """Change a file that others may change, too: one process at a time, and nothing acknowledged is lost.

    `make` is given what stands there now, None for no file, and returns what is to stand there: None to leave it, nothing to take the file away. When this
    returns, the new text is on the disk; whenever it is cut short, the old or the new one is. What an editor saves meanwhile is
    given to `make` again. Raises OSError, also for a link and for a lock that nobody gives back, and UnicodeEncodeError, before
    anything is written, for half a surrogate pair.
    """
    _refuse_links(file)
    file.parent.mkdir(parents=True, exist_ok=True)
    with locked(file.parent):
        beside = file.with_name(f".{file.name}.new")
        # The lock is ours: one that lies here is of a process that was ended while it wrote.
        beside.unlink(missing_ok=True)
        for _ in range(10):
            before = _content(file)
            text = make(before)
            if text is None:
                return
            if not text:
                file.unlink(missing_ok=True)
                _settle(file.parent)
                return
            try:
                _written(beside, text.encode("utf-8"), _mode(file))
                if _content(file) != before:
                    continue
                os.replace(beside, file)  # noqa: PTH105
            finally:
                beside.unlink(missing_ok=True)
            _settle(file.parent)
            return
        raise ChangedMeanwhile(errno.EBUSY, "it is being changed by somebody else all the time")


def _written(place: Path, data: bytes, mode: int) -> None:
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), mode)
    with open(handle, "wb") as file:  # noqa: PTH123
        file.write(data)
        file.flush()
        os.fsync(handle)
    place.chmod(mode)


def _content(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


def _settle(folder: Path) -> None:
    """Puts on the disk that a file of the folder has another content: without it, the name may still mean the old one."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system that knows no such thing
            os.fsync(handle)
    finally:
        os.close(handle)


_held = threading.local()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Holds the lock on a folder, which leaves no file behind; within it, `change_whole` needs no other.

    Raises OSError where it is not to be had in time.
    """
    real = os.path.realpath(folder)
    if getattr(_held, "folder", None) == real:
        yield
        return
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _wait_for(handle)
        _held.folder = real
        yield
    finally:
        _held.folder = None
        os.close(handle)
        time.sleep(_TURN)


def _wait_for(handle: int) -> None:
    """Gets a lock that another process holds, in turn with all who wait. Raises OSError where it is not to be had in time.

    Asking again and again would let a process that takes the lock over and over always come first. Where it is not had in time, the
    thread that waits lets go of it with the handle, which the caller closes.
    """
    import fcntl

    failed: list[OSError] = []

    def wait() -> None:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
        except OSError as error:
            failed.append(error)

    waiting = threading.Thread(target=wait, daemon=True)
    waiting.start()
    waiting.join(PATIENCE)
    if failed:
        raise failed[0]
    if waiting.is_alive():
        raise OSError(errno.EBUSY, "another process holds the lock on its folder")


def _is_device(file: Path) -> bool:
    """Whether a name stands for a pipe, a device, or what this process has open."""
    named = Path(os.path.normpath(file.absolute()))
    if any(named.is_relative_to(place) for place in _DEVICES):
        return True
    try:
        mode = file.lstat().st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISLNK(mode) or stat.S_ISDIR(mode))


def _refuse_links(file: Path) -> None:
    """Raises OSError for a link, and for a folder below the working folder that leads out of it."""
    if file.is_symlink():
        raise OSError(errno.ELOOP, "it is a link; name the file itself")
    here = Path.cwd()
    named = Path(os.path.normpath(here / file.parent))
    if named.is_relative_to(here) and not Path(os.path.realpath(here / file.parent)).is_relative_to(
        os.path.realpath(here)
    ):
        raise OSError(errno.ELOOP, "its folder is a link that leads out of here; name the folder itself")


def _mode(target: Path) -> int:
    """Permissions of the file to be replaced, or of any new file; a temporary file is private."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
