# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Mosquitto, and its command-line clients as the other end."""
import os
import pathlib
import shutil
import signal
import socket
import subprocess

from .wait import END_WITH_US, wait_until

SEARCH_PATH = os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Broker:
    """Mosquitto on a port of 127.0.0.1 that stays the same when it is started again."""

    def __init__(self, folder, *config, users=None):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        self.process = None
        lines = [f"listener {self.port} 127.0.0.1", "persistence false",
                 f"log_dest file {self.folder / 'broker.log'}"]
        if os.geteuid() == 0:
            lines.append("user root")
        if users:
            passwords = self.folder / "passwords"
            passwords.write_text("".join(f"{name}:{password}\n" for name, password in users.items()))
            subprocess.run(["mosquitto_passwd", "-U", passwords], check=True, capture_output=True)
            lines += [f"password_file {passwords}", "allow_anonymous false"]
        else:
            lines.append("allow_anonymous true")
        (self.folder / "mosquitto.conf").write_text("\n".join([*lines, *config, ""]))
        self.start()

    def start(self):
        self.process = subprocess.Popen([*END_WITH_US, shutil.which("mosquitto", path=SEARCH_PATH),
                                         "-c", str(self.folder / "mosquitto.conf")],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        wait_until(self.accepts, f"Mosquitto accepts connections at port {self.port}")

    def accepts(self):
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            return True
        except OSError:
            return False

    def stop(self, number=signal.SIGTERM):
        """Ends it if it runs; with SIGKILL as in a power cut."""
        if self.process is None:
            return

        def ended():
            # again and again: while it starts it forgets a signal
            self.process.send_signal(number)
            return self.process.poll() is not None
        wait_until(ended, "Mosquitto has ended")
        self.process = None

    @property
    def log(self):
        return (self.folder / "broker.log").read_text(encoding="utf-8", errors="replace")

    def publish(self, topic, payload, *options):
        """Publishes text or bytes by mosquitto_pub, and returns when that is done."""
        data = payload.encode() if isinstance(payload, str) else payload
        subprocess.run(["mosquitto_pub", "-h", "127.0.0.1", "-p", str(self.port), "-t", topic,
                        "-s" if data else "-n", *options], input=data, check=True)

    def start_publish(self, topic, payload):
        """Begins to publish bytes that take a while; the process ends when that is done."""
        file = self.folder / "payload"
        file.write_bytes(payload)
        return subprocess.Popen([*END_WITH_US, "mosquitto_pub", "-h", "127.0.0.1", "-p", str(self.port), "-t", topic,
                                 "-f", str(file)], stdin=subprocess.DEVNULL)

    def publish_lines(self, topic, lines, *options):
        """Publishes a message for each line, by one connection."""
        subprocess.run(["mosquitto_pub", "-h", "127.0.0.1", "-p", str(self.port), "-t", topic, "-l", *options],
                       input="\n".join([*lines, ""]).encode(), check=True)

    def subscribe(self, topic_filter, *options):
        return Subscriber(self, topic_filter, *options)


class Subscriber:
    """mosquitto_sub; `lines` holds topic, QoS, retained and payload of what came, as it prints them."""

    def __init__(self, broker, topic_filter, *options, form="%t %q %r %p"):
        self.path = broker.folder / f"received-{free_port()}"
        # -d says when the subscription is in force; its words go to the same file and are left out of lines.
        with open(self.path, "wb") as output:
            self.process = subprocess.Popen([*END_WITH_US, "stdbuf", "-oL", "mosquitto_sub", "-h", "127.0.0.1",
                                             "-p", str(broker.port), "-d", "-t", topic_filter,
                                             "-F", "> " + form, *options],
                                            stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        wait_until(lambda: "received SUBACK" in self._text(), f"the subscription to {topic_filter}")

    def _text(self):
        return self.path.read_text(encoding="utf-8", errors="replace")

    @property
    def lines(self):
        return [line[2:] for line in self._text().splitlines() if line.startswith("> ")]

    def wait_for(self, line):
        """Returns when this line has come."""
        wait_until(lambda: line in self.lines, f"“{line}” at the subscriber")

    def stop(self):
        self.process.terminate()
        self.process.wait()
