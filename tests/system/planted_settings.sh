#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A neglected PC: every fault of a setting, of sharing, of stored passwords and of copies is planted
# once, and each is told exactly once, with its advice and in both languages; the image is not
# changed. The well-kept PC gets no concern from the same checks.
set -u
# shellcheck source=parts/lib.sh
. "$(dirname "$0")/parts/lib.sh"
clients=$src/tests/fixtures/clients
tools=$build/tools

cat "$clients/parts/software.spec" - >"$work/software.spec" <<'END'

[Microsoft\Windows Defender\Exclusions\Paths]
"C:\\Users\\yamada\\Downloads"=dword:00000000
[Policies\Microsoft\Windows\System]
"EnableSmartScreen"=dword:00000000
[Microsoft\Windows NT\CurrentVersion\Image File Execution Options\sethc.exe]
"Debugger"="C:\\Windows\\System32\\cmd.exe"
[Microsoft\Windows NT\CurrentVersion\Schedule\TaskCache\Tree\ghost]
"Id"="{22222222-0000-4000-8000-000000000002}"
END
cat "$clients/parts/system.spec" - >"$work/system.spec" <<'END'

[ControlSet001\Control\SystemInformation]
"SystemProductName"="Note"
[ControlSet001\Control\Lsa]
"LmCompatibilityLevel"=dword:00000001
[ControlSet001\Services\LanmanServer\Parameters]
"SMB1"=dword:00000001
[ControlSet001\Services\LanmanServer\Shares]
"見積"=multi:"CSCFlags=0","MaxUses=4294967295","Path=C:\\見積","ShareName=見積","Type=0"
[ControlSet001\Services\LanmanServer\Shares\Security]
"見積"=hex:01,00,04,80,00,00,00,00,00,00,00,00,00,00,00,00,14,00,00,00,02,00,1c,00,01,00,00,00,00,00,14,00,ff,01,1f,00,01,01,00,00,00,00,00,01,00,00,00,00
[ControlSet001\Services\TlntSvr]
"Start"=dword:00000002
"ImagePath"=expand:"%SystemRoot%\\system32\\tlntsvr.exe"
[ControlSet001\Services\lamp]
"Start"=dword:00000002
"ImagePath"="C:\\Users\\Public\\lamp\\lamp.exe -s"
END
cat "$clients/parts/user.spec" - >"$work/user.spec" <<'END'

[Software\Sota\FFFTP\Options\Host0]
"HostAdrs"="ftp.example.jp"
"Password"="0+AAAA"
[Software\Microsoft\Office\16.0\Excel\Security]
"VBAWarnings"=dword:00000001
[Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders]
"Personal"=expand:"%USERPROFILE%\\OneDrive\\Documents"
END
cat >"$work/manifest" <<'END'
size 32M
label "C"
time 2026-11-20T09:00:00Z
file Windows/System32/config/SOFTWARE from SOFTWARE
file Windows/System32/config/SYSTEM from SYSTEM
file Users/yamada/NTUSER.DAT from user.dat
file Windows/System32/cmd.exe from cmd.exe
file Windows/System32/sethc.exe from sethc.exe
file Windows/Prefetch/VSSADMIN.EXE-1AB2C3D4.pf fill 9K 3
dir "System Volume Information"
dir "Program Files"
file ProgramData/AnyDesk/service.conf text "ad.anynet.cert=none\nad.anynet.pwd_hash=5f0c1e7788a1d2aa\nad.anynet.pwd_salt=c0ffee77d1\n"
file Windows/System32/Tasks/Microsoft/Windows/Defrag/ScheduledDefrag text "<Task><Actions><Exec><Command>%windir%\\system32\\defrag.exe</Command></Exec></Actions></Task>"
file Windows/System32/drivers/etc/hosts text "203.0.113.7 www.windowsupdate.com\r\n"
onedrive Users/yamada/OneDrive/here.txt text "never read"
cloud Users/yamada/OneDrive/gone.xlsx 3M
file "Users/yamada/Documents/Outlook ファイル/old.pst" from old.pst
file "Users/yamada/AppData/Local/Microsoft/Outlook/new.pst" from new.pst
rights Users/yamada/Desktop system:full,admins:full,everyone:read
file "Users/yamada/Desktop/ﾊﾟｽﾜｰﾄﾞ一覧.txt" text "never read"
file "Users/yamada/Documents/マイナンバー一覧.xlsx" hex 504b03041400000008000000000061616161626262626363636300000000
file "Users/yamada/AppData/Roaming/Mozilla/Firefox/Profiles/k3x.default/logins.json" text "{\"logins\":[{\"hostname\":\"https://direct.jp-bank.japanpost.jp\",\"encryptedPassword\":\"MDIEEPgAAAA\"}]}"
file "ProgramData/Microsoft/Wlansvc/Profiles/Interfaces/{1}/{2}.xml" text "<WLANProfile><SSIDConfig><SSID><name>cafe</name></SSID></SSIDConfig><connectionMode>auto</connectionMode><MSM><security><authEncryption><authentication>open</authentication><encryption>none</encryption></authEncryption></security></MSM></WLANProfile>"
END
for hive in software:SOFTWARE system:SYSTEM user:user.dat; do
	"$tools/mkhive" "$work/${hive%%:*}.spec" "$work/${hive##*:}" || { fail "no hive"; finish; }
