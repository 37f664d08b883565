/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of disks out of a sysfs made here: what is offered, what is left out, what tells one
 * disk from another, and which one is our own. */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "core/base/io.h"
#include "scanners/disks/list.h"
#include "tests/unit/suite.h"

extern char **environ;
static char root[] = "/tmp/kenshin-test-list-XXXXXX";

/* The shell makes the tree; the lines are data for it. */
static const char tree[] =
    "set -e; cd \"$0\"; mkdir -p block dev/block class\n"
    /* dev NAME PLACE SIZE_IN_SECTORS */
    "dev() { mkdir -p devices/$2/block/$1/queue devices/$2/block/$1/holders; "
    "echo $3 >devices/$2/block/$1/size; echo 0 >devices/$2/block/$1/removable; "
    "echo 0 >devices/$2/block/$1/ro; ln -s ../devices/$2/block/$1 block/$1; "
    "ln -s ../.. devices/$2/block/$1/device 2>/dev/null || :; "
    "echo 512 >devices/$2/block/$1/queue/logical_block_size; }\n"
    "part() { d=devices/$2/block/$1/$3; mkdir -p $d/holders; echo $4 >$d/partition; "
    "echo $5 >$d/start; echo $6 >$d/size; }\n"
    "S=pci0/ata1/host0/target0/0:0:0:0\n"
    "dev sda $S 500118192; part sda $S sda2 2 206848 1000; part sda $S sda1 1 2048 204800\n"
    "part sda $S sda10 10 400000 8\n"
    "printf 'ATA     ' >devices/$S/vendor; printf 'NX-256 SSD      \\n' >devices/$S/model\n"
    "printf '\\0\\200\\0\\024        XY12 7K21   ' >devices/$S/vpd_pg80\n"
    "U=pci0/usb2/2-1/2-1:1.0/host6/target6/6:0:0:0\n"
    "dev sdb $U 62521344; echo 1 >devices/$U/block/sdb/removable\n"
    "echo UM-32 >devices/$U/model; echo ELECOM >devices/$U/vendor\n"
    "echo 04bb >devices/pci0/usb2/2-1/idVendor; echo 91AA >devices/pci0/usb2/2-1/serial\n"
    "part sdb $U sdb1 1 2048 62519296; echo 8:17 >devices/$U/block/sdb/sdb1/dev\n"
    "ln -s ../../devices/$U/block/sdb/sdb1 dev/block/8:17\n"
    "dev nvme0n1 pci0/nvme/nvme0 2000409264; echo 4096 "
    ">devices/pci0/nvme/nvme0/block/nvme0n1/queue/logical_block_size\n"
    "printf 'Fast  \\033[31mDisk' >devices/pci0/nvme/nvme0/model; echo S64 "
    ">devices/pci0/nvme/nvme0/serial\n"
    "echo 1 >devices/pci0/nvme/nvme0/block/nvme0n1/ro\n"
    "touch devices/pci0/nvme/nvme0/block/nvme0n1/holders/dm-0\n"
    "dev nvme10n1 pci0/nvme/nvme10 8; dev nvme2n1 pci0/nvme/nvme2 8\n"
    "echo 1 >devices/pci0/nvme/nvme2/block/nvme2n1/hidden\n"
    "dev mmcblk0 pci0/mmc_host/mmc0/mmc0:1 61071360; echo DA4032 "
    ">devices/pci0/mmc_host/mmc0/mmc0:1/name\n"
    "dev mmcblk0boot0 pci0/mmc_host/mmc0/mmc0:b 8192\n"
    "dev vda pci0/virtio1 40; dev sdc pci0/usb1/1-1/host1/empty 0\n"
    "dev sdaa pci0/ata9/host9/t 1000\n"
    "dev sr0 pci0/ata2/x 100; dev ram0 virtual 100; dev zram0 virtual 100; dev fd0 platform 100\n"
    "dev dm-0 virtual 100; dev md127 virtual 100; dev loop0 virtual 100\n"
    "dev loop1 virtual 100; mkdir devices/virtual/block/loop1/loop; "
    "echo /x.img >devices/virtual/block/loop1/loop/backing_file\n"
    "mkdir devices/virtual/block/dm-0/dm devices/virtual/block/dm-0/slaves; echo "
    "CRYPT-VERITY-5f3a-root >devices/virtual/block/dm-0/dm/uuid\n"
    "ln -s ../../loop1 devices/virtual/block/dm-0/slaves/loop1; echo vda >stick-disk\n"
    "printf '22 1 8:17 / /run/live/medium ro - vfat /dev/nothing ro\\n' >mountinfo\n"
    "printf '22 1 0:33 /root / ro - btrfs /dev/mmcblk0p2 ro\\n' >>mountinfo\n";

static int shell(const char *script)
{
	static char sh[] = "sh", c[] = "-c";
	char *copy = xstrdup(script), *args[] = { sh, c, copy, root, NULL };
	pid_t pid;
	int status = -1;
	if (posix_spawnp(&pid, sh, NULL, NULL, args, environ) == 0)
		waitpid(pid, &status, 0);
	free(copy);
	return status;
}

