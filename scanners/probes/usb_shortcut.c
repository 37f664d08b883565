/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shortcuts on a USB memory that take the place of what they are named after: a worm hides the folder
 * and puts a shortcut of the same name beside it, which starts the worm first. Told by the name beside
 * it and by the commands that it names; other shortcuts are no facts. */
#include <string.h>

#include "scanners/probes/usb_contents.h"
#include "scanners/readers/lnk.h"

extern const struct probe probe_usb_shortcut;

#define LNK_MAX ((uint64_t)64 << 10)

/* Programs that run commands. In a shortcut they stand as they are or in UTF-16. */
static const char *const shells[] = { "cmd.exe", "comspec", "powershell", "wscript",
				      "cscript", "mshta",   "rundll32",   "regsvr32" };

static bool letter_is(uint8_t byte, char c)
{
	return byte == (uint8_t)c || (c >= 'a' && c <= 'z' && byte == (uint8_t)(c - 32));
}

static bool is_at(const uint8_t *p, size_t n, const char *word, size_t step)
{
	size_t len = strlen(word);

	if (n < len * step)
		return false;
	for (size_t i = 0; i < len; i++)
		if (!letter_is(p[i * step], word[i]) || (step == 2 && p[i * step + 1] != 0))
			return false;
	return true;
}

static bool names_shell(struct bytes file)
{
	for (size_t i = 0; i < file.n; i++)
		for (size_t k = 0; k < LEN(shells); k++)
			if (is_at(file.p + i, file.n - i, shells[k], 1) ||
			    is_at(file.p + i, file.n - i, shells[k], 2))
				return true;
	return false;
}

/* "写真.lnk" beside the folder or file "写真". */
static bool has_twin(struct arena *a, const struct usb_names *names, const char *path)
{
	size_t n = strlen(path);
	const char *stem = arena_printf(a, "%.*s", (int)(n > 4 ? n - 4 : 0), path);

	return usb_names_folder(a, names, stem) || usb_names_file(a, names, stem);
}

static void look(const struct probe_packed *file, const struct usb_names *names, struct facts *out)
{
	bool twin = has_twin(out->arena, names, file->name), shell = names_shell(file->data);
	struct fact_usb_shortcut *f;

	if (!twin && !shell)
		return;
	f = FACTS_ADD(out, usb_shortcut, USB_SHORTCUT, "USB");
	if (!f)
		return;
	f->fact.written = file->modified;
	f->fact.replayed = FLAG_NO;
	f->path = file->name;
	f->twin = twin ? FLAG_YES : FLAG_NO;
	f->shell = shell ? FLAG_YES : FLAG_NO;
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	const enum fact_kind kind = FACT_KIND_USB_SHORTCUT;
	struct probe_packed file;
	struct usb_names names;
	size_t pos = 0;

	usb_names_read(out, kind, &in->blob[1], &names);
	if (hardening_blob(out, kind, &in->blob[0])) {
		while (probe_pack_next(in->blob[0].data, &pos, out->arena, &file)) {
			struct err odd = { 0 };
			struct lnk l;

			/* One that is too large is looked at as far as it came, and told. */
			if (!hardening_whole(out, kind, &file) && file.state != PROBE_PACK_CUT)
				continue;
			/* Something else with that ending does nothing when it is clicked. */
			if (lnk_read(file.data, out->arena, &l, &odd) == 0 ||
			    names_shell(file.data))
				look(&file, &names, out);
		}
		if (pos < in->blob[0].data.n)
			hardening_unseen(out, kind,
					 N_("because a file or folder could not be read"));
	}
	usb_names_done(&names);
	return 0;
}

const struct probe probe_usb_shortcut = {
	.id = "usb-shortcut",
	.targets = TARGET_USB_MEMORY,
	.files = { { PROBE_WANT_TREE, "**/*.lnk", LNK_MAX, true }, WANT_ALL_NAMES },
	.gives = { FACT_KIND_USB_SHORTCUT, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
