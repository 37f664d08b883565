/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The probes of user names and passwords: lists made by mksam, settings as small hives; and what
 * does not belong together. */
#include "scanners/probes/common_words.h"
#include "tests/unit/scanners/probes/harness.h"

#define SYS "[Select]\n\"Current\"=dword:2\n[ControlSet002\\Control]\n"
#define CCS "[ControlSet002\\"
#define SW  "[Microsoft\\Windows\\CurrentVersion]\n"

static const char people[] =
    "set control=2 form=aes length=9 complexity=1 history=5 days=0 lockout=10 minutes=15\n"
    "set sid=7-8-9\n"
    "user 500 Administrator disabled admin\n"
    "user 501 Guest disabled nopassword neverexpires\n"
    "user 1001 yamada password=\"sample-pass-1\" admin logons=12 wrong=3 "
    "logon=2026-11-20T00:00:00Z changed=2024-01-12T05:00:00Z\n"
    "user 1002 経理 password=\"sample-pass-1\" form=rc4 lm\n"
    "user 1003 受付 empty lockedout\n"
    "user 1004 someone password=\"x\" ms\n"
    "user 1005 sakura password=\"Sakura2024\"\n"
    "other 1-5-21-9-9-9-512\n";

/* SAM and SYSTEM of a list; names: of the SYSTEM's own key, "" for that of the list. */
static void make(const char *list, const char *key_of)
{
	fixtures_text("p.list", list);
	fixtures_text("k.list", *key_of ? key_of : list);
	fixtures_run("\"$TOOLS/mksam\" p.list p; \"$TOOLS/mksam\" k.list k; "
		     "\"$TOOLS/mkhive\" p.SAM.spec p.SAM; "
		     "printf '[Select]\\n\"Current\"=dword:2\\n' >s.spec; cat k.KEY.spec >>s.spec; "
		     "\"$TOOLS/mkhive\" s.spec p.SYSTEM");
}

static void look(struct visit *v, const char *id)
{
	visit_hive(v, 0, "p.SAM");
	visit_hive(v, 1, "p.SYSTEM");
	visit_run(v, id);
}

#define SID "sid=S-1-5-21-7-8-9-"
START_TEST(user_names_without_a_key)
{
	struct visit v;

	visit_init(&v);
	make(people, "");
	look(&v, "account");
	visit_expect(
	    &v, FACT_KIND_ACCOUNT,
	    "collected\n"
	    " name=Administrator " SID "500 rid=500 enabled=no administrator=yes microsoft=no "
	    "password_needless=no never_expires=no locked_out=no logons=0 wrong_tries=0\n"
	    " name=Guest " SID "501 rid=501 enabled=no administrator=no microsoft=no "
	    "password_needless=yes never_expires=yes locked_out=no logons=0 wrong_tries=0\n"
	    " name=yamada " SID "1001 rid=1001 enabled=yes administrator=yes microsoft=no "
	    "password_needless=no never_expires=no locked_out=no last_logon=2026-11-20T00:00:00Z "
	    "password_changed=2024-01-12T05:00:00Z logons=12 wrong_tries=3\n"
	    " name=経理 " SID "1002 rid=1002 enabled=yes administrator=no microsoft=no "
	    "password_needless=no never_expires=no locked_out=no logons=0 wrong_tries=0\n"
	    " name=受付 " SID "1003 rid=1003 enabled=yes administrator=no microsoft=no "
	    "password_needless=no never_expires=no locked_out=yes logons=0 wrong_tries=0\n"
	    " name=someone " SID "1004 rid=1004 enabled=yes administrator=no microsoft=yes "
	    "password_needless=no never_expires=no locked_out=no logons=0 wrong_tries=0\n"
	    " name=sakura " SID "1005 rid=1005 enabled=yes administrator=no microsoft=no "
	    "password_needless=no never_expires=no locked_out=no logons=0 wrong_tries=0\n");
	visit_expect(&v, FACT_KIND_PASSWORD_POLICY,
		     "collected\n min_length=9 complexity=yes reversible=no history=5 "
		     "lockout_tries=10 lockout_minutes=15 lockout_window=15 "
		     "other_administrators=1\n");
	visit_done(&v);
}
END_TEST