static struct arena a;
static struct disk *disk;
static size_t n;

static void look(unsigned flags)
{
	char mountinfo[64], stick[64];
	struct err err = { 0 };
	snprintf(mountinfo, sizeof(mountinfo), "%s/mountinfo", root);
	snprintf(stick, sizeof(stick), "%s/stick-disk", root);
	const struct list_source from = {
		.sysfs = root, .mountinfo = mountinfo, .stick = stick, .flags = flags
	};
	ck_assert_int_eq(list_disks(&from, &a, &disk, &n, &err), 0);
}

static const struct disk *named(const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(disk[i].name, name) == 0)
			return &disk[i];
	return NULL;
}

START_TEST(offers_in_order)
{
	static const char *const names[] = { "mmcblk0", "nvme0n1", "nvme10n1", "sda",
					     "sdb",     "vda",     "sdaa" };
	look(0);
	ck_assert_uint_eq(n, LEN(names));
	for (size_t i = 0; i < n; i++)
		ck_assert_ptr_nonnull(named(names[i]));
	ck_assert_int_lt(named("sdb") - disk, named("sdaa") - disk);
	ck_assert_int_lt(named("nvme0n1") - disk, named("nvme10n1") - disk);
	look(LIST_LOOP);
	ck_assert_uint_eq(n, LEN(names) + 1);
	ck_assert_str_eq(named("loop1")->transport, "loop");
	look(LIST_LOOP | LIST_MAPPED);
	ck_assert_uint_eq(n, LEN(names) + 3);
}
END_TEST

START_TEST(tells_disks_apart)
{
	look(0);
	const struct disk *d = named("sda");
	ck_assert_str_eq(d->model, "NX-256 SSD");
	ck_assert_str_eq(d->serial, "XY127K21");
	ck_assert_str_eq(d->transport, "sata");
	ck_assert_str_eq(d->path, "/dev/sda");
	ck_assert_uint_eq(d->size, 500118192ull * 512);
	ck_assert(!d->removable && !d->guarded && !d->own_stick && !d->reason.id);
	d = named("sdb");
	ck_assert_str_eq(d->model, "ELECOM UM-32");
	ck_assert_str_eq(d->serial, "91AA");
	ck_assert_str_eq(d->transport, "usb");
	ck_assert(d->removable);
	d = named("nvme0n1");
	ck_assert_str_eq(d->model, "Fast   [31mDisk");
	ck_assert_str_eq(d->transport, "nvme");
	ck_assert_uint_eq(d->sector_size, 4096);
	ck_assert(d->guarded);
	ck_assert_ptr_nonnull(d->reason.id); /* something sits on it */
	ck_assert_str_eq(named("mmcblk0")->model, "DA4032");
	ck_assert_str_eq(named("mmcblk0")->transport, "mmc");
	ck_assert_str_eq(named("vda")->transport, "virtio");
}
END_TEST

START_TEST(knows_its_own_stick)
{
	look(LIST_LOOP);
	ck_assert(named("vda")->own_stick);     /* by the word of the stick's own start */
	ck_assert(named("loop1")->own_stick);   /* below the checked root */
	ck_assert(named("sdb")->own_stick);     /* by the number of the mounted partition */
	ck_assert(named("mmcblk0")->own_stick); /* by the name, as btrfs shows it */
	ck_assert(!named("sda")->own_stick && !named("sdaa")->own_stick);
}
END_TEST

START_TEST(partitions_by_number)
{
	const struct list_source from = { .sysfs = root };
	struct list_partition *part;
	size_t n_parts;
	ck_assert_int_eq(list_partitions(&from, "sda", &a, &part, &n_parts, NULL), 0);
	ck_assert_uint_eq(n_parts, 3);
	ck_assert_str_eq(part[0].name, "sda1");
	ck_assert_uint_eq(part[0].offset, 2048 * 512);
	ck_assert_uint_eq(part[1].number, 2);
	ck_assert_uint_eq(part[2].size, 8 * 512);
	ck_assert_int_eq(list_partitions(&from, "sdz", &a, &part, &n_parts, NULL), -ENOENT);
}
END_TEST

START_TEST(no_sysfs_is_an_error)
{
	const struct list_source from = { .sysfs = "/nonexistent" };
	struct err err = { 0 };
	ck_assert_int_eq(list_disks(&from, &a, &disk, &n, &err), -ENOENT);
	ck_assert_ptr_nonnull(strstr(err.message, "/nonexistent"));
}
END_TEST

int main(void)
{
	if (!mkdtemp(root) || shell(tree)) {
		printf("no tree of disks could be made\n");
		return 1;
	}
	Suite *s = suite_create("disks");
	TCase *t = tcase_create("list");
	tcase_add_test(t, offers_in_order);
	tcase_add_test(t, tells_disks_apart);
	tcase_add_test(t, knows_its_own_stick);
	tcase_add_test(t, partitions_by_number);
	tcase_add_test(t, no_sysfs_is_an_error);
	int bad = suite_result(s, t);
	arena_done(&a);
	shell("rm -rf \"$0\"");
	return bad;
}
