/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The printer itself is asked what became of a job. CUPS is not enough: the end of its ipp backend
 * is "completed" now and then although the printer aborted the job (seen with 2.4: it depends on
 * which of its two threads hears of it first). Private to report/printer. */
#pragma once

enum told {
	TOLD_NOTHING,   /* no answer, or it does not know the job */
	TOLD_BUSY,      /* not over yet */
	TOLD_COMPLETED, /* the printer's own job-state */
	TOLD_STOPPED,   /* cancelled or aborted */
};

/* device: an ipp: or ipps: URI. job_name: one that no other job has. */
enum told ask_printer(const char *device, const char *job_name);
