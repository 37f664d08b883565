/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Questions to a vault: what the passwords in it have in common. No hash leaves it. */
#include <string.h>

#include "core/base/utf.h"
#include "scanners/readers/sam_private.h"

/* Is there something to compare? What is kept in the old form alone is not. */
static bool comparable(const struct sam_entry *e)
{
	static const uint8_t zero[SAM_HASH];

	return e->secret == SAM_SECRET_SET && memcmp(e->nt, zero, SAM_HASH) != 0;
}

static __attribute__((noinline)) void judge(const struct sam_vault *v, struct sam_judgement *ret)
{
	unsigned groups = 0;

	for (size_t i = 0; i < v->n; i++) {
		const struct sam_entry *e = &v->entry[i];

		ret[i] = (struct sam_judgement){ (enum sam_secret)e->secret, e->old_form, 0 };
		for (size_t k = 0; comparable(e) && k < i; k++) {
			if (!comparable(&v->entry[k]) ||
			    memcmp(e->nt, v->entry[k].nt, SAM_HASH) != 0)
				continue;
			if (!ret[k].group)
				ret[k].group = ++groups;
			ret[i].group = ret[k].group;
			break;
		}
	}
}

void sam_vault_judge(struct sam_vault *v, struct sam_judgement *ret)
{
	judge(v, ret);
	sam_wipe_stack();
}

/* UTF-8 into v->text as UTF-16LE; bytes used, or 0 when it is too long. */
static size_t widen(struct sam_vault *v, const char *text, size_t n)
{
	size_t used = 0;

	while (n) {
		uint32_t code;
		size_t step = utf8_next(text, n, &code);
		uint32_t unit[2] = { code, 0 };
		unsigned units = 1;

		if (code >= 0x10000) {
			unit[0] = 0xd800 + ((code - 0x10000) >> 10);
			unit[1] = 0xdc00 + ((code - 0x10000) & 0x3ff);
			units = 2;
		}
		if (used + 2 * units > sizeof(v->text))
			return 0;
		for (unsigned i = 0; i < units; i++) {
			v->text[used++] = (uint8_t)unit[i];
			v->text[used++] = (uint8_t)(unit[i] >> 8);
		}
		text += step;
		n -= step;
	}
	return used;
}

void sam_vault_offer(struct sam_vault *v, const char *text, size_t n, bool *hit)
{
	size_t wide = widen(v, text, n);

	if (!wide)
		return;
	md4_init(&v->md4);
	md4_update(&v->md4, wide, v->text);
	md4_digest(&v->md4, SAM_HASH, v->out);
	for (size_t i = 0; i < v->n; i++)
		if (comparable(&v->entry[i]) && memcmp(v->entry[i].nt, v->out, SAM_HASH) == 0)
			hit[i] = true;
}
