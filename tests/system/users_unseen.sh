#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The folder with the people of a Windows cannot be listed (damaged, or a reader died at it): nothing that was
# only asked of people looks fine, the sheet says that their folders were not seen, and a backup counts them
# among what is not in it.
set -u
# shellcheck source=parts/lib.sh
. "$(dirname "$0")/parts/lib.sh"
plain_reaches_build || { echo "skipped: needs a user without rights"; exit 77; }
chmod 755 "$work"
c=$work/client
mkdir -p "$c/Windows/System32/config" "$c/Users/yamada/Documents" "$c/Users/Public/Documents" "$c/Users/yamada/AppData/Roaming/RimArts/B2/x"
cp "$build"/fixtures/office.hives/SOFTWARE "$build"/fixtures/office.hives/SYSTEM "$c/Windows/System32/config/" || exit 1
echo hive >"$c/Users/yamada/NTUSER.DAT"
echo mail >"$c/Users/yamada/AppData/Roaming/RimArts/B2/x/1.bmf"
echo text >"$c/Users/yamada/Documents/a.txt"
chmod -R a+rX "$c"
mkdir -m 777 "$work/seen" "$work/unseen"

answer_of() { # CHECK of the document on standard input: its answer
	python3 -c 'import json, sys; print(*[f["answer"] for f in json.load(sys.stdin)["findings"] if f["id"] == sys.argv[1]])' "$1"
}
look() { $plain "$kenshin" check --root "$c" --no-malware --now "$now" --json 2>"$work/err"; }
backup() { $plain "$kenshin" backup run --root "$c" --to "$1" --now "$now" >"$work/out" 2>&1; }

look >"$work/seen.json"
mail=$(answer_of local-mail <"$work/seen.json")
[ "$mail" = notice ] && pass "seen: mail is there" || fail "seen: $mail: $(cat "$work/err")"
backup "$work/seen" && grep -q '^In it: 1 file' "$work/out" && pass "seen: the document is in the backup" || fail "seen: $(cat "$work/out")"

chmod 711 "$c/Users" # entered, but not listed
look >"$work/unseen.json"
mail=$(answer_of local-mail <"$work/unseen.json")
[ "$mail" = could-not-look ] && pass "unseen: mail could not be looked for" || fail "unseen: local-mail is '$mail'"
python3 - "$work/seen.json" "$work/unseen.json" <<'P' && pass "no answer became a better one" || fail "an answer became a better one"
import json, sys
seen, unseen = ({f["id"]: f for f in json.load(open(p))["findings"]} for p in sys.argv[1:])
bad = [i for i, f in unseen.items() if f["answer"] in ("ok", "notice") and f["answer"] != seen[i]["answer"] and not f.get("reason")]
print(*bad)
sys.exit(bool(bad))
P
grep -q 'Folders of users' "$work/unseen.json" && pass "what was not looked at is named" || fail "nothing says that users were not seen"
backup "$work/unseen"
grep -q 'folders that could not be looked into' "$work/out" && pass "the backup says what is not in it" || fail "backup: $(cat "$work/out")"
chmod 755 "$c/Users"
finish
