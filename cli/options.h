/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Options of all subcommands in one struct, filled from the table options.def. Must not act. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/str.h"

#define OPTIONS_ONLY_MAX    64
#define OPTIONS_FOLDERS_MAX 256
#define OPTIONS_RECIPIENTS  16

struct command;

struct options {
	const struct command *command;
	const char *operand; /* NULL when the command takes none, or none was given */
	const char *image, *root, *disk;
	const char *only[OPTIONS_ONLY_MAX];
	size_t n_only;
	const char *folder[OPTIONS_FOLDERS_MAX];
	size_t n_folders;
	const char *also[OPTIONS_FOLDERS_MAX];
	size_t n_also;
	const char *leave[OPTIONS_FOLDERS_MAX];
	size_t n_leave;
	const char *file[OPTIONS_FOLDERS_MAX];
	size_t n_files;
	const char *recipient[OPTIONS_RECIPIENTS];
	size_t n_recipients;
	const char *signatures, *tables, *answers;
	const char *usb_register, *jvn;
	const char *save, *text, *pdf, *json_file;
	const char *case_number, *pc_label, *phone, *hours;
	const char *hits, *signs;
	const char *data, *sticker, *open, *identity, *mode, *to, *from, *medium, *to_pc;
	unsigned minutes, shard_mib;
	int pass_fd;   /* -1: none */
	int choice_fd; /* likewise */
	const char *new_key;
	bool sweep, results, resume, sealed;
	int64_t now; /* TIME_ABSENT: not given */
	unsigned malware_seconds;
	int broker_fd; /* -1: none */
	bool json, records, quiet, markdown;
	bool no_systems, no_malware, no_sandbox, weak_sandbox, common_passwords;
	bool document_names, usb_memory;
	const char *printer;
	bool large;                   /* of the PDF */
	bool list, test_page, forget; /* print; list: carry, too */
	bool help, version;
};

/* Reads the arguments behind the subcommand (argv[0] is it). Returns 0, or the exit code after a
 * sentence on standard error. */
int options_read(struct options *ret, const struct command *command, int argc, char **argv);

/* The list of a command's options, for --help. */
void options_help(const struct command *command, struct str *out);
