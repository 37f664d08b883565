/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See program_holes.h. */
#include "scanners/checks/program_holes.h"

#include <string.h>
#include <strings.h>

#define NAME_MIN 3 /* bytes: shorter names of JVN fit too much */

/* What a list may add to a name. */
static const char *const additions[] = {
	"version", "ver.", "ver",    "ja-jp",  "ja_jp",    "japanese", "ja",
	"x64",     "x86",  "64-bit", "32-bit", "日本語版", "日本語",   "v",
};

static bool skip_addition(const char **p)
{
	for (size_t i = 0; i < LEN(additions); i++) {
		size_t n = strlen(additions[i]);
		char after = (*p)[strncasecmp(*p, additions[i], n) ? 0 : n];

		if (strncasecmp(*p, additions[i], n) || (after >= 'a' && after <= 'z') ||
		    (after >= 'A' && after <= 'Z'))
			continue;
		*p += n;
		return true;
	}
	return false;
}

bool program_holes_same(const char *name, const char *listed)
{
	size_t n = strlen(name);
	const char *p = listed + n, *end;

	if (n < NAME_MIN || strncasecmp(name, listed, n))
		return false;
	/* "Word" is not "Word2010x", "R" not "R2". */
	if (*p && !strchr(" (-_", *p))
		return false;
	while (*p) {
		if (strchr(" -_,.", *p)) {
			p++;
		} else if (*p == '(') {
			end = strchr(p, ')');
			if (!end)
				return false;
			p = end + 1;
		} else if (*p >= '0' && *p <= '9') {
			p += strspn(p, "0123456789.");
		} else if (!skip_addition(&p)) {
			return false;
		}
	}
	return true;
}

static bool in_range(const struct program_hole *h, const char *version)
{
	int upto = programs_compare(version, h->upto);

	return (h->included ? upto <= 0 : upto < 0) &&
	       (!*h->from || programs_compare(version, h->from) >= 0);
}

const struct program_hole *program_holes_find(const struct judge_env *env,
					      const struct fact_software *f)
{
	if (!env->programs || !f->name || !programs_has_version(f->version))
		return NULL;
	for (size_t i = 0; i < env->programs->n_holes; i++) {
		const struct program_hole *h = &env->programs->hole[i];

		if (program_holes_same(h->name, f->name) && in_range(h, f->version))
			return h;
	}
	return NULL;
}
