/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The screen lock of each user of GNOME: dconf's own file of the user, and what whoever set up the
 * machine gave all of them (the database "local", where keys may be locked). A user without a
 * file never used the desktop; where no desktop is installed, that is told. How others than GNOME
 * lock is not known here. */
#include <string.h>

#include "scanners/probes/linux_text.h"
#include "scanners/readers/gvdb.h"

#define FILE_MAX   (8u << 20)
#define IDLE_GNOME 300 /* GNOME's own idle time, which a delay set by itself is added to */

extern const struct probe probe_linux_screen_lock;

enum { OF_USER, OF_MACHINE, OTHERS, XSESSIONS, WAYLAND };

static const char idle_key[] = "/org/gnome/desktop/session/idle-delay";
static const char delay_key[] = "/org/gnome/desktop/screensaver/lock-delay";
static const char enabled_key[] = "/org/gnome/desktop/screensaver/lock-enabled";
static const char forbidden_key[] = "/org/gnome/desktop/lockdown/disable-lock-screen";

struct settings {
	struct bytes user, machine;
	bool damaged;
};

static bool starts(const char *name, const char *with)
{
	return !strncasecmp(name, with, strlen(with));
}

/* Sessions that can be chosen at sign-in. */
static void sessions(const struct probe_blob *list, struct arena *a, bool *gnome, bool *other)
{
	struct probe_entry entry;
	size_t pos = 0;

	if (list->state != PROBE_BLOB_PRESENT)
		return;
	while (probe_list_next(list->data, &pos, a, &entry)) {
		size_t n = strlen(entry.name);

		if (n < 9 || strcasecmp(entry.name + n - 8, ".desktop") != 0)
			continue;
		if (starts(entry.name, "gnome") || starts(entry.name, "ubuntu"))
			*gnome = true;
		else
			*other = true;
	}
}

/* The user's file, but where the machine's locks the key or the user's has none. */
static struct bytes where(struct settings *s, const char *key)
{
	enum gvdb_answer locked = s->machine.n ? gvdb_locked(s->machine, key) : GVDB_NOT_THERE;

	s->damaged |= locked == GVDB_DAMAGED;
	return locked == GVDB_FOUND ? s->machine : s->user;
}

static int64_t number(struct settings *s, const char *key)
{
	struct bytes first = where(s, key);
	int64_t v = NUMBER_ABSENT;
	enum gvdb_answer answer = gvdb_number(first, key, &v);

	if (answer == GVDB_NOT_THERE && s->machine.n)
		answer = gvdb_number(s->machine, key, &v);
	s->damaged |= answer == GVDB_DAMAGED;
	return answer == GVDB_FOUND ? v : NUMBER_ABSENT;
}

static enum flag flag(struct settings *s, const char *key)
{
	struct bytes first = where(s, key);
	bool v = false;
	enum gvdb_answer answer = gvdb_flag(first, key, &v);

	if (answer == GVDB_NOT_THERE && s->machine.n)
		answer = gvdb_flag(s->machine, key, &v);
	s->damaged |= answer == GVDB_DAMAGED;
	if (answer != GVDB_FOUND)
		return FLAG_ABSENT;
	return v ? FLAG_YES : FLAG_NO;
}

static void add(const struct probe_input *in, struct settings *s, struct facts *out)
{
	int64_t idle = number(s, idle_key), delay = number(s, delay_key);
	enum flag enabled = flag(s, enabled_key);
	struct fact_screen_lock *f;

	if (flag(s, forbidden_key) == FLAG_YES)
		enabled = FLAG_NO;
	if (s->damaged) {
		linux_unseen(out, FACT_KIND_SCREEN_LOCK,
			     N_("because the desktop's settings of a user are damaged"));
		return;
	}
	f = FACTS_ADD(out, screen_lock, SCREEN_LOCK, "~/.config/dconf/user");
	if (!f)
		return;
	f->fact.replayed = FLAG_NO;
	f->scope = "user";
	f->user = in->user ? in->user->name : "";
	if (idle != NUMBER_ABSENT)
		f->active = idle ? FLAG_YES : FLAG_NO;
	f->secure = enabled;
	if (idle > 0 || delay > 0)
		f->idle_seconds = (idle > 0 ? idle : IDLE_GNOME) + (delay > 0 ? delay : 0);
}

static void add_console(struct facts *out)
{
	struct fact_screen_lock *f =
	    FACTS_ADD(out, screen_lock, SCREEN_LOCK, "/usr/share/xsessions");

	if (!f)
		return;
	f->fact.replayed = FLAG_NO;
	f->scope = "console";
}

/* More than one database of the machine's: which of them holds is in a profile that is not read. */
static bool others(const struct probe_blob *names, struct arena *a)
{
	struct probe_packed one;
	size_t pos = 0;

	if (names->state != PROBE_BLOB_PRESENT)
		return names->state == PROBE_BLOB_UNREADABLE;
	while (probe_pack_next(names->data, &pos, a, &one)) {
		const char *slash = strrchr(one.name, '/');
		const char *name = slash ? slash + 1 : one.name;

		/* Those of the sign-in screen are no user's. */
		if (strcmp(name, "local") != 0 && strcmp(name, "gdm") != 0 &&
		    strcmp(name, "ibus") != 0)
			return true;
	}
	return false;
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	const struct probe_blob *blob = in->blob;
	struct settings s = { 0 };
	bool gnome = false, other = false;

	if (in->n_blobs <= WAYLAND)
		return 0;
	sessions(&blob[XSESSIONS], out->arena, &gnome, &other);
	sessions(&blob[WAYLAND], out->arena, &gnome, &other);
	(void)linux_blob(out, FACT_KIND_SCREEN_LOCK, &blob[XSESSIONS]);
	(void)linux_blob(out, FACT_KIND_SCREEN_LOCK, &blob[WAYLAND]);
	if (other)
		linux_unseen(out, FACT_KIND_SCREEN_LOCK,
			     N_("because how this desktop locks its screen is not known here"));
	if (!gnome && !other && facts_state(out, FACT_KIND_SCREEN_LOCK) == FACT_STATE_NOT_COLLECTED)
		add_console(out);
	if (!gnome || !linux_blob(out, FACT_KIND_SCREEN_LOCK, &blob[OF_USER]))
		return 0;
	s.user = blob[OF_USER].data;
	if (linux_blob(out, FACT_KIND_SCREEN_LOCK, &blob[OF_MACHINE]))
		s.machine = blob[OF_MACHINE].data;
	add(in, &s, out);
	linux_settle(out, FACT_KIND_SCREEN_LOCK);
	if (others(&blob[OTHERS], out->arena))
		linux_unseen(out, FACT_KIND_SCREEN_LOCK,
			     N_("because this Linux has further settings for all its users"));
	return 0;
}

const struct probe probe_linux_screen_lock = {
	.id = "linux-screen-lock",
	.targets = TARGET_LINUX,
	.files = { { PROBE_WANT_FILE, "{user}/.config/dconf/user", FILE_MAX, true },
		   { PROBE_WANT_FILE, "etc/dconf/db/local", FILE_MAX, true },
		   { PROBE_WANT_NAMES, "etc/dconf/db/*", 0, true },
		   { PROBE_WANT_LIST, "usr/share/xsessions", 0, true },
		   { PROBE_WANT_LIST, "usr/share/wayland-sessions", 0, true } },
	.gives = { FACT_KIND_SCREEN_LOCK, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
