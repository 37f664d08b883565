/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Scheduled tasks: their XML files, and the registry's tree of them. A task that only the registry
 * knows, or whose right to be seen was taken away there, is hidden from people. Windows' own tasks
 * that run what lies where programs belong are passed over. */
#include "scanners/probes/hardening.h"
#include "scanners/probes/startup_common.h"
#include "scanners/readers/xml.h"

#define TREE      "Microsoft\\Windows NT\\CurrentVersion\\Schedule\\TaskCache\\Tree"
#define FOLDER    "/system32/tasks/"
#define TASKS_MAX ((size_t)10000)
#define DEPTH_MAX 16u
#define OWN       "Microsoft\\Windows\\"

extern const struct probe probe_tasks;

struct task {
	const char *name; /* "Microsoft\\Windows\\X" */
	const char *command, *arguments;
	bool enabled, hidden, file;
	int64_t modified;
};

struct tasks {
	struct facts *out;
	struct task *task;
	size_t n;
	bool files_whole;
};

/* --- the files ----------------------------------------------------------------------------- */
struct file_look {
	struct arena *a;
	struct task *t;
};

static void on_close(void *arg, const char *path, const char *text)
{
	struct file_look *l = arg;

	if (!strcmp(path, "Task/Actions/Exec/Command") && !l->t->command)
		l->t->command = arena_strdup(l->a, text);
	else if (!strcmp(path, "Task/Actions/Exec/Arguments") && !l->t->arguments)
		l->t->arguments = arena_strdup(l->a, text);
	else if (!strcmp(path, "Task/Settings/Enabled"))
		l->t->enabled = strcasecmp(text, "false") != 0;
	else if (!strcmp(path, "Task/Settings/Hidden"))
		l->t->hidden = !strcasecmp(text, "true");
}

/* "Windows/System32/Tasks/A/B" is the task "A\B". */
static const char *task_name(struct arena *a, const char *path)
{
	const char *at = strcasestr(path, FOLDER);
	char *name = arena_strdup(a, at ? at + sizeof(FOLDER) - 1 : path);

	for (char *p = name; *p; p++)
		if (*p == '/')
			*p = '\\';
	return name;
}

static void partial(struct facts *out, const char *because)
{
	struct phrase reason = PHRASE(because);

	facts_note(out, FACT_KIND_SCHEDULED_TASK, FACT_STATE_PARTIAL, &reason);
}

static void add_file(struct tasks *all, const struct probe_packed *file)
{
	struct task *t = &all->task[all->n];
	struct file_look l = { all->out->arena, t };
	struct xml_handler handler = { &l, NULL, on_close };
	struct err err = { 0 };

	*t = (struct task){ .enabled = true, .file = true, .modified = file->modified };
	t->name = task_name(all->out->arena, file->name);
	all->n++;
	if (xml_walk(file->data, &handler, &err) < 0)
		partial(all->out, N_("because the file of a scheduled task is damaged"));
}

static void read_files(struct tasks *all, const struct probe_blob *blob)
{
	struct probe_packed file;
	size_t pos = 0;

	if (!hardening_blob(all->out, FACT_KIND_SCHEDULED_TASK, blob))
		return;
	all->files_whole = true;
	while (probe_pack_next(blob->data, &pos, all->out->arena, &file)) {
		if (hardening_whole(all->out, FACT_KIND_SCHEDULED_TASK, &file) &&
		    all->n < TASKS_MAX)
			add_file(all, &file);
		else
			all->files_whole = false;
	}
	if (pos < blob->data.n) {
		all->files_whole = false;
		partial(all->out, N_("because a file or folder could not be read"));
	}
}

/* --- the registry's tree ------------------------------------------------------------------- */
static struct task *find(struct tasks *all, const char *name)
{
	for (size_t i = 0; i < all->n; i++)
		if (!strcasecmp(all->task[i].name, name))
			return &all->task[i];
	return NULL;
}

