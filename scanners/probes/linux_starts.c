/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What starts by itself on Linux: cron's tables, units of systemd that were added on this PC, what
 * the desktop starts. Of each the program is looked at: where it lies, or whether it is fetched
 * from the net when it runs. Arguments are not kept. */
#include <string.h>

#include "scanners/probes/linux_text.h"

#define KIND      FACT_KIND_SCHEDULED_TASK
#define TASKS_MAX ((size_t)5000)

extern const struct probe probe_linux_starts;

enum { CRONTAB, CRON_D, SPOOL, UNITS, USER_UNITS, AUTOSTART, RC_LOCAL };

struct reading {
	struct facts *out;
	size_t place;
};

/* Worst first: what decides is the first that fits any program of the line. */
static const char *const areas[] = { "temporary", "public", "user", "system" };

static size_t area_of(const char *path)
{
	if (!strncmp(path, "/tmp/", 5) || !strncmp(path, "/var/tmp/", 9) ||
	    !strncmp(path, "/dev/shm/", 9))
		return 0;
	return !strncmp(path, "/home/", 6) ? 2 : 3;
}

static bool runs_another(const char *name)
{
	static const char *const names[] = { "sh",   "bash", "dash",   "python", "python3",
					     "perl", "php",  "ruby",   "node",   "nohup",
					     "sudo", "exec", "setsid", "nice",   "ionice" };
	const char *slash = strrchr(name, '/');

	for (size_t i = 0; i < LEN(names); i++)
		if (!strcmp(slash ? slash + 1 : name, names[i]))
			return true;
	return false;
}

static void add(struct reading *r, const char *name, const char *program, size_t area)
{
	struct fact_scheduled_task *f;
	const char *dot = strstr(program, "/.");

	if (facts_count(r->out, KIND) >= TASKS_MAX) {
		linux_unseen(r->out, KIND,
			     N_("because there are too many files, or too large ones"));
		return;
	}
	f = FACTS_ADD(r->out, scheduled_task, SCHEDULED_TASK,
		      r->place >= UNITS ? "systemd, autostart" : "cron");
	if (!f)
		return;
	f->fact.replayed = FLAG_NO;
	f->name = arena_strdup(r->out->arena, name);
	f->command = arena_strdup(r->out->arena, program);
	f->area = areas[area];
	f->enabled = FLAG_YES;
	f->file = FLAG_YES;
	f->hidden = dot && dot[2] && area == 3 ? FLAG_YES : FLAG_NO;
}

/* Programs stand at the beginning, behind ; | & ( and behind what runs another one. */
static void command(struct reading *r, const char *name, char *line)
{
	bool net = (strstr(line, "curl ") || strstr(line, "wget ")) &&
		   (strstr(line, "| sh") || strstr(line, "|sh") || strstr(line, "| bash") ||
		    strstr(line, "|bash"));
	const char *program = "";
	char *word[LINUX_WORDS_MAX];
	size_t worst = LEN(areas) - 1, n;
	bool next = true;

	line[strcspn(line, "#")] = '\0';
	for (char *c = line; *c; c++)
		if (strchr("\"'`", *c))
			*c = ' ';
	n = linux_words(line, word, LEN(word));
	for (size_t i = 0; i < n; i++) {
		char *w = word[i] + strspn(word[i], "-@+!:(");
		size_t len = strlen(w);
		bool ends = strchr(";|&", *w) || (len && strchr(";|&", w[len - 1]));

		if (next && *w && (*word[i] != '-' || *w == '/') && !strchr(";|&", *w) &&
		    !strchr(w, '=')) {
			size_t area = area_of(w);

			if (!*program || area < worst)
				program = w;
			worst = MIN(worst, area);
			next = runs_another(w);
		}
		next = next || ends;
	}
	if (net)
		worst = MIN(worst, (size_t)1);
	if (*program)
		add(r, name, program, worst);
}

/* A line of cron: five fields or "@daily", a user in the system's tables, the command. */
static char *behind_times(char *line, bool user)
{
	size_t skip = (*line == '@' ? 1u : 5u) + (user ? 1u : 0u);

	for (size_t i = 0; i < skip && *line; i++) {
		line += strcspn(line, " \t");
		line += strspn(line, " \t");
	}
	return line;
}

static void cron_line(struct reading *r, const char *name, char *line)
{
	if (*line == '@' || *line == '*' || (*line >= '0' && *line <= '9'))
		command(r, name, behind_times(line, r->place != SPOOL));
}

static void each(void *arg, const struct probe_packed *file)
{
	struct reading *r = arg;
	struct linux_text *t = arena_alloc(r->out->arena, sizeof(*t));
	const char *name = strrchr(file->name, '/');
	char *value;

	name = name ? name + 1 : file->name;
	t->text = file->data;
	while (linux_line(t)) {
		char *line = linux_trim(t->line);

		if (!*line || *line == '#')
			continue;
		if (r->place <= SPOOL)
			cron_line(r, name, line);
		else if (r->place == RC_LOCAL)
			command(r, name, line);
		else if ((value = linux_value(line, "ExecStart", '=')) ||
			 (value = linux_value(line, "ExecStartPre", '=')) ||
			 (value = linux_value(line, "Exec", '=')))
			command(r, name, value);
	}
	if (t->cut)
		linux_unseen(r->out, KIND, N_("because a line of the rules is too long"));
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct reading r = { .out = out };

	for (size_t i = 0; i < in->n_blobs && i <= RC_LOCAL; i++) {
		r.place = i;
		linux_pack(out, KIND, &in->blob[i], each, &r);
	}
	linux_settle(out, KIND);
	return 0;
}

const struct probe probe_linux_starts = {
	.id = "linux-starts",
	.targets = TARGET_LINUX,
	.files = { { PROBE_WANT_TREE, "etc/cronta*", 1 << 20, true },
		   { PROBE_WANT_TREE, "etc/cron.d/*", 1 << 20, true },
		   { PROBE_WANT_TREE, "var/spool/cron/**", 1 << 20, true },
		   { PROBE_WANT_TREE, "etc/systemd/system/**/*.service", 1 << 20, true },
		   { PROBE_WANT_TREE, "home/*/.config/systemd/user/*.service", 1 << 20, true },
		   { PROBE_WANT_TREE, "home/*/.config/autostart/*.desktop", 1 << 20, true },
		   { PROBE_WANT_TREE, "etc/rc.loca*", 1 << 20, true } },
	.gives = { FACT_KIND_SCHEDULED_TASK, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
