/* SPDX-License-Identifier: GPL-2.0-or-later */
/* getopt_long() over the table. */
#include "cli/options.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>

#include "cli/command.h"
#include "core/base/times.h"
#include "core/text/text.h"

#define FIRST       256 /* above any character */
#define HELP_COLUMN 26

enum option_id {
	OPTION_BEFORE_FIRST = FIRST - 1,
#define OPTION(id, name, argument, commands, help) OPTION_##id,
#include "cli/options.def"
#undef OPTION
	OPTION_END,
};

enum {
	D = COMMAND_disks,
	C = COMMAND_check,
	J = COMMAND_judge,
	R = COMMAND_report,
	L = COMMAND_list,
	P = COMMAND_print,
	K = COMMAND_keep,
	T = COMMAND_tally,
	N = COMMAND_loan,
	U = COMMAND_carry,
	V = COMMAND_devices,
	Q = COMMAND_jvn,
	B = COMMAND_backup
};

static const struct {
	const char *name, *argument;
	unsigned commands;
	const char *help;
} table[] = {
#define OPTION(id, name, argument, commands, help) { name, argument, (unsigned)(commands), help },
#include "cli/options.def"
#undef OPTION
};

/* Only this command's options are known to getopt: the rest is "unrecognized" as it should be. */
static void make_longopts(const struct command *command, struct option *ret)
{
	size_t n = 0;

	for (size_t i = 0; i < LEN(table); i++) {
		if (!(table[i].commands & command->bit))
			continue;
		ret[n++] =
		    (struct option){ .name = table[i].name,
				     .has_arg = table[i].argument ? required_argument : no_argument,
				     .val = FIRST + (int)i };
	}
	ret[n] = (struct option){ 0 };
}

static bool parse_unsigned(const char *s, unsigned max, unsigned *ret)
{
	unsigned long v;
	char *end;

	errno = 0;
	v = strtoul(s, &end, 10);
	if (errno || *end || *s < '0' || *s > '9' || v > max)
		return false;
	*ret = (unsigned)v;
	return true;
}

static int set_now(struct options *o, const char *text)
{
	if (time_parse_iso(text, &o->now))
		return 0;
	return command_usage(o, "--now %s: not a time such as 2026-11-21 or 2026-11-21T10:42:07Z",
			     text);
}

static int set_lang(struct options *o, const char *text)
{
	enum language lang;

	if (!text_language_from_name(text, &lang))
		return command_usage(o, "--lang %s: the languages are ja and en", text);
	text_set_language(lang);
	return 0;
}

static int set_seconds(struct options *o, const char *text)
{
	if (parse_unsigned(text, 7 * 86400, &o->malware_seconds))
		return 0;
	return command_usage(o, "--malware-seconds %s: not a number of seconds", text);
}

static int set_fd(struct options *o, const char *name, const char *text, int *ret)
{
	unsigned fd;

	if (!parse_unsigned(text, 1u << 20, &fd) || fcntl((int)fd, F_GETFD) < 0)
		return command_usage(o, "--%s %s: no open descriptor", name, text);
	*ret = (int)fd;
	return 0;
}

static int set_minutes(struct options *o, const char *text)
{
	if (parse_unsigned(text, 100000, &o->minutes))
		return 0;
	return command_usage(o, "--minutes %s: not a number of minutes", text);
}

static int add_only(struct options *o, const char *id)
{
	if (o->n_only >= OPTIONS_ONLY_MAX)
		return command_usage(o, "--only can be repeated up to %d times", OPTIONS_ONLY_MAX);
	o->only[o->n_only++] = id;
	return 0;
}

static int add_folder(struct options *o, const char *name, const char **list, size_t *n,
		      const char *path)
{
	if (*n >= OPTIONS_FOLDERS_MAX)
		return command_usage(o, "--%s can be repeated up to %d times", name,
				     OPTIONS_FOLDERS_MAX);
	list[(*n)++] = path;
	return 0;
}

static int add_recipient(struct options *o, const char *key)
{
	if (o->n_recipients >= OPTIONS_RECIPIENTS)
		return command_usage(o, "--recipient can be repeated up to %d times",
				     OPTIONS_RECIPIENTS);
	o->recipient[o->n_recipients++] = key;
	return 0;
}

static int set_shard(struct options *o, const char *text)
{
	if (parse_unsigned(text, 3584, &o->shard_mib) && o->shard_mib)
		return 0;
	return command_usage(o, "--shard-mib %s: not a number of MiB from 1 to 3584", text);
}

/* One that takes a text and needs no look at it. */
static const char **text_option(struct options *o, int id)
{
	switch (id) {
	case OPTION_IMAGE: return &o->image;
	case OPTION_ROOT: return &o->root;
	case OPTION_DISK: return &o->disk;
	case OPTION_SIGNATURES: return &o->signatures;
	case OPTION_ANSWERS: return &o->answers;
	case OPTION_SAVE: return &o->save;
	case OPTION_TEXT: return &o->text;
	case OPTION_PDF: return &o->pdf;
	case OPTION_JSON_FILE: return &o->json_file;
	case OPTION_USB_REGISTER: return &o->usb_register;
	case OPTION_JVN: return &o->jvn;
	case OPTION_TABLES: return &o->tables;
	case OPTION_CASE: return &o->case_number;
	case OPTION_PC_LABEL: return &o->pc_label;
	case OPTION_PHONE: return &o->phone;
	case OPTION_HOURS: return &o->hours;
	case OPTION_PRINTER: return &o->printer;
	case OPTION_DATA: return &o->data;
	case OPTION_STICKER: return &o->sticker;
	case OPTION_OPEN: return &o->open;
	case OPTION_IDENTITY: return &o->identity;
	case OPTION_MODE: return &o->mode;
	case OPTION_TO: return &o->to;
	case OPTION_FROM: return &o->from;
	case OPTION_HITS: return &o->hits;
	case OPTION_SIGNS: return &o->signs;
	case OPTION_MEDIUM: return &o->medium;
	case OPTION_TO_PC: return &o->to_pc;
	case OPTION_NEW_KEY: return &o->new_key;
	default: return NULL;
	}
}

