/* SPDX-License-Identifier: GPL-2.0-or-later */
/* loan: lends a stick to a member: until when, how many PCs, and the key of this loan, sealed under
 * the chamber's and the member's pass phrases together (docs/data-partition.md). */
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <sys/mman.h>
#include <termios.h>

#include "core/base/io.h"
#include "core/base/times.h"
#include "core/checklist/loan.h"
#include "core/checklist/recipients.h"
#include "image-build/stick/child.h"
#include "image-build/stick/command.h"

#define PASS_LEAST 6
#define PASS_MOST  64
#define LETTERS    "abcdefghijklmnopqrstuvwxyz0123456789"
#define SECRET     "AGE-SECRET-KEY-1"
#define KEY_FILE   "kenshin/loan-key.age"

static bool read_line(char *ret, size_t size)
{
	if (!fgets(ret, (int)size, stdin))
		return false;
	ret[strcspn(ret, "\r\n")] = '\0';
	return true;
}

static int check_pass(const char *pass, struct err *err)
{
	size_t n = strlen(pass);

	if (n < PASS_LEAST || n > PASS_MOST || strspn(pass, LETTERS) != n)
		return err_set(err, ERR_FORMAT, -EINVAL,
			       "a pass phrase is %d to %d of the characters a-z and 0-9",
			       PASS_LEAST, PASS_MOST);
	return 0;
}

/* On a terminal it is asked for twice, and not shown. */
static int ask_pass(const char *question, char *ret, size_t size, struct err *err)
{
	struct termios before, quiet;
	bool terminal = tcgetattr(0, &before) == 0;
	char again[PASS_MOST + 16];
	bool good;

	if (!terminal)
		return read_line(ret, size)
			   ? check_pass(ret, err)
			   : err_set(err, ERR_IO, -EIO, "a pass phrase is missing");
	quiet = before;
	quiet.c_lflag &= ~(tcflag_t)ECHO;
	tcsetattr(0, TCSAFLUSH, &quiet);
	printf("%s", question);
	fflush(stdout);
	good = read_line(ret, size);
	printf("\n%s", _("The same once more: "));
	fflush(stdout);
	good = good && read_line(again, sizeof(again));
	tcsetattr(0, TCSAFLUSH, &before);
	puts("");
	if (!good || strcmp(ret, again) != 0)
		return err_set(err, ERR_FORMAT, -EINVAL, "the two are not the same");
	explicit_bzero(again, sizeof(again));
	return check_pass(ret, err);
}

static int ask_both(const struct stick_options *o, char *ret, size_t size, struct err *err)
{
	char chamber[PASS_MOST + 16], member[PASS_MOST + 16];
	int r;

	if (!o->pass_stdin && !isatty(0))
		return err_set(err, ERR_DENIED, -ENOTTY,
			       "the pass phrases are asked for on a terminal, or come with "
			       "--pass-stdin");
	r = ask_pass(_("Pass phrase of the chamber (a-z and 0-9, 6 or more): "), chamber,
		     sizeof(chamber), err);
	if (r == 0)
		r = ask_pass(_("Pass phrase of the member (a-z and 0-9, 6 or more): "), member,
			     sizeof(member), err);
	if (r == 0)
		snprintf(ret, size, "%s-%s", chamber, member);
	explicit_bzero(chamber, sizeof(chamber));
	explicit_bzero(member, sizeof(member));
	return r;
}

/* --- the key of this loan --- */

/* The line of text that begins with `head`, without that head, into ret. */
static bool line_after(const char *text, const char *head, char *ret, size_t size)
{
	const char *at = strstr(text, head);
	size_t n;

	if (!at)
		return false;
	at += strlen(head);
	n = strcspn(at, "\r\n");
	if (n >= size)
		return false;
	memcpy(ret, at, n);
	ret[n] = '\0';
	return true;
}

/* The secret is in memory only; age reads it by the name of its descriptor. */
static int seal(int secret, const char *pass, const struct content *c, struct err *err)
{
	struct str said = STR_INIT(4000);
	char in[40], out[128];
	int r;

	snprintf(in, sizeof(in), "/proc/self/fd/%d", secret);
	snprintf(out, sizeof(out), "%s/" KEY_FILE, c->dir);
	const char *argv[] = { "age", "-p", "-o", out, in, NULL };
	r = child_run_answer(argv, pass, &said, err);
	if (r > 0)
		r = err_set(err, ERR_IO, -EIO, "age did not seal the key of the loan");
	str_done(&said);
	return r;
}

