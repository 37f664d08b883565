/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A line that would have to wait is dropped: the visit never waits for an onlooker. */
#include "tui/stage.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define HEAD "kenshin: "

void stage_begin(struct stage *s, const char *path)
{
	*s = (struct stage){ .path = path, .fd = -1 };
}

void stage_end(struct stage *s)
{
	if (s->fd >= 0)
		close(s->fd);
	s->fd = -1;
	s->path = NULL;
}

static bool tell(struct stage *s, const char *text)
{
	char line[160];
	int n = snprintf(line, sizeof(line), "%s" HEAD "%s\n", s->torn ? "\n" : "", text);
	ssize_t done;

	if (!s->path)
		return true;
	if (s->fd < 0)
		s->fd = open(s->path, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_APPEND | O_CLOEXEC);
	if (s->fd < 0 || n < 0 || (size_t)n >= sizeof(line))
		return false;
	do
		done = write(s->fd, line, (size_t)n);
	while (done < 0 && errno == EINTR);
	if (done < 0 && errno != EAGAIN) { /* the reader went: perhaps another one comes */
		close(s->fd);
		s->fd = -1;
	}
	if (done > 0)
		s->torn = done < n;
	return done == n;
}

void stage_page(struct stage *s, const char *id, const char *lang, unsigned text_size,
		unsigned question)
{
	char page[sizeof(s->page)], asked[16] = "";

	if (question)
		snprintf(asked, sizeof(asked), " q%u", question % 1000u);
	snprintf(page, sizeof(page), "page %.8s %.4s %u%s", id, lang, text_size % 10u, asked);
	if (strcmp(page, s->page) != 0 && tell(s, page))
		snprintf(s->page, sizeof(s->page), "%s", page);
}

void stage_event(struct stage *s, const char *event)
{
	(void)tell(s, event);
}
