/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kenshin-worker: the program that holds all parsers and no rights. Started by kenshin or its
 * broker with a socket on descriptor 3; of no use by hand. */
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "scanners/engine/wire.h"
#include "scanners/worker/zygote.h"

int main(void)
{
	int type = 0;
	socklen_t n = sizeof(type);

	if (getsockopt(WIRE_CONTROL_FD, SOL_SOCKET, SO_TYPE, &type, &n) < 0 ||
	    type != SOCK_SEQPACKET) {
		fputs("kenshin-worker is started by kenshin, not by hand.\n", stderr);
		return 2;
	}
	/* No handlers at exit: behind the walls they (a sanitizer's above all) can only come to grief,
	 * and to free the samples takes longer than to forget them. */
	_exit(zygote_run(WIRE_CONTROL_FD));
}
