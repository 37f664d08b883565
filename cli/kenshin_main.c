/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kenshin: the command line. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>

#include "cli/command.h"
#include "core/text/text.h"

/* A descriptor that the caller left closed would be given to the next file that is opened, and
 * a message would end up in it. */
static void open_standard(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF &&
		    open("/dev/null", fd ? O_WRONLY : O_RDONLY) != fd)
			_exit(EXIT_COULD_NOT);
}

int main(int argc, char **argv)
{
	int code;

	open_standard();
	signal(SIGPIPE, SIG_IGN); /* a reader that went is an error of writing, told as such */
	signal(SIGXFSZ, SIG_IGN); /* the same for a file that may not grow any more */
	umask(077);               /* what is written here is about a client */
	text_init();
	code = command_main(argc, argv);
	text_done();
	return code;
}
