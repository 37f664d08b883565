/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The probes of a USB memory: autorun.inf, shortcuts in place of folders, programs that look like
 * documents. What could not be read never looks like an empty memory. */
#include "tests/unit/scanners/probes/harness.h"
#include "tests/unit/suite.h"

/* The lines of a pack of names. */
static void visit_names(struct visit *v, size_t i, const char *const *name)
{
	struct str s = STR_INIT(1 << 16);

	for (; *name; name++)
		str_addf(&s, "w 3 1700000000 0 %s\n", *name);
	visit_bytes(v, i, bytes_of(arena_strdup(&v->arena, str_c(&s)), s.len));
	str_done(&s);
}

#define NAMES(...)                                                                                 \
	(const char *const[])                                                                      \
	{                                                                                          \
		__VA_ARGS__, NULL                                                                  \
	}

#define UTF16 "\xff\xfe[\0a\0u\0t\0o\0r\0u\0n\0]\0\n\0o\0p\0e\0n\0=\0x\0\n\0"

static const struct {
	const char *text, *want;
} starts[] = {
	{ "[AutoRun]\r\nopen=RECYCLER\\x.exe /q\r\nicon=a.ico\r\n",
	  "collected\n method=open program=RECYCLER/x.exe there=yes\n" },
	{ "[autorun]\nicon=a.ico\nlabel=My disk\naction=Open folder\n", "collected\n" },
	{ "open=x.exe\n", "collected\n" }, /* in no section */
	{ ";[autorun]\n[Content]\nopen=x.exe\n", "collected\n" },
	{ "[autorun]\nshell\\open\\command=\"a b.exe\" 1\nshellexecute = .\\RECYCLER\\X.EXE\n"
	  "shell=open\n",
	  "collected\n method=shell program=a b.exe there=no\n"
	  " method=shellexecute program=RECYCLER/X.EXE there=yes\n" },
	{ UTF16, "collected\n method=open program=x there=no\n" },
	{ "[autorun]\nopen=\n", "collected\n" },
};

START_TEST(what_autorun_starts)
{
	const char *text = starts[_i].text;
	struct visit v;

	visit_init(&v);
	visit_bytes(&v, 0, bytes_of(text, *text == UTF16[0] ? sizeof(UTF16) - 1 : strlen(text)));
	visit_names(&v, 1, NAMES("Recycler/x.exe", "a.ico"));
	visit_run(&v, "usb-start");
	visit_expect(&v, FACT_KIND_USB_START, starts[_i].want);
	visit_done(&v);
}
END_TEST

START_TEST(a_cut_autorun_is_partial)
{
	static const char text[] = "[autorun]\nicon=a\n";
	struct visit v;

	visit_init(&v);
	visit_bytes(&v, 0, bytes_of(text, sizeof(text) - 1));
	v.blob[0].size = 1 << 20;
	visit_run(&v, "usb-start");
	ck_assert_str_eq(visit_text(&v, FACT_KIND_USB_START), "failed\n");
	visit_done(&v);
}
END_TEST

/* A shortcut of the least size: its head, then `text` in UTF-16 as its command line. */
static struct bytes shortcut(struct visit *v, const char *text)
{
	static const uint8_t head[] = { 0x4c, 0,    0, 0, 1, 0x14, 2, 0, 0,    0,   0,
					0,    0xc0, 0, 0, 0, 0,    0, 0, 0x46, 0xa0 };
	size_t n = strlen(text);
	uint8_t *p = arena_alloc(&v->arena, 76 + 2 + 2 * n);

	memset(p, 0, 76 + 2 + 2 * n);
	memcpy(p, head, sizeof(head));
	p[76] = (uint8_t)n;
	for (size_t i = 0; i < n; i++)
		p[78 + 2 * i] = (uint8_t)text[i];
	return bytes_of(p, 78 + 2 * n);
}

static const struct {
	const char *name, *command, *want;
} shortcuts[] = {
	{ "写真.lnk", "/c start %ComSpec% x", "collected\n path=写真.lnk twin=yes shell=yes\n" },
	{ "写真.LNK", "x.exe", "collected\n path=写真.LNK twin=yes shell=no\n" },
	{ "a.txt.lnk", "x", "collected\n path=a.txt.lnk twin=yes shell=no\n" },
	{ "倉庫/x.lnk", "WScript.exe", "collected\n path=倉庫/x.lnk twin=no shell=yes\n" },
	{ "x.lnk", "D:\\notes.txt", "collected\n" },
	{ "写真/写真.lnk", "a", "collected\n" }, /* the folder lies above, not beside */
};

