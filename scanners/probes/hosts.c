/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the hosts file leads elsewhere, counted by kind. The names in it are not kept. */
#include "scanners/readers/hosts.h"
#include "scanners/probes/hardening.h"

extern const struct probe probe_hosts;

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	static const char *const words[HOSTS_KINDS] = { [HOSTS_BLOCKED] = "blocked",
							[HOSTS_LOCAL] = "local",
							[HOSTS_ELSEWHERE] = "elsewhere",
							[HOSTS_MAKER] = "maker" };
	int64_t n[HOSTS_KINDS] = { 0 };
	char name[HOSTS_NAME_MAX];
	enum hosts_kind kind;
	struct hosts h;

	if (in->n_blobs < 1 || !hardening_blob(out, FACT_KIND_HOSTS_LINES, &in->blob[0]))
		return 0;
	hosts_begin(&h, in->blob[0].data);
	while (hosts_next(&h, name, &kind))
		n[kind]++;
	for (size_t i = 0; i < HOSTS_KINDS; i++) {
		struct fact_hosts_lines *f;

		if (!n[i] || !words[i])
			continue;
		f = FACTS_ADD(out, hosts_lines, HOSTS_LINES,
			      "Windows\\System32\\drivers\\etc\\hosts");
		if (!f)
			break;
		f->fact.written = in->blob[0].modified;
		f->fact.replayed = FLAG_NO;
		f->sort = words[i];
		f->count = n[i];
	}
	return 0;
}

const struct probe probe_hosts = {
	.id = "hosts",
	.targets = TARGET_WINDOWS,
	.files = { { PROBE_WANT_FILE, "{windows}/System32/drivers/etc/hosts", 0, true } },
	.gives = { FACT_KIND_HOSTS_LINES, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
