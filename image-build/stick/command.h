/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kenshin-stick's commands and what they share: options, exit codes, sentences. What people read is
 * in the chosen language; what a device or a tool said stands behind it in English. */
#pragma once

#include <stdio.h>

#include "core/text/text.h"
#include "image-build/stick/content.h"
#include "image-build/stick/device.h"
#include "image-build/stick/sign.h"

enum stick_exit {
	EXIT_DONE = 0,      /* done; verify: as issued */
	EXIT_NOT_DONE = 1,  /* not done; verify: changed */
	EXIT_NOT_ASKED = 2, /* called in a way that makes no sense; verify: could not look */
};

#define STICKS_MAX     16
#define RECIPIENT_ARGS 16

struct stick_options {
	bool yes, file, keep_size, unsigned_ok, quick, pass_stdin;
	const char *key, *manifest, *signatures, *contacts;
	const char *until, *phone, *hours, *slip, *pcs;
	const char *recipient[RECIPIENT_ARGS];
	unsigned n_recipients;
	char **operand;
	unsigned n_operands;
};

struct stick_command {
	const char *name, *operands, *options; /* options: " --yes --file ... " */
	unsigned least, most;                  /* operands */
	int (*run)(const struct stick_options *o);
};

int stick_write(const struct stick_options *o);
int stick_verify(const struct stick_options *o);
int stick_reissue(const struct stick_options *o);
int stick_signatures(const struct stick_options *o);
int stick_setup(const struct stick_options *o);
int stick_collect(const struct stick_options *o);
int stick_loan(const struct stick_options *o);
int stick_manifest(const struct stick_options *o);

/* The whole program. */
int stick_main(int argc, char **argv);

/* A sentence on standard error with what was the matter. Returns EXIT_NOT_DONE. */
int stick_fail(const char *what, const struct err *err);
/* Shows the sticks and asks; true: go on. */
bool stick_agreed(const struct stick_options *o, const struct device *d, unsigned n);
/* "12AB-34CD", the number that Windows shows, too. */
const char *stick_number(uint32_t serial, char ret[12]);
uint32_t stick_new_number(void);

/* The manifest that a stick itself carries: its signature says whether to believe it. */
NODISCARD int verify_manifest(struct signed_manifest *s, const struct stick_options *o,
			      const struct device *d, int fd, struct err *err);
/* verify's work on an open stick: says each difference, returns verify's exit code. */
int verify_stick(const struct signed_manifest *s, const struct device *d, int fd);

/* --signatures, --recipient, --contacts into content. */
NODISCARD int stick_apply(const struct stick_options *o, struct content *c, struct err *err);
/* A set of samples out of a folder of this PC, looked at first. */
NODISCARD int stick_apply_signatures(struct content *c, const char *dir, struct err *err);

/* A stick whose data partition is taken out, changed and put back. */
struct edit {
	struct device d;
	struct content c;
};
NODISCARD int edit_begin(struct edit *e, const struct stick_options *o,
			 bool (*only)(const char *path), struct err *err);
NODISCARD int edit_store(struct edit *e, struct err *err);
void edit_done(struct edit *e);
