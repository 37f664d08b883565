/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers, sizes, dates and whole phrases in the language on screen. */
#include "core/base/times.h"
#include "core/text/text.h"

#define PHRASE_TEXT_MAX                                                                            \
	((size_t)1 << 16) /* bytes of one phrase, far above anything a screen holds */

void text_number(struct str *out, int64_t n)
{
	char digits[24];
	size_t len;
	uint64_t magnitude = n < 0 ? (uint64_t)0 - (uint64_t)n : (uint64_t)n;

	snprintf(digits, sizeof(digits), "%llu", (unsigned long long)magnitude);
	len = strlen(digits);
	if (n < 0)
		str_addc(out, '-');
	for (size_t i = 0; i < len; i++) {
		if (i > 0 && (len - i) % 3 == 0)
			str_addc(out, ',');
		str_addc(out, digits[i]);
	}
}

void text_bytes(struct str *out, uint64_t n)
{
	static const char *const units[] = { "KB", "MB", "GB", "TB", "PB", "EB" };
	uint64_t unit = 1000;
	size_t i = 0;
	uint64_t tenths;

	if (n < 1000) {
		str_addf(out, "%u B", (unsigned)n);
		return;
	}
	/* The next unit begins where rounding would show 1000 of this one. */
	while (i + 1 < LEN(units) && n / unit >= 1000) {
		unit *= 1000;
		i++;
	}
	if (i + 1 < LEN(units) && n / unit == 999 && n % unit >= unit / 2) {
		unit *= 1000;
		i++;
	}
	tenths = n / unit * 10 + (n % unit / (unit / 100) + 5) / 10;
	if (tenths >= 1000)
		str_addf(out, "%llu", (unsigned long long)(n / unit + (n % unit >= unit / 2)));
	else if (tenths % 10 == 0)
		str_addf(out, "%llu", (unsigned long long)(tenths / 10));
	else
		str_addf(out, "%llu.%llu", (unsigned long long)(tenths / 10),
			 (unsigned long long)(tenths % 10));
	str_addf(out, " %s", units[i]);
}

void text_date(struct str *out, int64_t t, int zone_offset)
{
	static const char *const months[] = { "January",   "February", "March",    "April",
					      "May",       "June",     "July",     "August",
					      "September", "October",  "November", "December" };
	int year, month, day;

	/* Years 1 to 9999; anything else came out of a damaged place. */
	if (t < -62135596800 || t > 253402300799) {
		str_add(out, text_language() == LANGUAGE_JA ? "不明" : "unknown");
		return;
	}
	time_civil(t, zone_offset, &year, &month, &day);
	if (text_language() == LANGUAGE_JA)
		str_addf(out, "%d年%d月%d日", year, month, day);
	else if (month >= 1 && month <= 12)
		str_addf(out, "%d %s %d", day, months[month - 1], year);
}

static void add_arg(struct str *out, const struct phrase_arg *arg, int zone_offset)
{
	switch (arg->type) {
	case PHRASE_ARG_NUMBER: text_number(out, arg->number); break;
	case PHRASE_ARG_TEXT: text_escape(out, arg->text); break;
	case PHRASE_ARG_WORD: text_escape(out, arg->text ? text_get(arg->text) : ""); break;
	case PHRASE_ARG_DATE: text_date(out, arg->number, zone_offset); break;
	case PHRASE_ARG_DAY: text_date(out, arg->number, 0); break;
	case PHRASE_ARG_BYTES: text_bytes(out, arg->number < 0 ? 0 : (uint64_t)arg->number); break;
	}
}

/* "{0}" at s: its number, or -1. */
static int placeholder(const char *s)
{
	if (s[0] == '{' && s[1] >= '0' && s[1] <= '9' && s[2] == '}')
		return s[1] - '0';
	return -1;
}

void text_phrase(struct str *out, const struct phrase *p, int zone_offset)
{
	const char *s, *from;

	if (!p || !p->id)
		return;
	for (s = from = text_get(p->id); *s; s++) {
		int i = placeholder(s);

		if (i < 0 || (unsigned)i >= p->n_args || i >= PHRASE_ARGS)
			continue;
		text_escape_n(out, from, (size_t)(s - from));
		add_arg(out, &p->arg[i], zone_offset);
		from = s + 3;
		s += 2;
	}
	text_escape_n(out, from, (size_t)(s - from));
}

char *text_phrase_dup(struct arena *a, const struct phrase *p, int zone_offset)
{
	struct str out = STR_INIT(PHRASE_TEXT_MAX);
	char *copy;

	text_phrase(&out, p, zone_offset);
	copy = arena_strdup(a, str_c(&out));
	str_done(&out);
	return copy;
}
