/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Get-Jobs at the printer: first those that are over, then the others. */
#include "report/printer/ask.h"

#include <string.h>

#include "report/printer/server.h"

#define CONNECT_MS 3000
#define JOBS_MAX   50

struct place {
	http_t *http;
	const char *uri;
	char resource[1024];
};

static bool connect_to(struct place *p, const char *device)
{
	char scheme[32], user[128], host[256];
	int port = 0;

	if (httpSeparateURI(HTTP_URI_CODING_ALL, device, scheme, sizeof(scheme), user, sizeof(user),
			    host, sizeof(host), &port, p->resource,
			    sizeof(p->resource)) < HTTP_URI_STATUS_OK)
		return false;
	p->uri = device;
	p->http = httpConnect2(host, port, NULL, AF_UNSPEC,
			       strcmp(scheme, "ipps") ? HTTP_ENCRYPTION_IF_REQUESTED
						      : HTTP_ENCRYPTION_ALWAYS,
			       1, CONNECT_MS, NULL);
	return p->http != NULL;
}

static enum told meaning(int state)
{
	switch (state) {
	case IPP_JSTATE_COMPLETED: return TOLD_COMPLETED;
	case IPP_JSTATE_CANCELED:
	case IPP_JSTATE_ABORTED: return TOLD_STOPPED;
	case 0: return TOLD_NOTHING;
	default: return TOLD_BUSY;
	}
}

/* Attributes of one job stand together; between two jobs there is one without a name. */
static enum told find(ipp_t *answer, const char *job_name)
{
	int state = 0;
	bool ours = false;

	for (ipp_attribute_t *a = ippFirstAttribute(answer); a; a = ippNextAttribute(answer)) {
		const char *name = ippGetName(a);

		if (!name || ippGetGroupTag(a) != IPP_TAG_JOB) {
			if (ours && state)
				break;
			state = 0;
			ours = false;
		} else if (!strcmp(name, "job-state")) {
			state = server_number(a, 0);
		} else if (!strcmp(name, "job-name")) {
			ours = !strcmp(server_text(a), job_name);
		}
	}
	return ours ? meaning(state) : TOLD_NOTHING;
}

static enum told ask(struct place *p, const char *which, const char *job_name)
{
	static const char *const wanted[] = { "job-id", "job-name", "job-state" };
	ipp_t *request = server_request(IPP_OP_GET_JOBS, p->uri), *answer;
	enum told told;

	ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", NULL, which);
	ippAddInteger(request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "limit", JOBS_MAX);
	ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
		      (int)LEN(wanted), NULL, wanted);
	answer = cupsDoRequest(p->http, request, p->resource);
	told = answer && ippGetStatusCode(answer) <= IPP_STATUS_OK_CONFLICTING
		   ? find(answer, job_name)
		   : TOLD_NOTHING;
	ippDelete(answer);
	return told;
}

enum told ask_printer(const char *device, const char *job_name)
{
	struct place p = { 0 };
	enum told told;

	if (!connect_to(&p, device))
		return TOLD_NOTHING;
	told = ask(&p, "completed", job_name);
	if (told == TOLD_NOTHING)
		told = ask(&p, "not-completed", job_name);
	httpClose(p.http);
	return told;
}
