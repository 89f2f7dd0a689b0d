# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting for conditions, and not leaving anything behind."""
import time

from gi.repository import GLib

CAP = 20  # seconds that a condition may take
LOOK_AGAIN = 20  # milliseconds; for conditions that no event announces

# Before a command: the kernel ends it with the test, however that ends.
END_WITH_US = ["setpriv", "--pdeathsig", "KILL"]


def wait_until(condition, what, seconds=CAP):
    """Returns what `condition ()` returns as soon as that is true.

    Events of the accessibility bus are handled meanwhile. `what` names the
    condition in the failure.
    """
    context = GLib.MainContext.default()
    end = time.monotonic() + seconds
    ticks = GLib.timeout_add(LOOK_AGAIN, lambda: GLib.SOURCE_CONTINUE)
    try:
        while True:
            result = condition()
            if result:
                return result
            if time.monotonic() > end:
                raise AssertionError(f"within {seconds} s there was not: {what}")
            context.iteration(True)
    finally:
        GLib.source_remove(ticks)
