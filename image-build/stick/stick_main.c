/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kenshin-stick: the chamber's tool for its sticks. */
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/text/text.h"
#include "image-build/stick/command.h"

int main(int argc, char **argv)
{
	int code;

	/* A descriptor that the caller left closed would be given to a stick. */
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd ? O_WRONLY : O_RDONLY) != fd)
			_exit(EXIT_NOT_ASKED);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an answer of write() */
	umask(077);
	text_init();
	code = stick_main(argc, argv);
	if (fflush(stdout) != 0 && code == EXIT_DONE)
		code = EXIT_NOT_DONE;
	text_done();
	return code;
}
