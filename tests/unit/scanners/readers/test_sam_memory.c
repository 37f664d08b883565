/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Stored passwords: what is left of them in memory; and real lists of user names. */
#include "tests/unit/scanners/readers/sam_pairs.h"

/* --- what is left --------------------------------------------------------------------------- */
/* Each byte is changed, so that this program does not find itself. */
#define MASK 0x5a
#ifdef __SANITIZE_ADDRESS__ /* it makes mlock() do nothing */
#define MLOCK_IS_NOTHING true
#else
#define MLOCK_IS_NOTHING false
#endif
static const struct {
	const char *what;
	uint8_t masked[16];
	bool in_vault;
} secrets[] = {
	{ "hash",
	  { 0x9a, 0xf3, 0xd0, 0x84, 0x82, 0x0e, 0x40, 0x08, 0x6b, 0x18, 0xf3, 0x1c, 0x6c, 0xc9,
	    0xad, 0xf4 },
	  true },
	{ "boot key",
	  { 0x5a, 0x4b, 0x78, 0x69, 0x1e, 0x0f, 0x3c, 0x2d, 0xd2, 0xc3, 0xf0, 0xe1, 0x96, 0x87,
	    0xb4, 0xa5 },
	  true },
	{ "key",
	  { 0x55, 0x44, 0x77, 0x66, 0x11, 0x00, 0x33, 0x22, 0xdd, 0xcc, 0xff, 0xee, 0x99, 0x88,
	    0xbb, 0xaa },
	  true },
};

static __attribute__((no_sanitize("address"))) size_t count_in(const volatile uint8_t *p, size_t n,
							       const uint8_t masked[16])
{
	size_t hits = 0;

	for (size_t i = 0; i + 16 <= n; i++) {
		size_t k = 0;

		while (k < 16 && (p[i + k] ^ MASK) == masked[k])
			k++;
		hits += k == 16;
	}
	return hits;
}

/* How often a secret stands in this process; *ret_open: outside of locked memory that no dump
 * holds. */
static size_t in_memory(const uint8_t masked[16], size_t *ret_open)
{
	FILE *f = fopen("/proc/self/smaps", "re");
	size_t all = 0, hits = 0;
	char line[512];

	*ret_open = 0;
	ck_assert_ptr_nonnull(f);
	while (fgets(line, sizeof(line), f)) {
		unsigned long from, to;
		char rights[5];

		if (sscanf(line, "%lx-%lx %4s", &from, &to, rights) == 3 && strchr(line, '-')) {
			bool skip = rights[0] != 'r' || strstr(line, "[v") || to - from > 1ul << 33;

			hits =
			    skip ? 0 : count_in((const volatile uint8_t *)from, to - from, masked);
			all += hits;
		} else if (hits && !strncmp(line, "VmFlags:", 8)) {
			if ((!strstr(line, " lo") && !MLOCK_IS_NOTHING) || !strstr(line, " dd"))
				*ret_open += hits;
			hits = 0;
		}
	}
	fclose(f);
	return all;
}

START_TEST(nothing_remains)
{
	static const char word[] = "something else";
	struct sam_vault *v;
	bool hit[2] = { false };
	struct sam_judgement j[2];
	struct pair p;
	size_t open;

	/* the password: written by tr, so that it is not in this program */
	fixtures_run("{ printf 'set form=%s\\nuser 1001 a password=\"'; "
		     "printf 'Hafnvq-77 xbgbon' | tr 'A-Za-z' 'N-ZA-Mn-za-m'; "
		     "printf '\"\\nuser 1002 b password=\"other\"\\n'; } >m.list; "
		     "\"$TOOLS/mksam\" m.list m; \"$TOOLS/mkhive\" m.SAM.spec m.SAM; "
		     "printf '[Select]\\n\"Current\"=dword:1\\n' >s; cat m.KEY.spec >>s; "
		     "\"$TOOLS/mkhive\" s m.SYSTEM",
		     _i ? "rc4" : "aes");
	open_pair(&p, "m", "m");
	ck_assert_int_eq(sam_vault_open(&p.sam, p.system, &v, NULL), 0);
	sam_vault_judge(v, j);
	ck_assert_int_eq(j[0].secret, SAM_SECRET_SET);
	sam_vault_offer(v, word, sizeof(word) - 1, hit);
	for (size_t i = 0; i < LEN(secrets); i++) {
		/* the search finds what is there: otherwise it would prove nothing */
		ck_assert_msg(in_memory(secrets[i].masked, &open) > 0, "%s", secrets[i].what);
		ck_assert_msg(open == 0, "%s in open memory", secrets[i].what);
	}
	sam_vault_close(v);
	for (size_t i = 0; i < LEN(secrets); i++)
		ck_assert_msg(in_memory(secrets[i].masked, &open) == 0, "%s is left",
			      secrets[i].what);
	close_pair(&p);
}
END_TEST

