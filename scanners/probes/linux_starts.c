/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What starts by itself on Linux: cron's tables, its scripts for each hour, day, week and month, units of
 * systemd that were added on this PC, what the desktop starts. Of each the program is looked at: where it
 * lies, or whether it is fetched from the net when it runs; of a shell script every program that it calls.
 * Arguments are not kept. */
#include <string.h>

#include "scanners/probes/linux_text.h"

#define KIND      FACT_KIND_SCHEDULED_TASK
#define TASKS_MAX ((size_t)5000)

extern const struct probe probe_linux_starts;

/* In the order of the files at the end. CRON: tables in cron.d, scripts in its sisters. */
enum {
	CRONTAB,
	CRON,
	SPOOL,
	UNITS,
	USER_UNITS,
	AUTOSTART,
	RC_LOCAL,
	ANACRON,
	ALL_AUTOSTART,
	ROOT_UNITS,
	ROOT_AUTOSTART,
	HOURLY,
	DAILY,
	WEEKLY,
	MONTHLY
};

struct reading {
	struct facts *out;
	size_t place;
};

/* What the lines of one start say so far. */
struct scan {
	const char *program; /* the worst one, else the first; arena */
	const char *hidden;  /* one in a folder that begins with a point */
	size_t worst;        /* of areas[] */
	bool net;            /* fetched and run */
	bool next;           /* the next word is a program */
	bool goes_on;        /* the line before ended in a backslash */
};

/* Worst first: what decides is the first that fits any program of the line. */
static const char *const areas[] = { "temporary", "public", "user", "system" };

#define AREA_NET    ((size_t)1)
#define AREA_SYSTEM ((size_t)3)

static size_t area_of(const char *path)
{
	if (!strncmp(path, "/tmp/", 5) || !strncmp(path, "/var/tmp/", 9) ||
	    !strncmp(path, "/dev/shm/", 9))
		return 0;
	return !strncmp(path, "/home/", 6) || !strncmp(path, "/root/", 6) ? 2 : AREA_SYSTEM;
}

/* "/usr/lib/.x/run", but neither "/usr/./x" nor "/usr/lib/../x". */
static bool is_hidden(const char *path)
{
	for (const char *p = path; (p = strstr(p, "/.")); p += 2)
		if (p[2] && p[2] != '/' && !(p[2] == '.' && (!p[3] || p[3] == '/')))
			return true;
	return false;
}

static bool one_of(const char *name, const char *const list[], size_t n)
{
	const char *slash = strrchr(name, '/');

	for (size_t i = 0; i < n; i++)
		if (!strcmp(slash ? slash + 1 : name, list[i]))
			return true;
	return false;
}

static const char *const shells[] = { "sh", "bash", "dash", "ksh", "zsh", "ash" };

/* What stands before another program, words of the shell among them. */
static bool runs_another(const char *name)
{
	static const char *const names[] = {
		"python", "python3", "perl",    "php",       "ruby",    "node", "nohup", "sudo",
		"exec",   "setsid",  "nice",    "ionice",    "env",     "if",   "then",  "else",
		"elif",   "while",   "until",   "do",        "time",    "eval", ".",     "source",
		"chroot", "command", "chronic", "run-parts", "timeout",
	};

	return one_of(name, shells, LEN(shells)) || one_of(name, names, LEN(names));
}

static void add(struct reading *r, const char *name, const struct scan *s, const char *program)
{
	bool hidden = s->hidden && s->worst > AREA_NET;
	struct fact_scheduled_task *f;

	if (facts_count(r->out, KIND) >= TASKS_MAX) {
		linux_unseen(r->out, KIND,
			     N_("because there are too many files, or too large ones"));
		return;
	}
	f = FACTS_ADD(r->out, scheduled_task, SCHEDULED_TASK,
		      r->place <= SPOOL || r->place == ANACRON ? "cron" : "systemd, autostart");
	if (!f)
		return;
	f->fact.replayed = FLAG_NO;
	f->name = arena_strdup(r->out->arena, name);
	f->command = hidden ? s->hidden : program;
	f->area = areas[hidden ? AREA_SYSTEM : s->worst];
	f->enabled = FLAG_YES;
	f->file = FLAG_YES;
	f->hidden = hidden ? FLAG_YES : FLAG_NO;
}

static void saw(struct scan *s, const char *program, struct arena *a)
{
	size_t area = area_of(program);

	if (!s->program || area < s->worst)
		s->program = arena_strdup(a, program);
	if (!s->hidden && area == AREA_SYSTEM && is_hidden(program))
		s->hidden = arena_strdup(a, program);
	s->worst = MIN(s->worst, area);
	s->next = runs_another(program);
}

