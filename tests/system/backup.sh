#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# kenshin backup, whole: unzip, 7-Zip, bsdtar and Python read every byte and every name; the source is not
# changed; two runs give the same parts; it never goes onto what it backs up.
set -u
# shellcheck source=parts/lib.sh
. "$(dirname "$0")/parts/lib.sh"
src_dir=$work/client
chmod 755 "$work"
python3 "$src/tests/fixtures/backup/corpus.py" "$src_dir" 2 || fail "no corpus"
ln -s /etc/passwd "$src_dir/Users/yamada/Documents/link"
chmod -R a+rX "$src_dir"
before=$(find "$src_dir" -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum)

# run TO OPTION...: a backup of the corpus by a plain user, into a folder of its own.
run() {
	to=$1
	shift
	mkdir -p "$to" && chmod 777 "$to"
	$plain "$kenshin" backup run --root "$src_dir" --to "$to" --now "$now" "$@"
}
plain_reaches_build || plain=
run "$work/a" >"$work/out" 2>"$work/err"
[ $? -eq 0 ] && pass "a backup runs" || fail "a backup: $(cat "$work/err" "$work/out")"
backup=$(echo "$work"/a/PC-backup-*)
grep -q 'was read back and is the same' "$work/out" && pass "it says that it was read back" || fail "$(cat "$work/out")"
grep -q 'Not in it: 1 ' "$work/out" && pass "it says what is not in it" || fail "$(cat "$work/out")"

