/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What this Linux does about USB storage: kernel parts that are kept out (modprobe.d), usbguard's
 * rules, udev rules that refuse devices. */
#include <string.h>
#include <strings.h>

#include "scanners/probes/linux_text.h"

#define KIND FACT_KIND_LINUX_USB_POLICY

extern const struct probe probe_linux_usb_rules;

enum { MODPROBE, DAEMON, RULES, UDEV, WANTED, BASIC };

struct reading {
	struct facts *out;
	bool storage, uas, udev;
};

static bool named(const char *word, const char *dash, const char *line)
{
	return !strcmp(word, dash) || !strcmp(word, line);
}

/* "install X /bin/true" stops the part even when another one asks for it, so uas with it. */
static void modprobe_file(void *arg, const struct probe_packed *file)
{
	struct reading *r = arg;
	struct linux_text *t = arena_alloc(r->out->arena, sizeof(*t));
	char *word[3];

	t->text = file->data;
	while (linux_line(t)) {
		size_t n = linux_words(t->line, word, LEN(word));
		bool install = n == 3 && !strcmp(word[0], "install") &&
			       (strstr(word[2], "/true") || strstr(word[2], "/false"));

		if (!install && (n < 2 || strcmp(word[0], "blacklist")))
			continue;
		if (named(word[1], "usb-storage", "usb_storage")) {
			r->storage = true;
			r->uas = r->uas || install;
		}
		r->uas = r->uas || !strcmp(word[1], "uas");
	}
}

static void udev_file(void *arg, const struct probe_packed *file)
{
	struct reading *r = arg;
	struct linux_text *t = arena_alloc(r->out->arena, sizeof(*t));

	t->text = file->data;
	while (linux_line(t)) {
		const char *line = linux_trim(t->line);

		if (*line != '#' && strstr(line, "usb") &&
		    (strstr(line, "ATTR{authorized}=\"0\"") ||
		     strstr(line, "ATTR{authorized_default}=\"0\"")))
			r->udev = true;
	}
}

static void read_guard(const struct probe_input *in, struct facts *out,
		       struct fact_linux_usb_policy *f)
{
	struct linux_text *t = arena_alloc(out->arena, sizeof(*t));

	if (!linux_blob(out, KIND, &in->blob[DAEMON]))
		return;
	t->text = in->blob[DAEMON].data;
	f->guard_starts = linux_listed(&in->blob[WANTED], "usbguard.service", out->arena) ||
				  linux_listed(&in->blob[BASIC], "usbguard.service", out->arena)
			      ? FLAG_YES
			      : FLAG_NO;
	f->guard_others = "block";
	while (linux_line(t)) {
		const char *value = linux_value(t->line, "ImplicitPolicyTarget", '=');

		if (value)
			f->guard_others = !strcasecmp(value, "allow")    ? "allow"
					  : !strcasecmp(value, "reject") ? "reject"
									 : "block";
	}
	f->guard_rules = 0;
	if (!linux_blob(out, KIND, &in->blob[RULES]))
		return;
	*t = (struct linux_text){ .text = in->blob[RULES].data };
	while (linux_line(t)) {
		const char *line = linux_trim(t->line);

		f->guard_rules += *line && *line != '#';
		/* "allow" for whatever comes. */
		if (!strcmp(line, "allow"))
			f->guard_others = "allow";
	}
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct reading r = { .out = out };
	struct fact_linux_usb_policy *f;

	if (in->n_blobs <= BASIC)
		return 0;
	f = FACTS_ADD(out, linux_usb_policy, LINUX_USB_POLICY,
		      "/etc/modprobe.d, /etc/usbguard, /etc/udev/rules.d");
	if (!f)
		return 0;
	linux_blob(out, KIND, &in->blob[WANTED]);
	linux_blob(out, KIND, &in->blob[BASIC]);
	linux_pack(out, KIND, &in->blob[MODPROBE], modprobe_file, &r);
	linux_pack(out, KIND, &in->blob[UDEV], udev_file, &r);
	read_guard(in, out, f);
	f->fact.replayed = FLAG_NO;
	f->storage_off = r.storage ? FLAG_YES : FLAG_NO;
	f->uas_off = r.uas ? FLAG_YES : FLAG_NO;
	f->udev_refuses = r.udev ? FLAG_YES : FLAG_NO;
	linux_settle(out, KIND);
	return 0;
}

const struct probe probe_linux_usb_rules = {
	.id = "linux-usb-rules",
	.targets = TARGET_LINUX,
	.files = { { PROBE_WANT_TREE, "etc/modprobe.d/*.conf", 1 << 20, true },
		   { PROBE_WANT_FILE, "etc/usbguard/usbguard-daemon.conf", 1 << 20, true },
		   { PROBE_WANT_FILE, "etc/usbguard/rules.conf", 1 << 20, true },
		   { PROBE_WANT_TREE, "etc/udev/rules.d/*.rules", 1 << 20, true },
		   { PROBE_WANT_LIST, "etc/systemd/system/multi-user.target.wants", 0, true },
		   { PROBE_WANT_LIST, "etc/systemd/system/basic.target.wants", 0, true } },
	.gives = { FACT_KIND_LINUX_USB_POLICY, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
