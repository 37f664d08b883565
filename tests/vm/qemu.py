# SPDX-License-Identifier: GPL-2.0-or-later
"""A PC in QEMU for the boot tests: firmware, the stick, client disks behind a log of every write,
two serial lines (stages, printer), keys, screenshots, pulling the stick, cutting the power. Under
software emulation only. What a visit is, kiosk.py knows."""
import ctypes
import fcntl
import os
import re
import shutil
import subprocess
import time

import blocklog
import picture
from qmp import Qmp, QmpError
from watch import BAD_WORDS, GuestStopped, Watch, patience

OVMF = "/usr/share/OVMF/"
FIRMWARE = {
    "bios": None,
    "uefi": ("OVMF_CODE_4M.fd", "OVMF_VARS_4M.fd"),
    "sb": ("OVMF_CODE_4M.ms.fd", "OVMF_VARS_4M.ms.fd"),
}


def _die_with_parent():
    """In the child: QEMU gets SIGKILL when the test dies without a word (PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, 9)


class Disk:
    """A client's disk: writable for the guest, so that a write would get through and be seen."""

    def __init__(self, path, bus="ahci", serial=None):
        self.path, self.bus, self.serial = path, bus, serial
        self.log = None


class VM:
    """with VM("visit", folder, image, ...) as vm: ... On an exception a screenshot, the serial
    lines and the block logs stay in `folder`, and the place is said."""

    def __init__(self, name, folder, image=None, firmware="bios", bus="virtio", size="1024x768",
                 memory=2048, disks=(), rtc=None, kernel=None, initrd=None, append=None, extra=(),
                 printer=True):
        self.name, self.folder, self.image = name, folder, image
        self.firmware, self.bus, self.size, self.memory = firmware, bus, size, memory
        self.disks, self.rtc, self.extra = list(disks), rtc, list(extra)
        self.kernel, self.initrd, self.append = kernel, initrd, append
        self.serial = os.path.join(folder, "serial.log")
        self.printed = os.path.join(folder, "printer.bin")
        self.stick_log = os.path.join(folder, "stick.log")
        self.process = self.qmp = None
        self.read_to = 0  # how far of the serial line has been waited for
        self._lock = None
        self._shots = 0

    # --- start and end
    def _block(self, node, path, log):
        blocklog.create(log)
        return [
            "-blockdev", "driver=file,node-name=%s-file,filename=%s" % (node, path),
            "-blockdev", "driver=file,node-name=%s-log,filename=%s" % (node, log),
            "-blockdev", "driver=blklogwrites,node-name=%s,file=%s-file,log=%s-log"
            % (node, node, node),
        ]

    def _client_disks(self):
        words = []
        ahci = 1  # port 0 stays free: firmware calls it the first disk
        if any(d.bus == "usb" for d in self.disks):
            words += ["-device", "qemu-xhci,id=client-usb"]
        for n, disk in enumerate(self.disks):
            node = "client%d" % n
            disk.log = os.path.join(self.folder, node + ".log")
            disk.serial = disk.serial or "CLIENT%d" % n
            words += self._block(node, disk.path, disk.log)
            device = {
                "ahci": "ide-hd,bus=ide.%d" % ahci,
                "nvme": "nvme",
                "virtio": "virtio-blk-pci",
                "usb": "usb-storage,bus=client-usb.0",
            }[disk.bus]
            if disk.bus == "ahci":
                ahci += 1
            words += ["-device", "%s,id=%s-device,drive=%s,serial=%s"
                      % (device, node, node, disk.serial)]
        return words

    def _stick_device(self):
        if self.bus == "virtio":
            return {"driver": "virtio-blk-pci", "id": "stick", "drive": "stick", "bootindex": 1}
        return {"driver": "usb-storage", "id": "stick", "drive": "stick", "bootindex": 1,
                "bus": "usb0.0", "removable": True, "serial": "KENSHIN0001"}

    def _stick(self):
        if not self.image:
            return []
        words = self._block("stick", self.image, self.stick_log)
        if self.bus == "usb":
            words += ["-device", "qemu-xhci,id=usb0"]
        elif self.bus == "usb2":
            words += ["-device", "usb-ehci,id=usb0"]
        device = dict(self._stick_device())
        driver = device.pop("driver")
        words += ["-device", driver + "".join(
            ",%s=%s" % (k, "on" if v is True else v) for k, v in device.items())]
        return words

    def _firmware(self):
        if not FIRMWARE[self.firmware]:
            return []
        code, variables = FIRMWARE[self.firmware]
        own = os.path.join(self.folder, "variables.fd")
        shutil.copyfile(OVMF + variables, own)
        words = ["-drive", "if=pflash,unit=0,format=raw,readonly=on,file=" + OVMF + code,
                 "-drive", "if=pflash,unit=1,format=raw,file=" + own]
        if self.firmware == "sb":
            words += ["-global", "driver=cfi.pflash01,property=secure,value=on"]
        return words

    def command(self):
        width, height = self.size.split("x")
        words = ["qemu-system-x86_64", "-accel", "tcg,thread=multi", "-cpu", "max", "-smp", "2",
                 "-machine", "q35" + (",smm=on" if self.firmware == "sb" else ""),
                 "-m", str(self.memory), "-nodefaults", "-nic", "none", "-display", "none",
                 "-no-reboot", "-device",
                 "VGA,vgamem_mb=32,edid=on,xres=%s,yres=%s" % (width, height),
                 "-qmp", "unix:%s,server=on,wait=off" % os.path.join(self.folder, "qmp"),
                 "-serial", "file:" + self.serial]
        if self.rtc:
            words += ["-rtc", "base=%s,clock=vm" % self.rtc]
        words += ["-serial", "file:" + self.printed]
        if self.kernel:
            words += ["-kernel", self.kernel, "-initrd", self.initrd, "-append", self.append or ""]
        return words + self._firmware() + self._stick() + self._client_disks() + self.extra

    def start(self):
        os.makedirs(os.path.join(self.folder, "shots"), exist_ok=True)
        lock = os.environ.get("KENSHIN_VM_LOCK")
        if lock:  # one guest at a time on a builder that several share
            self._lock = open(lock, "w")
            fcntl.flock(self._lock, fcntl.LOCK_EX)
        for path in (self.serial, self.printed, os.path.join(self.folder, "qmp")):
            if os.path.exists(path):
                os.unlink(path)
        with open(os.path.join(self.folder, "qemu.err"), "wb") as err:
            self.process = subprocess.Popen(self.command(), stdin=subprocess.DEVNULL,
                                            stdout=err, stderr=err, start_new_session=True,
                                            preexec_fn=_die_with_parent)
        self.began = time.monotonic()
        try:
            self.qmp = Qmp(os.path.join(self.folder, "qmp"))
        except (OSError, EOFError):
            self.process.kill()
            self.process.wait()
            with open(os.path.join(self.folder, "qemu.err"), errors="replace") as f:
                raise GuestStopped("QEMU did not start: " + f.read()[-400:]) from None

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.unlock()
            raise
        return self

    def __exit__(self, kind, value, trace):
        if kind and kind is not SystemExit:
            try:
                self.screenshot("failed")
            except (OSError, EOFError, QmpError, ValueError):
                pass
            print("left behind: %s (serial.log, shots/, *.log)" % self.folder)
        self.cut_power()

    def unlock(self):
        if self._lock:
            self._lock.close()
            self._lock = None

    def cut_power(self):
        """As if the plug were pulled: nothing is told to the guest."""
        if self.process and self.process.poll() is None:
            try:
                self.qmp.ask("quit", seconds=30)
            except (OSError, EOFError, QmpError, AttributeError):
                pass
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.unlock()

    def wait_off(self):
        """Until the guest has switched itself off."""
        watch = self.watch()
        while self.process.poll() is None:
            watch.look("power off")
            time.sleep(0.2)
        self.unlock()

    # --- listening
    def watch(self):
        return Watch(self.process.pid, self.serial, self.screen_number)

    def heard(self):
        try:
            with open(self.serial, "rb") as f:
                return f.read()
        except OSError:
            return b""

    def wait_for(self, words, again=None, calm=15, since=None):
        """Until a line of the serial line after the last one waited for (or after the byte `since`)
        matches the regular expression `words`; the match. `again` is called when the guest has
        stood still for `calm` seconds: a key that fell into a page change is lost, and is pressed
        once more."""
        pattern = re.compile(words.encode(), re.MULTILINE)
        watch = self.watch()
        quiet = time.monotonic()
        before = None
        while True:
            heard = self.heard()
            found = pattern.search(heard, self.read_to if since is None else since)
            if found:
                self.read_to = max(self.read_to, found.end())
                return found.group(0).decode("utf-8", "replace")
            bad = BAD_WORDS.search(heard, self.read_to if since is None else since)
            if bad:
                line = heard[heard.rfind(b"\n", 0, bad.start()) + 1 :].split(b"\n")[0]
                raise GuestStopped("the guest said: %s" % line.decode("utf-8", "replace").strip())
            if self.process.poll() is not None:
                raise GuestStopped("the guest is off; it never said %s" % words)
            watch.look(words)
            if again and time.monotonic() - quiet > calm * patience():
                now = (len(heard), self.screen_number(0.22))
                if now == before:
                    again()
                before, quiet = now, time.monotonic()
            time.sleep(0.1)

    # --- screen and keys
    def picture(self):
        path = os.path.join(self.folder, "shots", ".now.ppm")
        self.qmp.ask("screendump", filename=path)
        got = picture.read_ppm(path)
        os.unlink(path)
        return got

    def screen_number(self, top=0.0, bottom=1.0):
        try:
            return picture.number(*self.picture(), top=top, bottom=bottom)
        except (QmpError, ValueError, OSError, EOFError):
            return None

    def screenshot(self, label):
        self._shots += 1
        path = os.path.join(self.folder, "shots", "%03d-%s.png" % (self._shots, label))
        width, height, rgb = self.picture()
        picture.write_png(path, width, height, rgb)
        return path

    def key(self, name):
        """One key (or "ctrl-alt-delete"), by QEMU's names."""
        keys = [{"type": "qcode", "data": k} for k in name.split("-")]
        self.qmp.ask("send-key", keys=keys, **{"hold-time": 80})

    # --- the stick, the power button, memory
    def pull_stick(self):
        self.qmp.ask("device_del", id="stick")
        watch = self.watch()
        while not self.qmp.happened("DEVICE_DELETED", device="stick"):
            watch.look("the stick to be out")
            time.sleep(0.1)
        self.qmp.events = [e for e in self.qmp.events if e["event"] != "DEVICE_DELETED"]

    def plug_stick(self):
        device = self._stick_device()
        device.pop("bootindex")
        self.qmp.ask("device_add", **device)

    def power_button(self):
        self.qmp.ask("system_powerdown")

    def save_memory(self, path):
        """All of the guest's memory as it is now, for searching."""
        self.qmp.ask("pmemsave", seconds=600, val=0, size=self.memory << 20, filename=path)

    # --- proofs
    def client_writes(self):
        """Per client disk the writes that its log shows. Only after the guest is off."""
        return [blocklog.writes(d.log) for d in self.disks]

    def stick_writes_outside(self, first, last):
        return blocklog.outside(self.stick_log, first, last)
