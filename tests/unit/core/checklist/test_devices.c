/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The register's devices: sources joined by serial, each date with what it is, nothing lost. */
#include <stdlib.h>
#include <string.h>

#include "core/base/util.h"
#include "core/checklist/devices.h"
#include "tests/unit/suite.h"

static struct checkup c;
static struct facts *facts;
static struct arena arena;
static struct device_list list;

static void begin(void)
{
	static const enum fact_kind kinds[] = { FACT_KIND_USB_STORAGE, FACT_KIND_PORTABLE_DEVICE,
						FACT_KIND_USB_INSTALL, FACT_KIND_USB_VOLUME,
						FACT_KIND_MOUNT_POINT, FACT_KIND_USB_EVENT };

	checkup_init(&c);
	facts = &checkup_add_system(&c)->facts;
	for (size_t i = 0; i < LEN(kinds); i++)
		facts_note(facts, kinds[i], FACT_STATE_COLLECTED, NULL);
}

static void end(void)
{
	checkup_done(&c);
	arena_done(&arena);
}

static struct fact_usb_storage *storage(const char *bus, const char *serial)
{
	struct fact_usb_storage *f = FACTS_ADD(facts, usb_storage, USB_STORAGE, "x");

	f->bus = bus;
	f->serial = serial;
	f->own_serial = serial && serial[1] == '&' ? FLAG_NO : FLAG_YES;
	return f;
}

static void log_of(const char *bus, const char *serial, int64_t at)
{
	struct fact_usb_install *f = FACTS_ADD(facts, usb_install, USB_INSTALL, "x");

	f->bus = bus;
	f->serial = serial;
	f->own_serial = FLAG_YES;
	f->at = at;
}

START_TEST(sources_are_joined)
{
	struct fact_usb_storage *f;
	struct fact_usb_volume *v;
	struct fact_usb_event *e;
	struct fact_mount_point *m;

	begin();
	f = storage("usbstor", "AA01");
	f->vendor = "A";
	f->product = "B";
	f->installed = 100;
	f->key_written = 900;
	storage("uasp", "BB02");
	log_of("usbstor", "aa01", 90);
	log_of("usb", "BB02", 80);
	log_of("usb", "KEYBOARD", 70);
	log_of("usbstor", "GONE", 60);
	v = FACTS_ADD(facts, usb_volume, USB_VOLUME, "x");
	v->serial = "AA01";
	v->volume = "{1}";
	for (int i = 0; i < 3; i++) {
		m = FACTS_ADD(facts, mount_point, MOUNT_POINT, "x");
		m->user = i == 2 ? "経理" : "yamada";
		m->volume = "{1}";
		m->seen = 500 + i;
	}
	e = FACTS_ADD(facts, usb_event, USB_EVENT, "x");
	e->serial = "AA01";
	e->last = 450;
	FACTS_ADD(facts, portable_device, PORTABLE_DEVICE, "x")->name = "iPhone";
	devices_make(&c, NULL, &arena, &list);
	ck_assert_uint_eq(list.n, 4);
	ck_assert_ptr_null(list.incomplete.id);
	ck_assert_str_eq(list.device[0].name, "A B");
	ck_assert_int_eq(list.device[0].at[DEVICE_DATE_SET_UP], 100);
	ck_assert_int_eq(list.device[0].at[DEVICE_DATE_LOG], 90);
	ck_assert_int_eq(list.device[0].at[DEVICE_DATE_OPENED], 502);
	ck_assert_int_eq(list.device[0].at[DEVICE_DATE_EVENT], 450);
	ck_assert_int_eq(device_last_seen(&list.device[0]), 502); /* not the key's 900 */
	ck_assert_str_eq(list.device[0].users, "yamada, 経理");
	ck_assert_int_eq(list.device[1].way, DEVICE_WAY_FAST_DISK);
	ck_assert_int_eq(list.device[1].at[DEVICE_DATE_LOG], 80);
	ck_assert_str_eq(list.device[2].serial, "GONE");
	ck_assert_int_eq(list.device[3].way, DEVICE_WAY_PHONE);
	end();
}
END_TEST

/* A log may speak of a disk below SCSI: the registry knows which device that is, or none of these. */
START_TEST(disks_of_the_logs)
{
	static const char *const ids[] = { "Disk&Ven_B\\000000", "Disk&Ven_N\\5&1" };

	begin();
	storage("uasp", "AA01")->key_written = 5;
	for (int i = 0; i < 2; i++) {
		struct fact_disk_event *e = FACTS_ADD(facts, disk_event, DISK_EVENT, "x");

		e->disk = ids[i];
		e->last = 100 + i;
	}
	FACTS_ADD(facts, disk_event, DISK_EVENT, "x")->last = 999; /* of no disk */
	FACTS_ADD(facts, uasp_disk, UASP_DISK, "x")->serial = "AA01";
	FACTS_ADD(facts, uasp_disk, UASP_DISK, "x")->disk = ids[1];
	{
		struct fact_uasp_disk *u = FACTS_ADD(facts, uasp_disk, UASP_DISK, "x");

		u->serial = "aa01";
		u->disk = "DISK&VEN_B\\000000";
	}
	devices_make(&c, NULL, &arena, &list);
	ck_assert_uint_eq(list.n, 1);
	ck_assert_int_eq(list.device[0].at[DEVICE_DATE_EVENT], 100);
	end();
}
END_TEST

