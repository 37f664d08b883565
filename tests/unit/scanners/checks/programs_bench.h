/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the tests of the checks about programs share: small tables with known rows, and programs of
 * the list. */
#pragma once

#include "core/base/times.h"
#include "tests/unit/scanners/checks/bench.h"

#define TABLE_DAY (NOW - 30 * TIME_DAY) /* young enough */
#define OLD_TABLE (NOW - 61 * TIME_DAY)
#define DAY(n)    (NOW + (n)*TIME_DAY)

static struct program_name bench_names[] = {
	{ "office", "office", "Microsoft 365", "365", "Microsoft 365*", "Microsoft*" },
	{ "office", "office", "Microsoft Office 2019", "2019", "Microsoft Office*2019*", "" },
	{ "office", "office", "Microsoft Office 2024", "2024", "Microsoft Office*2024*", "" },
	{ "office", "office", "Microsoft Office 2021", "2021", "Microsoft Office*2021*", "" },
	{ "office", "office", "Microsoft Office 1997", "1997", "Microsoft Office*97*", "" },
	{ "browser", "chrome", "Google Chrome", "", "Google Chrome", "Google*" },
	{ "browser", "firefox", "Mozilla Firefox", "", "Mozilla Firefox*", "" },
	{ "addon", "java", "Java", "", "Java * Update *", "" },
	{ "addon", "flash", "Adobe Flash Player", "", "Adobe Flash Player*", "Adobe*" },
	{ "addon", "acrobat", "Adobe Reader XI", "xi", "Adobe Reader XI*", "" },
	{ "addon", "dotnet", "Microsoft .NET", "", "Microsoft .NET Runtime*", "" },
	{ "tool", "7-zip", "7-Zip", "", "7-Zip *", "Igor Pavlov" },
	{ "tool", "lhaplus", "Lhaplus", "", "Lhaplus*", "" },
	{ "tool", "libreoffice", "LibreOffice", "", "LibreOffice *", "" },
	{ "remote", "teamviewer", "TeamViewer", "", "TeamViewer*", "" },
	{ "remote", "anydesk", "AnyDesk", "", "AnyDesk*", "" },
	{ "sharing", "winny", "Winny", "", "Winny*", "" },
	{ "cloud", "dropbox", "Dropbox", "", "Dropbox", "Dropbox*" },
};

static struct program_end bench_ends[] = {
	{ "office", "365", "Microsoft 365", DAY(-5000), TIME_ABSENT, TIME_ABSENT, false },
	{ "office", "2024", "Microsoft Office 2024", DAY(-700), DAY(1000), TIME_ABSENT, false },
	{ "office", "2021", "Microsoft Office 2021", DAY(-1700), DAY(100), TIME_ABSENT, false },
	{ "office", "2019", "Microsoft Office 2019", DAY(-3000), DAY(-400), TIME_ABSENT, false },
	{ "office", "2010", "Microsoft Office 2010", DAY(-5000), DAY(-2000), TIME_ABSENT, true },
	{ "chrome", "150", "Chrome 150", DAY(-200), DAY(-170), TIME_ABSENT, false },
	{ "chrome", "151", "Chrome 151", DAY(-170), DAY(-140), TIME_ABSENT, false },
	{ "chrome", "152", "Chrome 152", DAY(-140), DAY(-110), TIME_ABSENT, false },
	{ "chrome", "153", "Chrome 153", DAY(-110), DAY(-80), TIME_ABSENT, false },
	{ "chrome", "154", "Chrome 154", DAY(-50), DAY(-20), TIME_ABSENT, false },
	{ "chrome", "120", "Chrome 120", DAY(-800), DAY(-770), TIME_ABSENT, false },
	{ "firefox", "140", "Firefox 140", DAY(-500), DAY(60), TIME_ABSENT, false },
	{ "firefox", "154", "Firefox 154", DAY(-40), TIME_ABSENT, TIME_ABSENT, false },
	{ "java", "8", "Java 8", DAY(-4000), DAY(-1500), DAY(1500), false },
	{ "java", "7", "Java 7", DAY(-5000), DAY(-3000), TIME_ABSENT, false },
	{ "java", "21", "Java 21", DAY(-1000), DAY(700), TIME_ABSENT, false },
	{ "flash", "", "Adobe Flash Player", TIME_ABSENT, DAY(-2000), TIME_ABSENT, true },
	{ "acrobat", "xi", "Adobe Acrobat/Reader XI", TIME_ABSENT, DAY(-3000), TIME_ABSENT, true },
	{ "dotnet", "10", "Microsoft .NET 10", DAY(-300), DAY(700), TIME_ABSENT, false },
	{ "dotnet", "6", "Microsoft .NET 6", DAY(-1800), DAY(-700), TIME_ABSENT, false },
	{ "dotnetfx", "4.8", ".NET Framework 4.8", DAY(-2700), TIME_ABSENT, TIME_ABSENT, false },
	{ "dotnetfx", "4.5", ".NET Framework 4.5", DAY(-5000), DAY(-3900), TIME_ABSENT, false },
	{ "dotnetfx", "3.5", ".NET Framework 3.5", DAY(-7000), DAY(800), TIME_ABSENT, false },
	{ "libreoffice", "26.2", "LibreOffice 26.2", DAY(-290), DAY(300), TIME_ABSENT, false },
	{ "libreoffice", "7.3", "LibreOffice 7.3", DAY(-1800), DAY(-1400), TIME_ABSENT, false },
};

