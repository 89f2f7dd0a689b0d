# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long the window goes without a repaint while messages arrive, seen from the display.

usage: bench-repaint.py paced|filtered|flood|trace [ROUNDS]
"""
import os
import pathlib
import subprocess
import sys
import tempfile

from measure import ROUNDS, SHORT, Figure, Flood, keep_everything, percentile, profile_for, repaint_gaps
from desk import Program, wait_until
from desk.wait import END_WITH_US

RATE = 50_000
SETTLE = 1.0  # seconds from the first message until the watching begins

# name: seconds, messages a second (0: as fast as they are read), keys, text typed after them, most milliseconds of the
# 99th percentile and of the longest
KINDS = {
    "paced": (20, RATE, (), "", 50, 120),
    "filtered": (20, RATE, ("ctrl+f",), "device0001", 50, 120),
    "flood": (6, 0, (), "", 100, 250),
    "trace": (10, 4 * RATE, ("alt+3", "F7"), "", 100, 250),  # the page of the packets, recording them
}


def find_window(title):
    def search():
        done = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", title], capture_output=True, text=True,
                              check=False)
        return done.stdout.split()
    return wait_until(search, f"a window titled {title}")[-1]


def gaps_of_idle_animation(seconds):
    with subprocess.Popen([*END_WITH_US, os.environ["MQTT_DESK_LABEL_WINDOW"], "spinner"]) as process:
        window = find_window("Reference")
        repaint_gaps(window, SETTLE)  # of the first ones nobody asks
        gaps = repaint_gaps(window, seconds)
        process.kill()
    return gaps


def gaps_of_window(flood, seconds, keys, text, folder):
    profile_for(folder, flood.port)
    keep_everything(folder)
    program = Program(folder, "--connect", "Flood")
    try:
        flood.wait_begun()
        window = program.activate()
        if keys:
            program.keys(*keys)
        if text:
            program.type(text)
        repaint_gaps(window, SETTLE)  # of the first ones nobody asks
        gaps = repaint_gaps(window, seconds)
    finally:
        program.stop()
    flood.wait_sent()
    return gaps


def main():
    kind = sys.argv[1]
    seconds, rate, keys, text, most_p99, most = KINDS[kind]
    if SHORT:
        seconds = 2
    of_animation = "milliseconds of an idle animation"
    p99 = Figure(f"repaint-{kind}-p99", "ms", of_animation, at_most=most_p99, about="value")
    longest = Figure(f"repaint-{kind}-longest", "ms", of_animation, at_most=most, about="value")
    # More than can arrive: who has seen enough closes the connection.
    with Flood(rate * (seconds + 30) if rate > 0 else 50_000_000, rate=rate) as flood:
        for _ in range(int(sys.argv[2]) if len(sys.argv) > 2 else ROUNDS):
            idle = gaps_of_idle_animation(min(seconds, 4))
            with tempfile.TemporaryDirectory() as folder:
                gaps = gaps_of_window(flood, seconds, keys, text, pathlib.Path(folder))
            print(f"{len(gaps)} gaps, median {percentile(gaps, 50)} ms", file=sys.stderr)
            p99.add(percentile(gaps, 99), percentile(idle, 99))
            longest.add(max(gaps), max(idle))
    p99.report()
    longest.report()


main()
