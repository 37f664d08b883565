/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The subcommands and what they share: exit codes and messages. Messages of the command line are
 * English; texts for people (the sheet, questions) are in the chosen language. */
#pragma once

#include "cli/options.h"
#include "core/base/err.h"

enum exit_code {
	EXIT_RAN = 0,        /* it ran, whatever was found */
	EXIT_COULD_NOT = 1,  /* it could not; one sentence on standard error says why */
	EXIT_USAGE = 2,      /* called in a way that makes no sense */
	EXIT_CUT = 3,        /* it ran, but was stopped before the end; the result is partial */
	EXIT_NO_KEY = 4,     /* keep: there is no key to seal for, nothing is kept */
	EXIT_NO_ROOM = 5,    /* keep, tally: the data partition is full */
	EXIT_NO_DATA = 6,    /* keep, tally, loan: no data partition, or one that takes nothing */
	EXIT_NOT_OPENED = 7, /* keep, loan: not the right key or pass phrase */
};

#define COMMAND(name, bit, operand, summary) COMMAND_##name = (bit),
enum command_bit {
#include "cli/commands.def"
};
#undef COMMAND

struct command {
	const char *name;
	unsigned bit;
	const char *operand; /* "" or what stands after the options */
	const char *summary;
	int (*run)(const struct options *o);
};

#define COMMAND(name, bit, operand, summary) int cmd_##name(const struct options *o);
#include "cli/commands.def"
#undef COMMAND

/* The whole program: argv as main() got it. Returns the exit code. */
int command_main(int argc, char **argv);

/* "kenshin check: words" on standard error. Returns EXIT_COULD_NOT, EXIT_USAGE. */
int command_fail(const struct options *o, const struct err *err);
int command_usage(const struct options *o, const char *fmt, ...) PRINTF(2, 3);