done
for name in cmd.exe sethc.exe; do
	"$tools/mkpe" 10.0.26100.1 "$work/$name" "$name" || { fail "no program"; finish; }
done
"$tools/mkpst" "$work/old.pst" ansi cyclic && "$tools/mkpst" "$work/new.pst" unicode password || { fail "no data file of Outlook"; finish; }
"$tools/mkimage" --base "$work" "$work/manifest" "$work/pc.img" || { fail "no client"; finish; }
before=$(hash_of "$work/pc.img")

cat >"$work/want" <<'END'
antivirus-exclusions danger end-exclusions
defender-guards concern guards-on
old-file-sharing danger old-sharing-off
shared-folders danger close-shares
network-sign-in danger strong-sign-in
name-detours concern look-at-detours
listening-services concern services-off
scheduled-tasks danger look-at-hidden-task
hijack-traces danger hijack-found
service-programs danger look-at-service
office-macros danger macros-ask
browser-passwords danger bank-passwords-out
password-files danger password-list-away
personal-files danger lock-my-numbers
secret-rights danger close-secret-folders
stored-sessions danger clear-sessions
wifi-lock danger lock-wifi
remote-tools concern ask-unattended
backup-traces danger make-backup
earlier-states danger states-removed
cloud-folders notice cloud-only-files
local-mail notice mail-in-copies
file-endings notice show-endings
start-guards ok -
pc-ledger ok -
END
look() { # IMAGE OUT
	timeout 60 "$kenshin" check --document-names --image "$1" --no-malware --now "$now" --save "$2" >/dev/null 2>"$work/err" ||
		fail "check: code $?: $(cat "$work/err")"
}
look "$work/pc.img" "$work/got.jsonl"
python3 - "$work/want" "$work/got.jsonl" <<'P' && pass "each planted fault once" || fail "planted faults"
import json, sys
want = [line.split() for line in open(sys.argv[1])]
found = [r for r in map(json.loads, open(sys.argv[2], encoding="utf-8")) if r["record"] == "finding"]
bad = 0
for id, answer, advice in want:
    mine = [f for f in found if f["id"] == id]
    if len(mine) != 1 or mine[0]["answer"] != answer or (mine[0]["advice"] or "-") != advice:
        print(id, [(f["answer"], f["advice"], f["evidence"], f["reason"]) for f in mine])
        bad = 1
sys.exit(bad)
P
[ "$(hash_of "$work/pc.img")" = "$before" ] && pass "the image is unchanged" || fail "the image was changed"
for secret in 'never read' 5f0c1e7788a1d2aa c0ffee77d1 MDIEEPgAAAA '0+AAAA' ftp.example.jp jp-bank 203.0.113.7; do
	grep -qF -- "$secret" "$work/got.jsonl" && fail "in the records: $secret"
done
pass "no content, no password and no address in the records"
grep '"id":"local-mail"' "$work/got.jsonl" | grep -qF '2 file(s), 32768 bytes; data files of Outlook (.pst): 1 with a password, 1 without' &&
	pass "passwords of Outlook's data files" || fail "data files of Outlook: $(grep '"id":"local-mail"' "$work/got.jsonl")"
for lang in ja en; do
	KENSHIN_LANG=$lang "$kenshin" report "$work/got.jsonl" >"$work/sheet.$lang" 2>"$work/err" ||
		fail "no sheet ($lang): $(cat "$work/err")"
done
grep -q '[A-Za-z]\{4,\} [a-z]\{2,\} [a-z]\{2,\} [a-z]\{2,\}' "$work/sheet.ja" &&
	fail "English on the Japanese sheet: $(grep -m1 '[A-Za-z]\{4,\} [a-z]\{2,\} [a-z]\{2,\} [a-z]\{2,\}' "$work/sheet.ja")"
pass "sheets in both languages"

# Names of documents are read only where the owner agreed.
"$kenshin" check --image "$work/pc.img" --only password-files --only personal-files --only secret-rights --no-malware --now "$now" --records >"$work/no.jsonl"
for id in password-files personal-files secret-rights; do
	grep '"record":"finding"' "$work/no.jsonl" | grep "\"id\":\"$id\"" | grep -q '"answer":"could-not-look"' &&
		! grep -q "\"kind\":\"$id\",\"place\"" "$work/no.jsonl" &&
		pass "$id: no names without consent" || fail "$id: names of documents without consent"
done

look "$tidy" "$work/tidy.jsonl"
python3 - "$work/want" "$work/tidy.jsonl" <<'P' && pass "the well-kept PC gets no concern" || fail "the well-kept PC"
import json, sys
want = {line.split()[0] for line in open(sys.argv[1])}
bad = [(r["id"], r["answer"], r["reason"]) for r in map(json.loads, open(sys.argv[2], encoding="utf-8"))
       if r["record"] == "finding" and r["id"] in want and r["answer"] not in ("ok", "notice", "not-applicable")]
print(*bad, sep="\n")
sys.exit(bool(bad))
P
grep '"id":"personal-files"' "$work/tidy.jsonl" | grep -q '"answer":"ok"' &&
	pass "a locked list of the staff is fine" || fail "the well-kept PC: $(grep '"id":"personal-files"' "$work/tidy.jsonl")"
finish
