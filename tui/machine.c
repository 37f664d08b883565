/* SPDX-License-Identifier: GPL-2.0-or-later */
/* /sys, sysinfo(2) and the first line of ClamAV's own database files. */
#include "tui/machine.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/sysinfo.h>

#include "core/base/io.h"

#define HEAD 128
/* As scanners/disks/stick.h: written at the stick's start, absent elsewhere. */
#define STICK_FILE "/run/kenshin/stick-disk"

static ssize_t read_head(const char *path, char *buf, size_t size)
{
	int fd CLEANUP(cleanup_close) = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	ssize_t n = fd < 0 ? -errno : read(fd, buf, size - 1);

	buf[n > 0 ? n : 0] = '\0';
	return n;
}

/* "ClamAV-VDB:15 Nov 2026 07-30 +0000:..." */
static bool database_date(const char *head, int64_t *ret)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	char month[4];
	int day, year;
	const char *at;

	if (sscanf(head, "ClamAV-VDB:%2d %3s %4d", &day, month, &year) != 3 &&
	    sscanf(head, "ClamAV-VDB: %2d %3s %4d", &day, month, &year) != 3)
		return false;
	at = strstr(months, month);
	if (!at || (at - months) % 3 != 0 || day < 1 || day > 31 || year < 2000 || year > 2100)
		return false;
	*ret = time_from_civil(year, (int)(at - months) / 3 + 1, day);
	return true;
}

static bool has_suffix(const char *name, const char *suffix)
{
	size_t n = strlen(name), m = strlen(suffix);

	return n > m && strcmp(name + n - m, suffix) == 0;
}

static bool is_plain(const char *name)
{
	static const char *const plain[] = {
		".ndb", ".hdb", ".hsb", ".ldb", ".mdb", ".msb", ".cdb"
	};

	for (size_t i = 0; i < LEN(plain); i++)
		if (has_suffix(name, plain[i]))
			return true;
	return false;
}

/* A set tells its date in its head; a folder of plain files has the date of the newest, as the
 * scanner takes it. */
static void samples(struct machine *m, const char *folder)
{
	DIR *d = folder ? opendir(folder) : NULL;
	int64_t newest = TIME_ABSENT, t;
	struct dirent *e;

	m->samples = TIME_ABSENT;
	m->no_samples = true;
	while (d && (e = readdir(d))) {
		bool set = has_suffix(e->d_name, ".cvd") || has_suffix(e->d_name, ".cld");
		char path[4096], head[HEAD];
		struct stat st;

		if (!set && !is_plain(e->d_name))
			continue;
		m->no_samples = false;
		snprintf(path, sizeof(path), "%s/%s", folder, e->d_name);
		if (set && read_head(path, head, sizeof(head)) > 0 && database_date(head, &t))
			m->samples = MAX(m->samples, t);
		if (!set && stat(path, &st) == 0)
			newest = MAX(newest, (int64_t)st.st_mtime);
	}
	if (m->samples == TIME_ABSENT)
		m->samples = newest;
	if (d)
		closedir(d);
}

/* The cord: any mains supply that is online; a PC without battery tells nothing. */
static enum flag power(void)
{
	static const char folder[] = "/sys/class/power_supply";
	DIR *d = opendir(folder);
	enum flag f = FLAG_ABSENT;
	struct dirent *e;

	while (d && (e = readdir(d))) {
		char path[512], head[HEAD];

		if (e->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "%s/%.200s/type", folder, e->d_name);
		if (read_head(path, head, sizeof(head)) <= 0 || strncmp(head, "Mains", 5) != 0)
			continue;
		snprintf(path, sizeof(path), "%s/%.200s/online", folder, e->d_name);
		if (read_head(path, head, sizeof(head)) > 0 && f != FLAG_YES)
			f = head[0] == '1' ? FLAG_YES : FLAG_NO;
	}
	if (d)
		closedir(d);
	return f;
}

/* Nothing but lo: then no part of a network is there. Where nobody can look, none is claimed. */
static bool network(void)
{
	DIR *d = opendir("/sys/class/net");
	struct dirent *e;
	bool any = d == NULL;

	while (d && (e = readdir(d)))
		any = any || (e->d_name[0] != '.' && strcmp(e->d_name, "lo") != 0);
	if (d)
		closedir(d);
	return any;
}

/* The stick's root is opened by the kernel's dm-verity, which checks each block that is read; this
 * tells that it is there, by its id. */
static bool verified(void)
{
	DIR *d = opendir("/sys/block");
	struct dirent *e;
	bool found = false;

	while (d && !found && (e = readdir(d))) {
		char path[512], head[HEAD];

		if (strncmp(e->d_name, "dm-", 3) != 0)
			continue;
		snprintf(path, sizeof(path), "/sys/block/%.200s/dm/uuid", e->d_name);
		found = read_head(path, head, sizeof(head)) > 0 &&
			strncmp(head, "CRYPT-VERITY-", 13) == 0;
	}
	if (d)
		closedir(d);
	return found;
}

static bool counted(const char *name);
static bool is_read_only(const char *folder, const char *name);

