/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The probes of macOS on property lists made by Python: one row is what lies at each place and the
 * whole answer. "!" stands for a file that could not be read, "?" for one that is no property list, NULL for
 * one that is not there; "=name value" for the files of a pack, "+name" for names alone. */
#include "tests/unit/scanners/probes/harness.h"
#include "tests/unit/scanners/readers/plists.h"

#define PLACES 7

static const struct row {
	const char *probe, *place[PLACES];
	enum fact_kind kind;
	const char *text;
} rows[] = {
	/* which one, and its updates */
	{ "mac-system",
	  { "{'ProductName': 'macOS', 'ProductVersion': '15.6', 'ProductBuildVersion': '24G1'}" },
	  FACT_KIND_MAC_VERSION,
	  "collected\n name=macOS version=15.6 build=24G1\n" },
	{ "mac-system", { "?" }, FACT_KIND_MAC_VERSION, "failed\n" },
	{ "mac-system", { "!" }, FACT_KIND_MAC_VERSION, "failed\n" },
	{ "mac-system", { NULL }, FACT_KIND_MAC_VERSION, "failed\n" },
	{ "mac-system",
	  { NULL,
	    "[{'date': D(2026, 1, 2), 'displayName': 'macOS 15.5'}, {'date': D(2025, 1, 2), "
	    "'displayName': 'Security Update 2025-001'}, {'date': D(2026, 5, 6), 'displayName': "
	    "'Pages'}, {'displayName': 'macOS 16'}, 'odd', {'date': 5, 'displayName': 'macOS'}]",
	    "{'AutomaticCheckEnabled': True, 'CriticalUpdateInstall': 1, 'ConfigDataInstall': "
	    "False, "
	    "'LastSuccessfulDate': D(2026, 2, 3), 'LastFullSuccessfulDate': D(2026, 2, 4)}" },
	  FACT_KIND_MAC_UPDATE,
	  "collected\n last=2026-01-02T00:00:00Z checked=2026-02-04T00:00:00Z checks=yes "
	  "security=no\n" },
	{ "mac-system",
	  { NULL, "?", "{'AutomaticallyInstallMacOSUpdates': False}" },
	  FACT_KIND_MAC_UPDATE,
	  "partial\n whole=no\n" },
	{ "mac-system", { NULL, "[]", "!" }, FACT_KIND_MAC_UPDATE, "partial\n -\n" },
	{ "mac-system", { NULL }, FACT_KIND_MAC_UPDATE, "failed\n" },
	/* XProtect, in its newer and its older place */
	{ "mac-system",
	  { NULL, "[{'date': D(2026, 1, 2), 'displayName': 'XProtectPayloads'}]", NULL,
	    "{'CFBundleShortVersionString': '5300'}", "{'CFBundleShortVersionString': '2000'}" },
	  FACT_KIND_ANTIVIRUS,
	  "collected\n name=XProtect definitions=2026-01-02T00:00:00Z definitions_version=5300\n" },
	{ "mac-system",
	  { NULL, NULL, NULL, NULL, "{'CFBundleShortVersionString': '2000'}" },
	  FACT_KIND_ANTIVIRUS,
	  "collected\n name=XProtect definitions_version=2000\n" },
	{ "mac-system", { NULL, "!" }, FACT_KIND_ANTIVIRUS, "failed\n" },
	/* last use: days in names, not those to come ("best before") */
	{ "mac-system",
	  { NULL, NULL, NULL, NULL, NULL,
	    "+a/2026.11.20.asl +a/BB.2027.11.30.G80.asl +a/2026.11.19.U501.asl +a/2026.99.01.asl "
	    "+a/x.asl" },
	  FACT_KIND_LAST_USE,
	  "collected\n at=2026-11-20T00:00:00Z\n" },
	{ "mac-system", { NULL }, FACT_KIND_LAST_USE, "failed\n" },
	{ "mac-system",
	  { NULL, NULL, NULL, NULL, NULL, NULL,
	    "{'System': {'System': {'ComputerName': 'keiri'}}}" },
	  FACT_KIND_COMPUTER,
	  "collected\n name=keiri\n" },
	/* who gets in */
	{ "mac-settings",
	  { "{'autoLoginUser': 'sato'}", "+private/etc/kcpassword" },
	  FACT_KIND_AUTO_LOGON,
	  "collected\n enabled=yes stored_password=yes user=sato\n" },
	{ "mac-settings",
	  { "{'lastUser': 'x'}" },
	  FACT_KIND_AUTO_LOGON,
	  "collected\n enabled=no stored_password=no\n" },
	{ "mac-settings",
	  { NULL, "+private/etc/kcpassword" },
	  FACT_KIND_AUTO_LOGON,
	  "partial\n stored_password=yes\n" },
	{ "mac-settings",
	  { "{}", "!" },
	  FACT_KIND_AUTO_LOGON,
	  "partial\n enabled=no stored_password=no\n" },
	{ "mac-settings", { "?" }, FACT_KIND_AUTO_LOGON, "failed\n" },
	{ "mac-settings", { NULL }, FACT_KIND_AUTO_LOGON, "failed\n" },
	{ "mac-settings",
	  { NULL, NULL, "{'globalstate': 2}" },
	  FACT_KIND_MAC_FIREWALL,
	  "collected\n state=2\n" },
	{ "mac-settings",
	  { NULL, NULL, "{'version': '1.6'}" },
	  FACT_KIND_MAC_FIREWALL,
	  "failed\n" },
	{ "mac-settings", { NULL, NULL, "?" }, FACT_KIND_MAC_FIREWALL, "failed\n" },
	{ "mac-settings", { NULL }, FACT_KIND_MAC_FIREWALL, "failed\n" },
	{ "mac-settings",
	  { NULL, NULL, NULL,
	    "={'name': ['sato', 'Sato'], 'uid': ['501'], 'ShadowHashData': [b'SECRET']}\n"
	    "={'name': ['suzuki'], 'uid': ['502']}\n={'name': ['_www'], 'uid': ['70']}\n"
	    "={'name': ['root'], 'uid': ['0'], 'ShadowHashData': [b'SECRET']}\n",
	    "{'users': ['root', 'sato']}" },
	  FACT_KIND_MAC_ACCOUNT,
	  "collected\n name=sato uid=501 administrator=yes password=kept\n name=suzuki uid=502 "
	  "administrator=no password=none\n" },
	{ "mac-settings",
	  { NULL, NULL, NULL,
	    "={'name': ['a'], 'uid': ['501']}\n={'name': ['b'], 'uid': ['x']}\n=[]\n",
	    "{'users': []}" },
	  FACT_KIND_MAC_ACCOUNT,
	  "partial\n name=a uid=501 administrator=no password=none\n" },
	{ "mac-settings",
	  { NULL, NULL, NULL, "={'name': ['a'], 'uid': ['501']}\n" },
	  FACT_KIND_MAC_ACCOUNT,
	  "partial\n name=a uid=501 password=none\n" },
	{ "mac-settings", { NULL, NULL, NULL, "!" }, FACT_KIND_MAC_ACCOUNT, "failed\n" },
	{ "mac-settings", { NULL }, FACT_KIND_MAC_ACCOUNT, "failed\n" },
	{ "mac-settings", { "{}" }, FACT_KIND_USB_STORAGE, "failed\n" },
	{ "mac-settings", { "{}" }, FACT_KIND_DISK_ENCRYPTION, "failed\n" },
	/* the screen of one user */
	{ "mac-screen-lock",
	  { "{'askForPassword': 1, 'askForPasswordDelay': 60}", "={'idleTime': 300}\n" },
	  FACT_KIND_SCREEN_LOCK,
	  "collected\n scope=user user=yamada active=yes secure=yes idle_seconds=360\n" },
	{ "mac-screen-lock",
	  { "{'askForPassword': 0}", "={'idleTime': 0}\n" },
	  FACT_KIND_SCREEN_LOCK,
	  "collected\n scope=user user=yamada active=no secure=no\n" },
	{ "mac-screen-lock",
	  { NULL },
	  FACT_KIND_SCREEN_LOCK,
	  "collected\n scope=user user=yamada\n" },
	{ "mac-screen-lock", { "?" }, FACT_KIND_SCREEN_LOCK, "partial\n scope=user user=yamada\n" },
	{ "mac-screen-lock",
	  { NULL, "!" },
	  FACT_KIND_SCREEN_LOCK,
	  "partial\n scope=user user=yamada\n" },
};