static int make_key(struct content *c, const char *pass, char recipient[RECIPIENT_LENGTH + 1],
		    struct err *err)
{
	CLEANUP(cleanup_close) int secret = memfd_create("loan", 0);
	static const char *const argv[] = { "age-keygen", NULL };
	struct str said = STR_INIT(4000);
	char key[128] = "", line[160];
	int r = secret < 0 ? err_sys(err, -errno, "no memory") : child_run(argv, &said, err);

	if (r > 0 ||
	    (r == 0 && (!line_after(str_c(&said), "ublic key: ", recipient, RECIPIENT_LENGTH + 1) ||
			!line_after(str_c(&said), SECRET, key, sizeof(key)) ||
			!recipient_valid(recipient, strlen(recipient)))))
		r = err_set(err, ERR_IO, -EIO, "age-keygen made no key");
	snprintf(line, sizeof(line), SECRET "%s\n", key);
	if (r == 0)
		r = io_write_full(secret, line, strlen(line));
	explicit_bzero(key, sizeof(key));
	explicit_bzero(line, sizeof(line));
	if (said.p)
		explicit_bzero(said.p, said.len);
	str_done(&said);
	content_remove(c, KEY_FILE);
	return r < 0 ? r : seal(secret, pass, c, err);
}

/* --- loan.json --- */

static int put_loan(const struct stick_options *o, struct content *c, const char *recipient,
		    int64_t today, struct err *err)
{
	char issued[24], *text;
	struct loan known;
	json_t *j;
	int r;

	time_iso(today, issued, sizeof(issued));
	issued[10] = '\0';
	j = json_pack("{s:i, s:s, s:s, s:s, s:i, s:s, s:s, s:s, s:[]}", "schema", 1, "slip",
		      o->slip, "issued", issued, "until", o->until, "pcs",
		      (int)strtol(o->pcs, NULL, 10), "recipient", recipient, "phone", o->phone,
		      "hours", o->hours ? o->hours : "", "used");
	text = j ? json_dumps(j, JSON_INDENT(2)) : NULL;
	json_decref(j);
	if (!text)
		return err_set(err, ERR_FORMAT, -EINVAL, "an option is no UTF-8");
	r = loan_parse(text, strlen(text), &known, err);
	if (r == 0 && known.until < today)
		r = err_set(err, ERR_FORMAT, -EINVAL, "--until %s is over", o->until);
	if (r == 0)
		r = content_put(c, "kenshin/loan.json", text, strlen(text), err);
	free(text);
	return r;
}

/* Without the chamber's key a lent stick would say that it is broken. */
static int check_chamber(const struct content *c, struct recipients *ret, struct err *err)
{
	CLEANUP(cleanup_free) char *text = NULL;
	size_t n;
	int r = content_get(c, "kenshin/chamber.txt", RECIPIENTS_FILE_MAX, &text, &n, err);

	if (r == -ENOENT)
		return err_set(err, ERR_DENIED, -ENOKEY,
			       "set the chamber's key up first (kenshin-stick setup --recipient)");
	return r < 0 ? r : recipients_parse(text, n, ret, err);
}

static int lend(const struct stick_options *o, struct edit *e, struct err *err)
{
	char pass[2 * PASS_MOST + 40] = "", recipient[RECIPIENT_LENGTH + 1] = "";
	int64_t today = loan_day((int64_t)time(NULL));
	struct recipients chamber;
	int r = check_chamber(&e->c, &chamber, err);

	/* The options first: who has typed two pass phrases shall not learn of a wrong date then. */
	if (r == 0)
		r = put_loan(o, &e->c, chamber.key[0], today, err);
	if (r == 0)
		r = ask_both(o, pass, sizeof(pass), err);
	if (r == 0)
		r = make_key(&e->c, pass, recipient, err);
	explicit_bzero(pass, sizeof(pass));
	if (r == 0)
		r = put_loan(o, &e->c, recipient, today, err);
	return r < 0 ? r : edit_store(e, err);
}

int stick_loan(const struct stick_options *o)
{
	struct err err = { 0 };
	struct edit e;
	int r;

	if (!o->until || !o->pcs || !o->phone || !o->slip) {
		fprintf(stderr,
			"kenshin-stick loan: --slip, --until, --pcs and --phone are needed\n");
		return EXIT_NOT_ASKED;
	}
	r = edit_begin(&e, o, NULL, &err);
	if (r == 0)
		r = lend(o, &e, &err);
	edit_done(&e);
	if (r < 0)
		return stick_fail(_("The stick was not made ready to lend"), &err);
	printf(_("Ready to lend: slip %s, until %s, PCs: %s.\n"), o->slip, o->until, o->pcs);
	return EXIT_DONE;
}
