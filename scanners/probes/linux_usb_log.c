/* SPDX-License-Identifier: GPL-2.0-or-later */
/* USB storage that was plugged in, out of the kernel's lines in text logs (kern.log, syslog,
 * messages; packed ones too) and in systemd's journal. */
#include <stdlib.h>
#include <string.h>

#include "scanners/probes/linux_journal.h"
#include "scanners/probes/linux_text.h"
#include "scanners/probes/linux_time.h"

#define LOG_MAX     ((size_t)16 << 20)
#define PORTS_MAX   32u
#define DEVICES_MAX ((size_t)1000)
#define TEXT_MAX    64

extern const struct probe probe_linux_usb_log;

enum { KERN, SYSLOG, MESSAGES, JOURNAL, LOCALTIME };

/* What is plugged in at a port, as far as its lines went by. */
struct port {
	char at[24], vendor[TEXT_MAX], product[TEXT_MAX], serial[TEXT_MAX];
	int64_t when;
};

struct reading {
	struct facts *out;
	int zone;
	struct port port[PORTS_MAX];
	size_t next, last;
	int64_t begins;
};

static struct port *port_of(struct reading *r, const char *at, size_t n, bool anew)
{
	for (size_t i = 0; i < PORTS_MAX; i++)
		if (strlen(r->port[i].at) == n && !strncmp(r->port[i].at, at, n)) {
			r->last = i;
			if (anew)
				memset(r->port[i].vendor, 0,
				       sizeof(struct port) - offsetof(struct port, vendor));
			return &r->port[i];
		}
	if (!anew || n >= sizeof(r->port[0].at))
		return NULL;
	r->last = r->next++ % PORTS_MAX;
	memset(&r->port[r->last], 0, sizeof(struct port));
	memcpy(r->port[r->last].at, at, n);
	return &r->port[r->last];
}

static void keep(char *to, const char *text)
{
	snprintf(to, TEXT_MAX, "%.*s", TEXT_MAX - 1, text);
}

static bool same(const char *a, const char *b)
{
	return !strcmp(a ? a : "", b);
}

/* Those without a serial number cannot be told apart and count as one of their make. */
static void add(struct reading *r, const struct port *p, const char *bus)
{
	struct fact_usb_storage *f;

	for (size_t i = 0; i < facts_count(r->out, FACT_KIND_USB_STORAGE); i++) {
		f = (struct fact_usb_storage *)r->out->by_kind[FACT_KIND_USB_STORAGE].item[i];
		if (same(f->vendor, p->vendor) && same(f->product, p->product) &&
		    same(f->serial, p->serial)) {
			f->last_arrival = MAX(f->last_arrival, p->when);
			return;
		}
	}
	if (facts_count(r->out, FACT_KIND_USB_STORAGE) >= DEVICES_MAX) {
		linux_unseen(r->out, FACT_KIND_USB_STORAGE,
			     N_("because the logs name too many devices"));
		return;
	}
	f = FACTS_ADD(r->out, usb_storage, USB_STORAGE, "/var/log");
	if (!f)
		return;
	f->fact.replayed = FLAG_NO;
	f->bus = bus;
	f->vendor = *p->vendor ? arena_strdup(r->out->arena, p->vendor) : NULL;
	f->product = *p->product ? arena_strdup(r->out->arena, p->product) : NULL;
	f->serial = *p->serial ? arena_strdup(r->out->arena, p->serial) : NULL;
	f->own_serial = *p->serial ? FLAG_YES : FLAG_NO;
	f->last_arrival = p->when;
}

/* "usb 1-2: New USB device found, idVendor=0951, ...", "usb 1-2: SerialNumber: 60A4". */
static void usb_line(struct reading *r, const char *at, int64_t when)
{
	size_t n = strspn(at, "0123456789-.");
	const char *rest = at + n;
	struct port *p;

	if (!n || strncmp(rest, ": ", 2))
		return;
	rest += 2;
	p = port_of(r, at, n, !strncmp(rest, "New USB device found", 20));
	if (!p)
		return;
	if (!strncmp(rest, "New USB device found", 20))
		p->when = when;
	else if (!strncmp(rest, "Product: ", 9))
		keep(p->product, rest + 9);
	else if (!strncmp(rest, "Manufacturer: ", 14))
		keep(p->vendor, rest + 14);
	else if (!strncmp(rest, "SerialNumber: ", 14))
		keep(p->serial, rest + 14);
}