START_TEST(whose_by_the_register)
{
	static const struct known_device rows[] = { { "AA01", DEVICE_HOLDER_COMPANY, "USB-01" },
						    { "BB02", DEVICE_HOLDER_PRIVATE, "" },
						    { "7&1&0", DEVICE_HOLDER_COMPANY, "" },
						    { "DD04", DEVICE_HOLDER_UNKNOWN, "" } };
	static const struct device_register known = { DEVICE_REGISTER_READ, rows, LEN(rows), 0 };

	begin();
	storage("usbstor", "AA01")->last_arrival = 50;
	storage("usbstor", "BB02")->last_arrival = 40;
	storage("usbstor", "CC03")->last_arrival = 30;
	storage("usbstor", "7&1&0")->last_arrival = 20;
	storage("usbstor", "DD04")->last_arrival = 10;
	devices_make(&c, &known, &arena, &list);
	ck_assert_int_eq(list.device[0].whose, DEVICE_WHOSE_COMPANY);
	ck_assert_str_eq(list.device[0].label, "USB-01");
	ck_assert_int_eq(list.device[1].whose, DEVICE_WHOSE_PRIVATE);
	ck_assert_int_eq(list.device[2].whose, DEVICE_WHOSE_NOT_SAID);
	ck_assert_int_eq(list.device[3].whose, DEVICE_WHOSE_NOT_SAID); /* it may be any */
	ck_assert_int_eq(list.device[4].whose, DEVICE_WHOSE_UNKNOWN);
	end();
}
END_TEST

START_TEST(a_hole_is_told)
{
	const struct phrase why = PHRASE("because of a hole");

	begin();
	facts_note(facts, FACT_KIND_USB_INSTALL, FACT_STATE_FAILED, &why);
	devices_make(&c, NULL, &arena, &list);
	ck_assert_uint_eq(list.n, 0);
	ck_assert_str_eq(list.incomplete.id, "because of a hole");
	end();
}
END_TEST

/* A PC with a Windows and a Linux: a device that both know is one, each day says where from. */
START_TEST(logs_of_linux_join)
{
	struct fact_usb_storage *f;

	begin();
	storage("usbstor", "AA01")->last_arrival = 500;
	facts = &checkup_add_system(&c)->facts;
	c.system[1].kind = SYSTEM_LINUX;
	facts_note(facts, FACT_KIND_USB_STORAGE, FACT_STATE_COLLECTED, NULL);
	FACTS_ADD(facts, device_log, DEVICE_LOG, "x")->begins = 300;
	FACTS_ADD(facts, device_log, DEVICE_LOG, "x")->begins = 200;
	storage("usbstor", "aa01")->last_arrival = 400;
	f = storage("uasp", "CC03");
	f->vendor = "I-O DATA";
	f->product = "HDPH";
	f->last_arrival = 450;
	storage("usbstor", NULL)->last_arrival = 410;
	devices_make(&c, NULL, &arena, &list);
	ck_assert_uint_eq(list.n, 3);
	ck_assert_int_eq(list.device[0].at[DEVICE_DATE_ARRIVAL], 500);
	ck_assert_int_eq(list.device[0].at[DEVICE_DATE_KERNEL], 400);
	ck_assert_str_eq(list.device[1].name, "I-O DATA HDPH");
	ck_assert_int_eq(list.device[1].way, DEVICE_WAY_FAST_DISK);
	ck_assert_int_eq(list.device[1].at[DEVICE_DATE_ARRIVAL], TIME_ABSENT);
	ck_assert_int_eq(list.device[1].at[DEVICE_DATE_KERNEL], 450);
	ck_assert(list.windows);
	ck_assert_int_eq(list.linux_logs.arg[0].number, 200);
	ck_assert_ptr_null(list.incomplete.id);
	end();
}
END_TEST

/* A Linux alone: what nobody could read is a hole, and no word of Windows. */
START_TEST(a_linux_alone)
{
	const struct phrase why = PHRASE("because no log");

	begin();
	c.system[0].kind = SYSTEM_LINUX;
	facts->by_kind[FACT_KIND_PORTABLE_DEVICE].state = FACT_STATE_NOT_COLLECTED;
	devices_make(&c, NULL, &arena, &list);
	ck_assert_ptr_null(list.incomplete.id);
	ck_assert(!list.windows && !list.linux_logs.id);
	facts_note(facts, FACT_KIND_USB_STORAGE, FACT_STATE_FAILED, &why);
	devices_make(&c, NULL, &arena, &list);
	ck_assert_str_eq(list.incomplete.id, "because no log");
	end();
}
END_TEST

START_TEST(every_date_has_words)
{
	for (unsigned i = 0; i < DEVICE_DATES; i++) {
		ck_assert(*device_date_word((enum device_date_what)i));
		ck_assert(*device_date_source((enum device_date_what)i));
	}
}
END_TEST

int main(void)
{
	Suite *s = suite_create("devices");
	TCase *t = tcase_create("devices");

	tcase_add_test(t, sources_are_joined);
	tcase_add_test(t, disks_of_the_logs);
	tcase_add_test(t, whose_by_the_register);
	tcase_add_test(t, a_hole_is_told);
	tcase_add_test(t, logs_of_linux_join);
	tcase_add_test(t, a_linux_alone);
	tcase_add_test(t, every_date_has_words);
	return suite_result(s, t);
}