START_TEST(what_may_be_said_of_passwords)
{
	struct visit v;

	visit_init(&v);
	make(people, "");
	look(&v, "account-password");
	visit_expect(&v, FACT_KIND_ACCOUNT_PASSWORD,
		     "collected\n"
		     " " SID "500 rid=500 state=none old_form=no\n"
		     " " SID "501 rid=501 state=none old_form=no\n"
		     " " SID "1001 rid=1001 state=set old_form=no same_as=1\n"
		     " " SID "1002 rid=1002 state=set old_form=yes same_as=1\n"
		     " " SID "1003 rid=1003 state=none old_form=no\n"
		     " " SID "1004 rid=1004 state=elsewhere\n"
		     " " SID "1005 rid=1005 state=set old_form=no\n");
	visit_done(&v);
}
END_TEST

/* Another PC's SYSTEM, a key asked for at the start, no SYSTEM, no SAM, half a key. */
START_TEST(what_does_not_belong_together)
{
	static const struct {
		const char *list, *key, *reason;
	} rows[] = {
		{ "set form=aes\nuser 1001 a password=\"b\"\n",
		  "set control=2 boot=ffeeddccbbaa99887766554433221100\n",
		  "because the list of user names does not belong to this Windows" },
		{ "set form=rc4\nuser 1001 a password=\"b\"\n",
		  "set control=2 boot=ffeeddccbbaa99887766554433221100\n",
		  "because the list of user names does not belong to this Windows" },
		{ "set form=aes\nuser 1001 a\n", "set control=2 secureboot=2\n",
		  "because Windows asks at its start for the key of the stored passwords" },
		{ "set form=aes cut=120\nuser 1001 a\n", "set control=2\n",
		  "because the key of the stored passwords is damaged or missing" },
		{ "set form=aes\nuser 1001 a\n", "set control=3\n",
		  "because the registry file {0} is not there" },
	};
	static const char *const ids[] = { "account-password", "common-password" };
	static const enum fact_kind kinds[] = { FACT_KIND_ACCOUNT_PASSWORD,
						FACT_KIND_COMMON_PASSWORD };
	static const char table[] = "# date: 2026-11-22\npassword\nb\n";
	int row = _i / 2, id = _i % 2;
	struct visit v;

	visit_init(&v);
	make(rows[row].list, rows[row].key);
	visit_bytes(&v, 3, bytes_of(table, sizeof(table) - 1));
	visit_hive(&v, 0, "p.SAM");
	if (row < 4)
		visit_hive(&v, 1, "p.SYSTEM");
	visit_run(&v, ids[id]);
	ck_assert_int_eq(facts_state(&v.facts, kinds[id]), FACT_STATE_FAILED);
	ck_assert_str_eq(v.facts.by_kind[kinds[id]].reason.id, rows[row].reason);
	ck_assert_uint_eq(facts_count(&v.facts, kinds[id]), 0);
	visit_done(&v);
	/* the names themselves need no key */
	visit_init(&v);
	look(&v, "account");
	ck_assert_int_eq(facts_state(&v.facts, FACT_KIND_ACCOUNT), FACT_STATE_COLLECTED);
	visit_done(&v);
}
END_TEST

/* One damaged user name hides no other, and the kind says so. */
START_TEST(a_damaged_user_name)
{
	struct visit v;

	visit_init(&v);
	make("set control=2\nuser 1001 a damaged password=\"b\"\nuser 1002 c\nuser 1003 d half\n",
	     "");
	look(&v, "account-password");
	visit_expect(&v, FACT_KIND_ACCOUNT_PASSWORD,
		     "partial\n"
		     " sid=S-1-5-21-1004336348-1177238915-682003330-1001 rid=1001 "
		     "state=unreadable\n"
		     " sid=S-1-5-21-1004336348-1177238915-682003330-1002 rid=1002 state=none "
		     "old_form=no\n"
		     " sid=S-1-5-21-1004336348-1177238915-682003330-1003 rid=1003 state=none "
		     "old_form=no\n");
	visit_done(&v);
}
END_TEST

