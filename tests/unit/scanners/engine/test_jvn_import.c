/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A JVN file through a real worker with its walls up: rows, refusals in words, ceilings. */
#include "tests/unit/scanners/engine/crew_fixture.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "core/base/str.h"
#include "scanners/engine/jvn_import.h"

static void add_row(void *arg, const struct jvn_row *row)
{
	str_addf(arg, "%s %s%s %s\n", row->name, row->included ? "<=" : "<", row->upto, row->hole);
}

/* A file that can only be read, as kenshin hands it over. */
static int file_of(const char *text, size_t n)
{
	char path[64];
	int fd = memfd_create("jvn", MFD_CLOEXEC), ro;

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, text, n), (ssize_t)n);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	ro = open(path, O_RDONLY | O_CLOEXEC);
	ck_assert_int_ge(ro, 0);
	close(fd);
	return ro;
}

static int import(struct crew *crew, int fd, struct str *out, struct err *err)
{
	const struct jvn_handler handler = { out, add_row };
	struct jvn_count count;
	int r = jvn_import(crew, fd, &handler, &count, err);

	close(fd);
	return r;
}

#define ENTRY(version)                                                                             \
	"<VULDEF-Document><Vulinfo><VulinfoID>JVNDB-2099-000001</"                                 \
	"VulinfoID><VulinfoData><Affected>"                                                        \
	"<AffectedItem><ProductName>P</ProductName><VersionNumber>" version                        \
	"</VersionNumber></AffectedItem></Affected></VulinfoData></Vulinfo></VULDEF-Document>"

START_TEST(rows_come_through_the_walls)
{
	static const char xml[] = ENTRY("1.73 およびそれ以前");
	static const char json[] = "{\"vulnid\":\"JVNDB-2099-2\",\"affected\":[{\"product\":\"Q\","
				   "\"versions\":[{\"version\":\"\",\"lessThan\":\"2.0\","
				   "\"status\":\"affected\"}]}]}";
	struct crew *crew = crew_new(NULL);
	struct str out = STR_INIT(1000);
	struct err err = { 0 };

	ck_assert_int_eq(import(crew, file_of(xml, sizeof(xml) - 1), &out, &err), 0);
	ck_assert_int_eq(import(crew, file_of(json, sizeof(json) - 1), &out, &err), 0);
	ck_assert_str_eq(str_c(&out), "P <=1.73 JVNDB-2099-000001\nQ <2.0 JVNDB-2099-2\n");
	str_done(&out);
	crew_stop(crew);
}
END_TEST

START_TEST(refusals_are_told_in_words)
{
	static const char *const strangers[] = {
		"", "x", "{}", "<x/>", ENTRY("1") "x", "<!DOCTYPE a><a/>"
	};
	struct crew *crew = crew_new(NULL);
	struct str out = STR_INIT(1000);

	for (size_t i = 0; i < LEN(strangers); i++) {
		struct err err = { 0 };

		ck_assert_int_lt(
		    import(crew, file_of(strangers[i], strlen(strangers[i])), &out, &err), 0);
		ck_assert_msg(*err.message, "%s", strangers[i]);
	}
	str_done(&out);
	crew_stop(crew);
}
END_TEST

START_TEST(what_is_no_file_is_refused)
{
	struct crew *crew = crew_new(NULL);
	struct str out = STR_INIT(1000);
	struct err err = { 0 };

	ck_assert_int_lt(import(crew, open("/proc", O_RDONLY | O_DIRECTORY), &out, &err), 0);
	ck_assert(*err.message);
	str_done(&out);
	crew_stop(crew);
}
END_TEST

START_TEST(a_file_above_the_ceiling_is_refused)
{
	struct crew *crew = crew_new(NULL);
	struct str out = STR_INIT(1000);
	struct err err = { 0 };
	int fd = memfd_create("jvn", MFD_CLOEXEC), ro;
	char path[64];

	ck_assert_int_eq(ftruncate(fd, (off_t)JVN_XML_MAX + 1), 0);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	ro = open(path, O_RDONLY | O_CLOEXEC);
	ck_assert_int_eq(import(crew, ro, &out, &err), -EFBIG);
	close(fd);
	str_done(&out);
	crew_stop(crew);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("jvn import");
	TCase *tc = tcase_create("all");

	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, rows_come_through_the_walls);
	tcase_add_test(tc, refusals_are_told_in_words);
	tcase_add_test(tc, what_is_no_file_is_refused);
	tcase_add_test(tc, a_file_above_the_ceiling_is_refused);
	return suite_result(suite, tc);
}
