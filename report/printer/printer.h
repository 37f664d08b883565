/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Printers that this machine's CUPS knows, and one job on one of them. Only the local server is
 * asked (CUPS_SERVER, else its socket); nothing is looked for on a network. What a printer says
 * is cut to PRINT_TEXT_MAX and must be escaped before it is shown. Must not read files other
 * than the descriptor it is given. */
#pragma once

#include "core/base/err.h"
#include "core/model/printing.h"

#define PRINTERS_MAX 32

/* The queues, up to PRINTERS_MAX. ERR_IO when no server answers. */
NODISCARD int printer_list(struct printer_info ret[PRINTERS_MAX], size_t *ret_n, struct err *err);

/* Asks the stick's root part to look for printers (they get a queue, or are told as not known),
 * and waits until it has; up to ms. Lines "unknown<TAB>MODEL" are added to ret as printers that
 * nothing here can drive. Nothing happens where there is no such part: 0. */
NODISCARD int printer_search(const char *socket_path, int ms, struct printer_info ret[PRINTERS_MAX],
			     size_t *ret_n, struct err *err);

struct printer_job;

/* Hands a PDF to the queue called name. fd: positioned anywhere, read from its start; size bytes.
 * Returns the job, free it with printer_job_free(). NULL with err: ERR_IO no server, or it refused;
 * ERR_UNSUPPORTED no such printer. */
struct printer_job *printer_send(const char *name, int fd, size_t size, struct err *err);

/* What became of it at this moment. Never waits for the printer. */
void printer_look(struct printer_job *j, struct print_status *ret);

/* Takes it back, with all that the server kept of it. True when the server obeyed. */
bool printer_take_back(struct printer_job *j);

/* Frees; a job that is over is forgotten by the server, too. */
void printer_job_free(struct printer_job *j);

/* Takes back and forgets all jobs of this user on all queues. */
NODISCARD int printer_forget_all(struct err *err);
