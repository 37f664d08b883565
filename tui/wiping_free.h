/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whoever calls this gets the free() of wiping_free.c linked in. */
#pragma once

#include <stdbool.h>

bool wiping_free_on(void); /* false under a sanitizer, which brings its own free() */
