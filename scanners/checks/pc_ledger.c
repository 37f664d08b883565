/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H10: what belongs into the ledger of PCs: make, version and day of installation; firmware and its day,
 * the clock's zone, the last shut-down that Windows noted. A list, no judgement; what is not recorded
 * is told as not known; names of people and of the PC are left out. */
#include <string.h>

#include "core/base/times.h"
#include "scanners/checks/saying.h"

extern const struct check check_pc_ledger;

#define JAPAN      ((int64_t)9 * 3600)
#define ZONE_MAX   ((int64_t)15 * 3600)
#define FIRST_BIOS 1980 /* no firmware of a PC is older */

static struct phrase_arg or_unknown(const char *text)
{
	return text && *text ? PHRASE_TEXT(text) : PHRASE_WORD(N_("not known"));
}

/* Digits up to the mark that ends the number; false when there are none, or more than 4. */
static bool number(const char **p, char mark, int *ret)
{
	const char *s = *p;

	for (*ret = 0; *s >= '0' && *s <= '9' && s - *p < 4; s++)
		*ret = *ret * 10 + (*s - '0');
	if (s == *p || *s != mark)
		return false;
	*p = s + 1;
	return true;
}

/* The SMBIOS specification has mm/dd/yyyy, and mm/dd/yy for 19yy. What does not fit stays as it is. */
static struct phrase_arg firmware_day(const char *text)
{
	int month, day, year;
	const char *p = text;

	if (!text || !*text)
		return PHRASE_DAY(TIME_ABSENT);
	if (!number(&p, '/', &month) || !number(&p, '/', &day) || !number(&p, '\0', &year) ||
	    month < 1 || month > 12 || day < 1 || day > 31)
		return PHRASE_TEXT(text);
	year += year < 100 ? 1900 : 0;
	return year < FIRST_BIOS ? PHRASE_TEXT(text)
				 : PHRASE_DAY(time_from_civil(year, month, day));
}

/* Seoul has the same clock as Tokyo, so the name decides where there is one. */
static bool in_japan(const struct fact_computer *c)
{
	return c->zone_offset == JAPAN && (!c->zone || !strcmp(c->zone, "Tokyo Standard Time") ||
					   !strncmp(c->zone, "東京", strlen("東京")));
}

static struct phrase_arg zone(const struct fact_computer *c, const struct judge_env *env)
{
	int64_t at = c->zone_offset, size = at < 0 && at >= -ZONE_MAX ? -at : at;
	const char *utc;

	if (in_japan(c))
		return PHRASE_WORD(N_("Japan"));
	if (at == NUMBER_ABSENT || size < 0 || size > ZONE_MAX)
		return or_unknown(c->zone);
	utc = arena_printf(env->arena, "UTC%c%d:%02d", at < 0 ? '-' : '+', (int)(size / 3600),
			   (int)(size / 60 % 60));
	return PHRASE_TEXT(c->zone ? arena_printf(env->arena, "%s (%s)", utc, c->zone) : utc);
}

static struct phrase_arg shutdown(const struct fact_computer *c, const struct judge_env *env)
{
	if (c->last_shutdown != TIME_ABSENT && judging_age(env, c->last_shutdown).future)
		return PHRASE_WORD(N_("a day that is still to come, so a clock is wrong"));
	return PHRASE_DATE(c->last_shutdown);
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	const struct fact_computer *c = FACTS_AT(facts, computer, COMPUTER, 0);
	const struct fact_windows_version *w = FACTS_AT(facts, windows_version, WINDOWS_VERSION, 0);
	const struct fact_firmware *b = FACTS_AT(facts, firmware, FIRMWARE, 0);

	if (!c || !w)
		return judging_unseen(N_("because this PC does not tell what it is"));
	return (struct verdict){
		.answer = ANSWER_OK,
		.headline = phrase_of(N_("For the ledger of PCs: {0}; {1}; Windows installed: {2}"),
				      3, or_unknown(c->model), or_unknown(w->product_name),
				      PHRASE_DATE(w->installed)),
		.evidence =
		    phrase_of(N_("Built-in program (BIOS): {0}, made: {1}; zone of the "
				 "clock: {2}; last shut-down that Windows noted: {3}"),
			      4, or_unknown(b ? b->version : NULL),
			      firmware_day(b ? b->date : NULL), zone(c, env), shutdown(c, env)),
		.evidence_time = w->installed,
	};
}

const struct check check_pc_ledger = {
	.id = "pc-ledger",
	.row = "H10",
	.question = N_("What is this PC, for the ledger?"),
	.targets = TARGET_WINDOWS,
	.interview = 0,
	.schemes = "PI 3-1-1",
	.needs = { FACT_KIND_COMPUTER, FACT_KIND_WINDOWS_VERSION, FACT_KIND_FIRMWARE,
		   FACT_KIND_NONE },
	.judge = judge,
};
