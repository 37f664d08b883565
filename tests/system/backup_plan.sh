#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# kenshin backup plan: what would be taken and why, what is there beside it and can be added, and what can
# never be in it, each with its number. A made client with C: and D:, an accounting program's data, an SQL
# Server, a folder that somebody made at the top of the disk, and more.
set -u
# shellcheck source=parts/lib.sh
. "$(dirname "$0")/parts/lib.sh"
sql='Program Files/Microsoft SQL Server/MSSQL15.OBCINSTANCE/MSSQL'
small_client "$work/c.img" \
	'file "Users/keiri/Documents/Yayoi/弥生会計26データフォルダ/会社.KB26" fill 40K 31' \
	"file \"$sql/DATA/kanjo.mdf\" fill 90K 32" "file \"$sql/DATA/kanjo_log.ldf\" fill 10K 33" \
	"file \"$sql/Binn/sqlservr.exe\" fill 50K 34" \
	'file "Users/keiri/AppData/Local/Microsoft/Outlook/keiri@example.jp.pst" fill 20K 35' \
	'file "Users/keiri/AppData/Local/Google/Chrome/User Data/Default/Login Data" fill 4K 36' \
	'file "Users/keiri/AppData/Local/Packages/Microsoft.MicrosoftStickyNotes_8wekyb3d8bbwe/LocalState/plum.sqlite" fill 8K 37' \
	'file "Users/yamada/作業中/見積.xlsx" fill 7K 38' 'dir "Users/yamada/Saved Games"' \
	'file "共有/顧客台帳.xlsx" fill 30K 39' 'file "共有/古い/名簿.xls" fill 12K 40' \
	'file "忘れ物.xlsx" fill 5K 41' 'file pagefile.sys zero 64K' 'file swapfile.sys zero 4K' \
	'onedrive "Users/yamada/OneDrive/ここ.txt" text "here"' 'cloud "Users/yamada/OneDrive/雲1.xlsx" 5000' \
	'cloud "Users/yamada/OneDrive/雲2.xlsx" 6000' 'efs "Users/keiri/Documents/給与.xlsx" fill 9K 42' \
	'junction "Users/keiri/Documents/My Music" "\\??\\C:\\Users\\keiri\\Music"' || fail 'no client'
{
	echo 'size 8M'
	echo 'label "DATA"'
	echo 'file "図面/A棟.dwg" fill 60K 50'
	echo 'file "System Volume Information/x" fill 1K 51'
} >"$work/d.manifest"
"$build/tools/mkimage" --base "$work" "$work/d.manifest" "$work/d.img" || fail 'no second part'
# Both as partitions of one disk: an MBR with two entries of the type 7.
python3 - "$work" <<'EOF'
import os, struct, sys
work = sys.argv[1]
parts = [os.path.join(work, name) for name in ("c.img", "d.img")]
at, table = 2048, b""
with open(os.path.join(work, "disk.img"), "wb") as disk:
    for part in parts:
        size = os.path.getsize(part) // 512
        table += struct.pack("<B3sB3sII", 0, b"\xfe\xff\xff", 7, b"\xfe\xff\xff", at, size)
        disk.seek(at * 512)
        with open(part, "rb") as f:
            disk.write(f.read())
        at += size + 2048
    disk.truncate(at * 512)
    disk.seek(440)
    disk.write(struct.pack("<IH", 0x4B454E53, 0) + table.ljust(64, b"\0") + b"\x55\xaa")
EOF
before=$(hash_of "$work/disk.img")
timeout 60 "$kenshin" backup plan --image "$work/disk.img" --now "$now" >"$work/plan" 2>"$work/err" && pass "a plan" || fail "$(cat "$work/err")"

