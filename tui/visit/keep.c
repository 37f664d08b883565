/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See keep.h. What it reads lay in our own folder in memory, and is looked at all the same: a
 * number has its greatest value, a page its name. */
#include "tui/visit/keep.h"

#include <errno.h>
#include <stdio.h>

#define KEPT_LINE_MAX 4096

static const char *const screen_names[SCREENS] = {
#define SCREEN(NAME, lower) [SCREEN_##NAME] = #NAME,
#include "tui/screens/screens.def"
#undef SCREEN
};

/* --- writing --------------------------------------------------------------------------------- */

static void keep_hex(struct str *out, const char *key, const char *text)
{
	str_addf(out, "%s ", key);
	for (const char *s = text ? text : ""; *s; s++)
		str_addf(out, "%02x", (unsigned char)*s);
	str_addc(out, '\n');
}

static void keep_disk(const struct visit *v, struct str *out)
{
	const struct visit_disk *d = &v->disk[v->chosen];

	str_addf(out, "disk %d %d %d %d %d %llu %llu\n", (int)d->place, (int)d->state, d->windows,
		 d->weak, d->untold, (unsigned long long)d->size,
		 (unsigned long long)d->free_bytes);
	keep_hex(out, "disk-path", d->path);
	keep_hex(out, "disk-model", d->model);
	keep_hex(out, "disk-serial", d->serial);
}

static void keep_answers(const struct visit *v, struct str *out)
{
	str_add(out, "ask");
	for (unsigned i = 0; i < v->n_ask; i++)
		str_addf(out, " %u", v->ask[i]);
	str_addc(out, '\n');
	for (unsigned q = 1; q <= QUESTIONS; q++) {
		const struct answer *a = &v->checkup.answer[q];

		if (a->reply != REPLY_NONE || a->ask_expert)
			str_addf(out, "answer %u %d %d %d %d\n", q, (int)a->reply,
				 (int)a->suggested, a->contradiction, a->ask_expert);
	}
}

/* One digit a device, up to the last of which something was said. */
static void keep_whose(const struct visit *v, struct str *out)
{
	size_t n = DEVICES_MARKED;

	while (n > 0 && v->whose[n - 1] == DEVICE_WHOSE_NOT_SAID)
		n--;
	if (n == 0)
		return;
	str_add(out, "whose ");
	for (size_t i = 0; i < n; i++)
		str_addc(out, (char)('0' + v->whose[i]));
	str_addc(out, '\n');
}

void visit_keep(const struct visit *v, struct str *out)
{
	enum screen_id at = v->screen == SCREEN_S31 ? v->found.to : v->screen;

	str_addf(out, "number %s\nscreen %s\nback", v->number, screen_names[at]);
	for (unsigned i = 0; i < v->n_back; i++)
		str_addf(out, " %s", screen_names[v->back[i]]);
	str_add(out, "\nconsent");
	for (unsigned i = 0; i < CONSENT_LINES; i++)
		str_addf(out, " %d", (int)v->consent[i]);
	str_addf(out, "\nkeys-seen %d %d %d\n", v->key_seen[0], v->key_seen[1], v->key_seen[2]);
	for (unsigned i = 0; i < SCREENS; i++)
		if (v->cursor[i])
			str_addf(out, "cursor %s %u\n", screen_names[i], v->cursor[i]);
#define NUMBER(name, member, least, most) str_addf(out, name " %lld\n", (long long)v->member);
#include "tui/visit/kept.def"
#undef NUMBER
	keep_answers(v, out);
	keep_whose(v, out);
	backing_keep(v, out);
	if (v->chosen >= 0)
		keep_disk(v, out);
}

/* --- reading --------------------------------------------------------------------------------- */

