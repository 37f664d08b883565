/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows of the tables of support ends, as the checks see them; signatures/tables.h reads them from
 * their files. Plain records: texts belong to whoever made them. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* End of support of one Windows build line; rows of signatures/windows-builds.csv. */
struct build_row {
	int64_t build;
	const char *product; /* "windows", "windows-server" */
	const char *line;    /* "w" Home/Pro, "e" Enterprise/Education, "lts", "iot-lts", "" any */
	const char *label;   /* "Windows 11 25H2 Home/Pro" */
	int64_t end, extended_end; /* TIME_ABSENT when unknown; extended: paid */
};

/* End of support of one Linux release; rows of signatures/linux-eol.csv. */
struct release_row {
	const char *id;            /* ID of os-release: "debian", "ubuntu", ... */
	const char *version;       /* VERSION_ID, or its part before the point */
	const char *label;         /* "Debian 12" */
	int64_t end, extended_end; /* TIME_ABSENT when unknown */
	const char *extension;     /* "free" for all, "paid", "" none */
};

/* How a program calls itself in Windows' list of programs; rows of signatures/program-names.csv. */
struct program_name {
	const char *kind; /* "office", "addon", "tool", "browser", "remote", "sharing", "cloud" */
	const char *product;      /* the word that joins the tables: "7-zip" */
	const char *label;        /* for people: "7-Zip" */
	const char *branch;       /* when the name tells it: "2019"; else "" */
	const char *name, *maker; /* '*' stands for anything; maker "": any */
};

/* Support of one branch of a program; rows of signatures/program-ends.csv. */
struct program_end {
	const char *product, *branch; /* branch: first parts of the version, or a name's own */
	const char *label;
	int64_t released, end, extended_end; /* TIME_ABSENT when unknown */
	bool unverified;                     /* not yet compared with the maker's page */
};

/* Versions from..below of a program have a hole; rows of signatures/program-fixes.csv. */
struct program_fix {
	const char *product, *from, *below; /* from "": all that are older than below */
	int64_t misused; /* known to be used for break-ins since; or TIME_ABSENT */
	const char *hole, *label;
	bool unverified;
};

/* Versions from..upto of a program have a hole; rows of the table that `kenshin jvn` makes out of a
 * file of JVN iPedia. included: upto has it, too. */
struct program_hole {
	const char *name, *maker, *from, *upto;
	bool included;
	const char *hole;
};

/* The tables about programs. A table that could not be read has no rows and no date. */
struct programs {
	struct program_name *name;
	struct program_end *end;
	struct program_fix *fix;
	struct program_hole *hole; /* no date: there is no such table */
	size_t n_names, n_ends, n_fixes, n_holes;
	int64_t names_date, ends_date, fixes_date, holes_date;
};
