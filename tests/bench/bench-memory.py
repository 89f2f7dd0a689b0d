# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much memory the window takes after 1, 5 and 20 million messages, without a limit for the size of the log.

usage: bench-memory.py [ROUNDS [MILLIONS …]]

Looked at while the flood goes on, so with what waits to be written.
"""
import pathlib
import statistics
import sys
import tempfile

from measure import ROUNDS, SHORT, Committed, Figure, Flood, keep_everything, log_of, profile_for, resident
from desk import Program, wait_until

CAP = 600
LOOK = 300_000  # messages from a mark on while which it is looked at, since what waits to be written goes up and down
MOST = 250  # MiB
FLAT = 1.15


def look(program, log, mark):
    """Returns the median of resident memory while some more messages arrive."""
    looks = []
    wait_until(lambda: log.count() >= mark, f"{mark} messages", CAP)
    wait_until(lambda: looks.append(resident(program.process.pid)) or log.count() >= mark + LOOK, "some more", CAP)
    everything, own = (statistics.median(sizes) for sizes in zip(*looks))
    print(f"{mark} messages: {everything:.1f} MiB, {own:.1f} MiB without what is a file's", file=sys.stderr)
    return everything


def measure(flood, marks):
    """Returns what look() does at each mark."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        profile_for(folder, flood.port)
        keep_everything(folder)
        program = Program(folder, "--connect", "Flood")
        try:
            flood.wait_begun()
            with Committed(log_of(folder)) as log:
                sizes = [look(program, log, mark) for mark in marks]
        finally:
            program.stop()
        flood.wait_sent()
    return sizes


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    marks = [int(float(mark) * 1_000_000) for mark in sys.argv[2:]] or ([50_000, 100_000] if SHORT
                                                                  else [1_000_000, 5_000_000, 20_000_000])
    figures = [Figure(f"memory-{mark / 1e6:g}-million", "MiB", at_most=MOST) for mark in marks]
    growth = Figure("memory-growth", "MiB", f"MiB after {marks[0]} messages", at_most=FLAT)
    with Flood(marks[-1] + LOOK) as flood:
        for _ in range(rounds):
            sizes = measure(flood, marks)
            for figure, size in zip(figures, sizes):
                figure.add(size)
            growth.add(max(sizes), sizes[0])
    for figure in (*figures, growth):
        figure.report()


main()
