"""What people install: the name of the distribution, where it comes from, and the packages behind each extra.

The import package and the command are `claimcheck`, the distribution is not: on the package index that name is somebody else's. Until this
one is published, no hint names an index for it: hints name the packages that are missing, files for CI the address it was installed from.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from urllib.parse import urlsplit, urlunsplit

NAME = "claimcheck-numbers"
"""The distribution, as `pyproject.toml` names it."""

PLACEHOLDER = "git+https://example.org/OWNER/claimcheck@REVISION"
"""Where an address is needed and none is known. `example.org` is reserved: nothing can be installed from it."""

EXTRAS: dict[str, tuple[str, ...]] = {
    "pdf": ("pdfplumber>=0.11.9", "pypdfium2>=4.30.1"),
    "office": ("odfdo>=3.9", "openpyxl>=3.1", "python-docx>=1.1", "python-pptx>=1.0"),
    "markup": ("docutils>=0.20", "pylatexenc>=2.10"),
    "review": ("starlette>=0.37", "uvicorn>=0.30", "watchfiles>=0.21"),
    "lsp": ("pygls>=2.0",),
    "model": ("httpx>=0.27",),
    "results": (
        "duckdb>=1.2",
        "h5py>=3.11",
        "numpy>=1.26",
        "openpyxl>=3.1",
        "pyarrow>=17",
        "pyreadstat>=1.3.1",
    ),
}
"""The packages of each extra, as in `pyproject.toml`; `all` is all of them."""


def install_hint(extra: str) -> str:
    """The command that installs what an extra needs, whatever way claimcheck itself was installed."""
    return "pip install " + " ".join(f"'{requirement}'" for requirement in EXTRAS[extra])


def requirement(extras: str = "all") -> str:
    """What pip is told to install this very version from where it came from, for files that `claimcheck init` writes.

    The address is the one that the installer noted (PEP 610); where it noted no repository, a placeholder to fill in.
    """
    return f"{NAME}[{extras}] @ {_noted_address() or PLACEHOLDER}"


@cache
def _noted_address() -> str | None:
    try:
        noted = distribution(NAME).read_text("direct_url.json")
    except PackageNotFoundError:
        return None
    return address_of(noted) if noted else None


def address_of(noted: str) -> str | None:
    """The address in a note of the installer (`direct_url.json`); None where it names no revision of a repository.

    A name or password in the address is left out: what is written is meant to be committed.
    """
    try:
        entry = json.loads(noted)
        version = entry["vcs_info"]
        parts = urlsplit(entry["url"])
        control, revision = str(version["vcs"]), str(version["commit_id"])
    except (ValueError, TypeError, KeyError):
        return None
    if parts.scheme != "https" or not revision.isalnum() or not control.isalpha():
        return None
    return f"{control}+{urlunsplit(parts._replace(netloc=parts.netloc.rpartition('@')[2]))}@{revision}"


_PAGES = {"github.com": "/blob/", "gitlab.com": "/-/blob/", "codeberg.org": "/src/commit/"}
"""How forges show a file at a revision."""


def rule_page(rule: str) -> str | None:
    """Where the page on a rule is read: in the repository that this version was installed from, on a forge whose addresses are known."""
    address = _noted_address()
    return page_at(address, rule) if address is not None else None


def page_at(address: str, rule: str) -> str | None:
    """The page on a rule in the repository at an address of the installer; None for forges whose addresses are not known."""
    _, _, url = address.partition("+")
    parts = urlsplit(url)
    path, _, revision = parts.path.rpartition("@")
    shown = _PAGES.get(parts.netloc)
    if shown is None or not path:
        return None
    return f"https://{parts.netloc}{path.removesuffix('.git')}{shown}{revision}/docs/rules.md#{rule}"
