/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One job: sent, looked at, taken back. "Printed" is said only when the printer itself tells the job
 * as completed: CUPS' word alone is not enough (ask.h). */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "core/base/io.h"
#include "report/printer/ask.h"
#include "report/printer/printer.h"
#include "report/printer/reasons.h"
#include "report/printer/server.h"

#define UNTOLD_LOOKS     4  /* so often a printer is asked that does not tell */
#define PORT_LOOKS       4  /* every so many looks somebody knocks at the printer's port */
#define CONNECTING_LOOKS 20 /* looks until a printer that is being called counts as not there */

struct printer_job {
	http_t *http;
	char uri[HTTP_MAX_URI];
	int id;
	enum print_way way;
	char device[256], name[32];
	unsigned port;         /* of the loopback at which the printer answers, 0: none */
	unsigned untold;       /* CUPS is done, and the printer did not tell: looks in a row */
	unsigned looks, away;  /* away: knocks in a row that nobody answered */
	unsigned connecting;   /* looks in a row */
	bool taken_back, over; /* over: the server told the end */
	struct print_reasons last;
};

static int refused(struct err *err, const char *what)
{
	return err_set(err, ERR_IO, -EIO, "the print service refused %s: %s", what,
		       cupsLastErrorString());
}

/* Port of a printer on the loopback: one that ipp-usb serves. */
static unsigned port_of(const char *device)
{
	char scheme[32], user[32], host[256], resource[1024];
	int port = 0;

	if (httpSeparateURI(HTTP_URI_CODING_ALL, device, scheme, sizeof(scheme), user, sizeof(user),
			    host, sizeof(host), &port, resource,
			    sizeof(resource)) < HTTP_URI_STATUS_OK)
		return 0;
	return port > 0 && (!strcmp(host, "localhost") || !strcmp(host, "127.0.0.1"))
		   ? (unsigned)port
		   : 0;
}

/* The printer must be there, and how it is spoken to decides what "done" means. */
static int find(const char *name, struct printer_job *j, struct err *err)
{
	struct printer_info *list = calloc(PRINTERS_MAX, sizeof(*list));
	size_t n = 0, i = 0;
	int r = list ? printer_list(list, &n, err) : -ENOMEM;

	while (r == 0 && i < n && strcmp(list[i].name, name) != 0)
		i++;
	if (r == 0 && (i == n || !server_uri(j->uri, sizeof(j->uri), name)))
		r = err_set(err, ERR_UNSUPPORTED, -ENODEV, "there is no printer called %s", name);
	if (r == 0) {
		j->way = list[i].way;
		memcpy(j->device, list[i].device, sizeof(j->device));
		j->port = port_of(j->device);
	}
	free(list);
	return r;
}

/* A name that says nothing about the client, and that no other job has; A4, whatever the printer takes for normal. */
static int create(struct printer_job *j, struct err *err)
{
	ipp_t *request = server_request(IPP_OP_CREATE_JOB, j->uri), *answer;
	uint64_t number = 0;

	if (getrandom(&number, sizeof(number), 0) != (ssize_t)sizeof(number))
		number = (uint64_t)getpid();
	snprintf(j->name, sizeof(j->name), "Kenshin-%016" PRIx64, number);
	ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", NULL, j->name);
	ippAddString(request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "media", NULL, "iso_a4_210x297mm");
	ippAddString(request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "sides", NULL, "one-sided");
	ippAddString(request, IPP_TAG_JOB, IPP_TAG_NAME, "job-sheets", NULL, "none");
	answer = server_ask(j->http, request);
	j->id = answer ? server_number(ippFindAttribute(answer, "job-id", IPP_TAG_INTEGER), 0) : 0;
	ippDelete(answer);
	return j->id > 0 ? 0 : refused(err, "the job");
}

static http_status_t write_document(struct printer_job *j, int fd, size_t size)
{
	http_status_t status = HTTP_STATUS_CONTINUE;
	char buf[16384];

	for (size_t off = 0; off < size && status == HTTP_STATUS_CONTINUE;) {
		ssize_t n = io_pread_full(fd, buf, MIN(sizeof(buf), size - off), off);

		if (n <= 0) {
			status = HTTP_STATUS_ERROR;
			break;
		}
		status = cupsWriteRequestData(j->http, buf, (size_t)n);
		off += (size_t)n;
	}
	explicit_bzero(buf, sizeof(buf));
	return status;
}

