"""Speeds as ratios measured in one run: ours against the least the machine could do. Prints a table and JSON.

    python3 tests/bench.py [--people 100000] [--store DIR] [--only search,export] [--json FILE]

Each measure is run several times in turn with its floor, and the medians compared; absolute figures are
reported, never asserted. The first run makes a store of the size asked for, which takes some minutes.
"""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.benchmarks import budget, files, lists, partners, rota, routes, rules, start, week, window  # noqa: E402
from tests.benchmarks.measure import Figure, Hub, open_store  # noqa: E402

SUITES = {
    "start": start.run,
    "search": lists.search,
    "thread": window.search,
    "sort": lists.sort,
    "scroll": window.scroll,
    "memory": window.memory,
    "budget": budget.acts,
    "growth": budget.growth,
    "duplicates": rules.duplicates,
    "typing": rules.typing,
    "rank": rules.ranking,
    "batch": rules.batch,
    "import": files.dry_run,
    "export": files.export,
    "sheets": files.sheets,
    "directory": partners.directory,
    "coverage": partners.coverage,
    "recurrence": week.recurrence,
    "rounds": routes.rounds,
    "rota": rota.rota,
}


def main() -> int:
    """Run the suites asked for."""
    parser = argparse.ArgumentParser(description="Speeds as ratios measured in one run.")
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--store", type=Path, default=None, help="keep the store here and use it again")
    parser.add_argument("--only", default="", help="suites, with commas between")
    parser.add_argument("--json", type=Path, default=None)
    wanted = parser.parse_args()
    names = [name for name in SUITES if not wanted.only or name in wanted.only.split(",")]
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="hubkeeper-bench-") as bench:
        os.environ.setdefault("HUBKEEPER_DATA", bench)
        hub: Hub = open_store(wanted.store or Path(bench) / "hub", wanted.people)
        try:
            for name in names:
                print(f"{name} ...", file=sys.stderr, flush=True)
                figures += SUITES[name](hub)
        finally:
            hub.close()
    _table(figures)
    data = [figure.as_dict() for figure in figures]
    print(json.dumps(data))
    if wanted.json:
        wanted.json.write_text(json.dumps(data, indent=1), encoding="utf-8")
    return 0


def _table(figures: list[Figure]) -> None:
    print(f"{'measure':46} {'ours':>10} {'floor':>10} {'ratio':>7} {'limit':>7}")
    for one in figures:
        ratio = "" if one.ratio is None else f"{one.ratio:.2f}"
        limit = "" if one.limit is None else f"{one.limit:g}"
        floor = "" if one.floor is None else f"{one.floor:.4g}"
        print(f"{one.name:46} {one.ours:10.4g} {floor:>10} {ratio:>7} {limit:>7}  {one.unit} {one.note}")


if __name__ == "__main__":
    raise SystemExit(main())