# --- every reader agrees -------------------------------------------------------------------------
trees=
for reader in unzip 7z bsdtar; do
	command -v $reader >/dev/null || { echo "skipped: no $reader"; continue; }
	mkdir "$work/$reader" && trees="$trees $work/$reader"
	for zip in "$backup"/*.zip; do
		case $reader in
		unzip) LC_ALL=C.UTF-8 unzip -qq -o "$zip" -d "$work/unzip" ;;
		7z) LC_ALL=C.UTF-8 7z x -y -bd -o"$work/7z" "$zip" >/dev/null ;;
		bsdtar) LC_ALL=C.UTF-8 bsdtar -xf "$zip" -C "$work/bsdtar" ;;
		esac || fail "$reader: $zip"
	done
done
# shellcheck disable=SC2086 # several folders
python3 "$src/tests/system/parts/backup.py" "$backup" "$src_dir" $trees >"$work/said" 2>"$work/err" &&
	pass "Python$(echo "$trees" | sed "s|$work/|, |g; s| ,|,|g"): $(cat "$work/said")" || fail "$(tail -3 "$work/err")"
[ -d "$work/unzip/Users/yamada/Documents/empty" ] && pass "an empty folder comes back" || fail "no empty folder"
grep -q 'すべて展開' "$backup/README.txt" && grep -q 'Extract all' "$backup/README.txt" && pass "it says how to open it" || fail "README"

# --- nothing is changed, and it is the same each time ----------------------------------------------
[ "$before" = "$(find "$src_dir" -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum)" ] && pass "the source is as it was" || fail "the source was changed"
run "$work/b" >/dev/null 2>&1
other=$(echo "$work"/b/PC-backup-*)
for zip in "$backup"/*.zip; do
	cmp "$zip" "$other/${zip##*/}" || fail "another run gives another ${zip##*/}"
done
pass "two runs give the same parts"
run "$work/c" --shard-mib 1 >/dev/null 2>&1
python3 "$src/tests/system/parts/backup.py" "$work"/c/PC-backup-* "$src_dir" >"$work/said" 2>"$work/err" &&
	pass "in $(find "$work"/c/PC-backup-*/ -name '*.zip' | wc -l) parts: $(cat "$work/said")" || fail "$(tail -3 "$work/err")"
before=$(hash_of "$office")
mkdir -m 777 "$work/d"
$plain "$kenshin" backup run --image "$office" --to "$work/d" --now "$now" >"$work/out" 2>"$work/err"
[ $? -eq 0 ] && pass "a Windows disk: $(grep 'In it' "$work/out")" || fail "a Windows disk: $(cat "$work/err")"
grep -q 'Users/yamada/Documents  (Documents)' "$work/out" && pass "by the table of usual places" || fail "$(cat "$work/out")"
[ "$before" = "$(hash_of "$office")" ] && pass "the disk is as it was" || fail "the disk was changed"
for zip in "$work"/d/PC-backup-*/*.zip; do
	LC_ALL=C.UTF-8 unzip -tqq "$zip" || fail "unzip: $zip"
done
$plain "$kenshin" backup plan --image "$office" --now "$now" >"$work/plan" 2>"$work/err"
[ $? -eq 0 ] && [ "$(tail -n 1 "$work/plan")" = "$(grep Together "$work/out")" ] && pass "the plan says the same" || fail "plan: $(cat "$work/plan" "$work/err")"

# --- as records ----------------------------------------------------------------------------------------
run "$work/r" --records >"$work/out" 2>"$work/err"
[ $? -eq 0 ] && tail -n 1 "$work/out" | grep -q '"record":"backup","state":"proven","reason":"none".*"left_out":1,.*"restored":20' &&
	pass "records: the last one says how it ended" || fail "$(tail -n 1 "$work/out") $(cat "$work/err")"
grep -q '"record":"backup-folder".*"ticked":true' "$work/out" && grep -q '"stage":"reading"' "$work/out" && pass "records: folders, how far" || fail "$(head -3 "$work/out")"
mkdir -m 777 "$work/s"
$plain "$kenshin" backup run --image "$office" --to "$work/s" --hits "$build/../nothing" --records >"$work/out" 2>/dev/null
[ $? -eq 1 ] && ! grep -q '"state":"proven"' "$work/out" && [ -z "$(ls "$work/s")" ] && pass "records: what did not begin is not proven" || fail "$(cat "$work/out")"

# --- verify and list ---------------------------------------------------------------------------------
"$kenshin" backup verify --from "$backup" >"$work/out"
[ $? -eq 0 ] && pass "verify: whole" || fail "verify: $(cat "$work/out")"
"$kenshin" backup verify --from "$work/a" >"$work/out"
[ $? -eq 0 ] && grep -q "^${backup##*/}: " "$work/out" && pass "verify: the newest of a disk, by its name" || fail "verify --from a folder of backups: $(cat "$work/out")"
cp -r "$other" "$work/PC-backup-changed"
printf x | dd of="$work/PC-backup-changed/0001.zip" bs=1 seek=5000 conv=notrunc 2>/dev/null
"$kenshin" backup verify --from "$work/PC-backup-changed" >"$work/out" 2>/dev/null
[ $? -eq 1 ] && grep -q 'did not come back' "$work/out" && pass "verify: a changed byte" || fail "$(cat "$work/out")"
sed -i '$d' "$work/PC-backup-changed/manifest.jsonl" && cp "$backup/0001.zip" "$work/PC-backup-changed/"
"$kenshin" backup verify --from "$work/PC-backup-changed" >"$work/out" 2>/dev/null
[ $? -eq 3 ] && grep -q 'incomplete' "$work/out" && pass "verify: without its end it is incomplete" || fail "$(cat "$work/out")"
KENSHIN_LANG=ja "$kenshin" backup list --to "$work" >"$work/out"
grep -q '途中までです' "$work/out" && pass "the list says so, in Japanese" || fail "$(cat "$work/out")"

# --- where it may not go -----------------------------------------------------------------------------
mkdir -m 777 "$src_dir/out"
$plain "$kenshin" backup run --root "$src_dir" --to "$src_dir/out" >"$work/out" 2>"$work/err"
[ $? -eq 1 ] && [ -z "$(ls "$src_dir/out")" ] && pass "not into the source" || fail "into the source: $(cat "$work/out" "$work/err")"
rmdir "$src_dir/out"
"$kenshin" backup run --root "$src_dir" --to "$work/nowhere" 2>/dev/null
[ $? -eq 1 ] && pass "a folder that is not there" || fail "a folder that is not there"
"$kenshin" backup run --root "$src_dir" 2>/dev/null
[ $? -eq 2 ] && pass "no place is named: usage" || fail "no place is named"
if [ "$(id -u)" -eq 0 ] && mkdir "$work/small" && mount -t tmpfs -o size=3m,mode=777 tmpfs "$work/small" 2>/dev/null; then
	$plain "$kenshin" backup run --root "$src_dir" --to "$work/small" >"$work/out" 2>"$work/err"
	[ $? -eq 1 ] && grep -q 'there is room for' "$work/err" && [ -z "$(ls "$work/small")" ] && pass "too little room is told before" ||
		fail "too little room: $(cat "$work/err")"
	umount "$work/small"
else
	echo "skipped: no mount: a small medium"
fi
finish
