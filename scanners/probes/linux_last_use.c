/* SPDX-License-Identifier: GPL-2.0-or-later */
/* When this Linux was last in use, its name and its zone. Only times inside of files count: the head
 * of each journal knows its newest entry, wtmp(5) the starts and sign-ins. */
#include <string.h>

#include "scanners/probes/linux_text.h"
#include "scanners/probes/linux_time.h"

#define JOURNAL_HEAD   256
#define JOURNAL_NEWEST 192 /* tail_entry_realtime, in microseconds */
#define RECORD         384 /* struct utmp of a 64-bit PC */
#define RECORD_TIME    340
#define YEAR_2000      ((int64_t)946684800)

extern const struct probe probe_linux_last_use;

enum { JOURNALS, WTMP, HOSTNAME, LOCALTIME };

struct newest {
	int64_t at;
	const char *source;
};

static void offer(struct newest *n, int64_t at, const char *source)
{
	if (at > YEAR_2000 && at > n->at)
		*n = (struct newest){ at, source };
}

static void offer_journals(struct newest *n, const struct probe_blob *blob, struct arena *a)
{
	struct probe_packed file;
	uint64_t micro;
	size_t pos = 0;

	if (blob->state != PROBE_BLOB_PRESENT)
		return;
	while (probe_pack_next(blob->data, &pos, a, &file))
		if (bytes_equal(file.data, 0, "LPKSHHRH", 8) &&
		    bytes_u64le(file.data, JOURNAL_NEWEST, &micro))
			offer(n, (int64_t)(micro / 1000000), "/var/log/journal");
}

static void offer_records(struct newest *n, const struct probe_blob *blob)
{
	uint32_t at;

	if (blob->state != PROBE_BLOB_PRESENT || blob->data.n % RECORD)
		return;
	for (size_t i = 0; i < blob->data.n; i += RECORD) {
		uint8_t type = blob->data.p[i];

		if (type >= 1 && type <= 8 && bytes_u32le(blob->data, i + RECORD_TIME, &at))
			offer(n, at, "/var/log/wtmp");
	}
}

static void add_use(const struct newest *n, struct facts *out)
{
	struct fact_last_use *f;

	if (!n->source) {
		linux_unseen(out, FACT_KIND_LAST_USE,
			     N_("because the last use of the PC is not in its records"));
		return;
	}
	f = FACTS_ADD(out, last_use, LAST_USE, n->source);
	if (!f)
		return;
	f->fact.replayed = FLAG_NO;
	f->at = n->at;
}

static void add_computer(const struct probe_input *in, struct facts *out)
{
	struct linux_text *t = arena_alloc(out->arena, sizeof(*t));
	struct fact_computer *f;

	if (!linux_blob(out, FACT_KIND_COMPUTER, &in->blob[HOSTNAME]))
		return;
	t->text = in->blob[HOSTNAME].data;
	f = FACTS_ADD(out, computer, COMPUTER, "/etc/hostname");
	if (!f)
		return;
	f->fact.replayed = FLAG_NO;
	if (linux_line(t) && *linux_trim(t->line))
		f->name = arena_strdup(out->arena, linux_trim(t->line));
	if (in->blob[LOCALTIME].state == PROBE_BLOB_PRESENT)
		f->zone_offset = linux_zone(in->blob[LOCALTIME].data);
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct newest n = { .at = TIME_ABSENT };

	if (in->n_blobs <= LOCALTIME)
		return 0;
	offer_journals(&n, &in->blob[JOURNALS], out->arena);
	offer_records(&n, &in->blob[WTMP]);
	add_use(&n, out);
	add_computer(in, out);
	return 0;
}

const struct probe probe_linux_last_use = {
	.id = "linux-last-use",
	.targets = TARGET_LINUX,
	.files = { { PROBE_WANT_TREE, "var/log/journal/*/*.journal", JOURNAL_HEAD, true },
		   { PROBE_WANT_FILE, "var/log/wtmp", 0, true },
		   { PROBE_WANT_FILE, "etc/hostname", 4096, true },
		   { PROBE_WANT_FILE, "etc/localtime", 1 << 16, true } },
	.gives = { FACT_KIND_LAST_USE, FACT_KIND_COMPUTER, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
