"""Writing files so that a reader never sees half of one."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(file: Path, text: str) -> None:
    """Write a file so that nobody ever sees half of it: beside it first, then in its place. Raises OSError."""
    from tempfile import NamedTemporaryFile

    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists() and not file.is_file():
        # /dev/stdout, a named pipe: to be written to, not to be replaced.
        file.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
        return
    # A link stays a link: what it points at is replaced.
    target = file.resolve()
    with NamedTemporaryFile(
        "w",
        dir=target.parent,
        prefix=f".{target.name}.",
        delete=False,
        encoding="utf-8",
        errors="backslashreplace",
        newline="\n",
    ) as temporary:
        try:
            temporary.write(text)
            temporary.close()
            os.chmod(temporary.name, _mode(target))  # noqa: PTH101
            os.replace(temporary.name, target)  # noqa: PTH105
        except BaseException:
            temporary.close()
            Path(temporary.name).unlink(missing_ok=True)
            raise


def _mode(target: Path) -> int:
    """Permissions of the file to be replaced, or of any new file; a temporary file is private."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
