/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One connection to the local CUPS, and requests over it. Private to report/printer. */
#pragma once

#include <cups/cups.h>

#include "core/base/err.h"
#include "core/model/printing.h"

/* NULL with err when nobody answers. */
http_t *server_connect(struct err *err);

/* A request with charset, language and the user's name; uri NULL: none. */
ipp_t *server_request(ipp_op_t op, const char *uri);
/* ipp://localhost/printers/NAME into buf. False when the name is no name of a queue. */
bool server_uri(char *buf, size_t size, const char *name);

/* Sends and frees the request. NULL when nothing came back. */
ipp_t *server_ask(http_t *http, ipp_t *request);

/* The first value of a text or number; "" or fallback when there is none. */
const char *server_text(ipp_attribute_t *a);
int server_number(ipp_attribute_t *a, int fallback);

/* Names the user that requests are made for: the process' own, never one of the environment. */
const char *server_user(void);
