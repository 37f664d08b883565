# SPDX-License-Identifier: GPL-2.0-or-later
"""QMP, the control line of QEMU: one command, its answer, and the events that came between.
Knows nothing of guests; qemu.py does."""
import json
import select
import socket
import time


class QmpError(Exception):
    """QEMU refused a command; the text is QEMU's own."""


class Qmp:
    def __init__(self, path, seconds=60):
        self.events = []
        self._rest = b""
        last = time.monotonic() + seconds
        while True:
            try:
                self._sock = socket.socket(socket.AF_UNIX)
                self._sock.connect(path)
                break
            except OSError:
                self._sock.close()
                if time.monotonic() > last:
                    raise
                time.sleep(0.05)
        self._message(seconds)  # the greeting
        self.ask("qmp_capabilities")

    def _message(self, seconds):
        """The next message, or None when none came in that time. EOFError when QEMU is gone."""
        last = time.monotonic() + seconds
        while b"\n" not in self._rest:
            wait = max(0, last - time.monotonic())
            if not select.select([self._sock], [], [], wait)[0]:
                return None
            more = self._sock.recv(65536)
            if not more:
                raise EOFError("QEMU closed its control line")
            self._rest += more
        line, self._rest = self._rest.split(b"\n", 1)
        return json.loads(line)

    def ask(self, command, seconds=120, **arguments):
        """The answer's value. Ceiling: QEMU answers at once unless the machine is overloaded."""
        text = json.dumps({"execute": command, "arguments": arguments})
        self._sock.sendall(text.encode() + b"\n")
        last = time.monotonic() + seconds
        while True:
            said = self._message(max(0, last - time.monotonic()))
            if said is None:
                raise QmpError("%s: no answer in %d s" % (command, seconds))
            if "event" in said:
                self.events.append(said)
            elif "error" in said:
                raise QmpError("%s: %s" % (command, said["error"].get("desc")))
            else:
                return said["return"]

    def drain(self):
        """Takes in the events that lie there already."""
        while True:
            said = self._message(0)
            if said is None:
                return
            if "event" in said:
                self.events.append(said)

    def happened(self, name, **data):
        """True when an event of that name (and with these data) has come."""
        self.drain()
        return any(
            e["event"] == name and all(e.get("data", {}).get(k) == v for k, v in data.items())
            for e in self.events
        )

    def close(self):
        self._sock.close()
