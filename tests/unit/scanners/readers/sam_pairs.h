/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For the tests of stored passwords: a SAM and a SYSTEM made by mksam, compared with the passwords
 * that are known and with impacket's secretsdump. */
#pragma once

#include "scanners/readers/sam_vault.h"
#include "tests/unit/scanners/readers/hives.h"

struct pair {
	struct arena arena;
	struct hive *sam_hive, *system;
	struct sam sam;
};

static inline void make(const char *name, const char *list)
{
	char file[64];

	snprintf(file, sizeof(file), "%s.list", name);
	fixtures_text(file, list);
	fixtures_run("\"$TOOLS/mksam\" %s.list %s; printf '[Select]\\n\"Current\"=dword:1\\n' "
		     ">%s.spec; cat %s.KEY.spec >>%s.spec; \"$TOOLS/mkhive\" %s.SAM.spec %s.SAM; "
		     "\"$TOOLS/mkhive\" %s.spec %s.SYSTEM",
		     name, name, name, name, name, name, name, name, name);
}

static inline void open_pair(struct pair *p, const char *sam, const char *system)
{
	char name[64];

	*p = (struct pair){ 0 };
	snprintf(name, sizeof(name), "%s.SAM", sam);
	p->sam_hive = hives_open_made(name, NULL);
	snprintf(name, sizeof(name), "%s.SYSTEM", system);
	p->system = hives_open_made(name, NULL);
	ck_assert_int_eq(sam_read(p->sam_hive, &p->arena, &p->sam, NULL), 0);
}

static inline void close_pair(struct pair *p)
{
	hive_close(p->sam_hive);
	hive_close(p->system);
	arena_done(&p->arena);
}

static inline const struct sam_account *find(const struct sam *s, uint32_t rid, size_t *ret)
{
	for (*ret = 0; *ret < s->n; ++*ret)
		if (s->account[*ret].rid == rid)
			return &s->account[*ret];
	ck_abort_msg("no account %u", rid);
}

/* --- against the passwords that are known --------------------------------------------------- */
struct known {
	uint32_t rid;
	const char *password; /* NULL: none */
	bool old_form;
};

#define KNOWN_MAX 220

/* Each password fits those accounts that have it, and no other. */
static inline void compare(const struct pair *p, const struct known *k, size_t n)
{
	struct sam_judgement j[KNOWN_MAX];
	struct sam_vault *v;
	size_t at, other;

	ck_assert_uint_eq(p->sam.n, n);
	ck_assert_int_eq(sam_vault_open(&p->sam, p->system, &v, NULL), 0);
	sam_vault_judge(v, j);
	for (size_t i = 0; i < n; i++) {
		bool hit[KNOWN_MAX] = { false };

		find(&p->sam, k[i].rid, &at);
		ck_assert_int_eq(j[at].secret, k[i].password ? SAM_SECRET_SET : SAM_SECRET_NONE);
		ck_assert_int_eq(j[at].old_form, k[i].old_form);
		if (!k[i].password)
			continue;
		sam_vault_offer(v, k[i].password, strlen(k[i].password), hit);
		for (size_t o = 0; o < n; o++) {
			bool same = k[o].password && !strcmp(k[o].password, k[i].password);

			find(&p->sam, k[o].rid, &other);
			ck_assert_msg(hit[other] == same, "%u and %u", k[i].rid, k[o].rid);
			if (o != i && same)
				ck_assert(j[at].group && j[at].group == j[other].group);
			else if (o != i && k[o].password)
				ck_assert(!j[at].group || j[at].group != j[other].group);
		}
	}
	sam_vault_close(v);
}

/* --- against secretsdump -------------------------------------------------------------------- */
/* Its script lies among the package's documents, which the stick's own root goes without. */
#define SECRETSDUMP                                                                                \
	"s=/usr/share/doc/python3-impacket/examples/secretsdump.py; [ -f $s ] || exit 77; "        \
	"[ -f dumper ] || for p in /usr/bin/python3 python3; do "                                  \
	"$p -c 'import impacket' 2>/dev/null && { echo $p >dumper; break; }; done || :; "          \
	"[ -f dumper ] || exit 77; PYTHONIOENCODING=utf-8 $(cat dumper) $s "                       \
	"-sam %s -system %s LOCAL 2>/dev/null | grep ':::$' >dump || :"

/* Its lines "name:rid:lm:nt:::" say the same of every account as we do. */
static inline void compare_dump(const struct pair *p, const char *sam, const char *system)
{
	static const char none_lm[] = "aad3b435b51404eeaad3b435b51404ee";
	static const char none_nt[] = "31d6cfe0d16ae931b73c59d7e0c089c0";
	struct sam_judgement j[KNOWN_MAX];
	char nt[KNOWN_MAX][33] = { 0 };
	size_t lines = 0, at;
	struct sam_vault *v;
	struct bytes b;
	char *text;

	if (fixtures_try(SECRETSDUMP, sam, system) == 77) {
		printf("skipped: no secretsdump (python3-impacket) here\n");
		return;
	}
	b = fixtures_load("dump");
	text = strndup((const char *)b.p, b.n);
	ck_assert_int_eq(sam_vault_open(&p->sam, p->system, &v, NULL), 0);
	sam_vault_judge(v, j);
	for (char *line = text, *end; (end = strchr(line, '\n')); line = end + 1, lines++) {
		char name[200], lm[33], one[33];
		unsigned rid;

		*end = '\0';
		ck_assert_msg(sscanf(line, "%199[^:]:%u:%32[^:]:%32[^:]", name, &rid, lm, one) == 4,
			      "%s", line);
		ck_assert_str_eq(find(&p->sam, rid, &at)->name, name);
		ck_assert_int_eq(j[at].secret,
				 strcmp(one, none_nt) ? SAM_SECRET_SET : SAM_SECRET_NONE);
		ck_assert_int_eq(j[at].old_form, strcmp(lm, none_lm) != 0);
		snprintf(nt[at], sizeof(nt[at]), "%s", one);
	}
	ck_assert_uint_eq(lines, p->sam.n);
	for (size_t i = 0; i < p->sam.n; i++)
		for (size_t k = 0; k < i; k++) {
			bool same = !strcmp(nt[i], nt[k]) && strcmp(nt[i], none_nt) != 0;
			bool group = j[i].group && j[i].group == j[k].group;

			ck_assert_int_eq(same, group);
		}
	sam_vault_close(v);
	free(text);
}
