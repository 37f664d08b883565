/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a device on USB says it is, out of a sysfs made here: a memory, a memory that types, a hub that
 * came with it, and a keyboard that merely sits beside. */
#include <errno.h>
#include <stdio.h>

#include "core/base/io.h"
#include "scanners/disks/usb_faces.h"
#include "tests/unit/scanners/readers/fixtures.h"

/* The shell makes the tree: device PLACE CLASS MS; face PLACE NUMBER CLASS PROTOCOL; disk NAME PLACE. */
static const char tree[] =
    "mkdir -p block; B=devices/pci0\n"
    "device() { mkdir -p $B/$1/power; echo 04bb >$B/$1/idVendor; echo $2 >$B/$1/bDeviceClass; "
    "echo $3 >$B/$1/power/connected_duration; }\n"
    "face() { d=$B/$1/${1##*/}:1.$2; mkdir -p $d; echo $3 >$d/bInterfaceClass; "
    "echo $4 >$d/bInterfaceProtocol; }\n"
    "disk() { mkdir -p $B/$2/${2##*/}:1.0/host/block/$1; "
    "ln -s ../$B/$2/${2##*/}:1.0/host/block/$1 block/$1; }\n"
    "device usb1 09 900000; face usb1 0 09 00\n"
    /* sda: nothing but a memory; a keyboard is on the same root */
    "device usb1/1-1 00 5000; face usb1/1-1 0 08 50; disk sda usb1/1-1\n"
    "device usb1/1-2 00 890000; face usb1/1-2 0 03 01\n"
    /* sdb: a memory that types and is a network card */
    "device usb1/1-3 00 5000; face usb1/1-3 0 08 50; face usb1/1-3 1 03 01; face usb1/1-3 2 0a 00; "
    "disk sdb usb1/1-3\n"
    /* sdc: a hub in the plug, with a mouse and a device of its own kind */
    "device usb1/1-4 09 9000; face usb1/1-4 0 09 00; device usb1/1-4/1-4.1 00 8000; "
    "face usb1/1-4/1-4.1 0 08 50; disk sdc usb1/1-4/1-4.1; device usb1/1-4/1-4.2 00 8000; "
    "face usb1/1-4/1-4.2 0 03 02; face usb1/1-4/1-4.2 1 03 00; face usb1/1-4/1-4.2 2 ff 00\n"
    /* sdd: the desk's hub, there since the start, with the desk's keyboard */
    "device usb1/1-5 09 899000; face usb1/1-5 0 09 00; device usb1/1-5/1-5.1 00 8000; "
    "face usb1/1-5/1-5.1 0 08 50; disk sdd usb1/1-5/1-5.1; device usb1/1-5/1-5.2 00 898000; "
    "face usb1/1-5/1-5.2 0 03 01\n"
    /* sde: says nothing; sdf: as sdc, and what is beside it says nothing; sdg: not on USB */
    "device usb1/1-6 00 8000; disk sde usb1/1-6\n"
    "device usb1/1-7 09 9000; device usb1/1-7/1-7.1 00 8000; face usb1/1-7/1-7.1 0 08 50; "
    "disk sdf usb1/1-7/1-7.1; device usb1/1-7/1-7.2 00 8000\n"
    /* sdh: all of it came up with the PC: whose keyboard it is cannot be told; sdi: no keyboard there */
    "device usb1/1-8 09 895000; device usb1/1-8/1-8.1 00 894000; face usb1/1-8/1-8.1 0 08 50; "
    "disk sdh usb1/1-8/1-8.1; device usb1/1-8/1-8.2 00 894500; face usb1/1-8/1-8.2 0 03 01\n"
    "device usb1/1-9 09 895000; device usb1/1-9/1-9.1 00 894000; face usb1/1-9/1-9.1 0 08 50; "
    "disk sdi usb1/1-9/1-9.1; device usb1/1-9/1-9.2 00 894500; face usb1/1-9/1-9.2 0 08 50\n"
    /* sdj: a hub that does not say since when it is there */
    "device usb1/1-a 09 9000; rm $B/usb1/1-a/power/connected_duration; device usb1/1-a/1-a.1 00 "
    "8000; "
    "face usb1/1-a/1-a.1 0 08 50; disk sdj usb1/1-a/1-a.1; device usb1/1-a/1-a.2 00 8000; "
    "face usb1/1-a/1-a.2 0 03 01\n"
    "mkdir -p $B/ata1/block/sdg; ln -s ../$B/ata1/block/sdg block/sdg\n";

static const struct {
	const char *disk, *own, *beside;
	int result;
	bool cut;
} rows[] = {
	{ "sda", "storage", "", 0, false },
	{ "sdb", "storage keyboard network", "", 0, false },
	{ "sdc", "storage", "keyboard pointer other", 0, false },
	{ "sdd", "storage", "", 0, false },
	{ "sde", "", "", -EIO, false },
	{ "sdf", "storage", "", 0, true },
	{ "sdh", "storage", "", 0, true },
	{ "sdi", "storage", "", 0, false },
	{ "sdj", "storage", "", 0, true },
	{ "sdg", "", "", -ENODEV, false },
	{ "sdz", "", "", -ENOENT, false },
	{ "../block/sda", "", "", -EINVAL, false },
};

static const char *words(const bool *use)
{
	static char text[100];

	text[0] = '\0';
	for (unsigned i = 0; i < USB_USES; i++)
		if (use[i])
			snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s%s",
				 *text ? " " : "", usb_use_name((enum usb_use)i));
	return text;
}

static void make_tree(void)
{
	fixtures_run("%s", tree);
}

START_TEST(says_what_it_is)
{
	struct usb_faces f;
	struct err err = { 0 };

	ck_assert_int_eq(usb_faces_read(fixtures_dir, rows[_i].disk, &f, &err), rows[_i].result);
	ck_assert_str_eq(words(f.own), rows[_i].own);
	ck_assert_str_eq(words(f.beside), rows[_i].beside);
	ck_assert_int_eq(f.cut, rows[_i].cut);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("what a USB device says it is");
	TCase *tc = tcase_create("faces");

	tcase_add_unchecked_fixture(tc, make_tree, NULL);
	tcase_add_loop_test(tc, says_what_it_is, 0, LEN(rows));
	suite_add_tcase(suite, tc);
	return fixtures_main(suite);
}
