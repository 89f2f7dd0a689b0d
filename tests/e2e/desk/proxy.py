# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real HTTP proxy."""
import shutil
import socket
import subprocess

from .broker import SEARCH_PATH, free_port
from .wait import END_WITH_US, wait_until


class Proxy:
    """Tinyproxy, for one user."""

    def __init__(self, folder, user, password):
        self.port = free_port()
        self.log_path = folder / "proxy.log"
        config = folder / "tinyproxy.conf"
        config.write_text(f"Port {self.port}\nListen 127.0.0.1\nAllow 127.0.0.1\nTimeout 60\nMaxClients 20\n"
                          f"LogFile \"{self.log_path}\"\nLogLevel Connect\nBasicAuth {user} {password}\n")
        self.process = subprocess.Popen([*END_WITH_US, shutil.which("tinyproxy", path=SEARCH_PATH), "-d",
                                         "-c", str(config)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        wait_until(self.accepts, f"Tinyproxy accepts connections at port {self.port}")

    def accepts(self):
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            return True
        except OSError:
            return False

    @property
    def log(self):
        return self.log_path.read_text()

    def stop(self):
        self.process.terminate()
        self.process.wait()
