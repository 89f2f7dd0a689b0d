# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the kernel says about a process."""
import os
import pathlib
import re


def resident(pid):
    """Returns (all resident memory, what is its own and not a file's) in MiB."""
    text = pathlib.Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    sizes = {name: int(kib) / 1024 for name, kib in re.findall(r"(\w+):\s+(\d+) kB", text)}
    return sizes["VmRSS"], sizes["RssAnon"]


def cpu_seconds(pid):
    """Returns the time that the process has used on any processor, its own and the kernel's for it."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wakeups(pid):
    """Returns how often each thread has waited for something so far."""
    counts = {}
    for status in pathlib.Path(f"/proc/{pid}/task").glob("*/status"):
        text = status.read_text(encoding="ascii", errors="replace")
        counts[status.parent.name] = int(re.search(r"\nvoluntary_ctxt_switches:\s*(\d+)", text)[1])
    return counts
