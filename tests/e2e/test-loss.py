# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A broker or a network that falls silent without a word."""
import json
import os
import pathlib
import re
import signal
import sqlite3
import subprocess

from desk import BUTTON, Actions, Page, Role, connect, run, wait_until
from desk.broker import SEARCH_PATH, free_port
from desk.wait import END_WITH_US

PROGRAM = os.environ["MQTT_DESK_PROGRAM"]


def stopped_broker_is_noticed(scenario):
    broker = scenario.start_broker()
    page = connect(scenario, broker, "--subscribe", "a/#")
    page.wait_subscription(r"^a/#.*QoS 0")
    actions = Actions("page.check-now")
    broker.process.send_signal(signal.SIGSTOP)
    try:
        actions("page.check-now")
        page.window.find(Role.LABEL, re.compile("does not answer: the last packet was seen"))
        page.window.find(BUTTON, "Check now")
        page.wait_state("Waiting|Trying again|Looking|Opening|Connecting")
        page.window.find(Role.LABEL, re.compile("does not answer any more"))
    finally:
        broker.process.send_signal(signal.SIGCONT)
    page.wait_state("Connected", 40)
    page.wait_subscription(r"^a/#.*QoS 0")
    broker.publish("a/b", "after the silence", "-q", "1")
    page.wait_message("a/b", "after the silence")


def waiting_messages_are_announced(scenario):
    broker = scenario.start_broker("max_queued_messages 0")
    folder = scenario.folder / "program/config/mqtt-desk"
    folder.mkdir(parents=True)
    profile = {"id": "a", "name": "Kept", "host": "127.0.0.1", "port": broker.port, "client_id": "kept",
               "clean_start": False, "subscriptions": [{"filter": "a/#", "qos": 1}]}
    (folder / "profiles.json").write_text(json.dumps({"version": 1, "profiles": [profile]}))
    page = Page(scenario.start_program("--connect", "Kept"))
    page.wait_state("Connected")
    page.wait_subscription(r"^a/#.*QoS 1")
    actions = Actions("disconnect")
    actions("disconnect")
    page.wait_state("Disconnected|Not connected")
    broker.publish_lines("a/b", [f"number {i}" for i in range(57)], "-q", "1")
    actions("connect")
    page.window.find(Role.LABEL, "57 messages were waiting at the broker")
    page.wait_message("a/b", "number 56")


class Namespace:
    """A network of its own, with nothing but a loopback that can be cut."""

    def __init__(self, broker_port):
        self.port = broker_port
        self.holder = subprocess.Popen([*END_WITH_US, "unshare", "--map-root-user", "--net", "sleep", "infinity"],
                                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def command(self, *arguments):
        return ["nsenter", "--preserve-credentials", "-U", "-n", "-t", str(self.holder.pid), "--", *arguments]

    def run(self, *arguments):
        environment = {**os.environ, "PATH": SEARCH_PATH}
        return subprocess.run(self.command(*arguments), check=False, capture_output=True, stdin=subprocess.DEVNULL,
                              env=environment, timeout=20)

    def permitted(self):
        """Whether this machine lets us have one, and drop packets in it."""
        def entered():
            if self.holder.poll() is not None:
                return "no"
            own = os.readlink("/proc/self/ns/net")
            return "yes" if os.readlink(f"/proc/{self.holder.pid}/ns/net") != own else None
        try:
            if wait_until(entered, "a network of its own") == "no":
                return False
            done = [self.run("ip", "link", "set", "lo", "up"), self.run("nft", "add", "table", "inet", "cut"),
                    self.run("nft", "add chain inet cut in { type filter hook input priority 0; }")]
        except OSError:
            return False
        return all(one.returncode == 0 for one in done)

    def cut(self):
        for side in ("dport", "sport"):
            assert self.run("nft", f"add rule inet cut in tcp {side} {self.port} drop").returncode == 0
        self.run("ip", "route", "add", "10.1.0.0/24", "dev", "lo")

    def mend(self):
        assert self.run("nft", "flush", "chain", "inet", "cut", "in").returncode == 0
        self.run("ip", "route", "add", "default", "dev", "lo")

    def stop(self):
        self.holder.kill()
        self.holder.wait()


class Pause:
    """Where there are no such networks: the broker itself is stopped, and the keep-alive tells."""

    def __init__(self, process):
        self.process = process

    def command(self, *arguments):
        return list(arguments)

    def cut(self):
        self.process.send_signal(signal.SIGSTOP)

    def mend(self):
        self.process.send_signal(signal.SIGCONT)


def read(log, query):
    with sqlite3.connect(f"file:{log}?mode=ro", uri=True) as database:
        return [value for value, in database.execute(query)]


def events(log):
    return read(log, "SELECT kind FROM event ORDER BY id")


def messages(log):
    return [payload.decode() for payload in read(log, "SELECT payload FROM message ORDER BY id")]


def partition_is_noticed(scenario):
    """Long before two keep-alives are over, since the network has changed, too; nothing is received twice."""
    port = free_port()
    config = scenario.folder / "mosquitto.conf"
    broker_log = scenario.folder / "broker.log"
    config.write_text(f"listener {port} 127.0.0.1\nallow_anonymous true\nlog_type all\nlog_dest file {broker_log}\n"
                      + ("user root\n" if os.geteuid() == 0 else ""))
    broker_log.touch()
    namespace = Namespace(port)
    scenario.others.append(namespace)
    permitted = namespace.permitted()
    print("# cut by", "nftables in a network namespace" if permitted else "stopping the broker", flush=True)
    link = namespace if permitted else Pause(None)

    def start(*arguments):
        process = subprocess.Popen(END_WITH_US + link.command(*arguments),
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                   env={**os.environ, "PATH": SEARCH_PATH, "XDG_CONFIG_HOME": str(scenario.folder),
                                        "XDG_DATA_HOME": str(scenario.folder)})
        scenario.others.append(Ender(process))
        return process

    broker = start("mosquitto", "-c", str(config))
    if not permitted:
        link.process = broker
    wait_until(lambda: "running" in broker_log.read_text(), "the broker runs")
    (scenario.folder / "mqtt-desk").mkdir()
    keep_alive = 60 if permitted else 5
    profile = {"id": "a", "name": "Cut", "host": "127.0.0.1", "port": port, "keep_alive": keep_alive,
               "connect_timeout": 5}
    (scenario.folder / "mqtt-desk/profiles.json").write_text(json.dumps({"version": 1, "profiles": [profile]}))
    log = pathlib.Path(scenario.folder) / "log.sqlite"
    recorder = start(PROGRAM, "record", "Cut", "-s", "a/#", "--log", str(log), "--count", "2")
    wait_until(lambda: "Sending SUBACK" in broker_log.read_text(), "the subscription")

    def publish(text):
        subprocess.run(link.command("mosquitto_pub", "-h", "127.0.0.1", "-p", str(port), "-t", "a/b", "-m", text,
                                    "-q", "1"), check=True, timeout=20)
    publish("before")
    wait_until(lambda: messages(log) == ["before"], "the message of before")
    link.cut()
    wait_until(lambda: "disconnected" in events(log), "the loss", 30)
    link.mend()
    wait_until(lambda: broker_log.read_text().count("Sending SUBACK") == 2, "the second subscription", 40)
    publish("after")
    assert recorder.wait(timeout=20) == 0
    assert messages(log) == ["before", "after"], messages(log)


class Ender:
    """Ends a process with its scenario."""

    def __init__(self, process):
        self.process = process

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.kill()
        self.process.wait()


run(stopped_broker_is_noticed, waiting_messages_are_announced, partition_is_noticed)
