/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A Mac's screen lock of each user: the screen saver's time and whether it asks for the password. macOS
 * 10.13 and later keep the question itself elsewhere, and who looks there finds nothing: absent. */
#include <string.h>

#include "scanners/probes/mac_common.h"

#define PREFERENCES "{user}/Library/Preferences/"

extern const struct probe probe_mac_screen_lock;

enum { ASKS, BY_HOST };

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	const struct plist *asks, *host = NULL;
	struct fact_screen_lock *f;
	struct probe_packed file;
	int64_t idle = NUMBER_ABSENT, delay;
	size_t pos = 0;

	if (in->n_blobs <= BY_HOST)
		return 0;
	asks = mac_plist(out, FACT_KIND_SCREEN_LOCK, &in->blob[ASKS]);
	if (in->blob[BY_HOST].state == PROBE_BLOB_PRESENT)
		while (probe_pack_next(in->blob[BY_HOST].data, &pos, out->arena, &file)) {
			struct err bad = { 0 };

			host = plist_read(file.data, out->arena, &bad);
			if (!host)
				mac_unread(out, FACT_KIND_SCREEN_LOCK, file.name);
			if (plist_number(host, "idleTime") != INT64_MIN)
				idle = plist_number(host, "idleTime");
		}
	if (in->blob[BY_HOST].state == PROBE_BLOB_UNREADABLE)
		mac_unread(out, FACT_KIND_SCREEN_LOCK, in->blob[BY_HOST].path);
	f = FACTS_ADD(out, screen_lock, SCREEN_LOCK,
		      "~/Library/Preferences/com.apple.screensaver.plist");
	if (!f)
		return 0;
	f->fact.replayed = FLAG_NO;
	f->scope = "user";
	f->user = in->user ? in->user->name : "";
	f->secure = mac_flag(asks, "askForPassword");
	delay = plist_number(asks, "askForPasswordDelay");
	if (idle != NUMBER_ABSENT)
		f->active = idle > 0 ? FLAG_YES : FLAG_NO;
	if (idle > 0)
		f->idle_seconds =
		    MIN(idle, (int64_t)INT32_MAX) + MIN(MAX(delay, 0), (int64_t)INT32_MAX);
	mac_settle(out, FACT_KIND_SCREEN_LOCK);
	return 0;
}

const struct probe probe_mac_screen_lock = {
	.id = "mac-screen-lock",
	.targets = TARGET_MACOS,
	.files = { { PROBE_WANT_FILE, PREFERENCES "com.apple.screensaver.plist", 1 << 20, true },
		   { PROBE_WANT_TREE, PREFERENCES "ByHost/com.apple.screensaver.*.plist", 1 << 20,
		     true } },
	.gives = { FACT_KIND_SCREEN_LOCK, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
