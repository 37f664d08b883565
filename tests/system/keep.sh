#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What is kept on the stick: sealed for the chamber and nobody else, whole or not at all; counts
# without names; loans. Partitions that are full, gone, killed into or somebody else's work.
set -u
# shellcheck source=parts/lib.sh
. "$(dirname "$0")/parts/lib.sh"
command -v age >/dev/null || { echo "skipped: no age"; exit 77; }
records=$src/tests/tui/fake/office.jsonl
grep -v '"progress"' "$records" >"$work/case.jsonl"
age-keygen -o "$work/chamber.key" 2>/dev/null
age-keygen -o "$work/other.key" 2>/dev/null
age-keygen -o "$work/loan.key" 2>/dev/null
public() { sed -n 's/^# public key: //p' "$1"; }
on_exit() { umount "$work/small" 2>/dev/null; }

fresh() { # DATA
	rm -rf "$1"
	mkdir -p "$1/kenshin" "$1/signatures" && public "$work/chamber.key" >"$1/kenshin/chamber.txt"
}
data=$work/data
keep() { "$kenshin" keep --data "$data" "$@" 2>"$work/why"; }
sealed() { find "$1/results" -name "*.age" -type f 2>/dev/null | wc -l; }
code() { # WANT NAME COMMAND...
	want=$1 name=$2
	shift 2
	"$@"
	got=$?
	if [ "$got" -eq "$want" ]; then pass "$name"; else fail "$name: code $got, not $want: $(cat "$work/why")"; fi
}
check() { # NAME COMMAND...
	name=$1
	shift
	if "$@" >"$work/check.out" 2>&1; then pass "$name"; else fail "$name: $(head -n 3 "$work/check.out")"; fi
}

# --- there and back ------------------------------------------------------------------------------
fresh "$data"
code 0 "a case is kept" keep "$work/case.jsonl"
check "one file" [ "$(sealed "$data")" -eq 1 ]
file=$(find "$data/results" -type f)
check "its name says nothing" sh -c "basename '$file' | grep -qE '^[0-9a-f]{32}\\.age$'"
check "its time says no day" [ "$(date -u -r "$file" +%d%H%M%S)" = 01000000 ]
check "plain age opens it" sh -c "age -d -i '$work/chamber.key' '$file' | cmp - '$work/case.jsonl'"
"$kenshin" keep --open "$file" --identity "$work/chamber.key" --save "$work/back.jsonl" 2>"$work/why"
check "kenshin opens it" cmp "$work/back.jsonl" "$work/case.jsonl"
check "for its owner alone" [ "$(stat -c %a "$work/back.jsonl")" = 600 ]
for f in case back; do "$kenshin" report "$work/$f.jsonl" --json --quiet --json-file "$work/$f.json" 2>/dev/null; done
check "the same sheet" cmp "$work/case.json" "$work/back.json"
code 7 "another key does not" "$kenshin" keep --open "$file" --identity "$work/other.key" --save "$work/no" 2>"$work/why"
check "and leaves no file" [ ! -e "$work/no" ]
for at in 30 200 1000 20000; do
	cp "$file" "$work/flipped.age"
	printf '\377' | dd of="$work/flipped.age" bs=1 seek=$at conv=notrunc 2>/dev/null
	if "$kenshin" keep --open "$work/flipped.age" --identity "$work/chamber.key" >"$work/out" 2>/dev/null; then
		fail "a byte changed at $at is taken"
	else
		pass "a byte changed at $at is found"
	fi
