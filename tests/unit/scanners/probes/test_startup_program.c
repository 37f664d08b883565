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

int main(void)
{
	Suite *suite = suite_create("startup_program");
	TCase *t = tcase_create("all");

	tcase_add_test(t, arguments_are_not_kept);
	return suite_result(suite, t);
}
