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
QUEUE = 256 << 20  # bytes that wait in memory at most
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

    def remount(self, options):
        """With room or leave that it did not have before"""
        user = [] if os.geteuid() == 0 else ["--user", "--preserve-credentials"]
        subprocess.run(["nsenter", "--target", str(self.pid), *user, "--mount", "mount", "-o", f"remount,{options}", self.data],
                       check=True)

    def read(self, sql):
        """Rows of the log; None while it changes. A copy is read: locks do not reach into the namespace of a test."""
        copy = self.data.parent / "copy.sqlite"
        for suffix in ("", "-wal"):
            shutil.copyfile(f"{self.log}{suffix}", f"{copy}{suffix}")
        with contextlib.closing(sqlite3.connect(copy)) as database:
            try:
                return database.execute(sql).fetchall()
            except sqlite3.DatabaseError:
                return None

    def payloads(self):
        rows = self.read("SELECT CAST (payload AS TEXT) FROM message ORDER BY id")
        return rows and [payload for payload, in rows]


def prepare(scenario):
    broker = scenario.start_broker("max_queued_messages 0")
    folder = scenario.folder / "program" / "config" / "mqtt-desk"
    folder.mkdir(parents=True)
    profile = {"id": "p-1", "name": "Plant", "host": "127.0.0.1", "port": broker.port,
               "subscriptions": [{"filter": "a/#", "qos": 0}]}
    (folder / "profiles.json").write_text(json.dumps({"version": 1, "profiles": [profile]}))
    return broker


def start_on_full_disk(scenario):
    """Connected, with one message in the log and no room for another"""
    broker = prepare(scenario)
    with on_disk(scenario, f"size={SIZE}"):
        program = scenario.start_program("--connect", "p-1")
    page = Page(program)
    page.wait_state("Connected")
    broker.publish("a/b", "before")
    page.wait_message("a/b", "before")

    disk = Disk(scenario, program)
    disk.fill()
    return broker, page, disk


def goes_on_when_there_is_room(scenario):
    broker, page, disk = start_on_full_disk(scenario)
    lines = [f"{i:06d} {'x' * 1000}" for i in range(10000)]
    broker.publish_lines("a/b", lines)
    page.window.find(Role.LABEL, re.compile("^The disk is full, so the log .* cannot be written"))
    broker.publish("a/b", "last")
    page.wait_state("Connected")

    disk.make_room()
    page.wait_message("a/b", "last")
    page.window.wait_gone(Role.LABEL, re.compile("The disk is full"))
    wait_until(lambda: disk.payloads() == ["before", *lines, "last"], "every message in the log")


def send_large(broker, n):
    """Publishes messages of a mebibyte that begin with their number."""
    rest = b" " + b"x" * (1 << 20) + b"\n"
    with subprocess.Popen(["mosquitto_pub", "-h", "127.0.0.1", "-p", str(broker.port), "-t", "a/large", "-l"],
                          stdin=subprocess.PIPE) as publisher:
        for i in range(n):
            publisher.stdin.write(b"%06d" % i + rest)
    assert publisher.returncode == 0


def marks_where_messages_are_missing(scenario):
    """A disk that stays full for longer than memory is meant to hold what arrives"""
    broker, page, disk = start_on_full_disk(scenario)
    n_sent = (QUEUE >> 20) + 30
    send_large(broker, n_sent)
    page.window.find(Role.LABEL, re.compile("^The disk is full, so the log .* cannot be written"))
    missing = re.compile("^([0-9]+) messages could not be kept.*The log marks where they are missing")
    page.window.find(Role.LABEL, missing)
    # Reception goes on: what comes now is counted, too.
    broker.publish("a/b", "unkept")
    page.wait_state("Connected")

    def read_lost():
        return int(missing.match(page.window.find(Role.LABEL, missing).name)[1])
    wait_until(lambda: read_lost() >= 30, "what is let go of")

    if HAS_MOUNT:
        disk.remount(f"size={2 * QUEUE}")
    else:
        disk.make_room()
    page.window.wait_gone(Role.LABEL, re.compile("The disk is full"), 60)
    lost = read_lost()
    broker.publish("a/b", "after")
    row = page.wait_message("a/b", "after")
    assert f"{lost} messages are missing before this one" in row.name, row.name

    n_kept = n_sent + 1 - lost
    assert n_kept > 0.9 * (QUEUE >> 20), n_kept
    expected = ["before", *(f"{i:06d}" for i in range(n_kept)), "after"]
    wait_until(lambda: disk.read("SELECT CAST (substr (payload, 1, 6) AS TEXT) FROM message ORDER BY id")
               == [(text,) for text in expected], "what was kept in the log, and nothing else")
    assert disk.read("SELECT after, json_extract (detail, '$.lost') FROM event WHERE kind = 'gap'") == [(n_kept + 1, lost)]


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
        disk.remount("rw")
    else:
        (disk.data / "mqtt-desk").chmod(0o700)
    page.wait_message("a/b", "while it must not write")
    page.window.wait_gone(Role.LABEL, re.compile("Make its folder writable"))
    broker.publish("a/b", "after")
    page.wait_message("a/b", "after")
    wait_until(lambda: disk.payloads() == ["while it must not write", "after"], "both messages in the log")


print("# on a disk of its own" if HAS_MOUNT else "# without a disk of its own", flush=True)
run(goes_on_when_there_is_room, marks_where_messages_are_missing, begins_when_it_may_write)