static void add_node(struct tasks *all, struct registry *r, hive_key key, const char *name)
{
	struct task *t = find(all, name);
	struct bytes sd;

	if (!registry_text(r, key, "Id"))
		return; /* a folder */
	if (!t) {
		if (all->n == TASKS_MAX)
			return;
		t = &all->task[all->n++];
		*t = (struct task){ .name = name,
				    .enabled = true,
				    .modified = hive_key_written(r->hive, key) };
	}
	t->hidden |= !hive_binary(r->hive, key, "SD", r->arena, &sd);
}

struct node {
	hive_key key;
	const char *name;
	unsigned depth;
};

static void read_tree(struct tasks *all, struct registry *r)
{
	hive_key top = hardening_must(r, FACT_KIND_SCHEDULED_TASK, TREE), *child;
	struct node *list = arena_array(r->arena, TASKS_MAX, sizeof(*list));
	size_t n = 0;

	if (top)
		list[n++] = (struct node){ top, "", 0 };
	for (size_t i = 0; i < n; i++) {
		size_t children = hive_children(r->hive, list[i].key, TASKS_MAX, r->arena, &child);

		if (list[i].depth)
			add_node(all, r, list[i].key, list[i].name);
		if (list[i].depth == DEPTH_MAX)
			continue;
		for (size_t k = 0; k < children && n < TASKS_MAX; k++) {
			const char *own = hive_key_name(r->hive, child[k], r->arena);

			list[n++] = (struct node){
				child[k],
				arena_printf(r->arena, "%s%s%s", list[i].name,
					     list[i].depth ? "\\" : "", own ? own : "?"),
				list[i].depth + 1,
			};
		}
	}
	if (n == TASKS_MAX)
		partial(r->facts, N_("because there are too many files, or too large ones"));
}

/* --- facts --------------------------------------------------------------------------------- */
static void add_fact(const struct tasks *all, const struct startup_marks *marks,
		     const struct task *t)
{
	struct arena *a = all->out->arena;
	const char *line =
	    t->command ? arena_printf(a, "%s %s", t->command, t->arguments ? t->arguments : "")
		       : NULL;
	const char *area = line ? startup_area(a, line) : NULL;
	bool usual = !area || !strcmp(area, "system") || !strcmp(area, "programs");
	bool lost = !t->file && all->files_whole;
	struct fact_scheduled_task *f;

	if (!strncasecmp(t->name, OWN, sizeof(OWN) - 1) && usual && !lost)
		return;
	f = FACTS_ADD(all->out, scheduled_task, SCHEDULED_TASK,
		      t->file ? "Windows\\System32\\Tasks" : "SOFTWARE\\" TREE);
	if (!f)
		return;
	f->fact.written = t->modified;
	f->fact.replayed = FLAG_NO;
	f->name = t->name;
	f->command = line ? startup_program(a, line) : NULL;
	f->area = area;
	f->enabled = t->enabled ? FLAG_YES : FLAG_NO;
	f->hidden = t->hidden ? FLAG_YES : FLAG_NO;
	if (t->enabled && f->command)
		f->marked = startup_mark(marks, area, startup_file(a, f->command, NULL));
	if (t->file || lost)
		f->file = t->file ? FLAG_YES : FLAG_NO;
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct tasks all = { .out = out };
	unsigned asked = 0;
	struct startup_marks marks = { in, 2, &asked };
	struct registry r;

	if (in->n_blobs < 2)
		return 0;
	all.task = arena_array(out->arena, TASKS_MAX, sizeof(*all.task));
	read_files(&all, &in->blob[1]);
	if (registry_open(&r, &probe_tasks, in, 0, "SOFTWARE", out)) {
		read_tree(&all, &r);
		registry_close(&r);
	}
	for (size_t i = 0; i < all.n; i++)
		add_fact(&all, &marks, &all.task[i]);
	if (in->blob[1].state == PROBE_BLOB_ABSENT)
		hardening_unseen(out, FACT_KIND_SCHEDULED_TASK,
				 N_("because the folder of scheduled tasks is not there"));
	probe_settle(&probe_tasks, out);
	return 0;
}

const struct probe probe_tasks = {
	.id = "tasks",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SOFTWARE,
		   { PROBE_WANT_TREE, "{windows}/System32/Tasks/**", 0, true },
		   { PROBE_WANT_PROGRAM, "programs", 0, true } },
	.gives = { FACT_KIND_SCHEDULED_TASK, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