static bool blank(char c)
{
	return c == ' ' || c == '\t';
}

/* A comment goes, quotes hide no program. True: the line goes on in the next one. */
static bool unwrap(char *line)
{
	size_t n;

	for (char *c = line; *c; c++)
		if (*c == '#' && (c == line || blank(c[-1])))
			*c = '\0';
		else if (strchr("\"'`", *c))
			*c = ' ';
	n = strlen(line);
	if (!n || line[n - 1] != '\\')
		return false;
	line[n - 1] = '\0';
	return true;
}

/* "FOO=bar" before a program; the 10 of "nice -n 10", the 5m of "timeout 5m"; an option. */
static bool no_program(const char *word)
{
	size_t digits = strspn(word, "0123456789.");

	if (*word == '-' && word[strspn(word, "-@+!:")] != '/')
		return true;
	return (*word != '/' && strchr(word, '=')) ||
	       (digits && strspn(word + digits, "smhd") == strlen(word + digits));
}

/* What parts one command from the next; not the '&' of "2>&1", nor the '(' of a list "a=(...)". */
static bool parts(struct scan *s, const char *line, const char *c)
{
	if (!strchr(";|&()", *c))
		return false;
	if (*c != '&' || (c[1] != '>' && (c == line || c[-1] != '>')))
		s->next = !(*c == '(' && c > line && c[-1] == '=');
	return true;
}

static bool fetches(const char *line)
{
	return (strstr(line, "curl ") || strstr(line, "wget ")) &&
	       (strstr(line, "| sh") || strstr(line, "|sh") || strstr(line, "| bash") ||
		strstr(line, "|bash"));
}

/* Programs stand at the beginning, behind ; | & ( { and behind what runs another one. */
static void look(struct scan *s, char *line, struct arena *a)
{
	bool goes_on = unwrap(line), first = !s->goes_on;

	s->net |= fetches(line);
	s->next |= first;
	s->goes_on = goes_on;
	for (char *c = line, *word, end; *c; *c = end) {
		for (; blank(*c) || (*c && parts(s, line, c)); c++)
			first &= blank(*c);
		word = c;
		c += strcspn(c, " \t;|&()");
		end = *c;
		*c = '\0';
		if (!strcmp(word, "{"))
			s->next = true;
		else if (*word && s->next && !no_program(word) &&
			 !(first && end == ')')) /* "/tmp/x)" of a case runs nothing */
			saw(s, word + strspn(word, "-@+!:"), a);
		first = false;
	}
}

static void command(struct reading *r, const char *name, char *line)
{
	struct scan s = { .worst = AREA_SYSTEM };

	look(&s, line, r->out->arena);
	if (s.net)
		s.worst = MIN(s.worst, AREA_NET);
	if (s.program)
		add(r, name, &s, s.program);
}

/* A line of cron: five fields or "@daily", a user in the system's tables, the command. */
static char *behind_times(char *line, bool user, bool anacron)
{
	size_t skip = (*line == '@' ? 1u : 5u) + (user ? 1u : 0u);

	if (anacron) /* days, minutes, a name */
		skip = 3;
	for (size_t i = 0; i < skip && *line; i++) {
		line += strcspn(line, " \t");
		line += strspn(line, " \t");
	}
	return line;
}

static void cron_line(struct reading *r, const char *name, char *line)
{
	if (*line == '@' || *line == '*' || (*line >= '0' && *line <= '9'))
		command(r, name, behind_times(line, r->place != SPOOL, r->place == ANACRON));
}

/* Only a shell's own scripts are taken apart; of any other program it counts where it lies. */
static bool is_for_a_shell(struct scan *s, char *line, struct arena *a)
{
	char *word[LINUX_WORDS_MAX];
	bool shell = strncmp(line, "#!", 2) != 0;
	size_t n;

	if (shell)
		return true;
	look(s, line + 2, a);
	n = linux_words(line + 2, word, LEN(word));
	for (size_t i = 0; i < n; i++)
		shell |= one_of(word[i], shells, LEN(shells));
	return shell;
}

