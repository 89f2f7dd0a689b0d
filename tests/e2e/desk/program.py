# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program under test and its window."""
import os
import pathlib
import re
import signal
import subprocess

from gi.repository import GLib

from .wait import CAP, END_WITH_US, wait_until
from .widget import find_application

COMPLAINT = re.compile(r"-(WARNING|CRITICAL|ERROR) \*\*|Sanitizer|runtime error:")


class Program:
    """mqtt-desk as a process.

    `folder` holds its XDG folders and what it prints: a program with the same
    folder finds the settings, profiles and logs of the one before.
    """

    def __init__(self, folder, *arguments, environment=None):
        self.folder = pathlib.Path(folder)
        self.output_path = self.folder / "output"
        self.expected_complaint = None  # part of what it may complain about
        env = dict(os.environ)
        for kind in ("config", "data", "cache", "state"):
            (self.folder / kind).mkdir(parents=True, exist_ok=True)
            env[f"XDG_{kind.upper()}_HOME"] = str(self.folder / kind)
        env["GSETTINGS_BACKEND"] = "keyfile"
        env.update(environment or {})
        with open(self.output_path, "ab") as output:
            self.process = subprocess.Popen([*END_WITH_US, os.environ["MQTT_DESK_PROGRAM"], *arguments], env=env,
                                            stdin=subprocess.DEVNULL, stdout=output, stderr=output)

    @property
    def output(self):
        return self.output_path.read_text(encoding="utf-8", errors="replace")

    @property
    def application(self):
        """The root of its accessibility tree, as soon as it is there."""
        def look():
            if self.process.poll() is not None:
                raise AssertionError(f"the program ended with {self.process.returncode}:\n{self.output}")
            return find_application(self.process.pid)
        # A machine that has much else to do takes its time over a start.
        return wait_until(look, "the program on the accessibility bus", 3 * CAP)

    def window(self, name=None, seconds=CAP):
        """Returns a window by its title; without: the first. (On GTK 4.8 only the main window has the role of one.)"""
        def look():
            return [window for window in self.application.children if name is None or window.name == name]
        return wait_until(look, f"a window titled {name!r}", seconds)[0]

    def _xdotool(self, *arguments):
        return subprocess.run(["xdotool", *arguments], check=True, capture_output=True, text=True).stdout.split()

    def activate(self, title=None):
        """Brings a window to the front, so that keys go there."""
        def search():
            done = subprocess.run(["xdotool", "search", "--onlyvisible", "--all", "--pid", str(self.process.pid),
                                   "--name", title or "."], capture_output=True, text=True, check=False)
            return done.stdout.split()
        window = wait_until(search, f"a window titled {title!r} on the display")[-1]
        self._xdotool("windowactivate", "--sync", window)
        return window

    def keys(self, *keys):
        """Presses real keys, for instance "ctrl+f", in the window that has the focus."""
        self._xdotool("key", "--delay", "15", *keys)

    def type(self, text):
        """Types a text on the keyboard."""
        self._xdotool("type", "--delay", "15", text)

    def resize(self, width, height, title=None):
        self._xdotool("windowsize", "--sync", self.activate(title), str(width), str(height))

    def size(self, title=None):
        """Returns width and height of a window, its shadow included."""
        words = self._xdotool("getwindowgeometry", "--shell", self.activate(title))
        told = dict(word.split("=") for word in words)
        return int(told["WIDTH"]), int(told["HEIGHT"])

    def hover_toasts(self, title=None):
        """Puts the pointer where toasts appear, at the bottom: one that is under the pointer stays."""
        window = self.activate(title)
        width, height = self.size(title)
        self._xdotool("mousemove", "--window", window, str(width // 2), str(height - 60))

    def drag(self, start, end, title=None, before_drop=None):
        """Drags with the mouse, from and to places in a window; `before_drop ()` returns when it may be let go of."""
        window = self.activate(title)

        def move(part):
            self._xdotool("mousemove", "--window", window, *(str(start[i] + (end[i] - start[i]) * part // 8)
                                                             for i in range(2)))
        move(0)
        self._xdotool("mousedown", "1")
        for part in range(1, 9):
            move(part)
        if before_drop is not None:
            before_drop()
            move(7)
            move(8)
        self._xdotool("mouseup", "1")

    @property
    def wakeups(self):
        """How often its threads have waited for something so far."""
        return sum(int(re.search(r"\nvoluntary_ctxt_switches:\s*(\d+)", status.read_text())[1])
                   for status in pathlib.Path(f"/proc/{self.process.pid}/task").glob("*/status"))

    def wait_ended(self, status=0, seconds=CAP):
        """Returns when it has ended by itself, and with this exit status."""
        wait_until(lambda: self.process.poll() is not None, "the program has ended", seconds)
        if self.process.returncode != status:
            raise AssertionError(f"exit status {self.process.returncode} instead of {status}:\n{self.output}")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        """Ends it if it still runs."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=CAP)
            except subprocess.TimeoutExpired:
                self.kill()
                raise AssertionError("the program did not end on SIGTERM") from None

    def check_output(self):
        """Fails if GLib, GTK or a sanitizer complained."""
        complaints = [line for line in self.output.splitlines() if COMPLAINT.search(line)
                      and not (self.expected_complaint and self.expected_complaint in line)]
        if complaints:
            raise AssertionError("the program complained:\n" + "\n".join(complaints))

    def dump(self):
        """Returns what is in its windows, for a failure."""
        try:
            application = find_application(self.process.pid)
            return application.dump() if application is not None else []
        except GLib.Error as error:
            return [str(error)]
