/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The dates that makers' backup programs leave. */
#include "tests/unit/scanners/probes/harness.h"
#include "tests/unit/scanners/readers/evtx_log.h"

#define VEEAM  "\"Veeam Agent\" \"Veeam Agent\" "
#define DAY(n) "2026-11-" #n "T00:00:00Z "
#define WELL   " date_is=success out_of="
#define RUN    " date_is=run out_of="
#define NOT    " date_is=failure out_of="

/* 190/4 is a job that ended well, 190/3 with remarks, 190/2 not; another maker's 190 is another event. */
static const struct {
	const char *log, *text;
} veeam[] = {
	{ DAY(01) "190/4 " VEEAM "a=x\n" DAY(08) "190/4 " VEEAM "a=x\n" DAY(07) "110 " VEEAM
										"a=x\n",
	  "collected\n method=Veeam Agent at=2026-11-08T00:00:00Z" WELL "event-log\n" },
	{ DAY(08) "190/4 " VEEAM "a=x\n" DAY(07) "190/2 " VEEAM "a=x\n",
	  "collected\n method=Veeam Agent at=2026-11-08T00:00:00Z" WELL "event-log\n" },
	{ DAY(08) "190/4 " VEEAM "a=x\n" DAY(09) "190/3 " VEEAM "a=x\n" DAY(
	      10) "190/2 " VEEAM "a=x\n" DAY(11) "190/4 Other x a=x\n",
	  "collected\n method=Veeam Agent at=2026-11-08T00:00:00Z" WELL "event-log\n"
	  " method=Veeam Agent at=2026-11-09T00:00:00Z" RUN "event-log\n"
	  " method=Veeam Agent at=2026-11-10T00:00:00Z" NOT "event-log\n" },
	{ DAY(09) "110 " VEEAM "a=x\n", "collected\n" },
};

START_TEST(veeams_log)
{
	struct visit v;

	visit_init(&v);
	visit_bytes(&v, 0, log_make(veeam[_i].log, ""));
	visit_run(&v, "backup-makers");
	visit_expect(&v, FACT_KIND_BACKUP_TRACE, veeam[_i].text);
	visit_done(&v);
}
END_TEST

#define AOMEI(text) " method=AOMEI Backupper at=" text
static const struct {
	const char *xml, *text;
} aomei[] = {
	{ "<?xml version=\"1.0\"?><BRLog><Log Time=\"1794787200\" ResultCode=\"0\" Task=\"c\"/>"
	  "<Log Time=\"1794700800\" ResultCode=\"4101\"/></BRLog>",
	  "collected\n" AOMEI("2026-11-16T00:00:00Z") WELL "file\n" },
	{ "<BRLog><Log><Task>c</Task><Time>1794787200</Time><ResultCode>0</ResultCode></Log>"
	  "<Log><Time>1794873600</Time><ResultCode>4101</ResultCode></Log></BRLog>",
	  "collected\n" AOMEI("2026-11-16T00:00:00Z") WELL "file\n" AOMEI("2026-11-17T00:00:00Z")
	      NOT "file\n" },
	{ "<BRLog><Log><Time>1794787200</Time></Log></BRLog>",
	  "collected\n" AOMEI("2026-11-16T00:00:00Z") RUN "file\n" },
	/* no such time */
	{ "<BRLog><Log Time=\"-5\" ResultCode=\"0\"/><Log Time=\"99999999999999999999\"/>"
	  "<Log Time=\"12\" ResultCode=\"0\"/><Log Time=\"\"/><Log ResultCode=\"0\"/></BRLog>",
	  "collected\n" },
	{ "<Other><Log Time=\"1794787200\" ResultCode=\"0\"/></Other>", "collected\n" },
	/* written at that moment: what came before counts, and it is said */
	{ "<BRLog><Log Time=\"1794787200\" ResultCode=\"0\"/><Log Ti",
	  "partial\n" AOMEI("2026-11-16T00:00:00Z") WELL "file\n" },
	{ "no xml", "failed\n" },
};

START_TEST(aomeis_log)
{
	struct visit v;

	visit_init(&v);
	visit_bytes(&v, 1, bytes_of(aomei[_i].xml, strlen(aomei[_i].xml)));
	visit_run(&v, "backup-makers");
	visit_expect(&v, FACT_KIND_BACKUP_TRACE, aomei[_i].text);
	visit_done(&v);
}
END_TEST

static const struct {
	const char *list, *text;
} macrium[] = {
	{ "f 900 1794700800 A1.html\nf 900 1794787200 B2.HTML\nf 9 1794873600 CBT.log\n"
	  "d 0 1794873600 x.html\nf 9 1794873600 .html\n",
	  "collected\n method=Macrium Reflect at=2026-11-16T00:00:00Z" RUN "file\n" },
	{ "f 900 - A1.html\n", "collected\n" },
	{ "", "collected\n" },
	{ "f broken", "failed\n" },
};

START_TEST(macriums_logs)
{
	struct visit v;

	visit_init(&v);
	visit_bytes(&v, 2, bytes_of(macrium[_i].list, strlen(macrium[_i].list)));
	visit_run(&v, "backup-makers");
	visit_expect(&v, FACT_KIND_BACKUP_TRACE, macrium[_i].text);
	visit_done(&v);
}
END_TEST

/* None of the places is there: nothing is lost. One of them is there and cannot be read: it is. */
START_TEST(what_could_not_be_read)
{
	struct visit v;

	visit_init(&v);
	visit_run(&v, "backup-makers");
	visit_expect(&v, FACT_KIND_BACKUP_TRACE, "collected\n");
	visit_done(&v);
	for (size_t i = 0; i < 3; i++) {
		visit_init(&v);
		v.blob[i].state = PROBE_BLOB_UNREADABLE;
		visit_run(&v, "backup-makers");
		visit_expect(&v, FACT_KIND_BACKUP_TRACE, "failed\n");
		visit_done(&v);
	}
	visit_init(&v);
	visit_bytes(&v, 0, bytes_of("no log", 6));
	visit_run(&v, "backup-makers");
	visit_expect(&v, FACT_KIND_BACKUP_TRACE, "failed\n");
	visit_done(&v);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("probes of backups");
	TCase *t = tcase_create("all");

	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, veeams_log, 0, LEN(veeam));
	tcase_add_loop_test(t, aomeis_log, 0, LEN(aomei));
	tcase_add_loop_test(t, macriums_logs, 0, LEN(macrium));
	tcase_add_test(t, what_could_not_be_read);
	suite_add_tcase(s, t);
	return fixtures_main(s);
}