START_TEST(shortcuts_in_place_of_folders)
{
	struct str s = STR_INIT(1 << 16);
	struct visit v;
	struct bytes b;

	visit_init(&v);
	b = shortcut(&v, shortcuts[_i].command);
	str_addf(&s, "w %zu - %zu %s\n", b.n, b.n, shortcuts[_i].name);
	str_addn(&s, (const char *)b.p, b.n);
	visit_bytes(&v, 0, bytes_of(s.p, s.len));
	visit_names(&v, 1, NAMES("写真/1.jpg", "a.txt", shortcuts[_i].name));
	visit_run(&v, "usb-shortcut");
	visit_expect(&v, FACT_KIND_USB_SHORTCUT, shortcuts[_i].want);
	visit_done(&v);
	str_done(&s);
}
END_TEST

static const struct {
	const char *name, *want;
} programs[] = {
	{ "請求書.pdf.exe", " path=請求書.pdf.exe dress=document\n" },
	{ "photo.jpg          .SCR", " path=photo.jpg          .SCR dress=document\n" },
	{ "報告.doc\xe3\x80\x80\xe3\x80\x80.exe",
	  " path=報告.doc\xe3\x80\x80\xe3\x80\x80.exe dress=document\n" },
	{ "a\xe2\x80\xaexcod.exe", " path=a\xe2\x80\xaexcod.exe dress=turned\n" },
	{ "写真.exe", " path=写真.exe dress=folder\n" },
	{ "写真.txt", "" },
	{ "倉庫/setup.exe", "" },
	{ "a.vbs", " path=a.vbs dress=seldom\n" },
	{ "a.pdf", "" },
	{ "a.pdf.lnk", "" },
	{ "exe", "" },
	{ "v1.2.exe", "" },
};

START_TEST(programs_that_look_like_something_else)
{
	struct str want = STR_INIT(1000);
	struct visit v;

	visit_init(&v);
	visit_names(&v, 0, NAMES("写真/1.jpg", programs[_i].name));
	visit_run(&v, "usb-program");
	str_addf(&want, "collected\n%s", programs[_i].want);
	visit_expect(&v, FACT_KIND_USB_PROGRAM, str_c(&want));
	str_done(&want);
	visit_done(&v);
}
END_TEST

static const struct {
	const char *probe, *pack, *want;
	enum fact_kind kind;
	size_t blob;
} holes[] = {
	{ "usb-program", "u 0 - 0 .\n", "partial\n", FACT_KIND_USB_PROGRAM, 0 },
	{ "usb-program", "o 0 - 0 a\n", "partial\n", FACT_KIND_USB_PROGRAM, 0 },
	{ "usb-program", "w 0 - 9 a\n", "failed\n", FACT_KIND_USB_PROGRAM, 0 },
	{ "usb-shortcut", "u 0 - 0 .\n", "partial\n", FACT_KIND_USB_SHORTCUT, 0 },
	{ "usb-shortcut", "o 0 - 0 .\n", "partial\n", FACT_KIND_USB_SHORTCUT, 1 },
	{ "usb-shortcut", "c 99999 - 4 a.lnk\nabcd", "partial\n", FACT_KIND_USB_SHORTCUT, 0 },
	{ "usb-shortcut", "w 0 - 9 a\n", "failed\n", FACT_KIND_USB_SHORTCUT, 0 },
};

START_TEST(a_memory_with_holes_is_not_whole)
{
	struct visit v;

	visit_init(&v);
	visit_bytes(&v, holes[_i].blob, bytes_of(holes[_i].pack, strlen(holes[_i].pack)));
	visit_run(&v, holes[_i].probe);
	visit_expect(&v, holes[_i].kind, holes[_i].want);
	visit_done(&v);
}
END_TEST

START_TEST(an_unreadable_file_is_not_an_absent_one)
{
	struct visit v;

	visit_init(&v);
	v.blob[0].state = PROBE_BLOB_UNREADABLE;
	v.blob[0].reason = PHRASE("because the test says so");
	visit_run(&v, "usb-start");
	visit_expect(&v, FACT_KIND_USB_START, "failed\n");
	visit_done(&v);
}
END_TEST

int main(void)
{
	TCase *tc = tcase_create("usb memory");

	tcase_add_loop_test(tc, what_autorun_starts, 0, LEN(starts));
	tcase_add_test(tc, a_cut_autorun_is_partial);
	tcase_add_loop_test(tc, shortcuts_in_place_of_folders, 0, LEN(shortcuts));
	tcase_add_loop_test(tc, programs_that_look_like_something_else, 0, LEN(programs));
	tcase_add_loop_test(tc, a_memory_with_holes_is_not_whole, 0, LEN(holes));
	tcase_add_test(tc, an_unreadable_file_is_not_an_absent_one);
	return suite_result(suite_create("probes of a USB memory"), tc);
}
