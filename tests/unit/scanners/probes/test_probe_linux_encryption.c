/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether a Linux lies on an encrypted disk: from its files alone, and where the volume it was read
 * from tells more than they do. */
#include "tests/unit/scanners/probes/linux_files.h"

#define PROBE  "linux-encryption"
#define D      FACT_KIND_DISK_ENCRYPTION
#define LOCKED "collected\n method=luks state=unlocked\n"
#define PLAIN  "collected\n state=none\n"
#define UNSEEN "failed\n"
#define ROOT   "root_crypt UUID=1 none luks\n"
#define SWAP   "swap_crypt /dev/sda3 /dev/urandom swap\n"
#define MAPPED "/dev/mapper/root_crypt / ext4 defaults 0 1\n"
#define LVM    "/dev/mapper/vg-root / ext4 defaults 0 1\n"
#define BY_ID  "UUID=2 / ext4 defaults 0 1\n"
#define PART   "/dev/sda2 / ext4 defaults 0 1\n"

/* crypttab, fstab, default/grub, cmdline, grub.cfg, grub2's, crypttab.initramfs, entries */
static const struct row rows[] = {
	{ PROBE, { ROOT, MAPPED }, D, LOCKED },
	{ PROBE, { "# swap\n" SWAP ROOT, "# x\n" MAPPED }, D, LOCKED },
	{ PROBE, { ROOT, MAPPED, "GRUB=\"cryptdevice=UUID=1:x\"\n" }, D, LOCKED },
	/* a line for something else proves nothing about the system's own */
	{ PROBE, { SWAP, BY_ID }, D, UNSEEN },
	{ PROBE, { "data UUID=9 none luks\n", BY_ID }, D, UNSEEN },
	{ PROBE, { SWAP, LVM }, D, UNSEEN },
	{ PROBE, { ROOT, LVM }, D, UNSEEN },
	{ PROBE, { ROOT, "/dev/disk/by-uuid/2 / ext4 defaults 0 1\n" }, D, UNSEEN },
	{ PROBE, { ROOT, "LABEL=root / ext4 defaults 0 1\n" }, D, UNSEEN },
	{ PROBE, { "root UUID=1 none luks\n", MAPPED }, D, UNSEEN },
	{ PROBE, { "root_crypt2 UUID=1 none luks\n", MAPPED }, D, UNSEEN },
	{ PROBE, { ROOT, BY_ID "/dev/mapper/root_crypt /home ext4 defaults 0 1\n" }, D, UNSEEN },
	/* a part of the disk by its name */
	{ PROBE, { SWAP, PART }, D, PLAIN },
	{ PROBE, { SWAP, "/dev/nvme0n1p2 / xfs defaults 0 1\n" }, D, PLAIN },
	{ PROBE, { SWAP, "PARTUUID=3 / ext4 defaults 0 1\n" }, D, PLAIN },
	{ PROBE, { NULL, PART }, D, PLAIN },
	{ PROBE, { NULL, PART, "GRUB_CMDLINE_LINUX=\"quiet\"\n" }, D, PLAIN },
	{ PROBE, { "# <name> <device> <key> <options>\n", PART }, D, PLAIN },
	{ PROBE, { NULL, PART, NULL, NULL, NULL, NULL, NULL, "=a.conf quiet" }, D, PLAIN },
	/* no file names a lock: that does not put a UUID, a label or a logical volume on the bare disk */
	{ PROBE, { NULL, BY_ID }, D, UNSEEN },
	{ PROBE, { NULL, "LABEL=root / ext4 defaults 0 1\n" }, D, UNSEEN },
	{ PROBE, { NULL, "/dev/disk/by-uuid/2 / ext4 defaults 0 1\n" }, D, UNSEEN },
	{ PROBE, { NULL, LVM }, D, UNSEEN },
	{ PROBE, { "# <name> <device> <key> <options>\n", LVM }, D, UNSEEN },
	{ PROBE, { "", BY_ID, "GRUB_CMDLINE_LINUX=\"quiet\"\n", "quiet\n" }, D, UNSEEN },
	{ PROBE, { NULL, BY_ID, NULL, NULL, "linux /v root=UUID=2 ro quiet\n" }, D, UNSEEN },
	/* a lock that the start-up opens without crypttab */
	{ PROBE, { NULL, BY_ID, "GRUB=\"cryptdevice=UUID=1:x\"\n" }, D, UNSEEN },
	{ PROBE, { NULL, BY_ID, NULL, "quiet rd.luks.uuid=1\n" }, D, UNSEEN },
	{ PROBE, { NULL, LVM, NULL, NULL, "linux /v rd.luks.name=1=x\n" }, D, UNSEEN },
	{ PROBE, { NULL, LVM, NULL, NULL, NULL, "linux /v rd.luks.uuid=1\n" }, D, UNSEEN },
	{ PROBE,
	  { NULL, PART, NULL, NULL, NULL, NULL, NULL, "=a.conf rd.luks.uuid=1" },
	  D,
	  UNSEEN },
	{ PROBE, { NULL, BY_ID, NULL, NULL, NULL, NULL, NULL, "=a.conf quiet" }, D, UNSEEN },
	{ PROBE, { NULL, PART, "GRUB=\"cryptdevice=UUID=1:x\"\n" }, D, UNSEEN },
	{ PROBE, { NULL, PART, NULL, NULL, NULL, NULL, ROOT }, D, UNSEEN },
	{ PROBE, { NULL, BY_ID, NULL, NULL, NULL, NULL, ROOT }, D, UNSEEN },
	/* what could not be read */
	{ PROBE, { NULL, BY_ID, "!" }, D, UNSEEN },
	{ PROBE, { NULL, BY_ID, NULL, NULL, NULL, NULL, NULL, "!" }, D, UNSEEN },
	{ PROBE, { "!", MAPPED }, D, UNSEEN },
	{ PROBE, { ROOT, "!" }, D, UNSEEN },
	{ PROBE, { ROOT, NULL }, D, UNSEEN },
	{ PROBE, { ROOT, "/dev/sda3 /home ext4 defaults 0 1\n" }, D, UNSEEN },
};

