/* SPDX-License-Identifier: GPL-2.0-or-later */
/* AutoRun from media, as set for the whole machine. */
#include "scanners/probes/autorun_common.h"

#define ALWAYS  "Microsoft\\Windows\\CurrentVersion"
#define MAPPING "Microsoft\\Windows NT\\CurrentVersion\\IniFileMapping\\Autorun.inf"

extern const struct probe probe_autorun;

/* The old trick of administrators: every autorun.inf is looked up where nothing is. */
static bool mapped_away(struct registry *r)
{
	const char *text = registry_text(r, registry_find(r, MAPPING), "");

	return text && !strncasecmp(text, "@SYS:", 5);
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct fact_autorun *f;
	struct registry r;

	if (!registry_open(&r, &probe_autorun, in, 0, "SOFTWARE", out))
		return 0;
	if (registry_must(&r, ALWAYS)) {
		f = autorun_add(&r, "machine", AUTORUN_EXPLORER, AUTORUN_AUTOPLAY);
		if (f && mapped_away(&r))
			f->no_autorun = FLAG_YES;
	}
	registry_close(&r);
	return 0;
}

const struct probe probe_autorun = {
	.id = "autorun",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SOFTWARE },
	.gives = { FACT_KIND_AUTORUN, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
