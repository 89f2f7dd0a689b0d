# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real proxies."""
import shutil
import socket
import subprocess

from .broker import SEARCH_PATH, free_port
from .wait import END_WITH_US, wait_until


class _Process:
    """A server that says by accepting connections that it is ready."""

    def __init__(self, name, port, *arguments):
        self.port = port
        self.process = subprocess.Popen([*END_WITH_US, shutil.which(name, path=SEARCH_PATH), *arguments],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_until(self.accepts, f"{name} accepts connections at port {port}")

    def accepts(self):
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            return True
        except OSError:
            return False

    def stop(self):
        self.process.terminate()
        self.process.wait()


class Proxy(_Process):
    """Tinyproxy, for one user or, without, for all."""

    def __init__(self, folder, user=None, password=None, config=""):
        port = free_port()
        self.log_path = folder / f"proxy-{port}.log"
        file = folder / f"proxy-{port}.conf"
        credentials = f"BasicAuth {user} {password}\n" if user is not None else ""
        file.write_text(f"Port {port}\nListen 127.0.0.1\nAllow 127.0.0.1\nTimeout 60\nMaxClients 20\n"
                        f"LogFile \"{self.log_path}\"\nLogLevel Connect\n{credentials}{config}\n")
        super().__init__("tinyproxy", port, "-d", "-c", str(file))

    @property
    def log(self):
        return self.log_path.read_text()


class SocksProxy(_Process):
    """Microsocks, for one user or, without, for all."""

    def __init__(self, user=None, password=None):
        port = free_port()
        credentials = ["-u", user, "-P", password] if user is not None else []
        super().__init__("microsocks", port, "-i", "127.0.0.1", "-p", str(port), *credentials)