static const char *common(struct visit *v, bool software)
{
	static const char table[] = "# date: 2026-11-22\npassword\nqwerty\nsample-pass-1\n";

	visit_hive(v, 0, "p.SAM");
	visit_hive(v, 1, "p.SYSTEM");
	if (software)
		visit_spec(v, 2,
			   "[Microsoft\\Windows NT\\CurrentVersion]\n"
			   "\"RegisteredOrganization\"=\"Aozora Koumuten\"\n");
	visit_bytes(v, 3, bytes_of(table, sizeof(table) - 1));
	visit_run(v, "common-password");
	return visit_text(v, FACT_KIND_COMMON_PASSWORD);
}

START_TEST(common_ones)
{
	struct visit v;

	visit_init(&v);
	make("set control=2 sid=7-8-9\n"
	     "user 1001 yamada password=\"sample-pass-1\"\n"
	     "user 1002 b password=\"AOZORA2019\"\n"     /* part of the firm's name, a year */
	     "user 1003 Tanaka password=\"tanaka123\"\n" /* own name */
	     "user 1004 c full=\"Jiro Ito\" password=\"Ito-1968\"\n"
	     "user 1005 経理 password=\"経理1234\"\n"
	     "user 1006 d password=\"long and nobody's own\"\n"
	     "user 1007 e\nuser 1008 f password=\"qwerty\" ms\n"
	     "user 1009 g password=\"Yamada2024\" form=rc4\n",
	     "");
	ck_assert_str_eq(
	    common(&v, true),
	    "collected\n"
	    " " SID "1001 rid=1001 state=set common=yes list_date=2026-11-22T00:00:00Z\n"
	    " " SID "1002 rid=1002 state=set common=yes list_date=2026-11-22T00:00:00Z\n"
	    " " SID "1003 rid=1003 state=set common=yes list_date=2026-11-22T00:00:00Z\n"
	    " " SID "1004 rid=1004 state=set common=yes list_date=2026-11-22T00:00:00Z\n"
	    " " SID "1005 rid=1005 state=set common=yes list_date=2026-11-22T00:00:00Z\n"
	    " " SID "1006 rid=1006 state=set common=no list_date=2026-11-22T00:00:00Z\n"
	    " " SID "1007 rid=1007 state=none list_date=2026-11-22T00:00:00Z\n"
	    " " SID "1008 rid=1008 state=elsewhere list_date=2026-11-22T00:00:00Z\n"
	    " " SID "1009 rid=1009 state=set common=yes list_date=2026-11-22T00:00:00Z\n");
	visit_done(&v);
	/* without the firm's name not everything was compared */
	visit_init(&v);
	ck_assert(!strncmp(common(&v, false), "partial\n", 8));
	visit_done(&v);
	visit_init(&v);
	look(&v, "common-password"); /* no list */
	visit_expect(&v, FACT_KIND_COMMON_PASSWORD, "failed\n");
	visit_done(&v);
}
END_TEST

static void tell(void *arg, const char *text, size_t n)
{
	struct str *s = arg;

	str_addn(s, text, n);
	str_addc(s, '\n');
}

START_TEST(words_of_a_firm)
{
	struct arena a = { 0 };
	struct common_words w;
	struct str s = STR_INIT(1 << 22);

	common_words_init(&w, &a);
	common_words_add(&w, NULL);
	common_words_add(&w, "");
	common_words_add(&w, "AOZORA-PC1");
	common_words_add(&w, "aozora");
	for (int i = 0; i < 2000; i++)
		common_words_add(&w, arena_printf(&a, "n%d", i));
	ck_assert(w.more);
	ck_assert_uint_eq(w.n, COMMON_NAMES_MAX);
	ck_assert_str_eq(w.name[0], "AOZORA-PC1");
	ck_assert_str_eq(w.name[1], "AOZORA");
	ck_assert_str_eq(w.name[2], "n0");
	w.n = 2;
	common_words_names(&w, tell, &s);
	ck_assert_ptr_nonnull(strstr(str_c(&s), "\naozora2024\n"));
	ck_assert_ptr_nonnull(strstr(str_c(&s), "\nAozora@1999\n"));
	ck_assert_ptr_nonnull(strstr(str_c(&s), "\nAOZORAr8\n"));
	str_done(&s);
	arena_done(&a);
}
END_TEST

