# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""GNOME Keyring on the session bus of a test."""
import re
import shutil
import subprocess

from .wait import END_WITH_US, wait_until


class Keyring:
    """A login keyring that is open."""

    def __init__(self):
        self.process = subprocess.Popen([*END_WITH_US, shutil.which("gnome-keyring-daemon"), "--foreground", "--unlock",
                                         "--components=secrets"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        self.process.stdin.write(b"login")
        self.process.stdin.close()
        wait_until(lambda: self._call("org.freedesktop.DBus", "/", "org.freedesktop.DBus.GetNameOwner",
                                      "org.freedesktop.secrets").returncode == 0, "the keyring on the session bus")

    @staticmethod
    def _call(name, path, method, *arguments):
        return subprocess.run(["gdbus", "call", "--session", "--dest", name, "--object-path", path, "--method", method,
                               *arguments], check=False, capture_output=True, text=True)

    def count(self, profile):
        """Returns how many items there are with the attribute of this profile."""
        done = self._call("org.freedesktop.secrets", "/org/freedesktop/secrets",
                          "org.freedesktop.Secret.Service.SearchItems", f"{{'profile': '{profile}'}}")
        if done.returncode != 0:
            raise AssertionError(done.stderr)
        return len(re.findall(r"/org/freedesktop/secrets/collection/[^']+", done.stdout))

    def stop(self):
        self.process.terminate()
        self.process.wait()