/* A script of cron.daily or one of its sisters: one start, however many programs it calls. */
static void script(struct reading *r, const struct probe_packed *file, struct linux_text *t,
		   const char *name)
{
	struct scan s = { .worst = AREA_SYSTEM };
	bool shell = !bytes_equal(file->data, 0, "\177ELF", 4), any = !shell, head = true;

	for (; shell && linux_line(t); head = false) {
		char *line = linux_trim(t->line);

		if (head && !is_for_a_shell(&s, line, r->out->arena)) {
			shell = false;
			any = true;
		} else if (!head || strncmp(line, "#!", 2)) {
			look(&s, line, r->out->arena);
			any |= *line && *line != '#';
		}
	}
	if (s.net)
		s.worst = MIN(s.worst, AREA_NET);
	/* run-parts leaves out what begins with a point */
	if (!any || *name == '.')
		return;
	add(r, name, &s,
	    s.worst == AREA_SYSTEM || s.worst == AREA_NET
		? arena_printf(r->out->arena, "/%s", file->name)
		: s.program);
}

static void one_line(struct reading *r, const char *name, char *line)
{
	char *value;

	if (r->place <= SPOOL || r->place == ANACRON)
		cron_line(r, name, line);
	else if (r->place == RC_LOCAL)
		command(r, name, line);
	else if ((value = linux_value(line, "ExecStart", '=')) ||
		 (value = linux_value(line, "ExecStartPre", '=')) ||
		 (value = linux_value(line, "Exec", '=')))
		command(r, name, value);
}

static void each(void *arg, const struct probe_packed *file)
{
	struct reading *r = arg;
	struct linux_text *t = arena_alloc(r->out->arena, sizeof(*t));
	const char *name = strrchr(file->name, '/');

	t->text = file->data;
	if (r->place == CRON && name && !strstr(file->name, "cron.d/")) {
		script(r, file, t, name + 1);
	} else {
		name = name ? name + 1 : file->name;
		while (linux_line(t)) {
			char *line = linux_trim(t->line);

			if (*line && *line != '#')
				one_line(r, name, line);
		}
	}
	if (t->cut)
		linux_unseen(r->out, KIND, N_("because a line of the rules is too long"));
}

/* A pack has no links, and where one leads to is not told: what starts there was not looked at. */
static void links(struct facts *out, const struct probe_blob *list)
{
	struct probe_entry entry;
	struct phrase reason;
	size_t pos = 0;

	if (!linux_blob(out, KIND, list))
		return;
	while (probe_list_next(list->data, &pos, out->arena, &entry)) {
		if (entry.type != 'l' || *entry.name == '.')
			continue;
		reason = phrase_of(
		    N_("because {0} starts by itself and only leads to another "
		       "place, where nobody looked"),
		    1, PHRASE_TEXT(arena_printf(out->arena, "/%s/%s", list->path, entry.name)));
		facts_note(out, KIND, FACT_STATE_PARTIAL, &reason);
	}
	if (pos < list->data.n)
		linux_unseen(out, KIND, N_("because a file or folder could not be read"));
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct reading r = { .out = out };

	for (size_t i = 0; i < in->n_blobs && i <= MONTHLY; i++) {
		r.place = i;
		if (i >= HOURLY)
			links(out, &in->blob[i]);
		else
			linux_pack(out, KIND, &in->blob[i], each, &r);
	}
	linux_settle(out, KIND);
	return 0;
}

#define FILE_MAX ((uint64_t)1 << 20)

const struct probe probe_linux_starts = {
	.id = "linux-starts",
	.targets = TARGET_LINUX,
	.files = { { PROBE_WANT_TREE, "etc/cronta*", FILE_MAX, true },
		   { PROBE_WANT_TREE, "etc/cron.*/*", FILE_MAX, true },
		   { PROBE_WANT_TREE, "var/spool/cron/**", FILE_MAX, true },
		   { PROBE_WANT_TREE, "etc/systemd/system/**/*.service", FILE_MAX, true },
		   { PROBE_WANT_TREE, "home/*/.config/systemd/user/*.service", FILE_MAX, true },
		   { PROBE_WANT_TREE, "home/*/.config/autostart/*.desktop", FILE_MAX, true },
		   { PROBE_WANT_TREE, "etc/rc.loca*", FILE_MAX, true },
		   { PROBE_WANT_TREE, "etc/anacronta*", FILE_MAX, true },
		   { PROBE_WANT_TREE, "etc/xdg/autostart/*.desktop", FILE_MAX, true },
		   { PROBE_WANT_TREE, "root/.config/systemd/user/*.service", FILE_MAX, true },
		   { PROBE_WANT_TREE, "root/.config/autostart/*.desktop", FILE_MAX, true },
		   { PROBE_WANT_LIST, "etc/cron.hourly", 0, true },
		   { PROBE_WANT_LIST, "etc/cron.daily", 0, true },
		   { PROBE_WANT_LIST, "etc/cron.weekly", 0, true },
		   { PROBE_WANT_LIST, "etc/cron.monthly", 0, true } },
	.gives = { FACT_KIND_SCHEDULED_TASK, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
