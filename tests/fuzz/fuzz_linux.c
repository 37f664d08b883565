/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hostile bytes into what reads a Linux system's small files: every probe of Linux, with the bytes
 * as each of its files; the reader of lines, dates, zones and packed logs by itself. What is
 * unpacked stays below its ceiling, and no password's field comes out. */
/* link: scanners/probes */
#include <string.h>

#include "scanners/probes/linux_text.h"
#include "scanners/probes/linux_time.h"
#include "tests/fuzz/fuzz.h"

#define UNPACKED_MAX ((size_t)1 << 20)

static void run_probe(const struct probe *p, struct bytes data)
{
	static const struct volume_info volume = { .dirty = FLAG_NO };
	struct probe_blob blob[PROBE_FILES] = { 0 };
	struct probe_input in = { .blob = blob, .volume = &volume, .windows = "" };
	struct arena arena = { 0 };
	struct facts facts;
	struct err err = { 0 };

	facts_init(&facts, &arena);
	for (; in.n_blobs < PROBE_FILES && p->files[in.n_blobs].want; in.n_blobs++) {
		struct probe_blob *b = &blob[in.n_blobs];

		b->path = p->files[in.n_blobs].path;
		b->data = data;
		b->size = data.n;
		b->modified = 1763600000;
	}
	if (p->run(&in, &facts, &err) > 0)
		abort();
	for (size_t i = 0; i < facts_count(&facts, FACT_KIND_LINUX_ACCOUNT); i++) {
		const struct fact_linux_account *f =
		    FACTS_AT(&facts, linux_account, LINUX_ACCOUNT, i);

		if (!f->password || !strstr("none locked set unreadable", f->password))
			abort(); /* only words of our own */
	}
	facts_done(&facts);
	arena_done(&arena);
}

static void run_text(struct bytes data)
{
	struct arena arena = { 0 };
	struct linux_text *t = arena_alloc(&arena, sizeof(*t));
	struct bytes unpacked = { 0 };
	const char *end;
	bool cut;

	if (linux_gunzip(data, UNPACKED_MAX, &arena, &unpacked, &cut) && unpacked.n > UNPACKED_MAX)
		abort();
	linux_zone(data);
	t->text = unpacked.n ? unpacked : data;
	while (linux_line(t)) {
		linux_date(t->line, 32400, 1763600000, &end);
		if (end < t->line || end > t->line + strlen(t->line))
			abort();
	}
	arena_done(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct bytes b = bytes_of(data, n);

	for (size_t i = 0; probes[i]; i++)
		if (probes[i]->targets & TARGET_LINUX)
			run_probe(probes[i], b);
	run_text(b);
	return 0;
}

/* Files as they are, packs of them, the list of a folder, a packed log. */
static const char *const seeds[] = {
	"root:x:0:0:root:/root:/bin/bash\nsato::1000:1000::/home/sato:/bin/sh\nb:$1$a$b:15000:0\n",
	"Defaults:a !authenticate\n%wheel ALL=(ALL) NOPASSWD: ALL\nb ALL=\\\n NOPASSWD: /bin/x, "
	"PASSWD: ALL\n@includedir /etc/sudoers.d\n",
	"Include /etc/ssh/sshd_config.d/*.conf\nPermitRootLogin=yes\nMatch User x\n"
	"PasswordAuthentication yes\nMatch all\n",
	"[global]\nguest ok = yes\n[a]\npath = /srv\nread only = no\ninclude = x\n[printers]\n",
	"l 0 - ssh.service\nl 0 - ufw.service\nl 0 - apt-daily-upgrade.timer\n",
	"w 64 1763600000 64 a.log\n2026-11-20T10:00:00+09:00 p kernel: usb 1-2: New USB device "
	"found\n"
	"w 66 1763600000 66 b.log\nNov 20 10:00:00 p kernel: usb-storage 1-2:1.0: USB Mass Storage "
	"device",
	"w 45 - 45 crontab\n*/5 * * * * root sh /tmp/a;@reboot x | sh #..\n",
	"w 44 - 44 daily.cvd\nClamAV-VDB:20 Nov 2026 08-12 +0000:27500:2000000",
	"Start-Date: 2026-11-10  01:00:00\nUpgrade: x\nEnd-Date: 2026-11-10  06:12:33\n",
	"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\x4b\x4c\x4a\xe6\x02\x00\x4e\x81\x88\x47\x04",
	"TZif2....\n<+0545>-5:45\n",
	"w 113 - 113 etc/cron.daily/a\n#!/bin/sh -e\nif [ -x /usr/bin/x ]; then\n find /tmp \\\n "
	"/tmp/z 2>&1 | sh\nfi\ncase $1 in\n/tmp/*) x=$(/tmp/y) ;;\nesac\n",
};

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	if (i >= LEN(seeds))
		return -1;
	*ret_n = i == 9 ? 21 : strlen(seeds[i]);
	*ret = malloc(*ret_n);
	if (!*ret)
		return -1;
	memcpy(*ret, seeds[i], *ret_n);
	return 0;
}