done
# No word of the case is anywhere below DATA: every text of its records that is longer than six letters.
grep -aoE '[A-Za-z0-9_./-]{7,}' "$work/case.jsonl" | sort -u >"$work/words"
age -r "$(public "$work/other.key")" </dev/null | grep -aoE '[A-Za-z0-9_./-]{7,}' >"$work/age-words"
grep -vxFf "$work/age-words" "$work/words" >"$work/marks"
check "no plain text of the case" sh -c "! grep -rqaFf '$work/marks' '$data'"
printf '%s\n%s\n' "$(public "$work/chamber.key")" "$(public "$work/other.key")" >"$data/kenshin/chamber.txt"
keep "$work/case.jsonl"
for f in "$data"/results/*; do [ "$f" = "$file" ] || second=$f; done
check "two keys, two doors" sh -c "age -d -i '$work/other.key' '$second' | cmp - '$work/case.jsonl'"
: >"$work/none"
for n in 0 1 65535 65536 65537 200000; do # records begin and end; what is between may be anything
	{ printf '{"record":"begin"}\n'; head -c "$n" /dev/zero | tr '\0' x; printf '\n'; } >"$work/n.jsonl"
	fresh "$data"
	code 0 "length $n" keep "$work/n.jsonl"
	check "and back" sh -c "age -d -i '$work/chamber.key' '$data'/results/*.age | cmp - '$work/n.jsonl'"
done

for usage in "keep" "keep --data $data" "keep --open x" "keep --data $data --sticker pink x" "keep --sweep" \
	"keep --data $data --sweep x" "tally" "tally --data $data --mode shop" "loan" "loan --data $data --pass-fd 0" \
	"keep --open x --identity y --pass-fd 77" "tally --data $data --minutes x"; do
	# shellcheck disable=SC2086 # words on purpose
	code 2 "usage: $usage" "$kenshin" $usage 2>"$work/why" </dev/null
done

# --- nothing is kept -----------------------------------------------------------------------------
nothing() { # CODE NAME
	code "$1" "$2" keep "$work/case.jsonl"
	check "$2: nothing is kept" [ "$(sealed "$data")" -eq 0 ]
	check "$2: one sentence says so" [ "$(wc -l <"$work/why")" -eq 1 ]
}
fresh "$data" && rm "$data/kenshin/chamber.txt" && nothing 4 "no key"
fresh "$data" && : >"$data/kenshin/chamber.txt" && nothing 4 "an empty list"
fresh "$data" && sed -i 's/q$/p/; t; s/.$/q/' "$data/kenshin/chamber.txt" && nothing 4 "a key with a slip of the pen"
fresh "$data" && echo "hello" >>"$data/kenshin/chamber.txt" && nothing 4 "a list with a wrong line"
fresh "$data" && head -c 9000 /dev/zero >"$data/kenshin/chamber.txt" && nothing 4 "a list too long"
fresh "$data" && rm "$data/kenshin/chamber.txt" && mkdir "$data/kenshin/chamber.txt" && nothing 4 "a folder for a list"
fresh "$data" && : >"$data/results" && nothing 1 "a file in the way"
rm -rf "$data" && nothing 6 "no partition"
mkdir "$data" && nothing 6 "a partition that was pulled out"
fresh "$data"
code 1 "what is no case" keep "$work/chamber.key"
check "is not kept" [ "$(sealed "$data")" -eq 0 ]

# --- full, at every size -------------------------------------------------------------------------
mkdir "$work/small"
if mount -t tmpfs -o size=8k tmpfs "$work/small" 2>/dev/null; then
	whole=0 half=0 kept=0
	for size in 8 12 16 20 24 28 32 36 40 44 48 64; do
		mount -o remount,size=${size}k "$work/small"
		fresh "$work/small/d" 2>/dev/null
		[ -s "$work/small/d/kenshin/chamber.txt" ] || continue
		"$kenshin" keep --data "$work/small/d" "$work/case.jsonl" 2>/dev/null
		got=$?
		[ $got -eq 0 ] && kept=$((kept + 1))
		[ $got -eq 0 ] || [ $got -eq 5 ] || half=$((half + 1))
		for f in "$work"/small/d/results/*; do
			[ -e "$f" ] || continue
			if age -d -i "$work/chamber.key" "$f" 2>/dev/null | cmp -s - "$work/case.jsonl"; then
				whole=$((whole + 1))
			else
				half=$((half + 1))
			fi
		done
	done
	check "full: $whole whole, $half half" [ $half -eq 0 ] && check "kept where there is room" [ $kept -gt 0 ] &&
		check "and said so each time" [ $kept -eq $whole ]
	umount "$work/small"
else
	echo "skipped: no mount: full partitions"
fi

# --- killed in the middle ------------------------------------------------------------------------
# exFAT has no files without a name: the shim takes them away here, too. And it lets the FAIL_AT-th
# of the calls below fail with FAIL_ERR.
cat >"$work/shim.c" <<'X'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
static int fails(void)
{
	static int at = -2, n;
	if (at == -2)
		at = getenv("FAIL_AT") ? atoi(getenv("FAIL_AT")) : -1;
	if (at < 0 || ++n != at)
		return 0;
	errno = atoi(getenv("FAIL_ERR"));
	return 1;
}
#define CALL(type, name, args, values) \
	type name args \
	{ \
		type(*next) args = (type(*) args)dlsym(RTLD_NEXT, #name); \
		return fails() ? (type)-1 : next values; \
	}
CALL(ssize_t, write, (int a, const void *b, size_t c), (a, b, c))
CALL(ssize_t, pread, (int a, void *b, size_t c, off_t d), (a, b, c, d))
CALL(int, fsync, (int a), (a))
CALL(int, renameat, (int a, const char *b, int c, const char *d), (a, b, c, d))
CALL(int, mkdir, (const char *a, mode_t b), (a, b))
int open(const char *path, int flags, ...)
{
	int (*next)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
	va_list ap;
	int mode;
	va_start(ap, flags);
	mode = va_arg(ap, int);
	va_end(ap);
	return fails() ? -1 : next(path, flags, mode);
}
int openat(int dir, const char *path, int flags, ...)
{
	int (*next)(int, const char *, int, ...) = (int (*)(int, const char *, int, ...))dlsym(RTLD_NEXT, "openat");
	va_list ap;
	int mode;
	va_start(ap, flags);
	mode = va_arg(ap, int);
	va_end(ap);
	if ((flags & O_TMPFILE) == O_TMPFILE) {
		errno = EOPNOTSUPP;
		return -1;
	}
	return fails() ? -1 : next(dir, path, flags, mode);
}
X
shim=
cc -shared -fPIC -o "$work/shim.so" "$work/shim.c" -ldl 2>/dev/null && shim=$work/shim.so
{ cat "$work/case.jsonl"; i=0; while [ $i -lt 900 ]; do cat "$work/case.jsonl"; i=$((i + 1)); done; } >"$work/long.jsonl"
lend() { # PCS
	cat >"$data/kenshin/loan.json" <<-X
	{"schema":1,"slip":"12","issued":"2026-11-21","until":"2026-11-28","pcs":$1,
	 "recipient":"$(public "$work/loan.key")","phone":"06-0000-0000","hours":"","used":[]}
	X
}
fresh "$data"
lend 5
began=$(date +%s%N)
code 0 "where files need a name (exFAT)" env LD_PRELOAD="$shim" "$kenshin" keep --data "$data" --sticker blue "$work/long.jsonl" 2>"$work/why"
lasts=$((($(date +%s%N) - began) / 1000000))
check "the long case is kept" [ "$(sealed "$data")" -eq 1 ]
rm -f "$data"/results/*
whole=0 half=0 parts=0 broken=0 finished=0
for i in $(seq 30); do
	[ $((i % 6)) -ne 1 ] || lend 5
	set -- blue yellow red green white blue
	shift $(((i - 1) % 6))
	LD_PRELOAD=$shim "$kenshin" keep --data "$data" --sticker "$1" "$work/long.jsonl" 2>/dev/null &
	pid=$!
	sleep "$(awk -v s="$i$$" -v ms="$lasts" 'BEGIN { srand(s); printf "%.3f", rand() * ms / 1000 }')"
	kill -9 $pid 2>/dev/null || finished=$((finished + 1))
	wait $pid 2>/dev/null
	parts=$((parts + $(find "$data" -name '.*.part' | wc -l)))
	for f in "$data"/results/*.age; do
		[ -e "$f" ] || continue
		if age -d -i "$work/chamber.key" "$f" 2>/dev/null | cmp -s - "$work/long.jsonl"; then
			whole=$((whole + 1))
		else
			half=$((half + 1))
		fi
		rm "$f"
	done
	"$kenshin" loan --data "$data" >/dev/null 2>&1 || broken=$((broken + 1))
	"$kenshin" keep --sweep --data "$data" 2>/dev/null
done
echo "killed 30 times: $whole whole, $parts left half-written, $finished had ended"
check "killed: nothing half under a final name" [ $half -eq 0 ]
check "killed: the loan can be read each time" [ $broken -eq 0 ]
check "killed: left-overs are removed" [ -z "$(find "$data" -name '*.part')" ]
check "killed: none left to itself" [ -z "$(find "$data/results" -type f)" ]

# --- each call failing once ----------------------------------------------------------------------
if [ -n "$shim" ]; then
	half=0 lies=0 tries=0
	for error in 5 28; do
		at=1 last=0
		while [ $at -lt 100 ] && [ $last -lt 8 ]; do # until so many in a row have nothing left to fail
			fresh "$data"
			lend 2
			FAIL_AT=$at FAIL_ERR=$error LD_PRELOAD=$shim "$kenshin" keep --data "$data" --sticker blue "$work/case.jsonl" 2>/dev/null
			got=$?
			files=0
			for f in "$data"/results/*.age; do
				[ -e "$f" ] || continue
				files=$((files + 1))
				age -d -i "$work/chamber.key" "$f" 2>/dev/null | cmp -s - "$work/case.jsonl" || half=$((half + 1))
			done
			used=$(grep -c blue "$data/kenshin/loan.json")
			"$kenshin" loan --data "$data" >/dev/null 2>&1 || half=$((half + 1))
			# Kept and counted go together, and success is never told without both.
			[ "$files" -eq "$used" ] || lies=$((lies + 1))
			[ $got -ne 0 ] || [ "$files" -eq 1 ] || lies=$((lies + 1))
			[ $got -eq 0 ] && last=$((last + 1)) || last=0
			[ -z "$(find "$data" -name '*.part')" ] || half=$((half + 1))
			tries=$((tries + 1)) at=$((at + 1))
		done
	done
	check "each of $tries calls failing: nothing half" [ $half -eq 0 ]
	check "and what is told is what is there" [ $lies -eq 0 ]
else
	echo "skipped: no compiler: each call failing once"
fi

# --- counts --------------------------------------------------------------------------------------
fresh "$data"
tally() { "$kenshin" tally --data "$data" --now 2026-11-21 "$@" >"$work/out" 2>"$work/why"; }
for minutes in 19 36 36 75; do tally "$work/case.jsonl" --minutes $minutes; done
tally
check "four visits" grep -qx '2026-11,desk,visits,all,4' "$work/out"
check "of which two" grep -qx '2026-11,desk,minutes,20-39,2' "$work/out"
grep '[A-Z./]' "$work/marks" >"$work/names"
check "no name of the case" sh -c "! grep -qaFf '$work/names' '$data/kenshin/tally.csv'"
check "no day" sh -c "! grep -q '2026-11-' '$data/kenshin/tally.csv'"
cp "$data/kenshin/tally.csv" "$work/tally.csv"
n=0
for harm in 's/$/\r/' '$d' 's/,4$/,five/' '1s/^/\xef\xbb\xbf/' 's/2026-11/2026-11-21/'; do
	sed -i "$harm" "$data/kenshin/tally.csv"
	cp "$data/kenshin/tally.csv" "$work/harmed.csv"
	n=$((n + 1))
	code 0 "a changed tally ($harm) is set aside" tally "$work/case.jsonl"
	check "not lost" cmp "$work/harmed.csv" "$data/kenshin/tally-aside-$n.csv"
	tally
	check "and a new one begun" grep -qx '2026-11,desk,visits,all,1' "$work/out"
	cp "$work/tally.csv" "$data/kenshin/tally.csv"
done
head -c 2000000 /dev/zero >"$data/kenshin/tally.csv"
code 0 "a huge one, too" tally "$work/case.jsonl"
code 1 "a tally of what is no case" tally "$work/chamber.key"
code 6 "no partition to count on" "$kenshin" tally --data "$work/gone" "$work/case.jsonl" 2>"$work/why"

# --- loans ---------------------------------------------------------------------------------------
fresh "$data"
lend 2
code 0 "a PC of a loan" keep --sticker blue "$work/case.jsonl" --now 2026-11-22
check "is counted" sh -c "'$kenshin' loan --data '$data' | grep -qx 'left 1 of 2'"
result=$(find "$data/results" -name '*.age')
check "its result opens with the loan's key" sh -c "age -d -i '$work/loan.key' '$result' | cmp - '$work/case.jsonl'"
check "and with the chamber's" sh -c "age -d -i '$work/chamber.key' '$data'/results/*.age | cmp - '$work/case.jsonl'"
code 0 "a PC whose clock is wrong" keep --sticker yellow "$work/case.jsonl" --now 2045-01-01
check "is of a day of the loan" grep -q '"date": "2026-11-28"' "$data/kenshin/loan.json"
code 1 "a sticker twice" keep --sticker blue "$work/case.jsonl"
code 1 "one of no such loan" keep --sticker white "$work/case.jsonl"
check "nothing more is kept" [ "$(sealed "$data")" -eq 2 ]
echo '{' >"$data/kenshin/loan.json"
code 1 "a broken loan" keep --sticker yellow "$work/case.jsonl"
code 1 "is no ordinary stick" keep "$work/case.jsonl"
check "nothing is kept on it" [ "$(sealed "$data")" -eq 2 ]
finish