static struct program_fix bench_fixes[] = {
	{ "7-zip", "", "24.09", DAY(-600), "CVE-2025-0411", "7-Zip", false },
	{ "7-zip", "", "25.00", TIME_ABSENT, "CVE-2025-11001", "7-Zip", false },
	{ "lhaplus", "1.50", "1.74", TIME_ABSENT, "CVE-2017-2158", "Lhaplus", true },
	{ "teamviewer", "", "15.62", TIME_ABSENT, "CVE-2025-0065", "TeamViewer", true },
};

static struct programs bench_programs;

static inline void bench_tables(struct bench *b, int64_t date)
{
	bench_programs = (struct programs){
		.name = bench_names,
		.end = bench_ends,
		.fix = bench_fixes,
		.n_names = LEN(bench_names),
		.n_ends = LEN(bench_ends),
		.n_fixes = LEN(bench_fixes),
		.names_date = date,
		.ends_date = date,
		.fixes_date = date,
		.holes_date = TIME_ABSENT,
	};
	b->env.programs = &bench_programs;
}

static inline struct fact_software *bench_program(struct bench *b, const char *name,
						  const char *version, const char *maker)
{
	struct fact_software *f = FACTS_ADD(&b->facts, software, SOFTWARE, "SOFTWARE\\x");

	f->name = name;
	f->version = version;
	f->publisher = maker;
	f->scope = "machine";
	return f;
}

/* Without tables, and with a clock that stands before them, nothing is judged. */
static inline void bench_without_tables(const struct check *check, void (*good)(struct bench *b))
{
	struct bench b;

	bench_begin(&b);
	good(&b);
	bench_collected(&b, check);
	b.env.programs = NULL;
	bench_want(&b, check, ANSWER_COULD_NOT_LOOK, NULL);
	bench_programs = (struct programs){ .names_date = TIME_ABSENT,
					    .ends_date = TIME_ABSENT,
					    .fixes_date = TIME_ABSENT };
	b.env.programs = &bench_programs;
	bench_want(&b, check, ANSWER_COULD_NOT_LOOK, NULL);
	bench_end(&b);
}

/* The evidence says so when the table is old, and only then. */
static inline void bench_says_age(const struct check *check, void (*some)(struct bench *b))
{
	for (int old = 0; old < 2; old++) {
		struct bench b;

		bench_begin(&b);
		some(&b);
		bench_tables(&b, old ? OLD_TABLE : TABLE_DAY);
		bench_collected(&b, check);
		bench_run(&b, check);
		ck_assert_msg(!strstr(b.finding.evidence.id, "60 days old") == !old, "%s",
			      b.finding.evidence.id);
		bench_end(&b);
	}
}
