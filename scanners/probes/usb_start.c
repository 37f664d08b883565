/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What autorun.inf at the top of a USB memory wants to be started. A picture or a name for the drive
 * alone is no start. Facts about the file: Microsoft, "Autorun.inf Entries". */
#include <string.h>
#include <strings.h>

#include "scanners/probes/usb_contents.h"
#include "scanners/readers/cp932.h"

extern const struct probe probe_usb_start;

#define FILE_NAME "autorun.inf"
#define LINES_MAX 20000u /* worms fill it with rubbish */
#define STARTS    16u
#define HEAD_MAX  ((uint64_t)256 << 10)

/* The method of a line "key = value", or NULL when nothing is started by it. */
static const char *method_of(const char *key)
{
	size_t n = strlen(key);

	if (!strcasecmp(key, "open") || !strcasecmp(key, "shellexecute"))
		return !strcasecmp(key, "open") ? "open" : "shellexecute";
	if (!strncasecmp(key, "shell\\", 6) && n > 14 && !strcasecmp(key + n - 8, "\\command"))
		return "shell";
	return NULL;
}

static char *trim(char *text)
{
	size_t n;

	while (*text == ' ' || *text == '\t')
		text++;
	n = strlen(text);
	while (n && (text[n - 1] == ' ' || text[n - 1] == '\t'))
		text[--n] = '\0';
	return text;
}

/* "\"RECYCLER\\a.exe\" /x" -> "RECYCLER/a.exe". */
static const char *program_of(struct arena *a, const char *command)
{
	bool quoted = *command == '"';
	size_t n;
	char *path;

	command += quoted;
	n = strcspn(command, quoted ? "\"" : " \t,");
	path = arena_printf(a, "%.*s", (int)MIN(n, (size_t)1000), command);
	for (char *p = path; *p; p++)
		if (*p == '\\')
			*p = '/';
	while (*path == '/' || !strncmp(path, "./", 2))
		path += *path == '/' ? 1 : 2;
	return path;
}

static void add(struct facts *out, const struct usb_names *names, const char *method, char *value)
{
	const char *program = program_of(out->arena, trim(value));
	struct fact_usb_start *f;

	if (!*program)
		return;
	f = FACTS_ADD(out, usb_start, USB_START, FILE_NAME);
	if (!f)
		return;
	f->fact.replayed = FLAG_NO;
	f->method = method;
	f->program = program;
	f->there = usb_names_file(out->arena, names, program) ? FLAG_YES : FLAG_NO;
}

static void read_lines(struct bytes file, const struct usb_names *names, struct facts *out)
{
	struct text_file text = text_file_of(file);
	char *line = arena_alloc(out->arena, TEXT_BUF);
	unsigned found = 0;
	bool section = false;

	for (unsigned i = 0; text_file_line(&text, line); i++) {
		char *key = trim(line), *value = strchr(key, '=');
		const char *method;

		if (i >= LINES_MAX || found >= STARTS) {
			hardening_unseen(out, FACT_KIND_USB_START,
					 N_("because autorun.inf is longer than such files are"));
			return;
		}
		if (*key == '[')
			section = !strncasecmp(key, "[autorun", 8); /* also [autorun.amd64] */
		if (!section || !value)
			continue;
		*value = '\0';
		method = method_of(trim(key));
		if (!method)
			continue;
		found++;
		add(out, names, method, value + 1);
	}
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	const struct probe_blob *file = &in->blob[0];
	struct usb_names names;

	if (!hardening_blob(out, FACT_KIND_USB_START, file))
		return 0;
	usb_names_read(out, FACT_KIND_USB_START, &in->blob[1], &names);
	read_lines(file->data, &names, out);
	if (file->size > file->data.n)
		hardening_unseen(out, FACT_KIND_USB_START,
				 N_("because autorun.inf is longer than such files are"));
	usb_names_done(&names);
	return 0;
}

const struct probe probe_usb_start = {
	.id = "usb-start",
	.targets = TARGET_USB_MEMORY,
	.files = { { PROBE_WANT_HEAD, FILE_NAME, HEAD_MAX, true }, WANT_ALL_NAMES },
	.gives = { FACT_KIND_USB_START, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
