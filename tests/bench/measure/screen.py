# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is to be seen on the display, by screen-watch: nothing of it asks the program itself."""
import os
import signal
import subprocess

from desk.wait import END_WITH_US


def _watch(*arguments):
    done = subprocess.run([os.environ["MQTT_DESK_SCREEN_WATCH"], *map(str, arguments)], check=True,
                          capture_output=True, text=True)
    return [float(line) for line in done.stdout.split()]


def repaint_gaps(window, seconds):
    """Returns the milliseconds between two repaints of a window."""
    return _watch("repaints", window, seconds)


def key_echoes(window, part, count):
    """Returns after how many milliseconds a key shows in this part of the window, x, y, width and height."""
    echoes = _watch("echo", window, *part, count)
    assert min(echoes) >= 0, "a key was never to be seen"
    return echoes


def percentile(values, percent):
    ordered = sorted(values)
    return ordered[int((len(ordered) - 1) * percent / 100)]


class Started:
    """A command of which one wants to know when its window has contents; it is ended at once."""

    def __init__(self, *command, environment=None):
        with subprocess.Popen([*END_WITH_US, os.environ["MQTT_DESK_SCREEN_WATCH"], "start", *command],
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment) as watch:
            pid = int(watch.stdout.readline())
            self.milliseconds = float(watch.stdout.readline())
            os.kill(pid, signal.SIGTERM)
        assert self.milliseconds >= 0, "there was no window"
