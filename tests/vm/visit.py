#!/usr/bin/env -S python3 -B
# SPDX-License-Identifier: GPL-2.0-or-later
"""usage: visit.py [--build DIR] [--image FILE]: a whole visit in QEMU. Secure Boot is enforced, the
stick hangs on USB, 2 GB of memory, two clients' disks (Windows, a Linux with a journal to replay).
Consent, check, interview, sheet on paper, kept under the chamber's key, erased, switched off. Then
what the sealed record says is compared with a check of the same disk on the host."""
import json
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import disks  # noqa: E402
import memory  # noqa: E402
import paper  # noqa: E402
from bench import Bench, run_json  # noqa: E402
from kiosk import Kiosk  # noqa: E402
from qemu import VM  # noqa: E402


def drive(b, vm, memories):
    """From power-on to power off; what the kiosk told on the way."""
    kiosk = Kiosk(vm)
    seconds = kiosk.boot()
    b.check(kiosk.page()[0] == "S01", "the menu after %d s (page %s)" % (seconds, kiosk.page()[0]))
    vm.screenshot("menu")
    kiosk.go("S04")
    vm.screenshot("disks")
    kiosk.choose()
    b.check(True, "consent is given, the Windows disk chosen")
    ended = kiosk.wait_event("check (?:done|partial|lost)")
    b.check("check done" in ended, "the check ends whole (%s)" % ended.strip())
    kiosk.go("S10")
    vm.screenshot("result")
    kiosk.go("S13")
    kiosk.print_sheet()
    b.check(True, "the kiosk says that the sheet was printed")
    kiosk.go("S13")
    for own in memories:
        b.check(memory.save(kiosk, own), "the kiosk says that it is on the %s memory" % own.kind)
        own.pull(vm)
    kiosk.erase()
    b.check(True, "the kiosk says that the case was erased")
    b.check(kiosk.said("kept yes"), "the kiosk says that the record was kept")
    kiosk.power_off()
    b.check(True, "switched off by itself")
    b.note("pages: " + " ".join(kiosk.pages))


def printed(b, vm):
    """The sheet as it left the guest for the printer."""
    jobs = paper.jobs(vm.printed)
    whole = b.path("printed.pdf")
    if not b.check(len(jobs) == 1 and jobs[0][0] == "application/pdf" and
                   jobs[0][1][:5] == b"%PDF-", "one whole PDF came out of the printer (%d jobs)"
                   % len(jobs)):
        return
    with open(whole, "wb") as f:
        f.write(jobs[0][1])
    text = subprocess.run(["pdftotext", "-layout", whole, "-"], capture_output=True).stdout.decode()
    b.check("0412-07" in text and "まず3つ" in text, "the sheet bears its number and the three actions")
    drawn = subprocess.run(["pdftoppm", "-png", "-r", "70", whole, b.path("shots/sheet")],
                           capture_output=True)
    shots = [n for n in os.listdir(b.path("shots")) if n.startswith("sheet")]
    b.check(drawn.returncode == 0 and shots, "it can be drawn (shots/%s)" % " ".join(sorted(shots)))



def told(findings):
    """What a check found, without what only the one or the other way to the disk can know."""
    return {"%s %s" % (f["id"], f["system"]): (f["answer"], f["evidence"], f["reason"])
            for f in findings}


def compare(b, stick, key, client):
    """The sealed record against a check of the same disk on the host at the same moment."""
    data = b.path("data-after")
    files = stick.copy_data(data)
    sealed = [p for p in files if p.startswith("results/") and p.endswith(".age")]
    if not b.check(len(sealed) == 1, "one sealed record lies on the stick (%s)" % len(sealed)):
        return
    b.check(not [p for p in files if p.endswith(".part")], "nothing half-written lies there")
    case = b.path("case.jsonl")
    opened = subprocess.run(["age", "-d", "-i", key, "-o", case, os.path.join(data, sealed[0])],
                            capture_output=True)
    if not b.check(opened.returncode == 0, "age opens it with the chamber's key"):
        return
    with open(case, encoding="utf-8") as f:
        lines = [json.loads(line) for line in f]
    numbers = [r["number"] for r in lines if r["record"] == "case"]
    b.check(numbers == ["0412-07"], "it bears the number of the case (%s)" % numbers)
    guest = {kind: [r for r in lines if r["record"] == kind]
             for kind in ("begin", "finding", "hit", "answer", "fact")}
    # The owner of the visit agreed to all lines.
    host = run_json(b.kenshin, "check", "--image", client, "--common-passwords",
                    "--document-names", "--signatures",
                    os.path.join(data, "signatures"), "--now", guest["begin"][0]["now"], "--json")
    ours, theirs = told(guest["finding"]), told(host["findings"])
    for name in sorted(set(ours) | set(theirs)):
        if ours.get(name) != theirs.get(name):
            b.note("%s: guest %s, host %s" % (name, ours.get(name), theirs.get(name)))
    b.check(ours == theirs and ours, "%d findings are those of the host's check" % len(ours))
    hits = [sorted((h["path"], h["signature"]) for h in found)
            for found in (guest["hit"], host["malware"]["hits"])]
    b.check(hits[0] == hits[1], "%d signs of malware are those of the host" % len(hits[0]))
    count = sum(len(facts) for facts in host["facts"].values())
    b.check(len(guest["fact"]) == count, "as many facts as on the host (%d)" % count)
    replies = {a["question"] for a in guest["answer"] if a["reply"] != "none"}
    b.check(len(replies) == 12, "twelve answers are in it (%d)" % len(replies))


def main():
    with Bench("visit") as b:
        key, recipient = b.chamber_key()
        linux = disks.make(b.build, ["ext4-dirty"])
        client = b.fixture("office-disk.img")
        attached = [b.disk(client, "ahci")] + [b.disk(p, "virtio") for p in linux.values()]
        stick = b.stick(recipient=recipient, words="kenshin.printer=test")
        before = stick.hashes()
        vm = VM("visit", b.folder, stick.image, firmware="sb", bus="usb", memory=2048,
                disks=attached, rtc=b.options.now)
        memories = [memory.Memory(b, "owner-a", "exfat"),
                    memory.Memory(b, "owner-b", "vfat", table=False)]
        with vm:
            drive(b, vm, memories)
        text = vm.heard().decode("utf-8", "replace")
        b.check(re.search("^kenshin: boot verified", text, re.MULTILINE), "the root was verified")
        guard = re.search(r"^kenshin: boot guard (\d+)", text, re.MULTILINE)
        b.check(guard and int(guard.group(1)) >= len(attached),
                "the guard stood before the menu (%s)" % (guard.group(1) if guard else "not told"))
        b.untouched(vm, stick, before)
        printed(b, vm)
        saved = {memory.look(b, own, b.path("printed.pdf")) for own in memories}
        b.check(len(saved) == 1, "the same PDF on both memories")
        compare(b, stick, key, client)


if __name__ == "__main__":
    main()
