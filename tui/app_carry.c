/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The owner's USB memories: looked for by `kenshin carry --list` whenever one comes or goes while
 * they are asked for, and the sheet put onto the chosen one by `kenshin carry`, which lifts no
 * guard itself (the broker does) and says "saved" only after reading back. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>

#include "core/base/io.h"
#include "core/record/carry.h"
#include "tui/app.h"

#define LOOK_MS       1000
#define BROKER_SOCKET "/run/kenshin/broker.sock"

/* On the stick; elsewhere there is a folder to save to, or none. */
bool app_carry_possible(const struct app *a)
{
	return a->visit.machine.stick && !a->visit.machine.sample &&
	       access(BROKER_SOCKET, F_OK) == 0;
}

void app_carry_begin(struct app *a)
{
	a->visit.able.usb_save = app_carry_possible(a) && !a->o.out;
}

static uint64_t mix(uint64_t h, const char *text)
{
	for (; *text; text++)
		h = (h ^ (unsigned char)*text) * 1099511628211u;
	return h * 31;
}

static uint64_t mix_disk(uint64_t h, const char *name)
{
	char path[300], text[64] = "";
	const struct dirent *e;
	ssize_t n;
	DIR *d;
	int fd;

	snprintf(path, sizeof(path), "/sys/block/%.200s/diskseq", name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	n = fd < 0 ? -1 : io_pread_full(fd, text, sizeof(text) - 1, 0);
	if (fd >= 0)
		close(fd);
	h = mix(mix(h, name), n > 0 ? text : "");
	snprintf(path, sizeof(path), "/sys/block/%.200s", name);
	d = opendir(path);
	while (d && (e = readdir(d)))
		if (strncmp(e->d_name, name, strlen(name)) == 0)
			h += mix(1, e->d_name); /* its parts come a moment later */
	if (d)
		closedir(d);
	return h;
}

uint64_t app_carry_plugged(void)
{
	DIR *d = opendir("/sys/block");
	const struct dirent *e;
	uint64_t h = 0;

	while (d && (e = readdir(d))) {
		char path[300], target[512];
		ssize_t n;

		snprintf(path, sizeof(path), "/sys/block/%.200s", e->d_name);
		n = readlink(path, target, sizeof(target) - 1);
		target[MAX(n, 0)] = '\0';
		if (strstr(target, "/usb"))
			h += mix_disk(1469598103934665603u, e->d_name);
	}
	if (d)
		closedir(d);
	return h;
}

static void looked(struct app *a)
{
	char event[] = "memories 0";

	carrying_looked(&a->visit);
	event[sizeof(event) - 2] = (char)('0' + a->visit.carrying.n % 10);
	app_event(a, event);
}

void app_carry_list(struct app *a)
{
	const char *argv[7] = { a->o.program, "carry", "--list", "--records" };
	struct err err = { 0 };

	if (a->o.no_sandbox || a->o.weak_sandbox)
		argv[4] = a->o.no_sandbox ? "--no-sandbox" : "--weak-sandbox";
	if (app_usb_list_sample(a))
		return;
	child_done(&a->memories);
	a->plugged = app_carry_plugged();
	a->plugged_ms = a->ms;
	carrying_look(&a->visit);
	if (child_start(&a->memories, argv, &err) < 0)
		looked(a);
}

/* A line that is no record is not believed, and not missed: the end tells what matters. */
static void take_line(void *arg, const char *text, size_t n)
{
	struct app *a = arg;
	struct carry_memory m;
	struct carry_status s;
	enum carry_record kind;
	struct err err = { 0 };

	if (record_parse_carry(text, n, &m, &s, &kind, &err) < 0)
		return;
	if (kind == CARRY_RECORD_MEMORY)
		carrying_found(&a->visit, &m);
	else if (kind == CARRY_RECORD_STATUS)
		a->carried = s;
}

static void list_read(struct app *a)
{
	if (a->memories.pid > 0) {
		child_read(&a->memories, take_line, a);
		if (!a->memories.ended)
			return;
		child_done(&a->memories);
		looked(a);
	}
	if ((a->visit.screen != SCREEN_S42 && !app_usb_choosing(a)) ||
	    a->ms - a->plugged_ms < LOOK_MS)
		return;
	a->plugged_ms = a->ms;
	if (app_carry_plugged() != a->plugged)
		app_carry_list(a);
}

void app_carry_wished(struct app *a, const char *target)
{
	struct carry_target t;

	if (!carry_target_parse(target, &t))
		return;
	for (unsigned i = 0; i < a->n_wished; i++)
		if (a->wished[i] == t.sequence)
			return;
	if (a->n_wished < LEN(a->wished))
		a->wished[a->n_wished++] = t.sequence;
}

static void ended(struct app *a, bool saved, enum carry_reason reason)
{
	const struct carry_status s = { saved, reason };

	a->carry_runs = false;
	child_done(&a->save);
	carrying_done(&a->visit, &s);
	app_event(a, saved ? "saved yes" : "saved no");
}

void app_carry_failed(struct app *a)
{
	ended(a, false, CARRY_NO_SHEET);
}

/* The sheet lies in the work area. */
void app_carry_start(struct app *a)
{
	const char *named = strchr(a->sheet_name, '-'); /* "kenshin-0412-07", "kenshin" */
	char sheet[600];
	const char *argv[] = { a->o.program,
			       "carry",
			       sheet,
			       "--to",
			       a->visit.carrying.to.target,
			       "--records",
			       "--case",
			       named ? named + 1 : "",
			       NULL };
	struct err err = { 0 };

	if (!named)
		argv[6] = NULL;
	snprintf(sheet, sizeof(sheet), "%s/sheet", a->area.path);
	child_done(&a->save);
	a->carried = (struct carry_status){ false, CARRY_OTHER };
	app_carry_wished(a, a->visit.carrying.to.target);
	a->carry_runs = true;
	if (child_start(&a->save, argv, &err) < 0)
		ended(a, false, CARRY_OTHER);
}

void app_carry_read(struct app *a)
{
	list_read(a);
	if (!a->carry_runs)
		return;
	child_read(&a->save, take_line, a);
	if (!a->save.ended)
		return;
	/* Its line and its end have to say the same. */
	if (a->carried.saved && child_exited(&a->save, 0))
		ended(a, true, CARRY_NONE);
	else
		ended(a, false, a->carried.saved ? CARRY_OTHER : a->carried.reason);
}