/* --- real ones ------------------------------------------------------------------------------ */
static bool unpack(const char *from, const char *to)
{
	return fixtures_try("f=\"$SAMPLES/windows/registry/%s\"; [ -f \"$f\" ] || exit 1; "
			    "case $f in *.xz) xz -dc \"$f\" ;; *) cat \"$f\" ;; esac >%s",
			    from, to) == 0;
}

START_TEST(samples)
{
	static const struct {
		const char *sam, *system;
		bool logs;
		int code;
	} rows[] = {
		{ "dev_aes_SAM", "SYSTEM_B.xz", true, 0 },
		{ "dev_rc4_SAM", "SYSTEM_2.xz", false, 0 },
		{ "dev_aes_SAM", "SYSTEM_2.xz", false, -EKEYREJECTED },
		{ "dev_rc4_SAM", "SYSTEM_B.xz", true, -EKEYREJECTED },
		{ "velociraptor_SAM", "SYSTEM_B.xz", true, -EKEYREJECTED },
		{ "dev_aes_SAM", "gosecretsdump_SYSTEM.xz", false, -EKEYREJECTED },
	};
	bool hit[64] = { false };
	struct sam_judgement j[64];
	struct bytes none = { 0 };
	struct sam_vault *v;
	struct pair p = { 0 };

	if (!fixtures_samples())
		return;
	ck_assert(unpack(rows[_i].sam, "l.SAM") && unpack(rows[_i].system, "l.SYSTEM"));
	p.sam_hive = hives_open_made("l.SAM", NULL);
	if (rows[_i].logs) {
		ck_assert(unpack("SYSTEM_B.LOG1.xz", "l.LOG1") &&
			  unpack("SYSTEM_B.LOG2.xz", "l.LOG2"));
		ck_assert_int_eq(hive_open("SYSTEM", fixtures_load("l.SYSTEM"),
					   fixtures_load("l.LOG1"), fixtures_load("l.LOG2"),
					   &p.system, NULL),
				 0);
	} else {
		ck_assert_int_eq(
		    hive_open("SYSTEM", fixtures_load("l.SYSTEM"), none, none, &p.system, NULL), 0);
	}
	ck_assert_int_eq(sam_read(p.sam_hive, &p.arena, &p.sam, NULL), 0);
	ck_assert(p.sam.policy_known && p.sam.administrators_known && p.sam.n < 64);
	ck_assert_int_eq(sam_vault_open(&p.sam, p.system, &v, NULL), rows[_i].code);
	if (rows[_i].code == 0) {
		size_t with = 0, blank = 0;

		sam_vault_judge(v, j);
		sam_vault_offer(v, "sample-pass-1", 13, hit);
		for (size_t i = 0; i < p.sam.n; i++) {
			bool on = !(p.sam.account[i].flags & SAM_DISABLED);

			with += hit[i];
			blank += on && j[i].secret == SAM_SECRET_NONE;
			if (!strcmp(p.sam.account[i].name, "受付"))
				ck_assert_int_eq(j[i].secret, SAM_SECRET_NONE);
		}
		ck_assert_uint_eq(with, 2); /* yamada and kobayashi */
		ck_assert_uint_ge(blank, 1);
		sam_vault_close(v);
		compare_dump(&p, "l.SAM", "l.SYSTEM");
	}
	close_pair(&p);
}
END_TEST

/* The one real list: its README states these. */
START_TEST(a_real_list)
{
	const struct sam_account *a;
	struct arena arena = { 0 };
	struct hive *h;
	struct sam s;
	size_t at;
	char iso[32];

	if (!fixtures_samples())
		return;
	ck_assert(unpack("velociraptor_SAM", "v.SAM"));
	h = hives_open_made("v.SAM", NULL);
	ck_assert_int_eq(sam_read(h, &arena, &s, NULL), 0);
	a = find(&s, 1001, &at);
	ck_assert_str_eq(a->name, "test");
	ck_assert_uint_eq(a->logons, 112);
	ck_assert_str_eq(time_iso(a->last_logon, iso, sizeof(iso)), "2021-12-01T12:40:21Z");
	hive_close(h);
	arena_done(&arena);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("sam memory");
	TCase *t = tcase_create("all");

	tcase_set_timeout(t, 120);
	tcase_add_loop_test(t, nothing_remains, 0, 2);
	tcase_add_loop_test(t, samples, 0, 6);
	tcase_add_test(t, a_real_list);
	suite_add_tcase(s, t);
	return fixtures_main(s);
}
