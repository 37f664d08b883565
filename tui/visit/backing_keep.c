/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A backup that runs or ran, as lines of the kept case. What is chosen but not begun is chosen again. */
#include <inttypes.h>
#include <stdio.h>

#include "tui/visit/visit.h"

static void keep_text(struct str *out, const char *key, const char *text)
{
	str_addf(out, "%s ", key);
	for (; *text; text++)
		str_addf(out, "%02x", (unsigned char)*text);
	str_addc(out, '\n');
}

void backing_keep(const struct visit *v, struct str *out)
{
	const struct backing *b = &v->backing;

	if (b->step < BACKING_RUNNING)
		return;
	str_addf(out, "backup %d %d %u\n", (int)b->step, b->seen, b->permille);
	str_addf(out, "backup-size %" PRIu64 " %" PRIu64 "\n", b->to.size, b->to.room);
	keep_text(out, "backup-name", b->to.name);
	keep_text(out, "backup-target", b->to.target);
	keep_text(out, "backup-model", b->to.model);
	keep_text(out, "backup-serial", b->to.serial);
	keep_text(out, "backup-label", b->to.label);
	keep_text(out, "backup-uuid", b->to.uuid);
	keep_text(out, "backup-type", b->to.type);
}

static bool take_text(const char *value, char *buf, size_t size)
{
	size_t n = strlen(value) / 2;

	if (strlen(value) % 2 || n >= size || strspn(value, "0123456789abcdef") != strlen(value))
		return false;
	for (size_t i = 0; i < n; i++) {
		char pair[3] = { value[2 * i], value[2 * i + 1], '\0' };

		buf[i] = (char)strtoul(pair, NULL, 16);
	}
	buf[n] = '\0';
	return true;
}

static bool take_step(struct backing *b, const char *value)
{
	unsigned step, seen, permille;

	if (sscanf(value, "%2u %1u %4u", &step, &seen, &permille) != 3 || step < BACKING_RUNNING ||
	    step >= BACKING_STEPS || permille > 1000)
		return false;
	b->step = (enum backing_step)step;
	b->seen = seen;
	b->permille = permille;
	b->told = (struct backup_told){ .state = BACKUP_STATE_INCOMPLETE,
					.reason = BACKUP_OTHER,
					.restored = UINT64_MAX };
	return true;
}

bool backing_take(struct visit *v, const char *key, const char *value)
{
	struct backup_told_medium *m = &v->backing.to;
	const struct {
		const char *key;
		char *buf;
		size_t size;
	} texts[] = {
		{ "backup-name", m->name, sizeof(m->name) },
		{ "backup-target", m->target, sizeof(m->target) },
		{ "backup-model", m->model, sizeof(m->model) },
		{ "backup-serial", m->serial, sizeof(m->serial) },
		{ "backup-label", m->label, sizeof(m->label) },
		{ "backup-uuid", m->uuid, sizeof(m->uuid) },
		{ "backup-type", m->type, sizeof(m->type) },
	};

	if (!strcmp(key, "backup"))
		return take_step(&v->backing, value);
	if (!strcmp(key, "backup-size"))
		return sscanf(value, "%20" SCNu64 " %20" SCNu64, &m->size, &m->room) == 2;
	for (size_t i = 0; i < LEN(texts); i++)
		if (!strcmp(key, texts[i].key))
			return take_text(value, texts[i].buf, texts[i].size);
	return true;
}