# said WORDS PATTERN: a line of the plan.
said() { grep -qE "$2" "$work/plan" && pass "$1" || fail "$1: $(cat "$work/plan")"; }
not_said() { ! grep -qE "$2" "$work/plan" && pass "$1" || fail "$1: $(cat "$work/plan")"; }
said 'usual folders are ticked' '^\[x\] Users/yamada/Documents  \(Documents\)  40 files'
said 'a database is found below any instance' '^\[x\] Program Files/Microsoft SQL Server/MSSQL15.OBCINSTANCE/MSSQL/DATA  \(Database \(SQL Server\)\)  2 files'
[ "$(grep -c "program's own backup as well" "$work/plan")" -eq 2 ] && pass 'with a word of advice, as for Yayoi' || fail "$(cat "$work/plan")"
said 'what lies in a folder that is taken is named, not taken twice' '^ +Users/keiri/Documents/Yayoi  \(Data of Yayoi\)  1 files'
said 'mail' '^\[x\] Users/keiri/AppData/Local/Microsoft/Outlook  \(Mail\)  1 files'
said 'sticky notes' '^\[x\] .*LocalState  \(Sticky notes\)  1 files'
said 'a folder that somebody made at the top, unticked' '^\[ \] 共有  2 files, 4[0-9]'
said 'one of another part of the disk' '^\[ \] 図面  1 files'
said "one in a person's own folder" '^\[ \] Users/yamada/作業中  1 files'
said 'settings of programs are told as such' '^\[ \] Users/keiri/AppData  \(Settings and caches of programs\)'
not_said 'not what Windows made' '^\[.\] (Windows|Users|Program Files|System Volume|.*Saved Games)( |$)'
not_said "no browser's passwords" '^\[x\].*Chrome'
said 'names without contents are counted' '^  2: only their names'
said 'files with a lock of Windows' '^  1: locked by their user'
said 'ways to another place' '^  1: shortcuts'
said "Windows' own memory" '^  2: files in which Windows keeps its own memory'
said 'files outside of all folders, unticked' '^\[ \] \.  \(Files that lie in no folder\)  1 files, 5'
KENSHIN_LANG=ja timeout 60 "$kenshin" backup plan --image "$work/disk.img" --now "$now" >"$work/ja"
grep -q '^\[ \] 共有' "$work/ja" && grep -q '^入らないもの' "$work/ja" && grep -q '弥生のデータ' "$work/ja" && pass 'in Japanese' || fail "$(cat "$work/ja")"

# --- what the plan says is what is done --------------------------------------------------------------
mkdir "$work/to"
timeout 60 "$kenshin" backup run --image "$work/disk.img" --to "$work/to" --now "$now" --also 共有 --also 図面 --also Users/keiri --also . >"$work/out" 2>"$work/err"
[ $? -eq 0 ] && pass 'a backup with two folders more, and one that holds others' || fail "$(cat "$work/err")"
names=$(LC_ALL=C.UTF-8 unzip -Z1 "$work"/to/PC-backup-*/0001.zip | grep -v '/$' | sort)
[ -z "$(echo "$names" | uniq -d)" ] && ! echo "$names" | grep -q '%~2' && pass 'nothing is in it twice' || fail "$names"
for file in 共有/古い/名簿.xls 図面/A棟.dwg "$sql/DATA/kanjo.mdf" Users/keiri/Documents/Yayoi/弥生会計26データフォルダ/会社.KB26 忘れ物.xlsx; do
	echo "$names" | grep -qxF "$file" || fail "not in it: $file"
done
echo "$names" | grep -q 'file.sys' && fail "Windows' own memory is in it: $names"
grep -q "2 files: files in which Windows keeps its own memory\|2: files in which Windows keeps its own memory" "$work/out" && pass "Windows' own memory is not, and counted" || fail "$(cat "$work/out")"
pass 'all that was asked for is in it'
[ "$(grep -c '' <<-EOF
$names
EOF
)" -eq "$(sed -n 's/^In it: \([0-9,]*\) files.*/\1/p' "$work/out" | tr -d ,)" ] && pass 'as many as it says' || fail "$(cat "$work/out")"
timeout 60 "$kenshin" backup plan --image "$work/disk.img" --also nowhere >/dev/null 2>"$work/err"
[ $? -eq 1 ] && grep -q 'no folder nowhere' "$work/err" && pass 'one that is not there is told' || fail "$(cat "$work/err")"
[ "$before" = "$(hash_of "$work/disk.img")" ] && pass 'the disk is as it was' || fail 'the disk was changed'
finish
