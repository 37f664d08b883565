/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See known_programs.h. */
#include "scanners/probes/known_programs.h"

#include <strings.h>

#include "scanners/probes/registry.h"

#define ENTRIES_MAX 20000

const struct known_program known_programs[] = {
	{ "remote", "teamviewer", "TeamViewer", "TeamViewer", "TEAMVIEWER" },
	{ "remote", "anydesk", "AnyDesk", "AnyDesk", "ANYDESK" },
	{ "remote", "vnc", "vncserver", "RealVNC", "VNCSERVER" },
	{ "remote", "vnc", "tvnserver", "TightVNC", "TVNSERVER" },
	{ "remote", "vnc", "uvnc_service", "uvnc bvba", "WINVNC" },
	{ "remote", "splashtop", "SplashtopRemoteService", "Splashtop", "SRSERVER" },
	{ "remote", "chrome-remote-desktop", "chromoting", "Chrome Remote Desktop",
	  "REMOTING_HOST" },
	{ "remote", "logmein", "LogMeIn", "LogMeIn", "LOGMEIN" },
	{ "remote", "rustdesk", "RustDesk", "RustDesk", "RUSTDESK" },
	{ "remote", "supremo", "SupremoService", "SupremoRemoteDesktop", "SUPREMO" },
	{ "remote", "ultraviewer", "UltraViewService", "UltraViewer", "ULTRAVIEWER" },
	{ "remote", "radmin", "RServer3", "Radmin", "RSERVER3" },
	/* Their services carry a number of each customer, as ScreenConnect's folder does. */
	{ "remote", "screenconnect", "ScreenConnect Client (*", NULL, "SCREENCONNECT." },
	{ "remote", "goto-resolve", "GoToResolve_*", "GoTo Resolve Unattended", "GOTORESOLVE" },
	/* By the product's own name: what its maker calls services and files we could not make sure of. */
	{ "remote", "magic-connect", "MagicConnect*", "MagicConnect", "MAGICCONNECT" },
	{ "remote", "isl", NULL, "ISL Online", "ISLALWAYSON" },
	{ "remote", "isl", NULL, NULL, "ISLLIGHT" },
	{ "remote", "gotomypc", NULL, "GoToMyPC", "G2COMM.EXE" },
	{ "remote", "ammyy", "AmmyyAdmin", "AMMYY", "AA_V3" },
	{ "sharing", "winny", NULL, "Winny", "WINNY" },
	{ "sharing", "share", NULL, NULL, "SHARE.EXE" },
	{ "sharing", "perfect-dark", NULL, "Perfect Dark", "PERFECT DARK" },
	{ "sharing", "utorrent", NULL, "uTorrent", "UTORRENT" },
	{ "sharing", "bittorrent", NULL, "BitTorrent", "BITTORRENT" },
	{ "sharing", "qbittorrent", NULL, "qBittorrent", "QBITTORRENT" },
	{ "sharing", "bitcomet", NULL, "BitComet", "BITCOMET" },
	{ "sharing", "vuze", NULL, "Vuze", "AZUREUS" },
	{ "sharing", "emule", NULL, "eMule", "EMULE" },
	{ "sharing", "limewire", NULL, "LimeWire", "LIMEWIRE" },
	{ "sharing", "cabos", NULL, "Cabos", "CABOS" },
	{ "sharing", "kmspico", NULL, "KMSpico", "KMSPICO" },
};
const size_t known_programs_count = LEN(known_programs);

static void add(const struct known_program *p, const char *source, struct facts *out)
{
	struct fact_program_trace *f = FACTS_ADD(out, program_trace, PROGRAM_TRACE, source);

	if (!f)
		return;
	f->purpose = p->kind;
	f->product = p->product;
	f->method = "folder";
}

void known_programs_add_folders(const struct probe *probe, const struct probe_blob *blob,
				const char *source, struct facts *out)
{
	struct probe_entry e;
	size_t pos = 0;

	if (blob->state == PROBE_BLOB_UNREADABLE)
		probe_unseen(probe, out, &blob->reason);
	if (blob->state != PROBE_BLOB_PRESENT)
		return;
	for (size_t i = 0; i < ENTRIES_MAX && probe_list_next(blob->data, &pos, out->arena, &e);
	     i++) {
		if (e.type != 'd')
			continue;
		for (size_t k = 0; k < known_programs_count; k++)
			if (known_programs[k].folder &&
			    !strcasecmp(e.name, known_programs[k].folder))
				add(&known_programs[k], source, out);
	}
}
