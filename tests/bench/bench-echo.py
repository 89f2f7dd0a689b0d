# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a key that is pressed to its letter on the screen, during a flood as fast as it goes and without one.

usage: bench-echo.py [ROUNDS]
"""
import pathlib
import sys
import tempfile

from measure import ROUNDS, SHORT, Figure, Flood, keep_everything, key_echoes, no_caret, percentile, profile_for
from desk import Page, Program, Role
from gi.repository import Atspi

KEYS = 6 if SHORT else 20
MOST = 100  # milliseconds more than without a flood

# Entries: their accessible names, and the keys that lead there
ENTRIES = {"filter": ("Filter", "ctrl+f"), "topic-filter": ("Topic filter", "ctrl+l"),
           "publish-topic": ("Topic to publish to", "ctrl+p")}


def echoes(program, page, name, shortcut):
    """Returns (median, longest) of the milliseconds that keys in an entry take."""
    window = program.activate()
    entry = page.window.find(Role.TEXT, name)
    program.keys(shortcut)
    entry.wait(lambda widget: widget.focused, "the focus")
    box = Atspi.Component.get_extents(entry.accessible.get_component_iface(), Atspi.CoordType.WINDOW)
    # Where the first letters are, without the edge that glows
    times = key_echoes(window, (box.x + 10, box.y + 12, 100, 20), KEYS)
    return percentile(times, 50), max(times)


def measure(count):
    """Returns what echoes() does for each entry, while so many messages arrive."""
    with tempfile.TemporaryDirectory() as name, Flood(count) as flood:
        folder = pathlib.Path(name)
        profile_for(folder, flood.port)
        keep_everything(folder)
        no_caret(folder)
        program = Program(folder, "--connect", "Flood")
        try:
            flood.wait_begun()
            page = Page(program)
            return {key: echoes(program, page, *entry) for key, entry in ENTRIES.items()}
        finally:
            program.stop()
            flood.wait_sent()


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    figures = {key: (Figure(f"echo-{key}-median", "ms", "ms without a flood", at_most=MOST, about="difference"),
                     Figure(f"echo-{key}-longest", "ms", "ms without a flood", at_most=MOST, about="difference"))
               for key in ENTRIES}
    for _ in range(rounds):
        idle = measure(0)
        # More than can arrive: who has seen enough closes the connection.
        flooded = measure(50_000_000)
        for key, both in figures.items():
            for figure, value, reference in zip(both, flooded[key], idle[key]):
                figure.add(value, reference)
    for both in figures.values():
        for figure in both:
            figure.report()


main()
