/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U13: is what lies on this USB memory locked? Whoever finds a lost one reads it otherwise. */
#include <string.h>

#include "scanners/checks/saying.h"

extern const struct check check_usb_memory_lock;

static struct verdict locked(const char *evidence)
{
	return saying(&(struct say){
	    .answer = ANSWER_OK,
	    .headline = N_("This USB memory is locked"),
	    .evidence = PHRASE(evidence),
	    .at = TIME_ABSENT,
	});
}

/* As it stands on the box of a memory; other kinds by the kernel's name. */
static struct phrase_arg file_system(const struct fact_usb_memory *f)
{
	static const char *const shown[][2] = {
		{ "vfat", "FAT" }, { "exfat", "exFAT" }, { "ntfs", "NTFS" }, { "hfsplus", "HFS+" }
	};

	for (size_t i = 0; f->file_system && i < LEN(shown); i++)
		if (!strcmp(f->file_system, shown[i][0]))
			return PHRASE_TEXT(shown[i][1]);
	return f->file_system && *f->file_system ? PHRASE_TEXT(f->file_system)
						 : PHRASE_WORD(N_("a kind that is not known"));
}

static const char *how_opened(const struct fact_usb_memory *f)
{
	if (f->guarded == FLAG_YES)
		return N_("it was set read-only before it was opened");
	return f->guarded == FLAG_NO ? N_("it was opened for reading, without the write guard")
				     : N_("it was opened for reading");
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_usb_memory *f = FACTS_AT(facts, usb_memory, USB_MEMORY, 0);
	const char *lock = f && f->lock ? f->lock : "";

	if (!strcmp(lock, "bitlocker"))
		return locked(N_("The USB memory: BitLocker To Go; its files were not looked at"));
	if (!strcmp(lock, "luks"))
		return locked(N_("The USB memory: LUKS; its files were not looked at"));
	if (strcmp(lock, "none") != 0)
		return judging_unseen(N_("because what is on it is of a kind that is not known"));
	return saying(&(struct say){
	    .answer = ANSWER_CONCERN,
	    .weight = 1,
	    .headline = N_("Whoever finds this USB memory can read it"),
	    .advice = "usb-encrypt",
	    .evidence = phrase_of(N_("The USB memory ({0}): its files open without a key; {1}"), 2,
				  file_system(f), PHRASE_WORD(how_opened(f))),
	    .at = TIME_ABSENT,
	});
}

const struct check check_usb_memory_lock = {
	.id = "usb-memory-lock",
	.row = "U13",
	.question = N_("Is this USB memory locked?"),
	.targets = TARGET_USB_MEMORY,
	.interview = 14,
	.schemes = "JD13 PI MN M1",
	.needs = { FACT_KIND_USB_MEMORY, FACT_KIND_NONE },
	.judge = judge,
};
