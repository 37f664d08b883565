/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ranges of versions as JVN puts them into words. What is not understood to the last letter is left
 * out: "for NetApp 5.8 (Build 1299) 未満" is no range for us. */
#include <string.h>
#include <strings.h>

#include "scanners/readers/jvn.h"

enum meaning {
	NOTHING,  /* may stand there */
	INCLUDED, /* the version before it is the last one with the hole */
	EXCLUDED, /* the version before it is the first one without */
	EXCLUDES, /* the version behind it is the first one without */
	FROM,     /* the version before it is the first one with the hole */
	OPEN_END, /* a range without end: not for us */
};

/* Longer ones before those that they begin with. */
static const struct {
	const char *words;
	enum meaning meaning;
} table[] = {
	{ "およびそれ以前のバージョン", INCLUDED },
	{ "およびそれ以前", INCLUDED },
	{ "及びそれ以前", INCLUDED },
	{ "以前のバージョン", INCLUDED },
	{ "以前", INCLUDED },
	{ "以下", INCLUDED },
	{ "までのバージョン", INCLUDED },
	{ "まで", INCLUDED },
	{ "and earlier", INCLUDED },
	{ "and prior", INCLUDED },
	{ "未満のバージョン", EXCLUDED },
	{ "未満", EXCLUDED },
	{ "より前のバージョン", EXCLUDED },
	{ "より前", EXCLUDED },
	{ "prior to", EXCLUDES },
	{ "before", EXCLUDES },
	{ "以上", FROM },
	{ "以降", OPEN_END },
	{ "から", FROM },
	{ "through", FROM },
	{ "to", FROM },
	{ "versions", NOTHING },
	{ "version", NOTHING },
	{ "ver.", NOTHING },
	{ "ver", NOTHING },
	{ "v.", NOTHING },
	{ "v", NOTHING },
	{ "バージョン", NOTHING },
	{ "の", NOTHING },
	{ ",", NOTHING },
	{ "、", NOTHING },
	{ " ", NOTHING },
	{ "　", NOTHING },
	{ "\t", NOTHING },
};

struct reading {
	char version[2][JVN_VERSION_MAX];
	unsigned n;
	bool from, included, excluded, open;
};

static bool take_version(const char **p, struct reading *r)
{
	size_t n = strspn(*p, "0123456789.");

	while (n && (*p)[n - 1] == '.')
		n--;
	if (r->n == 2 || !n || n >= JVN_VERSION_MAX)
		return false;
	memcpy(r->version[r->n], *p, n);
	r->version[r->n++][n] = '\0';
	*p += n;
	return true;
}

/* Each meaning stands at one place only; anything else is not understood. */
static bool take_meaning(enum meaning m, struct reading *r)
{
	switch (m) {
	case NOTHING: return true;
	case FROM:
		if (r->from || r->n != 1)
			return false;
		r->from = true;
		return true;
	case INCLUDED:
		if (r->included || r->excluded || !r->n)
			return false;
		r->included = true;
		return true;
	case EXCLUDED:
		if (r->included || r->excluded || !r->n)
			return false;
		r->excluded = true;
		return true;
	case EXCLUDES:
		if (r->included || r->excluded || r->n)
			return false;
		r->excluded = true;
		return true;
	case OPEN_END: break;
	}
	return false;
}

static bool take_words(const char **p, struct reading *r)
{
	for (size_t i = 0; i < LEN(table); i++) {
		size_t n = strlen(table[i].words);

		if (strncasecmp(*p, table[i].words, n))
			continue;
		*p += n;
		return take_meaning(table[i].meaning, r);
	}
	return false;
}

bool jvn_versions(const char *words, struct jvn_row *ret)
{
	struct reading r = { 0 };
	bool two;

	/* The holes that a range belongs to stand behind it in brackets. */
	for (const char *p = words; *p;) {
		if (!strncmp(p, "（CVE-", strlen("（CVE-")) || !strncmp(p, "(CVE-", 5))
			break;
		if (!(*p >= '0' && *p <= '9' ? take_version(&p, &r) : take_words(&p, &r)))
			return false;
	}
	two = r.n == 2;
	if (!r.n || two != r.from)
		return false;
	snprintf(ret->from, sizeof(ret->from), "%s",
		 two || (!r.included && !r.excluded) ? r.version[0] : "");
	snprintf(ret->upto, sizeof(ret->upto), "%s", r.version[r.n - 1]);
	ret->included = !r.excluded;
	return true;
}