static void keep(struct visit *v, size_t i, struct str *s)
{
	char *p = arena_alloc(&v->arena, s->len);

	memcpy(p, str_c(s), s->len);
	visit_bytes(v, i, bytes_of(p, s->len));
	str_done(s);
}

static void put(struct visit *v, size_t i, const char *text)
{
	struct str s = STR_INIT(1 << 20);
	char value[2000];

	if (!text)
		return;
	if (*text == '!') {
		v->blob[i].state = PROBE_BLOB_UNREADABLE;
	} else if (*text == '?') {
		visit_bytes(v, i, bytes_of("bplist00 junk", 13));
	} else if (*text == '+') {
		for (; *text == '+'; text += text[1 + strcspn(text + 1, " ")]
						 ? strcspn(text, " ") + 1
						 : strlen(text))
			str_addf(&s, "w 0 - 0 %.*s\n", (int)strcspn(text + 1, " "), text + 1);
		keep(v, i, &s);
	} else if (*text == '=') {
		for (; *text == '='; text += strcspn(text, "\n") + 1) {
			struct bytes b;

			snprintf(value, sizeof(value), "%.*s", (int)strcspn(text + 1, "\n"),
				 text + 1);
			b = plist_make(value, true);
			str_addf(&s, "w %zu - %zu a.plist\n", b.n, b.n);
			str_addn(&s, (const char *)b.p, b.n);
		}
		keep(v, i, &s);
	} else {
		visit_bytes(v, i, plist_make(text, i % 2));
	}
}

START_TEST(each_row)
{
	const struct row *r = &rows[_i];
	struct visit v;

	visit_init(&v);
	v.volume.type = "directory";
	for (size_t i = 0; i < PLACES; i++)
		put(&v, i, r->place[i]);
	visit_run(&v, r->probe);
	visit_expect(&v, r->kind, r->text);
	ck_assert(!strstr(visit_text(&v, r->kind), "SECRET"));
	visit_done(&v);
}
END_TEST

/* A volume of the older kind that shows itself is not locked. */
START_TEST(a_volume_that_can_be_read)
{
	struct visit v;

	visit_init(&v);
	v.volume.type = "hfsplus";
	visit_run(&v, "mac-settings");
	visit_expect(&v, FACT_KIND_DISK_ENCRYPTION, "collected\n state=none\n");
	visit_done(&v);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("mac probes");
	TCase *tc = tcase_create("mac");

	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, each_row, 0, LEN(rows));
	tcase_add_test(tc, a_volume_that_can_be_read);
	suite_add_tcase(s, tc);
	return fixtures_main(s);
}
