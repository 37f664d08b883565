/* SPDX-License-Identifier: GPL-2.0-or-later */
/* link: scanners/probes */
/* What is kept of a command line: never its arguments, for a password may be among them. */
#include <stdlib.h>
#include <string.h>

#include "scanners/probes/startup_common.h"
#include "tests/unit/suite.h"

START_TEST(arguments_are_not_kept)
{
	static const struct {
		const char *command, *program;
	} rows[] = {
		{ "C:\\a\\b.exe", "C:\\a\\b.exe" },
		{ "C:\\a\\b.exe  ", "C:\\a\\b.exe" },
		{ "C:\\a b\\B.EXE -pSecret", "C:\\a b\\B.EXE ..." },
		{ "\"C:\\a b\\b.exe\"-pSecret", "\"C:\\a b\\b.exe\" ..." },
		{ "\"C:\\a b\\b.exe -pSecret", "\"C:\\a b\\b.exe ..." },
		{ "b\t-pSecret", "b ..." },
		{ "b.exe\t-pSecret", "b.exe ..." },
		{ "  b /user:x Secret", "  b ..." },
		{ "powershell -enc U2VjcmV0", "powershell ..." },
		{ "mshta https://u:Secret@h/", "mshta ..." },
		{ "cmd /c net use z: \\\\nas\\x Secret", "cmd ..." },
		{ "cmd /c \"C:\\a b\\c.bat\" Secret", "cmd ... C:\\a b\\c.bat ..." },
		{ "rundll32.exe C:\\a\\x.dll,Start Secret", "rundll32.exe ... C:\\a\\x.dll ..." },
		{ "tool --password=Secret C:\\a\\c.exe", "tool ..." },
		{ "C:\\a\\tool -pSecret C:\\a\\c.exe", "C:\\a\\tool ..." },
		{ "", "" },
		{ "\"", "\"" },
		{ "\"\" Secret", "\"\" ..." },
	};
	struct arena a = { 0 };

	for (size_t i = 0; i < LEN(rows); i++)
		ck_assert_str_eq(startup_program(&a, rows[i].command), rows[i].program);
	arena_done(&a);
}
END_TEST

START_TEST(files_of_commands)
{
	static const struct {
		const char *command, *profile, *file;
	} rows[] = {
		{ "C:\\Users\\a\\b.exe", NULL, "Users/a/b.exe" },
		{ "\"c:\\users\\a b\\c.EXE\" ...", NULL, "users/a b/c.EXE" },
		{ "C:\\Users\\a\\b.exe ...", NULL, "Users/a/b.exe" },
		{ "%APPDATA%\\x\\y.exe ...", "Users/a", "Users/a/AppData/Roaming/x/y.exe" },
		{ "%LocalAppData%\\y.exe", "Users/a", "Users/a/AppData/Local/y.exe" },
		{ "%UserProfile%\\y.exe", "Users/a", "Users/a/y.exe" },
		{ "%TEMP%\\y.scr", "Users/a", "Users/a/AppData/Local/Temp/y.scr" },
		{ "%public%\\y.exe", NULL, "Users/Public/y.exe" },
		{ "%APPDATA%\\x\\y.exe", NULL, NULL }, /* whose? */
		{ "D:\\tools\\y.exe", NULL, NULL },    /* another drive */
		{ "\\\\nas\\x\\y.exe", NULL, NULL },
		{ "C:\\Users\\a\\b.vbs", NULL, NULL }, /* a script bears none */
		{ "C:\\Users\\..\\b.exe", NULL, NULL },
		{ "C:\\Users\\a\\b.txt:c.exe", NULL, NULL },
		{ "C:\\Windows\\System32\\rundll32.exe ... C:\\Users\\a\\x.dll ...", NULL, NULL },
		{ "y.exe", "Users/a", NULL },
		{ "", NULL, NULL },
		{ "\"", NULL, NULL },
	};
	struct arena a = { 0 };

	for (size_t i = 0; i < LEN(rows); i++)
		ck_assert_pstr_eq(startup_file(&a, rows[i].command, rows[i].profile), rows[i].file);
	arena_done(&a);
}
END_TEST

START_TEST(what_is_a_program)
{
	static const struct {
		const char *path;
		bool is;
	} rows[] = {
		{ "a.exe", true },     { "a/b.DLL", true },     { "a/..b/c.com", true },
		{ "a/b c.scr", true }, { "", false },           { ".exe", false },
		{ "a.txt", false },    { "a.exe/", false },     { "/a.exe", false },
		{ "a//b.exe", false }, { "a/../b.exe", false }, { "../b.exe", false },
		{ "./b.exe", false },  { "a\\b.exe", false },   { "a:b.exe", false },
		{ "a*.exe", false },
	};
	char *path = malloc(2000);

	for (size_t i = 0; i < LEN(rows); i++)
		ck_assert_msg(probe_is_program(rows[i].path) == rows[i].is, "%s", rows[i].path);
	memset(path, 'a', 1999);
	snprintf(path + 1995, 5, ".exe");
	ck_assert(!probe_is_program(path));
	free(path);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("startup_program");
	TCase *t = tcase_create("all");

	tcase_add_test(t, arguments_are_not_kept);
	tcase_add_test(t, files_of_commands);
	tcase_add_test(t, what_is_a_program);
	return suite_result(suite, t);
}