START_TEST(each_row)
{
	row_holds(&rows[_i]);
}
END_TEST

/* What was read without a key out of a part of the disk is plain, whatever its files say. */
static const struct {
	struct volume_info volume;
	const char *crypttab, *fstab, *text;
} volumes[] = {
	{ { .type = "ext4", .partition = 2 }, ROOT, MAPPED, PLAIN },
	{ { .type = "btrfs", .partition = 1 }, SWAP, BY_ID, PLAIN },
	{ { .type = "xfs", .partition = 1 }, "!", "!", PLAIN },
	{ { .type = "ext4", .partition = 0 }, ROOT, MAPPED, LOCKED },
	{ { .type = "ext4", .partition = 0 }, SWAP, BY_ID, UNSEEN },
	{ { .type = "ext4", .partition = 0 }, NULL, BY_ID, UNSEEN },
	{ { .type = "directory" }, NULL, BY_ID, UNSEEN },
	{ { .type = "ext4", .partition = 2 }, NULL, BY_ID, PLAIN },
	{ { .type = "directory" }, SWAP, BY_ID, UNSEEN },
	{ { .type = "", .partition = 2 }, SWAP, BY_ID, UNSEEN },
	{ { .type = "ext4", .partition = 2, .encrypted = FLAG_YES }, ROOT, MAPPED, LOCKED },
};

START_TEST(the_volume_tells_more)
{
	struct visit v;

	visit_init(&v);
	v.volume = volumes[_i].volume;
	put(&v, 0, volumes[_i].crypttab);
	put(&v, 1, volumes[_i].fstab);
	visit_run(&v, PROBE);
	visit_expect(&v, D, volumes[_i].text);
	visit_done(&v);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("linux encryption");
	TCase *tc = tcase_create("linux");

	tcase_add_loop_test(tc, each_row, 0, LEN(rows));
	tcase_add_loop_test(tc, the_volume_tells_more, 0, LEN(volumes));
	suite_add_tcase(s, tc);
	return fixtures_main(s);
}
