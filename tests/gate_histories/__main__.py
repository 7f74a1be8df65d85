"""Lives many random histories through and counts what the gate let pass.

    python3 -m tests.gate_histories --histories 20000 [--seed 1] [--processes 2] [--steps 15]

Every history begins with the same small hub, copied; each does fifteen acts by chance (checks, rules edited
by the lead, kinds of help, answers, volunteers, concerns that hold, undo, imports, the clock, merges, older
backups, restricted records opened, tasks and rounds), and after each the oracle judges what was given,
printed, told and sent, and that no law is asked for less. A seed says the same history again.
"""

import argparse
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.gate_histories.lives import STEPS, Seen, live
from tests.gate_histories.world import World, clock_in_hand, make_base

BATCH = 200
SHOWN = 5


def live_many(seeds: range, steps: int = STEPS) -> tuple[Seen, list[list[str]]]:
    """Live histories one after the other.

    Args:
        seeds: one for each.
        steps: acts in each.

    Returns:
        What they showed, and the histories that broke something.
    """
    seen, broken = Seen(), []
    with (
        clock_in_hand() as clock,
        tempfile.TemporaryDirectory(prefix="hubkeeper-lives-", dir=_quick()) as name,
    ):
        base = make_base(Path(name) / "base", clock)
        for seed in seeds:
            folder = Path(name) / str(seed)
            folder.mkdir()
            world = World(base, folder, clock)
            try:
                if found := live(world, seed, seen, steps):
                    broken.append(found)
            finally:
                world.close()
                for one in folder.iterdir():
                    one.unlink()
                folder.rmdir()
        base.store.close()
    return seen, broken


def _quick() -> str | None:
    """Memory, where the system has a folder in it: nothing here must outlive a power cut."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def main() -> int:
    """Live, report."""
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=form)
    parser.add_argument("--histories", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1, help="of the first history")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--steps", type=int, default=STEPS)
    args = parser.parse_args()
    last = args.seed + args.histories
    batches = [range(first, min(first + BATCH, last)) for first in range(args.seed, last, BATCH)]
    start, seen, broken, lived = time.monotonic(), Seen(), [], 0
    with ProcessPoolExecutor(args.processes) as pool:
        results = pool.map(live_many, batches, [args.steps] * len(batches))
        for batch, (more, wrong) in zip(batches, results, strict=True):
            seen.add(more)
            broken += wrong
            lived += len(batch)
            rate = lived / (time.monotonic() - start) * 60
            print(f"{lived} histories, {rate:.0f} a minute, {len(broken)} with a violation", flush=True)
    for one in broken[:SHOWN]:
        print("", *one, sep="\n  ")
    for name, count in sorted(seen.acts.items()):
        if not name.startswith("-"):
            print(f"{name:18} done {count:7}  refused {seen.acts[f'-{name}']:7}")
    print(f"given {seen.given}, printed {seen.printed}, kept off paper {seen.kept_off}, sent out {seen.sent}")
    print(f"{lived} histories, {len(broken)} with a violation")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
