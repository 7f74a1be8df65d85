"""From the start of the process to the first usable window."""

from statistics import median

from tests.benchmarks.measure import Figure, Hub, in_process


def run(hub: Hub, rounds: int = 7) -> list[Figure]:
    """Seconds to the first window, each in a process of its own, in turn; and on to the first page."""
    ours, page, floor, heavy = [], [], [], set[str]()
    for turn in range(rounds + 1):
        least = float(in_process("start_floor")[0])
        locked, opened, *names = in_process("start_ours", str(hub.folder.path))
        heavy |= set(names)
        if turn:
            floor.append(least)
            ours.append(float(locked))
            page.append(float(opened))
    note = f"imported by then: {', '.join(sorted(heavy)) or 'nothing heavy'}"
    return [
        Figure("start to first window", median(ours), median(floor), 1.5, "s", note),
        Figure("passphrase to first page", median(page), None, None, "s", "the key made cheap to guess"),
    ]
