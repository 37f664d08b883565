#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# kenshin backup restore of a sealed part, while the worker that unpacks it is killed in the middle: it is begun anew with
# the part; each kill costs one file at most, which is told, and all others are as they were. When it is killed each time,
# that ends, and the rest is told.
set -u
# shellcheck source=parts/lib.sh
. "$(dirname "$0")/parts/lib.sh"
for tool in age age-keygen pgrep; do
	command -v $tool >/dev/null || { echo "skipped: no $tool"; exit 77; }
done
chmod 755 "$work"
plain_reaches_build || plain=
mkdir "$work/client" "$work/to" && chmod 777 "$work/to"
python3 - "$work/client" <<'P'
import os, random, sys
rng = random.Random(5)
for i in range(500):
    path = "%s/d%02d/%03d.bin" % (sys.argv[1], i // 50, i)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(rng.randbytes(200000))
P
chmod -R a+rX "$work/client"
age-keygen -o "$work/key" 2>/dev/null && chmod a+r "$work/key"
$plain "$kenshin" backup run --sealed --root "$work/client" --to "$work/to" --now "$now" --recipient "$(sed -n 's/^# public key: //p' "$work/key")" >"$work/out" 2>&1 || fail "no backup: $(cat "$work/out")"
[ "$(find "$work/to" -name '0*.tar.zst.age' | wc -l)" -eq 1 ] && pass "one part" || fail "$(ls "$work"/to/*)"

# killing MOST: restores, and kills the worker up to so often, each time when some more files are there.
killing() {
	rm -rf "$work/back" && mkdir -m 777 "$work/back"
	# Not through a shell, so that $! is the program.
	$plain "$kenshin" backup restore --from "$work/to" --to "$work/back" --identity "$work/key" >"$work/out" 2>"$work/err" &
	pid=$!
	kills=0 seen=0
	while kill -0 $pid 2>/dev/null && [ $kills -lt "$1" ]; do
		there=$(find "$work/back" -type f 2>/dev/null | wc -l)
		[ "$there" -gt $seen ] || { [ $kills -gt 0 ] && [ "$1" -gt 20 ]; } || continue
		# The part's worker hangs on age's pipe; it comes and goes with it.
		for p in $(pgrep -P $pid kenshin-work) $(pgrep -P $pid | xargs -r -n1 pgrep -P 2>/dev/null); do
			case $(cat "/proc/$p/comm" 2>/dev/null) in kenshin-work*) ;; *) continue ;; esac
			kill -9 "$p" 2>/dev/null && kills=$((kills + 1)) && seen=$((there + 20))
			break
		done
	done
	wait $pid
	code=$?
	lost=$(sed -n 's/^\([0-9,]*\) files were not brought back.*/\1/p' "$work/out" | tr -d ,)
	wrong=$(diff -r "$work/client" "$work/back" | grep -E ' differ$|^Only in [^:]*/back' | grep -vc 'kenshin-restore')
	back=$(find "$work/back" -type f | wc -l)
}
killing 0
[ $code -eq 0 ] && [ "$back" -eq 500 ] && [ "$wrong" -eq 0 ] && pass "all come back" || fail "undisturbed: $code: $(tail -3 "$work/out" "$work/err")"
met=0
for most in 1 3 6; do
	killing $most
	[ $kills -eq 0 ] || met=$((met + 1))
	[ "$wrong" -eq 0 ] && [ "${lost:-0}" -le $kills ] && [ $((back + ${lost:-0})) -eq 500 ] && [ $code -eq "$([ "${lost:-0}" -gt 0 ] && echo 1 || echo 0)" ] &&
		pass "killed $kills times: $back come back, ${lost:-0} are told" || fail "killed $kills times: $code, $back, lost ${lost:-0}, $wrong wrong: $(tail -4 "$work/out" "$work/err")"
done
[ $met -gt 0 ] && pass "it was met in the middle" || fail "it was never met in the middle"
began=$(date +%s)
killing 1000
[ $kills -gt 7 ] && [ $code -eq 1 ] && [ "$wrong" -eq 0 ] && [ "${lost:-0}" -gt 0 ] && [ $((back + ${lost:-0})) -eq 500 ] && grep -q 'stopped too often' "$work/out" &&
	pass "killed $kills times: it ends after $(($(date +%s) - began)) s, $back come back, $lost are told" || fail "killed each time: $kills, $code, $back, lost ${lost:-0}: $(tail -4 "$work/out" "$work/err")"
finish
