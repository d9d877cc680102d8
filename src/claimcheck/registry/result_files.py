"""One value out of files that are no text: XLSX, Parquet, Arrow, DuckDB, NPY, NPZ, HDF5, Stata, SPSS, and XML of JUnit and coverage.

Each is read by the library of its field, in the process for reading. Nothing in a file is executed: no pickles, no macros, no
extensions, and no other file is opened for it.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from claimcheck.documents.errors import UnreadableDocument
from claimcheck.registry.errors import ResultError
from claimcheck.registry.rows import known_column, value_of_query, value_where

MOST_BYTES = 300_000_000
_MOST_ROWS = 5_000_000
_MOST_XML = 40_000_000
_MOST_STEPS = 20
_INDEX = re.compile(r"0|[1-9]\d{0,9}")
_CELL = re.compile(r"(?:(?P<sheet>[^!]{1,100})!)?(?P<cell>[A-Za-z]{1,3}[1-9]\d{0,6})")
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DUCKDB_MEMORY = "384MB"


def value_in(path: Path, asked: Mapping[str, Any]) -> str:
    """The value that is asked for, as it is written. Raises ResultError."""
    reader = READERS[path.suffix.lower()]
    if path.stat().st_size > MOST_BYTES:
        raise ResultError(f"larger than {MOST_BYTES:,} bytes")
    return reader(path, asked)


def library(name: str) -> Any:
    """A library of an extra."""
    try:
        return import_module(name)
    except ImportError as error:
        if find_spec(name.partition(".")[0]) is not None:
            raise ResultError(f"{name} cannot be loaded: {' '.join(str(error).split())[:120]}") from None
        from claimcheck.distribution import install_hint

        raise ResultError(f"to read it: {install_hint('results')}") from None


def text_of(value: Any) -> str:
    """A number with the digits that it has: of a binary one the fewest that give it back, in its own width."""
    kind = type(value).__name__
    if value is None:
        raise ResultError("the value is missing")
    if isinstance(value, bool) or kind in ("bool_", "bool"):
        raise ResultError("the value is true or false, not a number")
    if kind in ("float32", "float16"):
        return str(value)
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if not isinstance(value, int | float | Decimal | str):
        raise ResultError(f"the value is {kind}, not a number")
    return str(value)


def _fits(held: Any, wanted: str) -> bool:
    """Whether a cell is what a condition says, as text or as a number."""
    if held is None:
        return False
    text = held.decode("utf-8", "replace") if isinstance(held, bytes) else str(held)
    if text.strip() == wanted.strip():
        return True
    try:
        return Decimal(text.strip()) == Decimal(wanted.strip())
    except InvalidOperation:
        return False


def _from_columns(columns: Mapping[str, Sequence[Any]], wanted: str, where: Mapping[str, str]) -> Any:
    tests = [(columns[name], value) for name, value in where.items()]
    return value_where(
        (
            held
            for index, held in enumerate(columns[wanted])
            if all(_fits(column[index], value) for column, value in tests)
        ),
        where,
    )


def _xlsx(path: Path, asked: Mapping[str, Any]) -> str:
    """A cell by its address, or a column by its header; of a formula the value that was computed last."""
    from claimcheck.documents.office_zip import checked_zip

    openpyxl = library("openpyxl")
    try:
        checked_zip(path.read_bytes()).close()
    except UnreadableDocument as error:
        raise ResultError(error.message) from None
    book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    try:
        cell = _CELL.fullmatch(asked["cell"] or "")
        name = (cell["sheet"].strip("'") if cell and cell["sheet"] else None) or asked["table"]
        if name is not None and name not in book.sheetnames:
            raise ResultError(f"there is no sheet '{name}'; there are {', '.join(book.sheetnames[:12])}")
        sheet = book[name] if name is not None else book[book.sheetnames[0]]
        if cell is not None:
            return text_of(sheet[cell["cell"].upper()].value)
        rows = sheet.iter_rows(values_only=True)
        header = [str(title).strip() if title is not None else "" for title in next(rows, ())]
        wanted = known_column(asked["column"], asked["where"], header)
        at, tests = header.index(wanted), [(header.index(n), v) for n, v in asked["where"].items()]
        held = (
            row[at]
            for _, row in zip(range(_MOST_ROWS), rows, strict=False)
            if len(row) > at
            and all(len(row) > i and _fits(row[i], v) for i, v in tests)
            and (tests or row[at] is not None)
        )
        return text_of(value_where(held, asked["where"]))
    finally:
        book.close()


def _parquet(path: Path, asked: Mapping[str, Any]) -> str:
    """A column of a Parquet file; only the columns that are asked for are read."""
    parquet = library("pyarrow.parquet")
    with parquet.ParquetFile(path, pre_buffer=False) as file:
        names = list(file.schema_arrow.names)
        wanted = known_column(asked["column"], asked["where"], names)
        if file.metadata.num_rows > _MOST_ROWS:
            raise ResultError(f"more than {_MOST_ROWS:,} rows; ask with a query")
        return _arrow_value(
            file.read(columns=[wanted, *asked["where"]], use_threads=False), wanted, asked["where"]
        )


def _arrow(path: Path, asked: Mapping[str, Any]) -> str:
    """A column of an Arrow file or stream, Feather among them."""
    ipc = library("pyarrow.ipc")
    with path.open("rb") as file:
        whole = file.read(6) == b"ARROW1"
        file.seek(0)
        table = (ipc.open_file if whole else ipc.open_stream)(file).read_all()
    wanted = known_column(asked["column"], asked["where"], list(table.column_names))
    return _arrow_value(table, wanted, asked["where"])


def _arrow_value(table: Any, wanted: str, where: Mapping[str, str]) -> str:
    if table.num_rows > _MOST_ROWS:
        raise ResultError(f"more than {_MOST_ROWS:,} rows; ask with a query")
    columns = {name: table.column(name).to_pylist() for name in {wanted, *where}}
    value = _from_columns(columns, wanted, where)
    if isinstance(value, float) and str(table.schema.field(wanted).type) in ("float", "halffloat"):
        return _single(value)
    return text_of(value)


def _single(value: float) -> str:
    """The fewest digits that give a number of single precision back."""
    packed = struct.pack("f", value)
    for digits in range(6, 9):
        text = f"{value:.{digits}g}"
        if struct.pack("f", float(text)) == packed:
            return text
    return f"{value:.9g}"


def duckdb_value(path: Path, query: str) -> str:
    """The single value of a query on a DuckDB database, or on a file that the query knows as `data`.

    Nothing is written, no extension is loaded, and no file but this one is read.
    """
    duckdb = library("duckdb")
    config = {
        "threads": "1",
        "memory_limit": _DUCKDB_MEMORY,
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "allow_unsigned_extensions": "false",
    }
    is_database = path.suffix.lower() == ".duckdb"
    connection = None
    try:
        if is_database:
            connection = duckdb.connect(str(path), read_only=True, config=config)
        else:
            connection = duckdb.connect(":memory:", config=config)
            place = str(path).replace("'", "''")
            reader = _DUCKDB_READERS[path.suffix.lower()]
            connection.execute(f"SET allowed_paths = ['{place}']")
            connection.execute(f"CREATE VIEW data AS SELECT * FROM {reader}('{place}')")  # noqa: S608
        connection.execute("SET temp_directory = ''")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        statements = duckdb.extract_statements(query)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise ResultError("a query must be one SELECT")
        rows = connection.execute(query).fetchmany(2)
    except duckdb.Error as error:
        raise ResultError(f"the query failed: {' '.join(str(error).split())[:160]}") from None
    finally:
        if connection is not None:
            connection.close()
    return text_of(value_of_query(rows))


_DUCKDB_READERS = {
    ".parquet": "read_parquet",
    ".csv": "read_csv",
    ".tsv": "read_csv",
    ".json": "read_json",
    ".jsonl": "read_json",
    ".ndjson": "read_json",
}
ARROW = frozenset([".parquet", ".arrow", ".feather", ".ipc"])
"""What PyArrow reads."""
QUERIED = frozenset(_DUCKDB_READERS) | {".duckdb"}
"""What a query is asked of by DuckDB; all other files are SQLite."""


def _steps(asked: Mapping[str, Any]) -> list[str]:
    if asked["pointer"] is None:
        raise ResultError("needs a pointer")
    steps = [step.replace("~1", "/").replace("~0", "~") for step in asked["pointer"].split("/")[1:]]
    if len(steps) > _MOST_STEPS:
        raise ResultError(f"a pointer of more than {_MOST_STEPS} steps")
    return steps


def _indexed(array: Any, steps: Sequence[str]) -> str:
    """The number of an array at some indices, from 0."""
    if not all(_INDEX.fullmatch(step) for step in steps):
        raise ResultError(f"'{'/'.join(steps)}' are no indices")
    shape = tuple(array.shape)
    at = tuple(int(step) for step in steps)
    if len(at) != len(shape):
        raise ResultError(
            f"an array of {' × '.join(map(str, shape)) or 'one value'} needs {len(shape)} indices"
        )
    if any(index >= size for index, size in zip(at, shape, strict=True)):
        raise ResultError(f"there is no {'/'.join(steps)} in an array of {' × '.join(map(str, shape))}")
    return text_of(array[at])


def _npy(path: Path, asked: Mapping[str, Any]) -> str:
    numpy = library("numpy")
    try:
        array = numpy.load(path, mmap_mode="r", allow_pickle=False)
    except (ValueError, EOFError) as error:
        raise ResultError(f"not an array that can be read: {' '.join(str(error).split())[:120]}") from None
    return _indexed(array, _steps(asked))


def _npz(path: Path, asked: Mapping[str, Any]) -> str:
    from claimcheck.documents.office_zip import checked_zip

    numpy = library("numpy")
    try:
        checked_zip(path.read_bytes()).close()
        with numpy.load(path, allow_pickle=False) as arrays:
            name, *steps = _steps(asked) or [""]
            if name not in arrays.files:
                raise ResultError(f"there is no array '{name}'; there are {', '.join(arrays.files[:12])}")
            return _indexed(arrays[name], steps)
    except UnreadableDocument as error:
        raise ResultError(error.message) from None
    except (ValueError, EOFError) as error:
        raise ResultError(f"not an array that can be read: {' '.join(str(error).split())[:120]}") from None


def _hdf5(path: Path, asked: Mapping[str, Any]) -> str:
    """A number of a dataset, or an attribute (`/group/@name`); links and storage that lead to other files are not followed."""
    h5py = library("h5py")
    steps, links = _steps(asked), 0
    with h5py.File(path, "r") as file:
        place: Any = file
        while steps:
            step, *rest = steps
            if step.startswith("@"):
                if step[1:] not in place.attrs:
                    raise ResultError(f"there is no attribute '{step[1:]}'")
                return _indexed_or_only(place.attrs[step[1:]], rest)
            if isinstance(place, h5py.Dataset):
                break
            if not isinstance(place, h5py.Group):
                raise ResultError(f"there is no '{step}' in what is neither a group nor a dataset")
            link = place.get(step, getlink=True)
            if link is None:
                raise ResultError(f"there is no '{step}'; there are {', '.join(list(place)[:12])}")
            if isinstance(link, h5py.SoftLink):
                # Followed here, one name at a time: the library would go through a link to another file on its way.
                links += 1
                if links > _MOST_STEPS:
                    raise ResultError(f"'{step}' is one of more than {_MOST_STEPS} links")
                if link.path.startswith("/"):
                    place = file
                rest = [name for name in link.path.split("/") if name not in ("", ".")] + rest
            elif isinstance(link, h5py.HardLink):
                place = place[step]
            else:
                raise ResultError(f"'{step}' is a link to another file")
            steps = rest
        if isinstance(place, h5py.Dataset):
            return _dataset(place, steps)
        raise ResultError(f"'{asked['pointer']}' is a group, not a number")


def _dataset(dataset: Any, steps: Sequence[str]) -> str:
    if dataset.external or dataset.is_virtual:
        raise ResultError("the dataset is kept in another file")
    return _indexed_or_only(dataset, steps)


def _indexed_or_only(held: Any, steps: Sequence[str]) -> str:
    if not hasattr(held, "shape") or held.shape == ():
        if steps:
            raise ResultError("a single value has no indices")
        return text_of(held[()] if hasattr(held, "shape") else held)
    return _indexed(held, steps)


def _statistics(path: Path, asked: Mapping[str, Any]) -> str:
    """A variable of a Stata or SPSS file."""
    pyreadstat = library("pyreadstat")
    reader = getattr(pyreadstat, _STATISTICS[path.suffix.lower()])
    _, about = reader(str(path), metadataonly=True, output_format="dict")
    wanted = known_column(asked["column"], asked["where"], list(about.column_names))
    if (about.number_rows or 0) > _MOST_ROWS:
        raise ResultError(f"more than {_MOST_ROWS:,} rows")
    columns, _ = reader(str(path), usecols=list({wanted, *asked["where"]}), output_format="dict")
    value = _from_columns(columns, wanted, asked["where"])
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return text_of(value)


_STATISTICS = {".dta": "read_dta", ".sav": "read_sav", ".zsav": "read_sav", ".por": "read_por"}


def _xml(path: Path, asked: Mapping[str, Any]) -> str:
    """A figure of a test report (JUnit) or a coverage report (Cobertura)."""
    root, steps = xml_root(path), _steps(asked)
    return _junit(root, steps) if root.tag in JUNIT else _coverage(root, steps)


JUNIT = ("testsuites", "testsuite")


def xml_root(path: Path) -> Any:
    """The root of a report of JUnit or coverage. Raises ResultError."""
    from xml.etree import ElementTree

    data = path.read_bytes()
    if len(data) > _MOST_XML:
        raise ResultError(f"larger than {_MOST_XML:,} bytes")
    if re.search(rb"<!ENTITY", data, re.IGNORECASE) or (
        _DECLARES.search(data[:4096]) and b"[" in data[:4096].partition(b"<!DOCTYPE")[2].partition(b">")[0]
    ):
        raise ResultError("declares XML entities, as no report does")
    try:
        root = ElementTree.fromstring(data)  # noqa: S314
    except ElementTree.ParseError as error:
        line, column = error.position
        raise ResultError(f"not XML (line {line:,}, column {column + 1:,})") from None
    if root.tag not in (*JUNIT, "coverage"):
        raise ResultError(f"<{root.tag}> is neither a report of JUnit nor one of coverage")
    return root


def _junit(root: Any, steps: Sequence[str]) -> str:
    """`/tests`, `/failures`, `/errors`, `/skipped`, `/passed`, `/time`, of all or of one suite: `/suite/tests`."""
    *named, figure = steps or [""]
    suites = [root] if root.tag == "testsuite" else list(root.iter("testsuite"))
    if named:
        suites = [suite for suite in suites if suite.get("name") == named[0]]
        if len(named) != 1 or len(suites) != 1:
            raise ResultError(f"{len(suites) or 'no'} test suites '{'/'.join(named)}'; one is needed")
    cases = list({id(case): case for suite in suites for case in suite.iter("testcase")}.values())
    kinds = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    if figure == "tests":
        return str(len(cases))
    if figure in kinds:
        return str(sum(case.find(kinds[figure]) is not None for case in cases))
    if figure == "passed":
        return str(sum(all(case.find(kind) is None for kind in kinds.values()) for case in cases))
    if figure == "time":
        return str(sum((Decimal(case.get("time") or 0) for case in cases), Decimal(0)))
    raise ResultError(f"a report of JUnit has no '{figure}': tests, failures, errors, skipped, passed, time")


def _coverage(root: Any, steps: Sequence[str]) -> str:
    """`/line-rate`, `/lines-covered` and the like, of all, of a package or of a file: `/src/a.py/line-rate` with `~1` for its slashes."""
    *named, figure = steps or [""]
    place = root
    if named:
        found = [
            part
            for part in (*root.iter("package"), *root.iter("class"))
            if named[0] in (part.get("name") if part.tag == "package" else None, part.get("filename"))
        ]
        if len(named) != 1 or len(found) != 1:
            raise ResultError(f"{len(found) or 'no'} packages or files '{'/'.join(named)}'; one is needed")
        place = found[0]
    value = place.get(figure)
    if value is None:
        raise ResultError(f"there is no '{figure}'; there are {', '.join(list(place.keys())[:12])}")
    return str(value)


READERS: Mapping[str, Callable[[Path, Mapping[str, Any]], str]] = {
    ".xlsx": _xlsx,
    ".xlsm": _xlsx,
    ".parquet": _parquet,
    ".arrow": _arrow,
    ".feather": _arrow,
    ".ipc": _arrow,
    ".npy": _npy,
    ".npz": _npz,
    ".h5": _hdf5,
    ".hdf5": _hdf5,
    ".he5": _hdf5,
    ".dta": _statistics,
    ".sav": _statistics,
    ".zsav": _statistics,
    ".por": _statistics,
    ".xml": _xml,
}
"""Readers by the suffix of a file."""