static bool *flag_option(struct options *o, int id)
{
	switch (id) {
	case OPTION_NO_MALWARE: return &o->no_malware;
	case OPTION_USB_MEMORY: return &o->usb_memory;
	case OPTION_COMMON_PASSWORDS: return &o->common_passwords;
	case OPTION_DOCUMENT_NAMES: return &o->document_names;
	case OPTION_NO_SYSTEMS: return &o->no_systems;
	case OPTION_JSON: return &o->json;
	case OPTION_RECORDS: return &o->records;
	case OPTION_QUIET: return &o->quiet;
	case OPTION_MARKDOWN: return &o->markdown;
	case OPTION_WEAK_SANDBOX: return &o->weak_sandbox;
	case OPTION_NO_SANDBOX: return &o->no_sandbox;
	case OPTION_SWEEP: return &o->sweep;
	case OPTION_RESULTS: return &o->results;
	case OPTION_RESUME: return &o->resume;
	case OPTION_SEALED: return &o->sealed;
	case OPTION_LARGE: return &o->large;
	case OPTION_LIST: return &o->list;
	case OPTION_TEST_PAGE: return &o->test_page;
	case OPTION_FORGET: return &o->forget;
	case OPTION_HELP: return &o->help;
	case OPTION_VERSION: return &o->version;
	default: return NULL;
	}
}

static int set(struct options *o, int id, const char *argument)
{
	const char **text = text_option(o, id);
	bool *flag = flag_option(o, id);

	if (flag) {
		*flag = true;
		return 0;
	}
	if (text) {
		const char *name = table[id - FIRST].name;

		if (*text)
			return command_usage(o, "--%s is given twice", name);
		if (!*argument)
			return command_usage(o, "--%s needs an argument that is not empty", name);
		*text = argument;
		return 0;
	}
	switch (id) {
	case OPTION_ONLY: return add_only(o, argument);
	case OPTION_FOLDER: return add_folder(o, "folder", o->folder, &o->n_folders, argument);
	case OPTION_ALSO: return add_folder(o, "also", o->also, &o->n_also, argument);
	case OPTION_LEAVE: return add_folder(o, "leave", o->leave, &o->n_leave, argument);
	case OPTION_FILE: return add_folder(o, "file", o->file, &o->n_files, argument);
	case OPTION_RECIPIENT: return add_recipient(o, argument);
	case OPTION_SHARD_MIB: return set_shard(o, argument);
	case OPTION_NOW: return set_now(o, argument);
	case OPTION_LANG: return set_lang(o, argument);
	case OPTION_BROKER_FD: return set_fd(o, "broker-fd", argument, &o->broker_fd);
	case OPTION_PASS_FD: return set_fd(o, "pass-fd", argument, &o->pass_fd);
	case OPTION_CHOICE_FD: return set_fd(o, "choice-fd", argument, &o->choice_fd);
	case OPTION_MINUTES: return set_minutes(o, argument);
	case OPTION_MALWARE_SECONDS: return set_seconds(o, argument);
	default: return command_usage(o, "unrecognized option");
	}
}

static int take_operand(struct options *o, int argc, char **argv)
{
	bool wanted = *o->command->operand != '\0';
	bool may_lack = *o->command->operand == '[';

	if (o->help || o->version)
		return 0;
	if (may_lack && optind >= argc)
		return 0;
	if (wanted && optind >= argc)
		return command_usage(o, "missing operand %s", o->command->operand);
	if (wanted)
		o->operand = argv[optind++];
	if (optind < argc)
		return command_usage(o, "extra operand '%s'", argv[optind]);
	return 0;
}

int options_read(struct options *ret, const struct command *command, int argc, char **argv)
{
	struct option longopts[LEN(table) + 1];
	char name[64];
	int id, r;

	*ret = (struct options){ .command = command,
				 .now = TIME_ABSENT,
				 .broker_fd = -1,
				 .pass_fd = -1,
				 .choice_fd = -1 };
	make_longopts(command, longopts);
	/* getopt's own sentences begin with argv[0]. */
	snprintf(name, sizeof(name), "kenshin %s", command->name);
	argv[0] = name;
	optind = 0;
	while ((id = getopt_long(argc, argv, "h", longopts, NULL)) != -1) {
		if (id == '?') {
			fprintf(stderr, "Try 'kenshin %s --help'.\n", command->name);
			return EXIT_USAGE;
		}
		r = id == 'h' ? set(ret, OPTION_HELP, NULL) : set(ret, id, optarg);
		if (r)
			return r;
	}
	return take_operand(ret, argc, argv);
}

void options_help(const struct command *command, struct str *out)
{
	for (size_t i = 0; i < LEN(table); i++) {
		size_t begin = out->len, used;

		if (!(table[i].commands & command->bit))
			continue;
		str_addf(out, "  --%s", table[i].name);
		if (table[i].argument)
			str_addf(out, " %s", table[i].argument);
		used = out->len - begin;
		for (; used < HELP_COLUMN; used++)
			str_addc(out, ' ');
		str_addf(out, " %s\n", table[i].help);
	}
}