struct row {
	const char *probe, *spec, *second;
	enum fact_kind kind;
	const char *text;
};

#define SCHEME      "Control\\Power\\User\\PowerSchemes"
#define ASKS        "fea3413e-7e05-4911-9a71-700331f1c294\\0e796bdb-100d-47d6-a2d5-f7d2daa51f51"
#define SLEEP       "238c9fa8-0aad-41ed-83f4-97be242c8f20\\29f6c1db-86da-48c5-9fdb-f2b67b1f44da"
#define POWER       "[Policies\\Microsoft\\Power\\PowerSettings\\"
#define USER_POLICY "[Software\\Policies\\Microsoft\\Windows\\Control Panel\\Desktop]\n"
#define DESKTOP     "[Software]\n[Control Panel\\Desktop]\n"
#define POLICY      "[Microsoft\\Windows\\CurrentVersion\\Policies\\System]\n"
static const struct row rows[] = {
	{ "sign-in-settings",
	  SYS CCS "Control\\Lsa]\n\"NoLMHash\"=dword:1\n\"LimitBlankPasswordUse\"=dword:0\n" CCS
		  "Control\\SecurityProviders\\WDigest]\n\"UseLogonCredential\"=dword:1\n",
	  "[Microsoft\\Windows NT\\CurrentVersion\\Winlogon]\n\"CachedLogonsCount\"=\"10\"\n",
	  FACT_KIND_SIGN_IN_SETTINGS,
	  "collected\n blank_local_only=no no_old_form=yes clear_text=yes cached_logons=10\n" },
	{ "sign-in-settings", SYS CCS "Control\\Lsa]\n", SW, FACT_KIND_SIGN_IN_SETTINGS,
	  "collected\n -\n" },
	{ "sign-in-settings", SYS CCS "Control\\Lsa]\n", NULL, FACT_KIND_SIGN_IN_SETTINGS,
	  "partial\n -\n" },
	{ "sign-in-settings", SYS, SW, FACT_KIND_SIGN_IN_SETTINGS, "failed\n" },
	{ "laps", SW, NULL, FACT_KIND_LAPS, "collected\n -\n" },
	{ "laps",
	  "[Microsoft\\Policies\\LAPS]\n\"BackupDirectory\"=dword:1\n"
	  "[Microsoft\\Windows\\CurrentVersion\\LAPS\\State]\n"
	  "\"LastPasswordUpdateTime\"=filetime-qword:2026-11-01T00:00:00Z\n",
	  NULL, FACT_KIND_LAPS,
	  "collected\n method=windows enabled=yes last_change=2026-11-01T00:00:00Z\n" },
	{ "laps", SW "[Policies\\Microsoft Services\\AdmPwd]\n\"AdmPwdEnabled\"=dword:1\n", NULL,
	  FACT_KIND_LAPS, "collected\n method=legacy enabled=yes\n" },
	{ "laps",
	  "[Microsoft\\Windows\\CurrentVersion\\LAPS\\Config]\n\"BackupDirectory\"=dword:0\n", NULL,
	  FACT_KIND_LAPS, "collected\n method=windows enabled=no\n" },
	{ "laps", NULL, NULL, FACT_KIND_LAPS, "failed\n" },
	{ "auto-logon-secret", "[Policy\\Secrets\\DefaultPassword\\CurrVal]\n@=hex:01,02\n", NULL,
	  FACT_KIND_AUTO_LOGON, "collected\n stored_password=yes\n" },
	{ "auto-logon-secret", "[Policy\\Secrets\\DefaultPassword\\CurrVal]\n", NULL,
	  FACT_KIND_AUTO_LOGON, "collected\n stored_password=no\n" },
	{ "auto-logon-secret", "[Policy\\Secrets]\n", NULL, FACT_KIND_AUTO_LOGON,
	  "collected\n stored_password=no\n" },
	{ "auto-logon-secret", "[Policy]\n", NULL, FACT_KIND_AUTO_LOGON, "failed\n" },
	{ "auto-logon-secret", SW, NULL, FACT_KIND_AUTO_LOGON, "failed\n" },
	{ "auto-logon-secret", NULL, NULL, FACT_KIND_AUTO_LOGON, "failed\n" },
	{ "screen-lock", POLICY "\"InactivityTimeoutSecs\"=dword:258\n", SYS, FACT_KIND_SCREEN_LOCK,
	  "collected\n scope=machine idle_seconds=600\n" },
	{ "screen-lock", POLICY,
	  SYS CCS SCHEME "]\n\"ActivePowerScheme\"=\"abc\"\n" CCS SCHEME "\\abc\\" ASKS
			 "]\n\"ACSettingIndex\"=dword:1\n" CCS SCHEME "\\abc\\" SLEEP
			 "]\n\"ACSettingIndex\"=dword:384\n" CCS SCHEME "\\other\\" SLEEP
			 "]\n\"ACSettingIndex\"=dword:1\n",
	  FACT_KIND_SCREEN_LOCK, "collected\n scope=machine sleep_asks=yes sleep_seconds=900\n" },
	{ "screen-lock",
	  POLICY POWER "0e796bdb-100d-47d6-a2d5-f7d2daa51f51]\n\"ACSettingIndex\"=dword:0\n" POWER
		       "29f6c1db-86da-48c5-9fdb-f2b67b1f44da]\n\"ACSettingIndex\"=dword:12c\n",
	  SYS CCS SCHEME "]\n\"ActivePowerScheme\"=\"abc\"\n" CCS SCHEME "\\abc\\" ASKS
			 "]\n\"ACSettingIndex\"=dword:1\n",
	  FACT_KIND_SCREEN_LOCK, "collected\n scope=machine sleep_asks=no sleep_seconds=300\n" },
	{ "screen-lock", POLICY, NULL, FACT_KIND_SCREEN_LOCK, "partial\n scope=machine\n" },
	{ "screen-lock", SW, SYS, FACT_KIND_SCREEN_LOCK, "failed\n" },
	{ "screen-lock-user",
	  DESKTOP "\"ScreenSaveActive\"=\"1\"\n\"ScreenSaverIsSecure\"=\"1\"\n"
		  "\"ScreenSaveTimeOut\"=\"300\"\n\"SCRNSAVE.EXE\"=\"C:\\\\x.scr\"\n",
	  NULL, FACT_KIND_SCREEN_LOCK,
	  "collected\n scope=user user=yamada active=yes saver=yes secure=yes "
	  "idle_seconds=300\n" },
	{ "screen-lock-user",
	  DESKTOP "\"ScreenSaveActive\"=\"0\"\n" USER_POLICY
		  "\"ScreenSaveActive\"=\"1\"\n\"ScreenSaverIsSecure\"=\"1\"\n"
		  "\"ScreenSaveTimeOut\"=\"600\"\n\"SCRNSAVE.EXE\"=\"scrnsave.scr\"\n",
	  NULL, FACT_KIND_SCREEN_LOCK,
	  "collected\n scope=user user=yamada active=yes saver=yes secure=yes "
	  "idle_seconds=600\n" },
	{ "screen-lock-user", DESKTOP "\"ScreenSaveActive\"=\"1\"\n", NULL, FACT_KIND_SCREEN_LOCK,
	  "collected\n scope=user user=yamada active=yes saver=no\n" },
	{ "screen-lock-user", "[Software]\n", NULL, FACT_KIND_SCREEN_LOCK, "failed\n" },
};

START_TEST(settings)
{
	const struct row *r = &rows[_i];
	struct visit v;

	visit_init(&v);
	if (r->spec)
		visit_spec(&v, 0, r->spec);
	if (r->second)
		visit_spec(&v, 1, r->second);
	visit_run(&v, r->probe);
	visit_expect(&v, r->kind, r->text);
	visit_done(&v);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("passwords");
	TCase *t = tcase_create("all");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, user_names_without_a_key);
	tcase_add_test(t, what_may_be_said_of_passwords);
	tcase_add_loop_test(t, what_does_not_belong_together, 0, 10);
	tcase_add_test(t, a_damaged_user_name);
	tcase_add_test(t, common_ones);
	tcase_add_test(t, words_of_a_firm);
	tcase_add_loop_test(t, settings, 0, LEN(rows));
	suite_add_tcase(s, t);
	return fixtures_main(s);
}
