# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The flooding broker, and what must be in the log afterwards."""
import json
import os
import pathlib
import sqlite3
import subprocess
import threading
import time

from desk.wait import END_WITH_US

TOPICS = 1000

# Seconds until a client must have subscribed, and until it must have read everything
BEGIN_CAP = 60
SENT_CAP = 1200


class Flood:
    """A broker from which whoever subscribes gets `count` messages, as fast as they are read or `rate` a second."""

    def __init__(self, count, size=64, rate=0, transport="mqtt"):
        self.count = count
        self.transport = transport
        self.process = subprocess.Popen([*END_WITH_US, os.environ["MQTT_DESK_FLOOD_BROKER"], str(count), str(size),
                                         str(TOPICS), str(rate)],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()

    @property
    def uri(self):
        return f"{self.transport}://127.0.0.1:{self.port}"

    def _wait_line(self, word, cap):
        """A client that ended before it subscribed would be waited for without end, so the broker ends after `cap`."""
        timer = threading.Timer(cap, self.process.kill)
        timer.start()
        try:
            line = self.process.stdout.readline()
        finally:
            timer.cancel()
        assert line == f"{word}\n", f"no client got as far as “{word}” within {cap} s"

    def wait_begun(self):
        """Returns the time at which the broker begins to send."""
        self._wait_line("flood", BEGIN_CAP)
        return time.monotonic()

    def wait_sent(self):
        """Returns when the broker has sent all."""
        self._wait_line("sent", SENT_CAP)


def profile_for(folder, port, version="3.1.1", qos=0, transport="mqtt"):
    """Makes the folder of a program with one profile, “Flood”, that subscribes to everything."""
    path = pathlib.Path(folder) / "config" / "mqtt-desk" / "profiles.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"version": 1, "profiles": [{
        "id": "d4a6b9a2-5a3c-4a50-9d1b-0d4f7a1f3c11", "name": "Flood", "transport": transport,
        "host": "127.0.0.1", "port": port,
        "mqtt_version": version, "subscriptions": [{"filter": "#", "qos": qos}]}]}), encoding="utf-8")


def keep_everything(folder):
    """Sets no limit for the size of logs."""
    path = pathlib.Path(folder) / "config" / "glib-2.0" / "settings" / "keyfile"
    path.parent.mkdir(parents=True)
    path.write_text("[com/example/MqttDesk]\nlog-max-bytes=uint64 1000000000000\n", encoding="utf-8")


def environment_of(folder):
    """Returns the environment of a program that has its folders there."""
    folders = {f"XDG_{kind.upper()}_HOME": str(pathlib.Path(folder) / kind)
               for kind in ("config", "data", "cache", "state")}
    return os.environ | folders | {"GSETTINGS_BACKEND": "keyfile"}


def no_caret(folder):
    """Keeps the caret of entries from blinking."""
    path = pathlib.Path(folder) / "config" / "gtk-4.0" / "settings.ini"
    path.parent.mkdir(parents=True)
    path.write_text("[Settings]\ngtk-cursor-blink=0\n", encoding="utf-8")


def log_of(folder):
    path, = (pathlib.Path(folder) / "data" / "mqtt-desk" / "logs").glob("*.sqlite")
    return path


def check_log(path, count, first_column=1):
    """None lost, none twice, none out of order: the payloads begin with their numbers."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as log:
        stored, wrong = log.execute("SELECT count(*), sum (CAST(substr(payload, ?, 10) AS INTEGER) <> id - 1)"
                                    " FROM message", [first_column]).fetchone()
    assert (stored, wrong) == (count, 0), f"{stored} of {count} stored, {wrong} out of order"


class Committed:
    """How many messages a log has by now, by a connection that stays open."""

    def __init__(self, path):
        self.log = sqlite3.connect(f"file:{path}?mode=ro", uri=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.log.close()

    def count(self):
        return self.log.execute("SELECT max(id) FROM message").fetchone()[0] or 0
