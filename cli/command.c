/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Chooses the subcommand; help and version. */
#include "cli/command.h"

#include <stdarg.h>

#include "cli/output.h"
#include "core/text/text.h"

#define HELP_MAX ((size_t)1 << 16)

static const struct command commands[] = {
#define COMMAND(name, bit, operand, summary) { #name, (bit), operand, summary, cmd_##name },
#include "cli/commands.def"
#undef COMMAND
};

/* err's words may repeat names from a disk or a worker: they are escaped like everything else. */
static void say(const struct options *o, const char *words)
{
	struct str line = STR_INIT(HELP_MAX);

	text_escape(&line, words);
	fprintf(stderr, "kenshin%s%s: %s\n", o && o->command ? " " : "",
		o && o->command ? o->command->name : "", str_c(&line));
	str_done(&line);
}

int command_fail(const struct options *o, const struct err *err)
{
	char words[1200];

	say(o, err_text(err, words, sizeof(words)));
	return EXIT_COULD_NOT;
}

int command_usage(const struct options *o, const char *fmt, ...)
{
	char words[1200];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(words, sizeof(words), fmt, ap);
	va_end(ap);
	say(o, words);
	fprintf(stderr, "Try 'kenshin%s%s --help'.\n", o && o->command ? " " : "",
		o && o->command ? o->command->name : "");
	return EXIT_USAGE;
}

static void general_help(struct str *out)
{
	str_add(out, "Usage: kenshin COMMAND [OPTION]...\n"
		     "Looks at a PC's disk without changing a byte, and makes a result sheet.\n\n"
		     "Commands:\n");
	for (size_t i = 0; i < LEN(commands); i++)
		str_addf(out, "  %-8s %s\n", commands[i].name, commands[i].summary);
	str_add(out,
		"\n'kenshin COMMAND --help' shows the options of a command.\n"
		"Exit code: 0 it ran, 1 it could not, 2 usage, 3 it was stopped before the end.\n"
		"Manual: man kenshin\n");
}

static void command_help(const struct command *c, struct str *out)
{
	str_addf(out, "Usage: kenshin %s [OPTION]...%s%s\n%c%s.\n\n", c->name,
		 *c->operand ? " " : "", c->operand, c->summary[0] - 'a' + 'A', c->summary + 1);
	options_help(c, out);
}

static int print(const struct options *o, struct str *out)
{
	struct err err = { 0 };
	int r = output_print(out->p, out->len, &err);

	str_done(out);
	return r < 0 ? command_fail(o, &err) : EXIT_RAN;
}

static int print_help(const struct options *o, const struct command *c)
{
	struct str out = STR_INIT(HELP_MAX);

	if (c)
		command_help(c, &out);
	else
		general_help(&out);
	return print(o, &out);
}

static int print_version(const struct options *o)
{
	struct str out = STR_INIT(HELP_MAX);

	str_add(&out, "kenshin " KENSHIN_VERSION "\n"
		      "Licence GPL-2.0-or-later. There is no warranty.\n");
	return print(o, &out);
}

static int run(const struct command *c, int argc, char **argv)
{
	struct options o;
	int r = options_read(&o, c, argc, argv);

	if (r)
		return r;
	if (o.help)
		return print_help(&o, c);
	if (o.version)
		return print_version(&o);
	return c->run(&o);
}

int command_main(int argc, char **argv)
{
	if (argc < 2)
		return command_usage(NULL, "missing command");
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h") || !strcmp(argv[1], "help"))
		return print_help(NULL, NULL);
	if (!strcmp(argv[1], "--version"))
		return print_version(NULL);
	for (size_t i = 0; i < LEN(commands); i++)
		if (!strcmp(argv[1], commands[i].name))
			return run(&commands[i], argc - 1, argv + 1);
	return command_usage(NULL, "'%s' is no command", argv[1]);
}
