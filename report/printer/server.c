/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The connection. A server that hangs costs a minute, never the visit. */
#include "report/printer/server.h"

#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>

#define CONNECT_MS 30000 /* the stick's server is started by this very connection */
#define ANSWER_S   60.0

static int give_up(http_t *http, void *arg)
{
	(void)http;
	(void)arg;
	return 0;
}

http_t *server_connect(struct err *err)
{
	http_t *http = httpConnect2(cupsServer(), ippPort(), NULL, AF_UNSPEC,
				    HTTP_ENCRYPTION_IF_REQUESTED, 1, CONNECT_MS, NULL);

	if (!http) {
		err_set(err, ERR_IO, -ENOTCONN, "no print service (CUPS) answers at %s",
			cupsServer());
		return NULL;
	}
	httpSetTimeout(http, ANSWER_S, give_up, NULL);
	return http;
}

const char *server_user(void)
{
	static char name[64];
	struct passwd *p = name[0] ? NULL : getpwuid(geteuid());

	if (!name[0])
		snprintf(name, sizeof(name), "%s", p ? p->pw_name : "nobody");
	return name;
}

bool server_uri(char *buf, size_t size, const char *name)
{
	size_t n = strlen(name);

	/* CUPS' own rule for names, and nothing that a URI would read in another way. */
	if (n == 0 || n > 100 || strcspn(name, "/?#%@:\\'\" \t") != n)
		return false;
	return httpAssembleURIf(HTTP_URI_CODING_ALL, buf, (int)size, "ipp", NULL, "localhost", 0,
				"/printers/%s", name) >= HTTP_URI_STATUS_OK;
}

ipp_t *server_request(ipp_op_t op, const char *uri)
{
	ipp_t *r = ippNewRequest(op);

	if (uri)
		ippAddString(r, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, uri);
	ippAddString(r, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL,
		     server_user());
	return r;
}

ipp_t *server_ask(http_t *http, ipp_t *request)
{
	return cupsDoRequest(http, request, "/");
}

const char *server_text(ipp_attribute_t *a)
{
	const char *text = a ? ippGetString(a, 0, NULL) : NULL;

	return text ? text : "";
}

int server_number(ipp_attribute_t *a, int fallback)
{
	ipp_tag_t tag = a ? ippGetValueTag(a) : IPP_TAG_ZERO;

	return tag == IPP_TAG_INTEGER || tag == IPP_TAG_ENUM ? ippGetInteger(a, 0) : fallback;
}
