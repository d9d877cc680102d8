from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import h5py
import numpy
import openpyxl
import polars
import pyarrow
import pyarrow.ipc
import pyarrow.parquet
import pyreadstat
import pytest

from claimcheck.engine.verify import verify
from claimcheck.model import Span
from claimcheck.registry.model import Mark, ValueFrom
from claimcheck.registry.results import ResultError, read_result

NOWHERE = Mark(1, 1, Span(0, 0), "")
JUNIT = """<?xml version="1.0"?><testsuites><testsuite name="fast" tests="9"><testcase name="a" time="0.125"/>
<testcase name="b" time="0.25"><failure message="x"/></testcase></testsuite>
<testsuite name="slow"><testcase name="c" time="10"/><testcase name="d"><skipped/></testcase></testsuite></testsuites>"""
COBERTURA = """<?xml version="1.0" ?><!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
<coverage line-rate="0.937" lines-covered="937" lines-valid="1000"><packages><package name="app" line-rate="0.91"><classes>
<class name="a" filename="src/a.py" line-rate="0.5"/></classes></package></packages></coverage>"""


def _workbook(place: Path) -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.append(["port", "ships"])
    first.append(["Ghent", 4310])
    first.append(["Ostheim", 12.75])
    second = book.create_sheet("Year 2025")
    second["B3"] = "1,284"
    second["A1"] = "port"
    second["B1"] = "tonnes"
    book.save(place)


def _table() -> Any:
    return pyarrow.table(
        {
            "port": ["Ghent", "Ostheim"],
            "ships": [4310, 77],
            "share": pyarrow.array([0.1, 0.7], pyarrow.float32()),
            "cost": pyarrow.array([Decimal("12.3400"), None], pyarrow.decimal128(9, 4)),
        }
    )


def _arrow(place: Path) -> None:
    table = _table()
    with pyarrow.ipc.new_file(str(place), table.schema) as writer:
        writer.write_table(table)


def _hdf5(place: Path) -> None:
    elsewhere = place.parent.with_suffix(".elsewhere")
    with h5py.File(elsewhere, "w") as other:
        other["x"] = 42.5
    with h5py.File(place, "w") as file:
        file["run/loss"] = numpy.array([[0.5, 0.25], [0.125, 0.1]])
        file["run"].attrs["seconds"] = 12.5
        file["best"] = 0.93
        file["away"] = h5py.ExternalLink(str(elsewhere), "/")
        file["named"] = h5py.SoftLink("/run/./loss")
        file["run/least"] = h5py.SoftLink("loss")
        file["round"] = h5py.SoftLink("/away/x")
        file["itself"] = h5py.SoftLink("itself")
        file["type"] = numpy.dtype("int32")


def _database(place: Path) -> None:
    with duckdb.connect(str(place)) as connection:
        connection.execute(
            "CREATE TABLE runs AS SELECT * FROM (VALUES ('a', 9.47), ('b', 3.1)) t(name, ratio)"
        )


COLUMNS = {"port": ["Ghent", "Ostheim"], "ships": [4310, 77], "share": [0.25, 0.5]}


def _statistics(write: Callable[..., None]) -> Callable[[Path], None]:
    def make(place: Path) -> None:
        write(polars.DataFrame(COLUMNS), str(place))

    return make


MAKERS: dict[str, Callable[[Path], None]] = {
    "r.xlsx": _workbook,
    "r.parquet": lambda place: pyarrow.parquet.write_table(_table(), place),
    "r.arrow": _arrow,
    "r.npy": lambda place: numpy.save(place, numpy.array([[1, 2], [3, 40]], dtype="int32")),
    "f.npy": lambda place: numpy.save(place, numpy.array([0.1], dtype="float32")),
    "r.npz": lambda place: numpy.savez(place, loss=numpy.array([0.5, 0.3]), best=numpy.array(0.93)),
    "r.h5": _hdf5,
    "r.duckdb": _database,
    "r.csv": lambda place: _put(place, "port,ships\nGhent,4310\nOstheim,77\n"),
    "junit.xml": lambda place: _put(place, JUNIT),
    "coverage.xml": lambda place: _put(place, COBERTURA),
    "bench.json": lambda place: _put(
        place,
        json.dumps(
            {
                "benchmarks": [
                    {"name": "test_write", "stats": {"mean": 2}},
                    {"name": "test_read", "stats": {"mean": 0.0125}},
                ]
            }
        ),
    ),
    "recorded.json": lambda place: _put(place, '{"latency": {"value": 12.50, "unit": "ms"}}'),
}


