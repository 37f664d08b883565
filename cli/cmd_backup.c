/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kenshin backup: plan, folders, run, media, verify, restore, parts, list. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "backup/plan.h"
#include "cli/backup.h"
#include "cli/backup_seal.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/restore_onto.h"
#include "cli/restore_source.h"
#include "cli/rootless.h"
#include "core/text/text.h"
#include "report/keep.h"

static int open_dir(const char *path, struct err *err)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	return fd < 0 ? err_sys(err, -errno, "%s", path) : fd;
}

static int verify(const struct options *o, struct err *err)
{
	char name[SESSION_NAME_MAX];
	int fd CLEANUP(cleanup_close) = backup_open(o->from, name, err);
	struct str out = STR_INIT(BACKUP_TEXT_MAX);
	int key CLEANUP(cleanup_close) = -1;
	struct session_verdict v;
	uint64_t same;
	int r = fd < 0 ? fd : session_verify(fd, NULL, &v, err), told;

	if (r == 0 && o->identity)
		r = key = keep_unlock(o->identity, NULL, err);
	if (r >= 0 && o->identity)
		r = session_verify_key(fd, key, NULL, &v, err);

	if (r == 0) {
		backup_tell_verdict(*name ? name : o->from, &v, &out);
		if (!v.shards_bad && v.list != MANIFEST_CHANGED)
			r = restore_sample(o, fd, key, &same, &out, err);
		told = output_print(str_c(&out), out.len, r < 0 ? NULL : err);
		r = r < 0 ? r : told;
	}
	str_done(&out);
	if (r == 0 && !v.complete)
		r = v.list == MANIFEST_INCOMPLETE && !v.shards_bad && !v.unopened && !v.list_differs
			? -ECANCELED
			: err_set(err, ERR_FORMAT, -EBADMSG, "the backup is not as it was written");
	return r;
}

static void tell_one(int dirfd, const char *name, struct str *out)
{
	const struct manifest_reader nothing = { 0 };
	enum manifest_state state = MANIFEST_CHANGED;
	struct manifest_end end = { 0 };
	int dir CLEANUP(cleanup_close) = session_open(dirfd, name, NULL);
	int fd CLEANUP(cleanup_close) =
	    dir < 0 ? -1
		    : openat(dir, MANIFEST_NAME, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	bool read = fd >= 0 && manifest_read(fd, &nothing, &state, &end, NULL) == 0;

	text_escape(out, name);
	str_addf(out, "  [%s]\n",
		 _(!read                          ? N_("its list cannot be read")
		   : state == MANIFEST_COMPLETE   ? N_("it came to its end")
		   : state == MANIFEST_INCOMPLETE ? N_("incomplete: it was stopped before its end")
						  : N_("its list is not what was written")));
	if (read)
		backup_tell_counts(&end, out);
}

static int list(const struct options *o, struct err *err)
{
	int fd CLEANUP(cleanup_close) = open_dir(o->to, err);
	struct str out = STR_INIT(BACKUP_TEXT_MAX);
	struct arena a = { 0 };
	const char **name;
	size_t n = 0;
	int r = fd < 0 ? fd : session_list(fd, &a, &name, &n, err);

	for (size_t i = 0; r == 0 && i < n; i++)
		tell_one(fd, name[i], &out);
	if (r == 0 && !n)
		str_addf(&out, "%s\n", _("There is no backup in this folder."));
	if (r == 0)
		r = output_print(str_c(&out), out.len, err);
	arena_done(&a);
	str_done(&out);
	return r;
}

static const struct action {
	const char *name;
	int (*run)(const struct options *o, struct err *err);
	bool source, to, from;
} actions[] = {
	{ "plan", backup_run, true, false, false },
	{ "folders", backup_folders, true, false, false },
	{ "run", backup_run, true, true, false },
	{ "media", backup_media, false, false, false },
	{ "verify", verify, false, false, true },
	{ "restore", backup_restore, false, true, true },
	{ "parts", backup_parts, false, false, false },
	{ "list", list, false, true, false },
};

static int usage_of_choice(const struct options *o, const struct action *a)
{
	if ((o->n_also || o->n_leave) && a->run != backup_run)
		return command_usage(o, "--also and --leave go with plan and run");
	if (o->choice_fd >= 0 && !a->source)
		return command_usage(o, "--choice-fd goes with plan, folders and run");
	if (o->choice_fd >= 0 && (o->n_folders || o->n_also || o->n_leave))
		return command_usage(o,
				     "--choice-fd takes the place of --folder, --also and --leave");
	if (a->run == backup_folders && o->n_folders > 1)
		return command_usage(o, "folders takes one --folder");
	return 0;
}

static int usage_of(const struct options *o, const struct action *a)
{
	int sources = (o->image != NULL) + (o->root != NULL) + (o->disk != NULL);

	/* Of the parts of all disks, or of one. */
	if (sources != a->source && !(a->run == backup_parts && sources == (o->disk != NULL)))
		return command_usage(o, a->source ? "one of --image, --root and --disk is needed"
						  : "this action takes no source");
	if (o->signatures && o->hits)
		return command_usage(o, "--signatures and --hits exclude each other");
	if ((o->signatures || o->hits || o->signs) && !(a->source && a->to))
		return command_usage(o, "only run looks at files for viruses");
	if (o->n_files && a->run != backup_restore)
		return command_usage(o, "--file goes with restore");
	if (o->signs && strcmp(o->signs, "leave-out") != 0 && strcmp(o->signs, "copy") != 0)
		return command_usage(o, "--signs %s: leave-out or copy", o->signs);
	if (o->signs && !o->signatures && !o->hits)
		return command_usage(o, "--signs needs --signatures or --hits");
	if (o->medium && a->run != backup_run)
		return command_usage(o, "this action takes no --medium");
	if (o->pass_fd >= 0 && !o->medium)
		return command_usage(o, "--pass-fd goes with --medium");
	if (a->run == backup_run && a->to && (o->to != NULL) + (o->medium != NULL) != 1)
		return command_usage(o, "one of --to DIR and --medium TARGET is needed");
	if (o->to_pc && a->run != backup_restore)
		return command_usage(o, "--to-pc goes with restore");
	if (o->to_pc && o->to)
		return command_usage(o, "--to and --to-pc exclude each other");
	if ((o->to != NULL) != a->to && !o->medium && !o->to_pc)
		return command_usage(o, a->to ? "--to DIR is needed" : "this action takes no --to");
	if (o->medium && !a->to)
		return command_usage(o, "this action takes no --medium");
	if ((o->from != NULL) != a->from)
		return command_usage(o, a->from ? "--from DIR is needed"
						: "this action takes no --from");
	if (usage_of_choice(o, a))
		return EXIT_USAGE;
	return backup_seal_usage(o);
}

int cmd_backup(const struct options *o)
{
	struct err err = { 0 };
	int r;

	for (size_t i = 0; i < LEN(actions); i++) {
		if (strcmp(o->operand, actions[i].name) != 0)
			continue;
		r = usage_of(o, &actions[i]);
		if (r)
			return r;
		r = actions[i].run(o, &err);
		if (r == -ECANCELED)
			return EXIT_CUT;
		if ((r == -EACCES && o->identity) || (r == -EKEYREJECTED && o->medium)) {
			(void)!command_fail(o, &err);
			return EXIT_NOT_OPENED;
		}
		return r < 0 ? command_fail(o, &err) : EXIT_RAN;
	}
	return command_usage(
	    o, "'%s' is none of plan, folders, run, media, verify, restore, parts, list",
	    o->operand);
}