bool kept_line(const char **text, const char *end, char *buf, size_t size, const char **ret_key,
	       const char **ret_value)
{
	const char *stop;
	char *blank;
	size_t n;

	if (*text >= end)
		return false;
	stop = memchr(*text, '\n', (size_t)(end - *text));
	n = (size_t)((stop ? stop : end) - *text);
	n = MIN(n, size - 1);
	memcpy(buf, *text, n);
	buf[n] = '\0';
	*text = stop ? stop + 1 : end;
	blank = strchr(buf, ' ');
	*ret_key = buf;
	*ret_value = blank ? blank + 1 : "";
	if (blank)
		*blank = '\0';
	return true;
}

static bool number_of(const char *value, long long least, long long most, long long *ret)
{
	char *end;

	errno = 0;
	*ret = strtoll(value, &end, 10);
	return !errno && end != value && !*end && *ret >= least && *ret <= most;
}

static bool screen_of(const char *name, enum screen_id *ret)
{
	for (unsigned i = 0; i < SCREENS; i++) {
		if (strcmp(screen_names[i], name) == 0) {
			*ret = (enum screen_id)i;
			return true;
		}
	}
	return false;
}

/* "12 3 4" into ret; the count, or -1. */
static int numbers_of(const char *value, unsigned most, unsigned *ret, unsigned max)
{
	unsigned n = 0;

	for (char *end; *value; value = end) {
		unsigned long long x = strtoull(value, &end, 10);

		if (end == value || (*end && *end != ' ') || x > most || n >= max)
			return -1;
		ret[n++] = (unsigned)x;
		end += *end == ' ';
	}
	return (int)n;
}

static bool take_number(struct visit *v, const char *value)
{
	if (strlen(value) > 6 || strspn(value, "0123456789") != strlen(value))
		return false;
	snprintf(v->number, sizeof(v->number), "%s", value);
	return true;
}

static bool take_back(struct visit *v, const char *value)
{
	char name[16];
	int n = 0;

	for (v->n_back = 0; v->n_back < BACK_MAX && sscanf(value, "%15s%n", name, &n) == 1;
	     value += n)
		if (!screen_of(name, &v->back[v->n_back++]))
			return false;
	return true;
}

static bool take_consent(struct visit *v, const char *value)
{
	unsigned tick[CONSENT_LINES];

	if (numbers_of(value, TICK_NO, tick, CONSENT_LINES) != CONSENT_LINES)
		return false;
	for (unsigned i = 0; i < CONSENT_LINES; i++)
		v->consent[i] = (enum tick)tick[i];
	return true;
}

static bool take_keys(struct visit *v, const char *value)
{
	unsigned seen[3];

	if (numbers_of(value, 1, seen, 3) != 3)
		return false;
	for (unsigned i = 0; i < 3; i++)
		v->key_seen[i] = seen[i];
	return true;
}

static bool take_cursor(struct visit *v, const char *value)
{
	enum screen_id id;
	char name[16];
	unsigned at;

	if (sscanf(value, "%15s %4u", name, &at) != 2 || !screen_of(name, &id))
		return false;
	v->cursor[id] = at;
	return true;
}

static bool take_ask(struct visit *v, const char *value)
{
	int n = numbers_of(value, QUESTIONS, v->ask, QUESTIONS);

	for (int i = 0; i < n; i++)
		if (v->ask[i] == 0)
			return false;
	v->n_ask = n > 0 ? (unsigned)n : 0;
	return n > 0;
}

static bool take_answer(struct visit *v, const char *value)
{
	unsigned x[5];
	struct answer *a;

	if (numbers_of(value, QUESTIONS, x, 5) != 5 || x[0] < 1 || x[0] > QUESTIONS ||
	    x[1] > REPLY_NOT_USED || x[2] > REPLY_NOT_USED || x[3] > 1 || x[4] > 1)
		return false;
	a = &v->checkup.answer[x[0]];
	*a = (struct answer){ .question = x[0],
			      .reply = (enum reply)x[1],
			      .suggested = (enum reply)x[2],
			      .contradiction = x[3],
			      .ask_expert = x[4] };
	return true;
}

