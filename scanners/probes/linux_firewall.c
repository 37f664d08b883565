/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Firewalls of Linux that start with the system: ufw, nftables, firewalld, iptables-persistent. One
 * without a rule that keeps something out counts as off. */
#include <string.h>

#include "scanners/probes/linux_text.h"

#define KIND FACT_KIND_LINUX_FIREWALL

extern const struct probe probe_linux_firewall;

enum { UFW, NFT, NFT_RHEL, NFT_FOLDER, FIREWALLD, IPTABLES, WANTED, SYSINIT };

static void add(struct facts *out, const char *method, const char *source, bool enabled)
{
	struct fact_linux_firewall *f = FACTS_ADD(out, linux_firewall, LINUX_FIREWALL, source);

	if (!f)
		return;
	f->fact.replayed = FLAG_NO;
	f->method = method;
	f->enabled = enabled ? FLAG_YES : FLAG_NO;
}

static bool starts(const struct probe_input *in, const char *unit, struct arena *a)
{
	return linux_listed(&in->blob[WANTED], unit, a) ||
	       linux_listed(&in->blob[SYSINIT], unit, a);
}

/* The last value of a word, lower case words compared. */
static bool says(const struct probe_blob *blob, const char *key, const char *wanted,
		 struct arena *a)
{
	struct linux_text *t = arena_alloc(a, sizeof(*t));
	bool is = false;

	t->text = blob->data;
	while (linux_line(t)) {
		const char *value = linux_value(t->line, key, '=');

		if (value)
			is = !strcasecmp(value, wanted);
	}
	return is;
}

/* Any word that refuses, outside of remarks. */
static bool refuses(struct bytes text, struct arena *a)
{
	static const char *const words[] = { "drop", "reject", "DROP", "REJECT" };
	struct linux_text *t = arena_alloc(a, sizeof(*t));

	t->text = text;
	while (linux_line(t)) {
		t->line[strcspn(t->line, "#")] = '\0';
		for (size_t i = 0; i < LEN(words); i++)
			if (strstr(t->line, words[i]))
				return true;
	}
	return false;
}

struct folder {
	struct arena *a;
	bool refuses;
};

static void look(void *arg, const struct probe_packed *file)
{
	struct folder *f = arg;

	f->refuses = f->refuses || refuses(file->data, f->a);
}

static void add_nftables(const struct probe_input *in, struct facts *out)
{
	struct folder folder = { .a = out->arena };
	bool any = false, there = false;

	for (size_t i = NFT; i <= NFT_RHEL; i++)
		if (linux_blob(out, KIND, &in->blob[i])) {
			there = true;
			any = any || refuses(in->blob[i].data, out->arena);
		}
	if (there && !any) {
		linux_pack(out, KIND, &in->blob[NFT_FOLDER], look, &folder);
		any = folder.refuses;
	}
	if (there)
		add(out, "nftables", "/etc/nftables.conf",
		    any && starts(in, "nftables.service", out->arena));
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct arena *a = out->arena;

	if (in->n_blobs <= SYSINIT)
		return 0;
	linux_blob(out, KIND, &in->blob[WANTED]);
	linux_blob(out, KIND, &in->blob[SYSINIT]);
	if (linux_blob(out, KIND, &in->blob[UFW]))
		add(out, "ufw", "/etc/ufw/ufw.conf",
		    says(&in->blob[UFW], "ENABLED", "yes", a) && starts(in, "ufw.service", a));
	add_nftables(in, out);
	if (linux_blob(out, KIND, &in->blob[FIREWALLD]))
		add(out, "firewalld", "/etc/firewalld/firewalld.conf",
		    starts(in, "firewalld.service", a) &&
			!says(&in->blob[FIREWALLD], "DefaultZone", "trusted", a));
	if (linux_blob(out, KIND, &in->blob[IPTABLES]))
		add(out, "iptables", "/etc/iptables/rules.v4",
		    refuses(in->blob[IPTABLES].data, a) &&
			(starts(in, "netfilter-persistent.service", a) ||
			 starts(in, "iptables.service", a)));
	linux_settle(out, KIND);
	return 0;
}

const struct probe probe_linux_firewall = {
	.id = "linux-firewall",
	.targets = TARGET_LINUX,
	.files = { { PROBE_WANT_FILE, "etc/ufw/ufw.conf", 1 << 20, true },
		   { PROBE_WANT_FILE, "etc/nftables.conf", 1 << 20, true },
		   { PROBE_WANT_FILE, "etc/sysconfig/nftables.conf", 1 << 20, true },
		   { PROBE_WANT_TREE, "etc/nftables/*.nft", 1 << 20, true },
		   { PROBE_WANT_FILE, "etc/firewalld/firewalld.conf", 1 << 20, true },
		   { PROBE_WANT_FILE, "etc/iptables/rules.v4", 1 << 20, true },
		   { PROBE_WANT_LIST, "etc/systemd/system/multi-user.target.wants", 0, true },
		   { PROBE_WANT_LIST, "etc/systemd/system/sysinit.target.wants", 0, true } },
	.gives = { FACT_KIND_LINUX_FIREWALL, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