def _put(place: Path, text: str) -> None:
    place.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "asked", "told"),
    [
        ("r.xlsx", {"cell": "B2"}, "4310"),
        ("r.xlsx", {"cell": "'Year 2025'!B3"}, "1,284"),
        ("r.xlsx", {"column": "ships", "where": {"port": "Ostheim"}}, "12.75"),
        (
            "r.xlsx",
            {"cell": "Other!B3"},
            ResultError("there is no sheet 'Other'; there are Sheet, Year 2025"),
        ),
        ("r.xlsx", {"cell": "Z99"}, ResultError("the value is missing")),
        ("r.xlsx", {"column": "ships"}, ResultError("2 rows where no condition; one is needed")),
        ("r.parquet", {"column": "ships", "where": {"port": "Ghent"}}, "4310"),
        ("r.parquet", {"column": "share", "where": {"ships": "4310.0"}}, "0.1"),
        ("r.parquet", {"column": "cost", "where": {"port": "Ghent"}}, "12.3400"),
        ("r.parquet", {"column": "cost", "where": {"port": "Ostheim"}}, ResultError("the value is missing")),
        (
            "r.parquet",
            {"column": "boats"},
            ResultError("there is no column 'boats'; there are port, ships, share, cost"),
        ),
        ("r.parquet", {"query": "SELECT sum(ships) FROM data"}, "4387"),
        ("r.arrow", {"column": "ships", "where": {"port": "Ostheim"}}, "77"),
        ("r.csv", {"query": "SELECT max(ships) FROM data"}, "4310"),
        ("r.duckdb", {"query": "SELECT ratio FROM runs WHERE name = 'a'"}, "9.47"),
        (
            "r.duckdb",
            {"query": "SELECT ratio FROM runs"},
            ResultError("the query gives more than one row; one value is needed"),
        ),
        (
            "r.duckdb",
            {"query": "INSERT INTO runs VALUES ('c', 1)"},
            ResultError("a query must be one SELECT"),
        ),
        ("r.duckdb", {"query": "SELECT 1; SELECT 2"}, ResultError("a query must be one SELECT")),
        (
            "r.csv",
            {"query": "SELECT count(*) FROM read_csv('/etc/passwd')"},
            ResultError("the query failed: Permission Error"),
        ),
        (
            "r.csv",
            {"query": "SELECT content FROM read_text('r.duckdb')"},
            ResultError("the query failed: Permission Error"),
        ),
        ("r.csv", {"query": "COPY data TO 'x.csv'"}, ResultError("a query must be one SELECT")),
        ("r.csv", {"query": "INSTALL httpfs"}, ResultError("a query must be one SELECT")),
        (
            "r.csv",
            {"query": "SELECT sum(sin(range)) FROM range(1000000000000)"},
            ResultError("took longer than"),
        ),
        ("r.npy", {"pointer": "/1/1"}, "40"),
        ("r.npy", {"pointer": "/2/0"}, ResultError("there is no 2/0 in an array of 2 × 2")),
        ("r.npy", {"pointer": "/1"}, ResultError("an array of 2 × 2 needs 2 indices")),
        ("f.npy", {"pointer": "/0"}, "0.1"),
        ("r.npz", {"pointer": "/loss/1"}, "0.3"),
        ("r.npz", {"pointer": "/best"}, "0.93"),
        ("r.npz", {"pointer": "/worst"}, ResultError("there is no array 'worst'; there are loss, best")),
        ("r.h5", {"pointer": "/run/loss/1/0"}, "0.125"),
        ("r.h5", {"pointer": "/run/@seconds"}, "12.5"),
        ("r.h5", {"pointer": "/best"}, "0.93"),
        ("r.h5", {"pointer": "/run"}, ResultError("'/run' is a group, not a number")),
        ("r.h5", {"pointer": "/away"}, ResultError("'away' is a link to another file")),
        ("r.h5", {"pointer": "/named/1/0"}, "0.125"),
        ("r.h5", {"pointer": "/run/least/1/0"}, "0.125"),
        ("r.h5", {"pointer": "/round"}, ResultError("'away' is a link to another file")),
        ("r.h5", {"pointer": "/itself"}, ResultError("'itself' is one of more than 20 links")),
        ("r.h5", {"pointer": "/type/x"}, ResultError("there is no 'x' in what is neither")),
        ("junit.xml", {"pointer": "/tests"}, "4"),
        ("junit.xml", {"pointer": "/passed"}, "2"),
        ("junit.xml", {"pointer": "/failures"}, "1"),
        ("junit.xml", {"pointer": "/time"}, "10.375"),
        ("junit.xml", {"pointer": "/slow/skipped"}, "1"),
        ("junit.xml", {"pointer": "/slow/colour"}, ResultError("a report of JUnit has no 'colour'")),
        ("coverage.xml", {"pointer": "/line-rate"}, "0.937"),
        ("coverage.xml", {"pointer": "/app/line-rate"}, "0.91"),
        ("coverage.xml", {"pointer": "/src~1a.py/line-rate"}, "0.5"),
        ("bench.json", {"pointer": "/benchmarks/name=test_read/stats/mean"}, "0.0125"),
        (
            "bench.json",
            {"pointer": "/benchmarks/name=test_seek/stats/mean"},
            ResultError("no items where name = test_seek"),
        ),
        ("recorded.json", {"pointer": "/latency"}, "12.50"),
    ],
    ids=str,
)
def test_values(file: str, asked: dict[str, Any], told: str | ResultError, tmp_path: Path) -> None:
    MAKERS[file](tmp_path / file)
    wanted = ValueFrom(file, NOWHERE, **asked)
    if isinstance(told, str):
        assert read_result(tmp_path / file, wanted) == told
        return
    with pytest.raises(ResultError) as raised:
        read_result(tmp_path / file, wanted)
    assert str(told) in str(raised.value)
    assert [place.name for place in tmp_path.iterdir()] == [file]


