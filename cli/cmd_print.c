/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kenshin print: the printers of this machine, and one PDF onto one of them, followed until the
 * printer said that it is printed. Asked to stop, it takes the job back. */
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>

#include "cli/cancel.h"
#include "cli/command.h"
#include "cli/output.h"
#include "core/base/log.h"
#include "core/record/print.h"
#include "core/text/text.h"
#include "report/printer/printer.h"
#include "report/test_page.h"

#define PDF_MAX       ((size_t)64 << 20)
#define LINES_MAX     ((size_t)1 << 20)
#define SEARCH_MS     40000
#define SEARCH_SOCKET "/run/kenshin/printers.sock"
#define LOOK_MS       500
#define GO_LOOKS      6 /* looks for the answer to a job that was taken back */

static void add_line(void *arg, const char *json, size_t n)
{
	str_addn(arg, json, n);
	str_addc(arg, '\n');
}

static int tell(struct str *out)
{
	struct err err = { 0 };
	int r = output_print(str_c(out), out->len, &err);

	str_clear(out);
	return r;
}

/* --- printers ------------------------------------------------------------------------------- */
static void add_printer(const struct options *o, struct str *out, const struct printer_info *p)
{
	const struct record_sink sink = { add_line, out };

	if (o->records) {
		record_printer(&sink, p);
		return;
	}
	text_escape(out, p->known ? p->name : "-");
	str_add(out, "  ");
	text_escape(out, p->shown);
	str_addf(out, "  [%s]\n", p->ready ? _("ready") : _(print_reason_words(p->reason)));
}

static int list(const struct options *o)
{
	const char *socket_path = getenv("KENSHIN_PRINTERS");
	struct printer_info *p = calloc(2 * PRINTERS_MAX, sizeof(*p));
	struct printer_info *unknown = p + PRINTERS_MAX;
	struct str out = STR_INIT(LINES_MAX);
	size_t n = 0, n_unknown = 0;
	struct err err = { 0 };
	int r;

	if (!p)
		abort();
	/* a search that did not work out is no reason to hide the printers that are known */
	if (printer_search(socket_path ? socket_path : SEARCH_SOCKET, SEARCH_MS, unknown,
			   &n_unknown, &err) < 0)
		log_add("print", "%s", err.message);
	err_clear(&err);
	r = printer_list(p, &n, &err);
	for (size_t i = 0; r == 0 && i < n; i++)
		add_printer(o, &out, &p[i]);
	for (size_t i = 0; r == 0 && i < n_unknown; i++)
		add_printer(o, &out, &unknown[i]);
	if (r == 0 && n + n_unknown == 0 && !o->records)
		str_addf(&out, "%s\n", _("No printer was found."));
	if (r == 0)
		r = output_print(str_c(&out), out.len, &err);
	str_done(&out);
	free(p);
	return r < 0 ? command_fail(o, &err) : EXIT_RAN;
}

/* --- what is printed ------------------------------------------------------------------------ */
static int write_memory(void *arg, const void *bytes, size_t n)
{
	return io_write_full(*(const int *)arg, bytes, n);
}

static int open_test_page(struct err *err)
{
	int fd = memfd_create("test-page", MFD_CLOEXEC);

	if (fd < 0)
		return err_sys(err, -errno, "no memory for the page");
	if (test_page_pdf(write_memory, &fd, err) < 0) {
		close(fd);
		return err->code;
	}
	return fd;
}

static int open_file(const char *path, struct err *err)
{
	int fd CLEANUP(cleanup_close) = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	char head[5];
	struct stat st;

	if (fd < 0 || fstat(fd, &st) < 0)
		return err_sys(err, -errno, "%s", path);
	if (!S_ISREG(st.st_mode) || io_pread_full(fd, head, sizeof(head), 0) != sizeof(head) ||
	    memcmp(head, "%PDF-", sizeof(head)) != 0)
		return err_set(err, ERR_FORMAT, -EBADMSG, "%s is no PDF", path);
	if ((uint64_t)st.st_size > PDF_MAX)
		return err_set(err, ERR_LIMIT, -EFBIG, "%s is too large", path);
	return TAKE_FD(fd);
}