static bool is_stick(const char *name)
{
	char text[HEAD], *at = text, *line;

	if (read_head(STICK_FILE, text, sizeof(text)) <= 0)
		return false;
	while ((line = strsep(&at, "\n \t")))
		if (*line && strcmp(line, name) == 0)
			return true;
	return false;
}

/* On the stick every disk of the PC is set read-only before this program starts: asked of the
 * kernel disk by disk, the stick left out. */
static void guards(struct machine *m)
{
	static const char folder[] = "/sys/block";
	DIR *d = opendir(folder);
	unsigned disks = 0, open = 0;
	struct dirent *e;

	while (d && (e = readdir(d))) {
		char path[512], head[HEAD];

		snprintf(path, sizeof(path), "%s/%.200s/size", folder, e->d_name);
		if (!counted(e->d_name) || is_stick(e->d_name) ||
		    read_head(path, head, sizeof(head)) <= 0 || strtoull(head, NULL, 10) == 0)
			continue;
		disks++;
		open += !is_read_only(folder, e->d_name);
	}
	m->disks = disks;
	m->unguarded = open > 0;
	m->guard = !d || open > 0 ? STATE_CARE : disks > 0 ? STATE_GOOD : STATE_NA;
	if (d)
		closedir(d);
}

void machine_look_again(struct machine *m)
{
	m->power = power();
	m->network = network();
	if (m->stick && !m->sample)
		guards(m);
}

void machine_look(struct machine *m, const char *signatures, int64_t now)
{
	struct sysinfo info;

	samples(m, signatures);
	m->stick = access(STICK_FILE, F_OK) == 0;
	m->verified = verified();
	if (read_head(KENSHIN_PREFIX "/share/kenshin/built", m->built, sizeof(m->built)) > 0)
		m->built[strcspn(m->built, "\n")] = '\0';
	machine_look_again(m);
	if (sysinfo(&info) == 0)
		m->memory = (uint64_t)info.totalram * info.mem_unit;
	m->clock_odd = now < time_from_civil(2025, 1, 1) || now > time_from_civil(2045, 1, 1) ||
		       (m->samples != TIME_ABSENT && now < m->samples - 2 * TIME_DAY);
}

static bool counted(const char *name)
{
	static const char *const none[] = { "loop", "ram", "zram", "dm-", "md", "sr", "fd" };

	for (size_t i = 0; i < LEN(none); i++)
		if (strncmp(name, none[i], strlen(none[i])) == 0)
			return false;
	return name[0] != '.';
}

static bool is_read_only(const char *folder, const char *name)
{
	char path[512], head[HEAD];

	snprintf(path, sizeof(path), "%s/%.200s/ro", folder, name);
	return read_head(path, head, sizeof(head)) > 0 && head[0] == '1';
}

void machine_writes(struct disk_writes *ret)
{
	static const char folder[] = "/sys/block";
	DIR *d = opendir(folder);
	struct dirent *e;

	*ret = (struct disk_writes){ 0 };
	while (d && ret->n < MACHINE_DISKS && (e = readdir(d))) {
		char path[512], head[512];
		uint64_t v[7] = { 0 };

		if (!counted(e->d_name) || strlen(e->d_name) >= sizeof(ret->disk[0].name))
			continue;
		snprintf(path, sizeof(path), "%s/%.200s/stat", folder, e->d_name);
		if (read_head(path, head, sizeof(head)) <= 0 ||
		    sscanf(head,
			   "%" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64
			   " %" SCNu64,
			   &v[0], &v[1], &v[2], &v[3], &v[4], &v[5], &v[6]) != 7)
			continue;
		snprintf(ret->disk[ret->n].name, sizeof(ret->disk[0].name), "%.31s", e->d_name);
		snprintf(path, sizeof(path), "/sys/block/%.200s/diskseq", e->d_name);
		ret->disk[ret->n].sequence =
		    read_head(path, head, sizeof(head)) > 0 ? strtoull(head, NULL, 10) : 0;
		ret->disk[ret->n].times = v[4];
		ret->disk[ret->n].bytes = v[6] * 512;
		ret->disk[ret->n].guarded = is_read_only(folder, e->d_name);
		ret->n++;
	}
	if (d)
		closedir(d);
}

void machine_leave_out(struct disk_writes *w, uint64_t sequence)
{
	unsigned kept = 0;

	for (unsigned i = 0; i < w->n; i++)
		if (sequence == 0 || w->disk[i].sequence != sequence)
			w->disk[kept++] = w->disk[i];
	w->n = kept;
}

unsigned machine_written(const struct disk_writes *before, const struct disk_writes *now,
			 uint64_t *ret_times, uint64_t *ret_bytes)
{
	unsigned guarded = 0;

	*ret_times = *ret_bytes = 0;
	for (unsigned i = 0; i < now->n; i++) {
		for (unsigned k = 0; k < before->n; k++) {
			if (!now->disk[i].guarded ||
			    strcmp(now->disk[i].name, before->disk[k].name) != 0)
				continue;
			*ret_times += now->disk[i].times - before->disk[k].times;
			*ret_bytes += now->disk[i].bytes - before->disk[k].bytes;
			guarded++;
		}
	}
	return guarded;
}
