#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What a backup costs in user time, children counted, beside programs that are known: pairs in turn, the middle of
# three ratios, smallest and largest. Reading back is told apart: the others do not read back.
#   usage: backup.sh BUILD [PERCENT [ROUNDS]]      (make all BUILD/tests/bench/pack_tree; restic and borg if they are there)
set -u
export LC_ALL=C.UTF-8
here=$(cd "$(dirname "$0")" && pwd)
build=${1:?usage: backup.sh BUILD [PERCENT [ROUNDS]]}
percent=${2:-24}
rounds=${3:-3}
work=$(mktemp -d /dev/shm/kenshin-bench-XXXXXX) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
python3 "$here/../fixtures/backup/corpus.py" "$work/client" "$percent" || exit 1
age-keygen -o "$work/key" 2>/dev/null
KEY=$(sed -n 's/^# public key: //p' "$work/key")
export KEY BUILD="$build" WORK="$work" RESTIC_PASSWORD=x BORG_PASSPHRASE=x BORG_BASE_DIR="$work/borg-home" BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK=yes
du -sm "$work/client" | awk '{ print $1 " MB" }'
python3 - "$rounds" <<'P'
import os, resource, shutil, subprocess, sys
work, build, rounds = os.environ["WORK"], os.environ["BUILD"], int(sys.argv[1])
out, source = work + "/out", work + "/client"
K = build + "/bin/kenshin backup "
TREE = build + "/tests/bench/pack_tree "


def user(command):
    """Seconds of user time; None when it did not run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    ran = subprocess.run(["sh", "-c", command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if ran.returncode:
        print(command, ran.stderr.decode()[-300:])
        return None
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def fresh(before=""):
    shutil.rmtree(out, ignore_errors=True)
    os.mkdir(out)
    if before:
        subprocess.run(["sh", "-c", before], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)


def kenshin(options):
    """With reading back, and without it: what verify takes alone is taken away."""
    def measured():
        fresh()
        whole = user(K + f"run --root {source} --to {out} " + options)
        return whole, whole - user(K + f"verify --from {out}/PC-backup-*")
    return measured


def other(command, before=""):
    def measured():
        fresh(before)
        seconds = user(command)
        return seconds, seconds
    return measured


sealed, plain = kenshin("--sealed --recipient $KEY"), kenshin("")
sevenzip = other(f"7z a -tzip -mx1 -mmt2 {out}/x.zip {source}")
pairs = [
    ("sealed / restic", "restic", sealed, other(f"restic -r {out}/r --no-cache backup -q {source}", f"restic -r {out}/r init"), 0.40),
    ("sealed / borg", "borg", sealed, other(f"borg create -C lz4 {out}/b::a {source}", f"borg init -e repokey {out}/b"), 0.50),
    ("tar.zst with hashes, not sealed / tar | zstd -T0", "zstd", other(TREE + f"tar {source} {out}"), other(f"tar -C {source} -cf - . | zstd -q -T0 >{out}/x.zst"), 1.05),
    ("plain / 7z -tzip -mx1 -mmt2", "7z", plain, sevenzip, 0.10),
    ("plain / bsdtar --format zip", "bsdtar", plain, other(f"bsdtar --format zip -cf {out}/x.zip {source}"), 1.0),
]
for name, tool, ours, theirs, target in pairs:
    if not shutil.which(tool):
        print(f"{name}: skipped, no {tool}")
        continue
    rows = []
    for _ in range(rounds):
        a, b = ours(), theirs()
        size = sum(os.path.getsize(os.path.join(t, f)) for t, _, fs in os.walk(out) for f in fs)
        rows.append((a[0] / b[0], a[1] / b[0], a[0], a[1], b[0], size / 1e6))
    def middle(i):
        return sorted(r[i] for r in rows)[len(rows) // 2]
    whole = f", with reading back {middle(0):.3f} ({middle(2):.2f} s)" if middle(0) != middle(1) else ""
    print(f"{name}: {middle(1):.3f} [{min(r[1] for r in rows):.3f}-{max(r[1] for r in rows):.3f}] of at most {target} "
          f"({middle(3):.2f} s / {middle(4):.2f} s; theirs takes {middle(5):.0f} MB){whole}", flush=True)
fresh()
for what, how in (("sealed", sealed), ("plain", plain)):
    how()
    print(what, "takes", round(sum(os.path.getsize(os.path.join(t, f)) for t, _, fs in os.walk(out) for f in fs) / 1e6), "MB")
P
