/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which printers there are. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "report/printer/printer.h"
#include "report/printer/reasons.h"
#include "report/printer/server.h"

static enum print_way way_of(const char *device)
{
	if (!strncmp(device, "ipp://", 6) || !strncmp(device, "ipps://", 7))
		return PRINT_WAY_IPP;
	return !strncmp(device, "usb:", 4) ? PRINT_WAY_USB : PRINT_WAY_OTHER;
}

static void one_value(struct printer_info *p, ipp_attribute_t *a, struct print_reasons *reasons,
		      bool *ret_accepts)
{
	const char *name = ippGetName(a);

	if (!strcmp(name, "printer-name"))
		print_text_copy(p->name, server_text(a));
	else if (!strcmp(name, "printer-info"))
		print_text_copy(p->shown, server_text(a));
	else if (!strcmp(name, "device-uri")) {
		p->way = way_of(server_text(a));
		if (strlen(server_text(a)) < sizeof(p->device))
			snprintf(p->device, sizeof(p->device), "%s", server_text(a));
	} else if (!strcmp(name, "printer-is-accepting-jobs"))
		*ret_accepts = ippGetBoolean(a, 0);
	else if (!strcmp(name, "printer-state") && server_number(a, 0) == IPP_PSTATE_STOPPED)
		print_reasons_add(reasons, "paused");
	else if (!strcmp(name, "printer-state-reasons"))
		for (int i = 0; i < ippGetCount(a) && i < 64; i++)
			if (ippGetString(a, i, NULL))
				print_reasons_add(reasons, ippGetString(a, i, NULL));
}

/* Reads one printer of the answer; returns the attribute behind it. */
static ipp_attribute_t *one_printer(ipp_t *answer, ipp_attribute_t *a, struct printer_info *ret)
{
	struct print_reasons reasons = { 0 };
	bool accepts = false;

	*ret = (struct printer_info){ .known = true, .way = PRINT_WAY_OTHER };
	for (; a && ippGetGroupTag(a) == IPP_TAG_PRINTER; a = ippNextAttribute(answer))
		if (ippGetName(a))
			one_value(ret, a, &reasons, &accepts);
	if (!ret->shown[0])
		print_text_copy(ret->shown, ret->name);
	ret->reason = reasons.reason;
	ret->ready = accepts && reasons.reason == PRINT_REASON_NONE;
	return a;
}

static size_t read_answer(ipp_t *answer, struct printer_info ret[PRINTERS_MAX])
{
	ipp_attribute_t *a = ippFirstAttribute(answer);
	size_t n = 0;

	while (a && n < PRINTERS_MAX) {
		if (ippGetGroupTag(a) != IPP_TAG_PRINTER) {
			a = ippNextAttribute(answer);
			continue;
		}
		a = one_printer(answer, a, &ret[n]);
		n += ret[n].name[0] != '\0';
	}
	return n;
}

int printer_list(struct printer_info ret[PRINTERS_MAX], size_t *ret_n, struct err *err)
{
	static const char *const wanted[] = { "printer-name",
					      "printer-info",
					      "printer-state",
					      "printer-state-reasons",
					      "printer-is-accepting-jobs",
					      "device-uri" };
	http_t *http = server_connect(err);
	ipp_t *request, *answer;

	*ret_n = 0;
	if (!http)
		return err ? err->code : -ENOTCONN;
	request = server_request(IPP_OP_CUPS_GET_PRINTERS, NULL);
	ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
		      (int)LEN(wanted), NULL, wanted);
	answer = server_ask(http, request);
	/* "not found" is how an empty list is told */
	if (answer && cupsLastError() != IPP_STATUS_ERROR_NOT_FOUND &&
	    ippGetStatusCode(answer) <= IPP_STATUS_OK_CONFLICTING)
		*ret_n = read_answer(answer, ret);
	else if (!answer || cupsLastError() != IPP_STATUS_ERROR_NOT_FOUND) {
		ippDelete(answer);
		httpClose(http);
		return err_set(err, ERR_IO, -EIO, "the print service tells no printers");
	}
	ippDelete(answer);
	httpClose(http);
	return 0;
}