static void line_of(struct reading *r, const char *line, int64_t when)
{
	const char *inner = strstr(line, " usb ");
	const char *storage = strstr(line, "usb-storage ");
	struct port *port;

	if (storage && strstr(storage, "USB Mass Storage device detected")) {
		storage += strlen("usb-storage ");
		port = port_of(r, storage, strspn(storage, "0123456789-."), false);
		if (port)
			add(r, port, "usbstor");
	} else if (strstr(line, "scsi host") && strstr(line, ": uas")) {
		if (*r->port[r->last].at)
			add(r, &r->port[r->last], "uasp");
	} else if (!strncmp(line, "usb ", 4)) {
		usb_line(r, line + 4, when);
	} else if (inner) {
		usb_line(r, inner + 5, when);
	}
}

static void add_log(struct reading *r, const struct probe_packed *file, bool cut)
{
	struct fact_device_log *f = FACTS_ADD(r->out, device_log, DEVICE_LOG, "/var/log");
	const char *name = strrchr(file->name, '/');

	if (!f)
		return;
	f->fact.replayed = FLAG_NO;
	f->name = arena_strdup(r->out->arena, name ? name + 1 : file->name);
	f->begins = r->begins;
	f->cut = cut ? FLAG_YES : FLAG_NO;
}

static void read_log(void *arg, const struct probe_packed *file)
{
	struct reading *r = arg;
	struct arena own = { 0 };
	struct linux_text *t = arena_alloc(&own, sizeof(*t));
	bool cut = false;
	const char *end;

	t->text = file->data;
	if (linux_is_gzip(file->data))
		linux_gunzip(file->data, LOG_MAX, &own, &t->text, &cut);
	if (cut)
		linux_unseen(r->out, FACT_KIND_USB_STORAGE,
			     N_("because a packed log could not be read to its end"));
	memset(r->port, 0, sizeof(r->port));
	r->begins = TIME_ABSENT;
	while (linux_line(t)) {
		int64_t when = linux_date(t->line, r->zone, file->modified, &end);

		if (r->begins == TIME_ABSENT)
			r->begins = when;
		if (strstr(end, "kernel"))
			line_of(r, end, when);
	}
	add_log(r, file, cut || file->state == PROBE_PACK_CUT);
	arena_done(&own);
}

/* One file of the journal knows nothing of what was plugged in before it. */
static void journal_begins(void *arg)
{
	struct reading *r = arg;

	memset(r->port, 0, sizeof(r->port));
}

static void journal_line(void *arg, const char *line, int64_t when)
{
	line_of(arg, line, when);
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct reading *r = arena_alloc(out->arena, sizeof(*r));
	struct linux_journal journal;

	if (in->n_blobs <= LOCALTIME)
		return 0;
	r->out = out;
	r->zone = linux_zone(in->blob[LOCALTIME].data);
	for (size_t i = KERN; i <= MESSAGES; i++)
		linux_pack(out, FACT_KIND_USB_STORAGE, &in->blob[i], read_log, r);
	journal = (struct linux_journal){ .in = in,
					  .facts = out,
					  .kind = FACT_KIND_USB_STORAGE,
					  .each = journal_line,
					  .file = journal_begins,
					  .arg = r };
	linux_journal_read(&journal, JOURNAL);
	linux_settle(out, FACT_KIND_USB_STORAGE);
	if (facts_count(out, FACT_KIND_DEVICE_LOG))
		return 0;
	linux_unseen(out, FACT_KIND_USB_STORAGE, N_("because no log of this Linux was found"));
	linux_unseen(out, FACT_KIND_DEVICE_LOG, N_("because no log of this Linux was found"));
	return 0;
}

const struct probe probe_linux_usb_log = {
	.id = "linux-usb-log",
	.targets = TARGET_LINUX,
	.files = { { PROBE_WANT_TREE, "var/log/kern.log*", LOG_MAX, true },
		   { PROBE_WANT_TREE, "var/log/syslog*", LOG_MAX, true },
		   { PROBE_WANT_TREE, "var/log/messages*", LOG_MAX, true },
		   { PROBE_WANT_MANY, "var/log/journal/*/system*.journal*", 0, true },
		   { PROBE_WANT_FILE, "etc/localtime", 1 << 16, true } },
	.gives = { FACT_KIND_USB_STORAGE, FACT_KIND_DEVICE_LOG, FACT_KIND_NONE },
	.seconds = 60,
	.run = PROBE_RUN(run),
};