/* --- the job -------------------------------------------------------------------------------- */
static const char *state_words(enum print_state state)
{
	switch (state) {
	case PRINT_STATE_SENDING: return N_("sending");
	case PRINT_STATE_WAITING: return N_("waiting for paper");
	case PRINT_STATE_PRINTED: return N_("printed");
	case PRINT_STATE_HANDED_OVER:
		return N_("handed over; this printer does not tell whether paper came out");
	case PRINT_STATE_TAKEN_BACK:
		return N_("taken back; a page already in the printer may still come out");
	case PRINT_STATE_NOT_PRINTED: break;
	}
	return N_("not printed");
}

static int tell_status(const struct options *o, const struct print_status *s)
{
	struct str out = STR_INIT(LINES_MAX);
	const struct record_sink sink = { add_line, &out };
	int r;

	if (o->records) {
		record_print(&sink, s);
	} else {
		str_add(&out, _(state_words(s->state)));
		if (s->reason != PRINT_REASON_NONE)
			str_addf(&out, ": %s", _(print_reason_words(s->reason)));
		if (s->own[0]) {
			str_add(&out, " (");
			text_escape(&out, s->own);
			str_add(&out, ")");
		}
		str_addc(&out, '\n');
	}
	r = tell(&out);
	str_done(&out);
	return r;
}

static void pause_a_little(void)
{
	const struct timespec t = { .tv_nsec = LOOK_MS * 1000000L };

	nanosleep(&t, NULL); /* a signal ends it at once, which is what we want */
}

/* Follows the job to its end. A reader of our lines that went is as good as "stop". */
static enum print_state follow(const struct options *o, struct printer_job *job)
{
	struct print_status now, told = { .state = PRINT_STATE_SENDING };
	bool taken_back = false;
	unsigned looks = 0;

	for (bool first = true;; first = false) {
		printer_look(job, &now);
		if ((first || now.state != told.state || now.reason != told.reason) &&
		    tell_status(o, &now) < 0)
			cancel_asked = 1;
		told = now;
		if (print_state_final(now.state))
			return now.state;
		if (cancel_asked && !taken_back)
			taken_back = printer_take_back(job);
		if (cancel_asked && ++looks > GO_LOOKS)
			break;
		pause_a_little();
	}
	/* the server does not tell its end: it was asked to, and that is all that is known */
	now = (struct print_status){
		.state = taken_back ? PRINT_STATE_TAKEN_BACK : PRINT_STATE_NOT_PRINTED,
		.reason = taken_back ? PRINT_REASON_NONE : PRINT_REASON_NO_ANSWER
	};
	(void)tell_status(o, &now);
	return now.state;
}

static int exit_of(enum print_state state)
{
	switch (state) {
	case PRINT_STATE_PRINTED:
	case PRINT_STATE_HANDED_OVER: return EXIT_RAN;
	case PRINT_STATE_TAKEN_BACK: return EXIT_CUT;
	case PRINT_STATE_SENDING:
	case PRINT_STATE_WAITING:
	case PRINT_STATE_NOT_PRINTED: break;
	}
	return EXIT_COULD_NOT;
}

/* For whoever reads records the reason is a record, too. */
static int could_not(const struct options *o, const struct err *err)
{
	const struct print_status s = { .state = PRINT_STATE_NOT_PRINTED,
					.reason = err->kind == ERR_UNSUPPORTED
						      ? PRINT_REASON_OFFLINE
						      : PRINT_REASON_NO_SERVICE };

	if (o->records)
		(void)tell_status(o, &s);
	return command_fail(o, err);
}

static int send(const struct options *o)
{
	struct err err = { 0 };
	int fd CLEANUP(cleanup_close) =
	    o->test_page ? open_test_page(&err) : open_file(o->operand, &err);
	struct printer_job *job;
	enum print_state state;
	struct stat st;

	if (fd < 0)
		return command_fail(o, &err);
	if (fstat(fd, &st) < 0)
		return command_usage(o, "cannot be read");
	cancel_install_patient();
	job = printer_send(o->printer, fd, (size_t)st.st_size, &err);
	if (!job)
		return could_not(o, &err);
	state = follow(o, job);
	printer_job_free(job);
	return exit_of(state);
}

int cmd_print(const struct options *o)
{
	struct err err = { 0 };

	if (o->list + o->forget + o->test_page + (o->operand != NULL) != 1)
		return command_usage(o, "one of FILE, --test-page, --list and --forget is needed");
	if (o->list)
		return list(o);
	if (o->forget)
		return printer_forget_all(&err) < 0 ? command_fail(o, &err) : EXIT_RAN;
	if (!o->printer)
		return command_usage(o, "--printer NAME is needed; see kenshin print --list");
	return send(o);
}
