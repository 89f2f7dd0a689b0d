# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the benchmarks share: figures, floods, a look at processes and at the screen.

MQTT_DESK_BENCH=short makes a benchmark take seconds, to see whether it works; its figures mean nothing.
"""
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent.parent / "e2e"))

from .figure import Figure  # noqa: E402
from .flood import (Committed, Flood, check_log, environment_of, keep_everything, log_of, no_caret,  # noqa: E402
                    profile_for)
from .process import cpu_seconds, resident, wakeups  # noqa: E402
from .screen import Started, key_echoes, percentile, repaint_gaps  # noqa: E402

SHORT = os.environ.get("MQTT_DESK_BENCH") == "short"
ROUNDS = 1 if SHORT else 5

__all__ = ["Committed", "Figure", "Flood", "ROUNDS", "SHORT", "Started", "check_log", "cpu_seconds",
           "environment_of", "keep_everything", "key_echoes", "log_of", "no_caret", "percentile", "profile_for", "repaint_gaps",
           "resident", "wakeups"]
