#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Clients out of the ordinary: names made to deceive, folders that may not be read, links that lead
# outside, pipes and devices, an image that shrinks under the hand, records that break off.
set -u
# shellcheck source=parts/lib.sh
. "$(dirname "$0")/parts/lib.sh"
chmod 755 "$work"
clean() { # FILE...: valid UTF-8 without a control or a format character
	python3 - "$@" <<'P'
import sys, unicodedata
bad = {(p[-12:], hex(ord(c))) for p in sys.argv[1:] for c in open(p, "rb").read().decode("utf-8")
       if c != "\n" and unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")}
print(sorted(bad))
sys.exit(bool(bad))
P
}

# --- names -----------------------------------------------------------------------------------
long=$(python3 -c "print('長' * 250)")
sed 's/^"ProductName"=.*/"ProductName"="Windows \\u001b[31m\\u202e\\u000a\\ud800 11"/' \
	"$src/tests/fixtures/clients/office/software.spec" >"$work/more.spec"
cat "$src/tests/fixtures/clients/parts/software.spec" "$work/more.spec" >"$work/software.spec"
"$build/tools/mkhive" "$work/software.spec" "$work/deceiving" || fail "no hive could be made"
small_without=SOFTWARE
if small_client "$work/small.img" 'file Windows/System32/config/SOFTWARE from deceiving' \
	'eicar "Users/yamada/Downloads/a\x1b[31mred\x07.com"' 'eicar "Users/yamada/Downloads/\u202egpj.com"' \
	'eicar "Users/yamada/Downloads/line\nbreak.com"' "eicar \"Users/yamada/Downloads/$long.com\"" \
	'eicar "Users/yamada/Downloads/\u0085\u009b31m.com"' 'eicar "Users/yamada/Downloads/\u200b\u2066.com"' \
	'file "Users/ev\x1b]0;hi\x07il/NTUSER.DAT" from yamada.dat'; then
	for face in '' --json --records; do
		# shellcheck disable=SC2086
		"$kenshin" check --image "$work/small.img" --signatures "$samples" --now "$now" $face \
			--save "$work/n.save" --text "$work/n.text" --json-file "$work/n.json" >"$work/n.out" 2>"$work/n.err" ||
			fail "names: code $?: $(cat "$work/n.err")"
		clean "$work"/n.* >"$work/why" && pass "no raw control characters from names (${face:-text})" || fail "names: $(cat "$work/why")"
	done
	[ "$(grep -c '"record":"hit"' "$work/n.save")" -eq 6 ] || fail "not all six samples were found"
else
	fail "no client could be made"
fi
small_without=

# --- folders and links ---------------------------------------------------------------------------
root=$work/root
mkdir -p "$root/Windows/System32/config" "$root/Users/a/Downloads" "$root/Users/b"
cp "$build"/fixtures/tidy.hives/S* "$root/Windows/System32/config"
cp "$build/fixtures/tidy.hives/sato.dat" "$root/Users/a/NTUSER.DAT"
cp "$build/fixtures/tidy.hives/sato.dat" "$root/Users/b/NTUSER.DAT"
printf '%s' 'X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*' >"$work/outside"
ln -s "$work/outside" "$root/Users/a/Downloads/outside"
ln -s / "$root/Users/a/Downloads/top"
ln -s .. "$root/Users/a/Downloads/up"
ln -s self "$root/Users/a/Downloads/self"
mkfifo "$root/Users/a/Downloads/pipe"
[ "$(id -u)" -eq 0 ] && mknod "$root/Users/a/Downloads/zero" c 1 5 2>/dev/null
look() { timeout 60 "$@" --root "$root" --signatures "$samples" --now "$now" --json >"$work/o.json" 2>"$work/err"; }
look "$kenshin" check || fail "odd folder: code $?: $(cat "$work/err")"
grep -q '"hits_total": 0' "$work/o.json" && pass "links, pipes and devices lead nowhere" || fail "a link led outside"

chmod -R go+rX "$root"
chmod 000 "$root/Users/b"
if plain_reaches_build; then
	for lang in C C.UTF-8 ja_JP.UTF-8; do
		if look env LC_ALL=$lang $plain "$kenshin" check &&
			! grep -q 'the part that reads it stopped' "$work/o.json" &&
			grep -q 'because this user may not read it' "$work/o.json"; then
			pass "a folder of somebody else's costs only itself ($lang)"
		else
			fail "closed folder ($lang): $(cat "$work/err"; grep '"why"' "$work/o.json")"
		fi
	done
else
	echo 'skipped: no permission (the build folder is not open to others)'
fi
chmod 755 "$root/Users/b"

printf 'root:MARK\n' >"$work/shadow"
for leads in "$work/shadow" "../../../../shadow" "$build/fixtures/office.hives/SOFTWARE" self; do
	ln -sf "$leads" "$root/Windows/System32/config/SOFTWARE"
	look "$kenshin" check || fail "link as hive: code $?"
	grep -q '"answer": "ok"' "$work/o.json" && fail "a hive from outside was believed: $leads"
	grep -q MARK "$work/o.json" "$work/err" && fail "contents from outside were shown"
	grep -q 'no Windows or Linux that can be read' "$work/o.json" || fail "not told: $leads"
done
pass "a hive that leads outside is no hive"

# --- an image that shrinks ------------------------------------------------------------------------
for after in 0.05 0.2 0.5; do
	cp "$office" "$work/shrinks.img"
	(
		sleep $after
		truncate -s 1M "$work/shrinks.img"
	) &
	timeout 120 "$kenshin" check --image "$work/shrinks.img" --signatures "$samples" --now "$now" --json >"$work/o.json" 2>"$work/err"
	code=$?
	wait
	case $code in
	0 | 3) grep -q '"why": "because' "$work/o.json" && pass "an image that shrinks after $after s is told" || fail "shrinking: nothing told" ;;
	1) [ -s "$work/err" ] && pass "an image that shrinks after $after s is refused" || fail "shrinking: no word" ;;
	*) fail "shrinking: code $code" ;;
	esac
