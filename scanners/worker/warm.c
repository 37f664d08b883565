/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Time zone, locale, character sets, random seed of jansson. libclamav's own part of this is in
 * scan_load(). */
#include "scanners/worker/warm.h"

#include <errno.h>
#include <iconv.h>
#include <jansson.h>
#include <locale.h>
#include <sys/random.h>

static void warm_iconv(void)
{
	static const char *const pair[][2] = {
		{ "UTF-8", "UTF-16LE" },   { "UTF-16LE", "UTF-8" }, { "UTF-8", "UTF-16" },
		{ "UTF-8", "LATIN1" },     { "LATIN1", "UTF-8" },   { "UTF-8", "ISO-8859-1" },
		{ "ISO-8859-1", "UTF-8" },
	};

	/* Never closed: an open converter keeps its module loaded. */
	for (size_t i = 0; i < LEN(pair); i++)
		(void)iconv_open(pair[i][0], pair[i][1]);
}

int warm_libraries(struct err *err)
{
	size_t seed = 0;

	if (setenv("TZ", "UTC0", 1) < 0)
		return err_sys(err, -errno, "could not set the time zone");
	tzset();
	/* Never LC_MESSAGES: with it strerror() opens a catalogue at the first error, and opening is
	 * what a worker is killed for. */
	setlocale(LC_CTYPE, "C.UTF-8");
	warm_iconv();
	if (getrandom(&seed, sizeof(seed), 0) != (ssize_t)sizeof(seed))
		return err_sys(err, -errno, "no random bytes");
	json_object_seed(seed | 1);
	json_decref(json_object());
	return 0;
}
