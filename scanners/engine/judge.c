/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every check on every system. */
#include "scanners/engine/judge.h"

#include <errno.h>
#include <string.h>

#include "core/base/log.h"
#include "core/model/known_device.h"
#include "scanners/checks/check.h"
#include "signatures/programs.h"
#include "signatures/tables.h"
#include "signatures/usb_register.h"

#define LATE         (2 * TIME_DAY) /* clocks and zones differ by less */
#define DEFAULT_ZONE (9 * 3600)     /* Japan, when the PC's own zone is not known */

static bool wanted(const char *id, const char *const *only, size_t n_only)
{
	if (n_only == 0)
		return true;
	for (size_t i = 0; i < n_only; i++)
		if (!strcmp(only[i], id))
			return true;
	return false;
}

static int check_ids(const char *const *only, size_t n_only, struct err *err)
{
	for (size_t i = 0; i < n_only; i++)
		if (strcmp(only[i], "malware") && !check_by_id(only[i]))
			return err_set(err, ERR_UNSUPPORTED, -EINVAL,
				       "%s: no check has this id (kenshin list shows them)",
				       only[i]);
	return 0;
}

static void env_of_system(struct judge_env *env, const struct facts *facts)
{
	const struct fact_last_use *use = FACTS_AT(facts, last_use, LAST_USE, 0);
	const struct fact_computer *computer = FACTS_AT(facts, computer, COMPUTER, 0);

	env->last_use = TIME_ABSENT;
	/* A trace after the visit comes from a clock that was wrong: it does not hide the others. */
	for (size_t i = 0; use; use = FACTS_AT(facts, last_use, LAST_USE, ++i)) {
		bool late = use->at > env->now + LATE, was_late = env->last_use > env->now + LATE;

		if (use->at != TIME_ABSENT &&
		    (env->last_use == TIME_ABSENT || (was_late && !late) ||
		     (late == was_late && use->at > env->last_use)))
			env->last_use = use->at;
	}
	/* A value from the disk: only a real zone (UTC-12 to UTC+14) is believed. */
	env->zone_offset = DEFAULT_ZONE;
	if (computer && computer->zone_offset >= -12 * 3600 && computer->zone_offset <= 14 * 3600)
		env->zone_offset = (int)computer->zone_offset;
}

/* "Does not apply" is an answer about a PC of another kind, not about a USB memory or a locked part. */
static bool same_world(const struct check *check, unsigned target)
{
	if (target == TARGET_LOCKED)
		return check->targets & TARGET_LOCKED;
	return (check->targets == TARGET_USB_MEMORY) == (target == TARGET_USB_MEMORY);
}

static void judge_system(struct checkup *c, unsigned system, struct judge_env *env,
			 const char *const *only, size_t n_only)
{
	const struct client_system *s = &c->system[system];
	unsigned target = system_target(s->kind);

	env_of_system(env, &s->facts);
	for (size_t i = 0; checks[i]; i++)
		if (same_world(checks[i], target) && wanted(checks[i]->id, only, n_only))
			check_run(checks[i], target, &s->facts, env, system,
				  checkup_add_finding(c));
}

/* A list that could not be read is the check's own answer, not a reason to stop. */
static void load_devices(struct checkup *c, const char *path, struct device_register *ret)
{
	struct err err = { 0 };
	char text[256];

	if (path && usb_register_load(&c->arena, path, ret, &err) < 0)
		log_add("engine", "%s", err_text(&err, text, sizeof(text)));
}

/* A table that the shop made itself and that cannot be read is told: else nobody would know that
 * its programs were not compared. */
static void load_holes(struct checkup *c, const char *path, struct programs *ret)
{
	struct phrase what = PHRASE(N_("Holes of programs by JVN"));
	struct phrase why = PHRASE(N_("because the table made from JVN could not be read"));
	struct err err = { 0 };
	char text[256];

	if (!path || programs_load_holes(ret, &c->arena, path, &err) == 0)
		return;
	log_add("engine", "%s", err_text(&err, text, sizeof(text)));
	checkup_add_gap(c, "facts", &what, &why, 0);
}

int judge_all(struct checkup *c, const char *directory, const char *usb_register, const char *jvn,
	      const char *const *only, size_t n_only, struct err *err)
{
	struct device_register devices = { 0 };
	struct tables tables = { 0 };
	struct judge_env env = { .now = c->now, .arena = &c->arena };
	struct programs programs = PROGRAMS_NONE;
	struct err table_err = { 0 };
	bool missing;
	int r = check_ids(only, n_only, err);

	if (r < 0)
		return r;
	/* A table that is missing is no reason to stop: the checks that need it say so. */
	missing = tables_load(&tables, &c->arena, directory, &table_err) < 0;
	missing |= programs_load(&programs, &c->arena, directory, &table_err) < 0;
	if (missing) {
		struct phrase what = PHRASE(N_("Dates of support ends"));
		struct phrase why =
		    PHRASE(N_("because the dated table of this tool could not be read"));

		checkup_add_gap(c, "facts", &what, &why, 0);
	}
	env.build = tables.build;
	env.n_builds = tables.n_builds;
	env.builds_date = tables.builds_date;
	env.release = tables.release;
	env.n_releases = tables.n_releases;
	env.releases_date = tables.releases_date;
	load_holes(c, jvn, &programs);
	env.programs = &programs;
	load_devices(c, usb_register, &devices);
	env.devices = &devices;
	checkup_clear_findings(c);
	for (unsigned i = 0; i < c->n_systems; i++)
		judge_system(c, i, &env, only, n_only);
	return 0;
}
