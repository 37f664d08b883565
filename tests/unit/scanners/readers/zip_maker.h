/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Small archives as text: files with or without a password, their list, and its end (APPNOTE 4.3.7,
 * 4.3.12, 4.3.16). */
#pragma once

#define ZIP_OPEN   "\0\0"
#define ZIP_LOCKED "\1\0"

/* Parts, of so many bytes. */
#define ZIP_FILE(flags)                                                                            \
	"PK\3\4\x14\0" flags "\0\0ttddcccc"                                                        \
	"\4\0\0\0\4\0\0\0\1\0\0\0"                                                                 \
	"atext"
#define ZIP_FILE_SIZE 35u
#define ZIP_LISTED(flags)                                                                          \
	"PK\1\2\x14\0\x14\0" flags "\0\0ttddcccc"                                                  \
	"\4\0\0\0\4\0\0\0\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"                                     \
	"a"
#define ZIP_LISTED_SIZE 47u
#define ZIP_FOLDER                                                                                 \
	"PK\3\4\x14\0\0\0\0\0ttddcccc"                                                             \
	"\0\0\0\0\0\0\0\0\2\0\0\0"                                                                 \
	"d/"
#define ZIP_FOLDER_LISTED                                                                          \
	"PK\1\2\x14\0\x14\0\0\0\0\0ttddcccc"                                                       \
	"\0\0\0\0\0\0\0\0\2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"                                     \
	"d/"
/* size, start: of the list, four bytes each. */
#define ZIP_END_OF(size, start) "PK\5\6\0\0\0\0\1\0\1\0" size start "\0\0"

/* An archive of one file. */
#define ZIP_ONE(flags) ZIP_FILE(flags) ZIP_LISTED(flags) ZIP_END_OF("\x2f\0\0\0", "\x23\0\0\0")
#define ZIP_ONE_SIZE   104u
