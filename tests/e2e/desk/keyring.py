# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""GNOME Keyring on the session bus of a test."""
import re
import shutil
import subprocess

from gi.repository import Gio, GLib

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

    @staticmethod
    def store(profile, kind, secret):
        """Keeps a secret as the program does."""
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)

        def call(path, method, parameters):
            return bus.call_sync("org.freedesktop.secrets", path, *method.rsplit(".", 1), parameters, None,
                                 Gio.DBusCallFlags.NONE, -1)
        _, session = call("/org/freedesktop/secrets", "org.freedesktop.Secret.Service.OpenSession",
                          GLib.Variant("(sv)", ("plain", GLib.Variant("s", ""))))
        item = {"org.freedesktop.Secret.Item.Label": GLib.Variant("s", "test"),
                "org.freedesktop.Secret.Item.Attributes": GLib.Variant("a{ss}", {"profile": profile, "kind": kind})}
        call("/org/freedesktop/secrets/aliases/default", "org.freedesktop.Secret.Collection.CreateItem",
             GLib.Variant("(a{sv}(oayays)b)", (item, (session, b"", secret.encode(), "text/plain"), True)))

    def stop(self):
        self.process.terminate()
        self.process.wait()
