#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Any worker is killed at any moment: the run ends, its document is whole, and what the dead
# worker had in hand is told as not looked at, never as fine.
set -u
# shellcheck source=parts/lib.sh
. "$(dirname "$0")/parts/lib.sh"
rounds=${KENSHIN_KILLS:-24}

# All processes below a pid that are kenshin-worker.
workers() {
	for p in $(ps -eo pid=,ppid= | awk -v root="$1" '
		{ parent[$1] = $2 }
		END { for (p in parent) { q = p; while (q in parent && q != root) q = parent[q]; if (q == root && p != root) print p } }'); do
		case $(cat "/proc/$p/comm" 2>/dev/null) in kenshin-work*) echo "$p" ;; esac
	done
}
"$kenshin" check --image "$office" --signatures "$samples" --now "$now" --json >"$work/whole.json" 2>/dev/null ||
	{ fail "the undisturbed run does not end well"; finish; }

i=0
hurt=0
while [ $i -lt "$rounds" ]; do
	i=$((i + 1))
	signal=$([ $((i % 2)) -eq 0 ] && echo KILL || echo SEGV)
	"$kenshin" check --image "$office" --signatures "$samples" --now "$now" --json >"$work/$i.json" 2>"$work/$i.err" &
	pid=$!
	begin=$(date +%s)
	# A different moment each time: after so many looks at the process table.
	look=0
	killed=
	while [ -z "$killed" ] && kill -0 $pid 2>/dev/null; do
		list=$(workers $pid)
		[ -n "$list" ] && look=$((look + 1))
		if [ $look -ge $((1 + i % 8)) ] && [ -n "$list" ]; then
			n=$(echo "$list" | wc -l)
			victim=$(echo "$list" | sed -n "$((1 + (i * 7) % n))p")
			kill -"$signal" "$victim" 2>/dev/null && killed=$victim
		fi
	done
	wait $pid
	code=$?
	[ -n "$killed" ] && hurt=$((hurt + 1))
	seconds=$(($(date +%s) - begin))
	[ $seconds -le 20 ] || fail "round $i ($signal): took $seconds seconds to notice"
	case $code in
	0 | 3) ;;
	1) # could not do it at all: one sentence, and no document that looks like a result
		[ -s "$work/$i.err" ] || fail "round $i: code 1 without a word"
		[ -s "$work/$i.json" ] && fail "round $i: code 1 with a document"
		continue
		;;
	*) fail "round $i ($signal): code $code: $(cat "$work/$i.err")"; continue ;;
	esac
	# No answer turns into a better one in silence: it says that only part could be seen.
	python3 - "$work/whole.json" "$work/$i.json" <<'P' || fail "round $i ($signal): an answer looks better than it is"
import json, sys
whole, hurt = (json.load(open(p, encoding="utf-8")) for p in sys.argv[1:])
key = lambda f: (f["id"], f.get("system"))
want = {key(f): f["answer"] for f in whole["findings"]}
got = {key(f): f["answer"] for f in hurt["findings"]}
part = {key(f) for f in hurt["findings"] if f.get("reason")}
bad = [k for k, v in got.items() if v != want.get(k) and v in ("ok", "notice", "not-applicable") and k not in part]
missing = not got and not hurt["not_looked_at"]
lost = len(hurt["malware"]["hits"]) < len(whole["malware"]["hits"])
told = len(hurt["not_looked_at"]) > 0 or hurt["malware"]["state"] != "complete"
fewer = len(got) < len(want)
if bad or missing or ((lost or fewer) and not told):
    print([(k, want.get(k), got[k]) for k in bad], missing, lost, fewer, told)
    sys.exit(1)
P
done
[ $hurt -gt 0 ] && pass "$hurt of $rounds runs lost a worker and said so" || fail "no worker was there to be killed"
finish
