/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The search goes through /proc/self/maps and /proc/self/mem, writable mappings only: what is not
 * writable came from our own files. */
#include "tui/erase.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>

#define MASK     0xa5
#define SHORTEST 8 /* shorter texts turn up by chance */
#define WINDOW   ((size_t)1 << 16)

static void note(struct witness *w, const char *text)
{
	size_t n = text ? strlen(text) : 0;

	if (n < SHORTEST || w->n >= WITNESSES)
		return;
	n = MIN(n, sizeof(w->item[0].text));
	for (size_t i = 0; i < n; i++)
		w->item[w->n].text[i] = (unsigned char)((unsigned char)text[i] ^ MASK);
	w->item[w->n++].n = n;
}

static void note_checkup(const struct checkup *c, struct witness *w)
{
	note(w, c->disk.serial);
	for (size_t i = 0; i < c->malware.n_hits && i < 16; i++)
		note(w, c->malware.hit[i].path);
	for (size_t s = 0; s < c->n_systems; s++) {
		const struct facts *f = &c->system[s].facts;

		for (size_t i = 0; i < facts_count(f, FACT_KIND_USER) && i < 16; i++)
			note(w, FACTS_AT(f, user, USER, i)->sid);
		for (size_t i = 0; i < facts_count(f, FACT_KIND_STARTUP_ENTRY) && i < 16; i++)
			note(w, FACTS_AT(f, startup_entry, STARTUP_ENTRY, i)->command);
		for (size_t i = 0; i < facts_count(f, FACT_KIND_USB_STORAGE) && i < 16; i++)
			note(w, FACTS_AT(f, usb_storage, USB_STORAGE, i)->serial);
		for (size_t i = 0; i < facts_count(f, FACT_KIND_USB_PROGRAM) && i < 16; i++)
			note(w, FACTS_AT(f, usb_program, USB_PROGRAM, i)->path);
	}
}

void erase_note(const struct visit *v, struct witness *w)
{
	*w = (struct witness){ 0 };
	note_checkup(&v->checkup, w);
	note(w, v->usb.of.serial);
	for (unsigned i = 0; i < v->usb.n; i++)
		note_checkup(v->usb.looked[i], w);
}

static bool here(const unsigned char *p, const struct witness *w, unsigned k)
{
	for (size_t i = 0; i < w->item[k].n; i++)
		if ((p[i] ^ MASK) != w->item[k].text[i])
			return false;
	return true;
}

static uint64_t count(const unsigned char *p, size_t n, const struct witness *w)
{
	uint64_t found = 0;

	for (unsigned k = 0; k < w->n; k++) {
		unsigned char first = w->item[k].text[0] ^ MASK;
		size_t len = w->item[k].n, at = 0;

		while (n >= len && at <= n - len) {
			const unsigned char *hit = memchr(p + at, first, n - len - at + 1);

			if (!hit)
				break;
			at = (size_t)(hit - p);
			found += here(hit, w, k);
			at++;
		}
	}
	return found;
}

/* Windows overlap by the longest witness less one, so that none hides on a border. */
static int64_t search_range(int mem, uint64_t from, uint64_t to, unsigned char *window,
			    const struct witness *w)
{
	const size_t overlap = sizeof(w->item[0].text) - 1;
	uint64_t found = 0;

	while (from < to) {
		size_t want = MIN((uint64_t)WINDOW, to - from);
		ssize_t n = pread(mem, window, want, (off_t)from);

		if (n <= 0)
			break; /* pages that nobody may read hold nothing of ours */
		found += count(window, (size_t)n, w);
		explicit_bzero(window, (size_t)n);
		if ((size_t)n < want || want <= overlap || from + want >= to)
			break;
		from += want - overlap;
	}
	return (int64_t)found;
}

int64_t erase_search(const struct witness *w)
{
	static unsigned char window[WINDOW];
	FILE *maps = fopen("/proc/self/maps", "re");
	int mem CLEANUP(cleanup_close) = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
	char line[1024];
	int64_t found = 0;

	if (!maps || mem < 0) {
		if (maps)
			fclose(maps);
		return -EACCES;
	}
	while (fgets(line, sizeof(line), maps)) {
		uint64_t from, to;
		char perm[8];

		if (sscanf(line, "%" SCNx64 "-%" SCNx64 " %7s", &from, &to, perm) != 3)
			continue;
		if (perm[0] != 'r' || perm[1] != 'w')
			continue;
		found += search_range(mem, from, to, window, w);
	}
	fclose(maps);
	return found;
}
