/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Programs on a USB memory that look like something else, told by their names alone: a document's
 * ending before the real one, letters that turn the name around, the name of the folder beside them,
 * or an ending that few people know as a program's. */
#include <string.h>
#include <strings.h>

#include "core/base/utf.h"
#include "scanners/probes/usb_contents.h"

extern const struct probe probe_usb_program;

static const char *const programs[] = { "exe", "com", "scr", "pif", "bat", "cmd",
					"vbs", "vbe", "js",  "jse", "wsf", "wsh",
					"hta", "ps1", "msi", "cpl", "jar", "lnk" };
static const char *const seldom[] = { "scr", "pif", "com", "vbs", "vbe", "js",
				      "jse", "wsf", "wsh", "hta", "cpl", "jar" };
static const char *const documents[] = {
	"doc", "docx", "docm", "rtf", "xls",  "xlsx", "xlsm", "csv", "ppt",  "pptx", "pdf",
	"txt", "jtd",  "xdw",  "jpg", "jpeg", "png",  "gif",  "bmp", "heic", "mp3",  "mp4",
	"mov", "avi",  "wmv",  "zip", "lzh",  "7z",   "rar",  "htm", "html", "eml",  "msg",
};

static bool is_one_of(const char *const *list, size_t n, const char *ending)
{
	for (size_t i = 0; i < n; i++)
		if (!strcasecmp(list[i], ending))
			return true;
	return false;
}

/* U+202A to U+202E, U+2066 to U+2069, U+200E, U+200F. */
static bool turns(const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; i < n;) {
		uint32_t cp;

		i += utf8_next(name + i, n - i, &cp);
		if ((cp >= 0x202a && cp <= 0x202e) || (cp >= 0x2066 && cp <= 0x2069) ||
		    cp == 0x200e || cp == 0x200f)
			return true;
	}
	return false;
}

/* The blanks by which an ending is pushed out of sight: U+0020, U+00A0, U+3000. */
static size_t without_blanks(const char *text, size_t n)
{
	for (;;) {
		if (n && text[n - 1] == ' ')
			n--;
		else if (n > 1 && !memcmp(text + n - 2, "\xc2\xa0", 2))
			n -= 2;
		else if (n > 2 && !memcmp(text + n - 3, "\xe3\x80\x80", 3))
			n -= 3;
		else
			return n;
	}
}

static bool ends_like_document(struct arena *a, const char *stem, size_t n)
{
	const char *text = arena_printf(a, "%.*s", (int)without_blanks(stem, n), stem);
	const char *dot = strrchr(text, '.');

	return dot && is_one_of(documents, LEN(documents), dot + 1);
}

/* How this file is dressed, or NULL: it is no program, or plainly one. */
static const char *dress_of(struct arena *a, const struct usb_names *names, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	const char *dot = strrchr(name, '.');
	size_t n;

	if (!dot || !is_one_of(programs, LEN(programs), dot + 1))
		return NULL;
	n = (size_t)(dot - name);
	if (turns(name))
		return "turned";
	if (ends_like_document(a, name, n))
		return strcasecmp(dot, ".lnk") ? "document" : NULL; /* usb-shortcut's matter */
	if ((!strcasecmp(dot, ".exe") || !strcasecmp(dot, ".scr") || !strcasecmp(dot, ".com")) &&
	    usb_names_folder(a, names, arena_printf(a, "%.*s", (int)(dot - path), path)))
		return "folder";
	return is_one_of(seldom, LEN(seldom), dot + 1) ? "seldom" : NULL;
}

static void look(const struct probe_packed *file, const struct usb_names *names, struct facts *out,
		 struct arena *scratch)
{
	const char *dress = dress_of(scratch, names, file->name);
	struct fact_usb_program *f = dress ? FACTS_ADD(out, usb_program, USB_PROGRAM, "USB") : NULL;

	if (!f)
		return;
	f->fact.written = file->modified;
	f->fact.replayed = FLAG_NO;
	f->path = arena_strdup(out->arena, file->name);
	f->dress = dress;
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct arena scratch = { 0 };
	struct probe_packed file;
	struct usb_names names;
	size_t pos = 0;

	/* What could not be read is noted by the first of the two walks through the names. */
	usb_names_read(out, FACT_KIND_USB_PROGRAM, &in->blob[0], &names);
	if (in->blob[0].state == PROBE_BLOB_PRESENT)
		while (probe_pack_next(in->blob[0].data, &pos, &scratch, &file))
			if (file.state == PROBE_PACK_WHOLE)
				look(&file, &names, out, &scratch);
	usb_names_done(&names);
	arena_done(&scratch);
	return 0;
}

const struct probe probe_usb_program = {
	.id = "usb-program",
	.targets = TARGET_USB_MEMORY,
	.files = { WANT_ALL_NAMES },
	.gives = { FACT_KIND_USB_PROGRAM, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