static int send_document(struct printer_job *j, int fd, size_t size, struct err *err)
{
	ipp_t *request = server_request(IPP_OP_SEND_DOCUMENT, j->uri), *answer;
	http_status_t status;
	ipp_status_t code;

	ippAddInteger(request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", j->id);
	ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", NULL,
		     "application/pdf");
	ippAddBoolean(request, IPP_TAG_OPERATION, "last-document", 1);
	status = cupsSendRequest(j->http, request, "/", ippLength(request) + size);
	ippDelete(request);
	if (status == HTTP_STATUS_CONTINUE)
		status = write_document(j, fd, size);
	if (status != HTTP_STATUS_CONTINUE)
		return refused(err, "the sheet");
	answer = cupsGetResponse(j->http, "/");
	code = answer ? ippGetStatusCode(answer) : IPP_STATUS_ERROR_INTERNAL;
	ippDelete(answer);
	return code <= IPP_STATUS_OK_CONFLICTING ? 0 : refused(err, "the sheet");
}

struct printer_job *printer_send(const char *name, int fd, size_t size, struct err *err)
{
	struct printer_job *j = calloc(1, sizeof(*j));

	if (!j)
		abort();
	if (find(name, j, err) == 0 && (j->http = server_connect(err)) && create(j, err) == 0) {
		if (send_document(j, fd, size, err) == 0)
			return j;
		(void)printer_take_back(j);
	}
	printer_job_free(j);
	return NULL;
}

static ipp_t *ask_about(struct printer_job *j)
{
	static const char *const wanted[] = { "job-state", "job-printer-state-reasons" };
	ipp_t *request = server_request(IPP_OP_GET_JOB_ATTRIBUTES, j->uri);

	ippAddInteger(request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", j->id);
	ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
		      (int)LEN(wanted), NULL, wanted);
	return server_ask(j->http, request);
}

static void add_reasons(struct print_reasons *r, ipp_t *answer, const char *name)
{
	ipp_attribute_t *a = ippFindAttribute(answer, name, IPP_TAG_KEYWORD);

	for (int i = 0; i < ippGetCount(a) && i < 64; i++)
		if (ippGetString(a, i, NULL))
			print_reasons_add(r, ippGetString(a, i, NULL));
}

/* The queue's own state: why a job does not even begin. */
static void add_queue(struct printer_job *j, struct print_reasons *r)
{
	static const char *const wanted[] = { "printer-state", "printer-state-reasons" };
	ipp_t *request = server_request(IPP_OP_GET_PRINTER_ATTRIBUTES, j->uri), *answer;

	ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
		      (int)LEN(wanted), NULL, wanted);
	answer = server_ask(j->http, request);
	if (!answer)
		return;
	add_reasons(r, answer, "printer-state-reasons");
	if (server_number(ippFindAttribute(answer, "printer-state", IPP_TAG_ENUM), 0) ==
	    IPP_PSTATE_STOPPED)
		print_reasons_add(r, "paused");
	ippDelete(answer);
}

/* CUPS goes on asking a printer that was switched off, and repeats what it said last. ipp-usb closes
 * the port of one that went, and that can be seen. */
static bool went(struct printer_job *j)
{
	http_t *http;

	if (j->port == 0 || j->looks++ % PORT_LOOKS)
		return j->away > 1;
	http = httpConnect2("127.0.0.1", (int)j->port, NULL, AF_INET, HTTP_ENCRYPTION_IF_REQUESTED,
			    1, 1000, NULL);
	j->away = http ? 0 : j->away + 1;
	if (http)
		httpClose(http);
	return j->away > 1;
}

/* CUPS is done with it: what the printer itself says counts. False: it is still at it. */
static bool completed(struct printer_job *j, struct print_status *ret)
{
	enum told told = j->way == PRINT_WAY_IPP ? ask_printer(j->device, j->name) : TOLD_NOTHING;

	if (told == TOLD_BUSY ||
	    (told == TOLD_NOTHING && j->way == PRINT_WAY_IPP && ++j->untold < UNTOLD_LOOKS)) {
		ret->state = PRINT_STATE_WAITING;
		return false;
	}
	ret->state = told == TOLD_COMPLETED ? PRINT_STATE_PRINTED
		     : told == TOLD_STOPPED ? PRINT_STATE_NOT_PRINTED
					    : PRINT_STATE_HANDED_OVER;
	if (told == TOLD_STOPPED)
		ret->reason = PRINT_REASON_REFUSED;
	return true;
}

