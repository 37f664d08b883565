/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What may be on the data partition (docs/data-partition.md), as patterns of fnmatch(3): a "*" is
 * no "/". Anything else there was put by somebody else, and is named. */
#pragma once

static const char *const data_paths[] = {
	"README.txt",
	"signatures/*.cvd",
	"signatures/*.cld",
	"signatures/*.[chmnlpwgfs]db",
	"signatures/*.[hmn]du",
	"signatures/*.[hm]s[bu]",
	"signatures/*.ldu",
	"signatures/*.sfp",
	"signatures/*.fp",
	"signatures/*.crb",
	"signatures/*.ftm",
	"signatures/*.ign",
	"signatures/*.ign2",
	"signatures/*.info",
	"signatures/*.cvd.sign",
	"signatures/freshclam.dat",
	"signatures/README",
	"results/????????????????????????????????.age",
	"kenshin/chamber.txt",
	"kenshin/contacts.csv",
	"kenshin/tally.csv",
	"kenshin/tally-aside-?.csv",
	"kenshin/tally-aside-??.csv",
	"kenshin/erasures.csv",
	"kenshin/loan.json",
	"kenshin/loan-key.age",
	"kenshin/issued.txt",
	"kenshin/issued.txt.minisig",
	/* Half a file that a pulled stick left. */
	"results/.*.part",
	"kenshin/.*.part",
	/* Windows puts these on whatever it is shown. */
	"System Volume Information/IndexerVolumeGuid",
	"System Volume Information/WPSettings.dat",
};