static bool take_whose(struct visit *v, const char *value)
{
	size_t n = strlen(value);

	if (n > DEVICES_MARKED || strspn(value, "0123") != n)
		return false;
	for (size_t i = 0; i < n; i++)
		v->whose[i] = (enum device_whose)(value[i] - '0');
	return true;
}

static bool take_disk(struct visit *v, const char *value)
{
	unsigned long long size, free_bytes;
	unsigned place, state, windows, weak, untold;

	if (sscanf(value, "%1u %1u %1u %1u %1u %20llu %20llu", &place, &state, &windows, &weak,
		   &untold, &size, &free_bytes) != 7 ||
	    place > PLACE_IMAGE || state > VOLUME_STATE_EMPTY)
		return false;
	v->disk[0] = (struct visit_disk){ .place = (enum disk_place)place,
					  .state = (enum volume_state)state,
					  .windows = windows,
					  .weak = weak,
					  .untold = untold,
					  .size = size,
					  .free_bytes = free_bytes,
					  .path = "",
					  .model = "",
					  .serial = "" };
	v->n_disks = 1;
	v->chosen = 0;
	return true;
}

static bool take_hex(struct arena *a, const char *value, const char **ret)
{
	size_t n = strlen(value) / 2;
	char *text = arena_alloc(a, n + 1);

	if (strlen(value) % 2 || strspn(value, "0123456789abcdef") != strlen(value))
		return false;
	for (size_t i = 0; i < n; i++) {
		char pair[3] = { value[2 * i], value[2 * i + 1], '\0' };

		text[i] = (char)strtoul(pair, NULL, 16);
	}
	text[n] = '\0';
	*ret = text;
	return true;
}

/* A key that is none of ours is somebody else's. */
static bool take(struct visit *v, struct arena *a, const char *key, const char *value)
{
	static const struct {
		const char *key;
		bool (*take)(struct visit *v, const char *value);
	} by_key[] = {
		{ "number", take_number },  { "back", take_back },     { "consent", take_consent },
		{ "keys-seen", take_keys }, { "cursor", take_cursor }, { "ask", take_ask },
		{ "answer", take_answer },  { "disk", take_disk },     { "whose", take_whose },
	};
	long long x;

	for (size_t i = 0; i < LEN(by_key); i++)
		if (strcmp(by_key[i].key, key) == 0)
			return by_key[i].take(v, value);
	if (strcmp(key, "screen") == 0)
		return screen_of(value, &v->screen);
	if (strcmp(key, "disk-path") == 0)
		return take_hex(a, value, &v->disk[0].path);
	if (strcmp(key, "disk-model") == 0)
		return take_hex(a, value, &v->disk[0].model);
	if (strcmp(key, "disk-serial") == 0)
		return take_hex(a, value, &v->disk[0].serial);
#define NUMBER(name, member, least, most)                                                          \
	if (strcmp(key, name) == 0)                                                                \
		return number_of(value, least, most, &x) &&                                        \
		       ((v->member = (__typeof__(v->member))x), true);
#include "tui/visit/kept.def"
#undef NUMBER
	return backing_take(v, key, value);
}

int visit_take_up(struct visit *v, struct arena *a, const char *text, size_t n, struct err *err)
{
	const char *at = text, *key, *value;
	char line[KEPT_LINE_MAX];

	v->number_open = true;
	while (kept_line(&at, text + n, line, sizeof(line), &key, &value))
		if (!take(v, a, key, value))
			return err_set(err, ERR_FORMAT, -EBADMSG, "the line \"%s\"", key);
	if (v->asking > v->n_ask || (v->chosen >= 0 && !*v->disk[0].path))
		return err_set(err, ERR_FORMAT, -EBADMSG, "the lines do not fit together");
	if (v->saved == SAVED_RUNNING)
		v->saved = SAVED_NOT;
	return 0;
}