static void over(struct printer_job *j, int state, struct print_status *ret)
{
	if (j->taken_back) {
		ret->state = PRINT_STATE_TAKEN_BACK;
	} else if (state == IPP_JSTATE_COMPLETED) {
		if (!completed(j, ret))
			return;
	} else {
		ret->state = PRINT_STATE_NOT_PRINTED;
		ret->reason =
		    j->last.reason != PRINT_REASON_NONE ? j->last.reason : PRINT_REASON_REFUSED;
		print_text_copy(ret->own, j->last.own);
	}
	j->over = true;
}

static void under_way(struct printer_job *j, int state, struct print_reasons *r,
		      struct print_status *ret)
{
	if (state != IPP_JSTATE_PROCESSING)
		add_queue(j, r);
	j->connecting = r->connecting ? j->connecting + 1 : 0;
	if ((j->connecting > CONNECTING_LOOKS && r->reason == PRINT_REASON_NONE) || went(j)) {
		r->reason = PRINT_REASON_OFFLINE;
		r->own[0] = '\0';
	}
	ret->state = r->at_printer || r->reason != PRINT_REASON_NONE ? PRINT_STATE_WAITING
								     : PRINT_STATE_SENDING;
	ret->reason = r->reason;
	print_text_copy(ret->own, r->own);
	j->last = *r;
}

void printer_look(struct printer_job *j, struct print_status *ret)
{
	struct print_reasons r = { 0 };
	ipp_t *answer = ask_about(j);
	ipp_attribute_t *a = answer ? ippFindAttribute(answer, "job-state", IPP_TAG_ENUM) : NULL;
	int state = server_number(a, 0);

	*ret = (struct print_status){ 0 };
	if (state >= IPP_JSTATE_CANCELED) {
		over(j, state, ret);
	} else if (state >= IPP_JSTATE_PENDING) {
		add_reasons(&r, answer, "job-printer-state-reasons");
		under_way(j, state, &r, ret);
	} else { /* the server went, or forgot it: nobody can tell what became of it */
		j->over = true;
		ret->state = j->taken_back ? PRINT_STATE_TAKEN_BACK : PRINT_STATE_NOT_PRINTED;
		ret->reason = j->taken_back ? PRINT_REASON_NONE : PRINT_REASON_NO_ANSWER;
	}
	ippDelete(answer);
}

static bool cancel(struct printer_job *j)
{
	ipp_t *request = server_request(IPP_OP_CANCEL_JOB, j->uri), *answer;
	bool obeyed;

	ippAddInteger(request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", j->id);
	ippAddBoolean(request, IPP_TAG_OPERATION, "purge-job", 1);
	answer = server_ask(j->http, request);
	obeyed = answer && ippGetStatusCode(answer) <= IPP_STATUS_OK_CONFLICTING;
	ippDelete(answer);
	return obeyed;
}

bool printer_take_back(struct printer_job *j)
{
	bool obeyed = j->http && j->id > 0 && cancel(j);

	j->taken_back |= obeyed;
	return obeyed;
}

void printer_job_free(struct printer_job *j)
{
	if (!j)
		return;
	if (j->over)
		(void)cancel(j); /* what is over and purged is in no list any more */
	if (j->http)
		httpClose(j->http);
	free(j);
}

int printer_forget_all(struct err *err)
{
	http_t *http = server_connect(err);
	ipp_t *request, *answer;
	bool done;

	if (!http)
		return err ? err->code : -ENOTCONN;
	request = server_request(IPP_OP_CANCEL_MY_JOBS, "ipp://localhost/printers/");
	ippAddBoolean(request, IPP_TAG_OPERATION, "purge-jobs", 1);
	answer = server_ask(http, request);
	done = answer && (ippGetStatusCode(answer) <= IPP_STATUS_OK_CONFLICTING ||
			  ippGetStatusCode(answer) == IPP_STATUS_ERROR_NOT_FOUND);
	ippDelete(answer);
	httpClose(http);
	return done ? 0 : refused(err, "to forget the jobs");
}
