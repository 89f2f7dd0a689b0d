# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window while its log cannot be written: a disk that is full, or must not be written.

The program gets a small disk of its own in a mount namespace. Where such a
thing is not allowed, a limit on the size of files makes writing fail as a full
disk does, and the mode of a folder makes it one that must not be written.
"""
import contextlib
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess

from desk import Page, Role, run, wait_until

SIZE = 32 << 20  # bytes of the disk
UNSHARE = (["unshare", "--mount"] if os.geteuid() == 0
           else ["unshare", "--user", "--map-current-user", "--keep-caps", "--mount"])
HAS_MOUNT = subprocess.run([*UNSHARE, "mount", "-t", "tmpfs", "none", "/mnt"], stdin=subprocess.DEVNULL,
                           capture_output=True, check=False).returncode == 0


@contextlib.contextmanager
def on_disk(scenario, options):
    """Programs that are started meanwhile have their data on a disk of their own."""
    program = os.environ["MQTT_DESK_PROGRAM"]
    data = scenario.folder / "program" / "data"
    data.mkdir(parents=True, exist_ok=True)
    wrapper = scenario.folder / "on-disk"
    if HAS_MOUNT:
        wrapper.write_text(f"#!/bin/sh\nexec {' '.join(UNSHARE)} sh -c 'mount -t tmpfs -o {options} none \"$0\" && "
                           f"shift && exec \"$@\"' {data} - {program} \"$@\"\n")
    else:
        # Not even root may then write where the mode forbids it.
        drop = "setpriv --bounding-set=-dac_override" if os.geteuid() == 0 else ""
        wrapper.write_text(f"#!/bin/sh\nexec {drop} {program} \"$@\"\n")
    wrapper.chmod(0o700)
    os.environ["MQTT_DESK_PROGRAM"] = str(wrapper)
    try:
        yield
    finally:
        os.environ["MQTT_DESK_PROGRAM"] = program


class Disk:
    """What a program sees as its data folder, from outside."""

    def __init__(self, scenario, program):
        self.pid = program.process.pid
        self.data = scenario.folder / "program" / "data"
        self.seen = pathlib.Path(f"/proc/{self.pid}/root{self.data}") if HAS_MOUNT else self.data
        self.ballast = self.seen / "ballast"

    @property
    def log(self):
        return self.seen / "mqtt-desk" / "logs" / "p-1.sqlite"

    def fill(self):
        if not HAS_MOUNT:
            subprocess.run(["prlimit", "--pid", str(self.pid), "--fsize=65536:unlimited"], check=True)
            return
        with open(self.ballast, "wb", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(bytes(4096))

    def make_room(self):
        if HAS_MOUNT:
            self.ballast.unlink()
        else:
            subprocess.run(["prlimit", "--pid", str(self.pid), "--fsize=unlimited"], check=True)

    def payloads(self):
        """What is in the log; None while it changes. A copy is read: locks do not reach into the namespace of a test."""
        copy = self.data.parent / "copy.sqlite"
        for suffix in ("", "-wal"):
            shutil.copyfile(f"{self.log}{suffix}", f"{copy}{suffix}")
        with contextlib.closing(sqlite3.connect(copy)) as database:
            try:
                rows = database.execute("SELECT CAST (payload AS TEXT) FROM message ORDER BY id").fetchall()
            except sqlite3.DatabaseError:
                return None
            return [payload for payload, in rows]


def prepare(scenario):
    broker = scenario.start_broker("max_queued_messages 0")
    folder = scenario.folder / "program" / "config" / "mqtt-desk"
    folder.mkdir(parents=True)
    profile = {"id": "p-1", "name": "Plant", "host": "127.0.0.1", "port": broker.port,
               "subscriptions": [{"filter": "a/#", "qos": 0}]}
    (folder / "profiles.json").write_text(json.dumps({"version": 1, "profiles": [profile]}))
    return broker


def goes_on_when_there_is_room(scenario):
    broker = prepare(scenario)
    with on_disk(scenario, f"size={SIZE}"):
        program = scenario.start_program("--connect", "p-1")
    page = Page(program)
    page.wait_state("Connected")
    broker.publish("a/b", "before")
    page.wait_message("a/b", "before")

    disk = Disk(scenario, program)
    disk.fill()
    lines = [f"{i:06d} {'x' * 1000}" for i in range(10000)]
    broker.publish_lines("a/b", lines)
    page.window.find(Role.LABEL, re.compile("^The disk is full, so the log .* cannot be written"))
    broker.publish("a/b", "last")
    page.wait_state("Connected")

    disk.make_room()
    page.wait_message("a/b", "last")
    page.window.wait_gone(Role.LABEL, re.compile("The disk is full"))
    wait_until(lambda: disk.payloads() == ["before", *lines, "last"], "every message in the log")


def begins_when_it_may_write(scenario):
    broker = prepare(scenario)
    if not HAS_MOUNT:
        (scenario.folder / "program" / "data").mkdir(parents=True)
        (scenario.folder / "program" / "data" / "mqtt-desk").mkdir(mode=0o500)
    with on_disk(scenario, "ro"):
        program = scenario.start_program("--connect", "p-1")
    page = Page(program)
    page.window.find(Role.LABEL, re.compile("Make its folder writable; writing then begins"))
    page.wait_state("Connected")
    wait_until(lambda: page.window.find_all(name=re.compile("QoS 0")), "the subscription")
    broker.publish("a/b", "while it must not write")

    disk = Disk(scenario, program)
    if HAS_MOUNT:
        user = [] if os.geteuid() == 0 else ["--user", "--preserve-credentials"]
        subprocess.run(["nsenter", "--target", str(disk.pid), *user, "--mount", "mount", "-o", "remount,rw", disk.data],
                       check=True)
    else:
        (disk.data / "mqtt-desk").chmod(0o700)
    page.wait_message("a/b", "while it must not write")
    page.window.wait_gone(Role.LABEL, re.compile("Make its folder writable"))
    broker.publish("a/b", "after")
    page.wait_message("a/b", "after")
    wait_until(lambda: disk.payloads() == ["while it must not write", "after"], "both messages in the log")


print("# on a disk of its own" if HAS_MOUNT else "# without a disk of its own", flush=True)
run(goes_on_when_there_is_room, begins_when_it_may_write)