done

# --- records that break off -----------------------------------------------------------------------
sed '$d' "$work/n.save" >"$work/broken.jsonl"
for command in judge report; do
	"$kenshin" $command "$work/broken.jsonl" --text "$work/broken.txt" --quiet 2>"$work/err"
	code=$?
	[ $code -eq 3 ] && grep -q 'breaks off before the end' "$work/broken.txt" && pass "$command tells that the record breaks off" ||
		fail "$command: code $code, and the sheet does not tell that the record breaks off"
done
python3 - "$kenshin" "$work/n.save" "$work/x.jsonl" "${KENSHIN_VARIANTS:-60}" <<'P' >"$work/why" && pass "damaged records: $(cat "$work/why")" || fail "$(cat "$work/why")"
import random, re, subprocess, sys
kenshin, whole, name, count = sys.argv[1:]
whole = open(whole, "rb").read()
lines = whole.splitlines(True)
odd = [b"-1", b"1e400", b"9223372036854775807", b"-9223372036854775808", b"99999999999999999999", b'"x"', b"[]", b"{}", b"null", b"0.5"]
bad, codes = [], {}
for k in range(int(count)):
    rng, b, some = random.Random(k), bytearray(whole), list(lines)
    if k % 5 == 0:
        b = b[: rng.randrange(len(b))]
    elif k % 5 == 1:
        b[rng.randrange(len(b))] ^= 1 << rng.randrange(8)
    elif k % 5 == 2:
        del some[rng.randrange(1, len(some))]
        b = b"".join(some)
    elif k % 5 == 3:
        some.insert(rng.randrange(len(some)), rng.choice(some))
        b = b"".join(some)
    else:
        i = rng.randrange(len(some))
        some[i] = re.sub(rb":(\d+|null|true|false)([,}])", lambda m: b":" + rng.choice(odd) + m[2] if rng.random() < 0.4 else m[0], some[i])
        b = b"".join(some)
    open(name, "wb").write(b)
    p = subprocess.run([kenshin, ["judge", "report"][k % 2], name, "--json"], capture_output=True, timeout=60)
    codes[p.returncode] = codes.get(p.returncode, 0) + 1
    if p.returncode not in (0, 1, 3) or p.returncode == 1 and (p.stdout or p.stderr.count(b"\n") != 1):
        bad.append((k, p.returncode, p.stderr[:200]))
    if any(c < 32 and c != 10 for c in p.stdout + p.stderr):
        bad.append((k, "control characters"))
    if p.returncode == 0 and b'"finished": false' in p.stdout:
        bad.append((k, "unfinished, and not told"))
print(count, codes, bad)
sys.exit(bool(bad))
P
printf '{"record":"begin","schema":1,"tool":"x"}\n{"record":"fact","x":%s%s}\n' "$(printf '%100000s' '' | tr ' ' '[')" \
	"$(printf '%100000s' '' | tr ' ' ']')" >"$work/deep.jsonl"
"$kenshin" judge "$work/deep.jsonl" >/dev/null 2>"$work/err"
[ $? -eq 1 ] && pass "a record nested without end is refused" || fail "nested: $(cat "$work/err")"
finish