@pytest.mark.parametrize(
    ("name", "write"),
    [("r.dta", pyreadstat.write_dta), ("r.sav", pyreadstat.write_sav), ("r.zsav", None)],
)
def test_statistics(name: str, write: Callable[..., None] | None, tmp_path: Path) -> None:
    place = tmp_path / name
    if write is None:
        _statistics(lambda frame, path: pyreadstat.write_sav(frame, path, compress=True))(place)
    else:
        _statistics(write)(place)
    assert read_result(place, ValueFrom(name, NOWHERE, column="ships", where={"port": "Ghent"})) == "4310"
    assert read_result(place, ValueFrom(name, NOWHERE, column="share", where={"ships": "77"})) == "0.5"
    with pytest.raises(ResultError, match="there is no column 'boats'"):
        read_result(place, ValueFrom(name, NOWHERE, column="boats"))


def test_no_pickle_is_read(tmp_path: Path) -> None:
    class Bad:
        def __reduce__(self) -> Any:
            return (Path.touch, (tmp_path / "ran",))

    numpy.save(tmp_path / "a.npy", numpy.array([Bad()], dtype=object), allow_pickle=True)
    numpy.savez(tmp_path / "a.npz", x=numpy.array([Bad()], dtype=object))
    for name, pointer in (("a.npy", "/0"), ("a.npz", "/x/0")):
        with pytest.raises(ResultError, match="not an array that can be read"):
            read_result(tmp_path / name, ValueFrom(name, NOWHERE, pointer=pointer))
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xlsx", b"PK\x03\x04 nothing"),
        ("a.parquet", b"PAR1" + b"\0" * 40),
        ("a.arrow", b"ARROW1\0\0" + b"\xff" * 64),
        ("a.h5", b"\x89HDF\r\n\x1a\n" + b"\xff" * 64),
        ("a.dta", b"<stata_dta>" + b"\xff" * 64),
        ("a.sav", b"$FL2" + b"\xff" * 200),
        ("a.npy", b"\x93NUMPY\x01\0"),
        ("a.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><testsuite>&b;</testsuite>'),
        ("a.xml", b"<testsuite>"),
        ("a.duckdb", b"\0" * 4096),
    ],
)
def test_a_broken_file_costs_one_line(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    asked: dict[str, Any] = {"query": "SELECT 1"} if name == "a.duckdb" else {"pointer": "/a"}
    if name in ("a.xlsx", "a.parquet", "a.arrow", "a.dta", "a.sav"):
        asked = {"column": "a"}
    with pytest.raises(ResultError) as raised:
        read_result(tmp_path / name, ValueFrom(name, NOWHERE, **asked))
    assert "\n" not in str(raised.value)


def test_a_recorded_unit_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    _put(tmp_path / "r.json", '{"latency": {"value": 0.0125, "unit": "s", "commit": "abc"}}')
    (tmp_path / "claims").mkdir()
    _put(
        tmp_path / "claims/a.yaml",
        "id: latency\nclaim: The median latency is 12.5 ms.\nvalue_from: {path: r.json, pointer: /latency}\n",
    )
    (record,) = verify(["claims"], today=date(2026, 11, 21)).registry
    assert record.verdict.value == "supported"
