/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The virus protection that Linux systems mostly have: how new ClamAV's samples are (the head of
 * daily.cvd or .cld), and whether it fetches new ones by itself. */
#include <string.h>

#include "scanners/probes/linux_text.h"

#define HEAD 512
#define MARK "ClamAV-VDB:"

extern const struct probe probe_linux_clamav;

/* "20 Nov 2026 08-12 +0000:27500:...": up to the day. */
static int64_t made(struct bytes head)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	char text[64] = "", *word[3], *end;
	size_t n = sizeof(MARK) - 1, month = 0;
	long day, year;

	if (!bytes_equal(head, 0, MARK, n))
		return TIME_ABSENT;
	memcpy(text, head.p + n, MIN(head.n - n, sizeof(text) - 1));
	if (linux_words(text, word, LEN(word)) < 3)
		return TIME_ABSENT;
	while (month < 12 && strncmp(word[1], months + 3 * month, 3))
		month++;
	day = strtol(word[0], &end, 10);
	year = strtol(word[2], &end, 10);
	if (month == 12 || day < 1 || day > 31 || year < 2002 || year > 9000)
		return TIME_ABSENT;
	return time_from_civil((int)year, (int)month + 1, (int)day);
}

static bool is_daily(const char *path)
{
	const char *name = strrchr(path, '/');

	return !strncmp(name ? name + 1 : path, "daily.", 6);
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct fact_antivirus *f;
	struct probe_packed file;
	int64_t newest = TIME_ABSENT;
	bool any = false;
	size_t pos = 0;

	if (in->n_blobs < 2)
		return 0;
	linux_blob(out, FACT_KIND_ANTIVIRUS, &in->blob[1]);
	if (!linux_blob(out, FACT_KIND_ANTIVIRUS, &in->blob[0]))
		return 0;
	while (probe_pack_next(in->blob[0].data, &pos, out->arena, &file)) {
		if (!is_daily(file.name))
			continue;
		any = true;
		newest = MAX(newest, made(file.data));
	}
	if (!any)
		return 0;
	f = FACTS_ADD(out, antivirus, ANTIVIRUS, "/var/lib/clamav/daily.cvd");
	if (!f)
		return 0;
	f->fact.replayed = FLAG_NO;
	f->name = "ClamAV";
	f->definitions = newest;
	f->enabled =
	    linux_listed(&in->blob[1], "clamav-freshclam.service", out->arena) ? FLAG_YES : FLAG_NO;
	linux_settle(out, FACT_KIND_ANTIVIRUS);
	return 0;
}

const struct probe probe_linux_clamav = {
	.id = "linux-clamav",
	.targets = TARGET_LINUX,
	.files = { { PROBE_WANT_TREE, "var/lib/clamav/*.c?d", HEAD, true },
		   { PROBE_WANT_LIST, "etc/systemd/system/multi-user.target.wants", 0, true } },
	.gives = { FACT_KIND_ANTIVIRUS, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
